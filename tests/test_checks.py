"""The checks on reports typed by hand: what must stay silent first, then what must be found.

The figures are those of published reports or made by the rules of the assessment; no expectation was taken from output.
"""

from __future__ import annotations

import datetime
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest

import prongsai.checks
from prongsai.checks.registry import CHECKS, Verdict, run_all
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR, INSTRUMENT_OF, catalogue
from prongsai.reference.directions import direction
from prongsai.reference.issue_codes import defaults, issue_codes, page, to_issues
from prongsai.reference.schemes import scheme
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.document import DocumentFacts, Source
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.statements import DirectionStatement, ScoreStatement
from prongsai.schemas.terms import MeasureStatus, Period, Rating
from prongsai.schemas.trace import Cite, Step

REPORT_2565 = ("85.63", "78.28", "79.24", "76.58", "18.75", "84.59", "80.36", "86.48", "59.78", "18.75")
REPORT_2564 = ("84.90", "78.89", "80.40", "80.40", "87.50", "73.24", "80.24", "67.22", "78.42", "87.50")
REPORT_2563 = ("85.00", "86.00", "85.50", "86.50", "85.35", "82.00", "82.36", "82.00", "70.00", "63.80")
MEMO_2564 = ("97.60", "93.30", "93.81", "78.81", "91.64", "97.06", "92.74", "88.56", "100", "100")
FAILED_2565 = ("o5", "o11", "o35", "o36", "o37", "o38", "o41", "o42", "o43")


def facts(year: int | None = 2566, plan: int | None = None, issued_on: datetime.date | None = None) -> DocumentFacts:
    source = Source(name="report.txt", media_type="text/plain", size_bytes=1)
    return DocumentFacts(
        document_id="sha256:00",
        source=source,
        kinds=("measures_plan",),
        assessed_year_be=year,
        plan_year_be=plan,
        issued_on=issued_on,
    )


def score(
    name: str,
    value: str | None,
    year: int | None = 2566,
    rating: Rating | None = None,
    at: tuple[str, ...] = (),
    steps: tuple[Step, ...] = (),
    **more: str,
) -> Score:
    """A score by its figure name. Its record id is `name@year`, so that expectations are readable."""
    place: dict[str, str] = {"scope": "overall"}
    if name in ("IIT", "EIT", "OIT"):
        place = {"scope": "instrument", "instrument": name}
    elif name in INSTRUMENT_BY_INDICATOR:
        place = {"scope": "indicator", "instrument": INSTRUMENT_BY_INDICATOR[name], "indicator_no": name}
    elif "." in name:
        place = {"scope": "sub_indicator", "instrument": "OIT", "indicator_no": name}
    elif name != "overall":
        place = {"scope": "question", "instrument": INSTRUMENT_OF[name[0]], "code": name}
    cites = {"value": tuple(Cite(one, 0, 5, steps=steps) for one in at)} if at else {}
    decimal = Decimal(value) if value is not None else None
    fields = {"record_id": f"{name}@{year}", "fiscal_year_be": year, "value": decimal, "rating": rating, "cites": cites}
    return Score.model_validate({**fields, **place, **more})


def column(values: tuple[str, ...], year: int) -> list[Score]:
    return [score(str(number), value, year) for number, value in enumerate(values, start=1)]


def run(*scores: Score, year: int | None = 2566, **more: tuple[object, ...]) -> Verdict:
    return run_all(facts(year), scores, **more)  # type: ignore[arg-type]


def codes(verdict: Verdict) -> list[str]:
    return [issue.code for issue in verdict.issues]


def only(verdict: Verdict, code: str) -> IssueDraft:
    [issue] = [issue for issue in verdict.issues if issue.code == code]
    return issue


def with_status(verdict: Verdict, status: str) -> set[str]:
    return {record for record, value in verdict.statuses.items() if value == status}


# --- what closes, and what must not raise anything


def test_overall_from_ten_indicators_verifies_all_eleven() -> None:
    verdict = run(*column(MEMO_2564, 2564), score("overall", "95.15", 2564, rating="AA"), year=2564)
    assert verdict.issues == ()
    assert len(with_status(verdict, "verified")) == 11


def test_indicator_9_closes_over_its_questions_through_unprinted_sub_indicators() -> None:
    failed = {"o13", "o17", "o22", "o26", "o30"}  # 9.1 to 9.5 are 100, 75, 75, 75, 75: their mean is 80, of items 83.33
    codes_of_9 = [item.code for item in catalogue(2566).of_indicator("9")]
    items = [score(code, "0.00" if code in failed else "100.00") for code in codes_of_9]
    verdict = run(*items, score("9", "80.00"))
    assert set(verdict.statuses.values()) == {"verified"}
    assert codes(verdict) == []
    wrong = run(*items, score("9", "83.33"))
    assert "verified" not in wrong.statuses.values()
    assert "score-mismatch" in codes(wrong)


def test_a_mean_of_six_questions() -> None:
    questions = [score(f"i{n}", "98.00" if n == 10 else "100.00") for n in range(7, 13)]
    verdict = run(*questions, score("2", "99.67"))
    assert set(verdict.statuses.values()) == {"verified"}


def test_equal_parts_close_trivially_and_verify() -> None:
    verdict = run(*[score(f"i{n}", "100") for n in range(1, 7)], score("1", "100"))
    assert set(verdict.statuses.values()) == {"verified"}


