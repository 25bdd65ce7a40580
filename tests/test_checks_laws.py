"""Laws of the arithmetic, on score trees drawn at random and computed by the rules of the assessment.

A tree is drawn from its leaves up: questions at random, every level the exact mean or weighted sum of the one below,
printed with two decimals. What a report prints of it differs, so each law runs over several layouts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prongsai.checks.registry import Verdict, run_all
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, INSTRUMENT_OF, catalogue
from prongsai.schemas.document import DocumentFacts, Source
from prongsai.schemas.records import Score

CENT = Decimal("0.01")
WEIGHTS = {"IIT": Fraction(3, 10), "EIT": Fraction(3, 10), "OIT": Fraction(4, 10)}
LAYOUTS = {
    "overall and indicators": {"overall", "indicator"},
    "overall, instruments, indicators": {"overall", "instrument", "indicator"},
    "down to sub-indicators": {"overall", "instrument", "indicator", "sub_indicator"},
    "everything": {"overall", "instrument", "indicator", "sub_indicator", "question"},
    "no sub-indicators": {"overall", "instrument", "indicator", "question"},
    "no instruments": {"overall", "indicator", "sub_indicator", "question"},
}
DEPTH = ("overall", "instrument", "indicator", "sub_indicator")
BROAD = 0.022
"""Twice the widest tolerance: a figure moved by more than this times its weight cannot be hidden by rounding."""


@dataclass(frozen=True)
class Report:
    """A consistent report: the exact value of each printed figure, its parts with weights, and its fiscal year."""

    year: int
    exact: dict[str, Fraction]
    parts: dict[str, dict[str, Fraction]]

    def printed(self, name: str) -> Decimal:
        value = self.exact[name]
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)

    def parent_weight(self, name: str, shown: set[str]) -> Fraction:
        """The weight of a figure in the nearest printed total above it; 0 where there is none."""
        weight, below = Fraction(1), name
        while True:
            above = next((total for total, parts in self.parts.items() if below in parts), None)
            if above is None:
                return Fraction(0)
            weight *= self.parts[above][below]
            if above in shown:
                return weight
            below = above


def scope(name: str) -> str:
    if name == "overall":
        return "overall"
    if name in INDICATORS_OF:
        return "instrument"
    if name in INSTRUMENT_BY_INDICATOR:
        return "indicator"
    return "sub_indicator" if "." in name else "question"


def as_score(name: str, value: Decimal, year: int) -> Score:
    kind = scope(name)
    instrument = {"instrument": name, "indicator": INSTRUMENT_BY_INDICATOR.get(name), "sub_indicator": "OIT"}.get(kind)
    return Score.model_validate(
        {
            "record_id": name,
            "scope": kind,
            "instrument": INSTRUMENT_OF[name[0]] if kind == "question" else instrument,
            "indicator_no": name if kind in ("indicator", "sub_indicator") else None,
            "code": name if kind == "question" else None,
            "fiscal_year_be": year,
            "value": value,
        }
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of 2564 to 2566, the years whose arithmetic is proved."""
    year = draw(st.sampled_from((2564, 2565, 2566)))
    facts = catalogue(year)
    parts: dict[str, dict[str, Fraction]] = {"overall": WEIGHTS}
    exact: dict[str, Fraction] = {}
    answers = st.integers(6000, 9999).map(lambda hundredths: Fraction(hundredths, 100))
    for instrument, indicators in INDICATORS_OF.items():
        parts[instrument] = {no: Fraction(1, len(indicators)) for no in indicators}
        for no in indicators:
            groups = [sub for sub in facts.sub_indicators if sub.split(".")[0] == no] if instrument == "OIT" else [no]
            if instrument == "OIT":
                parts[no] = {sub: Fraction(1, len(groups)) for sub in groups}
            for group in groups:
                codes = [item.code for item in facts.of_indicator(group)]
                if instrument == "EIT":
                    exact[group] = draw(answers)  # its questions do not make it from 2566 on
                    continue
                parts[group] = {code: Fraction(1, len(codes)) for code in codes}
                leaf = st.sampled_from((Fraction(100), Fraction(0))) if instrument == "OIT" else answers
                exact.update(zip(codes, draw(st.lists(leaf, min_size=len(codes), max_size=len(codes))), strict=True))
    for total in sorted(parts, key=lambda name: DEPTH.index(scope(name)), reverse=True):
        exact[total] = sum((exact[part] * weight for part, weight in parts[total].items()), Fraction(0))
    return Report(year, exact, parts)


