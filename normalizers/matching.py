"""Fuzzy comparison against closed lists. The only door to rapidfuzz.

Names are compared *squeezed*: without spaces and line ends, Thai digits as Arabic ones, lower case; that is how the
same heading is printed on three pages in three wrappings. Only `ratio` is used: partial and weighted ratios give full
marks to fragments (a manual's title inside another title) and so override what is printed.

>>> squeeze("ระยะเวลา ดำเนินการ") == squeeze("ระยะเวลาดำเนินการ")
True
>>> closest("การแก้ปัญหาคาทุจริต", {"5": "การแก้ไขปัญหาการทุจริต", "10": "การป้องกันการทุจริต"})
Match(key='5', score=88, margin=..., name='การแก้ไขปัญหาการทุจริต')
>>> closest("ราคาน้ำมัน", {"5": "การแก้ไขปัญหาการทุจริต"}, at_least=70) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_DROPPED = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class Match(NamedTuple):
    """The closest name: its key, how close (0..100), and how far ahead of the second (0..100)."""

    key: str
    score: int
    margin: int
    name: str


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """The text as it is compared: no spaces, Arabic digits, lower case."""
    return _DROPPED.sub("", text).translate(_DIGITS).lower()


def ratio(left: str, right: str) -> int:
    """How alike two texts are, 0..100, squeezed."""
    a, b = squeeze(left), squeeze(right)
    if a == b:
        return 100
    from rapidfuzz import fuzz

    return round(fuzz.ratio(a, b))


def closest(query: str, names: Mapping[str, str], at_least: int = 0) -> Match | None:
    """The name most like `query`, or None where none reaches `at_least`. Keys with equal names count as one."""
    ranked = rank(query, names)
    if not ranked or ranked[0][1] < at_least:
        return None
    key, score = ranked[0]
    best_name = squeeze(names[key])
    second = next((other for k, other in ranked[1:] if squeeze(names[k]) != best_name), 0)
    return Match(key, score, score - second, names[key])


def rank(query: str, names: Mapping[str, str]) -> list[tuple[str, int]]:
    """All keys with their likeness to `query`, best first; ties in the mapping's order."""
    from rapidfuzz import fuzz

    wanted = squeeze(query)
    scored = [(key, round(fuzz.ratio(wanted, squeeze(name)))) for key, name in names.items()]
    scored.sort(key=lambda pair: -pair[1])
    return scored