def test_eit_questions_of_2566_are_not_held_against_the_indicator() -> None:
    questions = [score(f"e{n}", "98.12") for n in range(1, 6)]
    verdict = run(*questions, score("6", "94.02"))
    assert codes(verdict) == []
    assert set(verdict.statuses.values()) == {"unverified"}


def test_an_incomplete_list_is_not_computed_from() -> None:
    verdict = run(*[score(f"i{n}", "50.00") for n in range(1, 6)], score("1", "99.00"))
    assert "score-mismatch" not in codes(verdict)
    assert set(verdict.statuses.values()) == {"unverified"}


def test_rules_that_are_only_remembered_contradict_nothing() -> None:
    items = [score(item.code, "100.00", 2567) for item in catalogue(2567).of_indicator("10.1")]
    verdict = run(*items, score("10.1", "40.00", 2567), year=2567)
    assert codes(verdict) == []


def test_questions_of_an_unknown_year_contradict_nothing() -> None:
    verdict = run(*[score(f"i{n}", "50.00", 2568) for n in range(1, 7)], score("1", "99.00", 2568), year=2568)
    assert "score-mismatch" not in codes(verdict)


def test_a_short_figure_may_have_been_rounded() -> None:
    values = ("97.6", "93.3", "93.8", "78.8", "91.6", "97.1", "92.7", "88.6", "100", "100")
    verdict = run(*column(values, 2564), score("overall", "95.1", 2564), year=2564)
    assert codes(verdict) == []
    # the total is good to 0.1; an error of a whole point in an indicator would not have been noticed
    assert with_status(verdict, "verified") == {"overall@2564"}


def test_zeros_left_out_among_two_decimals_are_not_lost_precision() -> None:
    values = ("97.6", "93.3", *MEMO_2564[2:])
    verdict = run(*column(values, 2564), score("overall", "95.15", 2564), year=2564)
    assert len(with_status(verdict, "verified")) == 11


def test_the_last_digit_of_a_total_may_be_cut_off_instead_of_rounded() -> None:
    verdict = run(*column(MEMO_2564, 2564), score("overall", "95.14", 2564), year=2564)
    assert codes(verdict) == []


@pytest.mark.parametrize(
    ("total", "verified", "reported"), [("95.14", True, False), ("95.16", False, False), ("95.17", False, True)]
)
def test_what_another_rounding_could_explain_is_neither_verified_nor_reported(
    total: str, verified: bool, reported: bool
) -> None:
    verdict = run(*column(MEMO_2564, 2564), score("overall", total, 2564), year=2564)  # computed: 95.1459
    assert (verdict.statuses["overall@2564"] == "verified") is verified
    assert ("score-mismatch" in codes(verdict)) is reported


def test_short_figures_are_rounded_ones_where_most_figures_are_short() -> None:
    """In a table of one decimal, a total that would be 0.05 off at two decimals is no contradiction."""
    values = ("97.64", "93.3", "93.8", "78.8", "91.6", "97.1", "92.7", "88.6", "100.0", "100.0")
    assert codes(run(*column(values, 2564), score("overall", "95.2", 2564), year=2564)) == []
    assert codes(run(*column(values, 2564), score("overall", "95.4", 2564), year=2564)) == ["score-mismatch"]


def test_two_guessed_codes_in_one_mean_are_not_verified_by_it() -> None:
    """A mean does not see two parts that changed places."""
    values = {7: "90.00", 8: "95.00"}
    rows = [score(f"i{n}", "100.00", code_method="exact") for n in range(9, 13)]
    rows += [score(f"i{n}", value, code_method="context") for n, value in values.items()]
    verdict = run(*rows, score("2", "97.50"))
    assert with_status(verdict, "unverified") == {"i7@2566", "i8@2566"}
    rows[4] = score("i7", "90.00", code_method="exact")  # one guess among sure codes can only be the missing one
    assert with_status(run(*rows, score("2", "97.50")), "unverified") == set()


# --- what breaks


def test_total_and_parts_stay_unverified_where_any_could_be_wrong() -> None:
    values = (*REPORT_2564[:3], "81.00", "86.90", *REPORT_2564[5:])  # without the row that repeats another
    verdict = run(*column(values, 2564), score("overall", "79.67", 2564), year=2564)
    issue = only(verdict, "score-mismatch")
    assert (issue.found, issue.expected) == ("79.67", "79.98 ±0.01")
    assert len(issue.record_ids) == 11
    assert set(verdict.statuses.values()) == {"unverified"}


def test_cells_that_would_need_more_than_100_are_no_candidates() -> None:
    verdict = run(*column(REPORT_2565, 2565), score("overall", "64.86", 2565), year=None)
    issue = only(verdict, "score-mismatch")
    assert set(issue.record_ids) == {"overall@2565", "5@2565", "9@2565", "10@2565"}


def test_a_copied_row_is_found_and_solved_for_in_both_years() -> None:
    scores = [*column(REPORT_2564, 2564), *column(REPORT_2565, 2565)]
    scores += [score("overall", "79.67", 2564, rating="B"), score("overall", "64.86", 2565, rating="D")]
    failed = Finding(record_id="f1", kind="recommendation", instrument="OIT", codes=FAILED_2565, text="ข้อ O๕ ...")
    verdict = run(*scores, year=2565, findings=(failed,))
    assert codes(verdict) == ["score-mismatch", "score-mismatch", "repeated-figures"]
    mismatches = {issue.found: issue for issue in verdict.issues if issue.code == "score-mismatch"}
    assert mismatches["18.75"].expected is not None and mismatches["18.75"].expected.startswith("80.45 ±")
    assert mismatches["87.50"].expected is not None and mismatches["87.50"].expected.startswith("82.34 ±")
    assert with_status(verdict, "contradicted") == {"5@2564", "5@2565"}
    assert with_status(verdict, "verified") == {"10@2565"}  # by its failed items: (3/8 + 0/2) / 2


