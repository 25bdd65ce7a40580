"""Damaged characters: private use glyphs, torn SARA AM, marks out of order, invisible signs. Rows of `glyphs.yml`.

`สำนัก` comes out of text layers as `สํานัก`, `ส านัก`, `สานัก`; `ที่` as `ท\\uf70aี`, `ที ่`, `ท่ี`; `แผน` as `เเผน`.
What cannot be Thai is repaired by pattern. What could be (a space and SARA AA may be a lost SARA AM, or the letters
of a spaced-out heading) is repaired where the dictionary knows the word that comes out, and otherwise left.

>>> from prongsai.normalizers.edits import run
>>> run("ส \\u0e32นักปลัด อ\\u0e4d\\u0e32เภอ เเผน", passes())[0]
'สำนักปลัด อำเภอ แผน'
>>> run("ก \\u0e32 ร", passes())
('ก า ร', ())
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from unicodedata import combining, is_normalized, normalize

from prongsai.normalizers.edits import Edit, Pass, matches
from prongsai.normalizers.words import is_word, tokens
from prongsai.reference.rules import edit_rules

# a starter that never composes with what stands before it: a text may be normalised piece by piece at these
_PIECE = re.compile(r"[ -~ก-ฮ๐-๙\n]?[^ -~ก-ฮ๐-๙\n]+")
_HEAP = 64
_LONG = re.compile(rf"[^ -~ก-ฮ๐-๙\n]{{{_HEAP},}}")
_GAP = re.compile("(?P<consonant>[\u0e01-\u0e2e])(?P<early>[\u0e48-\u0e4b]?)[ \ufffd](?P<late>[\u0e48-\u0e4b]?)\u0e32")
_THAI_BEFORE = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]*\\Z")
_THAI_AFTER = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]*")
_WINDOW = 24
_LETTER_SPACED = re.compile("(?:^|[ \n])[\u0e01-\u0e2e][ \ufffd]\u0e32(?: [\u0e01-\u0e2e](?:[ \n]|$)|$)")


def compose(text: str) -> Iterator[Edit]:
    """NFC, piece by piece, so that a step holds the letters that change and not the whole text."""
    if not _LONG.search(text) and is_normalized("NFC", text):
        return
    for match in _PIECE.finditer(text):
        composed = normalize("NFC", _sorted_marks(match[0]) if len(match[0]) > _HEAP else match[0])
        if composed != match[0]:
            yield match.start(), match.end(), composed, "glyph.compose"


def _sorted_marks(piece: str) -> str:
    """The piece with its marks in canonical order. Python's own sorts by insertion: a heap of 100,000 takes minutes."""
    runs = groupby(piece, lambda sign: combining(sign) > 0)
    return "".join(sign for marks, run in runs for sign in (sorted(run, key=combining) if marks else run))


def _sara_am_gaps(text: str) -> Iterator[Edit]:
    for match in _GAP.finditer(text):
        start, end = match.span()
        if _LETTER_SPACED.match(text[max(0, start - 1) : end + 3] if start else " " + text[: end + 3]):
            continue
        before = _THAI_BEFORE.search(text, max(0, start - _WINDOW), start)
        after = _THAI_AFTER.match(text, end, end + _WINDOW)
        left, right = (before[0] if before else ""), (after[0] if after else "")
        onset = match["consonant"] + match["early"] + (match["late"] if not match["early"] else "")
        lost, whole = _covering(left, onset + "\u0e33", right), _covering(left, onset + "\u0e32", right)
        if lost and len(lost) >= len(whole):
            yield start, end, onset + "\u0e33", "glyph.sara-am-gap"
        elif len(whole) > 2 and not match["late"]:
            yield start, end, onset + "\u0e32", "wrap.token"  # ร าคา is ราคา with a space in it, no torn รำ


def _covering(left: str, syllable: str, right: str) -> str:
    """The dictionary word over the last letter of `syllable` in the joined text, or nothing."""
    at, position = len(left) + len(syllable) - 1, 0
    for token in tokens(left + syllable + right):
        if position <= at < position + len(token):
            return token if is_word(token) else ""
        position += len(token)
    return ""


@cache
def gate() -> re.Pattern[str]:
    """Finds something in every text that a row of the table could change; in hardly any other."""
    finds = [
        re.sub(r"\(\?P([<=])", rf"(?P\g<1>r{number}_", rule.find.pattern)  # group names are unique in a pattern
        for number, rule in enumerate(edit_rules("glyphs.yml"))
        if rule.find
    ]
    return re.compile("|".join([*finds, "[ \ufffd][\u0e48-\u0e4b]?\u0e32"]))


@cache
def passes() -> tuple[Pass, ...]:
    """The passes of this module in the order of `glyphs.yml`."""
    by_code: dict[str, Pass] = {"glyph.compose": compose, "glyph.sara-am-gap": _sara_am_gaps}
    return tuple(
        matches(rule.find, rule.replacement, rule.id) if rule.find else by_code[rule.id]
        for rule in edit_rules("glyphs.yml")
    )
