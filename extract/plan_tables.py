"""Findings and measures from tables: one measure for each row, findings from the columns that hold them.

A row that a page break cut goes on below the repeated header; a merged cell holds for the rows it spans, printed once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prongsai.extract import measures
from prongsai.extract.about import About, names_in_title, read_labels, read_prose
from prongsai.extract.drafts import Doubt, FindingDraft, Harvest, Where
from prongsai.extract.fragments import Content, body, item_spans, read_spans, text_of, whole
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import FINDING_ROLES, PLAN_ROLES
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import dates, lists, matching, statuses, subjects, topics, units
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INDICATORS_OF, Catalogue
from prongsai.schemas.terms import FindingKind, Instrument
from prongsai.schemas.trace import Basis

LABEL_ROLES = ("topic", "question", "indicator", "instrument")
LONG_ROLES = frozenset({"measure", "measure_steps", "steps", "monitoring", "progress", "outcome", "status"})
KIND_OF: dict[str, FindingKind] = {
    "finding": "finding",
    "analysis": "analysis",
    "weakness": "weakness",
    "strength": "strength",
    "recommendation": "recommendation",
    "limitation": "limitation",
}


@dataclass(slots=True)
class LogicalRow:
    """One row as meant: the contents of each column, pieces after page breaks joined; which cells are merged from above."""

    contents: list[Content]
    merged: list[bool]
    number: int = 0


@dataclass(slots=True)
class Carry:
    """What holds on for the rows below: label cells, the open finding, cells merged over rows."""

    labels: dict[int, Content] = field(default_factory=dict)
    finding_keys: tuple[str, ...] = ()
    finding_about: About | None = None
    cells: dict[int, Content] = field(default_factory=dict)
    section: About = field(default_factory=About)
    opens_section: bool = True
    row_number: int = 0
    first_measure: int = 0


def has_plan(shaped: Shaped) -> bool:
    """Whether a table holds measures or findings."""
    return (
        bool(shaped.having("measure", "measure_steps"))
        or bool(shaped.having(*FINDING_ROLES))
        or (bool(shaped.having("steps")) and bool(shaped.having("responsible", "period")))
    )


def join_cut_rows(before: Shaped, shaped: Shaped) -> None:
    """Move the first rows of a table that only go on with the last row of the part before the page break up to it."""
    if not (shaped.continues and has_plan(before) and before.rows):
        return
    while shaped.rows and _continues(shaped.rows[0], before, before.rows[-1]):
        if len(shaped.rows) > 1 and _pair_torn(shaped.rows[0], shaped.rows[1], before.rows[-1], shaped):
            return
        row = shaped.rows.pop(0)
        row.after_break = True
        before.rows.append(row)


def logical_rows(shaped: Shaped) -> list[LogicalRow]:
    """The rows of a table with page breaks undone."""
    rows: list[LogicalRow] = []
    pending: Row | None = None
    for index, row in enumerate(shaped.rows):
        before = rows[-1] if rows else None
        following = shaped.rows[index + 1] if index + 1 < len(shaped.rows) else None
        torn = following is not None and _is_scrap(row, shaped) and _pair_torn(row, following, before, shaped)
        if torn:
            pending = row
            continue
        if before is not None and _continues(row, shaped, before):
            for column, content in enumerate(row.contents):
                if not row.merged[column]:
                    before.contents[column] = before.contents[column] + content
            continue
        logical = LogicalRow([list(content) for content in row.contents], list(row.merged), index)
        if pending is not None:
            for column, content in enumerate(pending.contents):
                logical.contents[column] = content + logical.contents[column]
            pending = None
        rows.append(logical)
    return rows


def _is_scrap(row: Row, shaped: Shaped) -> bool:
    """A row with nothing but results: no label, no measure of its own."""
    return {shaped.columns[c].role for c in range(len(row.contents)) if row.contents[c] and not row.merged[c]} <= {
        "status",
        "progress",
        "outcome",
    }


def _pair_torn(row: Row, following: Row, before: LogicalRow | Row | None, shaped: Shaped) -> bool:
    """A lone box above the row that holds its partner: the row below is the one it belongs to."""

    def boxes(contents: list[Content]) -> int:
        found = [statuses.read(text_of(contents[c])) for c in shaped.having("status", "progress") if c < len(contents)]
        return sum(status.boxes for status in found if status)

    return (
        boxes(row.contents) == 1 and boxes(following.contents) == 1 and (before is None or boxes(before.contents) != 1)
    )


def _continues(row: Row, shaped: Shaped, before: LogicalRow | Row) -> bool:
    """Whether a row only goes on with the cells of the row above."""
    filled = [c for c in range(len(row.contents)) if row.contents[c] and not row.merged[c]]
    if not filled:
        return True
    spanned = [c for c in range(len(row.contents)) if row.merged[c]]
    roles = {shaped.columns[c].role for c in filled}
    anchors = {*LABEL_ROLES, *FINDING_ROLES, "number", "responsible", "period"}
    long_filled = [c for c in filled if shaped.columns[c].role in LONG_ROLES]
    if roles & anchors:
        if not row.after_break:
            return False
        numbers = shaped.having("number")
        # a cut row whose label cells go on too: the number column, filled in every row, is empty in this one
        if numbers and numbers[0] not in filled and before.contents[numbers[0]] and not roles & {"period"}:
            return True
        if _lacks_ordinal(row, shaped, before, filled):
            return True
        # nothing but the long cells and the finding go on: label, unit and period stand in the part above
        closing = [c for c in shaped.having("responsible", "period") if before.contents[c]]
        heads = [c for c in shaped.having(*LABEL_ROLES, "number") if before.contents[c]]
        return bool(closing and heads) and not roles & {*LABEL_ROLES, "number", "responsible", "period"}
    if not long_filled:
        return bool(before) and not roles & {"budget", "goal", "note"}
    if spanned:
        return False
    if row.after_break and any(shaped.columns[c].role in anchors for c in range(len(shaped.columns))):
        return True
    first = long_filled[0]
    found = lists.items(text_of(row.contents[first]))
    number = found[0].number if found else None
    if number and number.split(".")[0].isdigit() and int(number.split(".")[0]) > 1:
        return True
    has_measure = any(shaped.columns[c].role in ("measure", "measure_steps") for c in long_filled)
    return not has_measure


_ORDINAL = re.compile(r"\W*(?:ประเด็นที่|ตัวชี้วัดที่|ข้อ(?:ที่)?)?\s*\(?[\d๐-๙]{1,2}(?:[.)]|\s)")


def _lacks_ordinal(row: Row, shaped: Shaped, before: LogicalRow | Row, filled: list[int]) -> bool:
    """A cut row whose label goes on too: every other label opens with a number, and unit and period stand above already."""
    labels = [c for c in shaped.having(*LABEL_ROLES) if c in filled]
    closing = [c for c in shaped.having("responsible", "period") if before.contents[c]]
    if not labels or not closing or any(c in filled for c in shaped.having("responsible", "period")):
        return False
    others = [text for other in shaped.rows if other is not row and (text := other.text(labels[0]))]
    return (
        len(others) >= 2
        and all(_ORDINAL.match(text) for text in others)
        and not _ORDINAL.match(text_of(row.contents[labels[0]]))
    )


def read(
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    fiscal_year_be: int | None,
    ledger: Ledger,
    harvest: Harvest,
    carry: Carry,
    score_subjects: bool,
) -> Carry:
    """Read all findings and measures of a table into the harvest; gives what the next part of the table goes on with."""
    if not shaped.continues:
        carry = Carry(first_measure=len(harvest.measures))
    rows = logical_rows(shaped)
    ticks = [
        column
        for column in shaped.columns
        if column.role in (None, "status", "progress") and statuses.of_words(column.heading)
    ]
    progress_report = bool(shaped.having("progress", "outcome", "status")) or len(ticks) >= 2
    for position, row in enumerate(rows):
        if _section_row(row, shaped, carry, catalogue, ledger, score_subjects) or _total_row(row, shaped, ledger):
            carry.opens_section = True
            continue
        _read_row(
            row,
            rows[position + 1 : position + 60],
            shaped,
            where,
            catalogue,
            fiscal_year_be,
            ledger,
            harvest,
            carry,
            progress_report,
            score_subjects,
        )
        carry.opens_section = False
    _share_instrument(harvest, carry.first_measure)
    _row_numbers(shaped, rows, harvest, carry)
    ledger.ignore("table.header", *shaped.headers)
    for printed in shaped.rows:
        for index, column in enumerate(shaped.columns):
            if column.role in ("number", "budget", "goal", "note", "weight", "target"):
                ledger.ignore(f"plan-table.{column.role}", printed.contents[index])
            elif measures.is_blank(row.contents[index]):
                ledger.ignore("table.blank-dash", row.contents[index])
    return carry


def _section_row(
    row: LogicalRow, shaped: Shaped, carry: Carry, catalogue: Catalogue, ledger: Ledger, score_subjects: bool
) -> bool:
    """A row with one filled cell that names a topic, an instrument or an indicator: it heads the rows below."""
    filled = [c for c, content in enumerate(row.contents) if content and not (row.merged[c] and c)]
    if len(filled) != 1 or len(shaped.columns) < 3:
        return False
    text = row.contents[filled[0]] and text_of(row.contents[filled[0]])
    if not text or len(text) > 200:
        return False
    role = shaped.columns[filled[0]].role
    about = About()
    subject = subjects.read(text, catalogue, code_slot=False)
    if topics.read(text) is None and (subject is None or subject.scope == "overall"):
        return False
    if (
        role in LONG_ROLES
        and role != "status"
        and topics.read(text) is None
        and subject is not None
        and not subject.by_name
    ):
        return False
    read_labels(about, row.contents[filled[0]], catalogue, [], basis="carried")
    carry.section = about
    carry.labels = {}
    carry.finding_keys = ()
    carry.finding_about = None
    ledger.ignore("table.section-row", row.contents[filled[0]])
    return True


def _row_numbers(shaped: Shaped, rows: list[LogicalRow], harvest: Harvest, carry: Carry) -> None:
    """Rows numbered 1, 3, 3: one was left out, or misread."""
    columns = shaped.having("number")
    for row in rows if columns else []:
        match = re.fullmatch(r"\W*(\d{1,3})\W*", arabic(text_of(row.contents[columns[0]])))
        if match is None or row.merged[columns[0]]:
            continue
        number = int(match[1])
        if number not in (1, carry.row_number + 1) and carry.row_number:
            cites = tuple(span.cite() for span in whole(row.contents[columns[0]]))
            harvest.doubts.append(
                Doubt(
                    "list-number-gap",
                    f"The row numbered {number} follows the row numbered {carry.row_number}.",
                    found=str(number),
                    expected=str(carry.row_number + 1),
                    cites=cites,
                )
            )
        carry.row_number = number


def _total_row(row: LogicalRow, shaped: Shaped, ledger: Ledger) -> bool:
    """`รวม` with a sum of budgets is no measure."""
    texts = [text_of(content) for content in row.contents if content]
    if (
        any(re.fullmatch(r"\W*รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|งบประมาณ)*\W*", matching.squeeze(text)) for text in texts)
        and len(texts) <= 3
    ):
        ledger.ignore("table.total-row", *row.contents)
        return True
    return False


def _label_about(
    row: LogicalRow, shaped: Shaped, catalogue: Catalogue, harvest: Harvest, carry: Carry, score_subjects: bool
) -> About:
    about = About()
    instrument: Instrument | None = carry.section.instrument or (
        carry.section.instruments[0] if len(carry.section.instruments) == 1 else None
    )
    own = [c for c in shaped.having(*LABEL_ROLES) if row.contents[c]]
    new_label = any(not row.merged[c] for c in own)
    specific = any(shaped.columns[c].role in ("question", "indicator") for c in own)
    for column in shaped.having(*LABEL_ROLES):
        role = shaped.columns[column].role
        content = row.contents[column]
        if content:
            carry.labels[column] = content
            basis: Basis = "carried" if row.merged[column] else "read"
        else:
            # an empty cell under a label is the lower part of a merged one, unless a finer label beside it is new
            if new_label and role in ("question", "indicator"):
                carry.labels.pop(column, None)
            content, basis = carry.labels.get(column, []), "carried"
        if content:
            label_doubts = harvest.doubts if basis == "read" and not score_subjects else []
            named = About()
            if role == "topic" and _bare_topic(named, content, shaped.columns[column].heading, basis):
                _merge(about, named, False)
                continue
            if read_labels(named, content, catalogue, label_doubts, instrument, basis) or named.mentions:
                _merge(about, named, role == "instrument" and specific)
    section = carry.section
    if section.topic_no and about.topic_no is None:
        about.topic_no = section.topic_no
        about.add_cites("topic_no", section.cites.get("topic_no", ()))
    if not about.codes and not about.indicator_nos and (section.indicator_nos or section.instruments):
        for number in section.indicator_nos:
            about.add_indicator(number)
        for name in section.instruments:
            if name not in about.instruments:
                about.instruments.append(name)
        for key in ("indicator_nos", "instrument"):
            about.add_cites(key, section.cites.get(key, ()))
    return about


def _bare_topic(named: About, content: Content, heading: str, basis: Basis) -> bool:
    """`๒` in a column headed ประเด็นที่: the topic of that number."""
    spans = whole(content)
    number = re.fullmatch(r"\W*([1-7])\W*", spans[0].plain) if len(spans) == 1 else None
    if number is None or not matching.squeeze(heading).startswith("ประเด็น"):
        return False
    named.topic_no = int(number[1])
    named.add_cites("topic_no", (spans[0].cite(basis),))
    return True


def _merge(about: About, named: About, instrument_only: bool) -> None:
    about.topic_no = about.topic_no or named.topic_no
    for code in named.codes:
        if code not in about.codes:
            about.codes.append(code)
    for number in named.indicator_nos:
        if number not in about.indicator_nos:
            about.indicator_nos.append(number)
    for name in named.instruments:
        if name not in about.instruments and not (instrument_only and about.instruments):
            about.instruments.append(name)
    about.mentions += named.mentions
    for key, cites in named.cites.items():
        about.add_cites(key, cites)


def _read_row(
    row: LogicalRow,
    below: list[LogicalRow],
    shaped: Shaped,
    where: Where,
    catalogue: Catalogue,
    fiscal_year_be: int | None,
    ledger: Ledger,
    harvest: Harvest,
    carry: Carry,
    progress_report: bool,
    score_subjects: bool,
) -> None:
    _realign(row, shaped, ledger, harvest)
    about = _label_about(row, shaped, catalogue, harvest, carry, score_subjects)
    has_measure_columns = bool(shaped.having("measure", "measure_steps", "steps"))
    finding_columns = [
        c
        for c in shaped.having(*FINDING_ROLES)
        if row.contents[c] and not row.merged[c] and not measures.is_blank(row.contents[c])
    ]
    if finding_columns or (
        any(row.contents[c] and not row.merged[c] for c in shaped.having(*LABEL_ROLES))
        and shaped.having(*FINDING_ROLES)
        and has_measure_columns
    ):
        carry.finding_keys = ()
        carry.finding_about = None
    for column in finding_columns:
        role = shaped.columns[column].role or "finding"
        shared = not has_measure_columns and carry.opens_section and _shared(column, below, shaped)
        _finding(row.contents[column], KIND_OF[role], about, where, catalogue, harvest, carry, shared)
    if (
        carry.finding_about is not None
        and not about.codes
        and (
            not about.indicator_nos
            or (carry.finding_about.codes and set(carry.finding_about.indicator_nos) <= set(about.indicator_nos))
        )
    ):
        for number in carry.finding_about.indicator_nos:
            about.add_indicator(number)
        for code in carry.finding_about.codes:
            if code not in about.codes:
                about.codes.append(code)
        for name in carry.finding_about.instruments:
            if name not in about.instruments:
                about.instruments.append(name)
        for key in ("codes", "indicator_nos", "instrument"):
            about.add_cites(key, carry.finding_about.cites.get(key, ()))
        about.topic_no = about.topic_no or carry.finding_about.topic_no
    if not has_measure_columns:
        return
    parts, carried = _parts(row, shaped, carry)
    title = parts.get("measure") or parts.get("measure_steps")
    if title and not about.codes and title[0]:
        spans = body(title[0])
        if len(spans) == 1 and not about.indicator_nos:
            names_in_title(about, spans[0], catalogue)
        if not about.codes and shaped.having("measure"):
            mentioned = About()
            read_prose(mentioned, spans, catalogue)
            fits = not about.indicator_nos or set(mentioned.indicator_nos) <= set(about.indicator_nos)
            if fits and (
                mentioned.codes or (not about.indicator_nos and (mentioned.indicator_nos or mentioned.instruments))
            ):
                _merge(about, mentioned, False)
    about.settle(where)
    measure = measures.build(
        parts, about, progress_report or where.section == "progress", fiscal_year_be, harvest.doubts, carried
    )
    if measure is not None:
        measure.finding_keys = carry.finding_keys
        harvest.measures.append(measure)


def _shared(column: int, below: list[LogicalRow], shaped: Shaped) -> bool:
    """Whether a finding on a section's first row is merged over the rest of it: its cell is empty in every row below."""
    rows = 0
    for following in below:
        filled = [c for c, content in enumerate(following.contents) if content and not following.merged[c]]
        if len(filled) < 2:
            break
        if column in filled:
            return False
        rows += 1
    return rows >= 1