def test_without_failed_items_the_values_that_indicator_10_can_have_decide() -> None:
    scores = [*column(REPORT_2564, 2564), *column(REPORT_2565, 2565)]
    scores += [score("overall", "79.67", 2564), score("overall", "64.86", 2565)]
    assert with_status(run(*scores, year=2565), "contradicted") == {"5@2564", "5@2565"}


def test_two_equal_rows_of_one_instrument_accuse_neither() -> None:
    first = ("78.11", "81.20", "76.43", "79.95", "84.83", "82.34", "76.41", "76.41", "71.53", "82.13")
    second = ("86.71", "85.40", "82.60", "84.10", "85.09", "88.12", "80.36", "80.36", "90.18", "93.75")
    scores = [*column(first, 2563), *column(second, 2564)]
    scores += [score("overall", "78.61", 2563), score("overall", "87.52", 2564)]
    verdict = run(*scores, year=2564)
    issue = only(verdict, "repeated-figures")
    assert set(issue.record_ids) == {"7@2563", "7@2564", "8@2563", "8@2564"}
    assert with_status(verdict, "contradicted") == set()


def one_year(values: dict[str, str], total: str) -> Verdict:
    """Ten indicators of 2565, most of them unremarkable, and an overall score."""
    plain = dict(zip(INSTRUMENT_BY_INDICATOR, REPORT_2565, strict=True)) | {"5": "81.37"} | values
    return run(*column(tuple(plain.values()), 2565), score("overall", total, 2565), year=2565)


def test_one_years_repetition_of_an_oit_value_in_another_instrument() -> None:
    """18.75 is one of the 33 values that indicator 10 can have; beside indicator 5 it is a copy, if the sum fails."""
    verdict = one_year({"5": "18.75"}, "64.86")
    assert with_status(verdict, "contradicted") == {"5@2565"}
    assert only(verdict, "repeated-figures").expected is not None
    closing = one_year({"5": "18.75"}, "61.16")
    assert codes(closing) == []
    assert set(closing.statuses.values()) == {"verified"}


@pytest.mark.parametrize(
    ("values", "total", "repeated"),
    [
        ({"2": "79.24"}, "64.00", True),  # equal to indicator 3, and the sum fails: worth a word
        ({"2": "79.00", "3": "79.00"}, "64.00", False),  # whole numbers are equal too often
        ({"9": "18.75"}, "55.00", False),  # OIT fractions too
        ({"1": "100.00", "2": "100.00"}, "64.00", False),
        ({"9": "0.00", "10": "0.00"}, "64.00", False),
    ],
)
def test_one_years_repetition_that_accuses_nobody(values: dict[str, str], total: str, repeated: bool) -> None:
    verdict = one_year(values, total)
    assert ("repeated-figures" in codes(verdict)) is repeated
    assert with_status(verdict, "contradicted") == set()
    if repeated:
        assert only(verdict, "repeated-figures").severity == "info"


def test_a_chance_repetition_near_the_needed_value_is_no_copy() -> None:
    """Indicator 5 equals indicator 10, but would have to change by 0.5 only: the error is elsewhere."""
    verdict = one_year({"5": "87.50", "10": "87.50"}, "79.06")  # computed 79.03
    assert "score-mismatch" in codes(verdict)
    assert with_status(verdict, "contradicted") == set()


def test_a_repeated_row_that_its_questions_bear_out_accuses_the_other() -> None:
    scores = [score(no, value, year) for no in ("2", "4") for value, year in (("81.13", 2565), ("84.57", 2566))]
    answers = ("81.00", "85.10", "86.32", "84.00", "86.00", "85.00")  # mean 84.57
    scores += [score(f"i{n}", value) for n, value in zip(range(7, 13), answers, strict=True)]
    issue = only(run(*scores), "repeated-figures")
    assert "indicator 4 is the copy" in issue.message


def test_of_two_repeated_rows_the_one_that_could_make_the_sums_close_is_the_copy() -> None:
    """Indicator 3 would have to exceed 100 in 2564 (105.81); indicator 10, at 97.80, would not."""
    first = ("95.11", "96.22", "94.37", "97.48", "95.56", "93.14", "92.25", "94.36", "90.55", "94.37")
    second = ("95.31", "96.12", "89.93", "97.28", "95.46", "93.04", "92.15", "94.26", "90.45", "89.93")
    scores = [*column(first, 2564), *column(second, 2565)]
    # computed 93.68 and 92.47
    scores += [score("overall", "94.37", 2564), score("overall", "92.71", 2565)]
    verdict = run(*scores, year=2565)
    assert "10@2564" in with_status(verdict, "contradicted")
    assert "indicator 10 is the copy" in only(verdict, "repeated-figures").message


def test_full_marks_and_closing_sums_are_no_repetition() -> None:
    values = ("95.00", "90.00", "95.00", "95.00", "95.00", "88.31", "88.31", "90.00", "100.00", "100.00")
    scores = [*column(values, 2565), score("overall", "94.86", 2565)]
    # 0.3 x 94.00 + 0.3 x 88.8733 + 0.4 x 100 = 94.862
    verdict = run(*scores, year=2565)
    assert codes(verdict) == []
    assert set(verdict.statuses.values()) == {"verified"}


