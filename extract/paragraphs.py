"""Paragraphs and headings among the lines that are no table: wrapped lines joined, the others one by one.

A line is the first part of a longer paragraph only where it is about as long as the lines of its page can be; many
dumps write a paragraph on one line, and titles over several lines are short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.extract.blocks import ParagraphKind
from prongsai.extract.ground import Line
from prongsai.extract.shapes import goes_on, list_mark

_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200d\ufeff]")
_ATX = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_HTML_HEADING = re.compile(r"\s*<(h[1-6]|b|strong)\b[^<>]*>[^<>]*</\1>\s*", re.IGNORECASE)
# A labelled line (`ผู้รับผิดชอบ : กองคลัง`) begins by itself, and a bare label (`ขั้นตอนการดำเนินงาน`) stands alone.
_LABEL = re.compile(
    r"\s*(?:[0-9๐-๙]{1,2}[.)]\s*)?(?:[ก-๎/() ]{3,36}\s[:：]|[ก-๎/]{3,36}[:：])\s*\S.*"
    r"|\s*(?:ขั้นตอน|วิธี(?:การ)?(?:ดำเนิน|ปฏิบัติ)|ผู้รับผิดชอบ|หน่วยงาน(?:ที่)?รับผิดชอบ|ระยะเวลา|การติดตาม|การกำกับ"
    r"|ผลลัพธ์|ผลการดำเนิน|สถานะ|มาตรการที่|จุดแข็ง|จุดเด่น|จุดอ่อน|ข้อจำกัด|ข้อเสนอแนะ)[ก-๎/() 0-9๐-๙]{0,30}\s*"
)
_SENTENCE_END = re.compile(r"(?:[.!?:;]|ฯลฯ|ดังนี้|[\u201d\"])\s*$")
# Lines longer than this are whole paragraphs, not lines of a page.
_PAGE_WIDTH = 220
# Narrower lines are titles and lists, however many there are of one length.
_NARROWEST = 45
_BOLD_LINES = 4


def find_paragraphs(lines: Sequence[Line], width: int) -> list[tuple[int, int, ParagraphKind]]:
    """The paragraphs of consecutive lines, as (first, last exclusive, kind). `width` is that of a full line, or 0."""
    found: list[tuple[int, int, ParagraphKind]] = []
    index = 0
    while index < len(lines):
        bold = _bold(lines, index)
        if bold:
            found.append((index, index + bold, "heading"))
            index += bold
            continue
        text = lines[index].text
        if _ATX.match(text) or (len(text) <= 1000 and _HTML_HEADING.fullmatch(text)):
            found.append((index, index + 1, "heading"))
            index += 1
            continue
        last = index + 1
        while last < len(lines) and _goes_on(lines, index, last, width):
            last += 1
        found.append((index, last, "paragraph"))
        index = last
    return found


def text_width(lines: Sequence[Line]) -> int:
    """How wide the lines of a page run, or 0 where they do not seem to be wrapped.

    >>> from prongsai.extract.ground import cut_lines
    >>> text_width(cut_lines("ก" * 80 + "\\n" + "ข" * 78 + "\\n" + "ค" * 79 + "\\nง", 0, 241))
    80
    >>> text_width(cut_lines("ก" * 500 + "\\nข", 0, 502))
    0
    """
    widths = sorted((_seen(line) for line in lines if not line.blank), reverse=True)
    if len(widths) < 3 or not _NARROWEST <= widths[0] <= _PAGE_WIDTH:
        return 0
    full = sum(1 for width in widths if width >= 0.85 * widths[0])
    return widths[0] if full >= 3 or full * 2 >= len(widths) else 0


def _seen(line: Line) -> int:
    text = line.text.rstrip()
    return len(text) if len(text) > 2 * _PAGE_WIDTH else len(_MARK.sub("", text))


def _bold(lines: Sequence[Line], index: int) -> int:
    """How many lines from here are one text wholly in bold; 0 for none."""
    first = lines[index].text.strip()
    if not first.startswith("**") or len(first) > 2_000:
        return 0
    for count, line in enumerate(lines[index : index + _BOLD_LINES], start=1):
        body = line.text.strip()
        inner = body[2:] if count == 1 else body
        if inner.endswith("**") and len(inner) > 2:
            return count if "**" not in inner[:-2] else 0
        if "**" in inner:
            return 0
    return 0


def _goes_on(lines: Sequence[Line], first: int, index: int, width: int) -> bool:
    """Whether the line at `index` goes on with the paragraph that began at `first`."""
    before, line = lines[index - 1], lines[index]
    if not width or before.text.endswith("  ") or list_mark(line.text.strip()) or _ATX.match(line.text):
        return False
    if (
        line.text.lstrip().startswith(("**", "<"))
        or _bold(lines, index)
        or _LABEL.match(line.text)
        or _LABEL.fullmatch(before.text)
    ):
        return False
    if goes_on(before.text.rstrip(), line.text.lstrip()):
        return _seen(before) >= 0.6 * width
    if _SENTENCE_END.search(before.text[-12:]) or _seen(before) < 0.8 * width:
        return False
    # A deeper indent begins a new paragraph, unless it is the hanging indent of a list item.
    return _indent(line) <= _indent(lines[index - 1]) + 2 or (
        index - first == 1 and list_mark(lines[first].text.strip()) is not None and _indent(line) <= _indent(before) + 8
    )


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
