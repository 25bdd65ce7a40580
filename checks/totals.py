"""Do the printed totals agree with their parts?

Each level is compared with the one below: questions, sub-indicators, indicators, instruments, overall. A sum that
does not close is one issue: the printed total, what the parts give, and which figures could alone be wrong with the
value each would have to be. Sums that lead to one culprit are one issue about that figure.

    overall score of 2565 printed 64.86, its ten indicators give 61.16 ±0.01; indicator 5 (18.75) would have to be 80.45
"""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.culprits import Breach, Judgement
from prongsai.checks.equations import Equation
from prongsai.checks.score_tree import Cell, Tree, label
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score
from prongsai.schemas.trace import Cite

MOST_NAMED = 10
"""Candidates named in a message; a mean of thirty questions would fill a page and help nobody."""


def check(case: Case) -> Opinion:
    """Verify what closed sums cover; report the sums that do not close."""
    opinion = Opinion()
    for year, figures in case.figures.items():
        judgement = case.judgements[year]
        opinion.verified.update(_ids(figures.tree.cells, figures.verified))
        opinion.verified.update(score.record_id for name, score in figures.shares.items() if name in figures.verified)
        for name in figures.verified & figures.tree.same.keys():
            opinion.verified.update(score.record_id for score in figures.tree.same[name])
        opinion.doubted.update(_ids(figures.tree.cells, judgement.doubted | figures.unsettled))
        opinion.contradicted.update(_ids(figures.tree.cells, judgement.contradicted))
        opinion.issues.extend(_issues(case, year, judgement))
        opinion.issues.extend(_share_issue(year, name, score) for name, score in figures.shares.items())
    return opinion


def _ids(cells: dict[str, Cell], names: Iterable[str]) -> set[str]:
    return {cells[name].score.record_id for name in names if name in cells}


def _issues(case: Case, year: int | None, judgement: Judgement) -> list[IssueDraft]:
    issues: list[IssueDraft] = []
    by_culprit: dict[str, list[Breach]] = {}
    for breach in judgement.breaches:
        if breach.culprit is None:
            issues.append(_open_issue(case, year, breach))
        else:
            by_culprit.setdefault(breach.culprit, []).append(breach)
    issues.extend(_culprit_issue(case, year, name, breaches) for name, breaches in by_culprit.items())
    return issues


def _culprit_issue(case: Case, year: int | None, name: str, breaches: list[Breach]) -> IssueDraft:
    """One figure that the sums of one or more breaches put in the wrong."""
    sharpest = min(breaches, key=lambda breach: breach.candidates[name].high - breach.candidates[name].low)
    cell = sharpest.equation.cells[name]
    needed = sharpest.candidates[name]
    sums = " and ".join(_sum_and_total(breach.equation, case.trees[year]) for breach in breaches)
    copied = ""
    if any(breach.copied for breach in breaches):
        copied = f"; it repeats the figures of {' and '.join(label(other) for other in case.copies_of(year, name))}"
    exchanged = next((breach.exchanged_with for breach in breaches if breach.exchanged_with), None)
    if exchanged is not None:
        copied = f"; its value and that of {label(exchanged)} have changed places"
    refuted = name in case.judgements[year].contradicted
    ids = list(dict.fromkeys(cell.score.record_id for breach in breaches for cell in _named(breach, name)))
    return IssueDraft(
        code="score-mismatch",
        message=(
            f"{subject(name, year)} is printed {printed(cell.score)}, but the figures around it imply "
            f"{needed.text()}: {sums}{copied}."
        ),
        record_ids=tuple(ids),
        found=printed(cell.score),
        expected=needed.text(),
        cites=blame.value_cites(cell.score) + _total_cites(breaches, name),
        severity=None if refuted else "info",
        blame=blame.of_scores([cell.score]),
    )


def _open_issue(case: Case, year: int | None, breach: Breach) -> IssueDraft:
    """A sum that does not close and several figures that could be wrong."""
    found = breach.equation
    total = found.total
    repeated = [name for name in breach.candidates if case.copies_of(year, name)]
    shown = [name for name in (repeated or breach.candidates) if name != total.name][:MOST_NAMED]
    could_be = ", ".join(
        f"{label(name)} as {breach.candidates[name].text()} (printed {printed(found.cells[name].score)})"
        for name in shown
    )
    if repeated:
        reason = f"it would close with one of the repeated figures changed: {could_be}"
    elif not breach.candidates:
        reason = "each of its figures is borne out elsewhere"
    elif len(breach.candidates) > MOST_NAMED + 1:
        reason = f"any of {len(breach.candidates)} figures could alone be wrong"
    else:
        reason = f"alone could be wrong: the total{', or ' + could_be if could_be else ''}"
        if total.name not in breach.candidates:
            reason = f"alone could be wrong: {could_be}"
    cells = _named(breach, total.name)
    proved = found.firmness == "proved"
    return IssueDraft(
        code="score-mismatch",
        message=(
            f"{subject(total.name, year)} is printed {printed(total.score)}, but "
            f"{_sum_of(found, case.trees[year])}; {reason}."
        ),
        record_ids=tuple(cell.score.record_id for cell in cells),
        found=printed(total.score),
        expected=found.solved(total.name).text(),
        cites=tuple(cite for cell in cells for cite in blame.value_cites(cell.score)),
        severity=None if proved else "info",
        blame=blame.of_scores([cell.score for cell in cells]) if proved else "unknown",
    )


def _named(breach: Breach, first: str) -> list[Cell]:
    """The figure in question, the total and the candidates, each once."""
    cells = breach.equation.cells
    names = dict.fromkeys([first, breach.equation.total.name, *breach.candidates])
    return [cells[name] for name in names if name in cells]


def _total_cites(breaches: list[Breach], name: str) -> tuple[Cite, ...]:
    totals = {b.equation.total.name: b.equation.total for b in breaches if b.equation.total.name != name}
    return tuple(cite for cell in totals.values() for cite in blame.value_cites(cell.score))


def _sum_of(found: Equation, tree: Tree) -> str:
    """What the parts of an equation give, in words: `0.30 IIT + 0.30 EIT + 0.40 OIT gives 61.16 ±0.01`."""
    total = found.total
    if total.name == "overall":
        how = " + ".join(f"{weight:.2f} {name}" for name, weight in tree.parts["overall"])
        how += " of the printed indicators" if found.levels else ""
    else:
        how = f"the mean of the {len(found.terms)} parts of {label(total.name)}"
    return f"{how} gives {found.solved(total.name).text()}"


def _sum_and_total(found: Equation, tree: Tree) -> str:
    return f"{_sum_of(found, tree)} where {printed(found.total.score)} is printed"


def subject(name: str, year: int | None) -> str:
    """A figure and its year at the start of a sentence: `Overall score of 2565`, `EIT of 2566`, `i24`."""
    text = label(name)
    return (text if text.upper() == text or name == text else text.capitalize()) + of_year(year)


def of_year(year: int | None) -> str:
    """` of 2565`, or nothing."""
    return f" of {year}" if year is not None else ""


def printed(score: Score) -> str:
    """A value as it is printed."""
    return str(score.value)


def _share_issue(year: int | None, name: str, score: Score) -> IssueDraft:
    return IssueDraft(
        code="weighted-share",
        message=f"{name}{of_year(year)} is printed {printed(score)}, its share of the overall score.",
        record_ids=(score.record_id,),
        found=printed(score),
        cites=blame.value_cites(score),
    )
