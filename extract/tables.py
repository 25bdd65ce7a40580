"""Tables as they are meant: header rows apart, columns with roles, rows stitched over page breaks.

A table that goes on over a page break comes as several: with its header repeated, with the header damaged, or with none.
The later ones take the columns of the one before them where their headings say the same or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from prongsai.extract import labels
from prongsai.extract.blocks import Table
from prongsai.extract.fragments import Content, Fragment, make_fragment, piece_of, text_of
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import HEADING_AT_MOST, Column, header_strength, role_of, year_in_heading
from prongsai.normalizers import codes, dates, matching, ratings, scores, subjects, topics, units
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import catalogue

HEADER_ROWS_AT_MOST = 3
SAMPLE = 120
"""Cells looked at to tell what a column without a heading holds."""


@dataclass(slots=True)
class Row:
    """One row: a content for each column; `merged` marks cells that are the lower part of a merged cell.

    `spans` is how many rows a merged cell reaches over, on its first row. `after_break` is set on the first row after a repeated header or a page break.
    """

    contents: list[Content]
    merged: list[bool]
    after_break: bool = False
    spans: list[int] = field(default_factory=list)

    def text(self, column: int) -> str:
        """The repaired text of one cell, empty where the table has no such column."""
        return text_of(self.contents[column]) if column < len(self.contents) else ""

    def is_empty(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(fragment.text.strip() for content in self.contents for fragment in content)


@dataclass(slots=True)
class Shaped:
    """A table with its header read. `continues` is set where it goes on from the table before it."""

    columns: list[Column]
    rows: list[Row]
    at: str
    headers: list[Content] = field(default_factory=list)
    header_rows: list[list[str]] = field(default_factory=list)
    continues: bool = False
    caption: Content = field(default_factory=list)
    labels: bool = False

    def having(self, *roles: str) -> list[int]:
        """The columns of the given roles, left to right."""
        return [index for index, column in enumerate(self.columns) if column.role in roles]


def shape(table: Table, ledger: Ledger, before: Shaped | None) -> Shaped:
    """Read the header of a table; `before` is the table that this one may go on from."""
    rows = _rows(table, ledger)
    if labels.is_label_table(
        [[row.text(0), row.text(1)] for row in rows if len(row.contents) == 2][: len(rows)]
    ) and all(len(row.contents) == 2 for row in rows):
        return Shaped([Column("label"), Column("text")], rows, table.at, labels=True)
    caption: Content = []
    while rows and len(rows[0].contents) > 1 and _is_caption(rows[0], table):
        caption += next(content for content in rows[0].contents if text_of(content))
        rows = rows[1:]
    repeated = _repeated_height(rows, before)
    height = max(_header_height(rows, table), repeated)
    if (
        height == 1
        and not repeated
        and before is not None
        and len(before.columns) == len(rows[0].contents)
        and header_strength(rows[0].contents) < 0.34
    ):
        height = 0  # a converter that knows no table without a header took the first row for one
    header, body = rows[:height], rows[height:]
    width = max((len(row.contents) for row in rows), default=0)
    columns = _columns(header, width)
    if repeated and before is not None:
        # a header that is printed again, damaged or not, means what it meant
        columns = [
            replace(column, content=content.content) for column, content in zip(before.columns, columns, strict=True)
        ]
    shaped = Shaped(
        columns,
        body,
        table.at,
        [content for row in header for content in row.contents],
        [[row.text(c) for c in range(width)] for row in header],
        caption=caption,
    )
    _inherit(shaped, before, has_header=height > 0)
    _drop_repeated_headers(shaped, header, ledger)
    _infer(shaped)
    _mend_years(shaped)
    _split_advice(shaped)
    if shaped.rows and shaped.continues:
        shaped.rows[0].after_break = True
    return shaped


def _rows(table: Table, ledger: Ledger) -> list[Row]:
    fragments: dict[str, Fragment] = {}
    rows: list[Row] = []
    for r, cells in enumerate(table.rows):
        contents: list[Content] = []
        merged: list[bool] = []
        spans: list[int] = []
        for c, cell in enumerate(cells):
            fragment = fragments.get(cell.at)
            if fragment is None:
                fragment = fragments[cell.at] = ledger.enter(make_fragment(cell.at, cell.raw, cell.place))
            origin = cell.row == r and cell.column == c
            contents.append([fragment] if fragment.text.strip() and (origin or cell.column == c) else [])
            merged.append(not origin)
            spans.append(cell.row_span if origin else 0)
        rows.append(Row(contents, merged, spans=spans))
    return [row for row in rows if not row.is_empty()]


def _is_caption(row: Row, table: Table) -> bool:
    """A first row with one filled cell that is no column heading: a title merged over the whole table."""
    filled = [content for content in row.contents if text_of(content)]
    if len(filled) != 1 or not row.contents[0] or len(table.rows) < 3:
        return False
    spans_all = table.rows[0][0].column_span == len(table.rows[0])
    return spans_all and role_of(text_of(filled[0])) not in ("question", "indicator", "number")


def _scoreish(content: Content) -> bool:
    text = text_of(content)
    return bool(text) and scores.find(text) is not None and dates.year_be(int(scores.find(text).value)) is None  # type: ignore[union-attr]


def _header_height(rows: list[Row], table: Table) -> int:
    marked = 0
    for cells in table.rows[: HEADER_ROWS_AT_MOST + 1]:
        if (
            cells
            and all(cell.is_header or not cell.raw.strip() for cell in cells)
            and any(cell.is_header for cell in cells)
        ):
            marked += 1
        else:
            break
    height = 0
    for index, row in enumerate(rows[: HEADER_ROWS_AT_MOST + 1]):
        strength = header_strength(row.contents)
        filled = [content for content in row.contents if text_of(content)]
        if index == 0 and _numbers_columns(row):
            height = 1
            continue
        if any(_scoreish(content) for content in filled) or any(
            len(text_of(content)) > HEADING_AT_MOST for content in filled
        ):
            break
        if index == 0:
            if strength < 0.5 and not (marked and len(filled) > 1):
                break
        elif not _second_header(rows[index - 1], row, strength, len(filled)):
            break
        height = index + 1
    return max(height, min(marked, len(rows), HEADER_ROWS_AT_MOST))


def _numbers_columns(row: Row) -> bool:
    """`ตัวชี้วัดที่ | ๑ | ๒ | ๓`: a heading row of indicator numbers, not a row of scores."""
    first, *others = [arabic(row.text(c)).strip() for c in range(len(row.contents))]
    numbers = [int(text) for text in others if re.fullmatch(r"\d{1,2}", text)]
    return (
        "ตัวชี้วัด" in first
        and len(first) < 40
        and len(numbers) >= 3
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and not any(re.search(r"\d\.\d", text) for text in others)
    )


def _repeated_height(rows: list[Row], before: Shaped | None) -> int:
    """How many first rows repeat the header of the table before, letter for letter or damaged."""
    if before is None:
        return 0
    height = 0
    for row, wanted in zip(rows, before.header_rows, strict=False):
        if len(wanted) != len(row.contents) or not _alike([row.text(c) for c in range(len(wanted))], wanted):
            break
        height += 1
    return height


def _alike(texts: list[str], wanted: list[str]) -> bool:
    """Whether a row is a damaged print of a header row: the same cells filled, and most of them much alike."""
    filled = [(text, header) for text, header in zip(texts, wanted, strict=True) if text or header]
    if not filled or any(len(text) > HEADING_AT_MOST for text, _ in filled):
        return False
    # แบบวัด IIT and แบบวัด EIT, ปี ๒๕๖๔ and ปี ๒๕๖๕ are much alike and mean different columns
    for text, header in filled:
        if (
            text
            and header
            and (
                subjects.instruments(text) != subjects.instruments(header)
                or year_in_heading(text) != year_in_heading(header)
            )
        ):
            return False
    likeness = [matching.ratio(text, header) if text and header else 0 for text, header in filled]
    return sum(likeness) >= 72 * len(likeness)


def _second_header(above: Row, row: Row, strength: float, filled: int) -> bool:
    """Whether a row goes on with the header: it fills what the row above leaves empty or spans, with headings."""
    texts = [row.text(c) for c in range(len(row.contents))]
    own_number = any(text and re.fullmatch(r"[(\[]?[๐-๙\d]{1,2}[)\].]?", text) for text in texts[:1])
    if own_number or not filled:
        return False
    if any(len(text) > 60 and role_of(text) is None for text in texts):
        return False
    open_above = [
        c
        for c in range(len(row.contents))
        if not above.text(c) or (c + 1 < len(row.contents) and not above.text(c + 1)) or row.merged[c]
    ]
    in_open = [c for c, text in enumerate(texts) if text and not row.merged[c] and c in open_above]
    own = [c for c, text in enumerate(texts) if text and not row.merged[c]]
    if (
        own
        and len(in_open) == len(own)
        and (strength >= 0.5 or (len(own) >= 2 and not texts[0] and bool(above.text(0))))
    ):
        return True
    # a whole second row of headings: ตัวชี้วัดที่ ๑ ... | คะแนน under ประเด็นการประเมินแบบวัด IIT
    return (
        strength >= 0.8
        and len(own) >= 2
        and any(role_of(text) in ("score", "rating", "change", "year") for text in texts if text)
    )


def _columns(header: list[Row], width: int) -> list[Column]:
    columns: list[Column] = []
    for c in range(width):
        stack = [row.contents[c] if c < len(row.contents) else [] for row in header]
        texts = [text_of(content) for content in stack]
        group = ""
        if header and not texts[0]:
            left = next((k for k in range(c - 1, -1, -1) if header[0].text(k)), None)
            if left is not None and (any(texts[1:]) or _spans(header, left, c)):
                group = header[0].text(left)
        elif header:
            group = texts[0]
        bottom = next((text for text in reversed(texts) if text), "")
        content = next((content for content in reversed(stack) if text_of(content)), [])
        role = role_of(bottom) if bottom else None
        if role in (None, "year", "analysis_group") and group and group != bottom:
            joined = role_of(f"{group} {bottom}")
            own_group = role_of(group)
            role = (
                "score"
                if own_group in ("score", "rating") and role == "year" and own_group == "score"
                else role or joined or own_group
            )
        heading = f"{group} {bottom}".strip() if group and group != bottom else bottom
        columns.append(
            Column(
                role,
                heading,
                year_in_heading(bottom) or year_in_heading(group),
                content,
                group if group != bottom else "",
            )
        )
    for c, column in enumerate(columns):
        # an empty heading beside a named one is the right half of a heading over two columns
        if c and not column.heading and header and columns[c - 1].role:
            column.role = columns[c - 1].role
    if any(column.role in ("measure", "measure_steps") for column in columns):
        for column in columns:
            if column.role == "activity":
                column.role = "steps"
    else:
        steps = [column for column in columns if column.role == "steps"]
        for column in columns:
            if column.role == "activity":
                column.role = "measure"
        if (
            not any(column.role == "measure" for column in columns)
            and len(steps) >= 1
            and any(c.role in ("responsible", "period") for c in columns)
        ):
            steps[0].role = "measure_steps"
    return columns


def _spans(header: list[Row], left: int, c: int) -> bool:
    return all(header[0].merged[k] for k in range(left + 1, c + 1) if k < len(header[0].merged))


def _inherit(shaped: Shaped, before: Shaped | None, has_header: bool) -> None:
    """Take the columns of the table before where this one says the same, or nothing."""
    if before is None or len(before.columns) != len(shaped.columns):
        return
    pairs = list(zip(before.columns, shaped.columns, strict=True))
    if not has_header:
        if not shaped.rows or _looks_alike(before, shaped):
            for old, new in pairs:
                new.role, new.heading, new.year_be, new.group = old.role, old.heading, old.year_be, old.group
            shaped.continues = True
        return
    named = [(old, new) for old, new in pairs if old.heading or new.heading]
    same = [
        1
        for old, new in named
        if matching.ratio(old.heading, new.heading) >= 80 or (old.role is not None and old.role == new.role)
    ]
    if named and len(same) * 2 >= len(named) and len(same) >= 2:
        if len(same) < len(named):
            for old, new in pairs:
                # only a heading that says nothing is damaged; one that names another role is another column
                if new.role is None and old.role is not None:
                    new.role = old.role
        subjects_differ = any(
            old.role == new.role == "indicator" and matching.ratio(old.heading, new.heading) < 80 for old, new in named
        )
        shaped.continues = not subjects_differ


def _looks_alike(before: Shaped, shaped: Shaped) -> bool:
    """Whether headerless rows fit the columns of the table before: scores where scores stood, periods where periods."""
    for index, column in enumerate(before.columns):
        texts = [row.text(index) for row in shaped.rows if row.text(index)]
        if not texts:
            continue
        if column.role in ("score", "year") and not any(
            scores.find(text) or scores.is_blank(text) or role_of(text) for text in texts
        ):
            return False
    return True


def _drop_repeated_headers(shaped: Shaped, header: list[Row], ledger: Ledger) -> None:
    """Header rows that a page break repeats inside one table go; the row after each comes after a break."""
    if not header:
        return
    wanted = [matching.squeeze("".join(row.text(c) for c in range(len(row.contents)))) for row in header]
    kept: list[Row] = []
    dropped = False
    for row in shaped.rows:
        own = matching.squeeze("".join(row.text(c) for c in range(len(row.contents))))
        damaged = len(own) < 300 and any(
            len(texts) == len(row.contents) and _alike([row.text(c) for c in range(len(texts))], texts)
            for texts in shaped.header_rows
        )
        if (own in wanted or damaged) and not any(_scoreish(content) for content in row.contents):
            ledger.ignore("table.repeated-header", *row.contents)
            dropped = True
            continue
        row.after_break = row.after_break or dropped
        dropped = False
        kept.append(row)
    shaped.rows = kept


def _infer(shaped: Shaped) -> None:
    """Give columns without a usable heading the role that most of their cells speak for."""
    for index, column in enumerate(shaped.columns):
        if column.role in ("score", "rating", "year", None) and _holds_changes(shaped, index):
            column.role = "change"  # ผลการประเมิน over เพิ่มขึ้น and ลดลง
            continue
        if (
            column.role == "indicator"
            and column.group
            and role_of(column.group) == "score"
            and _holds_scores(shaped, index, alone=False)
        ):
            column.role = "score"  # คะแนน over ตัวชี้วัด | เฉลี่ย
            continue
        if column.role in ("outcome", "progress", "measure", "target", "goal", "rank") and _holds_scores(shaped, index):
            column.role = "score"  # ผลที่ได้ over a column of scores
            continue
        if column.role not in (None, "year", "analysis_group"):
            continue
        texts = [
            row.text(index)
            for row in shaped.rows
            if row.text(index) and not (index < len(row.merged) and row.merged[index])
        ]
        if not texts:
            if column.role == "year":
                column.role = "score"
            continue
        role = _role_of_cells(texts)
        if column.role == "year":
            column.role = role if role in ("score", "rating") else None
        elif role is not None:
            column.role = role


def _names_indicator(text: str) -> bool:
    subject = subjects.read(text, catalogue(NAMES_OF_YEAR_BE), code_slot=False) if len(text) < 200 else None
    return subject is not None and subject.scope == "indicator" and subject.by_name


NAMES_OF_YEAR_BE = 2566
"""The indicators' names, with their older variants, are the same in every year."""


