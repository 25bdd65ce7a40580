"""Column roles: what each column of a table is for, from its heading and from what stands in it.

A heading is read without its spaces. A damaged heading (ระบบงาน for ระยะเวลา) has no role of its own; it takes the one
that the column at its place had in the table before, when the two headings agree elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from prongsai.extract.fragments import Content, text_of
from prongsai.normalizers import matching
from prongsai.normalizers.dates import year_be
from prongsai.reference.tables import yaml_rows

HEADING_AT_MOST = 130
"""Letters of a squeezed heading; a longer cell is content."""

PLAN_ROLES = frozenset(
    {
        "measure",
        "measure_steps",
        "steps",
        "activity",
        "responsible",
        "period",
        "monitoring",
        "progress",
        "outcome",
        "status",
    }
)
FINDING_ROLES = frozenset({"finding", "analysis", "weakness", "strength", "recommendation", "limitation"})
SUBJECT_ROLES = frozenset({"question", "instrument", "indicator", "topic", "number", "subject"})


@dataclass(slots=True)
class Column:
    """One column: its role, the heading as read, the year that the heading carries.

    `year_printed` is set where the printed year cannot be one (๒๕๙๖) and `year_be` follows from the columns beside it.
    """

    role: str | None
    heading: str = ""
    year_be: int | None = None
    content: Content = field(default_factory=list)
    group: str = ""
    year_printed: str | None = None


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.get("role", row["id"]), re.compile(row["pattern"])) for row in yaml_rows("columns.yml"))


@lru_cache(maxsize=4000)
def role_of(heading: str) -> str | None:
    """The role that a heading names, or None.

    >>> role_of("ผู้รับผิดชอบ/ ผู้ที่เกี่ยวข้อง"), role_of("แนวทางการกำกับติดตาม"), role_of("กองคลัง")
    ('responsible', 'monitoring', None)
    """
    squeezed = matching.squeeze(heading).strip("*:.")
    if not squeezed or len(squeezed) > HEADING_AT_MOST:
        return None
    for role, pattern in _rules():
        if pattern.search(squeezed):
            return role
    return _damaged(squeezed)


@cache
def _known_headings() -> dict[str, str]:
    return {
        f"{row.get('role', row['id'])}/{row['id']}/{i}": text
        for row in yaml_rows("columns.yml")
        for i, text in enumerate([row["example"], *row.get("also", [])])
    }


def _damaged(squeezed: str) -> str | None:
    """A heading with one or two wrong letters (ผู้รับผิดซอบ) against the closed list of headings."""
    if len(squeezed) < 8:
        return None
    found = matching.closest(squeezed, _known_headings(), at_least=84)
    return found.key.split("/")[0] if found and found.margin >= 8 else None


@lru_cache(maxsize=2000)
def year_in_heading(heading: str) -> int | None:
    """The year that a column heading names: `คะแนนปี ๒๕๖๔`, `๒๕๖๕`, `ปีงบประมาณ 66`.

    >>> year_in_heading("คะแนนปี ๒๕๖๔"), year_in_heading("คะแนน")
    (2564, None)
    """
    squeezed = matching.squeeze(heading)
    for match in re.finditer(r"(?<!\d)(25\d\d|20[12]\d)(?!\d)|(?:ปี|พ\.ศ\.)(\d{2})(?!\d)", squeezed):
        year = year_be(int(match[1] or match[2]))
        if year is not None:
            return year
    return None


def header_strength(cells: list[Content]) -> float:
    """How much a row looks like a header row: the share of its filled cells that have a role and are short."""
    filled = [content for content in cells if text_of(content)]
    if not filled:
        return 0.0
    named = sum(
        1 for content in filled if len(text_of(content)) <= HEADING_AT_MOST and role_of(text_of(content)) is not None
    )
    return named / len(filled)
