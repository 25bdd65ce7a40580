"""Rows that repeat another row: the figures `๘๗.๕๐ / ๑๘.๗๕` beside indicator 5 and again beside indicator 10.

Two indicators do have the same score by chance: 100.00 and 0.00 always, a fraction like 75.00 within OIT often,
anything once in fifty reports. Equal in two years is a copied row; equal in one year is worth a word only where the
sums of that year do not close. Which of the two is the copy is decided by what bears out the other one: a closed
sum, its failed items, or, for indicator 10, that the figure is one of the few that its items can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from prongsai.checks.arithmetic import Figures
from prongsai.checks.culprits import candidates
from prongsai.checks.failed_items import attainable
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR


@dataclass(frozen=True, slots=True)
class Copy:
    """Two indicators with the same figures in `years`; `suspect` is the one that was copied over, if that shows."""

    first: str
    second: str
    years: tuple[int | None, ...]
    suspect: str | None
    reason: str = ""

    @property
    def strong(self) -> bool:
        """Whether the repetition alone proves a copy."""
        return len(self.years) > 1


def find_copies(by_year: Mapping[int | None, Figures]) -> list[Copy]:
    """The pairs of indicators that repeat each other, the surest first."""
    possible = {year: _possible_culprits(figures) for year, figures in by_year.items()}
    copies: list[Copy] = []
    ordered = sorted(by_year, key=lambda year: year or 0)
    for first, second in combinations(INSTRUMENT_BY_INDICATOR, 2):
        years = tuple(year for year in ordered if _repeats(by_year[year], first, second))
        if len(years) == 1 and not _worth_a_word(by_year[years[0]], possible[years[0]], first, second):
            continue
        if years:
            suspect, reason = _suspect(by_year, possible, first, second, years)
            copies.append(Copy(first, second, years, suspect, reason))
    return sorted(copies, key=lambda copy: -len(copy.years))


def _repeats(figures: Figures, first: str, second: str) -> bool:
    cells = figures.tree.cells
    if first not in cells or second not in cells or cells[first].value != cells[second].value:
        return False
    return cells[first].value not in (0, 100) and not {first, second} <= figures.verified


def _worth_a_word(figures: Figures, possible: set[str], first: str, second: str) -> bool:
    """Whether one year's repetition is more than chance: no whole number, not within OIT, and the sums do not close."""
    if {INSTRUMENT_BY_INDICATOR[first], INSTRUMENT_BY_INDICATOR[second]} == {"OIT"}:
        return False
    return figures.tree.cells[first].value % 1 != 0 and bool({first, second} & possible)


def _possible_culprits(figures: Figures) -> set[str]:
    broken = [found for found in figures.unclosed if found.outcome == "open" and found.firmness == "proved"]
    return {name for found in broken for name in candidates(figures, found)}


def _suspect(
    by_year: Mapping[int | None, Figures],
    possible: Mapping[int | None, set[str]],
    first: str,
    second: str,
    years: tuple[int | None, ...],
) -> tuple[str | None, str]:
    pairs = ((first, second), (second, first))
    for one, other in pairs if len(years) > 1 else ():
        if any(one in by_year[year].verified for year in years):
            return other, f"indicator {one} is borne out by its own items or sums"
    for one, other in pairs:
        # of one year's equality only this is proof enough: one report in fifty has two equal indicators by chance, and
        # which of the two a sum bears out says nothing then
        if INSTRUMENT_BY_INDICATOR[other] != "OIT" and _fits_items(by_year, one, years):
            return other, f"the items of indicator {one} can add up to it, a mean of answers meets it only by chance"
    broken = [year for year in years if possible[year] & {first, second}]
    for one, other in pairs if len(years) > 1 and broken else ():
        always = all(other in possible[year] for year in broken)
        if always and any(one not in possible[year] for year in broken):
            return other, f"indicator {one} could not make the sums close"
    return None, ""


def _fits_items(by_year: Mapping[int | None, Figures], indicator: str, years: tuple[int | None, ...]) -> bool:
    if INSTRUMENT_BY_INDICATOR[indicator] != "OIT":
        return False
    for year in years:
        values = attainable(year, indicator) if year is not None else None
        if values is None or round(by_year[year].tree.cells[indicator].value * 100) not in values:
            return False
    return True
