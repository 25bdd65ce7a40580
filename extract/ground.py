"""The ground a layout stands on: the decoded text, cut into lines, and the drafts of tables found in it.

Everything is told by offsets into the text; line and column are looked up only when a block is made.

>>> ground = Ground("ก\\nขค\\n")
>>> ground.place(3, 4)
Place(page=1, line=2, column=2, line_end=2, bbox=None)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from prongsai.schemas.trace import Place

TableLayout = Literal["tabs", "pipes", "html", "spaces", "ruled"]

_NEWLINE = re.compile("\n")
_CUT = re.compile("[\n\f]")
_EMPTY = 8


@dataclass(slots=True)
class Line:
    """One line, or the part of one beside a form feed or an embedded HTML table. `start` is its offset in the text.

    `new_page` is set after a form feed, `furniture` names the rule that says the line is page furniture.
    """

    start: int
    text: str
    new_page: bool = False
    furniture: str | None = None

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text or self.text.isspace()

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


class Slot(NamedTuple):
    """The draft of a cell: its span of the text, and its raw text where that is not the whole span."""

    start: int
    end: int
    raw: str | None = None
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


@dataclass(slots=True)
class TableDraft:
    """A table before it has addresses. A merged cell is one Slot object at several grid positions.

    `first` and `last` are the lines it takes (`last` exclusive); for an HTML table the offsets of its text.
    """

    first: int
    last: int
    rows: list[list[Slot]]
    layout: TableLayout

    @property
    def start(self) -> int:
        """The offset of its first cell, which is where it stands in reading order."""
        return self.rows[0][0].start


@dataclass(slots=True)
class Ground:
    """The text with its line starts and page starts, both as sorted offsets."""

    text: str
    pages: list[tuple[int, int]] = field(default_factory=lambda: [(0, 1)])
    _lines: list[int] = field(init=False)
    _page_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._lines = [0, *(found.end() for found in _NEWLINE.finditer(self.text))]
        self._page_starts = [start for start, _ in self.pages]

    def page(self, offset: int) -> int:
        """The page that an offset stands on."""
        return self.pages[max(0, bisect_right(self._page_starts, offset) - 1)][1]

    def place(self, start: int, end: int) -> Place:
        """The place of a span: page, line and column from 1, and the line of its last character."""
        line = bisect_right(self._lines, start)
        last = line if end <= start else bisect_right(self._lines, end - 1, line - 1)
        return Place(self.page(start), line, start - self._lines[line - 1] + 1, last)


def cut_lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of a span of the text. A form feed ends a line too, and the next one begins a page.

    Of more than a few blank lines in a row the rest is left out: no rule tells eight of them from eighty thousand.

    >>> [(line.text, line.new_page) for line in cut_lines("ก\\n\\fข", 0, 4)]
    [('ก', False), ('', False), ('ข', True)]
    """
    lines: list[Line] = []
    new_page, empty = False, 0
    for found in _CUT.finditer(text, start, end):
        empty = empty + 1 if found.start() == start and not new_page else 0
        if empty <= _EMPTY:
            lines.append(Line(start, text[start : found.start()], new_page))
        start, new_page = found.end(), found.group() == "\f"
    if start < end or new_page:
        lines.append(Line(start, text[start:end], new_page))
    return lines


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends; an empty span stays where it begins.

    >>> trimmed("ab  cd ", 2, 7)
    (4, 6)
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start, start) if left == len(piece) else (start + left, start + len(piece.rstrip()))


def padded(rows: Sequence[list[Slot]]) -> list[list[list[Slot]]]:
    """Rows of unequal length made a grid, with empty cells on the right; nearly always one grid.

    One row of ten thousand cells over a hundred thousand short ones would make a thousand million empty cells: such a
    table is cut where its width changes instead.
    """
    width = max(map(len, rows))
    cells = sum(map(len, rows))
    if width * len(rows) > 50_000 + 20 * cells:
        grids: list[list[list[Slot]]] = []
        for row in rows:
            if not grids or len(grids[-1][0]) != len(row):
                grids.append([])
            grids[-1].append(row)
        return grids
    for row in rows:
        if len(row) < width:
            row.extend([Slot(row[-1].end, row[-1].end)] * (width - len(row)))
    return [list(rows)]