def _holds_changes(shaped: Shaped, index: int) -> bool:
    texts = [row.text(index) for row in shaped.rows if row.text(index)][:SAMPLE]
    changes = sum(
        1 for text in texts if re.match(r"\W*(?:เพิ่ม|ลด|สูง|ต่ำ|ดี|คง|เท่า)(?:ขึ้น|ลง|ที่|เดิม)?", text) and len(text) < 40
    )
    return len(texts) >= 2 and changes * 10 >= len(texts) * 6


def _mend_years(shaped: Shaped) -> None:
    """A year over a score column that cannot be one: the years of such tables run on, so the column beside it tells."""
    columns = [shaped.columns[index] for index in shaped.having("score")]
    known = {column.year_be for column in columns if column.year_be}
    for index, column in enumerate(columns):
        printed = re.search(r"(?<!\d)\d{4}(?!\d)", arabic(column.heading))
        if column.year_be is not None or printed is None:
            continue
        column.year_printed = printed[0]
        before = columns[index - 1].year_be if index else None
        after = columns[index + 1].year_be if index + 1 < len(columns) else None
        for guess in (before + 1 if before else None, after - 1 if after else None):
            if guess is not None and guess not in known:
                column.year_be = guess
                break


def _split_advice(shaped: Shaped) -> None:
    """`ข้อที่ต้องปรับปรุง และแนวทางแก้ไข` over cells like `พบว่า ... แนวทาง : ...`: two columns printed as one."""
    if shaped.having("measure", "measure_steps"):
        return
    for index in shaped.having("finding", "weakness"):
        found = [_ADVICE.search(row.text(index)) for row in shaped.rows if row.text(index)]
        if len(found) < 2 or sum(1 for match in found if match) * 10 < len(found) * 6:
            continue
        shaped.columns.append(Column("measure", shaped.columns[index].heading))
        for row in shaped.rows:
            left: Content = []
            right: Content = []
            for fragment in row.contents[index]:
                match = _ADVICE.search(fragment.text) if not right else None
                if right:
                    right.append(fragment)
                elif match is None:
                    left.append(fragment)
                else:
                    left.append(piece_of(fragment, 0, match.start()))
                    right.append(piece_of(fragment, match.end(), len(fragment.text)))
            row.contents[index] = left
            row.contents.append(right)
            row.merged.append(row.merged[index])
            row.spans.append(0)
        return


