"""Do the measures' periods lie in the year of the plan?

A plan for 2567 runs from ๑ ต.ค. ๖๖ to ๓๐ ก.ย. ๖๗; a single row with ๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖ kept last year's dates.
Only a row wholly outside the year is reported, and only where other rows, or the document's own date, bear the year
out."""

from __future__ import annotations

import datetime

from prongsai.checks.case import Case, Opinion
from prongsai.schemas.document import DocumentFacts
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Measure
from prongsai.schemas.terms import Period


def check(case: Case) -> Opinion:
    """Issues about periods that end before they begin or lie outside the plan's fiscal year."""
    opinion = Opinion()
    for measure in case.measures:
        period = measure.period
        if period and period.start and period.end and period.end < period.start:
            opinion.issues.append(_backwards(measure, period))
    opinion.issues.extend(_outside(case.facts, case.measures))
    return opinion


def _backwards(measure: Measure, period: Period) -> IssueDraft:
    return IssueDraft(
        code="period-implausible",
        message=f"A measure's period ends on {period.end} before it begins on {period.start}.",
        record_ids=(measure.record_id,),
        found=period.text,
        cites=measure.cites.get("period", ()),
    )


def _outside(facts: DocumentFacts, measures: tuple[Measure, ...]) -> list[IssueDraft]:
    plan = facts.plan_year_be
    if plan is None:
        return []
    inside: list[Measure] = []
    outside: dict[str, list[Measure]] = {}
    for measure in measures:
        lies = _lies_in(measure.period, plan) if measure.period else None
        if lies is True:
            inside.append(measure)
        elif lies is False and measure.period:
            outside.setdefault(measure.period.text, []).append(measure)
    rows = sum(len(group) for group in outside.values())
    return [
        IssueDraft(
            code="year-conflict",
            message=f"{len(group)} measure{'s' * (len(group) > 1)} of the plan for {plan} "
            f"{'have' if len(group) > 1 else 'has'} a period outside that fiscal year.",
            record_ids=tuple(measure.record_id for measure in group),
            found=text,
            expected=f"a period in fiscal year {plan}",
            cites=tuple(cite for measure in group for cite in measure.cites.get("period", ())),
        )
        for text, group in outside.items()
        if len(inside) > rows or _was_over(facts, group[0])
    ]


def _lies_in(period: Period, year: int) -> bool | None:
    """Whether a period touches a fiscal year; None where it says too little."""
    begins, ends = datetime.date(year - 544, 10, 1), datetime.date(year - 543, 9, 30)
    start, end = period.start or period.end, period.end or period.start
    if start is not None and end is not None:
        return end >= begins and start <= ends
    return period.fiscal_year_be == year if period.fiscal_year_be is not None else None


def _was_over(facts: DocumentFacts, measure: Measure) -> bool:
    """Whether a plan's measure was over when the plan was dated."""
    end = measure.period.end if measure.period else None
    planned = "measures_plan" in facts.kinds and "progress_report" not in facts.kinds
    return planned and facts.issued_on is not None and end is not None and end < facts.issued_on
