"""Scores from tables: a label in one or more columns, values in others, several such groups side by side.

The reader asks of every row what its label names (an instrument, an indicator, a question) and takes the values beside
it. A code names its own instrument, so a row that slid into the columns of another instrument is still read right.
"""

from __future__ import annotations

import re
from decimal import Decimal

from prongsai.extract.drafts import Cites, Doubt, Harvest, ScoreDraft, Where
from prongsai.extract.fragments import Content, Span, text_of, whole
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import role_of
from prongsai.extract.score_cites import code_cite, label_of, owns, question_label, value_cite
from prongsai.extract.score_groups import (
    ASIDE_ROLES,
    Group,
    across,
    groups,
    is_rating_scale,
    of_instruments,
    year_of_column,
    year_of_row,
)
from prongsai.extract.score_labels import (
    by_neighbours,
    instrument_beside,
    label_subject,
    merged_subject,
    number_decides,
    number_fits,
    section_subject,
    split_code,
)
from prongsai.extract.score_rows import realign
from prongsai.extract.score_totals import Line, settle_totals
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import matching, ratings, scores, subjects
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR, Catalogue
from prongsai.schemas.statements import DirectionStatement
from prongsai.schemas.trace import Cite


def read(
    shaped: Shaped, where: Where, catalogue: Catalogue, assessed_year_be: int | None, ledger: Ledger, harvest: Harvest
) -> dict[int, subjects.Subject]:
    """Read all scores of a table into the harvest; gives the subject that each row (by index) is about."""
    if is_rating_scale(shaped):
        ledger.ignore(
            "reference.rating-scale", *(content for row in shaped.rows for content in row.contents), *shaped.headers
        )
        return {}
    found = groups(shaped)
    about: dict[int, subjects.Subject] = {}
    read_headers = False
    found += across(shaped, found)
    realign(shaped, found, harvest)
    _labels_with_values(shaped, found, where, catalogue, assessed_year_be, harvest)
    for group in found:
        _open_group(group, shaped, where, catalogue, found)
        lines: list[Line] = []
        for index, row in enumerate(shaped.rows):
            if group.only is not None and not any(row is other for other in group.only):
                continue
            line = _read_row(row, group, shaped, where, catalogue, assessed_year_be, ledger, harvest, lines)
            if line is not None:
                _directions(row, line, shaped, harvest)
                lines.append(line)
                about.setdefault(index, line.subject)
                read_headers = True
            elif group is found[0] and (subject := section_subject(row, group, shaped, catalogue)) is not None:
                about.setdefault(index, subject)
        if group.only is None:
            settle_totals(lines, found, catalogue)
        harvest.scores += [draft for line in lines for draft in line.drafts]
    for column in shaped.columns if read_headers else []:
        if column.year_printed and column.content:
            taken = (
                f"it is taken as {column.year_be}, as the columns beside it run"
                if column.year_be
                else "its values have no year"
            )
            harvest.doubts.append(
                Doubt(
                    "year-implausible",
                    f"A score column is headed {column.year_printed}, which cannot be its year; {taken}.",
                    found=column.year_printed,
                    expected=str(column.year_be) if column.year_be else None,
                    cites=tuple(span.cite() for span in whole(column.content)),
                )
            )
    if read_headers:
        ledger.ignore("table.header", *shaped.headers)
        for group in found:
            _ignore_asides(shaped, group, ledger)
    return about


_VALUE_IN_LABEL = re.compile(r"[(=:]\s*(?P<number>\d{1,3}\.\d{1,2})\s*(?:คะแนน|%)?\s*\)?\s*$")