def _finding(
    content: Content,
    kind: FindingKind,
    row_about: About,
    where: Where,
    catalogue: Catalogue,
    harvest: Harvest,
    carry: Carry,
    shared: bool,
) -> None:
    if kind == "limitation":
        for spans in item_spans(content):
            text, cites = read_spans(spans)
            about = About(topic_no=row_about.topic_no)
            harvest.findings.append(
                FindingDraft(
                    "limitation", text, cites={"text": cites}, key=spans[0].fragment.at, topic_no=about.topic_no
                )
            )
        return
    spans = body(content)
    text, cites = read_spans(spans)
    if not re.search(r"[ก-ฮ]{2}", text):
        return
    about = About(topic_no=row_about.topic_no)
    mentioned = About()
    instrument = row_about.instruments[0] if len(row_about.instruments) == 1 else None
    read_prose(mentioned, spans, catalogue, instrument, items_are_indicators=shared, doubts=harvest.doubts)
    if shared:
        # printed once beside several rows: it is about what it names itself, in the instrument of the rows
        about.codes, about.indicator_nos = mentioned.codes, mentioned.indicator_nos
        about.instruments = list(row_about.instruments) if len(row_about.instruments) == 1 else mentioned.instruments
        about.mentions = mentioned.mentions
        about.cites = {
            **{k: v for k, v in row_about.cites.items() if k in ("topic_no", "instrument")},
            **mentioned.cites,
        }
    else:
        _merge(about, row_about, False)
        if not about.codes and not about.indicator_nos:
            _merge(about, mentioned, bool(about.instruments))
        elif mentioned.codes and not about.codes and set(mentioned.instruments) <= set(about.instruments):
            _merge(about, mentioned, True)
        elif mentioned.mentions:
            about.mentions += [m for m in mentioned.mentions if m not in about.mentions]
    about.settle(where)
    key = spans[0].fragment.at
    harvest.findings.append(
        FindingDraft(
            kind,
            text,
            about.topic_no,
            about.instrument,
            tuple(about.indicator_nos),
            tuple(about.codes),
            tuple(about.mentions),
            {**about.cites, "text": cites},
            key,
        )
    )
    carry.finding_keys = (*carry.finding_keys, key)
    carry.finding_about = about


