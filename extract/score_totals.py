"""Totals and subtotals: whose mean a row labelled เฉลี่ย is, told by the rows above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.extract.drafts import ScoreDraft
from prongsai.extract.score_groups import Group
from prongsai.normalizers import subjects
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR, Catalogue, instrument_names
from prongsai.schemas.terms import Instrument


@dataclass(slots=True)
class Line:
    """One value row as understood, before totals are told from subtotals."""

    subject: subjects.Subject
    drafts: list[ScoreDraft] = field(default_factory=list)
    instrument: Instrument | None = None
    scope_open: bool = False


def settle_totals(lines: list[Line], all_groups: list[Group], catalogue: Catalogue) -> None:
    """Tell totals from subtotals: `เฉลี่ย` after the rows of one instrument, or the questions of one indicator, is their mean."""
    for position, line in enumerate(lines):
        if not line.scope_open or not any(draft.value is not None for draft in line.drafts):
            continue
        before: list[Line] = []
        for earlier in reversed(lines[:position]):
            if earlier.scope_open:
                break
            before.append(earlier)
        asked = {draft.indicator_no for earlier in before for draft in earlier.drafts if draft.scope == "question"}
        if (
            before
            and len(asked) == 1
            and None not in asked
            and all(earlier.subject.scope == "question" for earlier in before)
        ):
            number = next(iter(asked)) or ""
            for draft in line.drafts:
                draft.scope, draft.instrument, draft.indicator_no = "indicator", INSTRUMENT_BY_INDICATOR[number], number
                draft.label = catalogue.indicators[number].name
            continue
        owners = {earlier.instrument for earlier in before if earlier.instrument}
        if len(owners) != 1:
            continue
        owner = next(iter(owners))
        means = _means(before, owner)
        agrees = any(
            draft.value is not None and abs(draft.value - means[draft.fiscal_year_be]) <= Decimal("0.06")
            for draft in line.drafts
            if draft.fiscal_year_be in means
        )
        later = {after.instrument for after in lines[position + 1 :] if after.instrument}
        if agrees or (later - {owner} and owner not in later):
            for draft in line.drafts:
                draft.scope, draft.instrument = "instrument", owner
                draft.label = instrument_names()[owner] if owner else None
            line.instrument = owner


def _means(lines: list[Line], owner: Instrument | None) -> dict[int | None, Decimal]:
    values: dict[int | None, list[Decimal]] = {}
    for line in lines:
        if line.instrument == owner and line.subject.scope == "indicator":
            for draft in line.drafts:
                if draft.value is not None:
                    values.setdefault(draft.fiscal_year_be, []).append(draft.value)
    return {year: sum(found, Decimal(0)) / len(found) for year, found in values.items() if len(found) >= 2}
