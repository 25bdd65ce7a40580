"""Scores in all the arrangements of published reports: tables of many kinds, sentences, lists.

Each form writes figures of a made-up report and notes in `out` which a reader must find.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, catalogue
from tests.layout import Layout, Pen, Rendered, indicator_name, write
from tests.made import Made, score_row
from tests.written import Cell, Grid

INSTRUMENT_TITLES = {
    "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
    "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
    "OIT": "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
}


def _take(made: Made, out: Rendered, name: str, year: int | None = None) -> Any:
    """The value of a figure, noted as one that a reader must find."""
    year = year or made.assessed_year_be
    value = made.figures[year][name]
    out.scores[score_row(name, year, value)] = 1
    return value


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
            grid.append(
                [label, Cell(pen.digits(f"{no}. {indicator_name(no, year)}")), Cell(pen.score(_take(made, out, no)))]
            )
    grid.append([Cell("คะแนนรวม", cols=2), None, Cell(pen.score(_take(made, out, "overall")))])
    grid.append([Cell("ระดับผลการประเมิน", cols=2), None, Cell(_rating(made, out))])
    return write(layout, grid)


def numbered_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """The number of the indicator in a column of its own, the instruments as section rows with their scores."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ตัวชี้วัดที่"), Cell("ชื่อตัวชี้วัด"), Cell("คะแนนที่ได้"), Cell("คะแนนเต็ม")]]
    full = pen.digits("100")
    for instrument, numbers in INDICATORS_OF.items():
        grid.append(
            [Cell(""), Cell(INSTRUMENT_TITLES[instrument]), Cell(pen.score(_take(made, out, instrument))), Cell(full)]
        )
        for no in numbers:
            grid.append(
                [
                    Cell(pen.digits(no)),
                    Cell(indicator_name(no, year)),
                    Cell(pen.score(_take(made, out, no))),
                    Cell(full),
                ]
            )
    grid.append([Cell(""), Cell("คะแนนภาพรวม"), Cell(pen.score(_take(made, out, "overall"))), Cell(full)])
    return write(layout, grid) + pen.digits(f"\n\nระดับผลการประเมิน : {_rating(made, out)}")


def restarted_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Indicators counted anew within each instrument; a mean below each."""
    year = made.assessed_year_be
    parts = []
    for instrument, numbers in INDICATORS_OF.items():
        grid: Grid = [[Cell("ลำดับ"), Cell("ตัวชี้วัด"), Cell("ผลคะแนน")]]
        for index, no in enumerate(numbers, start=1):
            grid.append(
                [Cell(pen.digits(str(index))), Cell(indicator_name(no, year)), Cell(pen.score(_take(made, out, no)))]
            )
        grid.append([Cell(""), Cell(f"คะแนนเฉลี่ย {instrument}"), Cell(pen.score(_take(made, out, instrument)))])
        parts.append(INSTRUMENT_TITLES[instrument] + "\n\n" + write(layout, grid))
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
                row += [Cell(pen.digits(f"{no}. {indicator_name(no, year)}")), Cell(pen.score(_take(made, out, no)))]
            else:
                row += [Cell(""), Cell("")]
        grid.append(row)
    grid.append(
        [cell for name in order for cell in (Cell(f"คะแนนเฉลี่ย {name}"), Cell(pen.score(_take(made, out, name))))]
    )
    grid.append([Cell("คะแนนรวมทั้งหมด", cols=5), None, None, None, None, Cell(pen.score(_take(made, out, "overall")))])
    return write(layout, grid)


def two_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Two years beside each other with the difference, total and rating below."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ตัวชี้วัด"), Cell(pen.digits(f"ปี {year - 1}")), Cell(pen.digits(f"ปี {year}")), Cell("ผลต่าง")]]

    def row(label: str, name: str) -> list[Cell | None]:
        old, new = _take(made, out, name, year - 1), _take(made, out, name, year)
        return [
            Cell(pen.digits(label)),
            Cell(pen.score(old)),
            Cell(pen.score(new)),
            Cell(pen.digits(f"{new - old:+.2f}")),
        ]

    for no in INSTRUMENT_BY_INDICATOR:
        grid.append(row(f"{no}. {indicator_name(no, year)}", no))
    grid.append(row("คะแนนเฉลี่ยรวม", "overall"))
    grid.append([Cell("ระดับ"), Cell(_rating(made, out, year - 1)), Cell(_rating(made, out)), Cell("")])
    return write(layout, grid)


def two_years_newest_first(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Under a common heading over both years, the newer one first; a column of words for the change."""
    year = made.assessed_year_be
    grid: Grid = [
        [
            Cell("เครื่องมือ", rows=2),
            Cell("ตัวชี้วัด", rows=2),
            Cell("คะแนนปีงบประมาณ พ.ศ.", cols=2),
            None,
            Cell("แนวโน้ม", rows=2),
        ],
        [None, None, Cell(pen.digits(str(year))), Cell(pen.digits(str(year - 1))), None],
    ]
    for instrument, numbers in INDICATORS_OF.items():
        for index, no in enumerate(numbers):
            new, old = _take(made, out, no, year), _take(made, out, no, year - 1)
            label = Cell(instrument, rows=len(numbers)) if index == 0 else None
            word = "เพิ่มขึ้น" if new > old else "ลดลง" if new < old else "คงที่"
            grid.append([label, Cell(indicator_name(no, year)), Cell(pen.score(new)), Cell(pen.score(old)), Cell(word)])
    return write(layout, grid, 2)


