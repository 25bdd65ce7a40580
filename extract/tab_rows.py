"""Tables of tab-separated lines.

Rows of unequal length get empty cells on the right; empty cells on the left are never dropped, they are merged cells:

>>> lines = cut_lines("IIT\\t๑\\t๙๐.๐๐\\n\\t๒\\nรวม\\t\\t๘๕.๐๐", 0, 26)
>>> [[slot.start for slot in row] for row in find_tab_tables(lines)[0].rows]
[[0, 4, 6], [12, 13, 14], [15, 19, 20]]

A row that was broken inside a cell is put together again where the tabs of the pieces make up a whole row:

>>> text = "ก\\tข\\tค\\n๑\\tแผนการบริหาร\\nงาน\\tดี\\n๒\\tโครงการ\\tดี"
>>> draft, = find_tab_tables(cut_lines(text, 0, len(text)))
>>> [text[slot.start:slot.end] for slot in draft.rows[1]]
['๑', 'แผนการบริหาร\\nงาน', 'ดี']

Tabs that only indent, or that stand after a list number, make no table:

>>> find_tab_tables(cut_lines("\\tตามที่เทศบาล\\n๑.\\tจัดทำคู่มือ\\n๒.\\tทบทวน", 0, 40))
[]
"""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.extract.ground import Line, TableDraft, cut_lines, padded
from prongsai.extract.shapes import goes_on, is_score, is_value, list_mark
from prongsai.extract.torn_rows import ends_in_lone_score, names_instrument, torn_rows

__all__ = ["cut_lines", "find_tab_tables"]

# A line without tabs between rows is a section row or the rest of a cell; more such lines in a row are text.
_BRIDGE = 2
# A first piece longer than this is a sentence with a stray tab in it, not the key of a row.
_LONG_KEY = 100
_LONG_REST = 400
_BREAKABLE = 12


def find_tab_tables(lines: Sequence[Line]) -> list[TableDraft]:
    """All tables of tab-separated lines."""
    found: list[tuple[int, int, list[list[Line]]]] = []
    index = 0
    while index < len(lines):
        if not _tabbed(lines[index]):
            index += 1
            continue
        run, last = _run(lines, index)
        if _is_table(run):
            found.append((index, last, _groups(run)))
        index = last
    tables = torn_rows(groups for _, _, groups in found)
    return [
        TableDraft(first, last, grid, "tabs")
        for (first, last, _), rows in zip(found, tables, strict=True)
        for grid in padded(rows)
    ]


def _tabbed(line: Line) -> bool:
    return "\t" in line.text and line.furniture is None and not line.blank


def _run(lines: Sequence[Line], first: int) -> tuple[list[Line], int]:
    """The lines of one table from `first` on, and the index behind them."""
    run, index = [lines[first]], first + 1
    spaced = _double_spaced(lines, first)
    widest = lines[first].text.count("\t")
    while index < len(lines):
        line = lines[index]
        if _tabbed(line):
            run.append(line)
            widest = max(widest, line.text.count("\t"))
            index += 1
        elif line.furniture is None and line.blank and "\t" in line.text:
            index += 1  # a row of empty cells
        elif spaced and line.blank and index + 1 < len(lines) and _same_tabs(lines[index + 1], lines[first]):
            index += 1
        else:
            bridge = _bridge(lines, index, run[-1], widest) or _last_score(lines, index, run[-1], widest)
            if not bridge:
                break
            run.extend(bridge)
            index += len(bridge)
    return run, index


def _same_tabs(line: Line, other: Line) -> bool:
    return _tabbed(line) and line.text.count("\t") == other.text.count("\t")


def _double_spaced(lines: Sequence[Line], first: int) -> bool:
    """Whether a blank line stands after every row, which some converters write."""
    rows = lines[first : first + 5 : 2]
    gaps = lines[first + 1 : first + 4 : 2]
    return len(rows) == 3 and all(_same_tabs(row, lines[first]) for row in rows) and all(gap.blank for gap in gaps)