def _parts(row: LogicalRow, shaped: Shaped, carry: Carry) -> tuple[measures.Parts, frozenset[str]]:
    """The row's contents by role; cells merged from above and empty cells of a sub-row carry what stands above them."""
    parts: measures.Parts = {}
    carried: set[str] = set()
    own_labels = any(
        row.contents[c] and not row.merged[c] for c in shaped.having(*LABEL_ROLES, *FINDING_ROLES, "number")
    )
    label_columns = bool(shaped.having(*LABEL_ROLES, *FINDING_ROLES, "number"))
    for column, spec in enumerate(shaped.columns):
        role = spec.role
        content = row.contents[column]
        if content and statuses.is_tick(text_of(content)) and statuses.of_words(spec.heading) is not None:
            parts.setdefault(f"tick:{spec.heading}", []).append(content)
            continue
        if role is None or role not in PLAN_ROLES:
            continue
        if not content and role in ("responsible", "period", "monitoring") and label_columns and not own_labels:
            content = carry.cells.get(column, [])
            if content:
                carried.add(role)
        elif content:
            carry.cells[column] = content
            if row.merged[column]:
                carried.add(role)
        if content:
            parts.setdefault(role, []).append(content)
    return parts, frozenset(carried)


def _realign(row: LogicalRow, shaped: Shaped, ledger: Ledger, harvest: Harvest) -> None:
    """Put a row right that lost or gained empty cells at its left: periods and units say where its columns really are."""
    width = len(shaped.columns)
    if any(row.merged):
        return
    here = _fit(row.contents, shaped)
    if here[1] == 0:
        return
    best, best_fit = 0, here
    for shift in (1, 2, -1, -2):
        moved = _moved(row.contents, shift, width)
        if moved is None:
            continue
        fit = _fit(moved, shaped)
        if fit[1] == 0 and fit[0] >= max(2, best_fit[0] + 1):
            best, best_fit = shift, fit
    if best:
        moved = _moved(row.contents, best, width)
        assert moved is not None
        cites = tuple(span.cite() for content in row.contents for span in whole(content)[:1])
        row.contents = moved
        harvest.doubts.append(
            Doubt(
                "row-shifted",
                f"The cells of this row stand {abs(best)} column{'s' if abs(best) > 1 else ''} too far {'left' if best > 0 else 'right'}; they are read by what they are.",
                cites=cites[:1],
            )
        )


