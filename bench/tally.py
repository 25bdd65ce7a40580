"""Counting right, abstained, wrong and extra values, and writing down each difference.

*Abstained* is null where the truth has a value; *wrong* is another value; *extra* is a value where the truth has none.
A missing value is a gap, a wrong one misleads: they are never one number.

>>> tally = Tally(right=8, abstained=1, wrong=1)
>>> round(tally.precision, 2), tally.recall, round(tally.f1, 2)
(0.89, 0.8, 0.84)
>>> Tally().f1 is None
True
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Key = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a field was right, abstained, wrong, extra. Where neither side has a value, nothing is counted."""

    right: int = 0
    abstained: int = 0
    wrong: int = 0
    extra: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.abstained + other.abstained,
            self.wrong + other.wrong,
            self.extra + other.extra,
        )

    @property
    def precision(self) -> float | None:
        """Of the values given, the share that is right. None where no value was given."""
        return _share(self.right, self.right + self.wrong + self.extra)

    @property
    def recall(self) -> float | None:
        """Of the values of the truth, the share that is right. None where the truth has none."""
        return _share(self.right, self.right + self.wrong + self.abstained)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall. None where there is nothing to compare."""
        both = 2 * self.right + 2 * self.wrong + self.abstained + self.extra
        return _share(2 * self.right, both)

    @property
    def share(self) -> float | None:
        """Of all cells that either side has, the share that is the same."""
        return _share(self.right, self.right + self.abstained + self.wrong + self.extra)

    @property
    def flawless(self) -> bool:
        """Nothing abstained, wrong or extra."""
        return not (self.abstained or self.wrong or self.extra)


@dataclass(frozen=True, slots=True)
class Diff:
    """One difference: in which record, which metric, what the truth has, what was read."""

    where: str
    metric: str
    gold: Any
    ours: Any


@dataclass(slots=True)
class Book:
    """Tallies by metric, and the differences behind them."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    diffs: list[Diff] = field(default_factory=list)

    def add(self, metric: str, tally: Tally) -> None:
        """Count under a metric."""
        self.tallies[metric] = self.tallies.get(metric, Tally()) + tally

    def differ(self, where: str, metric: str, gold: Any, ours: Any) -> None:
        """Write down one difference."""
        self.diffs.append(Diff(where, metric, gold, ours))

    def scalar(self, metric: str, where: str, gold: Any, ours: Any, key: Key | None = None) -> None:
        """Compare one value. `where` empty: count, but write nothing down (the whole record is missing)."""
        if gold is None and ours is None:
            return
        if gold is None:
            tally = Tally(extra=1)
        elif ours is None:
            tally = Tally(abstained=1)
        elif (key(gold) == key(ours)) if key else (gold == ours):
            tally = Tally(right=1)
        else:
            tally = Tally(wrong=1)
        self.add(metric, tally)
        if where and not tally.right:
            self.differ(where, metric, gold, ours)

    def bag(self, metric: str, where: str, gold: Iterable[Any], ours: Iterable[Any], key: Key | None = None) -> None:
        """Compare two lists as bags: a missing member beside an extra one is a wrong one."""
        key = key or (lambda value: value)
        want, have = list(gold), list(ours)
        common = Counter(map(key, want)) & Counter(map(key, have))
        missing, extra = _without(want, common, key), _without(have, common, key)
        wrong = min(len(missing), len(extra))
        self.add(metric, Tally(sum(common.values()), len(missing) - wrong, wrong, len(extra) - wrong))
        if where and (missing or extra):
            self.differ(where, metric, missing, extra)


def squeeze(text: str) -> str:
    """A text without any space: what 'equal but for spaces' compares.

    >>> squeeze("กองยุทธศาสตร์ และงบ\\u00a0ประมาณ")
    'กองยุทธศาสตร์และงบประมาณ'
    """
    return "".join(unicodedata.normalize("NFC", text).split())


def _without(values: list[Any], common: Counter[Any], key: Key) -> list[Any]:
    left, rest = Counter(common), []
    for value in values:
        if left[key(value)]:
            left[key(value)] -= 1
        else:
            rest.append(value)
    return rest


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