def _labels_with_values(
    shaped: Shaped,
    found: list[Group],
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    harvest: Harvest,
) -> None:
    """Scores printed in a merged label cell: `๙.๑ ข้อมูลพื้นฐาน (๑๐๐.๐๐)` beside its questions, `IIT = ๙๕.๖๗` in a cell of its own."""
    values = {index for group in found for index in group.values}
    if not values or len({year_of_column(index, shaped, where, assessed_year_be) for index in values}) > 1:
        return
    year = year_of_column(min(values), shaped, where, assessed_year_be)
    for row in shaped.rows:
        for index, content in enumerate(row.contents):
            spread = index < len(row.spans) and row.spans[index] > 1
            if index in values or not content or row.merged[index] or not spread:
                continue
            span = whole(content)[0]
            match = _VALUE_IN_LABEL.search(span.plain.replace("\n", " "))
            if match is None:
                continue
            subject = subjects.read(span.text[: match.start()].strip(), catalogue)
            numbered = re.match(r"\W*(?:ตัวชี้วัดย่อย(?:ที่)?\s*)?(?P<no>(?:9|10)\.[1-9])(?![\d.])", span.plain)
            if numbered and (subject is None or subject.scope != "sub_indicator"):
                title = span.text[numbered.end() : match.start()].strip()
                subject = subjects.Subject("sub_indicator", "OIT", numbered["no"], title=title, by_name=True)
            if subject is None or subject.scope in ("question", "overall"):
                continue
            label, indicator_no, instrument = label_of(subject, catalogue)
            start, end = match.span("number")
            cites: Cites = {"value": (value_cite(span, start, end),), "label": (span.cite("matched"),)}
            harvest.scores.append(
                ScoreDraft(
                    subject.scope,
                    instrument,
                    indicator_no,
                    None,
                    None,
                    label,
                    year,
                    scores.to_decimal(match["number"]),
                    cites=cites,
                    source=shaped.at,
                )
            )


def _open_group(group: Group, shaped: Shaped, where: Where, catalogue: Catalogue, all_groups: list[Group]) -> None:
    """What the headings over a group say of all its rows."""
    group.instrument = where.instrument if len(all_groups) == 1 else None
    if len(all_groups) == 1 and where.indicator_no:
        group.indicator_no = where.indicator_no
        group.carried = where.cites
    for index in [*group.labels, *group.values] if group.only is None else []:
        column = shaped.columns[index]
        for heading in (column.group, column.heading, text_of(column.content)):
            named = subjects.instruments(heading)
            if len(named) == 1:
                group.instrument = named[0]
            subject = subjects.read(heading, catalogue, group.instrument, code_slot=False) if heading else None
            if subject is not None and subject.scope in ("indicator", "sub_indicator"):
                _enter(group, subject, tuple(span.cite("carried") for span in whole(column.content)))


def _enter(group: Group, subject: subjects.Subject, cites: tuple[Cite, ...]) -> None:
    if subject.instrument and subject.scope != "question":
        if group.instrument != subject.instrument:
            group.indicator_no = group.sub_indicator_no = None
        group.instrument = subject.instrument
    if subject.scope == "indicator":
        group.indicator_no, group.sub_indicator_no, group.carried = subject.indicator_no, None, cites
    elif subject.scope == "sub_indicator" and subject.indicator_no:
        group.sub_indicator_no = subject.indicator_no
        group.indicator_no, group.carried = subject.indicator_no.split(".")[0], cites
    elif subject.scope == "instrument":
        group.indicator_no = group.sub_indicator_no = None
        group.carried = cites