def _moved(contents: list[Content], shift: int, width: int) -> list[Content] | None:
    if shift > 0:
        if any(contents[width - shift :]):
            return None
        return [[] for _ in range(shift)] + contents[: width - shift]
    if any(contents[:-shift]):
        return None
    return contents[-shift:] + [[] for _ in range(-shift)]


def _fit(contents: list[Content], shaped: Shaped) -> tuple[int, int]:
    """How many typed cells (periods, units) stand in their columns, and how many in another's."""
    right = wrong = 0
    for column, content in enumerate(contents):
        text = text_of(content)
        if not text or len(text) > 60:
            continue
        role = shaped.columns[column].role
        is_period = dates.read_period(arabic(text)) is not None
        is_unit = not is_period and any(unit.name in units.names() for unit in units.read(text))
        if is_period:
            right, wrong = (right + 1, wrong) if role == "period" else (right, wrong + 1)
        elif is_unit:
            right, wrong = (right + 1, wrong) if role == "responsible" else (right, wrong + 1)
    return right, wrong


def _share_instrument(harvest: Harvest, first: int) -> None:
    """Rows that name nothing belong to the instrument whose indicators the other rows of the plan run through, one by one."""
    rows = harvest.measures[first:]
    named = {row.instrument for row in rows if row.instrument}
    resolved = [row for row in rows if row.instrument]
    owner = next(iter(named)) if len(named) == 1 else None
    if owner is None or any(row.topic_no is not None or row.codes for row in rows):
        return
    covered = {number for row in resolved for number in row.indicator_nos}
    if covered == set(INDICATORS_OF[owner]) and len(resolved) * 2 > len(rows):
        for row in rows:
            if row.instrument is None and not row.indicator_nos and not row.codes:
                row.instrument = resolved[0].instrument
                row.cites["instrument"] = tuple(
                    type(cite)(cite.at, cite.start, cite.end, "carried")
                    for cite in resolved[0].cites.get("instrument", ()) or resolved[0].cites.get("indicator_nos", ())
                )
