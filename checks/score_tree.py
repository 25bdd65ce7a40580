"""The tree of one fiscal year's scores: questions, sub-indicators, indicators, instruments, overall.

Which figure is made of which comes from that year's catalogue and scheme, never from the document. Figures have short
names (`schemas.statements.figure_name`): `overall`, `OIT`, `9`, `9.2`, `o21`.

>>> parts, rules = structure(2566)
>>> parts["overall"], rules["overall"]
((('IIT', 0.3), ('EIT', 0.3), ('OIT', 0.4)), 'proved')
>>> [name for name, _ in parts["9.4"]]
['o23', 'o24', 'o25', 'o26']
>>> "6" in parts                # from 2566 an EIT indicator is not the mean of its printed questions
False
>>> "1" in structure(2567)[0]   # the questions of 2567 are not known
False
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from prongsai.checks.intervals import EPS
from prongsai.reference.catalogue import INDICATORS_OF, catalogue
from prongsai.reference.schemes import Firmness, scheme
from prongsai.schemas.records import Score
from prongsai.schemas.statements import figure_name

Parts = dict[str, tuple[tuple[str, float], ...]]
NEAREST_YEAR_BE = 2566


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure. `close_half` is how far the unrounded value can be off if trailing zeros were left out, which
    decides whether figures agree; `wide_half` if the figure was rounded to what is printed, which decides whether they
    disagree. Both are 0.005 for two decimals.
    """

    name: str
    score: Score
    value: float
    close_half: float
    wide_half: float


@dataclass(slots=True)
class Tree:
    """The figures of one year. `rivals` are other values printed for the same figure, `same` the same value rounded
    otherwise, `impossible` the figures outside 0..100 (they take no part in any sum).
    """

    fiscal_year_be: int | None
    parts: Parts
    rules: dict[str, Firmness]
    cells: dict[str, Cell] = field(default_factory=dict)
    rivals: dict[str, list[Cell]] = field(default_factory=dict)
    same: dict[str, list[Score]] = field(default_factory=dict)
    impossible: dict[str, list[Score]] = field(default_factory=dict)

    def parent(self, name: str) -> str | None:
        """The figure that this one is a part of."""
        return next((total for total, parts in self.parts.items() if any(part == name for part, _ in parts)), None)


def grow(scores: Sequence[Score], assessed_year_be: int | None) -> dict[int | None, Tree]:
    """The trees of a document, one for each year. A score without a year counts for the assessed one."""
    by_year: dict[int | None, list[tuple[str, Score]]] = {}
    dated = {(s.fiscal_year_be, figure_name(s)) for s in scores if s.fiscal_year_be is not None and s.value is not None}
    for score in scores:
        name = figure_name(score)
        year = score.fiscal_year_be or assessed_year_be
        if name is None or score.value is None:
            continue
        if score.fiscal_year_be is None and (year, name) in dated:
            continue  # an undated figure beside a dated one is most likely another year's
        by_year.setdefault(year, []).append((name, score))
    return {year: _tree(year, by_year[year]) for year in sorted(by_year, key=lambda year: year or 0)}


def _tree(year: int | None, rows: list[tuple[str, Score]]) -> Tree:
    parts, rules = structure(year)
    tree = Tree(year, parts, rules)
    trimmed = _leaves_out_zeros([score.value for _, score in rows if score.value is not None])
    for name, score in rows:
        assert score.value is not None
        if not 0 <= score.value <= 100:
            tree.impossible.setdefault(name, []).append(score)
            continue
        cell = _cell(name, score, score.value, trimmed)
        held = tree.cells.get(name)
        if held is None or held.score.value is None:
            tree.cells[name] = cell
        elif abs(held.value - cell.value) > _rounding(score.value) + _rounding(held.score.value) - EPS:
            tree.rivals.setdefault(name, []).append(cell)
        elif _decimals(score.value) > _decimals(held.score.value):
            tree.cells[name] = cell
            tree.same.setdefault(name, []).append(held.score)
        else:
            tree.same.setdefault(name, []).append(score)
    return tree


def _cell(name: str, score: Score, value: Decimal, trimmed: bool) -> Cell:
    half = _rounding(value)
    close = 0.005 if trimmed else half
    # the ends of the scale are printed short even among figures of two decimals: `๑๐๐ คะแนน`
    wide = 0.005 if trimmed and value in (0, 100) else half
    return Cell(name, score, float(value), close, wide)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounding(value: Decimal) -> float:
    return 0.5 / float(10 ** min(2, _decimals(value)))


def _leaves_out_zeros(values: list[Decimal]) -> bool:
    """Whether figures of this year are given to two decimals, so that a shorter one only lacks its zeros.

    Whole numbers do not count: 90 may be 90.00 in either habit.
    """
    decimals = [_decimals(value) for value in values if value not in (0, 100)]
    return decimals.count(2) > 0 and decimals.count(2) >= decimals.count(1)


@cache
def structure(year: int | None) -> tuple[Parts, dict[str, Firmness]]:
    """Which figure is the weighted sum of which, and how sure that is. Without a usable year only the upper levels."""
    rules_of_year = scheme(year) if year is not None else None
    known = rules_of_year or scheme(NEAREST_YEAR_BE)
    assert known is not None
    parts: Parts = {"overall": tuple(known.weights.items())}
    rules: dict[str, Firmness] = {"overall": known.overall if rules_of_year else "likely"}
    for instrument, indicators in INDICATORS_OF.items():
        parts[instrument] = _mean(indicators)
        rules[instrument] = known.instrument if rules_of_year else "likely"
    if rules_of_year is not None and year is not None:
        _add_questions(year, parts, rules)
    return parts, rules


def _add_questions(year: int, parts: Parts, rules: dict[str, Firmness]) -> None:
    known = scheme(year)
    assert known is not None
    facts = catalogue(year)
    for instrument, indicators in INDICATORS_OF.items():
        for indicator in indicators:
            codes = [item.code for item in facts.of_indicator(indicator)]
            if instrument == "OIT":
                subs = [no for no in facts.sub_indicators if no.split(".")[0] == indicator]
                if known.sub_indicators != "none" and subs:
                    parts[indicator] = _mean(subs)
                    rules[indicator] = known.sub_indicators
                    for sub in subs:
                        items = [item.code for item in facts.of_indicator(sub)]
                        if items and known.questions[indicator] != "none":
                            parts[sub] = _mean(items)
                            rules[sub] = known.questions[indicator]
            elif codes and known.questions[instrument] != "none":
                parts[indicator] = _mean(codes)
                rules[indicator] = known.questions[instrument]


def _mean(names: Iterable[str]) -> tuple[tuple[str, float], ...]:
    listed = tuple(names)
    return tuple((name, 1 / len(listed)) for name in listed)


def label(name: str) -> str:
    """How messages call a figure.

    >>> label("overall"), label("EIT"), label("5"), label("9.2"), label("o21")
    ('overall score', 'EIT', 'indicator 5', 'sub-indicator 9.2', 'o21')
    """
    if name == "overall":
        return "overall score"
    if "." in name:
        return f"sub-indicator {name}"
    return f"indicator {name}" if name.isdecimal() else name
