"""The outline: which headings stand over a block, and what they say of it.

Headings are told from paragraphs by shape (short, numbered, marked by the source) and by what they say. A heading of a
new section ends what the one before said; a topic, instrument or indicator heading narrows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from prongsai.extract.drafts import Where
from prongsai.extract.fragments import Fragment, whole
from prongsai.normalizers import codes, matching, subjects, topics
from prongsai.normalizers.dates import year_be
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import Catalogue
from prongsai.reference.tables import yaml_rows

HEADING_AT_MOST = 190
_OPENING = re.compile(
    r"^[\s*#•\-–]*(?:(?P<part>ส่วนที่|บทที่|ตอนที่|หมวดที่|ตารางที่|ข้อที่|หัวข้อที่)\s*\d{1,2}|(?P<mark>\(?\d{1,2}(?:\.\d{1,2}){0,2}\)?[.)]?|[ก-ฮ][.)]))\s*[.:)]?\s*"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paragraph says as a heading. `rest` is where the text after the heading words begins, if it goes on."""

    section: str | None
    where: Where
    narrows: bool
    rule: str


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((row["id"], row["kind"], re.compile(row["pattern"])) for row in yaml_rows("sections.yml"))


@lru_cache(maxsize=4000)
def section_of(heading: str) -> tuple[str, str] | None:
    """The kind of section that a heading opens, and the rule, or None.

    >>> section_of("ส่วนที่ ๓ การวิเคราะห์ข้อจำกัดของหน่วยงาน"), section_of("๒. จุดอ่อน")
    (('limitations', 'section.limitations'), ('weaknesses', 'section.weaknesses'))
    >>> section_of("กองคลัง") is None
    True
    """
    plain = arabic(heading)
    match = _OPENING.match(plain)
    squeezed = matching.squeeze(plain[match.end() :] if match else plain).strip("*:.#•-–")
    for rule, kind, pattern in _rules():
        if pattern.search(squeezed):
            return kind, rule
    return None


def read_heading(fragment: Fragment, marked: bool, catalogue: Catalogue) -> Heading | None:
    """What a paragraph says as a heading, or None where it is none."""
    text = fragment.text.strip()
    if not text or len(text) > HEADING_AT_MOST:
        return None
    cites = tuple(span.cite() for span in whole([fragment]))
    plain = arabic(text)
    opened = _OPENING.match(plain)
    if re.match(r"[-–•●▪*]\s", plain) and not marked:
        # an item of a list, whatever it says, but for one that only names what the items under it are about
        named = subjects.read(re.sub(r"^[-–•●▪*]\s+", "", text), catalogue, code_slot=False)
        if named is None or named.scope != "indicator" or named.indicator_no is None:
            return None
        if matching.ratio(named.title, catalogue.indicators[named.indicator_no].name) < 92:
            return None
    named_part = bool(opened and opened["part"])
    bare = text.strip(" *#:").rstrip(".")
    topic = topics.read(bare)
    if topic is not None:
        return Heading(None, Where(topic_no=topic.number, cites=cites), True, "heading.topic")
    year = _year(plain)
    subject = subjects.read(bare, catalogue, code_slot=False) if codes.read_cell(bare) is None else None
    section = section_of(bare)
    short = len(matching.squeeze(bare)) <= 70
    ends_open = text.rstrip(" *").endswith((":", "ดังนี้", "คือ", "ได้แก่"))
    if (
        subject is not None
        and subject.scope in ("indicator", "sub_indicator", "instrument")
        and (short or marked or named_part)
        and not _is_sentence(plain)
        and not _COMPLAINT.search(plain)
    ):
        number = subject.indicator_no.split(".")[0] if subject.indicator_no else None
        kind = (
            section[0]
            if section and section[0] in ("recommendations", "strengths", "weaknesses", "limitations")
            else None
        )
        finer = subject.indicator_no if subject.scope == "sub_indicator" else None
        where = Where(kind, subject.instrument, number, None, year, cites, finer)
        return Heading(kind, where, True, "heading.subject")
    if (
        section is not None
        and (marked or named_part or short or ends_open or len(bare) <= 170)
        and not _is_sentence(plain, allow_colon=True)
    ):
        owners = subjects.instruments(bare)
        instrument = owners[0] if len(owners) == 1 else None
        return Heading(section[0], Where(section[0], instrument, None, None, year, cites), False, section[1])
    if marked and short:
        owners = subjects.instruments(bare)
        return Heading(
            "other" if opened else None,
            Where("other" if opened else None, owners[0] if len(owners) == 1 else None, None, None, year, cites),
            not opened,
            "heading.marked",
        )
    if named_part and short:
        return Heading("other", Where("other", None, None, None, year, cites), False, "heading.part")
    return None


_COMPLAINT = re.compile(
    r"ยังไม่|ไม่(?:ทั่วถึง|เข้าใจ|เพียงพอ|รองรับ|มีความ|ครบ|ตรง|ทราบ|ชัดเจน)|เพราะ|เนื่องจาก|น้อยกว่าเป้า|ขาด(?:ความ|การ|แคลน)"
)
"""Words of a limitation that names an instrument: `(๑) บุคลากรยังไม่เข้าใจข้อคำถามในแบบวัด IIT` heads nothing."""

