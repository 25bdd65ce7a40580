"""Can the printed value be a score at all? `๙๓๐.๕๗` has lost its point; it stays as printed, contradicted."""

from __future__ import annotations

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.equations import implied
from prongsai.checks.totals import printed, subject
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.statements import figure_name


def check(case: Case) -> Opinion:
    """One issue for each value outside 0..100, with what the other figures imply."""
    opinion = Opinion()
    for score in case.scores:
        if score.value is None or 0 <= score.value <= 100:
            continue
        year = score.fiscal_year_be or case.facts.assessed_year_be
        name = figure_name(score)
        tree = case.trees.get(year)
        needed = implied(tree, name) if tree is not None and name is not None and name not in tree.cells else None
        says = f"; the other figures imply {needed.text()}" if needed else ""
        what = subject(name, year) if name else score.scope
        opinion.contradicted.add(score.record_id)
        opinion.issues.append(
            IssueDraft(
                code="score-out-of-range",
                message=f"{what} is printed {printed(score)}, outside 0 to 100{says}.",
                record_ids=(score.record_id,),
                found=printed(score),
                expected=needed.text() if needed else "0 to 100",
                cites=blame.value_cites(score),
                blame=blame.of_scores([score]),
            )
        )
    return opinion
