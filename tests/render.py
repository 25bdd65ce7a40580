"""A made-up report written back as a text, in many layouts, with what a reader must find in it.

    rendered = render(make(7), Layout(table="html", scores="side", digits="thai"))
    rendered.text, rendered.scores, rendered.measures

A layout is a choice for each thing that differs between published reports: how tables are written, how scores are
arranged, which columns the plan has in which order under which headings, where a page ends, which digits and which
letters of codes are printed. Same seed and layout, same text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, catalogue
from tests.made import Made, MadeMeasure, ScoreRow, plain, score_row, title_of, topic_name
from tests.written import WRITERS, Cell, Grid

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
INSTRUMENT_TITLES = {
    "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    "OIT": "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
}
HEADINGS = {
    "number": "ที่",
    "topic": "ประเด็น",
    "question": "ข้อคำถาม",
    "indicator": "ตัวชี้วัด",
    "finding": "ข้อค้นพบ",
    "weakness": "ข้อบกพร่อง",
    "measure": "มาตรการ",
    "steps": "ขั้นตอนการดำเนินงาน",
    "measure_steps": "มาตรการ/วิธีดำเนินการ",
    "responsible": "ผู้รับผิดชอบ",
    "period": "ระยะเวลา",
    "monitoring": "การติดตามผล",
    "status": "สถานะการดำเนินการ",
    "progress": "ผลการดำเนินงาน",
    "outcome": "ผลลัพธ์",
    "budget": "งบประมาณ (บาท)",
    "note": "หมายเหตุ",
}
STATUS_WORDS = {"done": "ดำเนินการแล้วเสร็จ", "in_progress": "อยู่ระหว่างดำเนินการ", "not_started": "ยังไม่ได้ดำเนินการ"}


@dataclass(frozen=True)
class Layout:
    """How a report is written. `scores` and `plan` name functions of this module; `columns` are roles, left to right."""

    table: str = "tabs"
    scores: str = "long"
    plan: str = "table"
    columns: tuple[str, ...] = ("number", "topic", "question", "finding", "measure", "steps", "responsible", "period", "monitoring")
    headings: tuple[tuple[str, str], ...] = ()
    digits: str = "thai"
    codes: str = "plain"
    marks: str = "1."
    units: str = "/"
    page_break: str = ""
    merged: bool = False
    status: str = "words"
    lists: bool = False
    year: int | None = None

    @property
    def progress(self) -> bool:
        """Whether it is a report on progress and no plan."""
        return bool({"status", "progress", "outcome", "ticks"} & set(self.columns))


@dataclass
class Rendered:
    """The text, and the records that a reader should have found."""

    text: str = ""
    scores: Counter[ScoreRow] = field(default_factory=Counter)
    ratings: dict[int, str] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)


class Pen:
    """Writes numbers and codes in a layout's way."""

    def __init__(self, layout: Layout, rng: Random) -> None:
        self._layout, self._rng = layout, rng

    def digits(self, text: str) -> str:
        """A text with its digits in the layout's script; `mixed` changes from number to number."""
        if self._layout.digits == "arabic":
            return text
        if self._layout.digits == "thai":
            return text.translate(THAI)
        parts = text.split(" ")
        return " ".join(part.translate(THAI) if self._rng.random() < 0.5 else part for part in parts)

    def code(self, code: str) -> str:
        """A code as printed: `i24`, `I24`, `๐๒๔`, `O๐๕`, `1๒๘`."""
        letter, number = code[0], code[1:]
        style = self._layout.codes
        if style == "upper":
            return letter.upper() + self.digits(number)
        if style == "padded":
            return letter.upper() + self.digits(number.zfill(2))
        if style == "confused":
            if letter == "o":
                return self._rng.choice(("0", "๐")) + number.translate(THAI)
            if letter == "i" and len(number) == 2:
                return "1" + number.translate(THAI)
        return letter + self.digits(number)

    def score(self, value: object) -> str:
        """A score with two decimals."""
        return self.digits(f"{value:.2f}")


