"""Which columns of a table hold scores, what labels them, and of which year they are.

`แบบวัด | ตัวชี้วัด | ปี ๒๕๖๕ | ปี ๒๕๖๖` is one group with two values; two such sets of columns side by side are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.extract.drafts import Where
from prongsai.extract.fragments import text_of
from prongsai.extract.roles import FINDING_ROLES, PLAN_ROLES, year_in_heading
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import matching, ratings, scores
from prongsai.normalizers.numerals import arabic
from prongsai.schemas.terms import Instrument
from prongsai.schemas.trace import Cite

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


def across(shaped: Shaped, found: list[Group]) -> list[Group]:
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


_INSTRUMENT_MEANS = re.compile(
    r"(?:คะแนน|เฉลี่ย|ผลรวม|รวม)(?:เฉลี่ย|รวม)?(?:ราย|ของ|ตาม|แต่ละ|จำแนกตาม)?(?:แบบ(?:วัด|ตรวจ|ประเมิน|สำรวจ)?|เครื่องมือ)"
)


INDICATOR_ROWS_AT_MOST = 60
"""Rows of a table of indicators with its headings and totals; longer tables list questions."""


def of_instruments(shaped: Shaped, index: int) -> bool:
    """A column like คะแนนแบบวัด beside คะแนนที่ได้: three values, each beside some row of its instrument."""
    heading = matching.squeeze(shaped.columns[index].heading)
    if _INSTRUMENT_MEANS.search(heading) is None:
        return False
    values = [row for row in shaped.rows if row.contents[index] and scores.find(row.text(index))]
    return len(values) * 2 < len(shaped.rows) <= INDICATOR_ROWS_AT_MOST and len(shaped.having("score")) > 1


def year_of_row(row: Row, shaped: Shaped) -> int | None:
    """The year in a row's own cell under ปี or ปีงบประมาณ, in tables that list each year's scores one below the other."""
    for index, column in enumerate(shaped.columns):
        if _YEAR_COLUMN.match(matching.squeeze(column.heading)) and row.contents[index] and len(row.text(index)) < 24:
            return year_in_heading(f"ปี {row.text(index)}")
    return None


_YEAR_COLUMN = re.compile(r"^(?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?:ที่ประเมิน)?$")


def year_of_column(column_index: int, shaped: Shaped, where: Where, assessed_year_be: int | None) -> int | None:
    """The fiscal year of a value column: its heading's, else the caption's, the section's, the document's."""
    column = shaped.columns[column_index]
    if column.year_be or column.year_printed:
        return column.year_be
    heading = matching.squeeze(column.heading)
    if assessed_year_be and re.search(r"ปี(?:ก่อน|ที่ผ่านมา|ที่แล้ว)", heading):
        return assessed_year_be - 1
    caption = year_in_heading(text_of(shaped.caption)) if shaped.caption else None
    return caption or where.fiscal_year_be or assessed_year_be