def _read_row(
    row: Row,
    group: Group,
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    ledger: Ledger,
    harvest: Harvest,
    lines: list[Line],
) -> Line | None:
    subject, column, number = label_subject(row, group, shaped, catalogue)
    if subject is None:
        subject, column = by_neighbours(row, group, shaped, catalogue)
    split = split_code(row, group, shaped, catalogue)
    if split is not None:
        subject, column = split
    # the lower part of a merged cell is no value of its own row
    values = [index for index in group.values if row.contents[index] and not row.merged[index]]
    readable = [
        index
        for index in values
        if scores.find(row.text(index))
        or scores.is_blank(row.text(index))
        or scores.find_impossible(row.text(index))
        or ratings.find(row.text(index))
    ]
    if not readable:
        titled = [index for index in values if role_of(row.text(index)) in ("score", "rating")]
        if subject is not None and subject.scope != "overall" and (not values or len(titled) == len(values)):
            # a section row inside the table: its labels hold for the rows below
            _enter(group, subject, tuple(span.cite("carried") for span in whole(row.contents[column or 0])))
            ledger.ignore("table.section-row", *(row.contents[index] for index in [*group.labels, *titled]))
        elif subject is not None and subject.scope == "question" and not values:
            return None
        elif values and subject is not None:
            return _unreadable(row, values, subject, column, group, shaped, where, catalogue, assessed_year_be, harvest)
        return None
    if subject is None and number is not None and number_decides(row, group, shaped, number):
        resolved = subjects.in_instrument(number, instrument_beside(row, group, lines) or group.instrument)
        if re.fullmatch(r"(?:9|10)\.\d", number):
            title = next(
                (
                    row.text(index)
                    for index in group.labels
                    if row.text(index) and number not in arabic(row.text(index))
                ),
                "",
            )
            title = re.sub(r"^\W*ตัวชี้วัดย่อย\s*", "", title)
            subject = subjects.Subject("sub_indicator", "OIT", number, title=title, by_name=True)
            column = group.labels[0]
        elif resolved:
            subject = subjects.Subject("indicator", INSTRUMENT_BY_INDICATOR[resolved], resolved, by_name=False)
            column = next((index for index in group.labels if number in arabic(row.text(index))), group.labels[0])
    rating_row = _is_rating_row(row, group)
    if subject is None and not rating_row and _aside_row(row, group, values, ledger, lines):
        return None
    if subject is None and not rating_row:
        named = [row.text(index) for index in group.labels if row.text(index)]
        if named and any(scores.find(row.text(index)) for index in readable):
            harvest.doubts.append(
                Doubt(
                    "score-unattributed",
                    f"The value {_printed(row, readable)!s} stands beside {' / '.join(named)[:80]!r}, which names no indicator, question or instrument of the catalogue; it is left unread.",
                    found=_printed(row, readable),
                    cites=tuple(
                        span.cite() for index in [*group.labels, *readable] for span in whole(row.contents[index])
                    ),
                )
            )
        return None
    if subject is None:
        subject = subjects.Subject("overall")
    line = Line(subject, instrument=subject.instrument, scope_open=subject.scope == "overall")
    _note_conflicts(row, group, subject, column, number, catalogue, harvest)
    if subject.scope in ("instrument", "indicator", "sub_indicator") and subject.instrument:
        keep = group.indicator_no
        _enter(
            group,
            subject,
            tuple(span.cite("carried") for span in whole(row.contents[column])) if column is not None else (),
        )
        if subject.scope == "instrument":
            group.indicator_no = keep if keep and INSTRUMENT_BY_INDICATOR[keep] == subject.instrument else None
    if (clash := _clashing(row, readable, shaped, where, assessed_year_be)) and not rating_row:
        harvest.doubts.append(
            Doubt(
                "score-unattributed",
                f"The row {subject.title[:60] or subject.scope!r} has several values for one year ({_printed(row, clash)}), and no heading says which is the score; they are left unread.",
                found=_printed(row, clash),
                cites=tuple(span.cite() for index in clash for span in whole(row.contents[index])),
            )
        )
        return None
    for index in readable:
        whole_block = merged_subject(row, index, group, catalogue)
        if whole_block is None and of_instruments(shaped, index) and subject.instrument and subject.scope != "overall":
            whole_block = (subjects.Subject("instrument", subject.instrument), None)
        if whole_block is not None:
            made = _drafts(
                row,
                index,
                whole_block[0],
                whole_block[1],
                group,
                shaped,
                where,
                catalogue,
                assessed_year_be,
                rating_row,
                harvest,
            )
            for draft in made:
                draft.column = index
            line.drafts += made
            continue
        made = _drafts(
            row, index, subject, column, group, shaped, where, catalogue, assessed_year_be, rating_row, harvest
        )
        for draft in made:
            draft.column = index
        line.drafts += made
    return line


