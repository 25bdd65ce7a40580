"""Enumerations inside a cell or paragraph: `๑. ... ๒. ...`, `1) ... 2) ...`, `๒.๑ ... ๒.๒ ...`, `- ... - ...`, lines.

Numbers must ascend: in `ภารกิจ/ไตรมาส ๒.หัวหน้าสำนัก` the ๒ opens item 2 only because item 1 stands before it, and in
`ปี ๒๕๖๖. มี` nothing does. Dashes count where the text opens with one or long phrases follow them: `ยืม - คืน` is no list.

>>> [text_of(item, "๑.คู่มือ อย่างน้อย ๑ ภารกิจ/ไตรมาส ๒.หัวหน้าสำนัก") for item in items("๑.คู่มือ อย่างน้อย ๑ ภารกิจ/ไตรมาส ๒.หัวหน้าสำนัก")]
['คู่มือ อย่างน้อย ๑ ภารกิจ/ไตรมาส', 'หัวหน้าสำนัก']
>>> len(items("จัดทำสมุดคู่มือการยืม - คืน ทรัพย์สินของราชการ"))
1
>>> [text_of(item, "- จัดทำสื่อ - ให้อัปเดต") for item in items("- จัดทำสื่อ - ให้อัปเดต")]
['จัดทำสื่อ', 'ให้อัปเดต']
"""

from __future__ import annotations

import re
from typing import NamedTuple

from prongsai.normalizers.numerals import arabic


class Item(NamedTuple):
    """One item: the span of its text without the mark, the mark's number (`2`, `2.1`, None) and where the mark starts."""

    start: int
    end: int
    number: str | None
    mark_start: int


_NUMBER = re.compile(
    r"(?:(?<=\s)|^|(?<=[ก-๙A-Za-z)\"”%]))\(?(?P<top>\d{1,2})"
    r"(?:\.(?P<sub>\d{1,2})(?:\.(?P<third>\d{1,2}))?(?P<after_sub>\.(?!\d)|\)|(?=\s?[ก-ฮเ-ไA-Za-z“\"]))|\s?(?P<mark>\.(?!\d)|\)(?!\d)))\s*"
)
_SIGNS = "⚠✅❌✔✘✗➤➢►▶→◆◇■□★☆🔴🟢🟡🔵🔹🔸📌👉\u2022\u25aa\ufe0f"
"""Signs that open an item in web pages and chats; \ufe0f is the colour selector that follows some."""
_DASH = re.compile(rf"(?:(?<=\s)|^)(?:[-–—•●▪◦*➢✓](?=\s|[ก-ฮเ-ไA-Za-z“\"{_SIGNS}])\s*[{_SIGNS}]*|[{_SIGNS}]+)\s*")
_LETTERED = re.compile(r"(?:(?<=\s)|^)(?:\((?P<in>[กขคงจฉช])\)|(?P<letter>[กขคงจฉช])[.)](?![ก-ฮ]\.))\s*")
_LETTERS = "กขคงจฉช"


def items(text: str) -> list[Item]:
    """The items of a text; a text without marks is one item. An introduction before the first mark is an item of its own."""
    plain = arabic(text)
    marks: list[tuple[int, int, str | None]] = [*_numbered(plain)]
    if not marks:
        marks = [*_lettered(plain)]
    if not marks:
        marks = _dashed(plain)
    if not marks and "\n\n" in plain:
        marks = _lines(plain)
    if not marks:
        start, end = _trim(text, 0, len(text))
        return [Item(start, end, None, start)] if end > start else []
    found: list[Item] = []
    start, end = _trim(text, 0, marks[0][0])
    if end > start:
        found.append(Item(start, end, None, start))
    for index, (mark_start, mark_end, number) in enumerate(marks):
        until = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        start, end = _trim(text, mark_end, until)
        if end > start:
            found.append(Item(start, end, number, mark_start))
    return found


def has_marks(text: str) -> bool:
    """Whether the text is an enumeration of at least two items."""
    return sum(1 for item in items(text) if item.mark_start != item.start) >= 2


