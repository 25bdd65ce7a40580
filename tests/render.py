"""A made-up report written back as a text, in many layouts, with what a reader must find in it.

    rendered = render(make(7), Layout(table="html", scores="side", digits="thai"))
    rendered.text, rendered.scores, rendered.measures

A layout is a choice for each thing that differs between published reports: how tables are written, how scores are
arranged, which columns the plan has in which order under which headings, where a page ends, which digits and which
letters of codes are printed. Same seed and layout, same text.
"""

from __future__ import annotations

from random import Random

from tests.layout import Layout, Pen, Rendered
from tests.made import Made, plain
from tests.plan_forms import PLAN_FORMS
from tests.score_forms import SCORE_FORMS

__all__ = ["Layout", "Rendered", "render"]


def render(made: Made, layout: Layout) -> Rendered:
    """The report in a layout."""
    rng = Random(f"render {made.seed}")
    pen = Pen(layout, rng)
    out = Rendered()
    year = made.assessed_year_be
    kind = (
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
        if layout.progress
        else "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"
    )
    of_year = made.plan_year_be if layout.progress else year
    parts = [
        f"{kind}\n{pen.digits(f'ประจำปีงบประมาณ พ.ศ. {of_year}')}",
        f"{made.agency_name}\nอำเภอ{made.district} จังหวัด{made.province}",
    ]
    if layout.progress:
        parts.append(pen.digits(f"มาตรการเหล่านี้กำหนดขึ้นจากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}"))
    if layout.scores:
        parts += [
            pen.digits(f"1. ผลการประเมิน ประจำปีงบประมาณ พ.ศ. {year}"),
            SCORE_FORMS[layout.scores](made, layout, pen, out),
        ]
    if layout.lists:
        parts += _lists(made, pen, out)
    if layout.plan:
        parts += [pen.digits(f"2. มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {made.plan_year_be}")]
        parts += [PLAN_FORMS[layout.plan](made, layout, pen, out, rng)]
    parts += [
        pen.digits("3. ปัญหาและอุปสรรค"),
        "\n".join(pen.digits(f"{n}. {plain(text)}") for n, text in enumerate(made.limitations, start=1)),
    ]
    out.findings += [{"kind": "limitation", "text": plain(text)} for text in made.limitations]
    out.text = "\n\n".join(parts) + "\n"
    return out


def _lists(made: Made, pen: Pen, out: Rendered) -> list[str]:
    parts = ["จุดแข็ง", "\n".join(f"- {pen.digits(plain(text))}" for text in made.strengths)]
    parts += ["จุดอ่อน", "\n".join(f"- {pen.digits(plain(text))}" for text in made.weaknesses)]
    out.findings += [{"kind": "strength", "text": plain(text)} for text in made.strengths]
    out.findings += [{"kind": "weakness", "text": plain(text)} for text in made.weaknesses]
    return parts