def _clashing(row: Row, readable: list[int], shaped: Shaped, where: Where, assessed_year_be: int | None) -> list[int]:
    """Columns of a row that would give one subject different scores of the same year."""
    by_year: dict[int | None, list[int]] = {}
    for index in readable:
        if of_instruments(shaped, index):
            continue
        if scores.find(row.text(index)) and (index >= len(row.spans) or row.spans[index] < 2):
            by_year.setdefault(year_of_column(index, shaped, where, assessed_year_be), []).append(index)
    for same in by_year.values():
        values = {found.value for index in same if (found := scores.find(row.text(index)))}
        if len(values) > 1:
            return same
    return []


def _printed(row: Row, columns: list[int]) -> str:
    return ", ".join(arabic(row.text(index)) for index in columns)


def _is_rating_row(row: Row, group: Group) -> bool:
    label = " ".join(row.text(index) for index in group.labels)
    return role_of(label) == "rating" or (
        bool(re.search(r"ระดับ", label)) and any(ratings.find(row.text(index)) for index in group.values)
    )


_DIRECTION = re.compile(r"เพิ่มขึ้น|เพิ่ม|สูงขึ้น|ดีขึ้น|ลดลง|ลด|ต่ำลง|คงที่|เท่าเดิม")


def _directions(row: Row, line: Line, shaped: Shaped, harvest: Harvest) -> None:
    """`ลดลง` in a column of changes: what it says of the values to its left."""
    about = (
        line.subject.code
        or line.subject.indicator_no
        or ("overall" if line.subject.scope == "overall" else line.subject.instrument)
    )
    if about is None or (line.scope_open and line.instrument):
        return
    dated = [index for index in shaped.having("score") if shaped.columns[index].year_be]
    for index in shaped.having("change"):
        match = _DIRECTION.search(row.text(index)) if row.text(index) else None
        values = [column for column in dated if column < index] or dated
        if match is None or len(values) < 2:
            continue
        years = sorted(shaped.columns[column].year_be or 0 for column in values[-2:])
        cite = whole(row.contents[index])[0].cite()
        harvest.directions.append(DirectionStatement(about, match[0], cite, years[1], years[0]))


def _aside_row(row: Row, group: Group, values: list[int], ledger: Ledger, lines: list[Line]) -> bool:
    """A row of ranks goes to the totals above it; a row of targets is no score."""
    label = matching.squeeze(" ".join(row.text(index) for index in group.labels)).strip("*:.")
    if re.match(r"^(?:ค่า)?เป้าหมาย|^เกณฑ์|^คะแนนเต็ม|^น้ำหนัก|^ค่าเฉลี่ย(?:ระดับ)?(?:ประเทศ|จังหวัด|ทั้งประเทศ)", label):
        ledger.ignore("score-table.target", *(row.contents[index] for index in [*group.labels, *values]))
        return True
    if not re.match(r"^(?:ลำดับ|อันดับ)", label):
        return False
    totals = [line for line in lines if line.subject.scope == "overall"]
    for index in values:
        span = whole(row.contents[index])[0]
        match = re.fullmatch(r"\D{0,8}(?P<rank>\d{1,4})\D{0,12}", span.plain)
        for line in totals[-2:] if match else []:
            for draft in line.drafts:
                if draft.rank is None and draft.column == index and match:
                    draft.rank = int(match["rank"])
                    draft.cites["rank"] = (
                        Span(span.fragment, span.start + match.start("rank"), span.start + match.end("rank")).cite(),
                    )
    ledger.ignore("score-table.label", *(row.contents[index] for index in group.labels))
    return True


