"""The labels of measures that are written as label and text: which part each names, and tables of two such columns."""

from __future__ import annotations

import re

from prongsai.extract.roles import role_of

SUBJECT_LABEL = re.compile(
    r"สอดคล้องกับ|รองรับ(?:ประเด็น)?|ประเด็น(?:ที่เกี่ยวข้อง)?|ตัวชี้วัด(?:ที่เกี่ยวข้อง)?|ข้อคำถาม(?:ที่เกี่ยวข้อง)?|แบบวัด|หัวข้อ|ข้อค้นพบ|ตอบสนอง|เกี่ยวข้องกับ"
)
PARTS = (
    "steps",
    "responsible",
    "period",
    "monitoring",
    "progress",
    "outcome",
    "status",
    "about",
    "budget",
    "goal",
    "measure_steps",
)
"""The parts of a labelled measure besides its text."""


def is_label_table(rows: list[list[str]]) -> bool:
    """Whether two columns are labels and texts: `มาตรการ | ...`, `ขั้นตอน | ...`, `ผู้รับผิดชอบ | ...`.

    >>> is_label_table([["มาตรการ", "ปรับปรุงคู่มือ"], ["ขั้นตอน", "๑. สำรวจ"], ["ผู้รับผิดชอบ", "กองคลัง"]])
    True
    >>> is_label_table([["มาตรการ", "ผู้รับผิดชอบ"], ["ปรับปรุงคู่มือ", "กองคลัง"], ["จัดทำสื่อ", "กองช่าง"]])
    False
    """
    if len(rows) < 3 or any(len(row) != 2 for row in rows):
        return False
    labels = [row[0] for row in rows if row[0].strip()]
    known = [label for label in labels if len(label) <= 40 and label_role(label) is not None]
    measures_named = any(label_role(label) == "measure" for label in known)
    # a head of two columns names both of them, a label row only its left cell
    both = sum(1 for row in rows if row[0].strip() and len(row[1]) <= 40 and role_of(row[1]) is not None)
    return measures_named and len(known) >= 3 and len(known) * 10 >= len(labels) * 6 and both * 2 < len(rows)


def label_role(label: str) -> str | None:
    """The part of a measure that a label names; `about` for what it answers to."""
    named = label.strip(" :.-•\n")
    if SUBJECT_LABEL.match(named):
        return "about"
    role = role_of(named)
    return "steps" if role == "activity" else role if role in (*PARTS, "measure") else None
