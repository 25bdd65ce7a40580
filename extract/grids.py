"""Grid tables drawn with characters: `+---+` frames, or the frames of box-drawing characters.

A cell may wrap over several lines; a row ends at the next rule. Bars missing between columns merge them.

>>> text = "+----+------+\\n| IIT| ก    |\\n|    | ข    |\\n+====+======+\\n| รวม ๙๐    |\\n+----+------+"
>>> draft, = find_grid_tables(cut_lines(text, 0, len(text)))
>>> [[slot.raw for slot in row] for row in draft.rows]
[['IIT', 'ก\\nข'], ['รวม ๙๐', 'รวม ๙๐']]
>>> draft.rows[0][0].is_header, draft.rows[1][0].column_span
(True, 2)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.extract.ground import Line, Slot, TableDraft, cut_lines

__all__ = ["cut_lines", "find_grid_tables"]

_BOX = str.maketrans(
    {
        **dict.fromkeys("│┃║", "|"),
        **dict.fromkeys("─━", "-"),
        **dict.fromkeys("═", "="),
        **dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╞╪╡╒╤╕╘╧╛╭╮╰╯┠╂┨┝┿┥╟╫╢", "+"),
    }
)
_RULE = re.compile(r"\s*\+[-=:+ ]*[-=][-=:+ ]*\+\s*")
_LONGEST = 5_000


@dataclass(slots=True)
class _Cell:
    """A cell being gathered: its columns (`last` exclusive), and its pieces with their offsets."""

    first: int
    last: int
    pieces: list[tuple[int, str]] = field(default_factory=list)


def find_grid_tables(lines: Sequence[Line]) -> list[TableDraft]:
    """All grid tables."""
    drafts: list[TableDraft] = []
    index = 0
    while index < len(lines):
        if not _is_rule(lines[index]):
            index += 1
            continue
        last = index + 1
        while last < len(lines) and (_is_rule(lines[last]) or _is_row(lines[last])):
            last += 1
        draft = _draft(lines, index, last)
        if draft is not None:
            drafts.append(draft)
        index = last
    return drafts


def _drawn(line: Line) -> str:
    return line.text.translate(_BOX)


def _is_rule(line: Line) -> bool:
    text = line.text
    return 3 <= len(text) <= _LONGEST and line.furniture is None and _RULE.fullmatch(_drawn(line)) is not None


def _is_row(line: Line) -> bool:
    text = _drawn(line).strip() if len(line.text) <= _LONGEST else ""
    return len(text) > 1 and text[0] in "|+" and text[-1] in "|+"


def _draft(lines: Sequence[Line], first: int, last: int) -> TableDraft | None:
    rules = {index for index in range(first, last) if _is_rule(lines[index])}
    borders = max(([i for i, c in enumerate(_drawn(lines[index])) if c == "+"] for index in rules), key=len)
    if len(borders) < 2:
        return None
    double = [index for index in sorted(rules) if "=" in _drawn(lines[index])]
    header_until = double[0] if len(double) == 1 or (double and double[0] != first) else first
    rows: list[list[Slot]] = []
    cells: dict[int, _Cell] = {}
    for index in range(first, last + 1):
        if index < last and index not in rules:
            _take(lines[index], borders, cells)
        elif cells:
            rows.append(_slots(cells, len(borders) - 1, index <= header_until))
            cells = {}
    return TableDraft(first, last, rows, "ruled") if rows else None


def _take(line: Line, borders: Sequence[int], cells: dict[int, _Cell]) -> None:
    """Add one line of text to the cells of its row, cut at its bars."""
    text = _drawn(line)
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip()) - 1
    bars = [i for i, c in enumerate(text) if c == "|" or i in (left, right)]
    columns = _columns(text, bars, borders)
    for before, after, first, last in zip(bars, bars[1:], columns, columns[1:], strict=False):
        piece = line.text[before + 1 : after]
        if piece.strip():
            cell = cells.setdefault(first, _Cell(first, max(last, first + 1)))
            cell.pieces.append((line.start + before + 1 + len(piece) - len(piece.lstrip()), piece.strip()))


def _columns(text: str, bars: Sequence[int], borders: Sequence[int]) -> list[int]:
    """Which border each bar stands on. Marks above a letter take a column of their own in some renderers only."""
    if len(bars) == len(borders):
        return list(range(len(borders)))
    columns: list[int] = []
    for bar in bars:
        seen = bar - sum(1 for c in text[:bar] if unicodedata.category(c) == "Mn")
        off = [min(abs(border - bar), abs(border - seen)) for border in borders]
        columns.append(off.index(min(off)))
    return sorted(columns)


def _slots(cells: dict[int, _Cell], width: int, is_header: bool) -> list[Slot]:
    start = min(cell.pieces[0][0] for cell in cells.values())
    row: list[Slot] = []
    for column in range(width):
        cell = cells.get(column)
        if cell is not None:
            last_start, last_text = cell.pieces[-1]
            raw = "\n".join(text for _, text in cell.pieces)
            span = min(cell.last, width) - column
            slot = Slot(cell.pieces[0][0], last_start + len(last_text), raw, 1, span, is_header)
            row[column:] = [slot] * span
        elif column >= len(row):
            row.append(Slot(start, start, "", is_header=is_header))
    return row[:width]