def _unreadable(
    row: Row,
    values: list[int],
    subject: subjects.Subject,
    column: int | None,
    group: Group,
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    harvest: Harvest,
) -> Line | None:
    """Score cells that hold no number (`๘▯.๔`): their scores have no value, and an issue says so."""
    line = Line(subject, instrument=subject.instrument)
    for index in values:
        text = row.text(index)
        if len(text) > 24 or role_of(text) or not re.search(r"\d", arabic(text)):
            continue
        cites = tuple(span.cite() for span in whole(row.contents[index]))
        harvest.doubts.append(
            Doubt(
                "score-unreadable",
                f"The score cell {text!r} beside {subject.title[:60]!r} is no number from 0 to 100; the score has no value.",
                found=text,
                cites=cites,
            )
        )
        label, indicator_no, instrument = label_of(subject, catalogue, group)
        if subject.scope in ("indicator", "sub_indicator", "instrument", "overall"):
            year = (year_of_row(row, shaped) if not shaped.columns[index].year_be else None) or year_of_column(
                index, shaped, where, assessed_year_be
            )
            line.drafts.append(
                ScoreDraft(
                    subject.scope,
                    instrument,
                    indicator_no,
                    None,
                    None,
                    label,
                    year,
                    None,
                    cites={"value": cites},
                    source=shaped.at,
                    column=index,
                )
            )
    return line if line.drafts else None


def _note_conflicts(
    row: Row,
    group: Group,
    subject: subjects.Subject,
    column: int | None,
    number: str | None,
    catalogue: Catalogue,
    harvest: Harvest,
) -> None:
    cites = tuple(span.cite() for span in whole(row.contents[column])) if column is not None else ()
    if subject.overridden and subject.code:
        printed = catalogue.items.get(subject.overridden)
        harvest.doubts.append(
            Doubt(
                "code-title-conflict",
                f"The row prints the code {row.text(column or 0)[subject.start : subject.end]} ({subject.overridden}"
                f"{', ' + printed.title if printed else ', not in the catalogue'}) with the title of {subject.code}, {catalogue.items[subject.code].title}; it is read by its title.",
                found=subject.overridden,
                expected=subject.code,
                cites=cites,
            )
        )
    if subject.scope == "indicator" and subject.indicator_no:
        wrong = (subject.printed_no if subject.worded else None) or (
            number if number and subject.by_name and not number_fits(number, subject.indicator_no) else None
        )
        if wrong:
            harvest.doubts.append(
                Doubt(
                    "heading-conflict",
                    f"The row numbers the indicator {wrong}, but its name {subject.title[:60]!r} is indicator {subject.indicator_no}; it is read by its name.",
                    found=wrong,
                    expected=subject.indicator_no,
                    cites=cites,
                )
            )
    if (
        subject.scope == "question"
        and subject.code
        and subject.instrument
        and group.instrument
        and group.instrument != subject.instrument
    ):
        harvest.doubts.append(
            Doubt(
                "row-shifted",
                f"The row of {subject.code} stands in the columns of the {group.instrument}; it is read as a row of the {subject.instrument}, which its code belongs to.",
                found=group.instrument,
                expected=subject.instrument,
                cites=cites,
            )
        )
    elif (
        subject.scope == "question"
        and subject.code
        and subject.indicator_no
        and group.indicator_no
        and subject.indicator_no != group.indicator_no
        and group.carried
    ):
        harvest.doubts.append(
            Doubt(
                "heading-conflict",
                f"{subject.code} stands under a heading of indicator {group.indicator_no}; in the catalogue of {catalogue.fiscal_year_be} it belongs to indicator {subject.indicator_no}.",
                found=group.indicator_no,
                expected=subject.indicator_no,
                cites=(*cites, *(Cite(c.at, c.start, c.end) for c in group.carried)),
                key=("heading", group.carried[0].at, subject.indicator_no),
            )
        )


