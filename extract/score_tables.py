"""Scores from tables: a label in one or more columns, values in others, several such groups side by side.

The reader asks of every row what its label names (an instrument, an indicator, a question) and takes the values beside
it. A code names its own instrument, so a row that slid into the columns of another instrument is still read right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.extract.drafts import Cites, Doubt, Harvest, ScoreDraft, Where
from prongsai.extract.fragments import Content, Span, text_of, whole
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import FINDING_ROLES, PLAN_ROLES, role_of, year_in_heading
from prongsai.extract.shapes import is_score
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import codes, matching, ratings, scores, subjects
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, Catalogue, instrument_names
from prongsai.schemas.statements import DirectionStatement
from prongsai.schemas.terms import Instrument
from prongsai.schemas.trace import Cite, Step

VALUE_ROLES = frozenset({"score"})
ASIDE_ROLES = frozenset({"change", "target", "weight", "rating", "rank", "note", "budget", "goal"})


@dataclass(slots=True)
class Group:
    """Columns that belong together: labels on the left, values (each with its year) on the right."""

    labels: list[int]
    values: list[int]
    ratings: list[int]
    ranks: list[int]
    instrument: Instrument | None = None
    indicator_no: str | None = None
    sub_indicator_no: str | None = None
    carried: tuple[Cite, ...] = ()
    only: list[Row] | None = None


@dataclass(slots=True)
class _Line:
    """One value row as understood, before totals are told from subtotals."""

    subject: subjects.Subject
    drafts: list[ScoreDraft] = field(default_factory=list)
    instrument: Instrument | None = None
    scope_open: bool = False


_SHARES = re.compile(r"^ร้อยละ(?:ของ)?(?:ผู้ตอบ|ที่ตอบ|การตอบ)?|^คิดเป็นร้อยละ|^%$|สัดส่วน")
_COUNTS = re.compile(r"^จำนวน(?:ผู้|คน|ที่|กลุ่ม|แบบ|ตัวอย่าง|\(คน\))|กลุ่มตัวอย่าง|ผู้ตอบ|ผู้มีส่วนได้")


def _holds_shares(shaped: Shaped) -> bool:
    """`เครื่องมือ | จำนวนผู้ตอบ | ร้อยละ`: percentages of people, beside their number."""
    headings = [matching.squeeze(shaped.columns[index].heading) for index in shaped.having("score")]
    return (
        bool(headings)
        and all(_SHARES.search(heading) and "คะแนน" not in heading for heading in headings)
        and any(_COUNTS.search(matching.squeeze(column.heading)) for column in shaped.columns)
    )


def groups(shaped: Shaped) -> list[Group]:
    """The column groups that hold scores; empty where the table has none."""
    if _holds_shares(shaped):
        return []
    found: list[Group] = []
    labels: list[int] = []
    current: Group | None = None
    for index, column in enumerate(shaped.columns):
        role = column.role
        if role in VALUE_ROLES:
            if current is None:
                current = Group(labels, [], [], [])
                found.append(current)
                labels = []
            current.values.append(index)
        elif role == "rating":
            (current.ratings if current else found[-1].ratings if found else []).append(index)
        elif role == "rank":
            if current:
                current.ranks.append(index)
        elif role in ASIDE_ROLES:
            continue
        elif role in PLAN_ROLES or role in FINDING_ROLES:
            current = None if current is None or not current.values else current
        else:
            if role is None and not _names_things(shaped, index):
                continue  # a remark or a change between the values
            if current is not None and current.values:
                current = None
                labels = []
            labels.append(index)
    # a label column to the right of the values: ตัวชี้วัดที่ | คะแนน | ชื่อตัวชี้วัด
    if labels and found and all(label > found[-1].values[-1] for label in labels):
        found[-1].labels = [*found[-1].labels, *labels]
    # values without labels of their own (a year's column set apart) belong to the group before
    merged: list[Group] = []
    for group in found:
        if not group.labels and merged:
            merged[-1].values += group.values
            merged[-1].ratings += group.ratings
        else:
            merged.append(group)
    return [group for group in merged if group.labels and group.values]


_NAMES = re.compile(r"\W*(?:\d{1,2}[.)]|ตัวชี้วัด|แบบ|การ|คุณภาพ|ประสิทธิภาพ|[ieoIEO0]\s?\d|IIT|EIT|OIT|คะแนน)")


def _names_things(shaped: Shaped, index: int) -> bool:
    """Whether a column without a known heading holds labels."""
    texts = [arabic(row.text(index)) for row in shaped.rows if row.text(index)]
    named = sum(1 for text in texts if _NAMES.match(text) and len(text) > 2)
    return bool(texts) and named * 2 >= len(texts)


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
    found += _across(shaped, found)
    _realign(shaped, found, harvest)
    _labels_with_values(shaped, found, where, catalogue, assessed_year_be, harvest)
    for group in found:
        _open_group(group, shaped, where, catalogue, found)
        lines: list[_Line] = []
        for index, row in enumerate(shaped.rows):
            if group.only is not None and not any(row is other for other in group.only):
                continue
            line = _read_row(row, group, shaped, where, catalogue, assessed_year_be, ledger, harvest, lines)
            if line is not None:
                _directions(row, line, shaped, harvest)
                lines.append(line)
                about.setdefault(index, line.subject)
                read_headers = True
            elif group is found[0] and (subject := _section(row, group, shaped, catalogue)) is not None:
                about.setdefault(index, subject)
        if group.only is None:
            _settle_totals(lines, found, catalogue)
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
    if not values or len({_year(index, shaped, where, assessed_year_be) for index in values}) > 1:
        return
    year = _year(min(values), shaped, where, assessed_year_be)
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


def _realign(shaped: Shaped, found: list[Group], harvest: Harvest) -> None:
    """Put rows right that lost their empty first cells: `๒. การใช้งบประมาณ | ๙๕.๙๑ | ` under `แบบวัด | ตัวชี้วัด | คะแนน`."""
    values = {index for group in found for index in group.values}
    if not values or max(values) != len(shaped.columns) - 1:
        return
    filled_in = [sum(bool(row.text(c)) for row in shaped.rows) for c in range(len(shaped.columns))]
    bare = {c for c, rows in enumerate(filled_in) if rows <= 1 and c not in values} if len(shaped.rows) > 2 else set()
    named = {index for group in found for index in group.labels} - bare
    for row in shaped.rows:
        if len(values) == 1 and _beside_label(row, max(values), named, bare, harvest):
            continue
        width = len(row.contents)
        filled = [index for index in range(width) if row.contents[index]]
        if (
            width != len(shaped.columns)
            or not filled
            or filled[0] != 0
            or any(row.merged)
            or any(n > 1 for n in row.spans)
        ):
            continue
        missing = width - 1 - filled[-1]
        scored = {index for index in filled if re.search(r"[.,]", row.text(index)) and scores.find(row.text(index))}
        if not missing or not scored or scored <= values or not {index + missing for index in scored} <= values:
            continue
        row.contents = [*([] for _ in range(missing)), *row.contents[: width - missing]]
        cells = [content for content in row.contents if content]
        harvest.doubts.append(
            Doubt(
                "row-shifted",
                f"The row {text_of(cells[0])[:60]!r} has lost its first {missing} cell(s), so its scores stood under other headings; it is read {missing} column(s) further right.",
                found=text_of(cells[0])[:80],
                cites=tuple(span.cite() for content in cells for span in whole(content)),
            )
        )


def _beside_label(row: Row, value: int, named: set[int], bare: set[int], harvest: Harvest) -> bool:
    """Put a score right that stands beside its label and not under its heading: empty columns between them were lost.

    `คะแนนรวม | ๘๓.๙๗ | | ` under `เครื่องมือ | ตัวชี้วัด | | คะแนน`, where the third column is always empty.
    """
    filled = [index for index, content in enumerate(row.contents) if content]
    if len(filled) < 2 or filled[-1] >= value or any(row.merged) or any(n > 1 for n in row.spans):
        return False
    *labels, at = filled
    between = range(at + 1, value)
    if not is_score(row.text(at)) or any(is_score(row.text(c)) for c in labels) or not named.issuperset(labels):
        return False
    if not bare.issuperset(between) or not (at in bare or between):
        return False
    if labels[0] == 0 and value - at + labels[-1] in named:
        return False  # the first cells of the row may be lost as well: `๒. การใช้งบประมาณ | | ๘๑.๔๔ | `
    row.contents[value], row.contents[at] = row.contents[at], row.contents[value]
    harvest.doubts.append(
        Doubt(
            "row-shifted",
            f"The score of the row {row.text(labels[-1])[:60]!r} stands {value - at} column(s) left of its heading; it is read under it.",
            found=row.text(value),
            cites=tuple(span.cite() for span in whole(row.contents[value])),
        )
    )
    return True


def _across(shaped: Shaped, found: list[Group]) -> list[Group]:
    """Total rows under groups side by side: the label stands in the first group's column, the value in the last one's."""
    made: dict[tuple[int, int], Group] = {}
    if len(found) < 2:
        return []
    for row in shaped.rows:
        labels = [c for group in found for c in group.labels if row.contents[c]]
        values = [c for group in found for c in group.values if row.contents[c]]
        owner = next((group for group in found if labels and labels[0] in group.labels), None)
        if len(labels) == 1 and len(values) == 1 and owner is not None and values[0] not in owner.values:
            group = made.setdefault((labels[0], values[0]), Group([labels[0]], [values[0]], [], [], only=[]))
            group.only = [*(group.only or []), row]
    return list(made.values())


def is_rating_scale(shaped: Shaped) -> bool:
    """A table that explains the ratings: ranges of scores on one side, ratings on the other."""
    ranges = named = 0
    for row in shaped.rows:
        texts = [row.text(c) for c in range(len(row.contents)) if row.text(c)]
        if any(
            re.search(r"\d{1,3}(?:\.\d+)?\s*(?:[-–—]|ถึง)\s*\d{1,3}(?:\.\d+)?|ขึ้นไป|ต่ำกว่า|น้อยกว่า", arabic(text))
            for text in texts
        ):
            ranges += 1
        if any(ratings.find(text) for text in texts):
            named += 1
    return len(shaped.rows) >= 3 and ranges * 10 >= len(shaped.rows) * 7 and named * 10 >= len(shaped.rows) * 7


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


def _section(row: Row, group: Group, shaped: Shaped, catalogue: Catalogue) -> subjects.Subject | None:
    for index in group.labels:
        subject = subjects.read(row.text(index), catalogue, group.instrument) if row.text(index) else None
        if subject is not None and subject.scope != "overall":
            return subject
    return None


def _label_subject(
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


def _split_code(row: Row, group: Group, shaped: Shaped, catalogue: Catalogue) -> tuple[subjects.Subject, int] | None:
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


def _by_neighbours(
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


def _read_row(
    row: Row,
    group: Group,
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    ledger: Ledger,
    harvest: Harvest,
    lines: list[_Line],
) -> _Line | None:
    subject, column, number = _label_subject(row, group, shaped, catalogue)
    if subject is None:
        subject, column = _by_neighbours(row, group, shaped, catalogue)
    split = _split_code(row, group, shaped, catalogue)
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
    if subject is None and number is not None and _number_decides(row, group, shaped, number):
        resolved = subjects.in_instrument(number, _instrument_beside(row, group, lines) or group.instrument)
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
    line = _Line(subject, instrument=subject.instrument, scope_open=subject.scope == "overall")
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
        whole_block = _merged_subject(row, index, group, catalogue)
        if whole_block is None and _of_instruments(shaped, index) and subject.instrument and subject.scope != "overall":
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


def _number_decides(row: Row, group: Group, shaped: Shaped, number: str) -> bool:
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


def _clashing(row: Row, readable: list[int], shaped: Shaped, where: Where, assessed_year_be: int | None) -> list[int]:
    """Columns of a row that would give one subject different scores of the same year."""
    by_year: dict[int | None, list[int]] = {}
    for index in readable:
        if _of_instruments(shaped, index):
            continue
        if scores.find(row.text(index)) and (index >= len(row.spans) or row.spans[index] < 2):
            by_year.setdefault(_year(index, shaped, where, assessed_year_be), []).append(index)
    for same in by_year.values():
        values = {found.value for index in same if (found := scores.find(row.text(index)))}
        if len(values) > 1:
            return same
    return []


_INSTRUMENT_MEANS = re.compile(
    r"(?:คะแนน|เฉลี่ย|ผลรวม|รวม)(?:เฉลี่ย|รวม)?(?:ราย|ของ|ตาม|แต่ละ|จำแนกตาม)?(?:แบบ(?:วัด|ตรวจ|ประเมิน|สำรวจ)?|เครื่องมือ)"
)


INDICATOR_ROWS_AT_MOST = 60
"""Rows of a table of indicators with its headings and totals; longer tables list questions."""


def _of_instruments(shaped: Shaped, index: int) -> bool:
    """A column like คะแนนแบบวัด beside คะแนนที่ได้: three values, each beside some row of its instrument."""
    heading = matching.squeeze(shaped.columns[index].heading)
    if _INSTRUMENT_MEANS.search(heading) is None:
        return False
    values = [row for row in shaped.rows if row.contents[index] and scores.find(row.text(index))]
    return len(values) * 2 < len(shaped.rows) <= INDICATOR_ROWS_AT_MOST and len(shaped.having("score")) > 1


def _merged_subject(
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


def _printed(row: Row, columns: list[int]) -> str:
    return ", ".join(arabic(row.text(index)) for index in columns)


def _instrument_beside(row: Row, group: Group, lines: list[_Line]) -> Instrument | None:
    for index in group.labels:
        named = subjects.instruments(row.text(index))
        if len(named) == 1:
            return named[0]
    return None


def _is_rating_row(row: Row, group: Group) -> bool:
    label = " ".join(row.text(index) for index in group.labels)
    return role_of(label) == "rating" or (
        bool(re.search(r"ระดับ", label)) and any(ratings.find(row.text(index)) for index in group.values)
    )


_DIRECTION = re.compile(r"เพิ่มขึ้น|เพิ่ม|สูงขึ้น|ดีขึ้น|ลดลง|ลด|ต่ำลง|คงที่|เท่าเดิม")


def _directions(row: Row, line: _Line, shaped: Shaped, harvest: Harvest) -> None:
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


def _aside_row(row: Row, group: Group, values: list[int], ledger: Ledger, lines: list[_Line]) -> bool:
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
) -> _Line | None:
    """Score cells that hold no number (`๘▯.๔`): their scores have no value, and an issue says so."""
    line = _Line(subject, instrument=subject.instrument)
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
            year = _year(index, shaped, where, assessed_year_be)
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
            number if number and subject.by_name and not _fits(number, subject.indicator_no) else None
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


def _fits(number: str, indicator_no: str) -> bool:
    owner = INSTRUMENT_BY_INDICATOR[indicator_no]
    return number == indicator_no or number == str(INDICATORS_OF[owner].index(indicator_no) + 1)


def _year(column_index: int, shaped: Shaped, where: Where, assessed_year_be: int | None) -> int | None:
    column = shaped.columns[column_index]
    if column.year_be or column.year_printed:
        return column.year_be
    heading = matching.squeeze(column.heading)
    if assessed_year_be and re.search(r"ปี(?:ก่อน|ที่ผ่านมา|ที่แล้ว)", heading):
        return assessed_year_be - 1
    caption = year_in_heading(text_of(shaped.caption)) if shaped.caption else None
    return caption or where.fiscal_year_be or assessed_year_be


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
    year = _year(index, shaped, where, assessed_year_be)
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
                    if _owns(group, subject)
                    else None
                ),
                code,
                raw,
                _question_label(code, subject, catalogue),
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


def _owns(group: Group, subject: subjects.Subject) -> bool:
    return group.indicator_no is not None and subject.instrument == INSTRUMENT_BY_INDICATOR[group.indicator_no]


def _question_label(code: str, subject: subjects.Subject, catalogue: Catalogue) -> str | None:
    item = catalogue.items.get(code)
    if item is not None and item.title_firm:
        return item.title
    return re.sub(r"\s+", " ", arabic(subject.title)).strip() or (item.title if item and item.title_firm else None)


def label_of(
    subject: subjects.Subject, catalogue: Catalogue, group: Group | None = None
) -> tuple[str | None, str | None, Instrument | None]:
    """The official label, the indicator number and the instrument of a subject that is no question."""
    if subject.scope == "indicator" and subject.indicator_no:
        return catalogue.indicators[subject.indicator_no].name, subject.indicator_no, subject.instrument
    if subject.scope == "sub_indicator" and subject.indicator_no:
        printed = re.sub(r"\s+", " ", arabic(subject.title)).strip(" :.-")
        return (
            catalogue.sub_indicators.get(subject.indicator_no) or printed or None,
            subject.indicator_no,
            subject.instrument,
        )
    if subject.scope == "instrument" and subject.instrument:
        return instrument_names()[subject.instrument], None, subject.instrument
    return None, None, None


def value_cite(span: Span, start: int, end: int) -> Cite:
    """The cite of printed digits with the steps that make a decimal number of them."""
    text = span.text[start:end]
    steps: list[Step] = []
    mapped = arabic(text)
    if mapped != text:
        steps.append(Step("read.thai-digits", 0, text, mapped))
    digits = mapped.translate(scores.LETTER_DIGITS)
    if digits != mapped:
        steps.append(Step("score.letter-digit", 0, mapped, digits))
        mapped = digits
    tidy = re.sub(r"\s", "", mapped).replace(",", ".")
    if tidy != mapped:
        steps.append(Step("read.decimal-mark", 0, mapped, tidy))
    return Span(span.fragment, span.start + start, span.start + end).cite("read", tuple(steps))


def code_cite(cell: Span, subject: subjects.Subject, code: str) -> Cite:
    """The cite of a printed code with the steps that make a catalogue code of it."""
    return mention_cite(cell, subject.start, subject.end, code, subject.rule, bool(subject.overridden))


def mention_cite(cell: Span, start: int, end: int, code: str, rule: str | None, overridden: bool = False) -> Cite:
    """As `code_cite`, for a mention inside a sentence."""
    raw = cell.text[start:end]
    steps = () if raw == code else (Step("code.title" if overridden else rule or "read.code", 0, raw, code),)
    return Span(cell.fragment, cell.start + start, cell.start + end).cite("matched" if overridden else "read", steps)


def _settle_totals(lines: list[_Line], all_groups: list[Group], catalogue: Catalogue) -> None:
    """Tell totals from subtotals: `เฉลี่ย` after the rows of one instrument, or the questions of one indicator, is their mean."""
    for position, line in enumerate(lines):
        if not line.scope_open or not any(draft.value is not None for draft in line.drafts):
            continue
        before: list[_Line] = []
        for earlier in reversed(lines[:position]):
            if earlier.scope_open:
                break
            before.append(earlier)
        asked = {draft.indicator_no for earlier in before for draft in earlier.drafts if draft.scope == "question"}
        if (
            before
            and len(asked) == 1
            and None not in asked
            and all(earlier.subject.scope == "question" for earlier in before)
        ):
            number = next(iter(asked)) or ""
            for draft in line.drafts:
                draft.scope, draft.instrument, draft.indicator_no = "indicator", INSTRUMENT_BY_INDICATOR[number], number
                draft.label = catalogue.indicators[number].name
            continue
        owners = {earlier.instrument for earlier in before if earlier.instrument}
        if len(owners) != 1:
            continue
        owner = next(iter(owners))
        means = _means(before, owner)
        agrees = any(
            draft.value is not None and abs(draft.value - means[draft.fiscal_year_be]) <= Decimal("0.06")
            for draft in line.drafts
            if draft.fiscal_year_be in means
        )
        later = {after.instrument for after in lines[position + 1 :] if after.instrument}
        if agrees or (later - {owner} and owner not in later):
            for draft in line.drafts:
                draft.scope, draft.instrument = "instrument", owner
                draft.label = instrument_names()[owner] if owner else None
            line.instrument = owner


def _means(lines: list[_Line], owner: Instrument | None) -> dict[int | None, Decimal]:
    values: dict[int | None, list[Decimal]] = {}
    for line in lines:
        if line.instrument == owner and line.subject.scope == "indicator":
            for draft in line.drafts:
                if draft.value is not None:
                    values.setdefault(draft.fiscal_year_be, []).append(draft.value)
    return {year: sum(found, Decimal(0)) / len(found) for year, found in values.items() if len(found) >= 2}


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