def render(made: Made, layout: Layout) -> Rendered:
    """The report in a layout."""
    rng = Random(f"render {made.seed}")
    pen = Pen(layout, rng)
    out = Rendered()
    year = made.assessed_year_be
    kind = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส" if layout.progress else "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"
    of_year = made.plan_year_be if layout.progress else year
    parts = [
        f"{kind}\n{pen.digits(f'ประจำปีงบประมาณ พ.ศ. {of_year}')}",
        f"{made.agency_name}\nอำเภอ{made.district} จังหวัด{made.province}",
    ]
    if layout.progress:
        parts.append(pen.digits(f"มาตรการเหล่านี้กำหนดขึ้นจากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}"))
    if layout.scores:
        parts += [pen.digits(f"1. ผลการประเมิน ประจำปีงบประมาณ พ.ศ. {year}"), SCORE_FORMS[layout.scores](made, layout, pen, out)]
    if layout.lists:
        parts += _lists(made, pen, out)
    if layout.plan:
        parts += [pen.digits(f"2. มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {made.plan_year_be}")]
        parts += [PLAN_FORMS[layout.plan](made, layout, pen, out, rng)]
    parts += [pen.digits("3. ปัญหาและอุปสรรค"), "\n".join(pen.digits(f"{n}. {plain(text)}") for n, text in enumerate(made.limitations, start=1))]
    out.findings += [{"kind": "limitation", "text": plain(text)} for text in made.limitations]
    out.text = "\n\n".join(parts) + "\n"
    return out


def _lists(made: Made, pen: Pen, out: Rendered) -> list[str]:
    parts = ["จุดแข็ง", "\n".join(f"- {pen.digits(plain(text))}" for text in made.strengths)]
    parts += ["จุดอ่อน", "\n".join(f"- {pen.digits(plain(text))}" for text in made.weaknesses)]
    out.findings += [{"kind": "strength", "text": plain(text)} for text in made.strengths]
    out.findings += [{"kind": "weakness", "text": plain(text)} for text in made.weaknesses]
    return parts


# ---- scores -------------------------------------------------------------------------------------------------------


def _name(no: str, year: int) -> str:
    return catalogue(year).indicators[no].name


def _take(made: Made, out: Rendered, name: str, year: int | None = None) -> Any:
    """The value of a figure, noted as one that a reader must find."""
    year = year or made.assessed_year_be
    value = made.figures[year][name]
    out.scores[score_row(name, year, value)] = 1
    return value


def _write(layout: Layout, grid: Grid, header: int = 1) -> str:
    return WRITERS[layout.table](grid, header)


def _rating(made: Made, out: Rendered, year: int | None = None) -> str:
    """The rating of a year, noted as one that a reader must find."""
    year = year or made.assessed_year_be
    out.ratings[year] = made.ratings[year]
    return made.ratings[year]


def long_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Instrument, number and name of the indicator, score; a total below."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("เครื่องมือ"), Cell("ตัวชี้วัด"), Cell("คะแนน")]]
    for instrument, numbers in INDICATORS_OF.items():
        for index, no in enumerate(numbers):
            label = Cell(instrument, rows=len(numbers)) if index == 0 else None
            grid.append([label, Cell(pen.digits(f"{no}. {_name(no, year)}")), Cell(pen.score(_take(made, out, no)))])
    grid.append([Cell("คะแนนรวม", cols=2), None, Cell(pen.score(_take(made, out, "overall")))])
    grid.append([Cell("ระดับผลการประเมิน", cols=2), None, Cell(_rating(made, out))])
    return _write(layout, grid)


def numbered_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """The number of the indicator in a column of its own, the instruments as section rows with their scores."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ตัวชี้วัดที่"), Cell("ชื่อตัวชี้วัด"), Cell("คะแนนที่ได้"), Cell("คะแนนเต็ม")]]
    full = pen.digits("100")
    for instrument, numbers in INDICATORS_OF.items():
        grid.append([Cell(""), Cell(INSTRUMENT_TITLES[instrument]), Cell(pen.score(_take(made, out, instrument))), Cell(full)])
        for no in numbers:
            grid.append([Cell(pen.digits(no)), Cell(_name(no, year)), Cell(pen.score(_take(made, out, no))), Cell(full)])
    grid.append([Cell(""), Cell("คะแนนภาพรวม"), Cell(pen.score(_take(made, out, "overall"))), Cell(full)])
    return _write(layout, grid) + pen.digits(f"\n\nระดับผลการประเมิน : {_rating(made, out)}")


def restarted_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Indicators counted anew within each instrument; a mean below each."""
    year = made.assessed_year_be
    parts = []
    for instrument, numbers in INDICATORS_OF.items():
        grid: Grid = [[Cell("ลำดับ"), Cell("ตัวชี้วัด"), Cell("ผลคะแนน")]]
        for index, no in enumerate(numbers, start=1):
            grid.append([Cell(pen.digits(str(index))), Cell(_name(no, year)), Cell(pen.score(_take(made, out, no)))])
        grid.append([Cell(""), Cell(f"คะแนนเฉลี่ย {instrument}"), Cell(pen.score(_take(made, out, instrument)))])
        parts.append(INSTRUMENT_TITLES[instrument] + "\n\n" + _write(layout, grid))
    return "\n\n".join(parts)


