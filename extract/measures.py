"""One measure from its parts: the cells of a row, or the labelled paragraphs of a block."""

from __future__ import annotations

import itertools
import re

from prongsai.extract.about import About
from prongsai.extract.drafts import Doubt, MeasureDraft
from prongsai.extract.fragments import Content, Span, body, item_spans, read_spans, text_of, whole
from prongsai.normalizers import dates, lists, statuses, units
from prongsai.schemas.terms import MeasureStatus, Period
from prongsai.schemas.trace import Cite

Parts = dict[str, list[Content]]
"""The contents of a row by role; a role may stand over two columns."""

BLANK = re.compile(r"^[-–—_.\s]*$|^(?:ไม่มี|n/a)$", re.IGNORECASE)


def is_blank(content: Content) -> bool:
    """Whether a cell holds nothing, or a dash for nothing."""
    return bool(BLANK.match(text_of(content)))


def build(
    parts: Parts,
    about: About,
    progress_report: bool,
    fiscal_year_be: int | None,
    doubts: list[Doubt],
    carried: frozenset[str] = frozenset(),
) -> MeasureDraft | None:
    """The measure that the parts make, or None where they hold none."""
    text_content = _first(parts, "measure", "measure_steps", "steps")
    if not text_content or is_blank(text_content):
        return None
    text_role = next(role for role in ("measure", "measure_steps", "steps") if _first(parts, role))
    text, cites = read_spans(body(text_content), "carried" if text_role in carried else "read")
    if not text:
        return None
    draft = MeasureDraft(
        text=text,
        topic_no=about.topic_no,
        instrument=about.instrument,
        indicator_nos=tuple(about.indicator_nos),
        codes=tuple(about.codes),
    )
    draft.cites = {**about.cites, "text": cites}
    _steps(draft, parts, text_role, doubts)
    _responsible(draft, parts, carried)
    _period(draft, parts, fiscal_year_be, doubts, carried)
    _prose(draft, "monitoring", parts, carried)
    _outcomes(draft, parts, progress_report, doubts)
    return draft


def _first(parts: Parts, *roles: str) -> Content:
    for role in roles:
        for content in parts.get(role, []):
            if text_of(content):
                return content
    return []


def _gaps(content: Content, doubts: list[Doubt]) -> None:
    """Numbers that a list leaves out: `๓. ... ๕. ...`."""
    numbers: list[int] = []
    for span in whole(content):
        numbers += [int(item.number) for item in lists.items(span.text) if item.number and item.number.isdigit()]
    missing = [before + 1 for before, after in itertools.pairwise(numbers) if after - before == 2]
    if missing:
        doubts.append(
            Doubt(
                "list-number-gap",
                f"The list of {content[0].at} has no item {missing[0]}.",
                found=", ".join(map(str, numbers)),
                expected=str(missing[0]),
                cites=tuple(span.cite() for span in whole(content)[:1]),
            )
        )


def _steps(draft: MeasureDraft, parts: Parts, text_role: str, doubts: list[Doubt]) -> None:
    role = text_role if text_role == "measure_steps" else "steps"
    content = [fragment for part in parts.get(role, []) for fragment in part]
    if not content or is_blank(content) or (text_role == "steps"):
        return
    steps: list[str] = []
    cites: list[Cite] = []
    for spans in item_spans(content):
        text, step_cites = read_spans(spans)
        if _only_introduces(text) and len(item_spans(content)) > 1:
            continue
        steps.append(text)
        cites += step_cites
    _gaps(content, doubts)
    draft.steps = tuple(steps)
    draft.cites["steps"] = tuple(cites)