def _bridge(lines: Sequence[Line], index: int, before: Line, widest: int) -> list[Line]:
    """Lines without tabs that stand inside a table: rows of the same width go on right behind them."""
    bridge: list[Line] = []
    for line in lines[index : index + _BRIDGE + 1]:
        if line.blank or line.furniture is not None or len(line.text) > _LONG_REST:
            return []
        if line.text.lstrip().startswith(("#", "**")):
            return []
        if _tabbed(line):
            split = before.text.count("\t") + line.text.count("\t") == widest
            return bridge if split or line.text.count("\t") == widest else []
        bridge.append(line)
    return []


def _last_score(lines: Sequence[Line], index: int, before: Line, widest: int) -> list[Line]:
    """The line `label  score` that ends a table of scores: its tab is printed as blanks."""
    line = lines[index]
    if line.furniture is not None:
        return []
    if before.text.count("\t") == widest and not is_score(before.text.rpartition("\t")[2].strip()):
        return []
    ended = index + 1 == len(lines) or lines[index + 1].blank
    return [line] if ended and ends_in_lone_score(line.text) else []


def _is_table(run: Sequence[Line]) -> bool:
    rows = [line.text for line in run if "\t" in line.text]
    inner = [row for row in rows if "\t" in row.lstrip()]
    if not inner:
        return False  # tabs that only indent
    if all(_is_list_item(row) or "\t" not in row.lstrip() for row in rows):
        return False
    return len(rows) > 1 or rows[0].count("\t") > 1 or len(rows[0].split("\t")[0]) <= _LONG_KEY


def _is_list_item(row: str) -> bool:
    mark, tab, text = row.lstrip().partition("\t")
    found = list_mark(mark + " ")
    return bool(tab) and "\t" not in text.rstrip() and found is not None and found.end() >= len(mark)


def _groups(run: Sequence[Line]) -> list[list[Line]]:
    """The lines of each row: one, unless a row was broken inside a cell."""
    width = max(line.text.count("\t") for line in run)
    joined = _joined(run, width)
    plain: list[list[Line]] = []
    for line in run:
        if plain and "\t" not in line.text and _is_rest(plain[-1][-1].text, line.text):
            plain[-1].append(line)
        else:
            plain.append([line])
    # Joining is believed only where it makes nearly all rows whole: rows whose empty ends were cut off look broken too.
    whole = sum(1 for group in joined if sum(line.text.count("\t") for line in group) == width)
    broken = sum(1 for group in joined if len(group) > 1)
    return joined if broken and whole >= 0.9 * len(joined) else plain


def _joined(run: Sequence[Line], width: int) -> list[list[Line]]:
    groups: list[list[Line]] = []
    index = 0
    while index < len(run):
        tabs, last = run[index].text.count("\t"), index + 1
        while tabs < width and last < min(len(run), index + 4) and _may_continue(run[last - 1].text, run[last].text):
            tabs += run[last].text.count("\t")
            last += 1
        if tabs != width:
            last = index + 1
        elif last < len(run) and "\t" not in run[last].text and _is_rest(run[last - 1].text, run[last].text):
            last += 1
        groups.append(list(run[index:last]))
        index = last
    return groups


def _may_continue(before: str, after: str) -> bool:
    """Whether the first cell of a line may be the rest of the last cell of the line before."""
    last, first = before.rpartition("\t")[2].strip(), after.partition("\t")[0].strip()
    if not last or not first or ends_in_lone_score(last) or _opens_row(first):
        return False
    if goes_on(last, first):
        return True
    # Lines break in long cells; two short ones are the end of one row and the beginning of another.
    return len(last) >= _BREAKABLE and not is_value(last) and list_mark(first) is None


def _opens_row(first: str) -> bool:
    """Whether a cell is a number, a code or an instrument, or begins with one that blanks hold apart from the rest."""
    key = first[:20].partition("  ")[0]
    return is_value(key) or names_instrument(key)


def _is_rest(before: str, line: str) -> bool:
    """Whether a line without tabs is the rest of the last cell before it; otherwise it is a section row."""
    last = before.rpartition("\t")[2].strip()
    if ends_in_lone_score(line) or _opens_row(line.strip()):
        return False  # a row whose tabs are printed as blanks
    if goes_on(last, line.strip()):
        return True
    marks = list_mark(last), list_mark(line.strip())
    return len(last) >= 20 and (marks[1] is None or marks[0] is not None) and not line.lstrip().startswith("<")
