"""Decoded text to blocks: pages, page furniture, tables in all the ways that dumps write them, paragraphs.

>>> layout = read_layout("ผลการประเมิน\\n\\nIIT\\t๑\\t๙๐.๐๐\\n\\t๒\\t๘๕.๐๐\\n\\nจุดแข็ง\\n")
>>> layout.pages is None
True
>>> paragraph, table, last = layout.blocks
>>> paragraph.at, table.at, last.at, [cell.at for cell in table.cells()][:2]
('p01.b01', 'p01.t1', 'p01.b03', ['p01.t1.r01.c1', 'p01.t1.r01.c2'])
>>> table.rows[1][2].raw, table.rows[1][2].place
('๘๕.๐๐', Place(page=1, line=4, column=4, line_end=4, bbox=None))

Every character of the text that is no white space stands in exactly one block, or is a sign that only draws a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from prongsai.extract.blocks import Block, Cell, Layout, Paragraph, ParagraphKind, Table
from prongsai.extract.furniture import mark_furniture, repeated_titles
from prongsai.extract.grids import find_grid_tables
from prongsai.extract.ground import Ground, Line, TableDraft, cut_lines, trimmed
from prongsai.extract.html_tables import find_html_tables
from prongsai.extract.paragraphs import find_paragraphs, text_width
from prongsai.extract.pipes import find_pipe_tables
from prongsai.extract.spaces import find_space_tables
from prongsai.extract.tab_rows import find_tab_tables

_Found = tuple[int, int, ParagraphKind | None, str | None, TableDraft | None]


def read_layout(text: str) -> Layout:
    """Read a decoded text into blocks in reading order."""
    html = find_html_tables(text)
    stretches: list[list[Line]] = []
    found: list[_Found] = []
    at = 0
    for table in html:
        stretches.append(cut_lines(text, at, table.start))
        found.extend((draft.start, draft.start, None, None, draft) for draft in table.drafts)
        found.extend((start, end, "paragraph", None, None) for start, end in table.loose)
        at = table.end
    stretches.append(cut_lines(text, at, len(text)))
    pages = mark_furniture([line for lines in stretches for line in lines])
    ground = Ground(text, pages or [(0, 1)])
    for lines in stretches:
        found.extend(_blocks(lines, ground))
    found.sort(key=lambda item: item[0])
    layout = Layout(_numbered(ground, found), pages[-1][1] if pages else None)
    if pages is None:
        _mark_repeated_titles(layout.blocks)
    return layout


def _blocks(lines: Sequence[Line], ground: Ground) -> Iterator[_Found]:
    """The tables and paragraphs of lines between HTML tables."""
    free = [line.furniture is None for line in lines]
    drafts: list[TableDraft] = []
    for more in (find_tab_tables(lines), find_grid_tables(lines)):
        drafts.extend(more)
    _take(free, drafts)
    for finder in (find_pipe_tables, find_space_tables):
        # What another table took is blank to the rest; furniture stays, since it ends tables.
        rest = [
            line if ok or line.furniture else Line(line.start, "", line.new_page)
            for line, ok in zip(lines, free, strict=True)
        ]
        more = finder(rest)
        _take(free, more)
        drafts.extend(more)
    taken = [False] * len(lines)
    for draft in drafts:
        yield draft.start, draft.start, None, None, draft
        taken[draft.first : draft.last] = [True] * (draft.last - draft.first)
    yield from _texts(lines, taken, ground)


def _take(free: list[bool], drafts: Sequence[TableDraft]) -> None:
    for draft in drafts:
        free[draft.first : draft.last] = [False] * (draft.last - draft.first)


def _texts(lines: Sequence[Line], taken: Sequence[bool], ground: Ground) -> Iterator[_Found]:
    """The paragraphs of the lines that no table took."""
    group: list[Line] = []
    widths: dict[int, int] = {}
    by_page: dict[int, list[Line]] = {}
    for line, table in zip(lines, taken, strict=True):
        if not table and not line.blank and line.furniture is None:
            by_page.setdefault(ground.page(line.start), []).append(line)
    # A page with little text of its own is as wide as the others.
    usual = text_width([line for texts in by_page.values() for line in texts])
    widths = {page: text_width(texts) or usual for page, texts in by_page.items()}
    for line, table in zip(lines, taken, strict=True):
        if group and (table or line.blank or line.furniture is not None or line.new_page):
            yield from _paragraphs(group, widths, ground)
            group = []
        if table or line.blank:
            continue
        if line.furniture is not None:
            start, end = trimmed(ground.text, line.start, line.end)
            yield start, end, "paragraph", line.furniture, None
        else:
            group.append(line)
    if group:
        yield from _paragraphs(group, widths, ground)


def _paragraphs(group: Sequence[Line], widths: dict[int, int], ground: Ground) -> Iterator[_Found]:
    width = widths.get(ground.page(group[0].start), 0)
    for first, last, kind in find_paragraphs(group, width):
        start, end = trimmed(ground.text, group[first].start, group[last - 1].end)
        yield start, end, kind, None, None


def _numbered(ground: Ground, found: Sequence[_Found]) -> list[Block]:
    """Give every block its address; blocks and tables are counted page by page."""
    blocks: list[Block] = []
    on_page: Counter[int] = Counter()
    tables: Counter[int] = Counter()
    for start, end, kind, furniture, draft in found:
        page = ground.page(start)
        on_page[page] += 1
        if draft is not None:
            tables[page] += 1
            blocks.append(_table(ground, draft, f"p{page:02d}.t{tables[page]}", page))
        elif kind is not None:
            at = f"p{page:02d}.b{on_page[page]:02d}"
            raw = ground.text[start:end]
            blocks.append(Paragraph(at, page, raw, ground.place(start, end), kind, furniture))
    return blocks


def _table(ground: Ground, draft: TableDraft, at: str, page: int) -> Table:
    rows: list[list[Cell]] = []
    merged: dict[int, Cell] = {}
    text = ground.text
    for r, slots in enumerate(draft.rows):
        row: list[Cell] = []
        for c, slot in enumerate(slots):
            spans = slot.row_span > 1 or slot.column_span > 1
            cell = merged.get(id(slot)) if spans else None
            if cell is None:
                raw = slot.raw if slot.raw is not None else text[slot.start : slot.end]
                place = ground.place(slot.start, slot.end)
                name = f"{at}.r{r + 1:02d}.c{c + 1}"
                cell = Cell(name, raw, place, r, c, slot.row_span, slot.column_span, slot.is_header)
                if spans:
                    merged[id(slot)] = cell
            row.append(cell)
        rows.append(row)
    return Table(at, page, rows, draft.layout)


def _mark_repeated_titles(blocks: Sequence[Block]) -> None:
    """Name the titles that only repeat before every part of a table that goes on."""
    groups: list[tuple[str, str]] = []
    members: list[list[Paragraph]] = []
    between: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.furniture is None:
                between.append(block)
            continue
        title = "".join("".join(p.raw.split()).replace("*", "").replace("#", "") for p in between)
        header = "|".join("".join(cell.raw.split()) for cell in block.rows[0])
        groups.append((title, header))
        members.append(between)
        between = []
    for index in repeated_titles(groups):
        for paragraph in members[index]:
            paragraph.furniture = "furniture.repeated-title"