layouts = st.sampled_from(sorted(LAYOUTS))


def shown_in(report: Report, layout: str) -> set[str]:
    return {name for name in report.exact if scope(name) in LAYOUTS[layout]}


def check(report: Report, shown: set[str], changed: dict[str, Decimal] | None = None) -> Verdict:
    source = Source(name="report.txt", media_type="text/plain", size_bytes=1)
    facts = DocumentFacts(document_id="sha256:00", source=source, assessed_year_be=report.year)
    values = {name: (changed or {}).get(name, report.printed(name)) for name in sorted(shown)}
    return run_all(facts, tuple(as_score(name, value, report.year) for name, value in values.items()))


def breaks_a_sum(report: Report, shown: set[str], name: str, change: Decimal) -> bool:
    """Whether the change of one figure exceeds what rounding could hide in a sum that its year's rules are sure of."""
    if abs(change) * Decimal(float(report.parent_weight(name, shown))) > Decimal(BROAD):
        return report.parent_weight(name, shown) > 0 and not remembered(report, name)
    complete = name in report.parts and all(covered(report, part, shown) for part in report.parts[name])
    return complete and abs(change) > Decimal(BROAD) and not remembered(report, next(iter(report.parts[name])))


def covered(report: Report, name: str, shown: set[str]) -> bool:
    return name in shown or (name in report.parts and all(covered(report, part, shown) for part in report.parts[name]))


def remembered(report: Report, name: str) -> bool:
    """Where 10.1 ends in 2566 is open, so sums over its items contradict nothing."""
    return report.year == 2566 and scope(name) == "question" and catalogue(2566).items[name].indicator_no == "10"


@settings(max_examples=40, deadline=None)
@given(reports(), layouts)
def test_a_consistent_report_is_all_verified(report: Report, layout: str) -> None:
    verdict = check(report, shown_in(report, layout))
    assert [issue.message for issue in verdict.issues if issue.code != "score-gap"] == []
    assert {name for name, status in verdict.statuses.items() if status != "verified"} == set()


@settings(max_examples=120, deadline=None)
@given(reports(), layouts, st.data())
def test_one_wrong_figure_is_never_verified_and_nothing_else_is_contradicted(
    report: Report, layout: str, data: st.DataObject
) -> None:
    shown = shown_in(report, layout)
    name = data.draw(st.sampled_from(sorted(shown)))
    wrong = Decimal(data.draw(st.integers(0, 10000))) / 100
    assume(breaks_a_sum(report, shown, name, wrong - report.printed(name)))
    # rows that equal another row by chance are another law's subject
    figures = [report.printed(no) if no != name else wrong for no in INSTRUMENT_BY_INDICATOR]
    assume(len(set(figures)) == len(figures))
    verdict = check(report, shown, {name: wrong})
    assert verdict.statuses[name] != "verified"
    assert {record for record, status in verdict.statuses.items() if status == "contradicted"} <= {name}
    mismatches = [issue for issue in verdict.issues if issue.code == "score-mismatch"]
    assert mismatches == [] or any(name in issue.record_ids for issue in mismatches)


@settings(max_examples=120, deadline=None)
@given(reports(), st.data())
def test_the_implied_value_is_the_original(report: Report, data: st.DataObject) -> None:
    """Printed indicators over their questions, instruments and overall: a wrong one is found, and its value with it."""
    shown = shown_in(report, "everything")
    name = data.draw(st.sampled_from(("1", "2", "3", "4", "5", "9", "IIT", "EIT", "OIT")))
    wrong = Decimal(data.draw(st.integers(0, 10000))) / 100
    assume(abs(wrong - report.printed(name)) > 1)
    figures = [report.printed(no) if no != name else wrong for no in INSTRUMENT_BY_INDICATOR]
    assume(len(set(figures)) == len(figures))
    assume(report.year != 2566 or name != "OIT")  # the items of 10 are grouped by memory in 2566
    verdict = check(report, shown, {name: wrong})
    assert verdict.statuses[name] == "contradicted"
    [issue] = [issue for issue in verdict.issues if issue.code == "score-mismatch"]
    assert issue.expected is not None
    middle, half = (Decimal(part) for part in issue.expected.split(" ±"))
    assert abs(middle - report.printed(name)) <= half + CENT
    assert issue.found == str(wrong)


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_a_missing_figure_is_implied_rightly(report: Report, data: st.DataObject) -> None:
    shown = shown_in(report, "overall and indicators")
    name = data.draw(st.sampled_from(tuple(INSTRUMENT_BY_INDICATOR)))
    verdict = check(report, shown - {name})
    [issue] = [issue for issue in verdict.issues if issue.code == "score-gap"]
    assert issue.expected is not None
    middle, half = (Decimal(part) for part in issue.expected.split(" ±"))
    assert abs(middle - report.printed(name)) <= half + CENT


