"""Which lines of a table in blanks make one row.

A cell wraps over several lines, and nothing on the paper says where the next row begins. What does say it: a column
that holds one value a row (scores, list numbers), columns that begin again together, blank lines, list marks that go
up, text that ended short of its column, text that surely goes on. No single sign is enough, so all ways of cutting
the lines into rows are weighed and the cheapest one is taken (a shortest path over the lines).

Cells stand at the top of their rows or in the middle of their height; both ways are tried for the whole table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from prongsai.extract.shapes import is_score, is_value, list_mark, open_end, word_middle

# What each sign weighs against a row of its own; found by trying them on rendered tables, and kept by the tests.
_ROW = 1.2
_LATE = 1.2
_OFF_CENTRE = 0.5
_FAR_OFF = 1.5
_HOLE, _WORST_HOLES = 0.8, 8
_TORN = 0.8
_CENTRED_ABOVE = 1.2
_WHOLE_BELOW = 0.6
_SECOND_VALUE = 3.0
_SECOND_MARK = 2.0
_NO_VALUE = 0.8
_CLASH = 3.0
_GAP, _GAP_IN_DOUBLE_SPACING, _DOUBLE_SPACED = 3.0, 0.3, 0.7
_FULL = 3.0
_STARTS = 0.5
_MIDDLE_BIAS = 1.0
_OPENS = 3.0
# A section of a score table has a line of its own: it opens with the kind of instrument and closes with its sign. The
# second line of a label ("ของเครื่องมือ OIT") does neither.
_SECTION = re.compile(r"(?:แบบ(?:วัด|ตรวจ)|ส่วนที่\s?[0-9๐-๙]|ด้านที่\s?[0-9๐-๙]|หมวดที่\s?[0-9๐-๙]|ตัวชี้วัดที่\s?[0-9๐-๙])")
_SECTION_END = re.compile(r"\((?:IIT|EIT|OIT)\)$")
# Header lines where a gap shows their end, and where nothing does.
_HEADER, _HEADER_UNKNOWN = 8, 3
# No cell of a page is taller, and no good row costs more before it is even closed.
_TALLEST = 80
_HOPELESS = 14.0
_DEARER, _PATIENCE = 3.0, 6


class Piece(NamedTuple):
    """What one line holds of a cell: its columns, first and last, its place on the page, its offset, its text."""

    first: int
    last: int
    left: int
    right: int
    at: int
    text: str


class TableLine(NamedTuple):
    """One line of a table; `after_gap` follows a blank line, `after_rule` a drawn one."""

    pieces: list[Piece]
    after_gap: bool = False
    after_rule: bool = False


@dataclass(slots=True)
class _Signs:
    """What the columns of one table are like."""

    width: int
    values: list[frozenset[int]]  # per line, the columns that hold a value there
    value_columns: frozenset[int]
    marked: frozenset[int]  # lines that begin with a list mark in the first column
    first_data: int
    first_value: int
    left: dict[int, int]
    right: dict[int, int]
    ragged: frozenset[int]  # columns whose lines do not begin at one edge
    gap: float
    full: float


def split_rows(lines: Sequence[TableLine], width: int) -> list[list[TableLine]]:
    """Cut the lines into rows."""
    signs = _signs(lines, width)
    joins = [0.0, *(_join(lines[i - 1], lines[i], signs, i) for i in range(1, len(lines)))]
    starts = [0, *(_starting(lines[i - 1], lines[i]) for i in range(1, len(lines)))]
    # Where cells stand at the top, a row begins where many cells and a list mark do. Headers are centred anyway.
    at_top = [
        join - (_STARTS * max(0, count - 1) + (index in signs.marked) if index >= signs.first_data else 0.0)
        for index, (join, count) in enumerate(zip(joins, starts, strict=True))
    ]
    top_cost, top_rows = _cheapest(lines, at_top, signs, at_top=True)
    middle_cost, middle_rows = _cheapest(lines, joins, signs, at_top=False)
    rows = top_rows if top_cost <= middle_cost + _MIDDLE_BIAS else middle_rows
    return [list(lines[first:last]) for first, last in rows]


def _cheapest(
    lines: Sequence[TableLine], joins: Sequence[float], signs: _Signs, at_top: bool
) -> tuple[float, list[tuple[int, int]]]:
    best = [0.0] + [float("inf")] * len(lines)
    came_from = [0] * (len(lines) + 1)
    for first in range(len(lines)):
        start = best[first] + _ROW + max(0.0, joins[first])
        dearer = 0
        for last, cost in _row_costs(lines, first, joins, signs, at_top):
            if start + cost < best[last]:
                best[last], came_from[last] = start + cost, first
            # A row that is dearer line after line than other ways to the same place does not become cheap again.
            dearer = dearer + 1 if start + cost > best[last] + _DEARER else 0
            if dearer > _PATIENCE:
                break
    rows: list[tuple[int, int]] = []
    end = len(lines)
    while end:
        rows.append((came_from[end], end))
        end = came_from[end]
    return best[-1], rows[::-1]


def _signs(lines: Sequence[TableLine], width: int) -> _Signs:
    pieces: Counter[int] = Counter()
    values: Counter[int] = Counter()
    at_left: Counter[int] = Counter()
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    marked: list[int] = []
    single = [(i, p) for i, line in enumerate(lines) for p in line.pieces if p.first == p.last]
    for index, piece in single:
        pieces[piece.first] += 1
        values[piece.first] += is_value(piece.text)
        right[piece.first] = max(right.get(piece.first, 0), piece.right)
        left[piece.first] = min(left.get(piece.first, piece.left), piece.left)
        if piece.first == 0 and list_mark(piece.text) is not None:
            marked.append(index)
    for _, piece in single:
        at_left[piece.first] += piece.left <= left[piece.first] + 1
    value_columns = frozenset(c for c in pieces if values[c] >= 2 and values[c] >= 0.6 * pieces[c])
    held = [
        frozenset(p.first for p in line.pieces if is_score(p.text) or (p.first in value_columns and is_value(p.text)))
        for line in lines
    ]
    first_value = next((i for i, found in enumerate(held) if found), len(lines))
    if len(marked) < 2:
        marked = []
    breaks = [i for i, line in enumerate(lines[:_HEADER]) if i and (line.after_gap or line.after_rule)]
    first_data = min([first_value, *marked[:1], *breaks[:1]])
    gaps = sum(1 for line in lines if line.after_gap) / max(1, len(lines) - 1)
    full = sum(1 for line in lines if len(line.pieces) == width) / len(lines)
    return _Signs(
        width=width,
        values=held,
        value_columns=value_columns,
        marked=frozenset(marked),
        first_data=first_data if first_data < len(lines) else _HEADER_UNKNOWN,
        first_value=first_value,
        left=left,
        right=right,
        ragged=frozenset(c for c in pieces if at_left[c] < 0.6 * pieces[c]),
        # Where a blank line stands between all lines it says nothing.
        gap=_GAP if gaps <= _DOUBLE_SPACED else _GAP_IN_DOUBLE_SPACING,
        full=_FULL * max(0.0, 2 * full - 1),
    )


def _starting(before: TableLine, after: TableLine) -> int:
    above = {piece.first for piece in before.pieces}
    return sum(1 for piece in after.pieces if piece.first not in above)


def _join(before: TableLine, after: TableLine, signs: _Signs, index: int) -> float:
    """How strongly two lines belong to one row (above zero) or to two (below)."""
    if after.after_rule:
        return -50.0
    score = -signs.gap if after.after_gap else 0.0
    above = {piece.first: piece for piece in before.pieces}
    shared = 0
    for piece in after.pieces:
        upper = above.get(piece.first)
        if upper is not None and upper.last == piece.last:
            shared += 1
            score += _join_pieces(upper, piece, signs, index)
    if shared == signs.width:
        score -= signs.full + (0.4 if signs.width >= 3 else 0.0)
    if index > signs.first_value and _between_rows(before, after, signs, index):
        score = min(score, 0.0) - _OPENS
    if index <= signs.first_data and len(after.pieces) == signs.width > len(before.pieces):
        score -= _WHOLE_BELOW
    return score


def _between_rows(before: TableLine, after: TableLine, signs: _Signs, index: int) -> bool:
    """Whether a line with no values opens a section or an item of a score table, or the one before it is a section.

    The values of the row above must never be given to it.
    """
    if not signs.value_columns:
        return False
    if len(after.pieces) == 1 and after.pieces[0].first <= 1:
        text = after.pieces[0].text
        upper = next((piece.text for piece in before.pieces if piece.first == after.pieces[0].first), "")
        if (_SECTION.match(text) or index in signs.marked) and not open_end(upper):
            return True
    alone = len(before.pieces) == 1 and before.pieces[0].first <= 1
    return alone and bool(after.pieces) and _SECTION_END.search(before.pieces[0].text) is not None


def _join_pieces(upper: Piece, piece: Piece, signs: _Signs, index: int) -> float:
    column = piece.first
    if column in signs.values[index]:
        return -2.0  # whatever stands above a value is another cell
    if column in signs.values[index - 1]:
        return 0.0
    if word_middle(piece.text):
        return 2.0
    score = 0.0
    left = signs.left.get(column, piece.left)
    breadth = signs.right.get(column, piece.right) - left
    room = signs.right.get(column, piece.right) - upper.right
    mark = list_mark(piece.text) is not None
    word = min(len(piece.text.split(" ")[0]), 12)
    if upper.text == piece.text:
        score -= 1.0
    elif open_end(upper.text) and not mark:
        score += 0.8
    elif room >= max(12, word + 2) and room > 0.25 * breadth:
        score -= 0.6
    elif room <= 4:
        score += 0.6
    if mark and column > 0:
        score -= 0.2
    # A header is centred over text that begins at the left edge.
    if column not in signs.ragged and upper.left >= left + 3 and piece.left <= left + 1:
        score -= _CENTRED_ABOVE
    return score


def _row_costs(
    lines: Sequence[TableLine], first: int, joins: Sequence[float], signs: _Signs, at_top: bool
) -> Iterator[tuple[int, float]]:
    """For each end, the cost of the row that begins at line `first`."""
    filled: dict[int, int] = {}  # column -> its lines of this row, as bits
    ends: dict[int, int] = {}
    running, has_value = 0.0, False
    for index in range(first, min(len(lines), first + _TALLEST)):
        if index > first:
            running += max(0.0, -joins[index])
            if index in signs.marked and 0 in filled:
                running += _SECOND_MARK
        bit = 1 << (index - first)
        for piece in lines[index].pieces:
            column = piece.first
            if len(ends) > 1 or column not in ends:
                clash = [c for c, end in ends.items() if c != column and c <= piece.last and column <= end]
                if clash and not _wraps_under(clash, ends, lines[index].pieces):
                    running += _CLASH
            if ends.setdefault(column, piece.last) != piece.last:
                running += _CLASH if ends[column] < piece.last else 0.0
                ends[column] = max(ends[column], piece.last)
            before = filled.get(column, 0)
            if before:
                if column in signs.values[index]:
                    running += _SECOND_VALUE
                if before.bit_length() < index - first - 1:
                    running += _TORN
            filled[column] = before | bit
        has_value = has_value or bool(signs.values[index])
        if running > _HOPELESS:
            break
        cost = running + _alignment(filled, index - first, at_top and first >= signs.first_data)
        if signs.value_columns and not has_value and index >= signs.first_value:
            cost += _NO_VALUE
        yield index + 1, cost


def _wraps_under(clash: Sequence[int], ends: dict[int, int], pieces: Sequence[Piece]) -> bool:
    """Whether a line may hold the short second line of a title over several columns: one piece under it, no more."""
    if len(clash) > 1:
        return False
    title = clash[0]
    under = [piece for piece in pieces if title <= piece.first and piece.last <= ends[title]]
    return len(under) == 1


def _alignment(filled: dict[int, int], last: int, at_top: bool) -> float:
    """How badly the cells stand in the row of lines 0 to `last`: below its top, or off the middle of its height."""
    if not last:
        return 0.0
    top = centred = 0.0
    for lines in filled.values():
        start, end = (lines & -lines).bit_length() - 1, lines.bit_length() - 1
        holes = ~lines & ((1 << end) - (1 << start))
        top += _LATE if start else 0.0
        if not at_top:
            centred += min(_FAR_OFF, _OFF_CENTRE * ((start + end - last) / 2) ** 2)
        if holes:
            top += _HOLE * min(holes.bit_count(), _WORST_HOLES)
            if not at_top:
                centred += _HOLE * min(_true_holes(lines, holes, filled), _WORST_HOLES)
    return top if at_top else min(top, centred)


def _true_holes(lines: int, holes: int, filled: dict[int, int]) -> int:
    """How many holes a centred cell really has: lines of cells of odd and even height fall between each other.

    A line is no hole of a cell where only cells stand that never share a line with it.
    """
    true = 0
    for other in filled.values():
        if other & lines and other != lines:
            true |= holes & other
    return true.bit_count()