def ranked_table(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """All indicators by their score: the number before each is its place, not its own number."""
    year = made.assessed_year_be
    figures = made.figures[year]
    grid: Grid = [[Cell("ลำดับ"), Cell("ตัวชี้วัด"), Cell("คะแนน"), Cell("แบบวัด")]]
    for place, no in enumerate(sorted(INSTRUMENT_BY_INDICATOR, key=lambda no: -figures[no]), start=1):
        instrument = INSTRUMENT_BY_INDICATOR[no]
        grid.append(
            [
                Cell(pen.digits(str(place))),
                Cell(indicator_name(no, year)),
                Cell(pen.score(_take(made, out, no))),
                Cell(instrument),
            ]
        )
    return write(layout, grid)


def above_and_below(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Two tables, of what reached 85 and what did not; a column for the target, and a verdict."""
    year = made.assessed_year_be
    parts = []
    for title, good in (("ตัวชี้วัดที่ได้คะแนนตั้งแต่ 85 คะแนนขึ้นไป", True), ("ตัวชี้วัดที่ได้คะแนนต่ำกว่า 85 คะแนน", False)):
        grid: Grid = [[Cell("ตัวชี้วัด"), Cell("เกณฑ์ผ่าน"), Cell("คะแนนที่ได้"), Cell("หมายเหตุ")]]
        for no in INSTRUMENT_BY_INDICATOR:
            if (made.figures[year][no] >= 85) == good:
                label = pen.digits(f"ตัวชี้วัดที่ {no} {indicator_name(no, year)}")
                grid.append(
                    [
                        Cell(label),
                        Cell(pen.digits("85")),
                        Cell(pen.score(_take(made, out, no))),
                        Cell("ผ่าน" if good else "ไม่ผ่าน"),
                    ]
                )
        parts += [pen.digits(title), write(layout, grid)] if len(grid) > 1 else []
    return "\n\n".join(parts)


def sub_indicators(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Indicators 9 and 10 with their sub-indicators."""
    year = made.assessed_year_be
    facts = catalogue(year)
    grid: Grid = [[Cell("ตัวชี้วัด/ตัวชี้วัดย่อย"), Cell("คะแนน")]]
    for no in INDICATORS_OF["OIT"]:
        grid.append(
            [Cell(pen.digits(f"ตัวชี้วัดที่ {no} {indicator_name(no, year)}")), Cell(pen.score(_take(made, out, no)))]
        )
        for sub, name in facts.sub_indicators.items():
            if sub.split(".")[0] == no and sub in made.figures[year]:
                grid.append([Cell(pen.digits(f"ตัวชี้วัดย่อยที่ {sub} {name}")), Cell(pen.score(_take(made, out, sub)))])
    return write(layout, grid)


def questions(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table of questions for each indicator, its own score in the heading row."""
    year = made.assessed_year_be
    parts = []
    for no in ("2", "4"):
        grid: Grid = [[Cell(pen.digits(f"ตัวชี้วัดที่ {no} {indicator_name(no, year)}")), Cell("คะแนน")]]
        for item in catalogue(year).of_indicator(no):
            grid.append([Cell(f"{pen.code(item.code)} {item.title}"), Cell(pen.score(_take(made, out, item.code)))])
        grid.append([Cell(pen.digits(f"คะแนนเฉลี่ยตัวชี้วัดที่ {no}")), Cell(pen.score(_take(made, out, no)))])
        parts.append(write(layout, grid))
    return "\n\n".join(parts)


def code_column(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """One table of questions, the code in a column of its own, indicators as section rows."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ข้อ"), Cell("ประเด็นการประเมิน"), Cell("คะแนน")]]
    for no in ("1", "3", "9"):
        section = pen.digits(f"ตัวชี้วัดที่ {no} {indicator_name(no, year)}")
        grid.append([Cell(section, cols=3), None, None])
        for item in catalogue(year).of_indicator(no):
            grid.append([Cell(pen.code(item.code)), Cell(item.title), Cell(pen.score(_take(made, out, item.code)))])
    return write(layout, grid)