@settings(max_examples=40, deadline=None)
@given(reports(), layouts, st.data())
def test_the_order_of_the_rows_changes_nothing(report: Report, layout: str, data: st.DataObject) -> None:
    shown = sorted(shown_in(report, layout))
    name = data.draw(st.sampled_from(shown))
    changed = {name: Decimal(data.draw(st.integers(0, 10000))) / 100}
    rows = [as_score(one, changed.get(one, report.printed(one)), report.year) for one in shown]
    mixed = data.draw(st.permutations(rows))
    source = Source(name="report.txt", media_type="text/plain", size_bytes=1)
    facts = DocumentFacts(document_id="sha256:00", source=source, assessed_year_be=report.year)
    one, other = run_all(facts, tuple(rows)), run_all(facts, tuple(mixed))
    assert one.statuses == other.statuses
    assert sorted(issue.code for issue in one.issues) == sorted(issue.code for issue in other.issues)


@settings(max_examples=60, deadline=None)
@given(reports(), layouts, st.data())
def test_two_readings_of_one_figure_never_verify_the_wrong_one(
    report: Report, layout: str, data: st.DataObject
) -> None:
    shown = sorted(shown_in(report, layout))
    name = data.draw(st.sampled_from(shown))
    wrong = Decimal(data.draw(st.integers(0, 10000))) / 100
    assume(breaks_a_sum(report, set(shown), name, wrong - report.printed(name)))
    rows = [as_score(one, report.printed(one), report.year) for one in shown]
    again = as_score(name, wrong, report.year).model_copy(update={"record_id": "wrong"})
    rows.insert(data.draw(st.integers(0, len(rows))), again)
    source = Source(name="report.txt", media_type="text/plain", size_bytes=1)
    facts = DocumentFacts(document_id="sha256:00", source=source, assessed_year_be=report.year)
    verdict = run_all(facts, tuple(rows))
    assert verdict.statuses["wrong"] != "verified"
    assert verdict.statuses[name] != "contradicted"


@st.composite
def any_scores(draw: st.DrawFn) -> tuple[Score, ...]:
    """Whatever a reader could hand over: any figure, any year, any value, the same figure twice."""
    names = ["overall", *INDICATORS_OF, *INSTRUMENT_BY_INDICATOR, "9.1", "9.9", "10.2", "i1", "i99", "e1", "o1", "o43"]
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(names),
                st.none() | st.integers(2500, 2650),
                st.none() | st.integers(-10_000, 999_999).map(lambda hundredths: Decimal(hundredths) / 100),
                st.none() | st.sampled_from(("AA", "C", "ผ่าน", "ผ่านดี")),
            ),
            max_size=30,
        )
    )
    made: list[Score] = []
    for number, (name, year, value, rating) in enumerate(rows):
        update = {"record_id": f"s{number}", "value": value, "fiscal_year_be": year, "rating": rating}
        made.append(as_score(name, Decimal(1), 2566).model_copy(update=update))
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(any_scores(), st.none() | st.integers(2500, 2650))
def test_nothing_a_reader_hands_over_breaks_the_checks(scores: tuple[Score, ...], year: int | None) -> None:
    source = Source(name="report.txt", media_type="text/plain", size_bytes=1)
    facts = DocumentFacts(document_id="sha256:00", source=source, assessed_year_be=year)
    verdict = run_all(facts, scores)
    assert set(verdict.statuses) == {score.record_id for score in scores}
    for score in scores:
        if score.value is not None and not 0 <= score.value <= 100:
            assert verdict.statuses[score.record_id] == "contradicted"
        if score.value is None:
            assert verdict.statuses[score.record_id] == "unverified"
