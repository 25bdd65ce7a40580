"""One document against its truth, field by field. Pure: JSON in, tallies and differences out.

What a document says of itself is compared here, and the other parts are asked: `score_rows`, `record_fields`,
`issue_match`, `laws`. A record that was not found counts all its fields as abstained, an extra one as extra, so a
field's figures say how much of the truth arrived, not how good the found part looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.corpus import Gold, Json
from bench.issue_match import compare_issues
from bench.laws import Broken, broken_laws, reread
from bench.record_fields import compare_findings, compare_measures
from bench.score_rows import compare_scores
from bench.tally import Book, Diff, Tally, squeeze

TEXTS = "text"
"""The metric that sums all text cells: finding, measure, step, monitoring, progress, outcome."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one document. `zeros` are counts that must be 0; `exact` is a document without any error."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    diffs: list[Diff] = field(default_factory=list)
    zeros: dict[str, int] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Document fields, scores, findings and measures all right, and no law broken. Issues are counted apart."""
        records = (tally for metric, tally in self.tallies.items() if not metric.startswith("issues."))
        return all(tally.flawless for tally in records) and not any(self.zeros.values())


def compare(ours: Json, gold: Gold) -> Comparison:
    """Compare a converted document (the contract's JSON) with its truth."""
    book = Book()
    _compare_document(book, ours["document"], gold.document)
    zeros, twins = compare_scores(book, ours, gold.scores)
    twins.update(compare_findings(book, ours, gold.findings))
    twins.update(compare_measures(book, ours, gold.measures))
    compare_issues(book, ours, gold.issues, twins)
    broken = broken_laws(ours)
    zeros["cells unaccounted"] = unaccounted(ours)
    zeros["laws broken"] = len(broken)
    reread(book, ours)
    cells = [tally for metric, tally in book.tallies.items() if metric.startswith(f"{TEXTS}.")]
    if cells:
        book.add(TEXTS, sum(cells, Tally()))
    return Comparison(book.tallies, book.diffs, zeros, broken)


def nothing(gold: Gold) -> Comparison:
    """What comes of a document that could not be read at all."""
    empty: Json = {"document": {}, "scores": [], "findings": [], "measures": [], "issues": [], "passages": {}}
    empty["coverage"] = {"cells": 0, "claimed": 0, "ignored": 0, "left": 0}
    comparison = compare(empty, gold)
    comparison.zeros["crashed"] = 1
    return comparison


def unaccounted(ours: Json) -> int:
    """Cells that are neither claimed, ignored by name nor listed.

    >>> unaccounted({"coverage": {"cells": 5, "claimed": 3, "ignored": 1, "left": 1}, "leftovers": [{}]})
    0
    >>> unaccounted({"coverage": {"cells": 5, "claimed": 3, "ignored": 1, "left": 1}, "leftovers": []})
    1
    """
    coverage = ours["coverage"]
    lost = abs(coverage["cells"] - coverage["claimed"] - coverage["ignored"] - coverage["left"])
    lost += abs(coverage["left"] - len(ours.get("leftovers") or []))
    if "ignored_by" in coverage:
        lost += abs(coverage["ignored"] - sum(map(len, coverage["ignored_by"].values())))
    return int(lost)


def _compare_document(book: Book, ours: Json, gold: Json) -> None:
    where = "document"
    for name in ("assessed_year_be", "plan_year_be", "issued_on"):
        book.scalar(f"document.{name}", where, gold.get(name), ours.get(name))
    book.scalar("document.title", where, gold.get("title"), ours.get("title"), squeeze)
    book.bag("document.kinds", where, gold.get("kinds") or (), ours.get("kinds") or ())
    want, have = gold.get("agency") or {}, ours.get("agency") or {}
    for name in ("name", "kind", "subdistrict", "district", "province"):
        book.scalar(f"document.agency.{name}", where, want.get(name), have.get(name), squeeze)
