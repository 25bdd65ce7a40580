"""Are the years possible, and do they fit together?

ITA reports are of 2555 to 2575; `๑๕๖๒` and `๒๕๙๖` are misprints or misreadings. Findings of 2566 feed the plan of
2567, so a plan lies one year after its assessment, give or take one."""

from __future__ import annotations

from prongsai.checks.case import Case, Opinion
from prongsai.reference.schemes import FIRST_YEAR_BE, LAST_YEAR_BE
from prongsai.schemas.document import DocumentFacts
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score


def check(case: Case) -> Opinion:
    """Issues about the assessed year, the plan's year, the date and the years of scores."""
    facts = case.facts
    issues = [*_implausible(facts), *_unfitting(facts)]
    assessed = facts.assessed_year_be
    by_year: dict[int, list[Score]] = {}
    for score in case.scores:
        if score.fiscal_year_be is not None:
            by_year.setdefault(score.fiscal_year_be, []).append(score)
    for year, scores in by_year.items():
        records = [score.record_id for score in scores]
        cites = tuple(cite for score in scores[:3] for cite in score.cites.get("fiscal_year_be", ()))
        if not FIRST_YEAR_BE <= year <= LAST_YEAR_BE:
            text = f"{len(records)} scores are given for fiscal year {year}; ITA reports are of {_RANGE}."
            issues.append(IssueDraft("year-implausible", text, tuple(records), str(year), _RANGE, cites))
        elif assessed is not None and year > assessed:
            text = f"{len(records)} scores are given for fiscal year {year}, after the assessed year {assessed}."
            issues.append(IssueDraft("year-conflict", text, tuple(records), str(year), f"{assessed} or before", cites))
    return Opinion(issues)


_RANGE = f"{FIRST_YEAR_BE} to {LAST_YEAR_BE}"


def _implausible(facts: DocumentFacts) -> list[IssueDraft]:
    years = {"assessed_year_be": facts.assessed_year_be, "plan_year_be": facts.plan_year_be}
    if facts.issued_on is not None:
        years["issued_on"] = facts.issued_on.year + 543
    return [
        IssueDraft(
            "year-implausible",
            f"The document's {name} is {year}; ITA reports are of {_RANGE}.",
            found=str(year),
            expected=_RANGE,
            cites=facts.cites.get(name, ()),
        )
        for name, year in years.items()
        if year is not None and not FIRST_YEAR_BE <= year <= LAST_YEAR_BE
    ]


def _unfitting(facts: DocumentFacts) -> list[IssueDraft]:
    assessed, plan = facts.assessed_year_be, facts.plan_year_be
    issues: list[IssueDraft] = []
    if assessed is not None and plan is not None and abs(plan - (assessed + 1)) > 1:
        issues.append(
            IssueDraft(
                "year-conflict",
                f"The plan is for fiscal year {plan}, but the assessed year is {assessed}.",
                found=str(plan),
                expected=str(assessed + 1),
                cites=facts.cites.get("plan_year_be", ()) + facts.cites.get("assessed_year_be", ()),
            )
        )
    if assessed is not None and facts.issued_on is not None and facts.issued_on.year + 543 < assessed - 1:
        issues.append(
            IssueDraft(
                "year-conflict",
                f"The document is dated {facts.issued_on.isoformat()}, before the assessed year {assessed} began.",
                found=facts.issued_on.isoformat(),
                expected=f"{assessed} or later",
                cites=facts.cites.get("issued_on", ()) + facts.cites.get("assessed_year_be", ()),
            )
        )
    return issues