def side_by_side(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """The three instruments beside each other, a pair of columns each; means and total below."""
    year = made.assessed_year_be
    order = Random(f"side {made.seed}").sample(tuple(INDICATORS_OF), 3)
    grid: Grid = [[cell for name in order for cell in (Cell(f"แบบวัด {name}"), Cell("คะแนน"))]]
    for index in range(5):
        row: list[Cell | None] = []
        for name in order:
            numbers = INDICATORS_OF[name]  # type: ignore[index]
            if index < len(numbers):
                no = numbers[index]
                row += [Cell(pen.digits(f"{no}. {_name(no, year)}")), Cell(pen.score(_take(made, out, no)))]
            else:
                row += [Cell(""), Cell("")]
        grid.append(row)
    grid.append([cell for name in order for cell in (Cell(f"คะแนนเฉลี่ย {name}"), Cell(pen.score(_take(made, out, name))))])
    grid.append([Cell("คะแนนรวมทั้งหมด", cols=5), None, None, None, None, Cell(pen.score(_take(made, out, "overall")))])
    return _write(layout, grid)


def two_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Two years beside each other with the difference, total and rating below."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ตัวชี้วัด"), Cell(pen.digits(f"ปี {year - 1}")), Cell(pen.digits(f"ปี {year}")), Cell("ผลต่าง")]]

    def row(label: str, name: str) -> list[Cell | None]:
        old, new = _take(made, out, name, year - 1), _take(made, out, name, year)
        return [Cell(pen.digits(label)), Cell(pen.score(old)), Cell(pen.score(new)), Cell(pen.digits(f"{new - old:+.2f}"))]

    for no in INSTRUMENT_BY_INDICATOR:
        grid.append(row(f"{no}. {_name(no, year)}", no))
    grid.append(row("คะแนนเฉลี่ยรวม", "overall"))
    grid.append([Cell("ระดับ"), Cell(_rating(made, out, year - 1)), Cell(_rating(made, out)), Cell("")])
    return _write(layout, grid)


