"""Does the status of a measure fit its result? Ticked `ยังไม่ได้ดำเนินการ`, but `จัดอบรมเมื่อวันที่ ๑๔ มี.ค. ๒๕๖๗
มีผู้เข้าร่วม ๓๘ คน`.

>>> reports_work("จัดอบรมเมื่อวันที่ 14 มี.ค. 2567 มีผู้เข้าร่วม 38 คน"), reports_work("รอการจัดสรรงบประมาณ")
(True, False)
>>> unfinished("ดำเนินการแล้วเสร็จ (ร้อยละ 70) ประชุมแล้ว 7 จาก 10 ส่วนงาน"), unfinished("แล้วเสร็จ (ร้อยละ 100)")
('ร้อยละ 70', None)
>>> unfinished("แล้วเสร็จ 14 เล่ม") is None
True
"""

from __future__ import annotations

import re
from functools import cache

from prongsai.checks.case import Case, Opinion
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Measure

_SHARE = re.compile(r"(?:แล้วเสร็จ|เสร็จสิ้น)\s{0,3}\(?\s{0,3}(?P<share>ร้อยละ\s{0,3}(?P<a>\d{1,3})|(?P<b>\d{1,3})\s{0,3}%)")


def check(case: Case) -> Opinion:
    """One issue for each measure whose status and result cell cannot both be right."""
    opinion = Opinion()
    for measure in case.measures:
        conflict = _conflict(measure)
        if conflict is not None:
            expected, why = conflict
            opinion.issues.append(
                IssueDraft(
                    code="status-conflict",
                    message=f"A measure has the status {measure.status}, but its result cell {why}.",
                    record_ids=(measure.record_id,),
                    found=measure.status,
                    expected=expected,
                    cites=measure.cites.get("status", ()) + measure.cites.get("progress", ()),
                )
            )
    return opinion


def _conflict(measure: Measure) -> tuple[str, str] | None:
    text = measure.progress or measure.outcome or ""
    if measure.status == "not_started" and reports_work(text):
        return "done", "reports what was carried out"
    if measure.status != "done":
        return None
    share = unfinished(text)
    if share is not None:
        return "in_progress", f"says {share}"
    if any(text.startswith(word) for word in _signs("none")):
        return "not_started", "says that nothing was done"
    return None


def reports_work(text: str) -> bool:
    """Whether a result cell reports something carried out and nothing still awaited."""
    return any(word in text for word in _signs("done")) and not any(word in text for word in _signs("waiting"))


def unfinished(text: str) -> str | None:
    """The share under 100 per cent printed beside `แล้วเสร็จ`, or None."""
    match = _SHARE.search(text)
    if match is None or int(match["a"] or match["b"]) >= 100:
        return None
    return match["share"]


@cache
def _signs(kind: str) -> tuple[str, ...]:
    return tuple(word for row in yaml_rows("progress_signs.yml") if row["kind"] == kind for word in row["words"])
