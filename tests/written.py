"""Tables as text: one grid of cells written with tabs, as Markdown, as HTML, in columns of spaces, or ruled.

A grid is rows of cells; `None` stands where a cell of the row above or to the left reaches. In a cell a line end is a
line end of the author's; `|` says where a line may be wrapped.

>>> table = [[Cell("ที่"), Cell("มาตรการ")], [Cell("1"), Cell("จัดทำ|ผัง")]]
>>> tabs(table)
'ที่\\tมาตรการ\\n1\\tจัดทำผัง'
>>> pipes(table, 1).splitlines()
['| ที่ | มาตรการ |', '|---|---|', '| 1 | จัดทำผัง |']
>>> html([[Cell("ก", cols=2), None]], 1)
'<table>\\n<tr><th colspan="2">ก</th></tr>\\n</table>'
>>> print(columns(table, 1, (4, 12)))
ที่   มาตรการ
1   จัดทำผัง
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and over how many rows and columns it reaches."""

    text: str
    rows: int = 1
    cols: int = 1


Grid = list[list[Cell | None]]


def flat(text: str, line_end: str = " ") -> str:
    """A cell's text on one line."""
    return text.replace("|", "").replace("\n", line_end)


def tabs(grid: Grid, header: int = 1) -> str:
    """Lines of cells with tabs between them; what a merged cell covers is empty."""
    return "\n".join("\t".join(flat(cell.text) if cell else "" for cell in row).rstrip("\t") for row in grid)


def broken_tabs(grid: Grid, header: int = 1) -> str:
    """The same with the line ends that stand inside cells, as a careless export leaves them."""
    return "\n".join("\t".join(flat(cell.text, "\n") if cell else "" for cell in row).rstrip("\t") for row in grid)


def pipes(grid: Grid, header: int = 1) -> str:
    """A Markdown table; a line end in a cell is <br>."""
    lines = ["| " + " | ".join(flat(cell.text, "<br>") if cell else "" for cell in row) + " |" for row in grid]
    lines.insert(1, "|" + "---|" * len(grid[0]))
    return "\n".join(lines)