_INLINE = re.compile(
    r"^[\s*•\-–]*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?\s*)?(?P<label>(?:ปัญหา(?:และ|/|,|\s)?\s?อุปสรรค|ข้อจำกัด|ข้อเสนอแนะ|จุดแข็ง|จุดเด่น|จุดอ่อน|ข้อบกพร่อง|จุดที่(?:ควร|ต้อง)(?:พัฒนา|ปรับปรุง|แก้ไข))(?![ก-๙/]*คือ)[ก-๙/]{0,24})\s*(?P<mark>[:：\-–]|\s)\s*(?P<rest>\S.{14,})$",
    re.DOTALL,
)


def inline_label(fragment: Fragment) -> tuple[str, int] | None:
    """A heading with its text on the same line: `๔. ปัญหาอุปสรรค  บุคลากรโอนย้ายบ่อย`; the section and where the text starts.

    A label that goes on (`จุดแข็ง : ตัวชี้วัดที่ ... คือ`) announces a list and is a heading still.
    """
    match = _INLINE.match(arabic(fragment.text))
    if match is None or fragment.text.rstrip().endswith(("คือ", "ดังนี้", "ได้แก่", ":")):
        return None
    if re.match(r"คือ|ได้แก่|เป็น", match["rest"]):
        return None  # a sentence of its own; see `stated`
    section = section_of(match["label"])
    # a lone blank after จุดแข็ง may stand inside a sentence: จุดแข็ง ของหน่วยงาน
    if section is None or (match["mark"].isspace() and re.match(r"ของ|และ|ที่|ใน|จาก|สำหรับ|ต่อ|หรือ|ด้าน|/", match["rest"])):
        return None
    if match["mark"].isspace() and section[0] == "recommendations":
        return None
    return section[0], match.start("rest")


_STATED = re.compile(
    r"^[\s*•\-–]*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?\s*)?(?P<label>จุดแข็ง|จุดเด่น|จุดอ่อน|ข้อบกพร่อง|จุดที่(?:ควร|ต้อง)(?:พัฒนา|ปรับปรุง|แก้ไข))(?:(?:ของ[ก-๙]{0,30}|ที่สำคัญ)?\s*(?:คือ|ได้แก่)(?!\W*$)\s*\S.{20,}|[ \t\n]+(?!ของ|และ|ที่|ใน|จาก|สำหรับ|ต่อ|หรือ|ด้าน|/|คือ|ได้แก่)[ก-๙A-Z].{30,})$",
    re.DOTALL,
)


def stated(fragment: Fragment) -> str | None:
    """The section that a sentence like `จุดแข็งของหน่วยงาน คือ การปฏิบัติหน้าที่ ซึ่งได้คะแนนสูงสุด` belongs to, or None."""
    match = _STATED.match(arabic(fragment.text))
    if fragment.text.rstrip().endswith(("คือ", "ดังนี้", "ได้แก่", ":")):
        return None
    section = section_of(match["label"]) if match else None
    return section[0] if section and section[0] in ("strengths", "weaknesses") else None


def _is_sentence(plain: str, allow_colon: bool = False) -> bool:
    """A paragraph that states something is no heading: it has a score, a verb of saying, or goes on after a colon."""
    if re.search(r"\d{1,3}\.\d{2}(?!\d)|\d\s*คะแนน(?!ขึ้น)|ร้อยละ\s*\d", plain) and not re.search(
        r"(?:มากกว่า|น้อยกว่า|ต่ำกว่า|สูงกว่า|เกิน|ขึ้นไป)", plain
    ):
        return True
    if re.search(r"พบว่า|เห็นว่า|จึง|(?<!ที่)ควร(?!ปรับปรุง$|พัฒนา$|แก้ไข)|หน่วยงานได้", plain):
        return True
    after = re.search(r"[:：]\s*(\S.*)$", plain)
    return bool(after and not allow_colon and len(after[1]) > 25)


def _year(plain: str) -> int | None:
    found = [year_be(int(number)) for number in re.findall(r"(?<!\d)(25\d\d)(?!\d)", plain)]
    years = {year for year in found if year}
    return years.pop() if len(years) == 1 else None


def enter(current: Where, heading: Heading) -> Where:
    """What holds after a heading."""
    new = heading.where
    if heading.narrows:
        if new.topic_no is not None:
            return replace(
                current,
                topic_no=new.topic_no,
                instrument=None,
                indicator_no=None,
                cites=new.cites,
                sub_indicator_no=None,
            )
        if new.indicator_no is not None:
            return replace(
                current,
                section=heading.section or current.section,
                instrument=new.instrument,
                indicator_no=new.indicator_no,
                cites=new.cites,
                sub_indicator_no=new.sub_indicator_no,
            )
        return replace(
            current,
            section=heading.section or current.section,
            instrument=new.instrument,
            indicator_no=None,
            cites=new.cites,
            sub_indicator_no=None,
        )
    keeps_topic = (
        heading.section in ("analysis", "weaknesses", "strengths", "recommendations", "plan")
        and current.topic_no is not None
        and not new.instrument
    )
    return Where(
        heading.section,
        new.instrument,
        None,
        current.topic_no if keeps_topic and heading.rule != "heading.part" else None,
        new.fiscal_year_be or None,
        new.cites,
    )
