"""How far a measure is: ticked boxes in every usual form, or words.

A ticked box decides; an unticked box alone says nothing: its partner may be lost.

>>> read("☐ ยังไม่ได้ดำเนินการ ☑ ดำเนินการ - จัดประชุม").status, read("☐ ยังไม่ได้ดำเนินการ").status
('done', 'unknown')
>>> read("( / ) อยู่ระหว่างดำเนินการ ( ) แล้วเสร็จ").status, read("ดำเนินการแล้วเสร็จ").status
('in_progress', 'done')
>>> read("จัดประชุมชี้แจงเจ้าหน้าที่") is None
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from prongsai.normalizers.matching import squeeze
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.terms import MeasureStatus

_TICKED = r"☑|☒|✅|⊠|◉|⦿|🗹|■|✔|✓|[(\[]\s*[/xX✓✔√]\s*[)\]]|[√]"
_EMPTY = r"☐|□|○|◯|⬜|[(\[]\s{0,3}[)\]]"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_TICK_ALONE = re.compile(rf"^\W{{0,1}}(?:{_TICKED}|/|x|X|P)\W{{0,1}}$")


class StatusSpan(NamedTuple):
    """A status: which, how many boxes it was read from, and where the options end and the prose begins."""

    status: MeasureStatus
    boxes: int
    start: int
    end: int
    ticked: str | None


@cache
def _rules() -> tuple[tuple[MeasureStatus, re.Pattern[str]], ...]:
    return tuple((cast(MeasureStatus, row["status"]), re.compile(row["pattern"])) for row in yaml_rows("status.yml"))


def of_words(text: str) -> MeasureStatus | None:
    """The status that a short phrase names, or None."""
    squeezed = squeeze(text)
    for status, pattern in _rules():
        if pattern.search(squeezed):
            return status
    return None


def is_tick(text: str) -> bool:
    """Whether a cell holds nothing but a tick, as under the heading ดำเนินการแล้ว."""
    return bool(_TICK_ALONE.match(text.strip()))


_OPTION = re.compile(
    r"\s*(?P<label>(?:ยัง|อยู่|ดำเนิน|กำลัง|แล้ว|เสร็จ|ไม่|ระหว่าง|ได้|บรรลุ)\S*(?: ?(?:ดำเนินการ|ดำเนินงาน|แล้วเสร็จ|แล้ว|การ|เสร็จสิ้น))*)"
)


def read(text: str) -> StatusSpan | None:
    """The status in a cell: from boxes with their labels, else from a short phrase that opens it."""
    boxes = list(_BOX.finditer(text))
    labels: list[tuple[bool, str, int]] = []
    for box in boxes:
        option = _OPTION.match(text, box.end())
        if option is not None:
            labels.append((box["ticked"] is not None, option["label"], option.end()))
    if labels:
        start = boxes[0].start()
        end = max(stop for _, _, stop in labels)
        ticked = [label for is_ticked, label, _ in labels if is_ticked]
        named = {of_words(label) for label in ticked} - {None}
        if len(named) == 1:
            return StatusSpan(cast(MeasureStatus, named.pop()), len(labels), start, end, ticked[0])
        return StatusSpan("unknown", len(labels), start, end, None)
    opening = re.match(r"\s*(?P<phrase>[^\n.\-–•☐☑]{4,60})", text)
    if opening is not None:
        phrase = opening["phrase"].strip()
        first = phrase.split()[0] if phrase.split() else ""
        for candidate in (first, phrase):
            if 4 <= len(squeeze(candidate)) <= 40 and (status := of_words(candidate)) is not None:
                end = opening.start("phrase") + text[opening.start("phrase") :].index(candidate) + len(candidate)
                return StatusSpan(status, 0, opening.start("phrase"), end, None)
    return None
