"""Layouts: the same grid written as tabs, pipes, HTML, frames and blanks is read back; prose stays prose."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.extract.blocks import Block, Layout, Paragraph, Table
from prongsai.extract.plain import read_layout
from prongsai.pipeline import process
from prongsai.reference.furniture import furniture_rules

Grid = list[list[str]]


def tables(text: str) -> list[Table]:
    return [block for block in read_layout(text).blocks if isinstance(block, Table)]


def raws(table: Table) -> Grid:
    return [[cell.raw for cell in row] for row in table.rows]


def paragraphs(text: str) -> list[Paragraph]:
    return [block for block in read_layout(text).blocks if isinstance(block, Paragraph)]


def furniture(text: str) -> dict[str, str | None]:
    return {block.raw: block.furniture for block in paragraphs(text)}


def squeezed(grid: Grid) -> Grid:
    return [["".join(cell.split()) for cell in row] for row in grid]


# --- a renderer: grids as dumps write them ---------------------------------------------------------

LABELS = [
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การเปิดเผยข้อมูล",
]  # fmt: skip
SENTENCES = [
    "จัดทำคู่มือหรือแนวทางการปฏิบัติงานและเผยแพร่ให้เจ้าหน้าที่ทุกคนทราบและถือปฏิบัติอย่างเคร่งครัด",
    "ประชาสัมพันธ์ช่องทางการร้องเรียนการทุจริตของเจ้าหน้าที่ให้ประชาชนทราบผ่านเว็บไซต์และสื่อสังคมออนไลน์ของหน่วยงาน",
    "ประชุมชี้แจงเจ้าหน้าที่เกี่ยวกับข้อมูลการใช้จ่ายงบประมาณ และรายงานผลการจัดซื้อจัดจ้างให้ผู้บริหารทราบทุกเดือน",
    "ทบทวนขั้นตอนและระยะเวลาการให้บริการ ปรับปรุงคู่มือสำหรับประชาชน และติดตามประเมินผลความพึงพอใจเป็นระยะ",
]
UNITS = ["สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "ทุกส่วนราชการ"]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def made_grid(rng: random.Random, columns: int, rows: int) -> Grid:
    """A table of 2 to 7 columns as reports have them, some with long cells."""

    def score() -> str:
        return f"{rng.uniform(40, 100):.2f}".translate(THAI_DIGITS)

    def label() -> str:
        return rng.choice(LABELS)

    def sentence() -> str:
        return rng.choice(SENTENCES)

    kinds: dict[int, tuple[list[str], Callable[[int], list[str]]]] = {
        2: (["ตัวชี้วัด", "คะแนน"], lambda i: [label(), score()]),
        3: (["ข้อ", "ประเด็นการประเมิน", "คะแนน"], lambda i: [f"i{i}", sentence(), score()]),
        4: (["ตัวชี้วัด", "๒๕๖๕", "๒๕๖๖", "ผลต่าง"], lambda i: [f"{i}. {label()}", score(), score(), score()]),
        5: (
            ["มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามผล"],
            lambda i: [f"{i}. {label()}", sentence(), rng.choice(UNITS), "ไตรมาสที่ ๒", label()],
        ),
        6: (
            ["ลำดับ", "มาตรการ", "วิธีดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลการดำเนินการ"],
            lambda i: [str(i), label(), sentence(), "ตลอดปี", rng.choice(UNITS), sentence()],
        ),
        7: (
            ["ที่", "ตัวชี้วัด", "IIT", "EIT", "OIT", "ระดับ", "หมายเหตุ"],
            lambda i: [str(i), label(), score(), score(), score(), rng.choice("ABC"), label()],
        ),
    }  # fmt: skip
    header, row = kinds[columns]
    return [header, *([cell.translate(THAI_DIGITS) for cell in row(i + 1)] for i in range(rows))]


def seen(text: str) -> int:
    """The width of a text on a screen: marks above and below a letter have none."""
    return sum(1 for c in text if unicodedata.category(c) != "Mn")


def wrapped(text: str, width: int) -> list[str]:
    """A cell broken into lines, never before a mark, at blanks where there are any near the end."""
    lines: list[str] = []
    clusters = re.findall(r"[\u0e40-\u0e44]?.[\u0e30-\u0e3a\u0e45-\u0e4e]*", text)
    line = ""
    for cluster in clusters:
        if line and len(line + cluster) > width:
            cut = line.rfind(" ")
            rest = line[cut + 1 :] if cut > width * 0.6 else ""
            lines.append(line[: len(line) - len(rest)].strip())
            line = rest
        line += cluster
    return [*lines, line.strip()]


def as_tabs(grid: Grid) -> str:
    return "\n".join("\t".join(row) for row in grid)


def as_pipes(grid: Grid, framed: bool = True) -> str:
    rows = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in grid]
    rows.insert(1, " | ".join("---" for _ in grid[0]))
    return "\n".join(f"| {row} |" if framed else row for row in rows)


def as_html(grid: Grid, closed: bool = True) -> str:
    end = ("</td>", "</tr>") if closed else ("", "")
    rows = ["<tr>" + "".join(f"<td>{cell}{end[0]}" for cell in row) + end[1] for row in grid]
    return "<table>" + "\n".join(rows) + "</table>"


def as_frames(grid: Grid) -> str:
    widths = [max(seen(row[c]) for row in grid) for c in range(len(grid[0]))]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule]
    for row in grid:
        cells = (f" {cell}{' ' * (width - seen(cell))} " for cell, width in zip(row, widths, strict=True))
        lines += ["|" + "|".join(cells) + "|", rule]
    return "\n".join(lines)


def as_blanks(
    grid: Grid, rng: random.Random, *, on_screen: bool = False, middle: bool = False, gap_rows: bool = False
) -> str:
    """Columns held apart by blanks. pdftotext counts every character, a typist what is seen on the screen."""
    count = seen if on_screen else len
    widths = [max(8, min(36, max(map(count, column)))) for column in zip(*grid, strict=True)]
    lefts, left = [], 0
    for width in widths:
        lefts.append(left)
        left += width + rng.randint(3, 6)
    lines: list[str] = []
    for r, row in enumerate(grid):
        cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, cells))
        block = [""] * height
        for c, pieces in enumerate(cells):
            top = (height - len(pieces)) // 2 if middle or r == 0 else 0
            for i, piece in enumerate(pieces):
                centred = r == 0 or (len(piece) <= 6 and c > 0)
                indent = max(0, (widths[c] - count(piece)) // 2) if centred else 0
                line = block[top + i]
                block[top + i] = line + " " * (lefts[c] + indent - count(line)) + piece
        lines += block + ([""] if gap_rows else [])
    return "\n".join(lines)


# --- grids read back -------------------------------------------------------------------------------

CASES = [(columns, seed) for columns in range(2, 8) for seed in range(4)]


@pytest.mark.parametrize(("columns", "seed"), CASES)
@pytest.mark.parametrize(
    "render",
    [
        as_tabs,
        as_pipes,
        lambda grid: as_pipes(grid, framed=False),
        as_html,
        lambda grid: as_html(grid, closed=False),
        as_frames,
    ],
    ids=["tabs", "pipes", "bare-pipes", "html", "unclosed-html", "frames"],
)
def test_a_grid_is_read_back_exactly(render: Callable[[Grid], str], columns: int, seed: int) -> None:
    grid = made_grid(random.Random(seed), columns, 6)
    text = f"ก่อนตาราง\n\n{render(grid)}\n\nหลังตาราง"
    (table,) = tables(text)
    assert raws(table) == grid
    assert [p.raw for p in paragraphs(text)] == ["ก่อนตาราง", "หลังตาราง"]


@pytest.mark.parametrize("on_screen", [False, True], ids=["counted", "seen"])
@pytest.mark.parametrize("gap_rows", [False, True], ids=["close", "spaced"])
@pytest.mark.parametrize(("columns", "seed"), CASES)
def test_a_grid_in_blanks_is_read_back(columns: int, seed: int, on_screen: bool, gap_rows: bool) -> None:
    rng = random.Random(100 * columns + seed)
    grid = made_grid(rng, columns, 6)
    text = f"ก่อนตาราง\n\n{as_blanks(grid, rng, on_screen=on_screen, gap_rows=gap_rows)}\n\n\nหลังตาราง"
    (table,) = tables(text)
    assert table.layout == "spaces"
    assert squeezed(raws(table)) == squeezed(grid)


def test_cells_in_the_middle_of_their_rows_are_mostly_read_back() -> None:
    """Nothing on paper says where such a row ends; most rows must come out right all the same."""
    right = total = 0
    for columns, seed in CASES:
        rng = random.Random(1000 * columns + seed)
        grid = made_grid(rng, columns, 6)
        found = [row for table in tables(as_blanks(grid, rng, middle=True)) for row in squeezed(raws(table))]
        right += sum(1 for row in squeezed(grid) if row in found)
        total += len(grid)
    assert right / total >= 0.9


# --- negatives: what must not become a table -------------------------------------------------------

PROSE = [
    "        ตามที่เทศบาลตำบลบ้านใหม่ ได้ดำเนินการประเมินคุณธรรมและความโปร่งใส\nในการดำเนินงานของหน่วยงานภาครัฐ นั้น",
    "        ตามที่  เทศบาลได้ดำเนินการประเมินคุณธรรม\nและความโปร่งใส  ในการดำเนินงาน จึงขอรายงาน",
    "๑.   จัดทำคู่มือการปฏิบัติงาน\n๒.   ทบทวนขั้นตอนการให้บริการ\n๓.   รายงานผลต่อผู้บริหาร",
    "๑.\tจัดทำคู่มือการปฏิบัติงาน\n๒.\tทบทวนขั้นตอนการให้บริการ\n\t-\tรายงานผลต่อผู้บริหาร",
    "\tตามที่เทศบาลได้ดำเนินการ\n\tการนี้จึงขอรายงานผล",
    "เว็บไซต์ | เฟซบุ๊ก ของหน่วยงาน\nตามลำดับ",
    "                              (นายสมชาย ใจดี)\n                         นายกเทศมนตรีตำบลบ้านใหม่",
    "คะแนน < 85 และ > 50 ตาม <th ระดับ",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_table(text: str) -> None:
    assert tables(text) == []


def test_prose_stretched_to_both_margins_is_hardly_ever_a_table() -> None:
    rng = random.Random(7)
    prose = "".join(SENTENCES).replace(" ", "")
    in_tables = 0
    for _ in range(20):
        lines = []
        for _ in range(8):
            line, left = "", 80
            while left > 14:
                start, length = rng.randrange(len(prose) - 30), rng.randint(6, min(30, left))
                line += prose[start : start + length] + " "
                left = 80 - len(line)
            pieces = line.split()
            gaps = [1] * (len(pieces) - 1) + [0]
            for _ in range(80 - len(line.rstrip())):
                gaps[rng.randrange(max(1, len(gaps) - 1))] += 1
            lines.append("".join(piece + " " * gap for piece, gap in zip(pieces, gaps, strict=True)))
        in_tables += sum(len(table.rows) for table in tables("\n".join(lines)))
    assert in_tables <= 0.15 * 20 * 8


# --- tabs ------------------------------------------------------------------------------------------


def test_leading_empty_cells_stay_and_short_rows_are_filled_on_the_right() -> None:
    (table,) = tables("เครื่องมือ\tตัวชี้วัด\t๒๕๖๕\t๒๕๖๖\nIIT\t๑\t๘๐\n\t๒\t\t๙๐\n\t\tรวม")
    assert raws(table) == [
        ["เครื่องมือ", "ตัวชี้วัด", "๒๕๖๕", "๒๕๖๖"], ["IIT", "๑", "๘๐", ""], ["", "๒", "", "๙๐"], ["", "", "รวม", ""],
    ]  # fmt: skip


def test_a_row_broken_inside_a_cell_is_put_together() -> None:
    text = "ลำดับ\tมาตรการ\tหน่วยงาน\n๑\tจัดทำคู่มือการ\nปฏิบัติงาน\tกองคลัง\n๒\tประกาศ\tกองช่าง"
    (table,) = tables(text)
    assert raws(table)[1] == ["๑", "จัดทำคู่มือการ\nปฏิบัติงาน", "กองคลัง"]
    assert (table.rows[1][1].place.line, table.rows[1][1].place.line_end) == (2, 3)


def test_rows_whose_empty_ends_were_cut_off_are_not_put_together() -> None:
    (table,) = tables("ก\tข\tค\tง\tจ\nIIT\tดี\tมาก\nEIT\tดี\tน้อย\nOIT\t\t\t\tหมายเหตุ")
    assert [row[0] for row in raws(table)] == ["ก", "IIT", "EIT", "OIT"]


def test_a_section_row_without_tabs_stays_a_row() -> None:
    (table,) = tables("ข้อ\tคะแนน\nตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่\ni๑\t๑๐๐.๐๐\nตัวชี้วัดที่ ๒ การใช้งบประมาณ\ni๗\t๙๐.๐๐")
    assert [row[0] for row in raws(table)] == [
        "ข้อ", "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่", "i๑", "ตัวชี้วัดที่ ๒ การใช้งบประมาณ", "i๗",
    ]  # fmt: skip


def test_tables_between_blank_lines_are_two_but_double_spaced_rows_are_one() -> None:
    assert len(tables("ก\tข\n๑\t๒\n\nก\tข\n๓\t๔")) == 2
    assert len(tables("ก\tข\n\n๑\t๒\n\n๓\t๔\n\n๕\t๖")) == 1


# --- pipes and HTML --------------------------------------------------------------------------------


def test_rows_above_a_rule_are_headers_and_escaped_bars_are_text() -> None:
    (table,) = tables("| ข้อ | คะแนน |\n| :-- | --: |\n| ก \\| ข | ๙๐ |")
    assert raws(table) == [["ข้อ", "คะแนน"], ["ก \\| ข", "๙๐"]]
    assert [cell.is_header for cell in table.cells()] == [True, True, False, False]


def test_merged_html_cells_are_one_cell_at_several_places() -> None:
    (table,) = tables("<table><tr><th rowspan=2>ก</th><th colspan='2'>ข</th></tr><tr><td>ค</td><td>ง</td></tr></table>")
    top, right = table.rows[0][0], table.rows[0][1]
    assert table.rows[1][0] is top and table.rows[0][2] is right
    assert (top.row_span, top.column_span, right.column_span, top.is_header) == (2, 1, 2, True)
    assert [cell.raw for cell in table.cells()] == ["ก", "ข", "ค", "ง"]
    assert table.rows[1][1].at == "p01.t1.r02.c2"


def test_html_around_and_in_cells_stays_where_it_stands() -> None:
    box = '<input checked="" type="checkbox"/> ค'
    text = f"ก่อน <table><tr><td><p>๑. ก<p>๒. ข<td>{box}</table> กลาง <table><tr><td>ง</table> หลัง"
    first, second = tables(text)
    assert raws(first) == [["<p>๑. ก<p>๒. ข", box]]
    assert raws(second) == [["ง"]]
    assert [p.raw for p in paragraphs(text)] == ["ก่อน", "กลาง", "หลัง"]
    cell = first.rows[0][0]
    assert cell.place.column is not None
    assert text[cell.place.column - 1 :].startswith(cell.raw)


def test_a_nested_table_is_text_of_its_cell() -> None:
    (table,) = tables("<table><tr><td>ก<table><tr><td>ใน</td></tr></table></td><td>ข</td></tr></table>")
    assert raws(table) == [["ก<table><tr><td>ใน</td></tr></table>", "ข"]]


def test_rows_without_a_table_element_and_tables_nobody_closes() -> None:
    assert raws(tables("<tr><td>ก</td><td>ข</td></tr>\nข้อความ")[0]) == [["ก", "ข"]]
    first, second = tables("<table><tr><td>ก</td></tr>\n\nข้อความ\n\n<table><tr><td>ข")
    assert (raws(first), raws(second)) == ([["ก"]], [["ข"]])


def test_hostile_spans_do_not_blow_up_the_grid() -> None:
    rows = "".join("<tr><td rowspan=60000 colspan=60000>ก<td>ข" for _ in range(2000))
    start = time.perf_counter()
    found = tables(f"<table>{rows}</table>")
    assert sum(len(table.rows) * len(table.rows[0]) for table in found) <= 200_000
    assert time.perf_counter() - start < 10


# --- blanks ----------------------------------------------------------------------------------------


def test_a_header_over_two_columns_is_a_merged_cell() -> None:
    (table,) = tables(
        "      แบบวัด IIT                      แบบวัด EIT\n"
        "ข้อ             คะแนน       ข้อ             คะแนน\n"
        "การปฏิบัติ        ๑๐๐.๐๐      คุณภาพ           ๙๘.๑๒\n"
        "งบประมาณ        ๙๐.๐๐       การสื่อสาร        ๙๗.๔๗\n"
        "อำนาจ           ๘๐.๐๐       การปรับปรุง       ๙๗.๐๐\n"
    )
    assert [cell.raw for cell in table.rows[1]] == ["ข้อ", "คะแนน", "ข้อ", "คะแนน"]
    assert [(cell.raw, cell.column_span) for cell in table.rows[0][::2]] == [("แบบวัด IIT", 2), ("แบบวัด EIT", 2)]


def test_a_table_that_goes_on_after_a_form_feed_is_a_second_table() -> None:
    page = "ที่    รายการ              คะแนน\n๑     การปฏิบัติหน้าที่       ๙๐.๐๐\n๒     การใช้งบประมาณ      ๘๐.๐๐\n"
    first, second = tables(page + "\f" + page.replace("๑", "๓").replace("๒", "๔"))
    assert (first.at, second.at) == ("p01.t1", "p02.t1")


def placed(*lines: dict[int, str]) -> str:
    """Lines of pieces, each at its place as pdftotext counts it."""
    return "".join(
        "".join(
            piece.rjust(at - before + len(piece))
            for (at, piece), before in zip(line.items(), [0, *(a + len(p) for a, p in line.items())], strict=False)
        )
        + "\n"
        for line in lines
    )


PLAN_HEADER = placed(
    {0: "ที่", 5: "ข้อสังเกต", 33: "วิธีการ/ขั้นตอน", 63: "หน่วยงาน", 87: "กำหนด"}, {33: "ดำเนินงาน", 86: "แล้วเสร็จ"}
)
HEADER_CELLS = ["ที่", "ข้อสังเกต", "วิธีการ/ขั้นตอน\nดำเนินงาน", "หน่วยงาน", "กำหนด\nแล้วเสร็จ"]
LEFT_OVER = placed({5: "ในหน่วยงาน", 33: "3. รายงานผล"}) + "\n"


def plan_row(number: int) -> str:
    top = {0: str(number), 5: "ก" * 27, 34: "1. จัดทำทะเบียน", 64: "กองคลัง", 86: "มกราคม"}
    return placed(top, {6: "ของหน่วยงาน", 33: "2. แจ้งเวียน"}, {33: "ทุกหมู่บ้าน"}) + "\n"


PLAN_ROW = ["ก" * 27 + "\nของหน่วยงาน", "1. จัดทำทะเบียน\n2. แจ้งเวียน\nทุกหมู่บ้าน", "กองคลัง", "มกราคม"]


def test_columns_that_nearly_touch_are_apart_and_a_second_header_line_belongs_to_the_header() -> None:
    (table,) = tables(f"แผน\n\n{PLAN_HEADER}\n{plan_row(1)}{plan_row(2)}")
    assert raws(table) == [HEADER_CELLS, ["1", *PLAN_ROW], ["2", *PLAN_ROW]]


def test_a_running_line_in_two_pieces_is_no_row_of_the_table_that_goes_on_below_it() -> None:
    head = placed({0: "เทศบาลเมืองใหม่", 51: "แผน 2564"}) + "\n"
    page = f"แผน\n\n{PLAN_HEADER}\n{plan_row(1)}{plan_row(2)}"
    _, second = tables(f"{page}\f{head}{PLAN_HEADER}\n{LEFT_OVER}{plan_row(3)}")
    assert raws(second) == [HEADER_CELLS, ["", "ในหน่วยงาน", "3. รายงานผล", "", ""], ["3", *PLAN_ROW]]
    # What is left of a row stands below its columns, and is a row also at the head of a page.
    _, second = tables(f"{page}\f{LEFT_OVER}{plan_row(3)}{plan_row(4)}")
    assert raws(second)[0] == ["", "ในหน่วยงาน", "3. รายงานผล", "", ""]


@pytest.mark.parametrize("numbered", [True, False])
def test_the_values_of_a_row_are_never_given_to_the_section_below_its_wrapped_label(numbered: bool) -> None:
    one, two = ("1. ", "2. ") if numbered else ("", "")
    (table,) = tables(
        placed(
            {4: "ตัวชี้วัด", 52: "ปี 2562", 66: "ปี 2563"},
            {4: f"{one}คุณภาพการดำเนินงาน", 52: "77.42", 66: "83.40"},
            {4: f"{two}การปรับปรุงระบบ", 52: "74.36", 66: "82.71"},
            {4: "การทำงาน"},
            {2: "แบบตรวจการเปิดเผย (OIT)"},
            {4: f"{one}การเปิดเผยข้อมูล", 52: "60.11", 66: "71.30"},
            {4: f"{two}การป้องกันการทุจริต", 52: "61.50", 66: "62.50"},
        )
    )
    assert raws(table)[2:5] == [
        [f"{two}การปรับปรุงระบบ\nการทำงาน", "74.36", "82.71"],
        ["แบบตรวจการเปิดเผย (OIT)", "", ""],
        [f"{one}การเปิดเผยข้อมูล", "60.11", "71.30"],
    ]


# --- pages and furniture ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [rule for rule in furniture_rules() if rule.pattern], ids=lambda rule: rule.id)
def test_each_furniture_rule_takes_its_examples_first_and_spares_the_near_misses(rule) -> None:  # type: ignore[no-untyped-def]
    for example in rule.example:
        assert next(other.id for other in furniture_rules() if other.fits(example)) == rule.id
    assert not [spare for spare in rule.spare if rule.fits(spare)]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("ก\n\fข\n\fค\n\f", [1, 2, 3]),
        ("ก\n- ๒ -\nข\n- ๓ -\nค", [1, 2, 3]),
        ("ก\n- ๑ -\nข\n- ๒ -\nค\n- ๓ -", [1, 2, 3]),
        ("--- Page 1 ---\nก\n--- Page 2 ---\nข", [1, 2]),
        ("<!-- page 1 -->\nก\n<!-- page 2 -->\nข", [1, 2]),
        ("ก\nหน้า ๑/๒\nข\nหน้า ๒/๒", [1, 2]),
        ("ก\n<!-- PageBreak -->\nข", [1, 2]),
        ("ก\n๒/ข้อความถัดไป...\nข้อความถัดไปของหน้า", [1, 2]),
        ("ก\n๔./ข้อความ...\nข้อความ", [1, 4]),
        ("ก\n\nข", None),
        ("คะแนน\n๑\n๒\n๓", None),
    ],
)
def test_pages(text: str, pages: list[int] | None) -> None:
    layout = read_layout(text)
    texts = [block for block in layout.blocks if isinstance(block, Paragraph) and block.furniture is None]
    assert layout.pages == (pages[-1] if pages else None)
    assert [block.page for block in texts] == (pages or [1] * len(texts))


def test_running_lines_are_furniture_but_for_the_first_title() -> None:
    page = "รายงานผลการวิเคราะห์ เทศบาลตำบลบ้านใหม่\n\nเนื้อหาหน้าที่ {0} ว่าด้วยเรื่องต่าง ๆ\n\nงานนิติการ สำนักปลัด   หน้า {0}\n"
    layout = read_layout("\f".join(page.format(n) for n in range(1, 5)))
    marked = [(b.page, b.furniture) for b in layout.blocks if isinstance(b, Paragraph) and b.raw.startswith("รายงาน")]
    assert marked == [(1, None), *((n, "furniture.running-line") for n in (2, 3, 4))]
    feet = [b.furniture for b in layout.blocks if isinstance(b, Paragraph) and b.raw.startswith("งานนิติการ")]
    assert feet == ["furniture.running-line"] * 4


def test_numbered_headings_at_page_heads_and_table_headers_are_no_running_lines() -> None:
    headings = "\f".join(f"ประเด็นที่ {n}\n\nเนื้อหา {n * n}\n" for n in range(1, 5))
    assert set(furniture(headings).values()) == {None}
    tabled = "\f".join(f"ตัวชี้วัด\tคะแนน\nข้อ {n}\t{n * 7}\n" for n in range(1, 5))
    assert len(tables(tabled)) == 4


def test_a_title_repeated_before_every_part_of_one_table_is_furniture_after_the_first() -> None:
    part = "มาตรการส่งเสริมคุณธรรม\nเทศบาลเมืองพิชัย\n\nประเด็น\tมาตรการ\n{0}\tทำ\n\n"
    layout = read_layout("คำนำ\n\n" + "".join(part.format(n) for n in range(3)))
    names = [block.furniture for block in layout.blocks if isinstance(block, Paragraph)]
    assert names == [None, None, None, *["furniture.repeated-title"] * 4]


def test_a_score_alone_on_its_line_is_no_page_number() -> None:
    text = "คะแนนเฉลี่ย\n๙๕\n\fคะแนนรวม\n๙๐\n\f"
    assert furniture(text)["๙๕"] is None and furniture(text)["๙๐"] is None


# --- paragraphs ------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph_and_items_their_own() -> None:
    line = "ผลการประเมินคุณธรรมและความโปร่งใสของหน่วยงานในปีนี้พบว่าหน่วยงานมี"
    text = f"    {line}\n{line}ค\nดีขึ้น\n๑. {line}\n{line}ก\n๒. {line}\nสิ้นสุด"
    assert [p.raw.count("\n") for p in paragraphs(text)] == [2, 1, 1]


def test_titles_on_short_lines_are_not_joined() -> None:
    text = "มาตรการส่งเสริมคุณธรรม\nเทศบาลเมืองพิชัย\nปีงบประมาณ ๒๕๖๖\n\n" + "ก" * 500
    assert [p.raw.count("\n") for p in paragraphs(text)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("## ส่วนที่ ๒ การนำผล", ["heading"]),
        ("**หลักการประเมิน**", ["heading"]),
        ("**มาตรการส่งเสริม  \nเทศบาลเมืองพิชัย**\nข้อความ", ["heading", "paragraph"]),
        ("**วิเคราะห์** จากการเปรียบเทียบ", ["paragraph"]),
        ("**ก** และ **ข**", ["paragraph"]),
        ("#๑ ข้อความ", ["paragraph"]),
    ],
)
def test_headings(text: str, kinds: list[str]) -> None:
    assert [p.kind for p in paragraphs(text)] == kinds


# --- laws ------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(["การประเมิน", "ITA", "๙๕.๑๕", "๑.", "-", "กองคลัง", "e๑", "“ก”", "น้ำ", "A", "(๒)", "..."])
_GLUE = st.sampled_from([" ", "  ", "     ", "\t", "\t\t", " | ", "|", "\n", "\n\n", "\n\f", "<td>", "</td>", "<tr>"])
_LINES = st.sampled_from(
    [
        "- ๒ -",
        "-----",
        "| --- | --- |",
        "+---+---+",
        "| ก | ข |",
        "<table>",
        "</table>",
        "**ก",
        "ข**",
        "## ก",
        "หน้า ๒/๓",
        "๒/ก ข...",
    ]
)
_DOCUMENTS = st.lists(
    st.one_of(st.builds(lambda words, glue: glue.join(words), st.lists(_WORDS, max_size=5), _GLUE), _LINES), max_size=14
).map("\n".join)

_DRAWN = re.compile(r"</?(?:table|tr|td|th|thead|tbody|tfoot|caption|col|colgroup)\b[^<>]*>|[|+\-=:_─━]")


def _letters(text: str) -> Counter[str]:
    return Counter("".join(_DRAWN.sub("", text).split()))


def _all_raws(layout: Layout) -> str:
    def of(block: Block) -> list[str]:
        return [block.raw] if isinstance(block, Paragraph) else [cell.raw for cell in block.cells()]

    return "\n".join(raw for block in layout.blocks for raw in of(block))


@settings(max_examples=300, deadline=None)
@given(_DOCUMENTS)
def test_every_character_stands_in_exactly_one_block(text: str) -> None:
    assert _letters(_all_raws(read_layout(text))) == _letters(text)


@settings(max_examples=150, deadline=None)
@given(_DOCUMENTS)
def test_addresses_are_unique_and_places_point_at_the_text(text: str) -> None:
    layout = read_layout(text)
    lines = text.split("\n")
    seen_at: set[str] = set()
    for block in layout.blocks:
        for item in [block] if isinstance(block, Paragraph) else list(block.cells()):
            assert item.at not in seen_at
            seen_at.add(item.at)
            place = item.place
            assert place.line is not None and place.column is not None and place.line_end is not None
            first = item.raw.split("\n")[0]
            assert lines[place.line - 1][place.column - 1 :].startswith(first)
            assert place.line <= place.line_end <= len(lines)
        if isinstance(block, Table):
            assert len({len(row) for row in block.rows}) == 1


@settings(max_examples=60, deadline=None)
@given(_DOCUMENTS)
def test_pages_only_go_up(text: str) -> None:
    layout = read_layout(text)
    pages: Sequence[int] = [block.page for block in layout.blocks]
    assert list(pages) == sorted(pages)
    assert layout.pages is None or (not pages or pages[-1] <= layout.pages)


# --- time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "การประเมินคุณธรรม " * 300_000,
        "ก" + "  ก" * 1_000_000,
        "<table><td>" * 30_000,
        "**ก\n" * 30_000,
        "ก ข ค ง จ ...\n" * 30_000,
        "\fก\n" * 20_000,
        "ก\t" * 5_000 + "\n" + "ก\tข\n" * 20_000,
        "กองคลัง            สำนักปลัด\nการ\n" * 3_000,
        "\n" * 1_000_000 + "ก",
        "- " * 1_000_000,
        "<!--" * 500_000,
        "+--+--+\n| ก  ข |\n" * 10_000,
    ],
    ids=range(12),
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    read_layout(text)
    assert time.process_time() - start < 10


def test_time_grows_with_the_rows_and_not_with_their_square() -> None:
    def seconds(rows: int) -> float:
        text = "i๑ เจ้าหน้าที่\t๑๐๐.๐๐\te๑ หน่วยงาน\t๙๘.๑๒\n" * rows
        start = time.process_time()
        read_layout(text)
        return time.process_time() - start

    few, many = (min(seconds(rows) for _ in range(3)) for rows in (1_000, 16_000))
    assert many < 64 * max(few, 0.005)  # sixteen times the rows; their square would be 256 times


# --- torn rows: tabs printed as blanks, lines broken inside cells -----------------------------------

_SCORES = "แบบวัด\tตัวชี้วัด\t\tคะแนน\nIIT\t๑. การปฏิบัติหน้าที่\t\t๘๘.๗๐\n\t๒. การใช้งบประมาณ\t\t๘๑.๔๔\nEIT\t๖. คุณภาพ\t\t๘๗.๓๓\n"
_PLAN = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tกำหนด\n" + "".join(
    f"{n}\tทบทวนมาตรการที่มีอยู่เดิม\t๑. สำรวจ ๒. ประกาศให้ทราบ\tกองคลัง\tไตรมาสที่ ๒\n" for n in "๑๒๓๔"
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (_SCORES + "OIT  ๙. การเปิดเผยข้อมูล\t\t๙๒.๕๐", ["OIT", "๙. การเปิดเผยข้อมูล", "", "๙๒.๕๐"]),
        (_SCORES + "\t๗. ประสิทธิภาพการสื่อสาร  ๙๒.๕๐", ["", "๗. ประสิทธิภาพการสื่อสาร", "", "๙๒.๕๐"]),
        (_SCORES + "คะแนนรวม  ๘๓.๙๗", ["คะแนนรวม", "", "", "๘๓.๙๗"]),
        (_SCORES + "\t๕. การแก้ไขปัญหา\nการทุจริต\t\t๘๕.๕๐", ["", "๕. การแก้ไขปัญหา\nการทุจริต", "", "๘๕.๕๐"]),
        (_SCORES + "\t๕. การแก้ไขปัญหา\nการทุจริต  ๘๕.๕๐", ["", "๕. การแก้ไขปัญหา\nการทุจริต", "", "๘๕.๕๐"]),
        (_PLAN + "๕\tอบรม\t๑. เชิญ ๒. จัด\tกองช่าง  เมษายน ๒๕๖๖", ["๕", "อบรม", "๑. เชิญ ๒. จัด", "กองช่าง", "เมษายน ๒๕๖๖"]),
        (
            _PLAN + "๕\tจัดทำคู่มือการยืมทรัพย์สิน\nของทางราชการ\t๑. เชิญ\tกองช่าง  ตลอดปี",
            ["๕", "จัดทำคู่มือการยืมทรัพย์สิน\nของทางราชการ", "๑. เชิญ", "กองช่าง", "ตลอดปี"],
        ),
    ],
)  # fmt: skip
def test_a_torn_row_is_put_right(text: str, row: list[str]) -> None:
    (table,) = tables(text)
    assert raws(table)[-1] == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # first cells lost, and blanks inside a cell
        (_SCORES + "๓. การใช้  อำนาจ\t\t๘๖.๑๕", ["๓. การใช้  อำนาจ", "", "๘๖.๑๕", ""]),
        # last cells empty and cut off, and blanks inside a list
        (_PLAN + "๕\tอบรม\t๑. เชิญ  ๒. จัด\tกองช่าง", ["๕", "อบรม", "๑. เชิญ  ๒. จัด", "กองช่าง", ""]),
        # two runs of blanks, either of which may have been the tab
        (_PLAN + "๕\tอบรม  ๑. เชิญ  ๒. จัด\tกองช่าง\tตลอดปี", ["๕", "อบรม  ๑. เชิญ  ๒. จัด", "กองช่าง", "ตลอดปี", ""]),
        # blanks inside a word
        (_PLAN + "๕\tอบรม\t๑. เชิญ\tสำนักปลัดเทศบา  \u0e4aล", ["๕", "อบรม", "๑. เชิญ", "สำนักปลัดเทศบา  \u0e4aล", ""]),
        # two score columns: nobody knows which one the score stood in
        (
            "ตัวชี้วัด\t๒๕๖๕\t๒๕๖๖\n๑. หน้าที่\t๘๐.๑๑\t๘๑.๑๑\n๒. งบ\t๘๒.๑๑\t๘๓.๑๑\n๓. อำนาจ  ๘๔.๑๑",
            ["๓. อำนาจ  ๘๔.๑๑", "", ""],
        ),
        # a full row keeps its blanks
        (_SCORES + "OIT\t๙. การเปิดเผย  ข้อมูล\t\t๙๒.๕๐", ["OIT", "๙. การเปิดเผย  ข้อมูล", "", "๙๒.๕๐"]),
    ],
)  # fmt: skip
def test_a_doubtful_row_is_left_as_it_is(text: str, row: list[str]) -> None:
    assert raws(tables(text)[0])[-1] == row


@pytest.mark.parametrize("first", ["๖", "i๖", "EIT", "๖. ทบทวน"])
def test_a_line_that_opens_a_row_is_never_the_rest_of_the_one_before(first: str) -> None:
    text = _PLAN + f"๕\tจัดทำคู่มือการยืมทรัพย์สิน\n{first}\t๑. เชิญ\tกองช่าง\tตลอดปี"
    assert [row[0] for row in raws(tables(text)[0])][-2:] == ["๕", first]


def test_columns_are_known_from_the_same_table_on_another_page() -> None:
    heading = _PLAN.split("\n")[0]
    text = f"{_PLAN}\n\f{heading}\n๕\tอบรมเจ้าหน้าที่  ๑. เชิญ ๒. จัด\tกองช่าง\tตลอดปี\n"
    assert raws(tables(text)[1])[1] == ["๕", "อบรมเจ้าหน้าที่", "๑. เชิญ ๒. จัด", "กองช่าง", "ตลอดปี"]


@pytest.mark.parametrize("seed", range(40))
def test_tabs_lost_from_a_score_table_give_no_score_to_another_row(seed: int) -> None:
    """Whatever is damaged, the scores of a row stand in its row and under a heading of scores, or nowhere."""
    rng = random.Random(seed)
    grid = made_grid(rng, 4, 12)
    lines = ["\t".join(row) for row in grid]
    for n in range(1, len(lines)):
        if rng.random() < 0.3:
            cut = rng.choice([i for i, c in enumerate(lines[n]) if c == "\t"])
            lines[n] = f"{lines[n][:cut]}  {lines[n][cut + 1 :]}"
    found = {row[0]: row for table in tables("\n".join(lines)) for row in raws(table)}
    right = 0
    for row in grid[1:]:
        if row[0] in found:
            assert found[row[0]] == row
            right += 1
    assert right >= 10


def test_many_torn_rows_take_linear_time() -> None:
    text = "\t".join("กขคงจฉช") + "\n" + "๑\tก\tข\tค\tง\tจ\tฉ\n" * 9_000 + "๑\tก  ข  ค  ง\tจ\nฉ  ช\n" * 9_000
    start = time.process_time()
    read_layout(text)
    assert time.process_time() - start < 15


def test_a_score_beside_its_label_is_read_under_its_heading() -> None:
    """An always-empty column lies between the label and the value; the score slid into it."""
    rows = ["IIT | ๑. การปฏิบัติหน้าที่ | | ๘๘.๗๐", " | ๓. การใช้อำนาจ | | ๘๖.๑๕", " | ๔. การใช้ทรัพย์สินของราชการ | ๘๐.๒๖ | ", " | ๕. การแก้ไขปัญหาการทุจริต | | ๗๐.๑๑"]  # fmt: skip
    head = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕\n\n| เครื่องมือ | ตัวชี้วัด | | คะแนน |\n| --- | --- | --- | --- |\n"
    scores = {
        s.indicator_no: s.value
        for s in process((head + "\n".join(f"| {row} |" for row in rows)).encode(), "made").scores
    }
    assert {number: str(value) for number, value in scores.items()} == {
        "1": "88.70",
        "3": "86.15",
        "4": "80.26",
        "5": "70.11",
    }
