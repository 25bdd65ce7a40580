"""From drafts to records: the same value printed twice becomes one, every record gets its stable id.

An id is a hash of the document id and the natural key, so it stays when another record comes or goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from prongsai.extract.drafts import Cites, Doubt, FindingDraft, Harvest, MeasureDraft, ScoreDraft
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Finding, Measure, Score


def record_id(kind: str, document_id: str, *key: object, seen: dict[str, int]) -> str:
    """A stable id; equal keys in one document are counted."""
    text = chr(31).join([document_id, kind, *("" if part is None else str(part) for part in key)])
    found = f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    seen[found] = seen.get(found, 0) + 1
    return found if seen[found] == 1 else f"{found}-{seen[found]}"


def merge_scores(drafts: Iterable[ScoreDraft]) -> list[ScoreDraft]:
    """One draft for each distinct value of a subject and year, in the order of first printing, with the cites of all."""
    by_key: dict[tuple[object, ...], list[ScoreDraft]] = {}
    order: list[tuple[tuple[object, ...], ScoreDraft]] = []
    for draft in drafts:
        key: tuple[object, ...] = (
            draft.scope,
            draft.instrument,
            draft.indicator_no if draft.scope != "question" else None,
            draft.code,
            draft.fiscal_year_be,
        )
        if draft.scope == "question" and draft.code is None:
            key = (*key, draft.raw_code, draft.label)
        known = by_key.setdefault(key, [])
        same = next(
            (other for other in known if other.value == draft.value or other.value is None or draft.value is None), None
        )
        if same is None:
            known.append(draft)
            order.append((key, draft))
            continue
        if same.value is None and draft.value is not None:
            same.value = draft.value
            same.cites.pop("value", None)
            same.code, same.raw_code, same.code_method = (
                draft.code,
                draft.raw_code or same.raw_code,
                draft.code_method or same.code_method,
            )
        same.rating = same.rating or draft.rating
        same.rank = same.rank or draft.rank
        same.label = same.label or draft.label
        same.indicator_no = same.indicator_no or draft.indicator_no
        if draft.value is None and draft.cites.get("value") and same.value is not None:
            draft.cites.pop("value", None)
        _join(same.cites, draft.cites)
    return [draft for _, draft in order]


PRINTS_CITED = 200
"""Places cited for one value; a value printed more often is no report's."""


def _join(cites: Cites, more: Cites) -> None:
    for name, found in more.items():
        old = cites.get(name, ())
        if len(old) < PRINTS_CITED:
            cites[name] = (*old, *(cite for cite in found if cite not in old))


def scores(document_id: str, drafts: list[ScoreDraft]) -> tuple[Score, ...]:
    """The score records of a document."""
    seen: dict[str, int] = {}
    made = []
    for draft in merge_scores(drafts):
        made.append(
            Score(
                record_id=record_id(
                    "score",
                    document_id,
                    draft.scope,
                    draft.instrument,
                    draft.indicator_no,
                    draft.code,
                    draft.fiscal_year_be,
                    seen=seen,
                ),
                cites={name: cites for name, cites in sorted(draft.cites.items()) if cites},
                scope=draft.scope,
                instrument=draft.instrument,
                indicator_no=draft.indicator_no,
                code=draft.code,
                raw_code=draft.raw_code,
                label=draft.label,
                fiscal_year_be=draft.fiscal_year_be,
                value=draft.value,
                rating=draft.rating,
                rank=draft.rank,
                code_method=draft.code_method,
            )
        )
    return tuple(made)


def findings(document_id: str, drafts: list[FindingDraft]) -> tuple[tuple[Finding, ...], dict[str, list[str]]]:
    """The finding records, and their ids by the key that measures refer to."""
    seen: dict[str, int] = {}
    made: list[Finding] = []
    by_key: dict[str, list[str]] = {}
    for draft in drafts:
        found = Finding(
            record_id=record_id(
                "finding", document_id, draft.kind, draft.topic_no, ",".join(draft.codes), draft.text, seen=seen
            ),
            cites={name: cites for name, cites in sorted(draft.cites.items()) if cites},
            kind=draft.kind,
            topic_no=draft.topic_no,
            instrument=draft.instrument,
            indicator_nos=draft.indicator_nos,
            codes=draft.codes,
            text=draft.text,
            code_mentions=draft.code_mentions,
        )
        made.append(found)
        by_key.setdefault(draft.key, []).append(found.record_id)
    return tuple(made), by_key


def measures(document_id: str, drafts: list[MeasureDraft], finding_ids: dict[str, list[str]]) -> tuple[Measure, ...]:
    """The measure records."""
    seen: dict[str, int] = {}
    return tuple(
        Measure(
            record_id=record_id("measure", document_id, draft.topic_no, draft.text, "|".join(draft.steps), seen=seen),
            cites={name: cites for name, cites in sorted(draft.cites.items()) if cites},
            topic_no=draft.topic_no,
            instrument=draft.instrument,
            indicator_nos=draft.indicator_nos,
            codes=draft.codes,
            finding_ids=tuple(found for key in draft.finding_keys for found in finding_ids.get(key, [])),
            text=draft.text,
            steps=draft.steps,
            responsible=draft.responsible,
            period=draft.period,
            monitoring=draft.monitoring,
            status=draft.status,
            progress=draft.progress,
            outcome=draft.outcome,
        )
        for draft in drafts
    )


def doubts(harvest: Harvest, records: Iterable[Score | Finding | Measure]) -> list[IssueDraft]:
    """The readers' doubts as issue drafts, each once, with the records that stand on the same cells."""
    owners: dict[str, list[str]] = {}
    for record in records:
        for at in {cite.at for cites in record.cites.values() for cite in cites if cite.basis != "carried"}:
            owners.setdefault(at, []).append(record.record_id)
    made: list[IssueDraft] = []
    seen: dict[object, int] = {}
    for doubt in harvest.doubts:
        key = (doubt.code, doubt.key) if doubt.key else (doubt.code, doubt.message, doubt.cites[:1])
        if key in seen:
            if doubt.key:
                old = made[seen[key]]
                ids = dict.fromkeys([*old.record_ids, *_owned(doubt, owners)])
                made[seen[key]] = IssueDraft(
                    old.code,
                    old.message,
                    tuple(ids),
                    old.found,
                    old.expected,
                    (*old.cites, *(c for c in doubt.cites if c not in old.cites)),
                    old.severity,
                    old.blame,
                )
            continue
        seen[key] = len(made)
        made.append(
            IssueDraft(
                doubt.code,
                doubt.message,
                _owned(doubt, owners),
                doubt.found,
                doubt.expected,
                doubt.cites,
                doubt.severity,
                doubt.blame,
            )
        )
    return made


def _owned(doubt: Doubt, owners: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owner for cite in doubt.cites for owner in owners.get(cite.at, [])[:6]))
