"""Score values as they are printed: `๙๗.๖๐ คะแนน`, `๗๕.๖๔%`, `ร้อยละ 88.5`, `-`.

A score is 0 to 100 with at most two decimals. Comma as decimal mark (`97,60`) is read in a score slot, where there are
no thousands. What is not a score in full is refused, so that a code, a year or a range never becomes a value.

>>> parse("๙๗.๖๐ คะแนน")
Decimal('97.60')
>>> parse("๗๕.๖๔%"), parse("ร้อยละ 88.5"), parse("100")
(Decimal('75.64'), Decimal('88.5'), Decimal('100'))
>>> is_blank("-"), is_blank("ไม่มีคะแนน"), is_blank("๐.๐๐")
(True, True, False)
>>> parse("95.00 – 100") is None, parse("๒๕๖๖") is None, parse("๑. การปฏิบัติหน้าที่") is None
(True, True, True)
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from prongsai.normalizers.numerals import arabic

_NUMBER = r"\d{1,3}(?:\s?[.,]\s?\d{1,2}(?!\d))?"
_CELL = re.compile(
    rf"""^\W{{0,2}}(?:(?:ได้|คะแนน(?:เฉลี่ย|รวม)?|ค่าเฉลี่ย|ร้อยละ|เท่ากับ|ผล)\s*[:=]?\s*)*
    (?P<number>{_NUMBER})
    \s*(?:%|คะแนน|ร้อยละ|เปอร์เซ็นต์)?\s*\W{{0,2}}$""",
    re.VERBOSE,
)
_BLANK = re.compile(r"^(?:[-–—−_.]+|ไม่มี(?:คะแนน|ข้อมูล|ผล\w*)?|ไม่ได้ประเมิน|ไม่ประเมิน|n/?a|null)$", re.IGNORECASE)
_LETTERS = re.compile(
    r"(?=[0-9OolI|]*\d)[0-9OolI|]{1,3}\.[0-9OolI|]{2}(?![0-9A-Za-z])|[0-9OolI|]{1,3}\.(?=\d)[0-9OolI|]{2}"
)
LETTER_DIGITS = str.maketrans("OolI|", "00111")
_OVER = re.compile(r"^\W?(?P<number>\d{1,6}(?:[.,]\d{1,4})?)\s*(?:%|คะแนน)?\W?$")


LARGEST = 10_000
"""Values from here on do not fit the field of a score."""


class ScoreSpan(NamedTuple):
    """A score inside a text: where its digits stand, its value, and whether letters stood for digits in it."""

    start: int
    end: int
    value: Decimal
    repaired: bool = False


def find(text: str) -> ScoreSpan | None:
    """The score that a score cell holds in full, or None."""
    plain = arabic(text).replace("\n", " ")
    match = _CELL.match(plain)
    repaired = False
    if match is None and _LETTERS.search(plain) and len(plain) < 24:
        # ๙O.๔๕, 8l.25, 1OO.OO: letters for digits, in a number that has a digit and both its decimals
        plain = _LETTERS.sub(lambda found: found[0].translate(LETTER_DIGITS), plain)
        match = _CELL.match(plain)
        repaired = match is not None and "." in match["number"]
    if match is None or (not repaired and plain != arabic(text).replace("\n", " ")):
        return None
    value = to_decimal(match["number"])
    if value > 100:
        return None
    return ScoreSpan(*match.span("number"), value, repaired)


def find_impossible(text: str) -> ScoreSpan | None:
    """A number in a score cell that cannot be a score (`930.57`, `98.123`): kept as printed and reported."""
    match = _OVER.match(arabic(text).strip())
    if match is None or find(text) is not None:
        return None
    shift = len(text) - len(text.lstrip())
    value = to_decimal(match["number"])
    if value.as_tuple().exponent < -2:  # type: ignore[operator]
        return None
    if value >= LARGEST:
        return None  # ๑๐๐๐๐ has lost its point; no such number can be kept as a score's value
    return ScoreSpan(match.start("number") + shift, match.end("number") + shift, value)


def parse(text: str) -> Decimal | None:
    """The value of a score cell, or None."""
    found = find(text)
    return found.value if found else None


def is_blank(text: str) -> bool:
    """Whether a score cell says that there is no score: a dash or a word for it."""
    return bool(_BLANK.match(text.strip()))


def to_decimal(number: str) -> Decimal:
    """The value of printed digits; Thai or Arabic, comma or dot before the decimals."""
    return Decimal(re.sub(r"\s", "", arabic(number)).replace(",", "."))


def format_score(value: Decimal) -> str:
    """A score as reports print it.

    >>> format_score(Decimal("97.6"))
    '97.60'
    """
    return f"{value:.2f}"