def html(grid: Grid, header: int = 1) -> str:
    """An HTML table with rowspan and colspan."""
    rows = []
    for index, row in enumerate(grid):
        tag = "th" if index < header else "td"
        cells = []
        for cell in row:
            if cell is None:
                continue
            spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
                f' colspan="{cell.cols}"' if cell.cols > 1 else ""
            )
            escaped = flat(cell.text.replace("&", "&amp;").replace("<", "&lt;"), "<br/>")
            cells.append(f"<{tag}{spans}>{escaped}</{tag}>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def rich_html(grid: Grid, header: int = 1) -> str:
    """HTML as word processors save it: sections, paragraphs, lists, spans, hard blanks."""

    def content(text: str) -> str:
        lines = [flat(line.replace("&", "&amp;").replace("<", "&lt;")) for line in text.split("\n")]
        numbered = [line for line in lines if line[:1] in "123456789๑๒๓๔๕๖๗๘๙" and line[1:2] == "."]
        if len(lines) > 1 and len(numbered) == len(lines):
            return "<ol>" + "".join(f"<li>{line[2:].strip()}</li>" for line in lines) + "</ol>"
        return "".join(f'<p style="margin:0"><span lang="TH">{line or "&nbsp;"}</span></p>' for line in lines)

    rows = []
    for index, row in enumerate(grid):
        cells = []
        for cell in row:
            if cell is not None:
                spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + f' colspan="{cell.cols}"' * (
                    cell.cols > 1
                )
                bold = (f"<b>{flat(cell.text)}</b>") if index < header else content(cell.text)
                cells.append(f'<td width="120" valign="top"{spans}>{bold}</td>')
        rows.append("  <tr>\n    " + "\n    ".join(cells) + "\n  </tr>")
    head, body = "\n".join(rows[:header]), "\n".join(rows[header:])
    return f'<div>\n<table border="1" cellspacing="0">\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>'


def loose_pipes(grid: Grid, header: int = 1) -> str:
    """A Markdown table without outer bars, with alignment marks and bold headings."""
    lines = [
        " | ".join(
            (f"**{flat(cell.text)}**" if index == 0 and cell.text else flat(cell.text, "<br />")) if cell else ""
            for cell in row
        )
        for index, row in enumerate(grid)
    ]
    lines.insert(1, " | ".join([":---", ":---:", "---:"][index % 3] for index in range(len(grid[0]))))
    return "\n".join(lines)


def quoted_tabs(grid: Grid, header: int = 1) -> str:
    """What a spreadsheet puts on the clipboard: cells with line ends in quotes, every row with all its tabs."""
    return "\n".join(
        "\t".join(
            (f'"{flat(cell.text, chr(10))}"' if "\n" in cell.text else flat(cell.text)) if cell else "" for cell in row
        )
        for row in grid
    )


def shown_width(text: str) -> int:
    """How many columns of a fixed-width page a text takes: marks above and below take none."""
    return sum(unicodedata.category(c) != "Mn" for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of a width, broken at spaces and `|` only."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for token in part.replace(" ", " |").split("|"):
            if line and shown_width(line + token.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += token
        lines.append(line.rstrip())
    return lines or [""]


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - shown_width(text))


def columns(grid: Grid, header: int = 1, widths: Sequence[int] = ()) -> str:
    """Columns of spaces, as `pdftotext -layout` leaves them.

    Cells are wrapped at the width of their column; a blank line stands between the rows of the body where any of them
    has more than one line.
    """
    widths = widths or _widths(grid)
    blocks = []
    for row in grid:
        cells = []
        for index, cell in enumerate(row):
            span = sum(widths[index : index + cell.cols]) + 2 * (cell.cols - 1) if cell else widths[index]
            cells.append(wrapped(cell.text, span) if cell else [""])
        height = max(len(lines) for lines in cells)
        block = []
        for number in range(height):
            line = ""
            start = 0
            for index, lines in enumerate(cells):
                if row[index] is not None or not line:
                    line = _padded(line, start) + (lines[number] if number < len(lines) else "")
                start += widths[index] + 2
            block.append(line.rstrip())
        blocks.append("\n".join(block))
    apart = "\n\n" if any("\n" in block for block in blocks[header:]) else "\n"
    return apart.join(["\n".join(blocks[:header]), *blocks[header:]] if header else blocks)


def tight(grid: Grid, header: int = 1) -> str:
    """Columns of spaces without blank lines between the rows."""
    return columns(grid, header).replace("\n\n", "\n")


def _longest_word(text: str) -> int:
    return max(shown_width(word) for word in text.replace("|", " ").replace("\n", " ").split(" "))


def _widths(grid: Grid, page: int = 150) -> list[int]:
    """A width for each column: as wide as its longest line, but the long ones share what the page has left.

    No column is narrower than its longest word, for such a word would run into the next column.
    """
    natural, least = [1] * len(grid[0]), [1] * len(grid[0])
    for row in grid:
        for index, cell in enumerate(row):
            if cell is not None and cell.cols == 1:
                lines = (shown_width(line.replace("|", "")) for line in cell.text.split("\n"))
                natural[index] = max(natural[index], *lines)
                least[index] = max(least[index], _longest_word(cell.text))
    left = page - 2 * len(natural)
    cap = left // max(1, len(natural))
    short = [width for width in natural if width <= cap]
    cap = max(14, (left - sum(short)) // max(1, len(natural) - len(short)))
    widths = [max(low, min(width, cap)) for low, width in zip(least, natural, strict=True)]
    for row in grid:
        for index, cell in enumerate(row):
            if cell is not None and cell.cols > 1:
                reach = sum(widths[index : index + cell.cols]) + 2 * (cell.cols - 1)
                widths[index + cell.cols - 1] += max(0, _longest_word(cell.text) - reach)
    return widths


def ruled(grid: Grid, header: int = 1) -> str:
    """A table with drawn borders, every cell on one line."""
    texts = [[flat(cell.text) if cell else "" for cell in row] for row in grid]
    widths = [max(shown_width(row[index]) for row in texts) for index in range(len(grid[0]))]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule]
    for row in texts:
        lines += [
            "|" + "|".join(f" {_padded(text, width)} " for text, width in zip(row, widths, strict=True)) + "|",
            rule,
        ]
    return "\n".join(lines)


WRITERS = {
    "tabs": tabs,
    "broken tabs": broken_tabs,
    "quoted tabs": quoted_tabs,
    "pipes": pipes,
    "loose pipes": loose_pipes,
    "html": html,
    "rich html": rich_html,
    "columns": columns,
    "tight": tight,
    "ruled": ruled,
}