def test_a_copy_that_the_total_was_computed_from_is_still_reported_if_it_spans_two_years() -> None:
    scores = [*column(REPORT_2564, 2564), *column(REPORT_2565, 2565)]  # no overall score: nothing to close
    verdict = run(*scores, year=2565)
    assert codes(verdict) == ["repeated-figures"]
    assert with_status(verdict, "contradicted") == set()


def test_a_wrong_indicator_between_a_good_total_and_good_questions() -> None:
    """The instrument closes over the questions of the indicator although the printed indicator is misread."""
    questions = [score(f"i{n}", v) for n, v in zip(range(13, 19), ("97", "98", "96", "97", "98", "97.86"), strict=True)]
    rest = [score("1", "96.00"), score("2", "97.00"), score("4", "95.50"), score("5", "98.54")]
    verdict = run(*questions, *rest, score("3", "91.37"), score("IIT", "96.87"))
    assert with_status(verdict, "contradicted") == {"3@2566"}
    issue = only(verdict, "score-mismatch")
    assert (issue.found, issue.expected) == ("91.37", "97.31 ±0.01")
    assert {"1@2566", "2@2566", "4@2566", "5@2566", "IIT@2566"} <= with_status(verdict, "verified")


def test_a_wrong_instrument_between_a_good_total_and_good_indicators() -> None:
    indicators = column(("96.12", "92.33", "95.01", "90.47", "93.10", "86.90", "83.55", "81.20"), 2566)
    rest = [score("IIT", "93.41"), score("OIT", "84.06"), score("overall", "86.81")]
    verdict = run(*indicators, *rest, score("EIT", "84.10"))
    # 0.3 x 93.41 + 0.3 x 83.88 + 0.4 x 84.06 = 86.81
    assert with_status(verdict, "contradicted") == {"EIT@2566"}
    assert only(verdict, "score-mismatch").expected == "83.88 ±0.01"
    assert "EIT@2566" in only(verdict, "score-mismatch").record_ids


def test_a_total_is_contradicted_only_if_all_its_parts_are_borne_out() -> None:
    indicators = column(REPORT_2563, 2563)
    instruments = [score("IIT", "85.67", 2563), score("EIT", "82.12", 2563), score("OIT", "66.90", 2563)]
    total = score("overall", "79.10", 2563, rating="B")
    verdict = run(*indicators, *instruments, total, year=2563)
    assert with_status(verdict, "contradicted") == {"overall@2563"}
    assert only(verdict, "score-mismatch").expected == "77.10 ±0.01"
    assert with_status(run(*instruments, total, year=2563), "contradicted") == set()


def test_the_rating_disowns_a_misread_total() -> None:
    verdict = run(*column(REPORT_2563, 2563), score("overall", "97.10", 2563, rating="B"), year=2563)
    assert with_status(verdict, "contradicted") == {"overall@2563"}


def test_the_rating_bears_a_total_out() -> None:
    """77.10 is a B, the printed parts give 67.10, a C: the total is right, and only indicator 10 can make up for it.

    IIT 85.67, EIT 82.12, so OIT is (77.10 - 25.701 - 24.636) / 0.4 = 66.9075, and indicator 10 is 63.815.
    """
    values = (*REPORT_2563[:9], "13.80")
    verdict = run(*column(values, 2563), score("overall", "77.10", 2563, rating="B"), year=2563)
    assert with_status(verdict, "contradicted") == {"10@2563"}
    issue = only(verdict, "score-mismatch")
    assert issue.found == "13.80"
    assert issue.expected is not None and issue.expected.startswith("63.8")
    unrated = run(*column(values, 2563), score("overall", "77.10", 2563), year=2563)
    assert with_status(unrated, "contradicted") == set()


def test_two_rows_that_changed_places() -> None:
    questions = {"2": ("90", "91", "92", "93", "94", "95"), "4": ("80", "81", "82", "83", "84", "85")}
    rows = [score(f"i{n}", v + ".00") for n, v in zip(range(7, 13), questions["2"], strict=True)]
    rows += [score(f"i{n}", v + ".00") for n, v in zip(range(19, 25), questions["4"], strict=True)]
    rows += [score("2", "82.50"), score("4", "92.50"), score("1", "90.00"), score("3", "90.00"), score("5", "90.00")]
    verdict = run(*rows, score("IIT", "89.00"))
    assert with_status(verdict, "contradicted") == {"2@2566", "4@2566"}


def test_three_rows_that_moved_round_are_not_verified_by_the_sum_above() -> None:
    """Their mean is the same, so the instrument closes; their questions say otherwise."""
    rows: list[Score] = []
    for first, base in ((7, 80), (13, 85), (19, 90)):
        rows += [score(f"i{first + n}", f"{base + n}.00") for n in range(6)]
    rows += [score("2", "87.50"), score("3", "92.50"), score("4", "82.50"), score("1", "90.00"), score("5", "90.00")]
    verdict = run(*rows, score("IIT", "88.50"))
    assert {"2@2566", "3@2566", "4@2566"} & with_status(verdict, "verified") == set()
    assert {"1@2566", "5@2566", "IIT@2566"} <= with_status(verdict, "verified")


