"""Shapes of short texts that tell how lines belong together: list marks, headings, single values.

>>> [bool(list_mark(text)) for text in ("๑. จัดทำ", "(๒) ทบทวน", "- ให้บริการ", "๓.๑ประมวล")]
[True, True, True, True]
>>> [bool(list_mark(text)) for text in ("๙๕.๑๕", "๘๒.๒๐ คะแนน", "IIT", "๒๕๖๖")]
[False, False, False, False]
"""

from __future__ import annotations

import re

_DIGITS = "[0-9๐-๙]{1,3}"
_LIST_MARK = re.compile(
    rf"(?:\(?{_DIGITS}\)|{_DIGITS}(?:\.{_DIGITS})+\.?(?=[\s\u0e01-\u0e2e\u0e40-\u0e44])(?!\s*(?:คะแนน|%|ร้อยละ))|{_DIGITS}\.(?![0-9๐-๙])"
    r"|[-–•●▪◦*](?=\s)|\([ก-ฮa-z]\)|[ก-ฮa-zA-Z]\)|[ก-ฮa-z]\.(?=\s))"
)
# What fills a cell by itself: a score, a range, a share, a rating, a year, a list number, a dash, a tick.
_VALUE = re.compile(
    r"(?:[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})*(?:[.,:][0-9๐-๙]{1,3})?\.?\s?(?:%|คะแนน|คน|ข้อ|ครั้ง|บาท)?"
    r"|[0-9๐-๙.,]{1,8}\s?[-–]\s?[0-9๐-๙.,]{1,8}|[0-9๐-๙]{4}|ร้อยละ\s?[0-9๐-๙.]{1,6}"
    r"|\(?[0-9๐-๙]{1,3}\)|A{1,2}|[B-F]|[-–—/✓✔√☑☐□■✗×]|[ieoIEO][0-9๐-๙]{1,2})"
)
_SCORE = re.compile(r"[0-9๐-๙]{1,3}[.,][0-9๐-๙]{1,2}\s?(?:%|คะแนน)?")
# What cannot begin a word: vowels and marks that follow their consonant, closing signs.
_MIDDLE = re.compile(r"[\u0e2f-\u0e3a\u0e45-\u0e4e)\]}”’,.;:!?%]")
_OPEN_END = re.compile(r"[(\[{“‘/,\-–\u0e40-\u0e44]$|(?:และ|หรือ|ของ|ใน|ที่|การ|โดย|ตาม|เพื่อ)$")


def list_mark(text: str) -> re.Match[str] | None:
    """The list mark that a text begins with."""
    return _LIST_MARK.match(text)


def is_value(text: str) -> bool:
    """Whether a text is one single value, as score columns hold.

    >>> is_value("๙๗.๖๐ คะแนน"), is_value("AA"), is_value("๒๕๖๖"), is_value("กองคลัง"), is_value("๑๒ เดือน")
    (True, True, True, False, False)
    """
    return len(text) <= 20 and _VALUE.fullmatch(text.strip()) is not None


def is_score(text: str) -> bool:
    """Whether a text is a number with decimals, as only scores are.

    >>> is_score("๙๗.๖๐"), is_score("84.6 คะแนน"), is_score("๒๕๖๖"), is_score("๓.๑ ประมวล")
    (True, True, False, False)
    """
    return len(text) <= 20 and _SCORE.fullmatch(text) is not None


def word_middle(text: str) -> bool:
    """Whether a text begins with what can only stand inside a word or at its end.

    >>> word_middle("\u0e49าที่"), word_middle(") และ"), word_middle("สำนัก")
    (True, True, False)
    """
    return _MIDDLE.match(text) is not None


def open_end(text: str) -> bool:
    """Whether a text breaks off where something must follow.

    >>> open_end("รายงานผล ("), open_end("กองคลังและ"), open_end("กองคลัง")
    (True, True, False)
    """
    return _OPEN_END.search(text[-8:]) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether the second text surely goes on where the first one breaks off, by its letters alone."""
    return word_middle(after) or open_end(before)
