"""Which sums of a fiscal year close, and what that proves.

A figure is *verified* by a closed equation that would have noticed an error of 0.6 points in it, and *allowed* only
the values over which the closed equations it stands in still close. Three things can be proved besides:

- two values printed for one figure: the one over which the sums close is it, if only one is;
- a printed total that disagrees with its own parts while a total above it closes over these parts: the sum is tried
  with the printed totals in doubt replaced by their parts;
- instruments printed as shares of the total (29.96 of 30) instead of scores.

What a closed mean cannot see is two parts that changed places. Codes that were only guessed from the context are
therefore not verified where two of them stand in one sum with different values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

from prongsai.checks.equations import SLACK, Equation, equation
from prongsai.checks.intervals import EPS, Interval
from prongsai.checks.score_tree import Cell, Tree
from prongsai.reference.catalogue import INDICATORS_OF
from prongsai.schemas.records import Score

NOTICED = 0.6
"""A sum that would not notice an error of this many points in a figure does not verify it."""
MOST_COMBINATIONS = 16
UNDECIDED = -1


@dataclass(slots=True)
class Figures:
    """What the sums of one year prove. `unsettled` are figures with two values that no sum decides between."""

    tree: Tree
    closed: list[Equation] = field(default_factory=list)
    unclosed: list[Equation] = field(default_factory=list)
    verified: set[str] = field(default_factory=set)
    allowed: dict[str, list[Interval]] = field(default_factory=dict)
    refuted: dict[str, list[Score]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    shares: dict[str, Score] = field(default_factory=dict)

    @property
    def totals_in_doubt(self) -> set[str]:
        """The printed totals that do not agree with their parts."""
        return {found.total.name for found in self.unclosed}

    def clears(self, name: str, needed: Interval) -> bool:
        """Whether the closed sums rule out that a figure is really one of the `needed` values."""
        return any(not allowed.meets(needed) for allowed in self.allowed.get(name, ()))


def weigh(tree: Tree, confirmed: Mapping[str, Interval]) -> Figures:
    """Build and try all equations of a year. `confirmed` are figures that something outside the sums bears out."""
    figures = Figures(tree)
    _set_shares_apart(figures)
    undecided = _settle_rivals(figures)
    for total in tree.parts:
        found = equation(tree, total)
        if found is None or total in undecided:
            continue
        (figures.closed if found.outcome == "closed" else figures.unclosed).append(found)
    _try_without_doubtful_totals(figures)
    for name, values in confirmed.items():
        figures.allowed.setdefault(name, []).append(values)
        figures.verified.add(name)
    for found in figures.closed:
        _conclude(figures, found)
    figures.verified -= figures.unsettled
    return figures


def _conclude(figures: Figures, found: Equation) -> None:
    guessed = [cell for cell, _ in found.terms if cell.score.code_method == "context"]
    swappable = {cell.name for cell in guessed} if len({cell.value for cell in guessed}) > 1 else set()
    doubtful = [name for name in found.weight if name in figures.totals_in_doubt and name != found.total.name]
    for name in found.cells:
        if name in doubtful and any(_same(found, name, other) for other in doubtful if other != name):
            continue  # two rows in doubt may have changed places, which this sum cannot see
        figures.allowed.setdefault(name, []).append(found.solved(name, wide=True))
        if (found.unseen(name) <= NOTICED + EPS or found.all_equal) and name not in swappable:
            figures.verified.add(name)


def _same(found: Equation, one: str, other: str) -> bool:
    return abs(found.weight[one] - found.weight[other]) < EPS


def _try_without_doubtful_totals(figures: Figures) -> None:
    """Close sums over the parts of printed totals that do not agree with their parts."""
    for found in tuple(figures.unclosed):
        within = [cell.name for cell, _ in found.terms if cell.name in figures.totals_in_doubt]
        for size in range(1, min(len(within), 4) + 1):
            tried = [equation(figures.tree, found.total.name, some) for some in combinations(within, size)]
            closing = [one for one in tried if one is not None and one.outcome == "closed"]
            if closing:
                if len(closing) == 1:
                    figures.closed.append(closing[0])
                break


def _settle_rivals(figures: Figures) -> set[str]:
    """Choose among values printed for one figure; the totals whose sums close over several choices are returned."""
    tree = figures.tree
    votes: dict[str, set[int]] = {}
    undecided: set[str] = set()
    readings = {name: (tree.cells[name], *rivals) for name, rivals in tree.rivals.items()}
    for total in tree.parts if readings else ():
        found = equation(tree, total)
        names = [name for name in found.cells if name in readings] if found else []
        closing = [numbers for numbers in _choices(readings, names) if _closes(tree, total, readings, names, numbers)]
        if closing:
            undecided.add(total)
            for position, name in enumerate(names):
                votes.setdefault(name, set()).add(closing[0][position] if len(closing) == 1 else UNDECIDED)
    for name, cells in readings.items():
        voted = votes.get(name, {UNDECIDED})
        number = next(iter(voted)) if len(voted) == 1 else UNDECIDED
        if number == UNDECIDED:
            figures.unsettled.add(name)
            continue
        tree.cells[name] = cells[number]
        figures.refuted[name] = [cell.score for cell in cells if cell is not cells[number]]
    return {total for total in undecided if _holds_any(tree, total, figures.unsettled)}


def _choices(readings: Mapping[str, tuple[Cell, ...]], names: list[str]) -> list[tuple[int, ...]]:
    """All ways to choose one reading for each name, by number; none where they are too many to mean anything."""
    ways = prod(len(readings[name]) for name in names)
    if not names or ways > MOST_COMBINATIONS:
        return []
    return list(product(*(range(len(readings[name])) for name in names)))


def _closes(
    tree: Tree, total: str, readings: Mapping[str, tuple[Cell, ...]], names: list[str], numbers: tuple[int, ...]
) -> bool:
    chosen = {name: readings[name][number] for name, number in zip(names, numbers, strict=True)}
    tried = equation(tree, total, cells={**tree.cells, **chosen})
    return tried is not None and tried.outcome == "closed"


def _holds_any(tree: Tree, total: str, names: set[str]) -> bool:
    found = equation(tree, total)
    return found is not None and any(name in names for name in found.cells)


def _set_shares_apart(figures: Figures) -> None:
    """Take instruments that are printed as shares of the total out of the sums; where they add up they are verified."""
    tree = figures.tree
    weights = {name: weight for name, weight in tree.parts["overall"] if name in tree.cells}
    if any(tree.cells[name].value > 100 * weight + 0.005 for name, weight in weights.items()) or not weights:
        return
    overall = tree.cells.get("overall")
    added_up = sum(tree.cells[name].value for name in weights)
    plain = sum(tree.cells[name].value * weight for name, weight in weights.items())
    if len(weights) == len(INDICATORS_OF) and overall is not None and abs(plain - overall.value) > 1:
        if abs(added_up - overall.value) <= 0.005 * (1 + len(weights)) + SLACK:
            figures.verified.update((*weights, "overall"))
            figures.shares.update({name: tree.cells.pop(name).score for name in weights})
        return
    for name, weight in weights.items():
        found = equation(tree, name)
        if found is None or found.outcome != "open":
            continue
        if abs(found.total.value - weight * found.computed) <= weight * 0.005 + found.total.close_half + SLACK:
            figures.verified.add(name)
            figures.shares[name] = tree.cells.pop(name).score