def test_a_share_beside_its_indicators() -> None:
    indicators = column(("100.00", "99.67", "100.00", "99.67", "100.00"), 2566)
    verdict = run(*indicators, score("IIT", "29.96"))
    assert codes(verdict) == ["weighted-share"]
    assert verdict.statuses["IIT@2566"] == "verified"
    low = run(*indicators, score("IIT", "29.46"))
    assert codes(low) == ["score-mismatch"]
    assert low.statuses["IIT@2566"] != "verified"


def test_low_instruments_are_no_shares() -> None:
    verdict = run(score("IIT", "20.00"), score("EIT", "25.00"), score("OIT", "30.00"), score("overall", "25.50"))
    assert codes(verdict) == []
    assert len(with_status(verdict, "verified")) == 4


def test_shares_of_the_total_are_no_scores() -> None:
    shares = [score("IIT", "29.96"), score("EIT", "27.61"), score("OIT", "36.00"), score("overall", "93.57")]
    verdict = run(*shares)
    assert set(codes(verdict)) == {"weighted-share"}
    assert with_status(verdict, "contradicted") == set()
    assert len(with_status(verdict, "verified")) == 4


# --- one figure, several readings


def test_two_values_of_one_figure_are_settled_by_the_sum() -> None:
    base = [score("IIT", "86.30"), score("OIT", "91.25"), score("overall", "87.05"), score("EIT", "82.20")]
    other = score("EIT", "82.02", at=("p02.b07",)).model_copy(update={"record_id": "EIT-again"})
    for scores in ([*base, other], [other, *base]):
        verdict = run(*scores)
        assert with_status(verdict, "contradicted") == {"EIT-again"}
        assert len(with_status(verdict, "verified")) == 4
        assert only(verdict, "text-score-conflict").expected == "82.20"


def test_two_values_that_no_sum_decides_between_stay_unverified() -> None:
    again = score("EIT", "82.02", at=("p02.t1.r01.c1",)).model_copy(update={"record_id": "EIT-again"})
    verdict = run(score("EIT", "82.20", at=("p01.t1.r01.c1", "p03.t2.r01.c1")), again)
    assert codes(verdict) == ["score-conflict"]
    assert set(verdict.statuses.values()) == {"unverified"}


def test_the_same_value_rounded_otherwise_is_no_conflict() -> None:
    again = score("overall", "93.6").model_copy(update={"record_id": "again"})
    assert codes(run(score("overall", "93.57"), again)) == []
    zero = score("o13", "0.00").model_copy(update={"record_id": "zero"})
    assert codes(run(score("o13", "0.40"), zero)) == ["score-conflict"]


def test_both_roundings_of_one_value_share_its_status() -> None:
    for short_first in (True, False):
        short = score("overall", "95.2", 2564).model_copy(update={"record_id": "short"})
        pair = [short, score("overall", "95.15", 2564)]
        verdict = run(*column(MEMO_2564, 2564), *(pair if short_first else pair[::-1]), year=2564)
        assert set(verdict.statuses.values()) == {"verified"}


def test_an_undated_figure_beside_a_dated_one_is_another_years() -> None:
    verdict = run(score("overall", "93.57"), score("overall", "84.6", None))
    assert codes(verdict) == []
    parts = score("IIT", "99.87", None), score("EIT", "92.05"), score("OIT", "90")
    undated = run(*parts, score("overall", "93.57", None))
    assert undated.statuses["IIT@None"] == "verified"


def test_readings_of_different_tables_confirm_each_other() -> None:
    assert run(score("e1", "98.12", at=("p03.t1.r01.c2", "p05.t1.r01.c2"))).statuses == {"e1@2566": "verified"}
    assert run(score("e1", "98.12", at=("p03.t1.r01.c2", "p03.t1.r09.c2"))).statuses == {"e1@2566": "unverified"}


def test_a_value_repeated_by_its_author_is_not_verified_against_the_sums() -> None:
    total = score("overall", "64.86", 2565, at=("p01.b05", "p03.t1.r10.c3"))
    verdict = run(*column(REPORT_2565, 2565), total, year=2565)
    assert verdict.statuses["overall@2565"] == "unverified"


# --- single values


def test_an_impossible_value_is_contradicted_and_its_implied_value_named() -> None:
    verdict = run(score("overall", "930.57"), score("IIT", "99.87"), score("EIT", "92.05"), score("OIT", "90.00"))
    assert verdict.statuses["overall@2566"] == "contradicted"
    assert only(verdict, "score-out-of-range").expected == "93.58 ±0.01"


def test_a_gap_in_a_complete_table_names_the_implied_value() -> None:
    verdict = run(*column(MEMO_2564, 2564)[:9], score("overall", "95.15", 2564), year=2564)
    issue = only(verdict, "score-gap")
    assert issue.expected is not None
    middle, half = (float(part) for part in issue.expected.split(" ±"))
    assert abs(middle - 100) <= half + 0.01


def test_a_dash_is_a_gap_too_and_three_lowest_indicators_are_none() -> None:
    dash = run(*column(MEMO_2564, 2564)[:9], score("10", None, 2564), score("overall", "95.15", 2564), year=2564)
    assert only(dash, "score-gap").record_ids == ("10@2564",)
    assert codes(run(score("3", "75.30"), score("4", "70.12"), score("9", "60.00"))) == []