def without_ordinal(text: str) -> tuple[int, int]:
    """The span of a cell without the number or dash that only counts its row: `๑. ให้พัฒนาคุณภาพ`.

    An enumeration keeps its numbers: they are the author's.

    >>> text_of(Item(*without_ordinal("๑. ให้พัฒนา"), None, 0), "๑. ให้พัฒนา"), without_ordinal("๑. ก ๒. ข")
    ('ให้พัฒนา', (0, 9))
    """
    found = items(text)
    if len(found) == 1 and found[0].mark_start != found[0].start:
        return found[0].start, found[0].end
    return _trim(text, 0, len(text))


def text_of(item: Item, text: str) -> str:
    """The item's text."""
    return text[item.start : item.end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _numbered(plain: str) -> list[tuple[int, int, str]]:
    """The marks of an ascending numbering; the first may be any number at the text's start, else it must be 1."""
    marks: list[tuple[int, int, str]] = []
    top = sub = third = 0
    for match in _NUMBER.finditer(plain):
        number_top = int(match["top"])
        opens = not plain[: match.start()].strip()
        # after a letter without a space (`ประชาชน๒.จัดทำ`) only the very next number is believed
        glued = match.start() > 0 and not plain[match.start() - 1].isspace()
        if match["sub"] is not None:
            number_sub = int(match["sub"])
            if match["third"] is not None:
                number_third = int(match["third"])
                if (number_top, number_sub) == (top, sub) and number_third == third + 1:
                    third = number_third
                    marks.append((match.start(), match.end(), f"{number_top}.{number_sub}.{number_third}"))
                continue
            follows = number_top == top and number_sub == sub + 1
            deeper = number_sub == 1 and (number_top in (top, top + 1) or (opens and not marks))
            if follows or deeper or (opens and not marks and number_sub <= 20):
                if glued and not (follows or number_top == top):
                    continue
                top, sub, third = number_top, number_sub, 0
                marks.append((match.start(), match.end(), f"{number_top}.{number_sub}"))
            continue
        if number_top == 0:
            continue
        ascends = top < number_top <= top + (1 if glued or not marks else 2)
        if (marks and ascends) or (not marks and (number_top == 1 or opens)):
            top, sub, third = number_top, 0, 0
            marks.append((match.start(), match.end(), str(number_top)))
    if len(marks) == 1 and plain[: marks[0][0]].strip():
        return []  # a lone `1.` inside a sentence opens no list
    return marks


def _lettered(plain: str) -> list[tuple[int, int, str]]:
    """(ก) (ข) (ค), in order; at the text's start any of them may stand."""
    marks: list[tuple[int, int, str]] = []
    for match in _LETTERED.finditer(plain):
        letter = match["in"] or match["letter"]
        opens = not plain[: match.start()].strip()
        if (marks and _LETTERS.index(letter) == _LETTERS.index(marks[-1][2]) + 1) or (
            not marks and (opens or letter == "ก")
        ):
            marks.append((match.start(), match.end(), letter))
    if len(marks) == 1 and plain[: marks[0][0]].strip():
        return []
    return marks


def _dashed(plain: str) -> list[tuple[int, int, str | None]]:
    marks: list[tuple[int, int, str | None]] = [(match.start(), match.end(), None) for match in _DASH.finditer(plain)]
    if not marks:
        return []
    kept: list[tuple[int, int, str | None]] = []
    opens = not plain[: marks[0][0]].strip()
    for start, end, number in marks:
        line_start = start == 0 or plain[:start].rstrip(" ").endswith("\n") or not plain[:start].strip()
        following = re.match(r"\S*", plain[end:])
        long_enough = following is not None and len(following[0]) >= 8
        if line_start or long_enough or (opens and following is not None and len(following[0]) >= 6):
            kept.append((start, end, number))
    if len(kept) == 1 and plain[: kept[0][0]].strip() and "\n" not in plain[: kept[0][0]]:
        return []  # one dash inside a sentence is a dash
    return kept


def _lines(plain: str) -> list[tuple[int, int, str | None]]:
    """Blocks that the source set apart (`<p>`, `<br>`, a blank line); a lone line end is a wrap, or stands before a mark."""
    marks: list[tuple[int, int, str | None]] = []
    position = 0
    for block in re.split(r"(\n\s*\n\s*)", plain):
        if block.strip():
            marks.append((position, position, None))
        position += len(block)
    return marks if len(marks) > 1 else []