def two_years_newest_first(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Under a common heading over both years, the newer one first; a column of words for the change."""
    year = made.assessed_year_be
    grid: Grid = [
        [Cell("เครื่องมือ", rows=2), Cell("ตัวชี้วัด", rows=2), Cell("คะแนนปีงบประมาณ พ.ศ.", cols=2), None, Cell("แนวโน้ม", rows=2)],
        [None, None, Cell(pen.digits(str(year))), Cell(pen.digits(str(year - 1))), None],
    ]
    for instrument, numbers in INDICATORS_OF.items():
        for index, no in enumerate(numbers):
            new, old = _take(made, out, no, year), _take(made, out, no, year - 1)
            label = Cell(instrument, rows=len(numbers)) if index == 0 else None
            word = "เพิ่มขึ้น" if new > old else "ลดลง" if new < old else "คงที่"
            grid.append([label, Cell(_name(no, year)), Cell(pen.score(new)), Cell(pen.score(old)), Cell(word)])
    return _write(layout, grid, 2)


def ranked_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """All indicators by their score: the number before each is its place, not its own number."""
    year = made.assessed_year_be
    figures = made.figures[year]
    grid: Grid = [[Cell("ลำดับ"), Cell("ตัวชี้วัด"), Cell("คะแนน"), Cell("แบบวัด")]]
    for place, no in enumerate(sorted(INSTRUMENT_BY_INDICATOR, key=lambda no: -figures[no]), start=1):
        instrument = INSTRUMENT_BY_INDICATOR[no]
        grid.append([Cell(pen.digits(str(place))), Cell(_name(no, year)), Cell(pen.score(_take(made, out, no))), Cell(instrument)])
    return _write(layout, grid)


def above_and_below(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Two tables, of what reached 85 and what did not; a column for the target, and a verdict."""
    year = made.assessed_year_be
    parts = []
    for title, good in (("ตัวชี้วัดที่ได้คะแนนตั้งแต่ 85 คะแนนขึ้นไป", True), ("ตัวชี้วัดที่ได้คะแนนต่ำกว่า 85 คะแนน", False)):
        grid: Grid = [[Cell("ตัวชี้วัด"), Cell("เกณฑ์ผ่าน"), Cell("คะแนนที่ได้"), Cell("หมายเหตุ")]]
        for no in INSTRUMENT_BY_INDICATOR:
            if (made.figures[year][no] >= 85) == good:
                label = pen.digits(f"ตัวชี้วัดที่ {no} {_name(no, year)}")
                grid.append([Cell(label), Cell(pen.digits("85")), Cell(pen.score(_take(made, out, no))), Cell("ผ่าน" if good else "ไม่ผ่าน")])
        parts += [pen.digits(title), _write(layout, grid)] if len(grid) > 1 else []
    return "\n\n".join(parts)


def sub_indicators(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Indicators 9 and 10 with their sub-indicators."""
    year = made.assessed_year_be
    facts = catalogue(year)
    grid: Grid = [[Cell("ตัวชี้วัด/ตัวชี้วัดย่อย"), Cell("คะแนน")]]
    for no in INDICATORS_OF["OIT"]:
        grid.append([Cell(pen.digits(f"ตัวชี้วัดที่ {no} {_name(no, year)}")), Cell(pen.score(_take(made, out, no)))])
        for sub, name in facts.sub_indicators.items():
            if sub.split(".")[0] == no and sub in made.figures[year]:
                grid.append([Cell(pen.digits(f"ตัวชี้วัดย่อยที่ {sub} {name}")), Cell(pen.score(_take(made, out, sub)))])
    return _write(layout, grid)


def questions(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table of questions for each indicator, its own score in the heading row."""
    year = made.assessed_year_be
    parts = []
    for no in ("2", "4"):
        grid: Grid = [[Cell(pen.digits(f"ตัวชี้วัดที่ {no} {_name(no, year)}")), Cell("คะแนน")]]
        for item in catalogue(year).of_indicator(no):
            grid.append([Cell(f"{pen.code(item.code)} {item.title}"), Cell(pen.score(_take(made, out, item.code)))])
        grid.append([Cell(pen.digits(f"คะแนนเฉลี่ยตัวชี้วัดที่ {no}")), Cell(pen.score(_take(made, out, no)))])
        parts.append(_write(layout, grid))
    return "\n\n".join(parts)


def code_column(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """One table of questions, the code in a column of its own, indicators as section rows."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ข้อ"), Cell("ประเด็นการประเมิน"), Cell("คะแนน")]]
    for no in ("1", "3", "9"):
        section = pen.digits(f"ตัวชี้วัดที่ {no} {_name(no, year)}")
        grid.append([Cell(section, cols=3), None, None])
        for item in catalogue(year).of_indicator(no):
            grid.append([Cell(pen.code(item.code)), Cell(item.title), Cell(pen.score(_take(made, out, item.code)))])
    return _write(layout, grid)


def across(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A row of figures: the whole and the instruments are columns, the years rows."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ปีงบประมาณ"), Cell("IIT"), Cell("EIT"), Cell("OIT"), Cell("คะแนนรวม"), Cell("ระดับ")]]
    for of in (year - 1, year):
        values = [Cell(pen.score(_take(made, out, name, of))) for name in (*INDICATORS_OF, "overall")]
        grid.append([Cell(pen.digits(str(of))), *values, Cell(_rating(made, out, of))])
    return _write(layout, grid)


def indicators_across(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """One row of ten figures under the numbers of the indicators."""
    grid: Grid = [[Cell(pen.digits(f"ตัวชี้วัดที่ {no}")) for no in INSTRUMENT_BY_INDICATOR]]
    grid.append([Cell(pen.score(_take(made, out, no))) for no in INSTRUMENT_BY_INDICATOR])
    return _write(layout, grid)


def instruments_only(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """The three instruments with weights, and the whole."""
    grid: Grid = [[Cell("แบบวัด"), Cell("น้ำหนัก (ร้อยละ)"), Cell("คะแนนเฉลี่ย")]]
    for instrument, weight in (("IIT", 30), ("EIT", 30), ("OIT", 40)):
        grid.append([Cell(INSTRUMENT_TITLES[instrument]), Cell(pen.digits(str(weight))), Cell(pen.score(_take(made, out, instrument)))])
    grid.append([Cell("รวม"), Cell(pen.digits("100")), Cell(pen.score(_take(made, out, "overall")))])
    return _write(layout, grid)


def sentences(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Everything in a paragraph."""
    year = made.assessed_year_be
    text = f"{made.agency_name} มีผลคะแนนเฉลี่ย {_take(made, out, 'overall'):.2f} คะแนน อยู่ในระดับ {_rating(made, out)} โดย"
    clauses = []
    for instrument, numbers in INDICATORS_OF.items():
        inner = " ".join(f"ตัวชี้วัดที่ {no} {_name(no, year)} ได้ {_take(made, out, no):.2f} คะแนน" for no in numbers)
        clauses.append(f"แบบวัด {instrument} ได้ {_take(made, out, instrument):.2f} คะแนน ประกอบด้วย {inner}")
    return pen.digits(text + " ".join(clauses))


def bullets(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A list of indicators under the name of each instrument."""
    year = made.assessed_year_be
    lines = [f"คะแนนภาพรวมหน่วยงาน : {_take(made, out, 'overall'):.2f} คะแนน", f"ระดับผลการประเมิน : {_rating(made, out)}"]
    for instrument, numbers in INDICATORS_OF.items():
        lines += ["", INSTRUMENT_TITLES[instrument], ""]
        lines += [f"- ตัวชี้วัดที่ {no} {_name(no, year)} ได้คะแนน {_take(made, out, no):.2f} คะแนน" for no in numbers]
    return pen.digits("\n".join(lines))


def leaders(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Lines with the score at their end, led to by dots."""
    year = made.assessed_year_be
    lines = []
    for no in INSTRUMENT_BY_INDICATOR:
        lines.append(f"{no}) {_name(no, year)} {'.' * 12} {_take(made, out, no):.2f} คะแนน")
    return pen.digits("\n".join(lines))


def hierarchical(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """An outline: 1. IIT, 1.1 its first indicator ... 3.2 its last; these numbers are neither indicators nor sub-indicators."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("รายการ"), Cell("ผลการประเมิน (คะแนน)")]]
    for number, (instrument, numbers) in enumerate(INDICATORS_OF.items(), start=1):
        grid.append([Cell(pen.digits(f"{number}. {INSTRUMENT_TITLES[instrument]}")), Cell(pen.score(_take(made, out, instrument)))])
        for place, no in enumerate(numbers, start=1):
            grid.append([Cell(pen.digits(f"{number}.{place} {_name(no, year)}")), Cell(pen.score(_take(made, out, no)))])
    grid.append([Cell("คะแนนรวมทั้งสิ้น"), Cell(pen.score(_take(made, out, "overall")))])
    return _write(layout, grid)


def dressed_values(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Scores with their unit, in bold, with a percent sign, in brackets."""
    year = made.assessed_year_be
    dress = ("{} คะแนน", "{} %", "ร้อยละ {}", "{}", "({})")
    grid: Grid = [[Cell("ตัวชี้วัด"), Cell("ค่าคะแนน")]]
    for index, no in enumerate(INSTRUMENT_BY_INDICATOR):
        label = pen.digits(f"ตัวชี้วัดที่ {no} : {_name(no, year)} ({INSTRUMENT_BY_INDICATOR[no]})")
        grid.append([Cell(label), Cell(dress[index % len(dress)].format(pen.score(_take(made, out, no))))])
    return _write(layout, grid)


def captioned_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table for each year, the year in the caption only."""
    parts = []
    for number, year in enumerate((made.assessed_year_be - 1, made.assessed_year_be), start=1):
        grid: Grid = [[Cell("ตัวชี้วัด"), Cell("คะแนน")]]
        for no in INSTRUMENT_BY_INDICATOR:
            grid.append([Cell(pen.digits(f"{no}. {_name(no, year)}")), Cell(pen.score(_take(made, out, no, year)))])
        grid.append([Cell("คะแนนภาพรวม"), Cell(pen.score(_take(made, out, "overall", year)))])
        caption = pen.digits(f"ตารางที่ {number} ผลคะแนนการประเมิน ประจำปีงบประมาณ พ.ศ. {year}")
        parts += [caption, _write(layout, grid)]
    return "\n\n".join(parts)


def titled_tables(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table for each year, the year in a first row over all columns."""
    parts = []
    for year in (made.assessed_year_be, made.assessed_year_be - 1):
        grid: Grid = [[Cell(pen.digits(f"ผลคะแนน ITA ปีงบประมาณ พ.ศ. {year}"), cols=3), None, None]]
        grid.append([Cell("แบบวัด"), Cell("ตัวชี้วัด"), Cell("คะแนน")])
        for no, instrument in INSTRUMENT_BY_INDICATOR.items():
            grid.append([Cell(instrument), Cell(_name(no, year)), Cell(pen.score(_take(made, out, no, year)))])
        parts.append(_write(layout, grid, 2))
    return "\n\n".join(parts)


def short_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Instruments in two years, the years with two digits."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("แบบวัด"), Cell(pen.digits(f"ปี {(year - 1) % 100}")), Cell(pen.digits(f"ปี {year % 100}")), Cell("เพิ่ม/ลด")]]
    for name in INDICATORS_OF:
        old, new = _take(made, out, name, year - 1), _take(made, out, name, year)
        grid.append([Cell(INSTRUMENT_TITLES[name]), Cell(pen.score(old)), Cell(pen.score(new)), Cell(pen.digits(f"{new - old:+.2f}"))])
    old, new = _take(made, out, "overall", year - 1), _take(made, out, "overall", year)
    grid.append([Cell("คะแนนรวม"), Cell(pen.score(old)), Cell(pen.score(new)), Cell(pen.digits(f"{new - old:+.2f}"))])
    return _write(layout, grid)


def years_in_sentences(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Both years in one sentence, and a sentence for each indicator that fell."""
    year = made.assessed_year_be
    old, new = made.figures[year - 1], made.figures[year]
    parts = [
        f"ปีงบประมาณ พ.ศ. {year} {made.agency_name}ได้คะแนนรวม {_take(made, out, 'overall'):.2f} คะแนน ระดับ {_rating(made, out)}"
        f" จากเดิมปีงบประมาณ พ.ศ. {year - 1} ได้คะแนนรวม {_take(made, out, 'overall', year - 1):.2f} คะแนน ระดับ {_rating(made, out, year - 1)}"
    ]
    for no in INSTRUMENT_BY_INDICATOR:
        if new[no] < old[no]:
            _take(made, out, no)
            _take(made, out, no, year - 1)
            parts.append(
                f"ตัวชี้วัดที่ {no} {_name(no, year)} ปี {year} ได้ {new[no]:.2f} คะแนน ลดลงจากปี {year - 1} ซึ่งได้ {old[no]:.2f} คะแนน"
            )
    return pen.digits("\n\n".join(parts))


def own_scores_in_headings(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A heading for each instrument with its own score, a list of its indicators under it."""
    year = made.assessed_year_be
    parts = []
    for instrument, numbers in INDICATORS_OF.items():
        parts.append(f"{INSTRUMENT_TITLES[instrument]} คะแนนเฉลี่ย {_take(made, out, instrument):.2f} คะแนน")
        parts.append("\n".join(f"({place}) {_name(no, year)} = {_take(made, out, no):.2f}" for place, no in enumerate(numbers, start=1)))
    return pen.digits("\n\n".join(parts))


SCORE_FORMS: dict[str, Callable[[Made, Layout, Pen, Rendered], str]] = {
    "long": long_table,
    "numbered": numbered_table,
    "restarted": restarted_table,
    "side": side_by_side,
    "two years": two_years,
    "newest first": two_years_newest_first,
    "ranked": ranked_table,
    "above and below": above_and_below,
    "sub-indicators": sub_indicators,
    "questions": questions,
    "code column": code_column,
    "across": across,
    "indicators across": indicators_across,
    "instruments": instruments_only,
    "sentences": sentences,
    "bullets": bullets,
    "leaders": leaders,
    "hierarchical": hierarchical,
    "dressed": dressed_values,
    "captioned years": captioned_years,
    "titled tables": titled_tables,
    "short years": short_years,
    "years in sentences": years_in_sentences,
    "headings": own_scores_in_headings,
}


# ---- the plan -----------------------------------------------------------------------------------------------------


def steps_text(steps: tuple[str, ...], marks: str, first: int = 1) -> str:
    """Steps as one cell holds them, one on a line."""
    shown = {"1.": "{n}. ", "1)": "{n}) ", "(1)": "({n}) ", "-": "- ", "": ""}[marks]
    return "\n".join(shown.format(n=n) + text for n, text in enumerate(steps, start=first))


def _cell(measure: MadeMeasure, role: str, number: int, made: Made, layout: Layout, pen: Pen) -> str:
    year = made.assessed_year_be
    if role == "question":
        return f"{pen.code(measure.code)} {title_of(measure.code, year)}"
    text = {
        "number": str(number),
        "topic": f"({measure.topic_no}) {topic_name(measure.topic_no)}",
        "indicator": f"ตัวชี้วัดที่ {measure.indicator_no} {_name(measure.indicator_no, year)}",
        "finding": measure.finding,
        "weakness": measure.finding,
        "measure": measure.text,
        "steps": steps_text(measure.steps, layout.marks),
        "measure_steps": f"{measure.text}\n{steps_text(measure.steps, layout.marks)}",
        "responsible": layout.units.join(measure.responsible),
        "period": measure.period.text,
        "monitoring": measure.monitoring,
        "status": _status(measure.status, layout.status),
        "progress": measure.progress or "-",
        "outcome": measure.outcome or "-",
        "budget": f"{number},500",
        "note": "",
    }[role]
    return pen.digits(text)


def _status(status: str, style: str) -> str:
    if style == "words":
        return STATUS_WORDS.get(status, "")
    ticked, empty = {"boxes": ("☑", "☐"), "brackets": ("(/)", "( )"), "inputs": ('<input checked="" type="checkbox"/>', '<input type="checkbox"/>')}[style]
    return "\n".join(f"{ticked if name == status else empty} {word}" for name, word in STATUS_WORDS.items() if name != "in_progress" or name == status)


def expected_measure(measure: MadeMeasure, columns: tuple[str, ...], made: Made) -> dict[str, Any]:
    """What must be read of a measure, given the columns that are printed."""
    has = set(columns)
    whole = plain(measure.text) if "measure" in has else plain(f"{measure.text} {steps_text(measure.steps, '1.')}")
    return {
        "text": whole,
        "steps": tuple(plain(step) for step in measure.steps) if has & {"steps", "measure_steps"} else (),
        "responsible": measure.responsible if "responsible" in has else (),
        "period": (measure.period.start, measure.period.end, measure.period.fiscal_year_be) if "period" in has else None,
        "monitoring": plain(measure.monitoring) if "monitoring" in has else None,
        "status": measure.status if has & {"status", "ticks"} else "done" if has & {"progress", "outcome"} and measure.progress else "planned",
        "progress": plain(measure.progress) if measure.progress and "progress" in has else None,
        "outcome": plain(measure.outcome) if measure.outcome and "outcome" in has else None,
        **_subject(measure, has),
    }


def _subject(measure: MadeMeasure, has: set[str]) -> dict[str, Any]:
    named = has & {"question", "indicator"}
    return {
        "topic_no": measure.topic_no if "topic" in has else None,
        "codes": (measure.code,) if "question" in has else (),
        "indicator_nos": (measure.indicator_no,) if named else (),
        "instrument": INSTRUMENT_BY_INDICATOR[measure.indicator_no] if named else None,
    }


def plan_table(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """The plan as a table, or as the parts of one that page breaks cut."""
    columns = tuple(role for role in layout.columns if role != "ticks")
    ticks = [STATUS_WORDS[name] for name in ("done", "in_progress", "not_started")] if "ticks" in layout.columns else []
    headings = {**HEADINGS, **dict(layout.headings)}
    header: list[Cell | None] = [Cell(pen.digits(headings[role])) for role in columns] + [Cell(word) for word in ticks]
    rows: Grid = []
    for number, measure in enumerate(made.measures, start=1):
        row: list[Cell | None] = [Cell(_cell(measure, role, number, made, layout, pen)) for role in columns]
        row += [Cell("✓" if STATUS_WORDS.get(measure.status) == word else "") for word in ticks]
        rows.append(row)
        wanted = expected_measure(measure, layout.columns, made)
        out.measures.append(wanted)
        for role in ("finding", "weakness"):
            if role in columns:
                out.findings.append({"kind": role, "text": plain(measure.finding), **_subject(measure, set(columns))})
    if layout.merged:
        _merge_pairs(rows, columns, made, out)
    if not layout.page_break:
        return _write(layout, [header, *rows])
    return _broken(rows, header, columns, made, layout, pen)


def _merge_pairs(rows: Grid, columns: tuple[str, ...], made: Made, out: Rendered) -> None:
    """Rows 1 and 2 share number, topic, question and finding: one cell each over both."""
    shared = [index for index, role in enumerate(columns) if role in ("number", "topic", "question", "indicator", "finding", "weakness")]
    for index in shared:
        first = rows[0][index]
        assert first is not None
        rows[0][index], rows[1][index] = Cell(first.text, rows=2), None
    subject = _subject(made.measures[0], set(columns))
    out.measures[1].update(subject)
    second = plain(made.measures[1].finding)
    out.findings[:] = [finding for finding in out.findings if finding["text"] != second]


def _broken(rows: Grid, header: list[Cell | None], columns: tuple[str, ...], made: Made, layout: Layout, pen: Pen) -> str:
    """The plan on two pages. `header` repeats the heading, `plain` does not, `cut` and `cut plain` cut a row in two as well."""
    where = len(rows) // 2
    above, below = [header, *rows[:where]], rows[where:]
    if "cut" in layout.page_break:
        role = "steps" if "steps" in columns else "measure_steps"
        at = columns.index(role)
        steps = made.measures[where - 1].steps
        head, tail = steps_text(steps[:1], layout.marks), steps_text(steps[1:], layout.marks, 2)
        if role == "measure_steps":
            head = f"{made.measures[where - 1].text}\n{head}"
        above[-1] = [Cell(pen.digits(head)) if index == at else cell for index, cell in enumerate(above[-1])]
        below = [[Cell(pen.digits(tail)) if index == at else Cell("") for index in range(len(header))], *below]
    if "plain" not in layout.page_break:
        below = [header, *below]
    furniture = {"ruled": "\n", "columns": "\n\f"}.get(layout.table, "\n") + pen.digits("- 3 -") + "\n"
    return _write(layout, above) + "\n" + furniture + "\n" + _write(layout, below, 1 if "plain" not in layout.page_break else 0)


def topic_headings(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """A heading for each topic, and a table of its measures under it."""
    columns = tuple(role for role in layout.columns if role != "topic")
    header: list[Cell | None] = [Cell(pen.digits(HEADINGS[role])) for role in columns]
    parts = []
    for measure in made.measures:
        parts.append(pen.digits(f"ประเด็นที่ {measure.topic_no} {topic_name(measure.topic_no)}"))
        row: list[Cell | None] = [Cell(_cell(measure, role, 1, made, layout, pen)) for role in columns]
        parts.append(_write(layout, [header, row]))
        _expect(measure, (*columns, "topic"), made, out)
    return "\n\n".join(parts)


def section_rows(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """One table; a row over all columns opens each topic."""
    columns = tuple(role for role in layout.columns if role != "topic")
    grid: Grid = [[Cell(pen.digits(HEADINGS[role])) for role in columns]]
    for number, measure in enumerate(made.measures, start=1):
        title = pen.digits(f"ประเด็นที่ {measure.topic_no} {topic_name(measure.topic_no)}")
        grid.append([Cell(title, cols=len(columns)), *[None] * (len(columns) - 1)])
        grid.append([Cell(_cell(measure, role, number, made, layout, pen)) for role in columns])
        _expect(measure, (*columns, "topic"), made, out)
    return _write(layout, grid)


def grouped_header(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """A heading of two rows: what was analysed stands together over its columns."""
    columns = ("topic", "question", "finding", "measure", "steps", "responsible", "period")
    upper: list[Cell | None] = [Cell("ประเด็น", rows=2), Cell("วิเคราะห์ผลการประเมิน", cols=2), None]
    upper += [Cell(pen.digits(HEADINGS[role]), rows=2) for role in columns[3:]]
    lower: list[Cell | None] = [None, Cell("ข้อคำถาม"), Cell(pen.digits(f"ข้อค้นพบ ปี {made.assessed_year_be}")), None, None, None, None]
    grid: Grid = [upper, lower]
    for number, measure in enumerate(made.measures, start=1):
        grid.append([Cell(_cell(measure, role, number, made, layout, pen)) for role in columns])
        _expect(measure, columns, made, out)
    return _write(layout, grid, 2)


def shared_units(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """Unit and period printed once for the first two measures, in cells over both rows."""
    columns = ("number", "measure", "steps", "responsible", "period")
    grid: Grid = [[Cell(pen.digits(HEADINGS[role])) for role in columns]]
    first = made.measures[0]
    for number, measure in enumerate(made.measures, start=1):
        row: list[Cell | None] = [Cell(_cell(measure, role, number, made, layout, pen)) for role in columns]
        if number == 1:
            row[3:] = [Cell(cell.text, rows=2) for cell in row[3:] if cell]
        elif number == 2:
            row[3:] = [None, None]
            measure = replace(measure, responsible=first.responsible, period=first.period)
        grid.append(row)
        _expect(measure, columns, made, out)
    return _write(layout, grid)


def _expect(measure: MadeMeasure, columns: tuple[str, ...], made: Made, out: Rendered) -> None:
    out.measures.append(expected_measure(measure, columns, made))
    for role in ("finding", "weakness"):
        if role in columns:
            out.findings.append({"kind": role, "text": plain(measure.finding), **_subject(measure, set(columns))})


def labelled_blocks(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """Each measure as a block of labelled lines."""
    blocks = []
    for number, measure in enumerate(made.measures, start=1):
        lines = [
            f"มาตรการที่ {number} {measure.text}",
            "ขั้นตอนการดำเนินงาน",
            steps_text(measure.steps, layout.marks),
            f"ผู้รับผิดชอบ : {layout.units.join(measure.responsible)}",
            f"ระยะเวลา : {measure.period.text}",
            f"การติดตามผล : {measure.monitoring}",
        ]
        blocks.append(pen.digits(plain("\n".join(lines))))
        out.measures.append(expected_measure(measure, ("measure", "steps", "responsible", "period", "monitoring"), made))
    return "\n\n".join(blocks)


def labelled_lines(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """Each measure as a numbered paragraph with labels inside it."""
    blocks = []
    for number, measure in enumerate(made.measures, start=1):
        blocks.append(
            pen.digits(
                plain(
                    f"{number}. มาตรการ : {measure.text}\n"
                    f"   วิธีดำเนินการ : {steps_text(measure.steps, layout.marks)}\n"
                    f"   หน่วยงานที่รับผิดชอบ : {layout.units.join(measure.responsible)}\n"
                    f"   ระยะเวลาดำเนินการ : {measure.period.text}"
                )
            )
        )
        out.measures.append(expected_measure(measure, ("measure", "steps", "responsible", "period"), made))
    return "\n\n".join(blocks)


PLAN_FORMS: dict[str, Callable[[Made, Layout, Pen, Rendered, Random], str]] = {
    "table": plan_table,
    "blocks": labelled_blocks,
    "lines": labelled_lines,
    "topic headings": topic_headings,
    "section rows": section_rows,
    "grouped header": grouped_header,
    "shared units": shared_units,
}
