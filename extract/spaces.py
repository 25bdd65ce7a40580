"""Tables whose columns are held apart by blanks only, as `pdftotext -layout` and patient typists write them.

Columns are found by the rivers of white space that run down through the lines, rows by `prongsai.extract.space_rows`:

>>> text = "ที่   รายการ             คะแนน\\n"
>>> text += "๑    การปฏิบัติหน้าที่       ๙๐.๐๐\\n     ของเจ้าหน้าที่\\n๒    การใช้งบประมาณ      ๘๕.๑๒"
>>> draft, = find_space_tables(cut_lines(text, 0, len(text)))
>>> [[slot.raw for slot in row] for row in draft.rows]
[['ที่', 'รายการ', 'คะแนน'], ['๑', 'การปฏิบัติหน้าที่\\nของเจ้าหน้าที่', '๙๐.๐๐'], ['๒', 'การใช้งบประมาณ', '๘๕.๑๒']]

Prose has indents and sometimes wide blanks, but no rivers:

>>> find_space_tables(cut_lines("        ตามที่  เทศบาลได้ดำเนินการ\\nประเมินคุณธรรม  และความโปร่งใส", 0, 62))
[]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from prongsai.extract.ground import Line, Slot, TableDraft, cut_lines
from prongsai.extract.shapes import is_value, list_mark
from prongsai.extract.space_columns import Chunk, columns_of, find_borders
from prongsai.extract.space_rows import Piece, TableLine, split_rows

__all__ = ["cut_lines", "find_space_tables"]

_CHUNK = re.compile(r"\S+(?:[ \xa0]\S+)*")
_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200d\ufeff]")
# Longer lines come from converters that do not lay out at all.
_LONGEST = 2_000
# A river is this broad; a narrower one needs columns that begin, end or are centred at one place.
_RIVER, _NARROW_RIVER = 2, 0
# The more there is of it, the less must stand in line: chance does not last.
_IN_LINE = ((6, 0.8), (12, 0.65))
# The head of a page says the agency at the left and the report at the right, far apart.
_FAR_APART, _BELOW = 8, 6
_NUMBER = re.compile("[0-9๐-๙]+")
_BLANKS = 3
_LOOK_BACK = 4
_SINGLES = 12
_NARROW = 10
_SAMPLED = 20
_FEW = 3
_MANY = 4
_RETRIED = 40
_NEAR = 12
_SPACED_RULE = re.compile(r"\s*[-=_─━]{2,}(?:\s+[-=_─━]{2,})*\s*")


@dataclass(slots=True)
class _Row:
    """A line as chunks. `usable` is False for lines that can be no part of such a table."""

    chunks: list[Chunk] = field(default_factory=list)
    usable: bool = False
    is_rule: bool = False


def find_space_tables(lines: Sequence[Line], free: Sequence[bool] | None = None) -> list[TableDraft]:
    """All tables in blanks among the lines that are free for it."""
    rows = [_row(line) if free is None or free[i] else _Row() for i, line in enumerate(lines)]
    if not any(len(row.chunks) > 1 for row in rows):
        return []
    if _aligned(lines, rows, as_seen=True) > 1.05 * _aligned(lines, rows, as_seen=False):
        for line, row in zip(lines, rows, strict=True):
            _to_display(line, row)
    _drop_running_heads(lines, rows)
    drafts: list[TableDraft] = []
    index = 0
    while index < len(rows):
        if len(rows[index].chunks) < 2:
            index += 1
            continue
        last, draft = _table_from(lines, rows, index, drafts)
        if draft is not None:
            drafts.append(draft)
        # A short run that is no table may hide the beginning of one; a long one is not tried again from every line.
        index = last if draft is not None or last - index > _RETRIED else index + 1
    return drafts


def _table_from(
    lines: Sequence[Line], rows: Sequence[_Row], index: int, drafts: Sequence[TableDraft]
) -> tuple[int, TableDraft | None]:
    """The table that begins at a line in columns, with narrow rivers where that makes more of it; and where it ends."""
    last, banks = _grow(lines, rows, index, _RIVER)
    farther, narrow = _grow(lines, rows, index, _NARROW_RIVER)
    if farther > last:
        first = _look_back(rows, lines, index, narrow, drafts)
        draft = _draft(lines, rows, first, farther, strict=True)
        if draft is not None:
            return farther, draft
    return last, _draft(lines, rows, _look_back(rows, lines, index, banks, drafts), last)


def _drop_running_heads(lines: Sequence[Line], rows: Sequence[_Row]) -> None:
    """Running lines in two pieces at the heads of pages are no header of the table that goes on below them.

    Told from a row by the blank line below, more columns after it, and by standing over none of them, or on two pages.
    """
    heads: list[tuple[int, str]] = []
    at_head = True
    for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
        at_head = at_head or line.new_page or line.furniture is not None
        if line.blank or not row.usable:
            continue
        followed = index + 1 < len(lines) and lines[index + 1].blank
        if at_head and len(row.chunks) == 2 and followed and row.chunks[1].start - row.chunks[0].end >= _FAR_APART:
            heads.append((index, _NUMBER.sub("", "".join(line.text.split()))))
        at_head = False
    times = Counter(key for _, key in heads)
    for index, key in heads:
        below = [row for row in rows[index + 1 : index + 1 + _NEAR] if row.chunks][:_BELOW]
        if not below or len(below[0].chunks) < 3:
            continue
        # A title over several columns is centred over them and does not begin at the margin.
        at_margin = rows[index].chunks[0].start <= below[0].chunks[0].start + 1
        if (times[key] > 1 and at_margin) or not _stands_over(rows[index].chunks[1], below):
            rows[index].usable, rows[index].chunks = False, []


def _stands_over(piece: Chunk, below: Sequence[_Row]) -> bool:
    """Whether a piece begins where one of the cells below does, or is centred over one or ends with it right below."""
    if any(abs(piece.start - chunk.start) <= 1 for row in below for chunk in row.chunks):
        return True
    return any(
        abs(piece.end - chunk.end) <= 1 or abs(piece.start + piece.end - chunk.start - chunk.end) <= 2
        for chunk in below[0].chunks
    )


def _row(line: Line) -> _Row:
    text = line.text
    if line.furniture == "furniture.rule" or (line.furniture is None and _SPACED_RULE.fullmatch(text[:_LONGEST])):
        return _Row(usable=True, is_rule=True)
    if line.furniture is not None or len(text) > _LONGEST or "\t" in text or line.blank:
        return _Row(usable=line.blank)
    chunks = [Chunk(*m.span(), line.start + m.start(), line.start + m.end()) for m in _CHUNK.finditer(text)]
    if len(chunks) == 2:
        first = text[chunks[0].start : chunks[0].end]
        mark = list_mark(first + " ")
        if mark is not None and mark.end() >= len(first) and chunks[1].start - chunks[0].end <= 8:
            chunks = [Chunk(chunks[0].start, chunks[1].end, chunks[0].at, chunks[1].until)]
    return _Row(chunks, usable=True)


def _aligned(lines: Sequence[Line], rows: Sequence[_Row], as_seen: bool) -> int:
    """How many chunks begin below one of the lines shortly before, by all characters or only by those with a width.

    pdftotext counts every character; people and terminals do not count the marks above and below a letter.
    """
    total, last_at = 0, dict[int, int]()
    for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
        for chunk in row.chunks[1:] if len(row.chunks) > 1 else ():
            start = chunk.start - (len(_MARK.findall(line.text, 0, chunk.start)) if as_seen else 0)
            total += index - last_at.get(start, -_NEAR - 1) <= _NEAR
            last_at[start] = index
    return total


def _to_display(line: Line, row: _Row) -> None:
    for chunk in row.chunks:
        before = len(_MARK.findall(line.text, 0, chunk.start))
        inside = len(_MARK.findall(line.text, chunk.start, chunk.end))
        chunk.start, chunk.end = chunk.start - before, chunk.end - before - inside


_Spans = list[tuple[int, int]]


def _gaps(row: _Row) -> _Spans:
    return [(a.end, b.start) for a, b in pairwise(row.chunks)]


def _with(banks: _Spans, row: _Row, river: int) -> _Spans:
    """The places that have text on some line, with those of one more line."""
    merged: _Spans = []
    for low, high in sorted([*banks, *((chunk.start, chunk.end) for chunk in row.chunks)]):
        if merged and low < merged[-1][1] + river:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _rivers(banks: _Spans) -> _Spans:
    return [(a[1], b[0]) for a, b in pairwise(banks)]


def _meeting(spans: _Spans, others: _Spans) -> int:
    """How many of the spans share a place with one of the others."""
    return sum(1 for low, high in spans if any(a < high and low < b for a, b in others))


def _grow(lines: Sequence[Line], rows: Sequence[_Row], first: int, river: int) -> tuple[int, _Spans]:
    """The lines from `first` on that share a river: the index behind them, and the banks of the rivers."""
    banks, last, index = _with([], rows[first], river), first + 1, first + 1
    blanks = gaps = 0
    while index < len(rows) and rows[index].usable and not lines[index].new_page:
        row = rows[index]
        if lines[index].blank:
            blanks += 1
            if blanks > _BLANKS:
                break
        elif row.is_rule:
            blanks = 0
        else:
            wider = _with(banks, row, river)
            rivers, left = _rivers(banks), _rivers(wider)
            divided = _meeting(left, _gaps(row))
            # Behind a blank line the rest of a row may fill two of five columns, but it keeps to the columns.
            kept = wider == banks or (len(banks) >= _MANY and len(wider) == len(banks))
            if divided and (not blanks or kept or 2 * divided >= len(rivers)):
                banks = wider
                gaps += bool(blanks)
            elif len(row.chunks) > 1 or _meeting(rivers, left) < len(rivers):
                # One line across the columns, a section row, may stand in a table; two are a paragraph.
                if blanks or not _divided(lines, rows, index + 1, banks, river):
                    break
            elif blanks and not _resumes(lines, rows, index, banks, river, patient=gaps > 1):
                break
            else:
                banks = wider
            blanks, last = 0, index + 1
        index += 1
    return last, banks


def _divided(lines: Sequence[Line], rows: Sequence[_Row], index: int, banks: _Spans, river: int) -> bool:
    """Whether a line keeps one of the rivers between two of its chunks."""
    if index >= len(rows) or lines[index].blank or len(rows[index].chunks) < 2:
        return False
    return _meeting(_rivers(_with(banks, rows[index], river)), _gaps(rows[index])) > 0


def _crosses(row: _Row, banks: _Spans, river: int) -> bool:
    rivers = _rivers(banks)
    return _meeting(rivers, _rivers(_with(banks, row, river))) < len(rivers)


def _resumes(lines: Sequence[Line], rows: Sequence[_Row], index: int, banks: _Spans, river: int, patient: bool) -> bool:
    """Whether lines in single cells lead back to a line in columns: the tall cells of a row, and no closing prose."""
    for offset in range(index, min(index + _SINGLES, len(rows))):
        row = rows[offset]
        if lines[offset].blank:
            if not patient:
                return False
            patient = False
        elif len(row.chunks) > 1:
            return _divided(lines, rows, offset, banks, river)
        elif not row.chunks or _crosses(row, banks, river):
            return False
    return False


def _look_back(
    rows: Sequence[_Row],
    lines: Sequence[Line],
    first: int,
    banks: _Spans,
    drafts: Sequence[TableDraft],
) -> int:
    """The first line of a table whose header begins with a single wrapped cell, above the first line in columns."""
    start = first
    stop = max(first - _LOOK_BACK, drafts[-1].last if drafts else 0)
    for index in range(first - 1, stop - 1, -1):
        row = rows[index]
        if lines[index].blank or len(row.chunks) != 1 or lines[index + 1].new_page:
            break
        narrow = banks[0][1] - banks[0][0] <= _NARROW
        centred = row.chunks[0].end <= banks[0][1] and (narrow or row.chunks[0].start > banks[0][0] + 1)
        if (row.chunks[0].start < banks[0][1] and not centred) or _crosses(row, banks, _RIVER):
            break
        start = index
    # The last word of a paragraph may be as short as the header of a number column.
    while start < first and start > stop and not lines[start - 1].blank and rows[start].chunks[0].start < banks[0][1]:
        start += 1
    return start


def _draft(
    lines: Sequence[Line], rows: Sequence[_Row], first: int, last: int, strict: bool = False
) -> TableDraft | None:
    """The table on these lines, or None where they turn out to be none; `strict` where only narrow rivers say so."""
    borders = find_borders([row.chunks for row in rows[first:last] if row.chunks])
    multi = [row for row in rows[first:last] if len({columns_of(borders, chunk)[0] for chunk in row.chunks}) > 1]
    wide = sum(1 for row in multi if any(b - a >= 3 for a, b in _gaps(row)))
    if not borders or len(multi) < 2 or (wide < len(multi) * 0.5 and len(multi) < 4):
        return None
    table: list[TableLine] = []
    gap, ruled = False, False
    for line, row in zip(lines[first:last], rows[first:last], strict=True):
        if row.is_rule:
            ruled = True
        elif not row.chunks:
            gap = True
        else:
            table.append(TableLine(_pieces(line, row, borders), gap, ruled))
            gap = ruled = False
    if _is_prose(lines, rows, first, last, table, strict):
        return None
    grid = [_slots(group, len(borders) + 1) for group in split_rows(table, len(borders) + 1)]
    return TableDraft(first, last, grid, "spaces")


def _is_prose(
    lines: Sequence[Line], rows: Sequence[_Row], first: int, last: int, table: Sequence[TableLine], strict: bool
) -> bool:
    """Whether the blanks only stretch prose to both margins, so that a river runs through a few lines by chance."""
    columns: dict[int, list[Piece]] = {}
    for line in table:
        for piece in line.pieces if len(line.pieces) > 1 else ():
            if 0 < piece.first == piece.last:
                columns.setdefault(piece.first, []).append(piece)
    count = sum(map(len, columns.values()))
    has_values = 5 * sum(is_value(piece.text) for pieces in columns.values() for piece in pieces) >= count
    aligned = sum(_aligned_pieces(pieces) for pieces in columns.values())
    if strict and not any(aligned >= least and aligned >= share * count for least, share in _IN_LINE):
        return True
    if _is_apart(lines, first - 1) and _is_apart(lines, last):
        return False
    few = sum(1 for line in table if len(line.pieces) > 1) <= _FEW
    if few and (not has_values or aligned < 0.6 * count):
        return True
    return _ends_together(rows, first, last)


def _is_apart(lines: Sequence[Line], index: int) -> bool:
    return not 0 <= index < len(lines) or lines[index].blank or lines[index].furniture is not None


def _aligned_pieces(pieces: Sequence[Piece]) -> int:
    """How many pieces of a column begin, end or are centred at one place; none where each has its own."""
    best = 0
    for places, slack in (
        ([2 * piece.left for piece in pieces], 2),
        ([2 * piece.right for piece in pieces], 0),
        ([piece.left + piece.right for piece in pieces], 1),
    ):
        places.sort()
        low = 0
        for high, place in enumerate(places):
            while place - places[low] > slack:
                low += 1
            best = max(best, high - low + 1)
    return best if best > 1 else 0


def _ends_together(rows: Sequence[_Row], first: int, last: int) -> bool:
    """Whether the last pieces of the lines end at one edge but begin anywhere. Numbers begin nearly together."""
    tails = [row.chunks[-1] for row in rows[first:last] if len(row.chunks) > 1]
    edge = max(tail.end for tail in tails)
    ending = sum(1 for tail in tails if edge - tail.end <= 3)
    beginning = max(sum(1 for other in tails if abs(other.start - tail.start) <= 2) for tail in tails[:_SAMPLED])
    return ending >= 0.75 * len(tails) and beginning <= 0.5 * len(tails)


def _pieces(line: Line, row: _Row, borders: Sequence[int]) -> list[Piece]:
    """The chunks of a line by column; two in one column are one piece with the wide blank in it."""
    pieces: list[Piece] = []
    for chunk in row.chunks:
        first, last = columns_of(borders, chunk)
        if pieces and first <= pieces[-1].last:
            before = pieces[-1]
            text = line.text[before.at - line.start : chunk.until - line.start]
            pieces[-1] = Piece(before.first, max(last, before.last), before.left, chunk.end, before.at, text)
        else:
            text = line.text[chunk.at - line.start : chunk.until - line.start]
            pieces.append(Piece(first, last, chunk.start, chunk.end, chunk.at, text))
    return pieces


def _slots(group: Sequence[TableLine], width: int) -> list[Slot]:
    """The cells of one row: the pieces of each column joined by line ends."""
    by_column: dict[int, list[Piece]] = {}
    for line in group:
        for piece in line.pieces:
            home = next((c for c, found in by_column.items() if c <= piece.first <= found[0].last), piece.first)
            by_column.setdefault(home, []).append(piece)
    start = min(pieces[0].at for pieces in by_column.values())
    row: list[Slot] = []
    for column in range(width):
        if column in by_column:
            pieces = by_column[column]
            span = max(1, min(pieces[0].last, width - 1) - column + 1)
            span = min([span, *(other - column for other in by_column if other > column)])
            end = pieces[-1].at + len(pieces[-1].text)
            slot = Slot(pieces[0].at, end, "\n".join(piece.text for piece in pieces), 1, span)
            row.extend([slot] * span)
        elif column >= len(row):
            row.append(Slot(start, start, ""))
    return row
