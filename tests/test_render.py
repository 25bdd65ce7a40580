"""Render, then read: what was written into a report must come out of it, whatever the layout.

Each layout is read for a few seeds; each aspect of the records (which scores, which texts, which periods ...) is a test
of its own. What a layout cannot give back yet is listed in KNOWN with the reason, as a strict xfail: who cures it
learns so from the test and strikes the line out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from prongsai.normalizers.numerals import arabic
from prongsai.schemas.document import Document
from tests.made import Made, ScoreRow, make, score_row
from tests.reading import case, difference, read, records, squeezed
from tests.render import Layout, Rendered, render

SEEDS = (1, 2, 3)
PLAN = ("number", "topic", "question", "finding", "measure", "steps", "responsible", "period", "monitoring")
SHORT = ("measure", "steps", "responsible", "period", "monitoring")
PROGRESS = ("number", "measure", "steps", "responsible", "period", "status", "progress", "outcome")

LAYOUTS: dict[str, Layout] = {
    # how the scores are arranged, with tabs
    **{
        f"scores {form}": Layout(scores=form, columns=SHORT)
        for form in (
            "long",
            "numbered",
            "restarted",
            "side",
            "two years",
            "newest first",
            "ranked",
            "above and below",
            "across",
            "indicators across",
            "instruments",
            "sentences",
            "bullets",
            "leaders",
            "hierarchical",
            "dressed",
            "captioned years",
            "titled tables",
            "short years",
            "years in sentences",
            "headings",
        )
    },
    **{
        f"scores {form}": Layout(scores=form, columns=SHORT, year=2566)
        for form in ("sub-indicators", "questions", "code column")
    },
    # the same arrangements in other hands
    **{
        f"{table}, scores {form}": Layout(table=table, scores=form, columns=SHORT, digits=digits, year=2566)
        for table, digits in (("pipes", "arabic"), ("html", "mixed"), ("columns", "thai"), ("ruled", "arabic"))
        for form in (
            "long",
            "numbered",
            "side",
            "two years",
            "newest first",
            "sub-indicators",
            "questions",
            "code column",
            "across",
            "hierarchical",
            "titled tables",
            "captioned years",
            "short years",
            "dressed",
        )
    },
    **{
        f"rich html, {kind}": replace(layout, table="rich html")
        for kind, layout in {
            "scores long": Layout(columns=SHORT, year=2566),
            "scores side": Layout(scores="side", columns=SHORT),
            "scores two years": Layout(scores="two years", columns=SHORT, digits="arabic"),
            "scores newest first": Layout(scores="newest first", columns=SHORT),
            "plan": Layout(scores="", year=2566),
            "short plan": Layout(scores="", columns=("number", *SHORT), marks="-"),
            "merged": Layout(scores="", merged=True, year=2566),
            "break cut": Layout(scores="", columns=("number", *SHORT), page_break="cut"),
            "progress": Layout(scores="", columns=PROGRESS, status="boxes"),
        }.items()
    },
    **{
        f"loose pipes, {kind}": replace(layout, table="loose pipes")
        for kind, layout in {
            "scores two years": Layout(scores="two years", columns=SHORT, digits="arabic"),
            "plan": Layout(scores="", year=2566),
            "short plan": Layout(scores="", columns=("number", *SHORT), marks="-"),
            "progress": Layout(scores="", columns=PROGRESS, status="boxes"),
        }.items()
    },
    "quoted tabs, scores long": Layout(table="quoted tabs", columns=("measure", "responsible", "period")),
    "quoted tabs, plan": Layout(table="quoted tabs", scores="", year=2566),
    "quoted tabs, short plan": Layout(table="quoted tabs", scores="", columns=("number", *SHORT)),
    # codes
    **{
        f"codes {codes}, {digits}": Layout(scores="questions", codes=codes, digits=digits, year=2566)
        for codes, digits in (("upper", "arabic"), ("padded", "thai"), ("confused", "thai"), ("confused", "mixed"))
    },
    **{
        f"codes {codes} in a column": Layout(scores="code column", codes=codes, year=2566)
        for codes in ("upper", "padded", "confused")
    },
    # the plan: columns and their order
    **{
        f"plan {' '.join(columns)}": Layout(scores="", columns=columns, year=2566)
        for columns in (
            PLAN,
            SHORT,
            ("responsible", "period", "measure", "steps"),
            ("number", "measure_steps", "period", "responsible", "monitoring"),
            ("indicator", "weakness", "measure", "responsible", "period"),
            ("question", "finding", "measure", "steps", "period", "responsible"),
            ("topic", "measure", "steps", "monitoring", "period", "responsible"),
            ("number", "measure", "budget", "responsible", "period", "note"),
        )
    },
    # how a plan is written
    **{f"{table}, plan": Layout(table=table, scores="", year=2566) for table in ("pipes", "html", "columns", "ruled")},
    **{
        f"{table}, short plan": Layout(table=table, scores="", columns=("number", *SHORT))
        for table in ("pipes", "html", "columns", "tight", "ruled")
    },
    **{
        f"{table}, merged": Layout(table=table, scores="", merged=True, year=2566)
        for table in ("tabs", "pipes", "html", "columns")
    },
    **{f"steps {marks}": Layout(scores="", columns=("number", *SHORT), marks=marks) for marks in ("1)", "(1)", "-")},
    **{
        f"{table}, steps {marks or 'unmarked'}": Layout(table=table, scores="", columns=("number", *SHORT), marks=marks)
        for table in ("pipes", "html")
        for marks in ("(1)", "-", "")
    },
    **{
        f"units {units!r}": Layout(table="html", scores="", columns=SHORT, units=units)
        for units in (", ", "\n", " และ", "\n- ")
    },
    "broken tabs, short plan": Layout(table="broken tabs", scores="", columns=("number", *SHORT)),
    "broken tabs, plan": Layout(table="broken tabs", scores="", year=2566),
    **{
        f"{table}, {plan}": Layout(table=table, scores="", plan=plan, columns=("number", *SHORT), year=2566)
        for table in ("tabs", "pipes", "html", "columns")
        for plan in ("topic headings", "section rows", "grouped header")
    },
    "html, shared units": Layout(table="html", scores="", plan="shared units"),
    # page breaks
    **{
        f"{table}, break {page_break}": Layout(
            table=table, scores="", columns=("number", *SHORT), page_break=page_break
        )
        for table in ("tabs", "pipes", "html", "columns")
        for page_break in ("header", "plain", "cut", "cut plain")
    },
    "break cut, no number": Layout(scores="", columns=SHORT, page_break="cut"),
    "break cut, question plan": Layout(scores="", columns=PLAN, page_break="cut", year=2566),
    # progress
    **{
        f"{table}, progress {status}": Layout(table=table, scores="", columns=PROGRESS, status=status)
        for table, status in (
            ("tabs", "words"),
            ("tabs", "boxes"),
            ("tabs", "inputs"),
            ("pipes", "brackets"),
            ("html", "boxes"),
            ("columns", "words"),
        )
    },
    "progress ticks": Layout(scores="", columns=("number", "measure", "responsible", "ticks")),
    "html, progress ticks": Layout(
        table="html", scores="", columns=("number", "measure", "responsible", "ticks", "progress")
    ),
    # no tables
    "blocks": Layout(scores="bullets", plan="blocks", marks="1)"),
    "blocks, dashes": Layout(scores="sentences", plan="blocks", marks="-", digits="arabic"),
    "lines": Layout(scores="leaders", plan="lines", marks="(1)"),
    # lists of strengths and weaknesses
    "lists": Layout(scores="long", columns=SHORT, lists=True),
    "pipes, lists": Layout(table="pipes", scores="two years", columns=SHORT, lists=True, digits="arabic"),
}

_BROKEN = ("steps", "responsible", "period", "monitoring")
KNOWN: dict[tuple[str, str], str] = {
    **{
        ("html, scores titled tables", a): "below a title row in <th> the first data row is taken for a heading"
        for a in ("scores_found", "scores_kept")
    },
    (
        "plan number measure_steps period responsible monitoring",
        "steps",
    ): "the text before the first number counts as a step",
    **{
        ("broken tabs, short plan", a): "cells behind a line end inside a cell are lost" for a in ("measures", *_BROKEN)
    },
    **{
        ("quoted tabs, short plan", a): "quotes around cells with line ends are not read"
        for a in ("measures", *_BROKEN)
    },
    **{("quoted tabs, plan", a): "quotes around cells with line ends are not read" for a in ("findings", *_BROKEN)},
    ("rich html, break cut", "steps"): "list items behind a page break are joined to the step before",
    **{("broken tabs, plan", a): "cells behind a line end inside a cell are lost" for a in ("findings", *_BROKEN)},
    **{
        ("tabs, section rows", a): "a topic on a line of its own is joined to the row above"
        for a in ("measure_subjects", "monitoring")
    },
    **{
        ("columns, section rows", a): "a topic across columns of blanks is joined to the row above"
        for a in ("agency", "measures")
    },
    **{
        (f"columns, break {kind}", "steps"): "a single cell at the head of a page is left outside the table"
        for kind in ("cut", "cut plain")
    },
}


@cache
def example(name: str, seed: int) -> tuple[Made, Rendered, Document]:
    """A report in a layout, and what is read of it."""
    layout = LAYOUTS[name]
    made = make(seed, layout.year, progress=layout.progress)
    rendered = render(made, layout)
    return made, rendered, read(rendered.text)


def rows_of(document: Document) -> Counter[ScoreRow]:
    """The scores of a document that have a value."""
    return Counter(
        ScoreRow(score.scope, score.instrument, score.indicator_no, score.code, score.fiscal_year_be or 0, score.value)
        for score in document.scores
        if score.value is not None
    )


# ---- aspects: what was expected and what was read, comparable -----------------------------------------------------


def scores_right(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """No score is read that is not printed."""
    return Counter(), rows_of(document) - rendered.scores


def scores_found(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """All printed scores are read, each once."""
    return Counter(), rendered.scores - rows_of(document)


def scores_kept(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """A score that is not read is at least left over or named by an issue: it does not merely disappear."""
    lost = rendered.scores - rows_of(document)
    at = {left.at for left in document.leftovers} | {cite.at for issue in document.issues for cite in issue.cites}
    kept = arabic(" ".join(document.passages[address].raw for address in at if address in document.passages))
    return [], [row for row in lost if f"{row.value:.2f}" not in kept]


def ratings(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """The rating of each year, where it is printed."""
    return rendered.ratings, {s.fiscal_year_be: s.rating for s in document.scores if s.scope == "overall" and s.rating}


def agency(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """Who, and for which years."""
    facts = document.document
    who = facts.agency
    named = (who.name, who.district, who.province) if who else (None, None, None)
    wanted_plan = made.plan_year_be if rendered.measures else None
    plan = facts.plan_year_be if rendered.measures else None
    return (made.agency_name, made.district, made.province, made.assessed_year_be, wanted_plan), (
        *named,
        facts.assessed_year_be,
        plan,
    )


def findings(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """Kind and text of every finding."""
    wanted = Counter((finding["kind"], squeezed(finding["text"])) for finding in rendered.findings)
    return wanted, Counter((finding.kind, squeezed(finding.text)) for finding in document.findings)


def finding_subjects(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """What each finding is about."""
    names = ("topic_no", "instrument", "indicator_nos", "codes")
    wanted = {squeezed(f["text"]): tuple(f.get(name) or None for name in names) for f in rendered.findings}
    found = {squeezed(f.text): tuple(getattr(f, name) or None for name in names) for f in document.findings}
    return {t: about for t, about in wanted.items() if t in found}, {t: found[t] for t in wanted if t in found}


def measures(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """The text of every measure, in order."""
    return [squeezed(m["text"]) for m in rendered.measures], [squeezed(m.text) for m in document.measures]


def _by_text(field: str, clean: Callable[[Any], Any]) -> Callable[[Made, Rendered, Document], tuple[Any, Any]]:
    def aspect(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
        wanted = {squeezed(m["text"]): clean(m[field]) for m in rendered.measures}
        found = {squeezed(m.text): clean(getattr(m, field)) for m in document.measures}
        return {t: value for t, value in wanted.items() if t in found}, {t: found[t] for t in wanted if t in found}

    return aspect


def _period(period: Any) -> Any:
    if period is None or isinstance(period, tuple):
        return period
    return (period.start, period.end, period.fiscal_year_be)


def _subject(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    names = ("topic_no", "instrument", "indicator_nos", "codes")
    wanted = {squeezed(m["text"]): tuple(m[name] or None for name in names) for m in rendered.measures}
    found = {squeezed(m.text): tuple(getattr(m, name) or None for name in names) for m in document.measures}
    return {t: about for t, about in wanted.items() if t in found}, {t: found[t] for t in wanted if t in found}


ASPECTS: dict[str, Callable[[Made, Rendered, Document], tuple[Any, Any]]] = {
    "scores_right": scores_right,
    "scores_found": scores_found,
    "scores_kept": scores_kept,
    "ratings": ratings,
    "agency": agency,
    "findings": findings,
    "finding_subjects": finding_subjects,
    "measures": measures,
    "measure_subjects": _subject,
    "steps": _by_text("steps", lambda steps: [squeezed(step) for step in steps]),
    "responsible": _by_text("responsible", lambda units: sorted(squeezed(unit) or "" for unit in units)),
    "period": _by_text("period", _period),
    "monitoring": _by_text("monitoring", squeezed),
    "status": _by_text("status", str),
    "progress": _by_text("progress", squeezed),
    "outcome": _by_text("outcome", squeezed),
}


def _says(layout: Layout, aspect: str) -> bool:
    """Whether an aspect can fail in a layout at all."""
    if aspect in ("scores_found", "scores_kept", "ratings"):
        return bool(layout.scores)
    if aspect in ("progress", "outcome"):
        return layout.progress
    if aspect == "finding_subjects":
        return bool({"finding", "weakness"} & set(layout.columns))
    if aspect in ("measure_subjects", "steps", "responsible", "period", "monitoring", "status"):
        return not layout.scores or layout.plan in ("blocks", "lines")
    return True


@pytest.mark.parametrize(
    ("name", "aspect"),
    [case(KNOWN, (n, a), n, a, name=f"{n}-{a}") for n in LAYOUTS for a in ASPECTS if _says(LAYOUTS[n], a)],
)
def test_read_gives_back_what_was_written(name: str, aspect: str) -> None:
    differences = {}
    for seed in SEEDS:
        wanted, found = ASPECTS[aspect](*example(name, seed))
        if wanted != found:
            differences[seed] = {"wanted": wanted, "read": found}
    assert not differences


def test_every_known_fault_is_of_a_layout_and_an_aspect() -> None:
    assert set(KNOWN) <= {(name, aspect) for name in LAYOUTS for aspect in ASPECTS if _says(LAYOUTS[name], aspect)}
    assert set(KNOWN_HEADINGS) <= set(HEADING_WORDS)
    assert set(KNOWN_RESULTS) <= set(RESULTS)


# ---- headings, one other word at a time ---------------------------------------------------------------------------

_WORDS = {
    "measure": "มาตรการ;แนวทาง;มาตรการ/แนวทาง;แนวทางแก้ไข;แนวทางการพัฒนา;มาตรการแก้ไข;มาตรการ/โครงการ;โครงการ/กิจกรรม;"
    "มาตรการที่กำหนด;แนวทางการดำเนินงาน;แผนงาน/โครงการ/กิจกรรม;การดำเนินการแก้ไข;สิ่งที่จะดำเนินการ;ข้อเสนอแนวทาง;"
    "แนวทางการยกระดับคะแนน;แนวทางปฏิบัติ;วิธีการแก้ไข;การปรับปรุงแก้ไข",
    "steps": "ขั้นตอน;ขั้นตอนการดำเนินการ;วิธีดำเนินการ;วิธีการ;วิธีปฏิบัติ;รายละเอียดการดำเนินการ;วิธีการขับเคลื่อน;กิจกรรม;"
    "กิจกรรมที่ดำเนินการ;รายละเอียดกิจกรรม;ขั้นตอน/กิจกรรม;วิธีการนำไปปฏิบัติ;กระบวนการ;รายละเอียด",
    "responsible": "หน่วยงานที่รับผิดชอบ;ส่วนราชการ;กอง/สำนักที่รับผิดชอบ;ผู้รับผิดชอบหลัก;ผู้เกี่ยวข้อง;งานที่รับผิดชอบ;"
    "ฝ่ายที่รับผิดชอบ;หน่วยงาน;เจ้าของเรื่อง;หน่วยงานเจ้าภาพ;ผู้ปฏิบัติ;สำนัก/กอง;กลุ่มงานที่รับผิดชอบ",
    "period": "ระยะเวลาดำเนินการ;ห้วงเวลา;กำหนดแล้วเสร็จ;เวลา;กรอบเวลา;ช่วงเวลาดำเนินการ;ปีที่ดำเนินการ;เดือน/ปี;แผนเวลา;"
    "กำหนดการ;วันที่แล้วเสร็จ;ระยะเวลา (ปีงบประมาณ 2567)",
    "monitoring": (
        "การติดตาม;วิธีติดตาม;การกำกับติดตาม;การรายงานผล;การติดตามและประเมินผล;การกำกับดูแล;การประเมินผล;รายงานผล;ระบบติดตาม"
    ),
    "finding": "ปัญหาที่พบ;ประเด็นที่ควรพัฒนา;สิ่งที่ต้องปรับปรุง;ผลการวิเคราะห์;สภาพปัญหา;ข้อสังเกต;ปัญหา/สาเหตุ;สิ่งที่ค้นพบ;ปัญหา;"
    "ผลการประเมินที่ต้องปรับปรุง;ประเด็นที่ได้คะแนนน้อย;วิเคราะห์ปัญหา",
    "question": ("ข้อคำถาม ITA;คำถาม;ประเด็นการประเมิน;ข้อ;รหัสข้อ;ข้อคำถามที่ได้คะแนนต่ำ;หัวข้อการประเมิน;รายการประเมิน;ข้อที่"),
    "topic": "หัวข้อ;ประเด็นการวิเคราะห์;ประเด็น 7 ด้าน;ด้าน;ประเด็นหลัก;เรื่อง",
    "number": "ลำดับ;ลำดับที่;ข้อที่;No.;#;ล/ด",
    "status": "สถานะ;สถานะการดำเนินงาน;สถานะโครงการ;ผลสถานะ;การดำเนินการ",
    "progress": "ความก้าวหน้า;ผลการปฏิบัติ;ผลการดำเนินการ;สรุปผล;รายงานผลการดำเนินการ;ความคืบหน้า;ผลดำเนินงานที่ผ่านมา",
    "outcome": "ผลที่ได้รับ;ผลสำเร็จ;ผลลัพธ์ที่เกิดขึ้น;ผลสัมฤทธิ์;ประโยชน์ที่ได้รับ",
}
HEADING_WORDS = tuple((role, word) for role, words in _WORDS.items() for word in words.split(";"))
_UNKNOWN = {
    "measure": "วิธีการแก้ไข",
    "question": "ข้อที่",
    "status": "การดำเนินการ",
}
KNOWN_HEADINGS: dict[tuple[str, str], str] = {
    (role, word): "the heading is in no rule" for role, words in _UNKNOWN.items() for word in words.split(";")
}


@pytest.mark.parametrize(
    ("role", "word"), [case(KNOWN_HEADINGS, (r, w), r, w, name=f"{r}-{n}") for n, (r, w) in enumerate(HEADING_WORDS)]
)
def test_another_word_for_a_heading(role: str, word: str) -> None:
    usual = Layout(scores="", columns=PROGRESS if role in ("status", "progress", "outcome") else PLAN, year=2566)
    made = make(77, 2566, progress=usual.progress)
    other = Layout(scores="", columns=usual.columns, year=2566, headings=((role, word),))
    assert not difference(records(read(render(made, usual).text)), records(read(render(made, other).text)))


# ---- results in sentences -----------------------------------------------------------------------------------------

COVER = (
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n\n"
    "เทศบาลตำบลในเวียง\nอำเภอเมืองน่าน จังหวัดน่าน\n"
)
# sentence -> its figures, by name, with `@2565` for another year than the assessed one
RESULTS = {
    "ในภาพรวมหน่วยงานมีคะแนนเท่ากับ ๘๖.๗๓": "overall 86.73",
    "ผลคะแนนการประเมิน ITA ของเทศบาลตำบลในเวียง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ได้คะแนน ๘๖.๗๓ อยู่ในระดับ ผ่าน": ("overall 86.73"),
    "เทศบาลตำบลในเวียงได้รับผลคะแนน ๘๖.๗๓ คะแนน ซึ่งสูงกว่าเกณฑ์ ๘๕ คะแนน": "overall 86.73",
    "หน่วยงานผ่านเกณฑ์ ๘๕ คะแนน โดยได้ ๙๒.๒๕ คะแนน": "overall 92.25",
    "แบบวัด IIT ได้ ๙๑.๒๐ คะแนน แบบวัด EIT ได้ ๘๘.๑๐ คะแนน และแบบตรวจ OIT ได้ ๗๕.๕๐ คะแนน": (
        "IIT 91.20 EIT 88.10 OIT 75.50"
    ),
    "IIT = ๙๑.๒๐, EIT = ๘๘.๑๐, OIT = ๗๕.๕๐": "IIT 91.20 EIT 88.10 OIT 75.50",
    "คะแนน IIT อยู่ที่ ๙๑.๒๐ EIT อยู่ที่ ๘๘.๑๐ และ OIT อยู่ที่ ๗๕.๕๐": "IIT 91.20 EIT 88.10 OIT 75.50",
    "ตัวชี้วัดที่มีคะแนนสูงสุด ได้แก่ การปฏิบัติหน้าที่ (๙๖.๖๐ คะแนน) และต่ำสุด ได้แก่ การป้องกันการทุจริต (๖๐.๒๕ คะแนน)": ("1 96.60 10 60.25"),
    "คะแนนต่ำสุด คือ ตัวชี้วัดการใช้ทรัพย์สินของราชการ ร้อยละ ๗๐.๑๕": "4 70.15",
    "การใช้อำนาจได้ ๘๘.๔๔ คะแนน ส่วนการใช้งบประมาณได้ ๘๑.๐๙ คะแนน": "3 88.44 2 81.09",
    "๑) การปฏิบัติหน้าที่ คะแนนร้อยละ ๙๐.๑๒": "1 90.12",
    "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร ลดลงจาก ๘๐.๑๕ คะแนน ในปี ๒๕๖๕ เหลือ ๗๖.๓๐ คะแนน ในปี ๒๕๖๖": ("7@2565 80.15 7 76.30"),
    "ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน เพิ่มขึ้นจากปี ๒๕๖๕ (๗๐.๑๐ คะแนน) เป็น ๘๑.๒๐ คะแนน": "6@2565 70.10 6 81.20",
    "เปรียบเทียบปี ๒๕๖๕ ได้ ๘๐.๑๐ คะแนน ปี ๒๕๖๖ ได้ ๘๖.๗๓ คะแนน เพิ่มขึ้น ๖.๖๓ คะแนน": ("overall@2565 80.10 overall 86.73"),
    "คะแนนภาพรวม ๘๖.๗๓ ลดลง ๒.๑๑ คะแนนจากปีก่อนที่ได้ ๘๘.๘๔ คะแนน": "overall 86.73 overall@2565 88.84",
    "ตัวชี้วัดย่อยที่ ๙.๓ การบริหารเงินงบประมาณ ได้ ๗๕.๐๐ คะแนน": "9.3 75.00",
    "ข้อ i๑๒ ได้ ๖๖.๒๕ คะแนน": "i12 66.25",
    "ข้อ E๔ ได้คะแนน ๙๑.๑๒ และข้อ E๘ ได้คะแนน ๘๒.๓๔": "e4 91.12 e8 82.34",
}
KNOWN_RESULTS: dict[str, str] = {
    "หน่วยงานผ่านเกณฑ์ ๘๕ คะแนน โดยได้ ๙๒.๒๕ คะแนน": "what the figure is of stands before the threshold",
    "ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน เพิ่มขึ้นจากปี ๒๕๖๕ (๗๐.๑๐ คะแนน) เป็น ๘๑.๒๐ คะแนน": "the second figure is lost",
    "เปรียบเทียบปี ๒๕๖๕ ได้ ๘๐.๑๐ คะแนน ปี ๒๕๖๖ ได้ ๘๖.๗๓ คะแนน เพิ่มขึ้น ๖.๖๓ คะแนน": "no word says that the whole is meant",
    "คะแนนภาพรวม ๘๖.๗๓ ลดลง ๒.๑๑ คะแนนจากปีก่อนที่ได้ ๘๘.๘๔ คะแนน": "the figure of the year before is lost",
}


@pytest.mark.parametrize("sentence", [case(KNOWN_RESULTS, s, s, name=f"{n}") for n, s in enumerate(RESULTS)])
def test_a_sentence_that_states_results(sentence: str) -> None:
    words = RESULTS[sentence].split()
    wanted = Counter[ScoreRow]()
    for name, value in zip(words[::2], words[1::2], strict=True):
        figure, _, year = name.partition("@")
        wanted[score_row(figure, int(year or 2566), Decimal(value))] += 1
    assert rows_of(read(f"{COVER}\n๑. ผลการประเมิน\n\n{sentence}\n")) == wanted


# ---- trees that close, and trees that do not ----------------------------------------------------------------------


@pytest.mark.parametrize("form", ["long", "numbered", "side", "hierarchical", "sentences", "bullets"])
def test_figures_that_close_are_verified(form: str) -> None:
    for seed in range(20, 24):
        document = read(render(make(seed), Layout(scores=form, plan="")).text)
        assert {score.status for score in document.scores if score.value is not None} == {"verified"}
        assert not [issue for issue in document.issues if issue.code == "score-mismatch"]


@pytest.mark.parametrize("form", ["long", "numbered", "side", "hierarchical", "sentences", "bullets"])
def test_a_figure_that_does_not_close_is_kept_as_printed_and_doubted(form: str) -> None:
    for seed in range(20, 26):
        made = make(seed, closes=False)
        rendered = render(made, Layout(scores=form, plan=""))
        document = read(rendered.text)
        assert rows_of(document) == rendered.scores
        changed = [
            score for score in document.scores if score.indicator_no == made.changed and score.scope == "indicator"
        ]
        assert [score.status for score in changed] in (["contradicted"], ["unverified"])
        assert [issue for issue in document.issues if issue.code == "score-mismatch"]


KNOWN_CALENDARS = {
    "quarters": "a tick under a quarter becomes the text of the period",
    "months": "months are no headings, so the table has none",
}

# ---- calendars ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months", [case(KNOWN_CALENDARS, name) for name in ("quarters", "months")])
def test_ticks_under_the_parts_of_a_year_are_no_text(months: str) -> None:
    parts = {"quarters": "ไตรมาสที่ ๑\tไตรมาสที่ ๒\tไตรมาสที่ ๓\tไตรมาสที่ ๔", "months": "ต.ค.\tพ.ย.\tธ.ค.\tม.ค."}[months]
    rows = "๑\tจัดทำผังขั้นตอนงานบริการ\t/\t/\t\t\tกองคลัง\n๒\tเปิดคลินิกให้คำแนะนำ\t\t\t✓\t\tกองช่าง"
    document = read(f"{COVER}\nมาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๗\n\nที่\tมาตรการ\t{parts}\tผู้รับผิดชอบ\n{rows}\n")
    assert [(m.text, m.responsible) for m in document.measures] == [
        ("จัดทำผังขั้นตอนงานบริการ", ("กองคลัง",)),
        ("เปิดคลินิกให้คำแนะนำ", ("กองช่าง",)),
    ]
    assert not [m.period.text for m in document.measures if m.period and m.period.text in ("/", "✓")]
