"""What the label cells of a score row name together: `i1 | เจ้าหน้าที่...`, `๓ | การใช้อำนาจ`, a lone `1๒๘`."""

from __future__ import annotations

import re

from prongsai.extract.score_groups import ASIDE_ROLES, Group
from prongsai.extract.score_totals import Line
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import codes, subjects
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, Catalogue
from prongsai.schemas.terms import Instrument


def section_subject(row: Row, group: Group, shaped: Shaped, catalogue: Catalogue) -> subjects.Subject | None:
    """What a row without values is about: `แบบวัด EIT` over its indicators."""
    for index in group.labels:
        subject = subjects.read(row.text(index), catalogue, group.instrument) if row.text(index) else None
        if subject is not None and subject.scope != "overall":
            return subject
    return None


def label_subject(
    row: Row, group: Group, shaped: Shaped, catalogue: Catalogue
) -> tuple[subjects.Subject | None, int | None, str | None]:
    """What a row's labels name together, the column that decided it, and a bare printed number beside it."""
    best: tuple[subjects.Subject, int] | None = None
    number: str | None = None
    order = {"question": 4, "sub_indicator": 3, "indicator": 2, "instrument": 1, "overall": 0}
    for index in group.labels:
        text = row.text(index)
        if not text:
            continue
        bare = re.fullmatch(r"\W*(?:ตัวชี้วัด(?:ที่)?)?\s*(\d{1,2}(?:\.\d)?)\W*", arabic(text))
        if bare:
            number = bare[1]
            continue
        if shaped.columns[index].role == "topic" and len(group.labels) > 1:
            continue
        subject = subjects.read(text, catalogue, group.instrument)
        if subject is not None and (best is None or order[subject.scope] > order[best[0].scope]):
            best = (subject, index)
    return (best[0], best[1], number) if best else (None, None, number)


def split_code(row: Row, group: Group, shaped: Shaped, catalogue: Catalogue) -> tuple[subjects.Subject, int] | None:
    """A code in one column and its title in the next: `i1 | เจ้าหน้าที่...`."""
    for position, index in enumerate(group.labels):
        text = row.text(index)
        if not text or position + 1 >= len(group.labels):
            continue
        title = row.text(group.labels[position + 1])
        # `1๒๘` alone is a number; with its title beside it a code
        cell = codes.read_cell(text) or (codes.read_cell(f"{text} {title}") if len(text) <= 5 else None)
        if cell is None or text[cell.rest :].strip() or not title:
            continue
        decided = subjects.by_title(cell.codes[0], title, catalogue, group.instrument) if len(cell.codes) == 1 else None
        subject = subjects.question(f"{text} {title}", cell, catalogue, group.instrument)
        if decided is not None and len(cell.codes) == 1 and decided.code != cell.codes[0]:
            first = cell.mentions[0]
            subject = subjects.Subject(
                "question",
                decided.instrument,
                decided.indicator_no,
                decided.code,
                "title",
                (decided.code,),
                first.start,
                first.end,
                title,
                overridden=cell.codes[0],
                rule=first.rule,
            )
        if subject is not None:
            return subject, index
    return None


def by_neighbours(
    row: Row, group: Group, shaped: Shaped, catalogue: Catalogue
) -> tuple[subjects.Subject | None, int | None]:
    """A lone `1๒๘` in a column of codes: i28 where i27 or i29 stands beside it and i28 nowhere else."""
    for index in group.labels:
        match = re.fullmatch(r"\W*[1l|!](?P<number>\d{2})(?!\d)(?:\W.*)?", arabic(row.text(index)), re.DOTALL)
        if match is None or not 1 <= int(match["number"]) <= 30:
            continue
        number = int(match["number"])
        seen = {
            code
            for other in shaped.rows
            for c in range(len(other.contents))
            if (cell := codes.read_cell(other.text(c)))
            for code in cell.codes
        }
        if f"i{number}" not in seen and (f"i{number - 1}" in seen or f"i{number + 1}" in seen):
            code, start = f"i{number}", row.text(index).index(row.text(index).strip())
            item = catalogue.items.get(code)
            return subjects.Subject(
                "question",
                "IIT",
                item.indicator_no if item else None,
                code,
                "context",
                (code,),
                start,
                len(row.text(index).rstrip()),
                "",
                rule="code.letter-i",
            ), index
    return None, None


def number_decides(row: Row, group: Group, shaped: Shaped, number: str) -> bool:
    """Whether a bare number names an indicator: not a running number beside other words (a ranking of bodies, a survey of
    satisfaction), and not `๐๒`, which is a code without its letter."""
    if number.startswith("0"):
        return False
    if "." in number:
        return True
    for index in group.labels:
        text, column = row.text(index), shaped.columns[index]
        printed = re.sub(r"\D*(\d{1,2}(?:\.\d)?)\D*", r"\1", arabic(text))
        said = "ตัวชี้วัด" in text or column.role == "indicator" or "ตัวชี้วัด" in column.heading
        if text and number == printed and said:
            return True
    return not any(
        len(re.findall(r"[ก-ฮ]", row.text(index))) > 1
        for index, column in enumerate(shaped.columns)
        if index not in group.values
        and column.role not in ASIDE_ROLES
        and row.text(index)
        and not subjects.instruments(row.text(index))
    )


def merged_subject(
    row: Row, index: int, group: Group, catalogue: Catalogue
) -> tuple[subjects.Subject, int | None] | None:
    """A value merged over several rows belongs to the label merged over the same rows: an instrument's mean."""
    if index >= len(row.spans) or row.spans[index] < 2:
        return None
    for label in group.labels:
        if label < len(row.spans) and row.spans[label] == row.spans[index] and row.text(label):
            subject = subjects.read(row.text(label), catalogue)
            if subject is not None and subject.scope == "instrument":
                return subject, label
    return None


def instrument_beside(row: Row, group: Group, lines: list[Line]) -> Instrument | None:
    """The instrument that another label cell of the row names."""
    for index in group.labels:
        named = subjects.instruments(row.text(index))
        if len(named) == 1:
            return named[0]
    return None


def number_fits(number: str, indicator_no: str) -> bool:
    """Whether a printed number is an indicator's own, or its place within its instrument (3 for 8 in the EIT)."""
    owner = INSTRUMENT_BY_INDICATOR[indicator_no]
    return number == indicator_no or number == str(INDICATORS_OF[owner].index(indicator_no) + 1)
