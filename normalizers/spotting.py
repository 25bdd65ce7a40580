"""Damaged names inside a run of letters: `องค์การบรีหารส่วนตำบหันนางามอำเอศรีบุญเรือง` holds องค์การบริหารส่วนตำบล.

Nothing in such a run says where a name begins, neither a space nor an intact word before it. But of any name some three
letters in a row are usually right, and they say where it would stand; only there the letters are compared as a whole.
The work grows with the length of the run, not with the length of the list.

>>> spotter = Spotter(["ศรีบุญเรือง", "นากลาง"])
>>> spotter.spot("หันนางามอำเอศรืบุญเรอง")
[Spot(name='ศรีบุญเรือง', start=12, end=22, score=86)]
>>> spotter.spot("หันนางาม")
[]
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from prongsai.normalizers.matching import ratio

_SEED = 3  # letters that must be right in a row


class Spot(NamedTuple):
    """A name of the list, the stretch of letters that is most like it, and how like (0..100)."""

    name: str
    start: int
    end: int
    score: int


class Taken:
    """Stretches of a text that are spoken for; none overlaps another.

    >>> taken = Taken([(5, 9)])
    >>> taken.claim(8, 12), taken.claim(9, 12), taken.claim(0, 10)
    (False, True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Start with spans that do not overlap."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of `start:end` is taken."""
        i = bisect_left(self._starts, end)
        return i == 0 or self._ends[i - 1] <= start

    def claim(self, start: int, end: int) -> bool:
        """Take a stretch if it is free."""
        if not self.is_free(start, end):
            return False
        i = bisect_left(self._starts, start)
        self._starts.insert(i, start)
        self._ends.insert(i, end)
        return True


class Spotter:
    """A closed list of names to look for. Names shorter than three letters are not found."""

    def __init__(self, names: Iterable[str], at_least: int = 76) -> None:
        """Index the names by their three-letter pieces; `at_least` is the likeness of a find."""
        self.at_least = at_least
        self._seeds: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for name in sorted(set(names)):
            for i in range(len(name) - _SEED + 1):
                self._seeds[name[i : i + _SEED]].append((name, i))

    def spot(self, letters: str) -> list[Spot]:
        """The finds in order; of two that overlap the one with more right letters, less the wrong ones."""
        votes: Counter[tuple[str, int]] = Counter()
        for i in range(len(letters) - _SEED + 1):
            for name, offset in self._seeds.get(letters[i : i + _SEED], ()):
                votes[name, i - offset] += 1
        found: list[Spot] = []
        for (name, start), count in votes.items():
            around = sum(votes.get((name, start + shift), 0) for shift in (-2, -1, 1, 2))
            # a third of the pieces right, counting those that a lost or doubled letter has shifted
            if (count + around) * 3 >= len(name) - _SEED + 1 and count * 2 > around:
                spot = self._compared(letters, name, start)
                if spot is not None:
                    found.append(spot)
        found.sort(key=lambda spot: ((50 - spot.score) * len(spot.name), spot.start, spot.name))
        taken = Taken()
        return sorted((spot for spot in found if taken.claim(spot.start, spot.end)), key=lambda spot: spot.start)

    def _compared(self, letters: str, name: str, guess: int) -> Spot | None:
        best: Spot | None = None
        size = len(name)
        slack = 2 if size > 4 else 1
        for start in range(max(0, guess - 1), guess + 2):
            for end in range(start + size - slack, min(start + size + slack, len(letters)) + 1):
                score = ratio(letters[start:end], name)
                if score >= self.at_least and (best is None or score > best.score):
                    best = Spot(name, start, end, score)
        return best