_ADVICE = re.compile(r"\s(?:แนวทาง(?:การ)?(?:แก้ไข|ปรับปรุง|พัฒนา)?|มาตรการ|วิธีแก้ไข|การแก้ไข)\s*[:：]\s*")


def _holds_scores(shaped: Shaped, index: int, alone: bool = True) -> bool:
    """Whether a column is one of scores whatever its heading says, and (`alone`) the table has no other."""
    if (alone and shaped.having("score")) or shaped.columns[index].role in ("target", "goal", "rank"):
        return False
    texts = [row.text(index) for row in shaped.rows if row.text(index)]
    return len(texts) >= 3 and _role_of_cells(texts) == "score"


def _role_of_cells(texts: list[str]) -> str | None:
    texts = texts[:SAMPLE]

    def share(count: int) -> bool:
        return count * 10 >= len(texts) * 6

    def score(text: str) -> bool:
        found = scores.find(text)
        return found is not None and (
            re.search(r"[.,]", text[found.start : found.end]) is not None or "คะแนน" in text or found.value == 100
        )

    if share(sum(1 for text in texts if score(text) or scores.is_blank(text))) and any(score(text) for text in texts):
        return "score"
    if share(sum(1 for text in texts if ratings.find(text))):
        return "rating"
    if share(sum(1 for text in texts if len(text) < 80 and dates.read_period(text))):
        return "period"
    if share(sum(1 for text in texts if codes.read_cell(text) is not None)):
        return "question"
    if share(sum(1 for text in texts if topics.read(text) is not None)):
        return "topic"
    if share(sum(1 for text in texts if _names_indicator(text))):
        return "indicator"
    if share(
        sum(1 for text in texts if len(text) < 80 and any(unit.name in units.names() for unit in units.read(text)))
    ):
        return "responsible"
    return None
