"""HTML tables inside a text, as vision models write them: unclosed tags, merged cells, several in one line.

The scan knows only the tags that make a grid; everything else stays in the raw text of its cell. No parser of XML or
HTML is asked, since the real ones mend the text and so lose where each cell stood.

>>> found = find_html_tables("ก <TABLE><tr><td colspan=2>IIT<tr><td>๑<td>๙๐.๐๐</table> ข")
>>> [[slot.start for slot in row] for row in found[0].drafts[0].rows]
[[27, 27], [38, 43]]
>>> found[0].start, found[0].end
(2, 56)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.extract.ground import Slot, TableDraft, padded, trimmed

_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|th|td|caption|colgroup|col)\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_WIDEST = 1000
_COUNTED = 50


@dataclass(slots=True)
class HtmlTable:
    """One table element: its span of the text, its grid, and the spans of text in it that stand in no cell.

    `drafts` has more than one table only where hostile spans would blow the grid up.
    """

    start: int
    end: int
    drafts: list[TableDraft] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    start: int
    end: int
    row_span: int
    column_span: int
    is_header: bool


@dataclass(slots=True)
class _Scan:
    """One table being read, tag by tag. `at` is the offset up to which the text is accounted for."""

    start: int
    at: int
    closed: bool
    rows: list[list[_Cell]] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)
    cell: _Cell | None = None
    in_row: bool = False
    in_head: bool = False
    last_tag: int = 0

    def text_until(self, text: str, offset: int) -> None:
        """Give the text up to `offset` to the open cell, or else to nobody."""
        if self.cell is not None:
            self.cell.end = offset
        elif text[self.at : offset].strip():
            self.loose.append(trimmed(text, self.at, offset))
        self.at = offset

    def tag(self, name: str, closing: bool, attributes: str, start: int, end: int) -> None:
        """Take one tag of this table; the text before it is already accounted for."""
        if name in ("td", "th"):
            self.cell = None
            if not closing:
                if not self.in_row:
                    self.rows.append([])
                    self.in_row = True
                spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(attributes)}
                header = name == "th" or self.in_head
                self.cell = _Cell(end, -1, spans.get("row", 1), min(spans.get("col", 1), _WIDEST) or 1, header)
                self.rows[-1].append(self.cell)
        elif name == "tr":
            self.cell, self.in_row = None, not closing
            if not closing:
                self.rows.append([])
        elif name in ("thead", "tbody", "tfoot"):
            self.cell, self.in_row, self.in_head = None, False, name == "thead" and not closing
        self.at = self.last_tag = end


def find_html_tables(text: str) -> list[HtmlTable]:
    """All tables of a text in order. Rows without a table element around them make a table too."""
    if "<" not in text:
        return []
    tags = list(_TAG.finditer(text))
    closes = _closes(tags)
    tables: list[HtmlTable] = []
    scan: _Scan | None = None
    skip_to = 0
    for index, tag in enumerate(tags):
        if index < skip_to:
            continue  # inside a nested table, which is text of its cell
        name, closing = tag.group(2).lower(), tag.group(1) == "/"
        if scan is not None and not scan.closed and _text_goes_on(text, scan, tag):
            _finish(text, scan, tables)
            scan = None
        if name == "table" and not closing:
            if scan is not None and scan.cell is not None and index in closes and scan.closed:
                skip_to = closes[index] + 1
                continue
            if scan is not None:
                scan.text_until(text, tag.start())
                _finish(text, scan, tables)
            scan = _Scan(tag.start(), tag.end(), closed=index in closes)
            scan.last_tag = tag.end()
        elif name == "table":
            if scan is not None:
                scan.text_until(text, tag.start())
                scan.last_tag = tag.end()
                _finish(text, scan, tables)
                scan = None
        elif scan is None:
            if not closing and name in ("tr", "td", "th", "thead", "tbody"):
                scan = _Scan(tag.start(), tag.start(), closed=False)
                scan.tag(name, closing, tag.group(3), tag.start(), tag.end())
        else:
            scan.text_until(text, tag.start())
            scan.tag(name, closing, tag.group(3), tag.start(), tag.end())
    if scan is not None:
        _finish(text, scan, tables)
    return [table for table in tables if table.drafts]


def _text_goes_on(text: str, scan: _Scan, tag: re.Match[str]) -> bool:
    """Whether a table that nobody closes has ended before this tag: there is text between rows, or a new paragraph."""
    if scan.cell is None:
        return bool(text[scan.at : tag.start()].strip())
    return not tag.group(1) and "\n\n" in text[scan.at : tag.start()]


def _closes(tags: Sequence[re.Match[str]]) -> dict[int, int]:
    """For each opening table tag that is closed, the index of the tag that closes it."""
    stack: list[int] = []
    closes: dict[int, int] = {}
    for index, tag in enumerate(tags):
        if tag.group(2).lower() == "table":
            if not tag.group(1):
                stack.append(index)
            elif stack:
                closes[stack.pop()] = index
    return closes


def _finish(text: str, scan: _Scan, tables: list[HtmlTable]) -> None:
    end = max(scan.last_tag, scan.at)
    if scan.cell is not None and scan.cell.end < 0:
        # The last cell was never closed: it ends with its paragraph.
        stop = text.find("\n\n", scan.cell.start)
        end = scan.cell.end = len(text) if stop < 0 else stop
    rows = [row for row in scan.rows if row]
    if rows:
        drafts = [TableDraft(scan.start, end, grid, "html") for grid in _grids(text, rows)]
        tables.append(HtmlTable(scan.start, end, drafts, scan.loose))


def _grids(text: str, rows: Sequence[Sequence[_Cell]]) -> list[list[list[Slot]]]:
    """Cells laid out on a grid. Spans are bounded: a grid far larger than its cells is laid out without them."""
    cells = sum(map(len, rows))
    # A span of hundreds means "the whole width": it is as wide as the widest row that counts its columns.
    widest = max(sum(cell.column_span if cell.column_span <= _COUNTED else 1 for cell in row) for row in rows)
    for row in rows:
        for cell in row:
            cell.column_span = cell.column_span if cell.column_span <= _COUNTED else widest
    area = sum(min(cell.row_span or len(rows), len(rows)) * cell.column_span for row in rows for cell in row)
    width = max(sum(cell.column_span for cell in row) for row in rows)
    spanned = area <= 50_000 + 20 * cells and width * len(rows) <= 50_000 + 20 * cells
    grid: list[list[Slot | None]] = [[] for _ in rows]
    for r, row in enumerate(rows):
        line, column = grid[r], 0
        for cell in row:
            while column < len(line) and line[column] is not None:
                column += 1
            height = min(cell.row_span or len(rows), len(rows) - r) if spanned else 1
            breadth = cell.column_span if spanned else 1
            if any(slot is not None for slot in line[column : column + breadth]):
                breadth = 1  # two spans claim the same place: the upper one has it
            start, end = trimmed(text, cell.start, cell.end)
            slot = Slot(start, end, None, height, breadth, cell.is_header)
            for below in grid[r : r + height]:
                below.extend([None] * (column + breadth - len(below)))
                below[column : column + breadth] = [slot] * breadth
            column += breadth
    filled: list[list[Slot]] = []
    for line, row in zip(grid, rows, strict=True):
        at = row[0].start
        out: list[Slot] = []
        for found in line:
            out.append(found if found is not None else Slot(at, at))
            at = max(at, out[-1].end) if found is not None else at
        filled.append(out)
    return padded(filled)
