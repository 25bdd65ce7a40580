"""The checks, in the order in which their issues are listed. A check that is not in this list does not run.

>>> [check.__module__.rsplit(".", 1)[1] for check in CHECKS][:3]
['years', 'ranges', 'conflicts']
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prongsai.checks import (
    agreement,
    conflicts,
    directions,
    gaps,
    periods,
    progress,
    ranges,
    ratings,
    repetitions,
    statements,
    totals,
    years,
)
from prongsai.checks.case import Case, Opinion, open_case
from prongsai.schemas.document import DocumentFacts
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.statements import DirectionStatement, ScoreStatement
from prongsai.schemas.terms import ScoreStatus

Check = Callable[[Case], Opinion]

CHECKS: tuple[Check, ...] = (
    years.check,
    ranges.check,
    conflicts.check,
    totals.check,
    repetitions.check,
    agreement.check,
    gaps.check,
    ratings.check,
    directions.check,
    statements.check,
    periods.check,
    progress.check,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of every score by record id, and the issues that the checks raise."""

    statuses: dict[str, ScoreStatus]
    issues: tuple[IssueDraft, ...]


def run_all(
    facts: DocumentFacts,
    scores: tuple[Score, ...],
    findings: tuple[Finding, ...] = (),
    measures: tuple[Measure, ...] = (),
    directions: tuple[DirectionStatement, ...] = (),
    statements: tuple[ScoreStatement, ...] = (),
) -> Verdict:
    """Run every check over a document's records. Nothing is changed; the caller applies the statuses."""
    case = open_case(facts, scores, findings, measures, directions, statements)
    opinions = [check(case) for check in CHECKS]
    return Verdict(
        statuses={score.record_id: _status(score.record_id, opinions) for score in scores},
        issues=tuple(issue for opinion in opinions for issue in opinion.issues),
    )


def _status(record_id: str, opinions: list[Opinion]) -> ScoreStatus:
    if any(record_id in opinion.contradicted for opinion in opinions):
        return "contradicted"
    if any(record_id in opinion.doubted for opinion in opinions):
        return "unverified"
    return "verified" if any(record_id in opinion.verified for opinion in opinions) else "unverified"
