"""What sentences say *about* scores: thresholds, highest and lowest, risen and fallen. They are handed to the checks.

    แบบวัดที่มีคะแนนต่ำกว่าเกณฑ์เป้าหมาย (ร้อยละ ๘๕) คือ แบบวัด EIT
    ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร มีคะแนนต่ำที่สุดในแบบ EIT
    จุดอ่อน : ตัวชี้วัดที่ได้รับผลการประเมินลดลง คือ ๖.๑ ตัวชี้วัดที่ ๒,๓,๔

A statement is taken only where what it is about stands right beside its words; a wrong attribution would accuse a paper
of a contradiction it does not have.
"""

from __future__ import annotations

import re
from decimal import Decimal

from prongsai.extract.drafts import Harvest, Where
from prongsai.extract.fragments import Fragment, Span
from prongsai.extract.prose_scores import Named, subjects_in
from prongsai.normalizers.subjects import in_instrument
from prongsai.reference.catalogue import Catalogue
from prongsai.schemas.statements import DirectionStatement, Relation, ScoreStatement
from prongsai.schemas.terms import Instrument
from prongsai.schemas.trace import Cite

_LIMIT = re.compile(
    r"(?P<word>มากกว่า|สูงกว่า|เกินกว่า|เกิน|น้อยกว่า|ต่ำกว่า|ไม่ถึง|ไม่ผ่าน|ผ่าน)\s*(?:เกณฑ์(?:เป้าหมาย|การประเมิน|ที่กำหนด|มาตรฐาน)?|เป้าหมาย)?\s*\(?\s*(?:ที่)?(?:ร้อยละ|คะแนน)?\s*(?P<number>\d{2,3}(?:\.\d{1,2})?)\s*(?:คะแนน|%)?\s*(?:ขึ้นไป)?\s*\)?"
)
_RELATION: dict[str, Relation] = {
    "มากกว่า": "above",
    "สูงกว่า": "above",
    "เกินกว่า": "above",
    "เกิน": "above",
    "ผ่าน": "at_least",
    "น้อยกว่า": "below",
    "ต่ำกว่า": "below",
    "ไม่ถึง": "below",
    "ไม่ผ่าน": "below",
}
_EXTREME = re.compile(
    r"(?P<word>(?:ต่ำ|น้อย)(?:ที่)?สุด|(?:สูง|มาก)(?:ที่)?สุด)(?P<after>\s*(?:ใน|ของ|จาก)?\s*(?P<scope>(?:แบบ(?:วัด|ตรวจ)?\s*)?(?P<instrument>IIT|EIT|OIT)|ทุกตัวชี้วัด|ทั้งหมด|ทุกด้าน|ภาพรวม|\d+\s*ตัวชี้วัด|แบบวัดภายนอก|แบบวัดภายใน)?)"
)
_CHANGE = re.compile(r"(?P<word>เพิ่มขึ้น|สูงขึ้น|ดีขึ้น|ลดลง|ต่ำลง|ลดต่ำลง)")
_LISTED = re.compile(r"\s*(?:แต่[^:]{0,60})?(?:ทั้ง\S{0,12})?\s*(?:\([^()]*\)\s*)?(?:คือ|ได้แก่|:|ดังนี้|มี)\s*[:：]?\s*")
_GENERAL = re.compile(r"หน่วยงาน(?:ภาครัฐ|ที่เข้ารับ)|เป้าหมายของ|ค่าเป้าหมาย|แผนแม่บท|กำหนดให้|จะต้อง|ให้มี|เพื่อให้|หากมี|ไม่มี|ไม่พบ")
_NUMBERS = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(?P<numbers>(?:10|[1-9])(?:\s*(?:,|และ|\s)\s*(?:10|[1-9])(?![\d.]))+)")
_NEAR = 60


def read(fragment: Fragment, where: Where, catalogue: Catalogue, harvest: Harvest) -> None:
    """Read the statements of a paragraph or finding cell into the harvest."""
    plain = fragment.plain.replace("\n", " ")
    if not re.search(r"สุด|กว่า|ถึง|เกิน|ผ่าน|ขึ้น|ลดลง|ต่ำลง", plain):
        return
    named = _with_lists(plain, subjects_in(fragment, plain, catalogue), catalogue)
    for match in _LIMIT.finditer(plain):
        if match["word"] in ("ผ่าน", "ไม่ผ่าน") and "เกณฑ์" not in match[0] and "ขึ้นไป" not in match[0]:
            continue
        value = Decimal(match["number"])
        if not 50 <= value <= 100:
            continue
        for about, cite in _about(fragment, plain, match, named, where):
            harvest.statements.append(ScoreStatement(about, _RELATION[match["word"]], cite, value))
    for match in _EXTREME.finditer(plain):
        relation: Relation = "lowest" if match["word"].startswith(("ต่ำ", "น้อย")) else "highest"
        within: Instrument | None = match["instrument"] or where.instrument  # type: ignore[assignment]
        if match["scope"] and "ภายนอก" in match["scope"]:
            within = "EIT"
        everything = match["scope"] is not None and match["instrument"] is None and within is None
        if within is None and not everything:
            continue
        for about, cite in _about(fragment, plain, match, named, where)[:1]:
            harvest.statements.append(ScoreStatement(about, relation, cite, within=within))
    for match in _CHANGE.finditer(plain):
        for about, cite in _about(fragment, plain, match, named, where, reach=30):
            if not re.match(r"[ieo]\d", about):
                harvest.directions.append(DirectionStatement(about, match["word"], cite))


