"""Render, then read: what was written into a report must come out of it, whatever the layout.

Each layout is read for a few seeds; each aspect of the records (which scores, which texts, which periods ...) is a test
of its own. What a layout cannot give back yet is listed in KNOWN with the reason, as a strict xfail: who cures it learns
so from the test and strikes the line out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from prongsai.pipeline import process
from prongsai.schemas.document import Document
from tests.made import Made, ScoreRow, make
from tests.render import Layout, Rendered, render

SEEDS = (1, 2, 3)
PLAN = ("number", "topic", "question", "finding", "measure", "steps", "responsible", "period", "monitoring")
SHORT = ("measure", "steps", "responsible", "period", "monitoring")
PROGRESS = ("number", "measure", "steps", "responsible", "period", "status", "progress", "outcome")

LAYOUTS: dict[str, Layout] = {
    # how the scores are arranged, with tabs
    **{f"scores {form}": Layout(scores=form, columns=SHORT) for form in (
        "long", "numbered", "restarted", "side", "two years", "newest first", "ranked", "above and below",
        "across", "indicators across", "instruments", "sentences", "bullets", "leaders", "hierarchical", "dressed",
        "captioned years", "titled tables", "short years", "years in sentences", "headings",
    )},
    **{f"scores {form}": Layout(scores=form, columns=SHORT, year=2566) for form in ("sub-indicators", "questions", "code column")},
    # the same arrangements in other hands
    **{f"{table}, scores {form}": Layout(table=table, scores=form, columns=SHORT, digits=digits, year=2566)
       for table, digits in (("pipes", "arabic"), ("html", "mixed"), ("columns", "thai"), ("ruled", "arabic"))
       for form in ("long", "numbered", "side", "two years", "newest first", "sub-indicators", "questions", "code column", "across", "hierarchical", "titled tables",
                    "captioned years", "short years", "dressed")},
    # codes
    **{f"codes {codes}, {digits}": Layout(scores="questions", codes=codes, digits=digits, year=2566)
       for codes, digits in (("upper", "arabic"), ("padded", "thai"), ("confused", "thai"), ("confused", "mixed"))},
    **{f"codes {codes} in a column": Layout(scores="code column", codes=codes, year=2566) for codes in ("upper", "padded", "confused")},
    # the plan: columns and their order
    **{f"plan {' '.join(columns)}": Layout(scores="", columns=columns, year=2566) for columns in (
        PLAN, SHORT,
        ("responsible", "period", "measure", "steps"),
        ("number", "measure_steps", "period", "responsible", "monitoring"),
        ("indicator", "weakness", "measure", "responsible", "period"),
        ("question", "finding", "measure", "steps", "period", "responsible"),
        ("topic", "measure", "steps", "monitoring", "period", "responsible"),
        ("number", "measure", "budget", "responsible", "period", "note"),
    )},
    # how a plan is written
    **{f"{table}, plan": Layout(table=table, scores="", year=2566) for table in ("pipes", "html", "columns", "ruled")},
    **{f"{table}, short plan": Layout(table=table, scores="", columns=("number", *SHORT)) for table in ("pipes", "html", "columns", "tight", "ruled")},
    **{f"{table}, merged": Layout(table=table, scores="", merged=True, year=2566) for table in ("tabs", "pipes", "html", "columns")},
    **{f"steps {marks}": Layout(scores="", columns=("number", *SHORT), marks=marks) for marks in ("1)", "(1)", "-")},
    **{f"{table}, steps {marks or 'unmarked'}": Layout(table=table, scores="", columns=("number", *SHORT), marks=marks)
       for table in ("pipes", "html") for marks in ("(1)", "-", "")},
    **{f"units {units!r}": Layout(table="html", scores="", columns=SHORT, units=units) for units in (", ", "\n", " และ", "\n- ")},
    "broken tabs, short plan": Layout(table="broken tabs", scores="", columns=("number", *SHORT)),
    "broken tabs, plan": Layout(table="broken tabs", scores="", year=2566),
    **{f"{table}, {plan}": Layout(table=table, scores="", plan=plan, columns=("number", *SHORT), year=2566)
       for table in ("tabs", "pipes", "html", "columns") for plan in ("topic headings", "section rows", "grouped header")},
    "html, shared units": Layout(table="html", scores="", plan="shared units"),
    # page breaks
    **{f"{table}, break {page_break}": Layout(table=table, scores="", columns=("number", *SHORT), page_break=page_break)
       for table in ("tabs", "pipes", "html", "columns") for page_break in ("header", "plain", "cut", "cut plain")},
    "break cut, no number": Layout(scores="", columns=SHORT, page_break="cut"),
    "break cut, question plan": Layout(scores="", columns=PLAN, page_break="cut", year=2566),
    # progress
    **{f"{table}, progress {status}": Layout(table=table, scores="", columns=PROGRESS, status=status)
       for table, status in (("tabs", "words"), ("tabs", "boxes"), ("tabs", "inputs"), ("pipes", "brackets"), ("html", "boxes"), ("columns", "words"))},
    "progress ticks": Layout(scores="", columns=("number", "measure", "responsible", "ticks")),
    "html, progress ticks": Layout(table="html", scores="", columns=("number", "measure", "responsible", "ticks", "progress")),
    # no tables
    "blocks": Layout(scores="bullets", plan="blocks", marks="1)"),
    "blocks, dashes": Layout(scores="sentences", plan="blocks", marks="-", digits="arabic"),
    "lines": Layout(scores="leaders", plan="lines", marks="(1)"),
    # lists of strengths and weaknesses
    "lists": Layout(scores="long", columns=SHORT, lists=True),
    "pipes, lists": Layout(table="pipes", scores="two years", columns=SHORT, lists=True, digits="arabic"),
}  # fmt: skip

KNOWN: dict[tuple[str, str], str] = {}


@cache
def case(name: str, seed: int) -> tuple[Made, Rendered, Document]:
    """A report in a layout, and what is read of it."""
    layout = LAYOUTS[name]
    made = make(seed, layout.year, progress=layout.progress)
    rendered = render(made, layout)
    return made, rendered, process(rendered.text.encode(), "report.txt")


def squeezed(text: str | None) -> str | None:
    """A text as it is compared: without spaces."""
    return None if text is None else re.sub(r"\s+", "", text)


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


def ratings(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """The rating of each year, where it is printed."""
    return rendered.ratings, {s.fiscal_year_be: s.rating for s in document.scores if s.scope == "overall" and s.rating}


def agency(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """Who, and for which years."""
    facts = document.document
    who = facts.agency
    read = (who.name, who.district, who.province) if who else None
    wanted_plan = made.plan_year_be if rendered.measures else None
    plan = facts.plan_year_be if rendered.measures else None
    return (made.agency_name, made.district, made.province, made.assessed_year_be, wanted_plan), (
        *(read or (None, None, None)), facts.assessed_year_be, plan,
    )  # fmt: skip


def findings(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """Kind and text of every finding."""
    wanted = Counter((finding["kind"], squeezed(finding["text"])) for finding in rendered.findings)
    return wanted, Counter((finding.kind, squeezed(finding.text)) for finding in document.findings)


def finding_subjects(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """What each finding is about."""
    names = ("topic_no", "instrument", "indicator_nos", "codes")
    wanted = {squeezed(f["text"]): tuple(f.get(name) or None for name in names) for f in rendered.findings}
    read = {squeezed(f.text): tuple(getattr(f, name) or None for name in names) for f in document.findings}
    return {text: about for text, about in wanted.items() if text in read}, {t: read[t] for t in wanted if t in read}


def measures(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    """The text of every measure, in order."""
    return [squeezed(m["text"]) for m in rendered.measures], [squeezed(m.text) for m in document.measures]


def _by_text(field: str, clean: Callable[[Any], Any]) -> Callable[[Made, Rendered, Document], tuple[Any, Any]]:
    def aspect(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
        wanted = {squeezed(m["text"]): clean(m[field]) for m in rendered.measures}
        read = {squeezed(m.text): clean(getattr(m, field)) for m in document.measures}
        return {text: value for text, value in wanted.items() if text in read}, {t: read[t] for t in wanted if t in read}

    return aspect


def _period(period: Any) -> Any:
    if period is None or isinstance(period, tuple):
        return period
    return (period.start, period.end, period.fiscal_year_be)


def _subject(made: Made, rendered: Rendered, document: Document) -> tuple[Any, Any]:
    names = ("topic_no", "instrument", "indicator_nos", "codes")
    wanted = {squeezed(m["text"]): tuple(m[name] or None for name in names) for m in rendered.measures}
    read = {squeezed(m.text): tuple(getattr(m, name) or None for name in names) for m in document.measures}
    return {text: about for text, about in wanted.items() if text in read}, {t: read[t] for t in wanted if t in read}


ASPECTS: dict[str, Callable[[Made, Rendered, Document], tuple[Any, Any]]] = {
    "scores_right": scores_right,
    "scores_found": scores_found,
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


def _all_cases() -> list[Any]:
    cases = []
    for name in LAYOUTS:
        for aspect in ASPECTS:
            reason = KNOWN.get((name, aspect))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(name, aspect, marks=marks, id=f"{name}-{aspect}"))
    return cases


@pytest.mark.parametrize(("name", "aspect"), _all_cases())
def test_read_gives_back_what_was_written(name: str, aspect: str) -> None:
    differences = {}
    for seed in SEEDS:
        wanted, read = ASPECTS[aspect](*case(name, seed))
        if wanted != read:
            differences[seed] = {"wanted": wanted, "read": read}
    assert not differences


def test_every_known_fault_is_of_a_layout_and_an_aspect() -> None:
    assert set(KNOWN) <= {(name, aspect) for name in LAYOUTS for aspect in ASPECTS}
