"""The one name of a short closed list that a printed name is, or is a damaged form of.

A name is repaired where it is alike (CLOSE) or one letter off, and no second name of the list is nearly as near: in a
district with หนองบัว and หนองบอน the printed หนองบัน is neither.

>>> nearest(["สันปู่เลย"], ["สันปูเลย", "เชิงดอย"])
Nearest(name='สันปูเลย', exact=False, printed='สันปู่เลย')
>>> nearest(["หนองบัน"], ["หนองบัว", "หนองบอน"]) is None, nearest(["สันป่าตอง"], ["สันปูเลย", "เชิงดอย"]) is None
(True, True)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from prongsai.normalizers.matching import closest, squeeze

CLOSE = 88
"""Likeness of a damaged name in a long list, or where the printed name is a place of its own elsewhere."""
CLOSE_IN_DISTRICT = 80
"""The same among the dozen names of one district: สันปู่เลย has 94, สันปุนโดย 59."""
MARGIN = 5
"""How far behind the second name must be."""

_MARKS = dict.fromkeys([0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])


class Nearest(NamedTuple):
    """A name of the list, whether it is printed exactly, and the printed form it was read from."""

    name: str
    exact: bool
    printed: str


def nearest(printed: Sequence[str], names: Collection[str], at_least: int = CLOSE) -> Nearest | None:
    """The name that one of the printed forms is: exactly, the longest form first, else the closest one."""
    exact = [form for form in printed if form in names]
    if exact:
        return Nearest(max(exact, key=len), True, max(exact, key=len))
    table = {name: name for name in names}
    best: tuple[int, Nearest] | None = None
    for form in printed:
        match = closest(form, table)
        if match is None or match.margin < MARGIN:
            continue
        if adds_word(form, match.name) or adds_word(match.name, form):
            continue
        if (match.score >= at_least or one_letter_apart(form, match.name)) and (best is None or match.score > best[0]):
            best = match.score, Nearest(match.name, False, form)
    return best[1] if best else None


def adds_word(longer: str, name: str) -> bool:
    """Whether `longer` is `name` with a syllable before or after it: another name, and no damage of this one.

    >>> adds_word("ธาตุพนมใต้", "ธาตุพนม"), adds_word("ลำน้ำพอง", "น้ำพอง"), adds_word("ธาตุพนมม", "ธาตุพนม")
    (True, True, False)
    """
    a, b = squeeze(longer), squeeze(name)
    return len(a) - len(b) >= 2 and (a.startswith(b) or a.endswith(b))


def one_letter_apart(printed: str, name: str) -> bool:
    """Whether two names differ in one letter, or in marks alone.

    >>> one_letter_apart("ทาขาม", "ท่าข้าม"), one_letter_apart("ปาน", "ป่าน"), one_letter_apart("ธาตุพนมใต้", "ธาตุพนม")
    (True, True, False)
    >>> one_letter_apart("บาง", "บ้าน"), one_letter_apart("นา", "ป่า")
    (False, False)
    """
    a, b = squeeze(printed), squeeze(name)
    bare_a = a.translate(_MARKS)
    if bare_a == b.translate(_MARKS) and len(bare_a) >= 2:
        return True
    shorter, longer = sorted((len(a), len(b)))
    if shorter < 3 or longer - shorter > 1:
        return False
    left = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    right = next((i for i in range(shorter - left) if a[-1 - i] != b[-1 - i]), shorter - left)
    return longer - left - right <= 1