def _only_introduces(text: str) -> bool:
    """An opening that only announces the list: `ดำเนินการดังนี้`."""
    return len(text) < 60 and bool(re.search(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่|:)\s*$", text))


def _responsible(draft: MeasureDraft, parts: Parts, carried: frozenset[str]) -> None:
    names: list[str] = []
    cites: list[Cite] = []
    for content in parts.get("responsible", []):
        for span in whole(content):
            for unit in units.read(span.text):
                piece = Span(span.fragment, span.start + unit.start, span.start + unit.end)
                name = unit.name if unit.matched or unit.name in units.names() else piece.read()[0]
                basis = "matched" if unit.matched else "carried" if "responsible" in carried else "read"
                if name not in names:
                    names.append(name)
                    cites.append(piece.cite(basis))  # type: ignore[arg-type]
    if names:
        draft.responsible = tuple(names)
        draft.cites["responsible"] = tuple(cites)


def _period(
    draft: MeasureDraft, parts: Parts, fiscal_year_be: int | None, doubts: list[Doubt], carried: frozenset[str]
) -> None:
    content = _first(parts, "period")
    if not content or is_blank(content):
        return
    text, cites = read_spans(whole(content), "carried" if "period" in carried else "read")
    found = dates.read_period(text_of(content), fiscal_year_be)
    if found is None:
        draft.period = Period(text=text)
        years = [int(year) for year in re.findall(r"(?<!\d)(2[0-9]{3})(?!\d)", text)]
        if len(years) == 2 and years[1] < years[0]:
            doubts.append(
                Doubt(
                    "period-implausible",
                    f"The period {text[:60]!r} ends before it begins; it is kept as printed, without dates.",
                    found=text,
                    cites=cites,
                )
            )
        elif re.search(r"\d{2}", text) or re.search(r"ปีงบ", text):
            doubts.append(
                Doubt(
                    "period-unreadable",
                    f"The period {text[:60]!r} cannot be read in full; it is kept as printed, without dates.",
                    found=text,
                    cites=cites,
                )
            )
    else:
        draft.period = Period(start=found.start, end=found.end, fiscal_year_be=found.fiscal_year_be, text=text)
    draft.cites["period"] = cites


def _prose(draft: MeasureDraft, role: str, parts: Parts, carried: frozenset[str] = frozenset()) -> None:
    spans = [span for content in parts.get(role, []) if not is_blank(content) for span in whole(content)]
    if spans:
        text, cites = read_spans(spans, "carried" if role in carried else "read")
        setattr(draft, role, text)
        draft.cites[role] = cites


def _outcomes(draft: MeasureDraft, parts: Parts, progress_report: bool, doubts: list[Doubt]) -> None:
    status: MeasureStatus | None = None
    progress: list[Span] = []
    for content in parts.get("status", []) + parts.get("progress", []):
        is_progress = content in parts.get("progress", [])
        for span in whole(content) if not is_blank(content) else []:
            found = statuses.read(span.text)
            if found is None:
                if is_progress or len(span.text) > 3:
                    progress.append(span)
                continue
            piece = Span(span.fragment, span.start + found.start, span.start + found.end)
            if found.boxes or not is_progress or status is None:
                if status in (None, "unknown") or found.boxes:
                    status = _together(status, found, draft)
                draft.cites["status"] = (*draft.cites.get("status", ()), piece.cite())
            if found.boxes:
                rest = Span(span.fragment, span.start + found.end, span.end).strip()
            elif is_progress:
                rest = span
            else:
                rest = Span(span.fragment, span.start + found.end, span.end).strip()
            if rest.end - rest.start > 2:
                progress.append(rest)
    ticked = [(role, content) for role in parts if role.startswith("tick:") for content in parts[role]]
    for tick, content in ticked:
        if statuses.is_tick(text_of(content)):
            named = statuses.of_words(tick.removeprefix("tick:"))
            if named is not None:
                status = named
                draft.cites["status"] = tuple(span.cite() for span in whole(content))
    if progress:
        draft.progress, draft.cites["progress"] = read_spans(progress)
    _prose(draft, "outcome", parts)
    draft.has_results = bool(draft.progress or draft.outcome)
    if status is None:
        status = "planned" if not progress_report else "done" if draft.has_results else "unknown"
    elif status == "unknown":
        doubts.append(
            Doubt(
                "status-unclear",
                "Of the boxes of this measure none is ticked, or several; its status stays unknown.",
                cites=draft.cites.get("status", ()),
            )
        )
    draft.status = status


def _together(before: MeasureStatus | None, found: statuses.StatusSpan, draft: MeasureDraft) -> MeasureStatus:
    """A pair of boxes that a page break tore apart: one ticked half decides."""
    if before not in (None, "unknown") and found.status == "unknown":
        return before
    return found.status