def _with_lists(plain: str, named: list[Named], catalogue: Catalogue) -> list[Named]:
    """`ตัวชี้วัดที่ ๑,๖,๗ และ ๘` names four."""
    found = list(named)
    for match in _NUMBERS.finditer(plain):
        found = [item for item in found if not match.start() <= item.start < match.end()]
        for number in re.findall(r"10|[1-9]", match["numbers"]):
            found.append(
                Named(match.start(), match.end(), "indicator", catalogue.indicators[number].instrument, number)
            )
    return sorted(found, key=lambda item: (item.start, item.end))


def _about(
    fragment: Fragment, plain: str, match: re.Match[str], named: list[Named], where: Where, reach: int = _NEAR
) -> list[tuple[str, Cite]]:
    """The figures that a cue is about: those listed after it (`... คือ แบบวัด EIT`), else the one just before it."""
    clause_start = max(plain.rfind("  ", 0, match.start()), 0)
    if _GENERAL.search(plain[max(clause_start, match.start() - 50) : match.start()]):
        return []
    listed = _LISTED.match(plain, match.end())
    if listed:
        after = [item for item in named if item.start >= listed.end()]
        chosen: list[Named] = []
        position = listed.end()
        for item in after:
            if (
                re.search(
                    r"[^\s,()./\d]",
                    re.sub(r"และ|หรือ|แบบวัด|แบบตรวจ|ตัวชี้วัด(?:ที่)?|แบบ|การรับรู้ของ", "", plain[position : item.start]),
                )
                and item.start > position
            ):
                break
            chosen.append(item)
            position = max(position, item.end)
        return [(name, _cite(fragment, item, match)) for item in chosen if (name := _figure(item, where))]
    before = [item for item in named if item.end <= match.start() and match.start() - item.end <= reach]
    if not before:
        return []
    last = before[-1]
    between = plain[last.end : match.start()]
    # another subject's verb between them, or a number (its own score) is fine; a new noun phrase is not
    if re.search(r"แต่|ส่วน|เนื่องจาก|เพราะ|ซึ่งเป็น(?!แบบ|ตัว)|หน่วยงาน|ประชาชน|ผู้รับบริการ|จาก(?!เดิม|ปี)|กว่า|ให้", between):
        return []
    same_start = [item for item in before if item.start == last.start]
    return [(name, _cite(fragment, item, match)) for item in same_start if (name := _figure(item, where))]


def _figure(item: Named, where: Where) -> str | None:
    if item.scope == "indicator" and item.indicator_no:
        return in_instrument(item.indicator_no, where.instrument) if item.instrument is None else item.indicator_no
    if item.scope == "sub_indicator":
        return item.indicator_no
    if item.scope == "instrument":
        return item.instrument
    if item.scope == "question" and len(item.codes) == 1:
        return item.codes[0]
    return None


def _cite(fragment: Fragment, item: Named, match: re.Match[str]) -> Cite:
    start, end = min(item.start, match.start()), max(item.end, match.end())
    return Span(fragment, start, min(end, len(fragment.text))).cite()


def listed_under(
    heading: Fragment, items: list[Fragment], where: Where, catalogue: Catalogue, harvest: Harvest
) -> None:
    """`ข้อคำถามที่ได้คะแนนต่ำกว่า ๘๕ คะแนน` over bullets: each bullet's question or indicator is stated to be below 85."""
    plain = heading.plain.replace("\n", " ")
    match = _LIMIT.search(plain)
    if match is None or not 50 <= Decimal(match["number"]) <= 100 or "ไม่มี" in plain:
        return
    for item in items:
        named = subjects_in(item, item.plain.replace("\n", " "), catalogue)
        first = named[0] if named else None
        if (
            first is not None
            and first.scope in ("question", "indicator")
            and first.start <= 20
            and (name := _figure(first, where))
        ):
            harvest.statements.append(
                ScoreStatement(
                    name, _RELATION[match["word"]], Span(item, 0, len(item.text)).cite(), Decimal(match["number"])
                )
            )


def across(heading: Fragment, item: Fragment, catalogue: Catalogue, harvest: Harvest) -> None:
    """`ตัวชี้วัดที่ได้รับผลการประเมินลดลง คือ` over `๖.๑ ตัวชี้วัดที่ ๒,๓,๔`: what the heading says of each of them."""
    plain, below = heading.plain.replace("\n", " "), item.plain.replace("\n", " ")
    changes = [match["word"] for match in _CHANGE.finditer(plain)]
    limit = _LIMIT.search(plain)
    cite = Span(item, 0, len(item.text)).cite()
    for named in _with_lists(below, subjects_in(item, below, catalogue), catalogue):
        name = _figure(named, Where())
        if name is None:
            continue
        if len(changes) == 1:
            harvest.directions.append(DirectionStatement(name, changes[0], cite))
        if limit and 50 <= Decimal(limit["number"]) <= 100 and "ไม่มี" not in plain:
            harvest.statements.append(ScoreStatement(name, _RELATION[limit["word"]], cite, Decimal(limit["number"])))