def _drafts(
    row: Row,
    index: int,
    subject: subjects.Subject,
    column: int | None,
    group: Group,
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    rating_row: bool,
    harvest: Harvest,
) -> list[ScoreDraft]:
    content = row.contents[index]
    span = whole(content)[0]
    year = (year_of_row(row, shaped) if not shaped.columns[index].year_be else None) or year_of_column(
        index, shaped, where, assessed_year_be
    )
    cites: Cites = {}
    value: Decimal | None = None
    rating = None
    found = scores.find(span.text) or scores.find_impossible(span.text)
    if rating_row or (found is None and ratings.find(span.text)):
        named = ratings.find(span.text)
        if named is None:
            return []
        rating = named.rating
        cites["rating"] = (Span(span.fragment, span.start + named.start, span.start + named.end).cite(),)
    elif found is not None:
        value = found.value
        if found.repaired:
            harvest.doubts.append(
                Doubt(
                    "value-repaired",
                    f"Letters stand for digits in the score {span.text!r}; it is read as {value}.",
                    found=span.text,
                    expected=str(value),
                    cites=(span.cite(),),
                )
            )
        cites["value"] = (value_cite(span, found.start, found.end),)
    else:
        cites["value"] = (span.cite(),)
    for rating_column in group.ratings:
        beside = whole(row.contents[rating_column]) if row.contents[rating_column] else []
        named = ratings.find(beside[0].text) if beside else None
        # with several years, a rating belongs to the value just before its column
        owner = max((v for v in group.values if v < rating_column), default=group.values[-1])
        if named and owner == index and not row.merged[rating_column]:
            rating = named.rating
            cites["rating"] = (
                Span(beside[0].fragment, beside[0].start + named.start, beside[0].start + named.end).cite(),
            )
    heading = shaped.columns[index]
    if heading.year_be and heading.content:
        cites["fiscal_year_be"] = tuple(s.cite("carried") for s in whole(heading.content))
    label_cites = tuple(s.cite() for s in whole(row.contents[column])) if column is not None else ()
    label, indicator_no, instrument = label_of(subject, catalogue, group)
    if subject.scope == "question" and column is not None:
        cell = whole(row.contents[column])[0]
        raw = cell.text[subject.start : subject.end]
        spans = []
        for code in subject.codes:
            cites_code = code_cite(cell, subject, code)
            spans.append((code, raw, {**cites, "code": (cites_code,), "label": label_cites}))
        return [
            ScoreDraft(
                "question",
                subject.instrument,
                (
                    catalogue.items[code].indicator_no
                    if code in catalogue.items
                    else group.indicator_no
                    if owns(group, subject)
                    else None
                ),
                code,
                raw,
                question_label(code, subject, catalogue),
                year,
                value,
                rating,
                None,
                subject.method,
                code_cites,
                shaped.at,
            )
            for code, raw, code_cites in spans[:1]
        ]
    if label_cites:
        cites["label"] = tuple(
            Cite(c.at, c.start, c.end, "matched" if subject.by_name else "read", c.steps) for c in label_cites
        )
    return [
        ScoreDraft(
            subject.scope,
            instrument,
            indicator_no,
            None,
            None,
            label,
            year,
            value,
            rating,
            None,
            None,
            cites,
            shaped.at,
        )
    ]


def _ignore_asides(shaped: Shaped, group: Group, ledger: Ledger) -> None:
    for row in shaped.rows:
        if not any(row.contents[index] for index in group.values):
            continue
        for index, column in enumerate(shaped.columns):
            if column.role in ASIDE_ROLES and column.role != "rating":
                ledger.ignore(f"score-table.{column.role}", row.contents[index])
            elif index in group.labels:
                ledger.ignore("score-table.label", row.contents[index])


def contents_of(row: Row, columns: list[int]) -> list[Content]:
    """The contents of some columns of a row."""
    return [row.contents[index] for index in columns if index < len(row.contents)]