@pytest.mark.parametrize(
    ("cite", "blame"),
    [
        (Cite("p01.t1.r01.c1", 0, 5, steps=(Step("digits", 0, "๑๐๕.๐๐", "105.00"),)), "paper"),
        (Cite("p01.t1.r01.c1", 0, 5, steps=(Step("unit", 6, " คะแนน", ""),)), "paper"),
        (Cite("p01.t1.r01.c1", 0, 5, steps=(Step("confusion", 1, "O", "0"),)), "reading"),
        (Cite("p01.t1.r01.c1", 0, 5, basis="matched"), "reading"),
    ],
)
def test_blame_follows_the_steps_of_the_reading(cite: Cite, blame: str) -> None:
    wrong = score("overall", "105.00").model_copy(update={"cites": {"value": (cite,)}})
    assert only(run(wrong), "score-out-of-range").blame == blame


# --- ratings


@pytest.mark.parametrize(
    ("year", "value", "rating", "instruments"),
    [
        (2565, "64.86", "D", ()),
        (2565, "85.00", "A", ()),
        (2565, "94.99", "A", ()),
        (2564, "95.15", "AA", ()),
        (2566, "93.57", "ผ่านดี", ("99.87", "92.05", "90.00")),
        (2566, "86.78", "ผ่าน", ()),  # instruments unknown: may be either
        (2567, "91.15", "ผ่านดี", ()),
        (2566, "96.00", "ผ่านดี", ("99.00", "92.00", "96.75")),
        (2566, "84.93", "ต้องปรับปรุง", ()),
        (None, "77.00", "B", ()),
    ],
)
def test_ratings_that_fit(year: int | None, value: str, rating: Rating, instruments: tuple[str, ...]) -> None:
    parts = [score(name, v, year) for name, v in zip(("IIT", "EIT", "OIT"), instruments, strict=False)]
    assert "rating-mismatch" not in codes(run(score("overall", value, year, rating=rating), *parts, year=year))


@pytest.mark.parametrize(
    ("year", "value", "rating", "instruments", "expected"),
    [
        (2563, "77.83", "C", (), "B"),
        (2565, "84.99", "A", (), "B"),
        (2566, "75.64", "ผ่าน", (), "ต้องปรับปรุง"),
        (2566, "93.57", "ผ่าน", ("99.87", "92.05", "90.00"), "ผ่านดี"),
        (2568, "95.03", "ผ่านดีเยี่ยม", ("96.78", "96.50", "92.63"), "ผ่านดี"),
        (2566, "86.50", "ผ่านดี", ("84.10", "90.00", "85.68"), "ผ่าน"),
        (2566, "86.50", "A", (), "ผ่านดี or ผ่าน"),
        (2564, "86.50", "ผ่านดี", (), "A"),
    ],
)
def test_ratings_that_do_not_fit(
    year: int, value: str, rating: Rating, instruments: tuple[str, ...], expected: str
) -> None:
    parts = [score(name, v, year) for name, v in zip(("IIT", "EIT", "OIT"), instruments, strict=False)]
    issue = only(run(score("overall", value, year, rating=rating), *parts, year=year), "rating-mismatch")
    assert (issue.found, issue.expected) == (rating, expected)


def test_instruments_are_computed_from_indicators_for_the_rating() -> None:
    values = ("99", "99", "99", "99", "99", "83.00", "84.00", "85.00", "90.00", "90.00")
    rated = score("overall", "90.90", rating="ผ่านดี")
    assert only(run(*column(values, 2566), rated), "rating-mismatch").expected == "ผ่าน"


def test_a_letter_beside_an_indicator_is_checked_a_word_is_not() -> None:
    assert only(run(score("3", "78.95", 2564, rating="A"), year=2564), "rating-mismatch").expected == "B"
    assert codes(run(score("3", "78.95", 2566, rating="ผ่าน"))) == []


def test_beside_a_wrong_total_the_rating_of_the_right_one_is_no_issue() -> None:
    verdict = run(*column(REPORT_2563, 2563), score("overall", "97.10", 2563, rating="B"), year=2563)
    assert "rating-mismatch" not in codes(verdict)


# --- words


HERE = Cite("p04.t1.r02.c4", 0, 8)
PROSE = Cite("p05.b03", 0, 8)


@pytest.mark.parametrize(
    ("before", "after", "word", "fits"),
    [
        ("84.90", "85.63", "เพิ่มขึ้น", True),
        ("84.90", "85.63", "ลดลง", False),
        ("78.89", "78.28", "ลดลง", True),
        ("78.89", "78.28", "สูงขึ้น", False),
        ("78.89", "78.89", "เพิ่มขึ้น", False),
        ("100.00", "100.00", "คงที่", True),
        ("70.00", "90.00", "คงที่", False),
        ("84.6", "84.63", "ลดลง", True),  # 84.6 may have been 84.64
        ("70.00", "90.00", "ไม่เพิ่มขึ้น", True),  # a denied word is no statement of direction
        ("70.00", "90.00", "การเปลี่ยนแปลง", True),
    ],
)
def test_words_of_change(before: str, after: str, word: str, fits: bool) -> None:
    scores = (score("1", before, 2564), score("1", after, 2565))
    verdict = run(*scores, year=2565, directions=(DirectionStatement("1", word, HERE),))
    assert ("direction-conflict" in codes(verdict)) is not fits
    in_prose = run(*scores, year=2565, directions=(DirectionStatement("1", word, PROSE),))
    assert ("text-score-conflict" in codes(in_prose)) is not fits


