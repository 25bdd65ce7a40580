"""Blocks: what a page is made of before anybody asks what it means.

A document is a list of blocks in reading order: paragraphs and tables. A table is a grid of cells; a merged cell
(HTML rowspan or colspan) is one `Cell` object standing at several grid positions. Every paragraph and every cell has an
address that is unique in the document: `p03.b07` (page 3, block 7) or `p03.t1.r05.c2` (page 3, table 1, row 5, cell 2).
Raw text is the source's own, untouched: `raw` of a cell that wraps over lines has the line ends in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from prongsai.schemas.trace import Place

ParagraphKind = Literal["paragraph", "heading"]


@dataclass(slots=True)
class Cell:
    """One table cell. `row` and `column` (from 0) are its top left grid position, the spans how far it reaches.

    `is_header` is set where the source itself marks the cell as a header (HTML `th`, the row above a Markdown rule).
    """

    at: str
    raw: str
    place: Place
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


@dataclass(slots=True)
class Table:
    """A grid of cells: `rows[r][c]`; all rows have the same length. `at` is the address of the table: `p03.t1`."""

    at: str
    page: int
    rows: list[list[Cell]]
    layout: Literal["tabs", "pipes", "html", "spaces", "ruled"] = "tabs"

    def cells(self) -> Iterator[Cell]:
        """Each cell once, in reading order."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell.row == r and cell.column == c:
                    yield cell


@dataclass(slots=True)
class Paragraph:
    """A paragraph or heading outside tables. `furniture` names the rule that says it is page furniture, else None."""

    at: str
    page: int
    raw: str
    place: Place
    kind: ParagraphKind = "paragraph"
    furniture: str | None = None


Block = Paragraph | Table


@dataclass(slots=True)
class Layout:
    """All blocks of one source in reading order. `pages` is None where the source has no page marks."""

    blocks: list[Block] = field(default_factory=list)
    pages: int | None = None
