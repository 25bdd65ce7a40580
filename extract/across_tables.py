"""Score tables that run across: the indicators or instruments are the columns, each row is a year.

ปีงบประมาณ | IIT | EIT | OIT | คะแนนรวม | ระดับ
๒๕๖๔      | ๙๑.๐๓ | ๙๒.๗๙ | ๑๐๐ | ๙๕.๑๕ | AA
"""

from __future__ import annotations

import re

from prongsai.extract.drafts import Cites, Harvest, ScoreDraft, Where
from prongsai.extract.fragments import Span, text_of, whole
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import year_in_heading
from prongsai.extract.score_cites import label_of, value_cite
from prongsai.extract.tables import Shaped
from prongsai.normalizers import ratings, scores, subjects
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR, Catalogue

COLUMNS_AT_LEAST = 3


def subject_columns(shaped: Shaped, catalogue: Catalogue) -> dict[int, subjects.Subject]:
    """The columns whose headings name what their values are about; empty where the table does not run across."""
    found: dict[int, subjects.Subject] = {}
    of_indicators = bool(shaped.columns) and "ตัวชี้วัด" in shaped.columns[0].heading
    for index, column in enumerate(shaped.columns):
        subject = _heading_subject(column.heading, column.group, catalogue, of_indicators and index > 0)
        if subject is None:
            continue
        texts = [row.text(index) for row in shaped.rows if row.text(index)]
        values = sum(1 for text in texts if scores.find(text) or scores.is_blank(text))
        if texts and values * 10 >= len(texts) * 7 and any(scores.find(text) for text in texts):
            found[index] = subject
    parts = [subject for subject in found.values() if subject.scope != "overall"]
    return found if len(found) >= COLUMNS_AT_LEAST and len(parts) >= 2 else {}


def _heading_subject(heading: str, group: str, catalogue: Catalogue, of_indicators: bool) -> subjects.Subject | None:
    bottom = heading.removeprefix(group).strip() if group else heading.strip()
    named = subjects.instruments(group)
    instrument = named[0] if len(named) == 1 else None
    bare = re.fullmatch(r"\W*(?:ตัวชี้วัด(?:ที่)?|ตชว\.?|ด้านที่)?\s*(\d{1,2})\W*", re.sub(r"\s", "", arabic(bottom)))
    if bare:
        number = subjects.in_instrument(bare[1], instrument)
        if number and (instrument or of_indicators or "ตัวชี้วัด" in heading or "ตชว" in heading or "ด้าน" in heading):
            return subjects.Subject("indicator", INSTRUMENT_BY_INDICATOR[number], number)
        return None
    return subjects.read(bottom, catalogue, instrument) if bottom else None


def read(
    shaped: Shaped,
    columns: dict[int, subjects.Subject],
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    ledger: Ledger,
    harvest: Harvest,
) -> None:
    """Read every value of a table that runs across."""
    for row in shaped.rows:
        year = None
        year_cites: Cites = {}
        for index in range(len(row.contents)):
            if index in columns or not row.text(index):
                continue
            if (found := year_in_heading(row.text(index))) is not None and len(row.text(index)) < 60:
                year = found
                year_cites["fiscal_year_be"] = tuple(span.cite() for span in whole(row.contents[index]))
                break
        caption = year_in_heading(text_of(shaped.caption)) if shaped.caption else None
        year = year or caption or where.fiscal_year_be or assessed_year_be
        overall: ScoreDraft | None = None
        for index, subject in columns.items():
            for span in whole(row.contents[index])[:1]:
                draft = _draft(span, subject, year, shaped, index, catalogue, year_cites)
                if draft is None:
                    continue
                harvest.scores.append(draft)
                overall = draft if draft.scope == "overall" else overall
        for index, column in enumerate(shaped.columns):
            if index not in columns and column.role == "rating" and row.contents[index]:
                span = whole(row.contents[index])[0]
                named = ratings.find(span.text)
                if named is None:
                    continue
                if overall is None:
                    overall = ScoreDraft(
                        "overall", None, None, None, None, None, year, None, source=shaped.at, cites=dict(year_cites)
                    )
                    harvest.scores.append(overall)
                overall.rating = named.rating
                overall.cites["rating"] = (
                    Span(span.fragment, span.start + named.start, span.start + named.end).cite(),
                )
    for row in shaped.rows:
        ledger.ignore(
            "score-table.label", *(content for index, content in enumerate(row.contents) if index not in columns)
        )
    ledger.ignore("table.header", *shaped.headers)


def _draft(
    span: Span,
    subject: subjects.Subject,
    year: int | None,
    shaped: Shaped,
    index: int,
    catalogue: Catalogue,
    year_cites: Cites,
) -> ScoreDraft | None:
    found = scores.find(span.text)
    if found is None and not scores.is_blank(span.text):
        return None
    cites: Cites = dict(year_cites)
    cites["value"] = (value_cite(span, found.start, found.end),) if found else (span.cite(),)
    heading = tuple(piece.cite("carried") for piece in whole(shaped.columns[index].content))
    value = found.value if found else None
    if subject.scope == "question" and subject.code:
        item = catalogue.items.get(subject.code)
        cites["code"] = heading
        raw = text_of(shaped.columns[index].content)[subject.start : subject.end]
        label = item.title if item and item.title_firm else None
        return ScoreDraft(
            "question",
            subject.instrument,
            item.indicator_no if item else None,
            subject.code,
            raw,
            label,
            year,
            value,
            code_method=subject.method,
            cites=cites,
            source=shaped.at,
        )
    if heading:
        cites["label"] = heading
    label, indicator_no, instrument = label_of(subject, catalogue)
    return ScoreDraft(
        subject.scope, instrument, indicator_no, None, None, label, year, value, cites=cites, source=shaped.at
    )