def test_a_sentence_below_85_against_a_mean_of_92_79() -> None:
    scores = column(MEMO_2564, 2564)
    below = ScoreStatement("EIT", "below", PROSE, Decimal("85"))
    verdict = run(*scores, year=2564, statements=(below,))
    issue = only(verdict, "text-score-conflict")
    assert issue.expected == "92.79 ±0.01"
    assert issue.record_ids == ("6@2564", "7@2564", "8@2564")
    fits = (ScoreStatement("IIT", "above", PROSE, Decimal("85")), ScoreStatement("4", "below", PROSE, Decimal("85")))
    assert codes(run(*scores, year=2564, statements=fits)) == []


@pytest.mark.parametrize(
    ("statement", "fits"),
    [
        (ScoreStatement("4", "equal", PROSE, Decimal("78.81")), True),
        (ScoreStatement("4", "equal", PROSE, Decimal("78.8")), True),
        (ScoreStatement("4", "equal", PROSE, Decimal("79")), True),
        (ScoreStatement("4", "equal", PROSE, Decimal("78.18")), False),
        (ScoreStatement("4", "equal", PROSE, Decimal("80")), False),
        (ScoreStatement("4", "at_least", PROSE, Decimal("78.81")), True),
        (ScoreStatement("4", "at_least", PROSE, Decimal("78.82")), False),
        (ScoreStatement("4", "at_most", PROSE, Decimal("78.81")), True),
        (ScoreStatement("4", "at_most", PROSE, Decimal("78.80")), False),
        (ScoreStatement("4", "above", PROSE, Decimal("78.81")), False),
        (ScoreStatement("4", "below", PROSE, Decimal("78.81")), False),
        (ScoreStatement("9.1", "below", PROSE, Decimal("10")), True),  # not printed: nothing to hold it against
        (ScoreStatement("9", "highest", PROSE), True),
        (ScoreStatement("1", "highest", PROSE), False),
        (ScoreStatement("1", "highest", PROSE, within="IIT"), True),
        (ScoreStatement("EIT", "lowest", PROSE), False),
        (ScoreStatement("IIT", "lowest", PROSE), True),
    ],
)
def test_statements_of_every_kind(statement: ScoreStatement, fits: bool) -> None:
    verdict = run(*column(MEMO_2564, 2564), year=2564, statements=(statement,))
    assert codes(verdict) == ([] if fits else ["text-score-conflict"])


def test_the_lowest_that_is_not() -> None:
    scores = column(MEMO_2564, 2564)
    wrong = ScoreStatement("3", "lowest", PROSE, within="IIT")
    issue = only(run(*scores, year=2564, statements=(wrong,)), "text-score-conflict")
    assert "indicator 4" in (issue.expected or "")
    right = (ScoreStatement("4", "lowest", PROSE), ScoreStatement("8", "lowest", PROSE, within="EIT"))
    assert codes(run(*scores, year=2564, statements=right)) == []


# --- years, periods, progress


def test_years_that_fit() -> None:
    for assessed, plan in ((2566, 2567), (2566, 2566), (2565, 2567), (None, 2567), (2566, None)):
        assert run_all(facts(assessed, plan), ()).issues == ()


@pytest.mark.parametrize(
    ("assessed", "plan", "expected"),
    [(2596, None, "year-implausible"), (2566, 2562, "year-conflict"), (2562, 2567, "year-conflict")],
)
def test_years_that_do_not(assessed: int, plan: int | None, expected: str) -> None:
    assert [issue.code for issue in run_all(facts(assessed, plan), ()).issues] == [expected]


def test_a_document_dated_before_its_year_and_scores_after_it() -> None:
    dated = run_all(facts(2566, issued_on=datetime.date(2020, 1, 5)), ())
    assert codes(dated) == ["year-conflict"]
    assert "year-conflict" in codes(run(score("overall", "90.00", 2568), year=2566))


def period(first: str, last: str) -> Period:
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return Period(start=start, end=end, text=f"{first} - {last}")


def measure(number: int, when: Period) -> Measure:
    return Measure(record_id=f"m{number}", text="จัดอบรม", period=when)


def test_one_row_with_last_years_dates() -> None:
    good, bad = period("2023-10-01", "2024-09-30"), period("2022-10-01", "2023-09-30")
    rows = (measure(1, good), measure(2, bad), measure(3, good))
    issue = only(run_all(facts(2566, 2567), (), (), rows), "year-conflict")
    assert issue.record_ids == ("m2",)
    # where no other row bears the year of the plan out, the year may be what is wrong
    assert run_all(facts(2566, 2567), (), (), (measure(2, bad),)).issues == ()


def test_a_plan_for_a_time_already_over() -> None:
    rows = (measure(1, period("2021-10-01", "2022-09-30")),)
    dated = facts(2565, 2566, issued_on=datetime.date(2022, 11, 14))
    assert [issue.code for issue in run_all(dated, (), (), rows).issues] == ["year-conflict"]


def test_a_period_that_ends_before_it_begins() -> None:
    verdict = run_all(facts(2566, 2567), (), (), (measure(1, period("2024-10-01", "2024-09-30")),))
    assert "period-implausible" in codes(verdict)


