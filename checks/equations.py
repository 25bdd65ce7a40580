"""Equations: a printed total and the printed parts it is made of.

Levels that are not printed are crossed: the overall score is compared with the ten indicators where the instruments
are missing, indicator 9 with its questions where its sub-indicators are. A total whose parts are not all there has
no equation: nothing is computed from an incomplete table.

An equation is `closed` where the figures agree within their rounding, `open` where they do not even allowing for
one more rounding on the way, and `vague` in between. What it cannot see: an error of a part smaller than `unseen`,
and two parts of equal weight that changed places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from prongsai.checks.intervals import EPS, Interval, around
from prongsai.checks.score_tree import Cell, Tree
from prongsai.reference.schemes import Firmness, weakest

SLACK = 0.001
"""Room for the last digit: an overall score recomputed from printed indicators is good to 0.011."""
STEP = 0.005
"""One more rounding on the way (instruments rounded before they are summed; cut off instead of rounded)."""
Outcome = Literal["closed", "vague", "open"]


@dataclass(frozen=True)
class Equation:
    """`total` = sum of weight x part. `levels` counts the unprinted levels that were crossed."""

    total: Cell
    terms: tuple[tuple[Cell, float], ...]
    firmness: Firmness
    levels: int = 0

    @cached_property
    def computed(self) -> float:
        """What the parts add up to."""
        return sum(cell.value * weight for cell, weight in self.terms)

    @cached_property
    def close(self) -> float:
        """How far total and parts can be apart by rounding alone, trailing zeros taken as left out."""
        return sum(c.close_half * w for c, w in self.terms) + self.total.close_half + SLACK

    @cached_property
    def wide(self) -> float:
        """How far they can be apart if every short figure was rounded, and once more on the way."""
        return sum(c.wide_half * w for c, w in self.terms) + self.total.wide_half + STEP * max(1, self.levels)

    @cached_property
    def gap(self) -> float:
        """Printed total minus computed total."""
        return self.total.value - self.computed

    @property
    def outcome(self) -> Outcome:
        """Whether the figures agree."""
        if abs(self.gap) <= self.close + EPS:
            return "closed"
        return "open" if abs(self.gap) > self.wide + EPS else "vague"

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """All figures of the equation by name, the total first."""
        return {self.total.name: self.total, **{cell.name: cell for cell, _ in self.terms}}

    @cached_property
    def weight(self) -> dict[str, float]:
        """The weight of each part, and 1 for the total."""
        return {self.total.name: 1.0, **{cell.name: weight for cell, weight in self.terms}}

    @property
    def all_equal(self) -> bool:
        """Whether total and parts are one and the same value: then even whole numbers confirm each other."""
        return all(cell.value == self.total.value for cell, _ in self.terms)

    def unseen(self, name: str) -> float:
        """The largest error of a figure that the equation would still close over."""
        return self.close / self.weight[name]

    def solved(self, name: str, wide: bool = False) -> Interval:
        """What a figure would have to be for the equation to close, all others being right."""
        if name == self.total.name:
            return around(self.computed, self._rest(name, wide) + (STEP if not wide else self.total.wide_half))
        weight = self.weight[name]
        return around(self.cells[name].value + self.gap / weight, self._rest(name, wide) / weight)

    def _rest(self, name: str, wide: bool) -> float:
        """The rounding of all figures but one, in points of the total."""
        if wide:
            return self.wide - self.cells[name].wide_half * self.weight[name]
        own = self.cells[name].close_half * self.weight[name]
        return self.close - SLACK - own


def equation(
    tree: Tree, total: str, expand: Iterable[str] = (), cells: Mapping[str, Cell] | None = None
) -> Equation | None:
    """The equation of a printed total, or None where a part is missing. Parts in `expand` are taken from their own
    parts although they are printed.
    """
    cells = tree.cells if cells is None else cells
    if total not in cells or total not in tree.parts:
        return None
    gathered = _gather(tree, total, 1.0, frozenset(expand), cells, None)
    if gathered is None:
        return None
    terms, used, levels = gathered
    return Equation(cells[total], terms, weakest(*(tree.rules[name] for name in used)), levels)


def from_parts(tree: Tree, name: str) -> Interval | None:
    """What the printed parts of a figure give, or None where one is missing or the rule is only guessed."""
    gathered = _gather(tree, name, 1.0, frozenset(), tree.cells, None) if name in tree.parts else None
    if gathered is None or any(tree.rules[crossed] == "guessed" for crossed in gathered[1]):
        return None
    terms, _, levels = gathered
    half = sum(c.close_half * w for c, w in terms) + STEP * max(1, levels)
    return around(sum(c.value * w for c, w in terms), half)


def implied(tree: Tree, name: str) -> Interval | None:
    """What the other figures say a missing figure is: its own parts, else the total that it is a part of.

    None where neither is complete, or where both are and disagree.
    """
    own = from_parts(tree, name)
    answers = [own] if own is not None else []
    above = tree.parent(name)
    weight = 1.0
    below = name
    while above is not None:
        weight *= dict(tree.parts[above])[below]
        if tree.rules[above] == "guessed":
            break
        if above in tree.cells:
            gathered = _gather(tree, above, 1.0, frozenset(), tree.cells, name)
            if gathered is not None:
                terms, _, levels = gathered
                total = tree.cells[above]
                half = sum(c.close_half * w for c, w in terms) + total.close_half + STEP * levels
                answers.append(around((total.value - sum(c.value * w for c, w in terms)) / weight, half / weight))
            break
        below, above = above, tree.parent(above)
    possible = [answer.clipped() for answer in answers if answer.possible]
    if not possible or not possible[0].meets(possible[-1]):
        return None
    return possible[0]


_Gathered = tuple[tuple[tuple[Cell, float], ...], tuple[str, ...], int]


def _gather(
    tree: Tree, name: str, weight: float, expand: frozenset[str], cells: Mapping[str, Cell], unknown: str | None
) -> _Gathered | None:
    """The printed figures under `name`, the totals that were crossed to reach them, and over how many levels.

    `unknown` is the figure to be solved for: it counts as there and adds no term.
    """
    terms: list[tuple[Cell, float]] = []
    used = [name]
    levels = 0
    for part, share in tree.parts[name]:
        if part == unknown:
            continue
        if part in cells and part not in expand:
            terms.append((cells[part], weight * share))
            continue
        if part not in tree.parts:
            return None
        below = _gather(tree, part, weight * share, expand, cells, unknown)
        if below is None:
            return None
        terms.extend(below[0])
        used.extend(below[1])
        levels = max(levels, 1 + below[2])
    return tuple(terms), tuple(used), levels