def across(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A row of figures: the whole and the instruments are columns, the years rows."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("ปีงบประมาณ"), Cell("IIT"), Cell("EIT"), Cell("OIT"), Cell("คะแนนรวม"), Cell("ระดับ")]]
    for of in (year - 1, year):
        values = [Cell(pen.score(_take(made, out, name, of))) for name in (*INDICATORS_OF, "overall")]
        grid.append([Cell(pen.digits(str(of))), *values, Cell(_rating(made, out, of))])
    return write(layout, grid)


def indicators_across(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """One row of ten figures under the numbers of the indicators."""
    grid: Grid = [[Cell(pen.digits(f"ตัวชี้วัดที่ {no}")) for no in INSTRUMENT_BY_INDICATOR]]
    grid.append([Cell(pen.score(_take(made, out, no))) for no in INSTRUMENT_BY_INDICATOR])
    return write(layout, grid)


def instruments_only(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """The three instruments with weights, and the whole."""
    grid: Grid = [[Cell("แบบวัด"), Cell("น้ำหนัก (ร้อยละ)"), Cell("คะแนนเฉลี่ย")]]
    for instrument, weight in (("IIT", 30), ("EIT", 30), ("OIT", 40)):
        grid.append(
            [
                Cell(INSTRUMENT_TITLES[instrument]),
                Cell(pen.digits(str(weight))),
                Cell(pen.score(_take(made, out, instrument))),
            ]
        )
    grid.append([Cell("รวม"), Cell(pen.digits("100")), Cell(pen.score(_take(made, out, "overall")))])
    return write(layout, grid)


def sentences(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Everything in a paragraph."""
    year = made.assessed_year_be
    text = f"{made.agency_name} มีผลคะแนนเฉลี่ย {_take(made, out, 'overall'):.2f} คะแนน อยู่ในระดับ {_rating(made, out)} โดย"
    clauses = []
    for instrument, numbers in INDICATORS_OF.items():
        inner = " ".join(
            f"ตัวชี้วัดที่ {no} {indicator_name(no, year)} ได้ {_take(made, out, no):.2f} คะแนน" for no in numbers
        )
        clauses.append(f"แบบวัด {instrument} ได้ {_take(made, out, instrument):.2f} คะแนน ประกอบด้วย {inner}")
    return pen.digits(text + " ".join(clauses))


def bullets(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A list of indicators under the name of each instrument."""
    year = made.assessed_year_be
    lines = [f"คะแนนภาพรวมหน่วยงาน : {_take(made, out, 'overall'):.2f} คะแนน", f"ระดับผลการประเมิน : {_rating(made, out)}"]
    for instrument, numbers in INDICATORS_OF.items():
        lines += ["", INSTRUMENT_TITLES[instrument], ""]
        lines += [
            f"- ตัวชี้วัดที่ {no} {indicator_name(no, year)} ได้คะแนน {_take(made, out, no):.2f} คะแนน" for no in numbers
        ]
    return pen.digits("\n".join(lines))


def leaders(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Lines with the score at their end, led to by dots."""
    year = made.assessed_year_be
    lines = []
    for no in INSTRUMENT_BY_INDICATOR:
        lines.append(f"{no}) {indicator_name(no, year)} {'.' * 12} {_take(made, out, no):.2f} คะแนน")
    return pen.digits("\n".join(lines))


def hierarchical(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """An outline: 1. IIT, 1.1 its first indicator ... 3.2 the last one; these are no numbers of sub-indicators."""
    year = made.assessed_year_be
    grid: Grid = [[Cell("รายการ"), Cell("ผลการประเมิน (คะแนน)")]]
    for number, (instrument, numbers) in enumerate(INDICATORS_OF.items(), start=1):
        grid.append(
            [
                Cell(pen.digits(f"{number}. {INSTRUMENT_TITLES[instrument]}")),
                Cell(pen.score(_take(made, out, instrument))),
            ]
        )
        for place, no in enumerate(numbers, start=1):
            grid.append(
                [
                    Cell(pen.digits(f"{number}.{place} {indicator_name(no, year)}")),
                    Cell(pen.score(_take(made, out, no))),
                ]
            )
    grid.append([Cell("คะแนนรวมทั้งสิ้น"), Cell(pen.score(_take(made, out, "overall")))])
    return write(layout, grid)


def dressed_values(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Scores with their unit, in bold, with a percent sign, in brackets."""
    year = made.assessed_year_be
    dress = ("{} คะแนน", "{} %", "ร้อยละ {}", "{}", "({})")
    grid: Grid = [[Cell("ตัวชี้วัด"), Cell("ค่าคะแนน")]]
    for index, no in enumerate(INSTRUMENT_BY_INDICATOR):
        label = pen.digits(f"ตัวชี้วัดที่ {no} : {indicator_name(no, year)} ({INSTRUMENT_BY_INDICATOR[no]})")
        grid.append([Cell(label), Cell(dress[index % len(dress)].format(pen.score(_take(made, out, no))))])
    return write(layout, grid)


def captioned_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table for each year, the year in the caption only."""
    parts = []
    for number, year in enumerate((made.assessed_year_be - 1, made.assessed_year_be), start=1):
        grid: Grid = [[Cell("ตัวชี้วัด"), Cell("คะแนน")]]
        for no in INSTRUMENT_BY_INDICATOR:
            grid.append(
                [Cell(pen.digits(f"{no}. {indicator_name(no, year)}")), Cell(pen.score(_take(made, out, no, year)))]
            )
        grid.append([Cell("คะแนนภาพรวม"), Cell(pen.score(_take(made, out, "overall", year)))])
        caption = pen.digits(f"ตารางที่ {number} ผลคะแนนการประเมิน ประจำปีงบประมาณ พ.ศ. {year}")
        parts += [caption, write(layout, grid)]
    return "\n\n".join(parts)


def titled_tables(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A table for each year, the year in a first row over all columns."""
    parts = []
    for year in (made.assessed_year_be, made.assessed_year_be - 1):
        grid: Grid = [[Cell(pen.digits(f"ผลคะแนน ITA ปีงบประมาณ พ.ศ. {year}"), cols=3), None, None]]
        grid.append([Cell("แบบวัด"), Cell("ตัวชี้วัด"), Cell("คะแนน")])
        for no, instrument in INSTRUMENT_BY_INDICATOR.items():
            grid.append([Cell(instrument), Cell(indicator_name(no, year)), Cell(pen.score(_take(made, out, no, year)))])
        parts.append(write(layout, grid, 2))
    return "\n\n".join(parts)


def short_years(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Instruments in two years, the years with two digits."""
    year = made.assessed_year_be
    grid: Grid = [
        [Cell("แบบวัด"), Cell(pen.digits(f"ปี {(year - 1) % 100}")), Cell(pen.digits(f"ปี {year % 100}")), Cell("เพิ่ม/ลด")]
    ]
    for name in INDICATORS_OF:
        old, new = _take(made, out, name, year - 1), _take(made, out, name, year)
        grid.append(
            [
                Cell(INSTRUMENT_TITLES[name]),
                Cell(pen.score(old)),
                Cell(pen.score(new)),
                Cell(pen.digits(f"{new - old:+.2f}")),
            ]
        )
    old, new = _take(made, out, "overall", year - 1), _take(made, out, "overall", year)
    grid.append([Cell("คะแนนรวม"), Cell(pen.score(old)), Cell(pen.score(new)), Cell(pen.digits(f"{new - old:+.2f}"))])
    return write(layout, grid)


def years_in_sentences(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """Both years in one sentence, and a sentence for each indicator that fell."""
    year = made.assessed_year_be
    old, new = made.figures[year - 1], made.figures[year]
    parts = [
        f"ปีงบประมาณ พ.ศ. {year} {made.agency_name}ได้คะแนนรวม {_take(made, out, 'overall'):.2f} คะแนน"
        f" ระดับ {_rating(made, out)} จากเดิมปีงบประมาณ พ.ศ. {year - 1} ได้คะแนนรวม"
        f" {_take(made, out, 'overall', year - 1):.2f} คะแนน ระดับ {_rating(made, out, year - 1)}"
    ]
    for no in INSTRUMENT_BY_INDICATOR:
        if new[no] < old[no]:
            _take(made, out, no)
            _take(made, out, no, year - 1)
            parts.append(
                f"ตัวชี้วัดที่ {no} {indicator_name(no, year)} ปี {year} ได้ {new[no]:.2f} คะแนน"
                f" ลดลงจากปี {year - 1} ซึ่งได้ {old[no]:.2f} คะแนน"
            )
    return pen.digits("\n\n".join(parts))


def own_scores_in_headings(made: Made, layout: Layout, pen: Pen, out: Rendered) -> str:
    """A heading for each instrument with its own score, a list of its indicators under it."""
    year = made.assessed_year_be
    parts = []
    for instrument, numbers in INDICATORS_OF.items():
        parts.append(f"{INSTRUMENT_TITLES[instrument]} คะแนนเฉลี่ย {_take(made, out, instrument):.2f} คะแนน")
        parts.append(
            "\n".join(
                f"({place}) {indicator_name(no, year)} = {_take(made, out, no):.2f}"
                for place, no in enumerate(numbers, start=1)
            )
        )
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