@pytest.mark.parametrize(
    ("status", "progress", "conflict"),
    [
        ("not_started", "รอการจัดสรรงบประมาณ", False),
        ("not_started", "ยังไม่ดำเนินการ (ร้อยละ 0) เนื่องจากวิทยากรขอเลื่อนกำหนด", False),
        ("not_started", "จัดอบรมเมื่อวันที่ 14 มี.ค. 2567 มีผู้เข้าร่วม 38 คน", True),
        ("done", "จัดทำคู่มือแล้วเสร็จ 14 เล่ม", False),
        ("done", "ดำเนินการแล้วเสร็จ (ร้อยละ 100) เจ้าหน้าที่ร้อยละ 86 ทราบ", False),
        ("done", "ดำเนินการแล้วเสร็จ (ร้อยละ 70) ประชุมแล้ว 7 จาก 10 ส่วนงาน", True),
        ("done", "ยังไม่ได้ดำเนินการ", True),
        ("planned", "จัดอบรมเมื่อวันที่ 14 มี.ค. 2567", False),
    ],
)
def test_status_against_result(status: MeasureStatus, progress: str, conflict: bool) -> None:
    row = Measure(record_id="m1", text="จัดอบรม", status=status, progress=progress)
    assert ("status-conflict" in codes(run_all(facts(), (), (), (row,)))) is conflict


# --- the tables and the registry


def test_issue_ids_are_stable_and_unique() -> None:
    first = IssueDraft("score-gap", "One is missing.", ("a",))
    second = IssueDraft("score-gap", "One is missing.", ("b",))
    one = to_issues("sha256:00", (first, second, first))
    other = to_issues("sha256:00", (second, first, first))
    assert len({issue.issue_id for issue in one}) == 3
    assert {issue.issue_id for issue in one} == {issue.issue_id for issue in other}
    assert to_issues("sha256:01", (first,))[0].issue_id != one[0].issue_id
    assert (one[0].severity, one[0].blame) == defaults("score-gap")
    louder = IssueDraft("score-gap", "One is missing.", severity="error", blame="reading")
    assert [(i.severity, i.blame) for i in to_issues("", (louder,))] == [("error", "reading")]


def test_every_code_that_checks_raise_is_in_the_table_and_the_other_way_round() -> None:
    folder = Path(str(prongsai.checks.__file__)).parent
    raised: set[str] = set()
    for module in folder.glob("*.py"):
        for group in re.findall(r'(?:IssueDraft\(\s*|code=|else )"([a-z]+(?:-[a-z]+)+)"', module.read_text("utf-8")):
            raised.add(group)
    assert raised == {code for code, row in issue_codes().items() if row.by in ("checks", "both")}


def test_every_code_that_the_reader_raises_is_in_the_table() -> None:
    root = Path(__file__).parent.parent
    raised: set[str] = set()
    for path in [*root.glob("extract/*.py"), *root.glob("normalizers/*.py")]:
        raised.update(re.findall(r'(?:Doubt|IssueDraft)\(\s*"([a-z]+(?:-[a-z]+)+)"', path.read_text("utf-8")))
    assert raised  # the pattern still finds them
    assert raised - {code for code, row in issue_codes().items() if row.by in ("reader", "both")} == set()


def test_a_code_is_raised_by_somebody_or_said_to_be_raised_by_nobody() -> None:
    root = Path(__file__).parent.parent
    texts = [
        path.read_text("utf-8") for room in ("extract", "normalizers", "checks") for path in root.glob(f"{room}/*.py")
    ]
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', "\n".join(texts)))
    assert {code for code, row in issue_codes().items() if row.by == "nobody"} == set(issue_codes()) - named


def test_the_page_of_issues_is_the_table() -> None:
    root = Path(__file__).parent.parent
    assert (root / "docs" / "issues.md").read_text("utf-8") == page()


def test_every_module_with_a_check_is_registered() -> None:
    folder = Path(str(prongsai.checks.__file__)).parent
    written = {path.stem for path in folder.glob("*.py") if "\ndef check(" in path.read_text("utf-8")}
    assert written == {check.__module__.rsplit(".", 1)[1] for check in CHECKS}


@pytest.mark.parametrize("row", yaml_rows("directions.yml"), ids=lambda row: row["id"])
def test_a_direction_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    assert direction(row["spare"]) != row["means"]
    assert direction(row["example"]) == row["means"]


@pytest.mark.parametrize("row", yaml_rows("progress_signs.yml"), ids=lambda row: row["id"])
def test_a_progress_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    assert not any(word in row["spare"] for word in row["words"])
    assert any(word in row["example"] for word in row["words"])


def test_schemes_are_dated() -> None:
    for year in range(2562, 2570):
        known = scheme(year)
        assert known is not None and known.weights == {"IIT": 0.3, "EIT": 0.3, "OIT": 0.4}
        assert known.rating.scale_id == ("letters" if year <= 2565 else "words")


def test_nothing_at_all_is_no_issue() -> None:
    assert run_all(facts(None), ()) == Verdict({}, ())


def test_a_full_report_is_checked_within_15_ms() -> None:
    scores = [score(item.code, "100.00") for item in catalogue(2566).items.values()]
    scores += [*column(("100.00",) * 10, 2566), *(score(n, "100.00") for n in ("IIT", "EIT", "OIT", "overall"))]
    run_all(facts(), tuple(scores))
    times: list[float] = []
    for _ in range(5):
        begun = time.perf_counter()
        run_all(facts(), tuple(scores))
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.015


def test_many_rows_of_one_figure_take_no_quadratic_time() -> None:
    scores = tuple(
        score("overall", f"{n % 100}.{n % 90 + 10}").model_copy(update={"record_id": f"s{n}"}) for n in range(20_000)
    )
    begun = time.perf_counter()
    verdict = run_all(facts(), scores)
    assert time.perf_counter() - begun < 2
    assert "verified" not in verdict.statuses.values()
