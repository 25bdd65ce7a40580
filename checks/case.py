"""What the checks look at, and what they answer.

A `Case` is one document's records with the sums of its years already weighed; it is built once and every check
reads it. An `Opinion` is one check's answer: issues, and what they mean for scores. Contradicted beats doubted
beats verified, so no check can verify what another has grounds to doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.checks.arithmetic import Figures, weigh
from prongsai.checks.copies import Copy, find_copies
from prongsai.checks.culprits import Judgement, judge
from prongsai.checks.failed_items import confirmed
from prongsai.checks.score_tree import Cell, Tree, grow
from prongsai.schemas.document import DocumentFacts
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.statements import DirectionStatement, ScoreStatement


@dataclass(frozen=True, slots=True)
class Case:
    """One document before the checks. `figures` and `judgements` are by fiscal year (None: no year is known)."""

    facts: DocumentFacts
    scores: tuple[Score, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    directions: tuple[DirectionStatement, ...]
    statements: tuple[ScoreStatement, ...]
    trees: dict[int | None, Tree]
    figures: dict[int | None, Figures]
    copies: list[Copy]
    judgements: dict[int | None, Judgement]

    def cell(self, year: int | None, name: str) -> Cell | None:
        """The figure of a year, None where it is not printed or impossible."""
        tree = self.trees.get(year)
        return tree.cells.get(name) if tree else None

    def is_refuted(self, year: int | None, name: str) -> bool:
        """Whether other figures contradict this one."""
        return name in self.judgements[year].contradicted if year in self.judgements else False

    def copies_of(self, year: int | None, name: str) -> list[str]:
        """The indicators whose figures this one repeats."""
        pairs = [(c.first, c.second) for c in self.copies if year in c.years and name in (c.first, c.second)]
        return [second if first == name else first for first, second in pairs]


@dataclass(slots=True)
class Opinion:
    """What one check says: issue drafts, and record ids that it verifies, doubts or contradicts."""

    issues: list[IssueDraft] = field(default_factory=list)
    verified: set[str] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)
    contradicted: set[str] = field(default_factory=set)


def open_case(
    facts: DocumentFacts,
    scores: tuple[Score, ...],
    findings: tuple[Finding, ...] = (),
    measures: tuple[Measure, ...] = (),
    directions: tuple[DirectionStatement, ...] = (),
    statements: tuple[ScoreStatement, ...] = (),
) -> Case:
    """Weigh the sums of each year, then the repetitions across years, then look for culprits."""
    trees = grow(scores, facts.assessed_year_be)
    figures = {
        year: weigh(tree, confirmed(tree, findings) if year == facts.assessed_year_be else {})
        for year, tree in trees.items()
    }
    copies = find_copies(figures)
    judgements = {
        year: judge(weighed, _suspects(copies, year, strong=True), _suspects(copies, year, strong=False))
        for year, weighed in figures.items()
    }
    return Case(facts, scores, findings, measures, directions, statements, trees, figures, copies, judgements)


def _suspects(copies: Iterable[Copy], year: int | None, strong: bool) -> set[str]:
    return {copy.suspect for copy in copies if copy.suspect and year in copy.years and copy.strong == strong}
