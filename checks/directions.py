"""Do the words of change fit the figures? `ลดลง` beside 84.90 and 85.63 does not."""

from __future__ import annotations

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.intervals import EPS
from prongsai.checks.score_tree import Cell
from prongsai.checks.totals import printed, subject
from prongsai.reference.directions import Direction, direction
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.statements import DirectionStatement


def check(case: Case) -> Opinion:
    """One issue for each statement of change that the two printed values refute."""
    opinion = Opinion()
    for statement in case.directions:
        said = direction(statement.word)
        pair = _values(case, statement)
        if said is None or pair is None or _fits(said, *pair):
            continue
        before, after = pair
        values = f"{printed(before.score)} -> {printed(after.score)}"
        opinion.issues.append(
            IssueDraft(
                code="direction-conflict" if ".t" in statement.cite.at else "text-score-conflict",
                message=(
                    f"{subject(statement.about, None)} is said to have changed {_WORD[said]}, but is printed {values} "
                    f"({after.value - before.value:+.2f})."
                ),
                record_ids=(before.score.record_id, after.score.record_id),
                found=statement.text or statement.word,
                expected=values,
                cites=(statement.cite, *blame.value_cites(before.score), *blame.value_cites(after.score)),
                blame=blame.of_cites(
                    [statement.cite, *blame.value_cites(before.score), *blame.value_cites(after.score)]
                ),
            )
        )
    return opinion


_WORD = {"up": "upwards", "down": "downwards", "same": "not at all"}


def _values(case: Case, statement: DirectionStatement) -> tuple[Cell, Cell] | None:
    """The earlier and the later value that a statement speaks of."""
    years = sorted(year for year in case.trees if year is not None and case.cell(year, statement.about) is not None)
    later = statement.fiscal_year_be or (years[-1] if years else None)
    earlier = [year for year in years if later is not None and year < later]
    compared = statement.compared_year_be or (earlier[-1] if earlier else None)
    if later is None or compared is None:
        return None
    before, after = case.cell(compared, statement.about), case.cell(later, statement.about)
    return (before, after) if before is not None and after is not None else None


def _fits(said: Direction, before: Cell, after: Cell) -> bool:
    change = after.value - before.value
    blur = max(0.0, round(before.wide_half + after.wide_half - 0.01, 6))  # two decimals hide no change, fewer may
    if said == "same":
        return abs(change) <= max(blur, 1.0)  # `คงที่` is said of small changes too
    return change + blur > EPS if said == "up" else change - blur < -EPS
