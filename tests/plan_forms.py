"""The plan of measures in all the arrangements of published reports: tables, tables in pieces, labelled lines.

Each form writes the measures of a made-up report and notes in `out` what a reader must find.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR
from tests.layout import Layout, Pen, Rendered, indicator_name, write
from tests.made import Made, MadeMeasure, plain, title_of, topic_name
from tests.written import Cell, Grid

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
        "indicator": f"ตัวชี้วัดที่ {measure.indicator_no} {indicator_name(measure.indicator_no, year)}",
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
    ticked, empty = {
        "boxes": ("☑", "☐"),
        "brackets": ("(/)", "( )"),
        "inputs": ('<input checked="" type="checkbox"/>', '<input type="checkbox"/>'),
    }[style]
    return "\n".join(
        f"{ticked if name == status else empty} {word}"
        for name, word in STATUS_WORDS.items()
        if name != "in_progress" or name == status
    )


def expected_measure(measure: MadeMeasure, columns: tuple[str, ...], made: Made) -> dict[str, Any]:
    """What must be read of a measure, given the columns that are printed."""
    has = set(columns)
    whole = plain(measure.text) if "measure" in has else plain(f"{measure.text} {steps_text(measure.steps, '1.')}")
    return {
        "text": whole,
        "steps": tuple(plain(step) for step in measure.steps) if has & {"steps", "measure_steps"} else (),
        "responsible": measure.responsible if "responsible" in has else (),
        "period": (measure.period.start, measure.period.end, measure.period.fiscal_year_be)
        if "period" in has
        else None,
        "monitoring": plain(measure.monitoring) if "monitoring" in has else None,
        "status": measure.status
        if has & {"status", "ticks"}
        else "done"
        if has & {"progress", "outcome"} and measure.progress
        else "planned",
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
        return write(layout, [header, *rows])
    return _broken(rows, header, columns, made, layout, pen)


def _merge_pairs(rows: Grid, columns: tuple[str, ...], made: Made, out: Rendered) -> None:
    """Rows 1 and 2 share number, topic, question and finding: one cell each over both."""
    shared = [
        index
        for index, role in enumerate(columns)
        if role in ("number", "topic", "question", "indicator", "finding", "weakness")
    ]
    for index in shared:
        first = rows[0][index]
        assert first is not None
        rows[0][index], rows[1][index] = Cell(first.text, rows=2), None
    subject = _subject(made.measures[0], set(columns))
    out.measures[1].update(subject)
    second = plain(made.measures[1].finding)
    out.findings[:] = [finding for finding in out.findings if finding["text"] != second]


def _broken(
    rows: Grid, header: list[Cell | None], columns: tuple[str, ...], made: Made, layout: Layout, pen: Pen
) -> str:
    """The plan on two pages. `header` repeats the heading, `plain` does not; with `cut` a row is cut in two as well."""
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
    return (
        write(layout, above)
        + "\n"
        + furniture
        + "\n"
        + write(layout, below, 1 if "plain" not in layout.page_break else 0)
    )


def topic_headings(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """A heading for each topic, and a table of its measures under it."""
    columns = tuple(role for role in layout.columns if role != "topic")
    header: list[Cell | None] = [Cell(pen.digits(HEADINGS[role])) for role in columns]
    parts = []
    for measure in made.measures:
        parts.append(pen.digits(f"ประเด็นที่ {measure.topic_no} {topic_name(measure.topic_no)}"))
        row: list[Cell | None] = [Cell(_cell(measure, role, 1, made, layout, pen)) for role in columns]
        parts.append(write(layout, [header, row]))
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
    return write(layout, grid)


def grouped_header(made: Made, layout: Layout, pen: Pen, out: Rendered, rng: Random) -> str:
    """A heading of two rows: what was analysed stands together over its columns."""
    columns = ("topic", "question", "finding", "measure", "steps", "responsible", "period")
    upper: list[Cell | None] = [Cell("ประเด็น", rows=2), Cell("วิเคราะห์ผลการประเมิน", cols=2), None]
    upper += [Cell(pen.digits(HEADINGS[role]), rows=2) for role in columns[3:]]
    lower: list[Cell | None] = [
        None,
        Cell("ข้อคำถาม"),
        Cell(pen.digits(f"ข้อค้นพบ ปี {made.assessed_year_be}")),
        None,
        None,
        None,
        None,
    ]
    grid: Grid = [upper, lower]
    for number, measure in enumerate(made.measures, start=1):
        grid.append([Cell(_cell(measure, role, number, made, layout, pen)) for role in columns])
        _expect(measure, columns, made, out)
    return write(layout, grid, 2)


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
    return write(layout, grid)


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
        out.measures.append(
            expected_measure(measure, ("measure", "steps", "responsible", "period", "monitoring"), made)
        )
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
