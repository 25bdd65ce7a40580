"""Intervals: what a rounded figure can have been before it was rounded.

A printed `84.90` stands for anything from 84.895 to 84.905, a printed `84.9` for 84.85 to 84.95. Sums of printed
figures are only as sharp as that, so every comparison here is one of intervals.

>>> Interval(84.85, 84.95).text(), Interval(99.9, 100.3).clipped().text()
('84.90 ±0.05', '99.95 ±0.05')
>>> Interval(1.0, 2.0).meets(Interval(2.0, 3.0)), Interval(1.0, 2.0).meets(Interval(2.1, 3.0))
(True, False)
>>> Interval(100.2, 100.4).possible
False
"""

from __future__ import annotations

import math
from typing import NamedTuple

EPS = 1e-9


class Interval(NamedTuple):
    """A closed range of scores."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The centre."""
        return (self.low + self.high) / 2

    @property
    def possible(self) -> bool:
        """Whether some score from 0 to 100 lies in it."""
        return self.high >= -EPS and self.low <= 100 + EPS

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high + EPS and other.low <= self.high + EPS

    def clipped(self) -> Interval:
        """The part from 0 to 100; only for a possible interval."""
        return Interval(max(self.low, 0.0), min(self.high, 100.0))

    def text(self) -> str:
        """Centre and half width as issues print them; the half width is rounded up, so it never promises too much."""
        half = math.ceil(((self.high - self.low) / 2 - EPS) * 100) / 100
        return f"{self.middle:.2f} ±{half:.2f}"


def around(value: float, half: float) -> Interval:
    """The interval of one value and its half width."""
    return Interval(value - half, value + half)


def common(first: Interval, second: Interval) -> Interval | None:
    """The part that two intervals share, or None."""
    if not first.meets(second):
        return None
    return Interval(max(first.low, second.low), min(first.high, second.high))
