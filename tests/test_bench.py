"""The accuracy harness: it must see every kind of error, and call a faultless document faultless.

Documents are made by hand from a small truth and then damaged one way at a time; nothing here reads a text.
"""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.schemas.document import Document

if (ROOT := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.append(ROOT)

from bench import gate
from bench.align import assign, pair_up
from bench.compare import Comparison, compare, nothing
from bench.convert import amend, convert, faults, text_of
from bench.corpus import CORPUS, Case, Gold, corpus_hash, load_set, parse_gold, set_names
from bench.issue_match import SAME, same_code
from bench.run import SetResult, measure
from bench.show import contrast, diff_lines, document_table, totals_table
from bench.tally import Book, Tally, squeeze

Json = dict[str, Any]

GOLD = Gold(
    document={
        "kinds": ["score_report", "measures_plan"],
        "title": "รายงานผลการประเมิน ITA",
        "agency": {
            "name": "เทศบาลตำบลท่าข้าม",
            "kind": "subdistrict_municipality",
            "district": "เวียงแก่น",
            "province": "เชียงราย",
        },
        "assessed_year_be": 2566,
        "plan_year_be": 2567,
        "issued_on": "2023-11-14",
    },
    scores=[
        {"scope": "overall", "fiscal_year_be": 2566, "value": 87.05, "rating": "ผ่าน", "lines": [3]},
        {"scope": "instrument", "instrument": "EIT", "fiscal_year_be": 2566, "value": 82.2, "lines": [4]},
        {
            "scope": "instrument",
            "instrument": "EIT",
            "fiscal_year_be": 2566,
            "value": 82.02,
            "status": "contradicted",
            "lines": [9],
        },
        {
            "scope": "indicator",
            "instrument": "OIT",
            "indicator_no": "10",
            "fiscal_year_be": 2566,
            "value": None,
            "lines": [5],
        },
        {
            "scope": "question",
            "instrument": "OIT",
            "indicator_no": "9",
            "code": "o21",
            "raw_code": "๐๒๑",
            "fiscal_year_be": 2566,
            "value": 0.0,
            "lines": [6],
        },
    ],
    findings=[
        {
            "kind": "weakness",
            "topic_no": 5,
            "instrument": "OIT",
            "indicator_nos": ["9"],
            "codes": ["o21", "o22"],
            "text": "ข้อ o21-o22 ไม่มีรายงานผลการจัดซื้อจัดจ้างประจำปี",
            "code_mentions": [{"raw": "o21-o22", "codes": ["o21", "o22"]}],
            "lines": [12],
        },
        {"kind": "limitation", "indicator_nos": [], "codes": [], "text": "เจ้าหน้าที่ผู้ดูแลเว็บไซต์มีเพียงคนเดียว", "lines": [30]},
    ],
    measures=[
        {
            "topic_no": 5,
            "instrument": "OIT",
            "indicator_nos": ["9"],
            "codes": ["o21"],
            "text": "เผยแพร่สรุปผลการจัดซื้อจัดจ้างรายเดือนให้ครบทุกเดือน",
            "steps": ["รวบรวมข้อมูลจากทุกกอง", "นำขึ้นเว็บไซต์"],
            "responsible": ["กองคลัง", "สำนักปลัด"],
            "period": {
                "start": "2023-10-01",
                "end": "2024-09-30",
                "fiscal_year_be": 2567,
                "text": "1 ต.ค. 66 - 30 ก.ย. 67",
            },
            "monitoring": "รายงานทุกเดือน",
            "status": "planned",
            "lines": [15],
        },
        {
            "codes": [],
            "indicator_nos": [],
            "text": "เผยแพร่สรุปผลการจัดซื้อจัดจ้างรายเดือนให้ครบทุกเดือน",
            "responsible": ["กองคลัง"],
            "status": "done",
            "progress": "เผยแพร่ครบ 12 เดือน",
            "lines": [40],
        },
    ],
    issues=[
        {"code": "text-score-conflict", "severity": "warning", "message": "82.02 against 82.20", "lines": [9, 4]},
        {"code": "gap", "severity": "info", "message": "a dash for indicator 10", "lines": [5]},
    ],
)


class Printer:
    """Makes the document that a faultless reader would make of GOLD."""

    def __init__(self) -> None:
        self.passages: Json = {}

    def cite(self, text: str, line: int) -> Json:
        at = f"p01.b{len(self.passages):03}"
        self.passages[at] = {"raw": text, "place": {"page": 1, "line": line}, "steps": []}
        return {"at": at, "start": 0, "end": len(text)}

    def record(self, kind: str, number: int, truth: Json, fields: tuple[str, ...]) -> Json:
        record = {key: value for key, value in truth.items() if key != "lines"}
        cites: Json = {}
        for field in fields:
            value = truth.get(field)
            texts = value if isinstance(value, list) else [] if value is None else [str(value)]
            if texts:
                cites[field] = [self.cite(text, truth["lines"][0]) for text in texts]
        return {**record, "record_id": f"{kind}:{number}", "cites": cites}

    def document(self, gold: Gold) -> Json:
        scores = [
            self.record("score", n, {"status": "unverified", **one}, ("value",)) for n, one in enumerate(gold.scores)
        ]
        findings = [self.record("finding", n, one, ("text",)) for n, one in enumerate(gold.findings)]
        for finding in findings:
            finding["code_mentions"] = [{**mention, "method": "range"} for mention in finding.get("code_mentions", ())]
        texts = ("text", "steps", "responsible", "monitoring", "progress", "outcome")
        measures = [self.record("measure", n, one, texts) for n, one in enumerate(gold.measures)]
        issues = [
            {
                "issue_id": f"issue:{n}",
                **{key: one[key] for key in ("code", "severity", "message")},
                "blame": "paper",
                "record_ids": [],
                "cites": [self.cite(one["message"], line) for line in one["lines"]],
            }
            for n, one in enumerate(gold.issues)
        ]
        issues[1]["code"] = "score-gap"  # what our own table calls a gap of scores
        source = {"name": "report.txt", "media_type": "text/plain", "size_bytes": 1}
        return {
            "schema_version": "1",
            "document": {"document_id": "sha256:00", "source": source, "cites": {}, **gold.document},
            "scores": scores,
            "findings": findings,
            "measures": measures,
            "issues": issues,
            "passages": self.passages,
            "leftovers": [],
            "coverage": {"cells": 7, "claimed": 5, "ignored": 2, "left": 0, "ignored_by": {"page-number": ["a", "b"]}},
            "made_by": {"version": "0", "reference": "0"},
        }


@pytest.fixture
def ideal() -> Json:
    made = Printer().document(GOLD)
    document: Json = json.loads(Document.model_validate_json(json.dumps(made)).to_json())
    return document


def failing(comparison: Comparison) -> dict[str, Tally]:
    return {metric: tally for metric, tally in comparison.tallies.items() if not tally.flawless}


def test_a_faultless_document_has_no_fault(ideal: Json) -> None:
    comparison = compare(ideal, GOLD)
    assert failing(comparison) == {}
    assert comparison.diffs == []
    assert comparison.exact
    assert comparison.zeros and not any(comparison.zeros.values())
    assert comparison.tallies["scores"] == Tally(right=5)
    assert comparison.tallies["found.measure"] == Tally(right=2)
    assert comparison.tallies["measure.responsible"] == Tally(right=3)
    assert comparison.tallies["text"] == Tally(right=8)
    assert comparison.tallies["issues.raised"] == Tally(right=2)


# Each damage, the metric that must notice it, and how.
DAMAGES: list[tuple[str, Any, str, Tally]] = [
    ("value wrong", lambda d: d["scores"][0].update(value=78.05), "scores", Tally(right=4, wrong=1)),
    ("value silent", lambda d: d["scores"][0].update(value=None), "scores", Tally(right=4, abstained=1)),
    ("value invented", lambda d: d["scores"][3].update(value=50.0), "scores", Tally(right=4, wrong=1)),
    ("row lost", lambda d: d["scores"].pop(0), "scores", Tally(right=4, abstained=1)),
    (
        "row extra",
        lambda d: d["scores"].append({**d["scores"][0], "fiscal_year_be": 2565, "record_id": "x"}),
        "scores",
        Tally(right=5, extra=1),
    ),
    (
        "row twice",
        lambda d: d["scores"].append({**d["scores"][0], "record_id": "x"}),
        "scores",
        Tally(right=5, extra=1),
    ),
    (
        "year wrong",
        lambda d: d["scores"][0].update(fiscal_year_be=2565),
        "scores",
        Tally(right=4, abstained=1, extra=1),
    ),
    ("code wrong", lambda d: d["scores"][4].update(code="o22"), "scores", Tally(right=4, abstained=1, extra=1)),
    ("rating wrong", lambda d: d["scores"][0].update(rating="ผ่านดี"), "score.rating", Tally(wrong=1)),
    ("rating invented", lambda d: d["scores"][4].update(rating="A"), "score.rating", Tally(right=1, extra=1)),
    ("raw code", lambda d: d["scores"][4].update(raw_code="๐๑๒"), "score.raw_code", Tally(wrong=1)),
    ("kind", lambda d: d["findings"][0].update(kind="finding"), "finding.kind", Tally(right=1, wrong=1)),
    ("code missing", lambda d: d["findings"][0].update(codes=["o21"]), "finding.codes", Tally(right=1, abstained=1)),
    ("code swapped", lambda d: d["findings"][0].update(codes=["o21", "o23"]), "finding.codes", Tally(right=1, wrong=1)),
    ("mention", lambda d: d["findings"][0].update(code_mentions=[]), "finding.code_mentions", Tally(abstained=1)),
    ("finding lost", lambda d: d["findings"].pop(1), "found.finding", Tally(right=1, abstained=1)),
    (
        "finding unlike",
        lambda d: d["findings"][1].update(text="ไม่มี"),
        "found.finding",
        Tally(right=1, abstained=1, extra=1),
    ),
    (
        "tone mark",
        lambda d: d["findings"][1].update(text="เจาหน้าที่ผู้ดูแลเว็บไซต์มีเพียงคนเดียว"),
        "text.finding",
        Tally(right=1, wrong=1),
    ),
    ("topic", lambda d: d["measures"][0].update(topic_no=None), "measure.topic_no", Tally(abstained=1)),
    (
        "unit glued",
        lambda d: d["measures"][0].update(responsible=["กองคลัง/สำนักปลัด"]),
        "measure.responsible",
        Tally(right=1, abstained=1, wrong=1),
    ),
    ("step lost", lambda d: d["measures"][0].update(steps=["นำขึ้นเว็บไซต์"]), "text.step", Tally(right=1, abstained=1)),
    ("end wrong", lambda d: d["measures"][0]["period"].update(end="2023-09-30"), "measure.period.end", Tally(wrong=1)),
    (
        "end wrong, whole",
        lambda d: d["measures"][0]["period"].update(end="2023-09-30"),
        "measure.period",
        Tally(wrong=1),
    ),
    ("period lost", lambda d: d["measures"][0].update(period=None), "measure.period", Tally(abstained=1)),
    ("status", lambda d: d["measures"][1].update(status="unknown"), "measure.status", Tally(right=1, wrong=1)),
    ("outcome invented", lambda d: d["measures"][1].update(outcome="ดีขึ้น"), "text.outcome", Tally(extra=1)),
    (
        "province",
        lambda d: d["document"]["agency"].update(province="เชียงใหม่"),
        "document.agency.province",
        Tally(wrong=1),
    ),
    ("agency lost", lambda d: d["document"].update(agency=None), "document.agency.name", Tally(abstained=1)),
    (
        "subdistrict invented",
        lambda d: d["document"]["agency"].update(subdistrict="ท่าข้าม"),
        "document.agency.subdistrict",
        Tally(extra=1),
    ),
    ("date", lambda d: d["document"].update(issued_on=None), "document.issued_on", Tally(abstained=1)),
    (
        "kinds",
        lambda d: d["document"].update(kinds=["score_report", "memo"]),
        "document.kinds",
        Tally(right=1, wrong=1),
    ),
    ("issue silent", lambda d: d["issues"].pop(0), "issues.raised", Tally(right=1, abstained=1)),
    (
        "issue elsewhere",
        lambda d: d["issues"][0].update(cites=d["issues"][1]["cites"]),
        "issues.raised",
        Tally(right=2),
    ),
    ("issue of another code", lambda d: d["issues"][0].update(code="name-varies"), "issues.true", Tally(extra=1)),
    ("value not from its cite", lambda d: d["scores"][0].update(value=87.06), "reread", Tally(right=12, wrong=1)),
]


@pytest.mark.parametrize(("damage", "metric", "tally"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES])
def test_each_damage_is_noticed_where_it_is(ideal: Json, damage: Any, metric: str, tally: Tally) -> None:
    damage(ideal)
    assert compare(ideal, GOLD).tallies[metric] == tally


def test_spaces_do_not_count_but_letters_do(ideal: Json) -> None:
    ideal["measures"][0]["text"] = " ".join(ideal["measures"][0]["text"])
    assert compare(ideal, GOLD).tallies["text.measure"] == Tally(right=2)


def test_the_same_text_twice_is_told_apart_by_its_line(ideal: Json) -> None:
    ideal["measures"].reverse()
    comparison = compare(ideal, GOLD)
    assert failing(comparison) == {}


def test_a_missing_record_counts_all_its_fields_and_is_told_once(ideal: Json) -> None:
    ideal["measures"].pop(0)
    comparison = compare(ideal, GOLD)
    assert comparison.tallies["text.step"] == Tally(abstained=2)
    assert comparison.tallies["measure.period"] == Tally(abstained=1)
    assert [diff.metric for diff in comparison.diffs if diff.metric != "issues.raised"] == ["found.measure"]
    assert not comparison.exact


def test_a_wrong_value_marked_verified_is_never_forgiven(ideal: Json) -> None:
    ideal["scores"][0].update(value=78.05, status="verified")
    ideal["scores"][2].update(status="verified")
    zeros = compare(ideal, GOLD).zeros
    assert zeros["wrong values verified"] == 1
    assert zeros["refuted values verified"] == 1


def test_an_extra_row_marked_verified_is_a_wrong_value(ideal: Json) -> None:
    ideal["scores"].append({**ideal["scores"][0], "record_id": "x", "fiscal_year_be": 2560, "status": "verified"})
    assert compare(ideal, GOLD).zeros["wrong values verified"] == 1


def test_a_note_can_raise_an_issue_but_is_never_false(ideal: Json) -> None:
    ideal["issues"][0].update(severity="info")
    ideal["issues"].append({**ideal["issues"][1], "issue_id": "x", "code": "name-varies", "severity": "info"})
    tallies = compare(ideal, GOLD).tallies
    assert tallies["issues.raised"] == Tally(right=2)
    assert "issues.true" not in tallies


def test_an_issue_far_from_its_line_needs_the_record(ideal: Json) -> None:
    far = Printer()
    far.passages = ideal["passages"]
    ideal["issues"][0]["cites"] = [far.cite("elsewhere", 25)]
    assert compare(ideal, GOLD).tallies["issues.raised"] == Tally(right=1, abstained=1)
    ideal["issues"][0]["record_ids"] = ["score:2"]
    assert compare(ideal, GOLD).tallies["issues.raised"] == Tally(right=2)


def test_a_line_next_to_it_is_near_enough_but_two_off_is_not(ideal: Json) -> None:
    place = ideal["passages"][ideal["issues"][1]["cites"][0]["at"]]["place"]
    place["line"] = 6
    assert compare(ideal, GOLD).tallies["issues.raised"] == Tally(right=2)
    place["line"] = 7
    assert compare(ideal, GOLD).tallies["issues.raised"] == Tally(right=1, abstained=1)


def test_one_issue_can_stand_for_two_but_not_when_each_must_be_distinct(ideal: Json) -> None:
    gold = Gold(GOLD.document, GOLD.scores, GOLD.findings, GOLD.measures, [GOLD.issues[0], GOLD.issues[0]])
    tallies = compare(ideal, gold).tallies
    assert tallies["issues.raised"] == Tally(right=2)
    assert tallies["issues.distinct"] == Tally(right=1, abstained=1)


def test_codes_that_say_the_same_are_pairs_not_classes() -> None:
    assert not same_code("score-mismatch", "name-varies")
    assert not same_code("score-gap", "figure-lost")
    assert same_code("heading-conflict", "code-title-conflict")
    assert all(len(pair) == 2 for pair in SAME)


LAWBREAKERS: list[tuple[str, Any]] = [
    (
        "steps that do not replay",
        lambda d: first_passage(d).update(steps=[{"rule": "r", "start": 0, "before": "@", "after": ""}]),
    ),
    ("a cite of nothing", lambda d: d["scores"][0]["cites"]["value"][0].update(at="p99.b1")),
    ("an issue's cite of nothing", lambda d: d["issues"][0]["cites"][0].update(at="p99.b1")),
    (
        "a document's cite of nothing",
        lambda d: d["document"].update(cites={"title": [{"at": "p99", "start": 0, "end": 0}]}),
    ),
    ("a span beyond the text", lambda d: d["findings"][0]["cites"]["text"][0].update(end=10_000)),
    ("a span that ends before it starts", lambda d: d["findings"][0]["cites"]["text"][0].update(start=5, end=4)),
    (
        "a cite's steps elsewhere",
        lambda d: d["scores"][0]["cites"]["value"][0].update(
            steps=[{"rule": "r", "start": 0, "before": "x", "after": "y"}]
        ),
    ),
    ("an id twice", lambda d: d["measures"][1].update(record_id="measure:0")),
    ("an issue about no record", lambda d: d["issues"][0].update(record_ids=["score:99"])),
    ("a measure's lost finding", lambda d: d["measures"][0].update(finding_ids=["finding:99"])),
]


def first_passage(document: Json) -> Json:
    passage: Json = next(iter(document["passages"].values()))
    return passage


@pytest.mark.parametrize("damage", [d[1] for d in LAWBREAKERS], ids=[d[0] for d in LAWBREAKERS])
def test_each_law_is_watched(ideal: Json, damage: Any) -> None:
    damage(ideal)
    assert compare(ideal, GOLD).zeros["laws broken"] >= 1


@pytest.mark.parametrize(
    "coverage",
    [
        {"cells": 8, "claimed": 5, "ignored": 2, "left": 0},
        {"cells": 8, "claimed": 5, "ignored": 2, "left": 1},
        {"cells": 7, "claimed": 4, "ignored": 3, "left": 0, "ignored_by": {"page-number": ["a", "b"]}},
    ],
    ids=["does not add up", "left but not listed", "ignored without a name"],
)
def test_cells_that_nobody_accounts_for_are_counted(ideal: Json, coverage: Json) -> None:
    ideal["coverage"] = coverage
    assert compare(ideal, GOLD).zeros["cells unaccounted"] == 1


def test_what_could_not_be_read_abstains_everywhere() -> None:
    comparison = nothing(GOLD)
    assert comparison.zeros["crashed"] == 1
    assert comparison.tallies["scores"] == Tally(abstained=5)
    assert all(tally.right == 0 and tally.wrong == 0 and tally.extra == 0 for tally in comparison.tallies.values())


def test_a_crash_is_one_document_and_is_named() -> None:
    def crash(data: bytes) -> Json:
        raise ValueError("no table")

    gold_lines = json.dumps({"record": "document", "kinds": []})
    result = measure(Case("set", "x", b"", gold_lines.encode()), crash)
    assert result.error is not None and result.error.startswith("ValueError: no table (test_bench.py:")
    assert result.comparison.zeros["crashed"] == 1


@given(st.lists(st.lists(st.sampled_from([0.0, 60.0, 75.0, 100.0]), min_size=4, max_size=4), max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_assignment_is_the_best_there_is(weights: list[list[float]]) -> None:
    from itertools import permutations

    chosen = assign(weights)
    columns = [column for column in chosen if column is not None]
    assert len(columns) == len(set(columns))
    total = sum(weights[row][column] for row, column in enumerate(chosen) if column is not None)
    best = max(
        (sum(weights[row][order[row]] for row in range(len(weights))) for order in permutations(range(4))), default=0
    )
    assert total == best


def test_more_truth_than_records_and_the_other_way_round() -> None:
    one, other = {"text": "กขคง" * 5, "lines": [1]}, {"text": "จฉชซ" * 5, "lines": [2]}
    assert pair_up([one, other], [other], [{2}]) == [(0, None), (1, 0)]
    assert pair_up([one], [other, one], [{2}, {1}]) == [(0, 1), (None, 0)]
    assert pair_up([], [one], [set()]) == [(None, 0)]
    assert pair_up([one], [], []) == [(0, None)]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_bags_count_every_member_once(gold: list[str], ours: list[str]) -> None:
    book = Book()
    book.bag("m", "w", gold, ours)
    tally = book.tallies["m"]
    assert tally.right + tally.wrong + tally.abstained == len(gold)
    assert tally.right + tally.wrong + tally.extra == len(ours)
    assert bool(book.diffs) == (sorted(gold) != sorted(ours))


@given(st.text(max_size=30), st.text(max_size=30))
def test_contrast_shows_the_difference_and_nothing_is_cut_out_of_it(gold: str, ours: str) -> None:
    want, have = contrast(gold, ours)
    if squeeze(gold) == squeeze(ours):
        assert want == have
    else:
        assert want != have


def test_tables_name_what_went_wrong(ideal: Json) -> None:
    ideal["scores"][0].update(value=78.05, status="verified")
    ideal["findings"][1]["text"] = "เจาหน้าที่ผู้ดูแลเว็บไซต์มีเพียงคนเดียว"
    comparison = compare(ideal, GOLD)
    table = document_table("set", [("doc", comparison, 0.5, None), ("lost", nothing(GOLD), 0.0, "ValueError: no")])
    assert "4/5" in table and "wrong values verified 1" in table and "! ValueError: no" in table
    lines = "\n".join(diff_lines("doc", comparison))
    assert "overall 2566 · scores\n  - 87.05\n  + 78.05" in lines
    assert "- เจ้าหน้าที่ผู้ดูแลเว็บไซต์มีเพียงคนเดียว\n  + เจาหน้าที่" in lines
    assert "documents without any error  0 of 1" in totals_table("set", comparison.tallies, comparison.zeros, 0, 1)


# ---- the gate


PIN = gate.Pin("corpus", {"text.share": 0.9, "scores.recall": 0.8})


def test_floors_hold_rise_and_never_fall_by_themselves() -> None:
    verdict = gate.judge("s", {"text.share": 0.95, "scores.recall": 0.8}, {}, "corpus", PIN)
    assert verdict.failures == []
    assert verdict.pin.floors == {"text.share": 0.95, "scores.recall": 0.8}
    verdict = gate.judge("s", {"text.share": 0.89, "scores.recall": 0.85}, {}, "corpus", PIN)
    assert verdict.failures == ["s: text.share is 0.89, floor 0.9"]
    assert verdict.pin.floors == {"text.share": 0.9, "scores.recall": 0.85}


def test_a_figure_that_is_no_longer_measured_undercuts_its_floor() -> None:
    verdict = gate.judge("s", {"text.share": 0.95}, {}, "corpus", PIN)
    assert verdict.failures == ["s: scores.recall is 0.0, floor 0.8"]


@pytest.mark.parametrize("name", ["text.share", "s:text.share"])
def test_a_regression_must_be_named(name: str) -> None:
    figures = {"text.share": 0.5, "scores.recall": 0.8}
    verdict = gate.judge("s", figures, {}, "corpus", PIN, allowed=[name])
    assert verdict.failures == [] and verdict.pin.floors["text.share"] == 0.5
    assert gate.judge("s", figures, {}, "corpus", PIN, allowed=["other:text.share"]).failures


def test_another_corpus_fails_unless_it_is_meant() -> None:
    figures = {"text.share": 0.5, "scores.recall": 0.9}
    refused = gate.judge("s", figures, {}, "other", PIN)
    assert refused.pin == PIN and "changed" in refused.failures[0]
    taken = gate.judge("s", figures, {}, "other", PIN, new_corpus=True)
    assert taken.failures == [] and taken.pin == gate.Pin("other", figures)
    assert taken.notes == ["new corpus, s: text.share 0.9 -> 0.5"]


def test_what_must_be_zero_needs_no_floor() -> None:
    verdict = gate.judge("s", {}, {"laws broken": 2, "crashed": 0}, "corpus", None, first_pin=True)
    assert verdict.failures == ["s: laws broken is 2, must be 0"]
    assert gate.judge("s", {}, {}, "corpus", None).failures == ["s: no floors pinned; --update pins them"]


def test_figures_are_rounded_down_so_that_the_same_run_passes(ideal: Json) -> None:
    ideal["scores"][0]["value"] = 1.0
    result = measure(Case("s", "doc", b"", gold_lines(GOLD).encode()), lambda data: ideal)
    figures = gate.figures(SetResult("s", [result, result, result]))
    assert figures["scores.recall"] == 0.8
    assert figures["documents.exact"] == 0.0
    assert all(0 <= value <= 1 for value in figures.values())
    assert gate.judge("s", figures, {}, "c", gate.Pin("c", figures)).failures == []


def test_the_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert gate.load_baseline(path) == {}
    gate.write_baseline({"s": PIN}, path)
    assert gate.load_baseline(path) == {"s": PIN}


def run_gate(ours: Json, gold: Gold, path: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """The gate over one made-up set of one document."""
    case = Case("s", "doc", b"", gold_lines(gold).encode())
    result = SetResult("s", [measure(case, lambda data: ours)])
    monkeypatch.setattr(gate, "measure_sets", lambda names: [result])
    monkeypatch.setattr(gate, "BASELINE", path)
    return gate.main(options)


def test_a_gate_is_pinned_holds_and_is_undercut(ideal: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "baseline.json"
    worse = copy.deepcopy(ideal)
    worse["scores"][0]["value"] = 1.0
    other = Gold({**GOLD.document, "title": "อื่น"}, GOLD.scores, GOLD.findings, GOLD.measures, GOLD.issues)

    assert run_gate(ideal, GOLD, path, monkeypatch) == 1, "no floors yet"
    assert not path.exists()
    assert run_gate(worse, GOLD, path, monkeypatch, "--update") == 0
    assert run_gate(worse, GOLD, path, monkeypatch) == 0
    assert run_gate(ideal, GOLD, path, monkeypatch, "--update") == 0
    assert run_gate(worse, GOLD, path, monkeypatch, "--update") == 1, "an update lowers no floor"
    assert gate.load_baseline(path)["s"].floors["scores.recall"] == 1.0
    assert run_gate(ideal, other, path, monkeypatch) == 1, "another truth"
    assert run_gate(ideal, other, path, monkeypatch, "--new-corpus", "--update") == 0
    assert gate.load_baseline(path)["s"].floors["document.title.f1"] == 0.0


def test_a_set_that_is_gone_is_missed(ideal: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "baseline.json"
    assert run_gate(ideal, GOLD, path, monkeypatch, "--update") == 0
    gate.write_baseline({**gate.load_baseline(path), "unseen": PIN}, path)
    assert run_gate(ideal, GOLD, path, monkeypatch) == 1
    assert run_gate(ideal, GOLD, path, monkeypatch, "--set", "s") == 0
    assert run_gate(ideal, GOLD, path, monkeypatch, "--new-corpus", "--update") == 0
    assert set(gate.load_baseline(path)) == {"s"}


def test_a_set_that_does_not_exist_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--set", "nosuch"]) == 2
    assert "there are: " in capsys.readouterr().err


def gold_lines(gold: Gold) -> str:
    records = [{"record": "document", **gold.document}]
    for kind in ("score", "finding", "measure", "issue"):
        records += [{"record": kind, **one} for one in getattr(gold, f"{kind}s")]
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


def test_gold_lines_are_the_truth_again() -> None:
    assert parse_gold(gold_lines(GOLD)) == GOLD


# ---- typed truth to gold.jsonl

TYPED: Json = {
    "document": {"kinds": ["memo"], "title": "เรื่อง", "agency": {"name": "เทศบาลตำบลท่าข้าม"}},
    "scores": [{"scope": "overall", "fiscal_year_be": 2566, "value": 87.05, "sources": [{"line_start": 2}]}],
    "findings": [
        {
            "kind": "weakness",
            "indicator_nos": ["9", "9.4", "10.1"],
            "codes": ["o1"],
            "text": "ก",
            "sources": [{"line_start": 3}],
        }
    ],
    "measures": [],
    "issues": [{"code": "code-damaged", "severity": "info", "message": "m", "sources": [{"line_start": 3}]}],
}


def test_typed_truth_is_brought_into_one_form() -> None:
    document, score, finding, issue = convert(TYPED)
    assert document["record"] == "document" and document["issued_on"] is None
    assert score["lines"] == [2] and "status" not in score and score["rating"] is None
    assert finding["indicator_nos"] == ["9", "10"] and "code_mentions" not in finding
    assert issue["code"] == "code-unresolved"
    assert faults([document, score, finding, issue], 3) == []


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("scores", {"scope": "whole"}, "scope 'whole'"),
        ("scores", {"code": "o021"}, "code 'o021'"),
        ("scores", {"indicator_no": "11"}, "indicator '11'"),
        ("scores", {"rating": "A+"}, "rating 'A+'"),
        ("findings", {"kind": "remark"}, "kind 'remark'"),
        ("findings", {"codes": ["O1"]}, "code 'O1'"),
        ("findings", {"sources": [{"line_start": 99}]}, "no source line 99"),
        ("findings", {"sources": []}, "no source line given"),
    ],
)
def test_truth_that_cannot_be_is_refused(kind: str, change: Json, fault: str) -> None:
    typed = copy.deepcopy(TYPED)
    typed[kind][0].update(change)
    assert any(fault in found for found in faults(convert(typed), 3))


def test_amendments_apply_only_to_what_they_were_written_for() -> None:
    change = {"record": "finding", "index": 0, "field": "codes.0", "was": "o1", "now": "o2"}
    assert convert(TYPED, [change])[2]["codes"] == ["o2"]
    with pytest.raises(ValueError, match=r"codes\.0 is 'o1', not 'o3'"):
        convert(TYPED, [{**change, "was": "o3"}])


def test_an_added_record_stands_with_its_kind() -> None:
    added = {"record": "finding", "add": {"kind": "strength", "text": "ข", "sources": [{"line_start": 4}]}}
    records = convert(TYPED)
    amend(records, added)
    assert [record["record"] for record in records] == ["document", "score", "finding", "finding", "issue"]


def test_a_text_is_found_by_its_stem_or_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "000_ab.txt").touch()
    (tmp_path / "b1.txt").touch()
    assert text_of("000", tmp_path).name == "000_ab.txt"
    assert text_of("b1", tmp_path).name == "b1.txt"
    with pytest.raises(FileNotFoundError):
        text_of("b", tmp_path)


# ---- the corpus itself


def cases() -> list[Case]:
    return [case for name in set_names() for case in load_set(name)]


def test_every_truth_has_its_text_and_nothing_lies_about() -> None:
    for name in set_names():
        known = {case.slug for case in load_set(name)}
        texts = {path.stem for path in (CORPUS / name).glob("*.txt")}
        assert texts <= known
    assert len(cases()) >= 19


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.slug)
def test_the_truth_is_well_formed(case: Case) -> None:
    lines = case.gold_bytes.decode("utf-8").splitlines()
    assert faults(map(json.loads, lines), case.text.count(b"\n") + 1) == []
    assert [json.dumps(json.loads(line), ensure_ascii=False) for line in lines] == lines
    assert case.gold.document["kinds"]
    assert case.gold.document["agency"]["name"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.slug)
def test_the_truth_compared_with_itself_is_faultless(case: Case) -> None:
    gold = case.gold
    if len(gold.issues) < 2:
        gold = Gold(gold.document, gold.scores, gold.findings, gold.measures, [*gold.issues, *GOLD.issues])
    document = Printer().document(gold)
    document["issues"][1]["code"] = gold.issues[1]["code"]
    comparison = compare(document, gold)
    assert {metric: tally for metric, tally in failing(comparison).items() if metric != "issues.distinct"} == {}
    assert comparison.exact


def test_the_hash_hears_every_change_of_text_or_truth() -> None:
    case = Case("s", "a", b"text", b"gold")
    other = Case("s", "b", b"text", b"gold")
    assert corpus_hash([case, other]) == corpus_hash([other, case])
    changed = [Case("s", "a", b"text.", b"gold"), Case("s", "a", b"text", b"gold."), Case("s", "c", b"text", b"gold")]
    assert len({corpus_hash([one, other]) for one in [case, *changed]}) == 4
