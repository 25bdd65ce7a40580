"""Is one figure printed with two values? `EIT ๘๒.๒๐` in the table, `๘๒.๐๒` in the conclusion.

The sums decide where they can; where they cannot, both stay as printed and unverified.
"""

from __future__ import annotations

from prongsai.checks import blame
from prongsai.checks.arithmetic import Figures
from prongsai.checks.case import Case, Opinion
from prongsai.checks.totals import MOST_NAMED, printed, subject
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score


def check(case: Case) -> Opinion:
    """One issue for each figure with several values."""
    opinion = Opinion()
    for year, figures in case.figures.items():
        for name, rivals in figures.tree.rivals.items():
            wrong = figures.refuted.get(name, [])
            scores = wrong or [cell.score for cell in rivals]
            opinion.contradicted.update(score.record_id for score in wrong)
            opinion.doubted.update(score.record_id for score in scores)
            if not wrong:
                opinion.doubted.add(figures.tree.cells[name].score.record_id)
            opinion.issues.append(_issue(year, name, figures, scores, bool(wrong)))
    return opinion


def _issue(year: int | None, name: str, figures: Figures, others: list[Score], decided: bool) -> IssueDraft:
    kept = figures.tree.cells[name].score
    values = " and ".join(printed(score) for score in (kept, *others[:MOST_NAMED]))
    says = f"; the sums close only with {printed(kept)}" if decided else "; the sums decide for none of them"
    return IssueDraft(
        # a sentence against the table is the commonest form and has its own name
        code="text-score-conflict" if decided and all(_in_prose(score) for score in others) else "score-conflict",
        message=f"{subject(name, year)} is printed with several values, {values}{says}.",
        record_ids=(kept.record_id, *(score.record_id for score in others)),
        found=" and ".join(printed(score) for score in others[:MOST_NAMED]),
        expected=printed(kept) if decided else None,
        cites=tuple(cite for score in (kept, *others) for cite in blame.value_cites(score)),
        blame=blame.of_scores(others if decided else [kept, *others]),
    )


def _in_prose(score: Score) -> bool:
    cites = blame.value_cites(score)
    return bool(cites) and all(".t" not in cite.at for cite in cites)
