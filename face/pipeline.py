"""The whole flow on one screen: bytes, layout, drafts, records, checks, document.

It runs one way: each step gets what the one before made, and nothing calls back.
"""

from __future__ import annotations

from collections.abc import Iterable

import prongsai
from prongsai.checks.registry import run_all
from prongsai.extract import finish
from prongsai.extract.plain import read_layout
from prongsai.extract.reader import ReadDocument, read
from prongsai.extract.source import Opened, open_source
from prongsai.reference.issue_codes import to_issues
from prongsai.reference.tables import reference_hash
from prongsai.schemas.document import Document, DocumentFacts, Maker
from prongsai.schemas.issues import Issue
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.terms import ScoreStatus
from prongsai.schemas.trace import Cite, Passage


def process(data: bytes, name: str) -> Document:
    """Convert one source. Raises SourceError where it cannot be read at all; all else is an issue of the document."""
    opened = open_source(data, name)
    found = read(read_layout(opened.text))
    facts = _facts(opened, found)
    document_id = opened.document_id
    scores = finish.scores(document_id, found.harvest.scores)
    findings, finding_ids = finish.findings(document_id, found.harvest.findings)
    measures = finish.measures(document_id, found.harvest.measures, finding_ids)
    verdict = run_all(
        facts, scores, findings, measures, tuple(found.harvest.directions), tuple(found.harvest.statements)
    )
    doubted = found.years.assessed_year_be if found.years.contested else None
    scores = tuple(
        score.model_copy(update={"status": _status(score, verdict.statuses[score.record_id], doubted)})
        for score in scores
    )
    records: list[Score | Finding | Measure] = [*scores, *findings, *measures]
    drafts = [*finish.doubts(found.harvest, records), *verdict.issues]
    order = {at: index for index, at in enumerate(found.body.ledger.fragments)}
    drafts.sort(key=lambda draft: order[draft.cites[0].at] if draft.cites else len(order))
    issues = to_issues(document_id, drafts)
    return _assemble(found, facts, scores, findings, measures, issues)


def _status(score: Score, status: ScoreStatus, doubted_year_be: int | None) -> ScoreStatus:
    """Sums bear out values, not years: under a contested year, or one after it, nothing is verified."""
    if status == "verified" and doubted_year_be and (score.fiscal_year_be or 0) >= doubted_year_be:
        return "unverified"
    return status


def _facts(opened: Opened, found: ReadDocument) -> DocumentFacts:
    date, date_cites = found.issued_on
    cites: dict[str, tuple[Cite, ...]] = {**found.cover.cites, **found.years.cites}
    if found.title.cites:
        cites["title"] = found.title.cites
    if date_cites:
        cites["issued_on"] = date_cites
    return DocumentFacts(
        document_id=opened.document_id,
        source=opened.source.model_copy(update={"pages": found.pages}),
        kinds=found.kinds,
        title=found.title.text,
        agency=found.cover.agency,
        assessed_year_be=found.years.assessed_year_be,
        plan_year_be=found.years.plan_year_be,
        issued_on=date,
        cites=dict(sorted(cites.items())),
    )


def _assemble(
    found: ReadDocument,
    facts: DocumentFacts,
    scores: tuple[Score, ...],
    findings: tuple[Finding, ...],
    measures: tuple[Measure, ...],
    issues: tuple[Issue, ...],
) -> Document:
    ledger = found.body.ledger
    claimed = _addresses([facts.cites, *(record.cites for record in (*scores, *findings, *measures))])
    coverage, leftovers = ledger.close(claimed)
    kept = claimed | {leftover.at for leftover in leftovers} | {cite.at for issue in issues for cite in issue.cites}
    passages: dict[str, Passage] = {at: fragment.passage() for at, fragment in ledger.fragments.items() if at in kept}
    return Document(
        document=facts,
        scores=scores,
        findings=findings,
        measures=measures,
        issues=issues,
        passages=passages,
        leftovers=leftovers,
        coverage=coverage,
        made_by=Maker(version=prongsai.__version__, reference=reference_hash()),
    )


def _addresses(all_cites: Iterable[dict[str, tuple[Cite, ...]]]) -> set[str]:
    return {cite.at for cites in all_cites for found in cites.values() for cite in found}
