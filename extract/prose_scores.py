"""Scores in sentences: `มีผลคะแนนเฉลี่ย ๙๓.๕๗ คะแนน ระดับผลการประเมินอยู่ที่ ผ่านดี อยู่ในลำดับที่ ๙๕`.

A number is a score only where the words around it say so, and thresholds, full marks, differences and shares of agencies
are none: `ผ่านเกณฑ์ (๘๕ คะแนนขึ้นไป) ไม่น้อยกว่าร้อยละ ๘๐`. What a score is about is what was named last before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from prongsai.extract.drafts import Cites, Doubt, Harvest, ScoreDraft, Where
from prongsai.extract.fragments import Fragment, Span, piece_of
from prongsai.extract.score_cites import label_of, mention_cite, value_cite
from prongsai.normalizers import codes, ratings, scores, subjects
from prongsai.normalizers.codes import Mention
from prongsai.normalizers.dates import year_be
from prongsai.reference.catalogue import INSTRUMENT_OF, Catalogue
from prongsai.schemas.terms import Instrument, Scope

FIRST_YEAR_BE = 2562
"""The first fiscal year of the assessment in the form that the catalogue has."""
_NUMBER = re.compile(
    r"(?<![\d.,/])(?P<number>\d{1,3}(?:\.\d{1,2})?)(?![\d/]|\.\d|,\d)(?P<unit>\s*(?:คะแนน|%|เปอร์เซ็นต์))?"
)
_LEFT = re.compile(
    r"(?:คะแนน(?:เฉลี่ย|รวม|ภาพรวม|ผลการประเมิน|ประเมิน|หน่วยงาน|ที่ได้|การประเมิน|อยู่ที่|เท่ากับ|คือ|ร้อยละ|เป็น|[ ():=\"“])*|ได้(?:รับ)?(?:คะแนน)?|อยู่ที่|เท่ากับ|ร้อยละ|ค่าเฉลี่ย|มีค่า|ผลการประเมิน(?:อยู่ที่)?|[:=]|ปี\s?(?:25)?\d\d\s?\()\s*[\"“(]?\s*$"
)
_THRESHOLD_LEFT = re.compile(
    r"(?:มากกว่า|น้อยกว่า|ต่ำกว่า|เกินกว่า|สูงกว่า|ไม่ถึง|เกิน|ตั้งแต่|ไม่ต่ำกว่า|เกณฑ์(?:เป้าหมาย|การประเมิน|ผ่าน|ที่กำหนด)?|เต็ม|เป้าหมาย|ขั้นต่ำ|เพิ่มขึ้น(?:จากเดิม|ร้อยละ|เป็น)?|ลดลง(?:ร้อยละ)?|ผลต่าง|ต่างกัน|ห่าง|น้ำหนัก|สัดส่วน|จำนวน|ระหว่าง|ไตรมาสที่|ข้อที่|ข้อ|ลำดับที่|อันดับที่|อันดับ|หน่วยงานที่|ครบ|คิดเป็น|มี)\s*(?:ร้อยละ|คะแนน|ที่|อยู่ที่|เท่ากับ|เป็น)?\s*[(\"“]?\s*$"
)
_THRESHOLD_RIGHT = re.compile(
    r"\s*(?:คะแนน|%)?\s*(?:ขึ้นไป|เต็ม|ของหน่วยงาน(?:ทั้งหมด|ที่)|ของจำนวน|[-–]\s*\d|ถึง\s*\d)|\s*(?:ตัวอย่าง|คน|ตัวชี้วัด|แห่ง|ข้อ|หน่วยงาน|บาท|วัน|เดือน|ปี|ครั้ง|ระดับ(?!\s*[\"“]?\s*(?:A|[B-F]|ผ่าน|ต้อง|ดี))|แบบวัด|ภารกิจ|กระบวนงาน)"
)
_ELSEWHERE = re.compile(r"(?:ประเทศ|ทั้งจังหวัด|ของจังหวัด|ทุกหน่วยงาน|ค่ากลาง)\s*(?:อยู่ที่|เท่ากับ|คือ|ที่)?\s*[(]?\s*(?:ร้อยละ)?\s*$")
"""The mean of the country or the province is not the agency's score."""
_RANK = re.compile(r"(?:ลำดับที่|อันดับที่|อันดับ|ลำดับ)\s*(?P<rank>\d{1,4})(?![\d.])")
_YEAR = re.compile(r"(?<!\d)(25\d\d)(?!\d)|ปี(?:งบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*(\d{2})(?![\d.])")
_COMPARED = re.compile(r"(?:จาก|กว่า|กับ|เทียบ)[ก-๎]{0,20}ปี(?:งบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*\d{2,4}")
_CLOSED = re.compile(r"\([^()]*\)")
_OVERALL = re.compile(
    r"ภาพรวม|คะแนนรวม|คะแนนสุทธิ|รวมทั้งสิ้น|คะแนนเฉลี่ย|ผลการประเมิน|ผลคะแนน|คะแนน\s*ITA|ของหน่วยงาน|คะแนนการประเมิน|ผลประเมิน|มีคะแนน|ได้คะแนน|คะแนนอยู่|ITA"
)
_INDICATOR = re.compile(
    r"ตัวชี้วัด(?:ที่)?\s*(?P<no>10|[1-9])?(?!\d)\s*[.:]?\s*(?P<name>[ก-๙]{0,40}(?: [ก-๙]{1,30}){0,2})|(?P<listed>(?:^|(?<=[\s(]))(?P<lno>10|[1-9])[.)]\s*(?P<lname>[ก-๙]{5,40}))|(?P<plain>การ[ก-๙]{6,40}|คุณภาพ[ก-๙]{6,30}|ประสิทธิภาพ[ก-๙]{6,30})"
)
_SUB = re.compile(r"(?:ตัวชี้วัดย่อย(?:ที่)?\s*)(?P<no>(?:9|10)\.\d)")


@dataclass(slots=True)
class Named:
    """A subject named at a position: what later numbers of the sentence are about."""

    start: int
    end: int
    scope: Scope
    instrument: Instrument | None = None
    indicator_no: str | None = None
    codes: tuple[str, ...] = ()
    mention: Mention | None = None


_YEARS_LINE = re.compile(
    r"(?:(?:ตัวชี้วัด|รายการ|ประเด็น|ข้อ|คะแนน|ผลการประเมิน|ประจำ|ปี(?:งบประมาณ)?|พ\.?ศ\.?|25\d\d|(?<=ปี) ?\d\d|[\s()|.:*])+)"
)


_YEAR_BEHIND = re.compile(r"\s*(?:คะแนน|%)?\s*(?:ใน|เมื่อ)\s?ปี(?:งบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*(25\d\d)(?!\d)")


def years_over_columns(fragment: Fragment) -> tuple[int, ...]:
    """The years of a line that holds nothing else: they head the values of the list lines below, left to right."""
    plain = fragment.plain.replace("\n", " ").strip()
    found = tuple(_years(plain)) if len(plain) < 200 and _YEARS_LINE.fullmatch(plain) else ()
    return found if len(found) >= 2 and len(set(found)) == len(found) else ()


_BETWEEN = re.compile(r"[\s.…|·_-]*(?:\(\s*(?:AA|[A-F]|ผ่าน\S{0,10}|ต้อง\S{0,20})\s*\)|(?:AA|[A-F])(?=\s|$))?[\s.…|·_-]*")


def values_in_a_row(plain: str) -> list[re.Match[str]]:
    """The two or more decimals that a line ends with, nothing but leaders and ratings between: a table row without a table."""
    found: list[re.Match[str]] = []
    end = len(plain)
    for match in reversed(list(re.finditer(r"(?<![\d,/])(?P<number>\d{1,3}\.\d{2})(?P<unit>)(?![\d/]|\.\d)", plain))):
        if not _BETWEEN.fullmatch(plain[match.end() : end]):
            break
        found.insert(0, match)
        end = match.start()
    return found if len(found) >= 2 and len(plain) < 260 else []


def _read_row_of_values(
    fragment: Fragment,
    plain: str,
    row: list[re.Match[str]],
    years_be: tuple[int, ...],
    where: Where,
    catalogue: Catalogue,
    harvest: Harvest,
) -> int:
    named = [item for item in subjects_in(fragment, plain, catalogue) if item.end <= row[0].start()]
    subject = _subject_of(plain, row[0], named, 0, where, catalogue) if named else None
    if subject is None:
        return 0
    if len(years_be) != len(row):
        printed = ", ".join(match["number"] for match in row)
        harvest.doubts.append(
            Doubt(
                "score-unattributed",
                f"The line gives several values ({printed}) for one thing, and no heading says of which years; they are left unread.",
                found=printed,
                cites=(Span(fragment, row[0].start(), row[-1].end()).cite(),),
            )
        )
        return len(row)
    for match, year in zip(row, years_be, strict=True):
        value = scores.to_decimal(match["number"])
        draft = _draft(fragment, match.start(), match.end(), value, subject, year, catalogue)
        draft.cites["value"] = (value_cite(Span(fragment, 0, len(fragment.text)), match.start(), match.end()),)
        _rating_after(fragment, plain, match.end(), draft)
        harvest.scores.append(draft)
    return len(row)


def read(
    fragment: Fragment,
    where: Where,
    catalogue: Catalogue,
    assessed_year_be: int | None,
    harvest: Harvest,
    years_be: tuple[int, ...] = (),
) -> int:
    """Read the scores of a paragraph into the harvest; gives how many there were. `years_be` are the years that a line
    above set over the values of lists."""
    cuts = [m.start() for m in re.finditer("\n", fragment.text)]
    lines = [(a, b) for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, len(fragment.text)], strict=True) if a < b]
    if any(values_in_a_row(fragment.plain[a:b]) for a, b in lines[:-1]):
        # lines of a list that ran together: each with its values
        return sum(
            read(piece_of(fragment, a, b), where, catalogue, assessed_year_be, harvest, years_be) for a, b in lines
        )
    plain = fragment.plain.replace("\n", " ")
    row = values_in_a_row(plain)
    if row and (years_be or not _years(plain)):
        return _read_row_of_values(fragment, plain, row, years_be, where, catalogue, harvest)
    if not re.search(r"\d", plain) and len(plain) > 80:
        return 0
    listed = len(plain) < 120 and re.search(r"\d\.\d{1,2}\W*$", plain) is not None
    if not listed and not re.search(r"คะแนน|ร้อยละ|%|IIT|EIT|OIT|ตัวชี้วัด|ลำดับที่|อันดับ|ระดับ", plain):
        return 0
    named = subjects_in(fragment, plain, catalogue)
    found: list[ScoreDraft] = []
    last_end = 0
    previous: Named | None = None
    for match in _NUMBER.finditer(plain):
        if _NO_RESULT.search(plain[max(0, match.start() - 90) : match.start()]) or (
            not _is_score(plain, match)
            and not _directly_named(plain, match, named)
            and not (listed and _ends_line(plain, match, named))
        ):
            continue
        number = match["number"]
        value = scores.to_decimal(number)
        if value > 100 or _numbers_a_sub_indicator(plain, match):
            continue
        subject = _subject_of(plain, match, named, last_end, where, catalogue)
        if subject is None and previous is not None and _years(plain[last_end : match.start()]):
            subject = previous  # (ปี ๖๔ ได้ ๗๓.๐๘ คะแนน): another year of the same
        if subject is None:
            continue
        year = _year_of(plain, last_end, match.start(), where, assessed_year_be, subject)
        lead = plain[max(last_end, match.start() - 10) : match.start()]
        own = _YEAR_BEHIND.match(plain, match.end())
        if re.search(r"(?:จาก|เป็น|เหลือ)\s*$", lead) and own:
            year = year_be(int(own[1]))  # ลดลงจาก ๘๐.๑๕ คะแนน ในปี ๒๕๖๕
        elif re.search(r"(?:เป็น|เหลือ)\s*$", lead) and last_end and _YEAR_BEHIND.match(plain, last_end):
            year = where.fiscal_year_be or assessed_year_be
        if (
            re.search(r"จาก\s*$", plain[max(0, match.start() - 10) : match.start()])
            and re.match(r"\s*(?:คะแนน)?\s*(?:เป็น|เพิ่มเป็น|มาเป็น|ลดเป็น)\s*\d", plain[match.end() :])
            and year
        ):
            year -= 1  # ปรับจาก ๖๒.๖๖ เป็น ๘๖.๕๗: the first is last year's
        if year is not None and assessed_year_be is not None and not FIRST_YEAR_BE <= year <= assessed_year_be + 1:
            cite = Span(fragment, match.start("number"), match.end("number")).cite()
            harvest.doubts.append(
                Doubt(
                    "year-conflict",
                    f"The score {number} is printed as of {year}, a year without this assessment; it is taken as of {assessed_year_be}, the document's own.",
                    found=str(year),
                    expected=str(assessed_year_be),
                    cites=(cite,),
                )
            )
            year = assessed_year_be
        draft = _draft(fragment, match.start("number"), match.end("number"), value, subject, year, catalogue)
        draft.cites["value"] = (
            value_cite(Span(fragment, 0, len(fragment.text)), match.start("number"), match.end("number")),
        )
        found.append(draft)
        last_end = match.end()
        previous = subject
        _rating_after(fragment, plain, match.end(), draft)
    found += _zeros(fragment, plain, where, catalogue, assessed_year_be)
    _ranks(fragment, plain, found, where, assessed_year_be)
    found = [draft for draft in found if draft.value is not None or draft.rank or draft.rating]
    if not found:
        found += _rating_only(fragment, plain, where, assessed_year_be)
    harvest.scores += found
    return len(found)


def _numbers_a_sub_indicator(plain: str, match: re.Match[str]) -> bool:
    """`ตัวชี้วัดย่อย ๙.๔ และ ๑๐.๑ มีคะแนน`: numbers of sub-indicators look like scores with one decimal."""
    if not re.fullmatch(r"(?:9|10)\.[1-6]", match["number"]) or match["unit"]:
        return False
    return (
        re.search(
            r"ย่อย[^ก-ฮ]*(?:ที่)?[\d., ]*(?:และ|,|หรือ)?[^=:]{0,70}$", plain[max(0, match.start() - 90) : match.start()]
        )
        is not None
        or re.match(r"\s*[ก-ฮ]", plain[match.end() :]) is not None
    )


def _directly_named(plain: str, match: re.Match[str], named: list[Named]) -> bool:
    """`IIT 94.20 / EIT 91.10 / OIT 88.75`: a decimal right after what it is about."""
    if not re.fullmatch(r"\d{1,3}\.\d{2}", match["number"]) or len(plain) > 400:
        return False
    before = _before(named, match.start())
    return (
        bool(before)
        and re.fullmatch(r"[\s=:()]{1,4}", plain[before[-1].end : match.start()]) is not None
        and not re.match(r"\s*(?:ล้าน|แสน|บาท|คน|ราย|ครั้ง)", plain[match.end() :])
    )


def _before(named: list[Named], position: int) -> list[Named]:
    """The subjects named in the stretch before a position; a sentence does not reach further back."""
    last = bisect_right(named, position, key=lambda item: item.start)
    return [item for item in named[max(0, last - 40) : last] if item.end <= position]


def _ends_line(plain: str, match: re.Match[str], named: list[Named]) -> bool:
    """`๒) การใช้งบประมาณ  ๙๖.๙๐`: a decimal at the end of a short line, right after what it is about."""
    if "." not in match["number"] or plain[match.end() :].strip(" .|"):
        return False
    before = _before(named, match.start())
    if not before:
        return False
    if (
        before[0].scope == "question"
        and before[0].start <= 8
        and not re.search(r"\d\.\d", plain[before[0].end : match.start()])
    ):
        return True
    between = plain[before[-1].end : match.start()]
    # ๑) i๗ ท่านรู้เกี่ยวกับแผน ... ๗๐.๔๔: code, title, score
    if before[-1].scope == "question" and before[-1].start <= 8 and not re.search(r"\d\.\d", between):
        return True
    return not re.search(r"[^\s=:.\-–()A-Z]", between)


_NO_RESULT = re.compile(
    r"(?:อย่างน้อย|ขาด(?:อีก|ไป)|ห่างจาก[^.]{0,30}|(?:ต่ำ|สูง|น้อย|มาก)กว่าค่าเฉลี่ย[ก-๙]{0,20}|เป้า(?:หมาย)?(?:คะแนน)?(?:เฉลี่ย|รวม|ไว้)?"
    r"|ให้(?:ได้|ถึง)|ต้องได้|คาดว่า(?:จะ)?(?:ได้)?|ผู้ตอบ(?:แบบ[ก-๙]{0,12})?|น้ำหนัก[ก-๙ ]{0,12}(?:IIT|EIT|OIT)?"
    r"|เบิกจ่าย[ก-๙]{0,16}|พึงพอใจ(?:(?:ของ|ต่อ)[ก-๙]{0,24})?)\s*(?:ที่|อยู่|คือ|เป็น)?\s*(?:ร้อยละ|คะแนน(?:รวม)?)?\s*$"
    r"|(?:(?<!ปัญ)หาก(?!าร)|ถ้า)(?:ได้|มี|ทำ)?[^.]{0,60}$"
    r"|(?:สูง|ต่ำ)สุดของ(?:จังหวัด|ประเทศ|ภาค|กลุ่ม|อำเภอ)[ก-๙ ]{0,12}$"
)
"""Words right before a number that is no result: a target, a condition, a difference, a share of people or money."""


def _is_score(plain: str, match: re.Match[str]) -> bool:
    left = plain[max(0, match.start() - 45) : match.start()]
    if _NO_RESULT.search(plain[max(0, match.start() - 90) : match.start()]):
        return False
    right = plain[match.end("number") : match.end("number") + 30]
    number = match["number"]
    if _THRESHOLD_RIGHT.match(right):
        return False
    # `มีคะแนน ๘๕.๖๓` and `ข้อ ... ได้ ๗๒.๓๕` are scores; only the word right before the number counts
    said = re.search(r"(?:ได้(?:รับ)?|มี(?:ผล)?คะแนน\S{0,12}|คะแนน(?:เฉลี่ย|รวม)?|อยู่ที่|เท่ากับ)\s*$", left)
    if said is None and (_THRESHOLD_LEFT.search(left) or _ELSEWHERE.search(left)):
        return False
    has_unit = match["unit"] is not None
    cue = _LEFT.search(left) is not None
    if "." in number:
        return (
            cue
            or has_unit
            or (
                re.search(r"[ก-๙)\"”]\s*[:=–-]?\s*\(?$", left) is not None
                and re.search(r"คะแนน|ร้อยละ", plain) is not None
            )
        )
    return (cue and has_unit) or (has_unit and re.search(r"(?:คะแนน|ได้|อยู่ที่|เท่ากับ)\s*$", left) is not None)


def subjects_in(fragment: Fragment, plain: str, catalogue: Catalogue) -> list[Named]:
    """All that a paragraph names, in reading order: `ตัวชี้วัดที่ ๓ การใช้อำนาจ`, `แบบวัด EIT`, `i๗`, ภาพรวม."""
    found: list[Named] = []
    position = 0
    while match := _INDICATOR.search(plain, position):
        position = max(match.end(), match.start() + 1)
        name = match["name"] if match["name"] is not None else match["lname"] or match["plain"] or ""
        by_name = _name_prefix(name, catalogue)
        if by_name:
            number, letters = by_name
            end = _end_of(
                plain,
                match.start("name")
                if match["name"] is not None
                else match.start("lname")
                if match["lname"]
                else match.start("plain"),
                letters,
            )
            found.append(Named(match.start(), end, "indicator", catalogue.indicators[number].instrument, number))
        elif match["name"] and not match["no"]:
            # ตัวชี้วัดที่มีคะแนนสูงสุด ได้แก่ การปฏิบัติหน้าที่: the name stands further on
            position = match.start("name")
        elif match["no"] and not match["listed"]:
            found.append(Named(match.start(), match.end("no"), "indicator", None, match["no"]))
    for match in _SUB.finditer(plain):
        found = [item for item in found if not item.start <= match.start() < item.end]
        found.append(Named(match.start(), match.end(), "sub_indicator", "OIT", match["no"]))
    for instrument, pattern in subjects._NAMES:
        for match in pattern.finditer(plain):
            found.append(Named(match.start(), match.end(), "instrument", instrument))
    for mention in codes.find_in_prose(fragment.text):
        found.append(
            Named(
                mention.start, mention.end, "question", INSTRUMENT_OF[mention.codes[0][0]], None, mention.codes, mention
            )
        )
    cell = codes.read_cell(fragment.text)
    if cell is not None and not any(item.start == cell.mentions[0].start for item in found):
        first = cell.mentions[0]
        found.append(
            Named(first.start, first.end, "question", INSTRUMENT_OF[cell.codes[0][0]], None, cell.codes, first)
        )
    for match in re.finditer(
        r"ภาพรวม(?!ของแบบ)|คะแนนรวม(?:ถ่วงน้ำหนัก|ทั้งสิ้น|ทั้งหมด)?|ผลการประเมินคุณธรรมและความโปร่งใส|คะแนนเฉลี่ยรวม|คะแนนภาพรวม|คะแนนสุทธิ|(?<![ก-๙])รวม(?:ทั้งสิ้น|ทั้งหมด|ถ่วงน้ำหนัก|คะแนน)?(?=[\s.:=]*\d{1,3}\.\d\d)",
        plain,
    ):
        found.append(Named(match.start(), match.end(), "overall"))
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _end_of(plain: str, start: int, letters: int) -> int:
    """Where so many letters that are no blanks end."""
    position = start
    while letters and position < len(plain):
        letters -= plain[position] != " "
        position += 1
    return position


def _name_prefix(name: str, catalogue: Catalogue) -> tuple[str, int] | None:
    """The indicator whose name a text starts with, and the name's length without blanks."""
    best: tuple[int, str] | None = None
    compact = name.replace(" ", "")
    for indicator in catalogue.indicators.values():
        for title in (indicator.name, *indicator.also):
            if compact.startswith(title) and (best is None or len(title) > best[0]):
                rest = compact[len(title) :]
                if not rest.startswith(("สาธารณะ", "ประจำ", "ของหน่วย")):
                    best = (len(title), indicator.indicator_no)
    return (best[1], best[0]) if best else None


def _subject_of(
    plain: str, match: re.Match[str], named: list[Named], last_end: int, where: Where, catalogue: Catalogue
) -> Named | None:
    before = [
        item
        for item in named
        if item.end <= match.start()
        and not (
            item.scope == "instrument"
            and re.search(r"สุด\s?(?:ใน|ของ)\s?(?:แบบ(?:วัด|ตรวจ)?\s?)?$", plain[max(0, item.start - 30) : item.start])
        )
    ]
    recent = [item for item in before if item.start >= last_end]
    if recent:
        last = recent[-1]
        # i๒๓ ท่านรู้แนวปฏิบัติ ... การใช้ทรัพย์สินของราชการ ... ๗๔.๙๐: the title names an indicator, the line is the question's
        if (
            not last_end
            and recent[0].scope == "question"
            and recent[0].start <= 8
            and "." in match["number"]
            and len(plain) < 260
            and not re.search(r"ตัวชี้วัดที่|ทำให้|ไม่ได้คะแนน|ส่งผล", plain[recent[0].end : match.start()])
        ):
            return recent[0]
        # the instrument's abbreviation after an indicator's name explains it: คุณภาพการดำเนินงาน (EIT)
        if last.scope == "instrument":
            indicators = [item for item in recent if item.scope in ("indicator", "question", "sub_indicator")]
            if indicators and last.start - indicators[-1].end <= 3:
                return indicators[-1]
        if last.scope == "question" and len(last.codes) > 1:
            return None  # หมวด ... (๐๒๕-๐๒๘) ได้ร้อยละ ๕๐.๐๐ is the score of none of them
        if last.scope == "overall":
            instruments = [item for item in recent if item.scope == "instrument" and last.start - item.end < 40]
            if instruments:
                return instruments[-1]
        if last.scope == "indicator" and last.indicator_no and last.instrument is None:
            resolved = subjects.in_instrument(last.indicator_no, where.instrument)
            if resolved is None:
                return None
            return Named(last.start, last.end, "indicator", catalogue.indicators[resolved].instrument, resolved)
        return last
    lead = plain[last_end : match.start()]
    after = plain[match.end() : match.end() + 40]
    # ๙๗.๖๐ คะแนน (การปฏิบัติหน้าที่) names nothing before; only a statement on the whole is taken without a name
    if _OVERALL.search(lead) and not where.indicator_no:
        if last_end and not _YEAR.search(lead):
            return None
        if where.instrument and where.section not in (None, "scores", "other"):
            return Named(0, 0, "instrument", where.instrument)
        return Named(0, 0, "overall")
    if where.indicator_no and not last_end and not re.match(r"\s*\)", after):
        return Named(0, 0, "indicator", where.instrument, where.indicator_no)
    return None


def _years(text: str) -> list[int]:
    found = [year_be(int(match[1] or match[2])) for match in _YEAR.finditer(text)]
    return [year for year in found if year]


def _year_of(
    plain: str, last_end: int, start: int, where: Where, assessed_year_be: int | None, subject: Named
) -> int | None:
    years = _years(_CLOSED.sub("", plain[last_end:start]))
    if years:
        return years[-1]
    if re.search(r"ปีที่(?:ผ่านมา|แล้ว)|ปีก่อน", plain[last_end:start]) and assessed_year_be:
        return assessed_year_be - 1
    if last_end:
        # a year inside brackets that are closed again (ปี ๖๔ ได้ ๗๓.๐๘) holds there only
        known = _years(_COMPARED.sub("", _CLOSED.sub("", plain[max(0, start - 1500) : start])))
        if known and subject.scope != "overall":
            return known[-1] if len(set(known)) == 1 else assessed_year_be or known[-1]
    return where.fiscal_year_be or assessed_year_be


def _draft(
    fragment: Fragment, start: int, end: int, value: Decimal, subject: Named, year: int | None, catalogue: Catalogue
) -> ScoreDraft:
    cites: Cites = {}
    whole = Span(fragment, 0, len(fragment.text))
    if subject.end:
        cites["label"] = (Span(fragment, subject.start, subject.end).cite("matched"),)
    if subject.scope == "question":
        code = subject.codes[0]
        item = catalogue.items.get(code)
        raw = fragment.text[subject.start : subject.end]
        mention = subject.mention
        cites["code"] = (mention_cite(whole, subject.start, subject.end, code, mention.rule if mention else None),)
        label = item.title if item and item.title_firm else None
        return ScoreDraft(
            "question",
            INSTRUMENT_OF[code[0]],
            item.indicator_no if item else None,
            code,
            raw,
            label,
            year,
            value,
            None,
            None,
            mention.method if mention else None,
            cites,
            fragment.at,
            True,
        )
    made = subjects.Subject(subject.scope, subject.instrument, subject.indicator_no, title="")
    label, indicator_no, instrument = label_of(made, catalogue)
    return ScoreDraft(
        subject.scope,
        instrument,
        indicator_no,
        None,
        None,
        label,
        year,
        value,
        None,
        None,
        None,
        cites,
        fragment.at,
        True,
    )


def _rating_after(fragment: Fragment, plain: str, end: int, draft: ScoreDraft) -> None:
    """The rating that the same clause goes on with."""
    following = _NUMBER.search(plain, end)
    until = min(following.start() if following else len(plain), end + 90)
    segment = plain[end:until]
    for rating in ratings.find_all(segment):
        draft.rating = rating.rating
        draft.cites["rating"] = (Span(fragment, end + rating.start, end + rating.end).cite(),)
        return
    match = re.match(
        r"\s*(?:อยู่)?(?:ใน|ที่)?\s*(?:ระดับ|เกณฑ์)?\s*[(\"“]?\s*(?P<cell>ผ่านดีเยี่ยม|ผ่านดี|ผ่าน(?!เกณฑ์)|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|AA|[A-F](?![A-Za-z]))[)\"” ]",
        segment + " ",
    )
    if match:
        found = ratings.find(match["cell"])
        if found:
            draft.rating = found.rating
            draft.cites["rating"] = (Span(fragment, end + match.start("cell"), end + match.end("cell")).cite(),)


_ZEROS = re.compile(r"(?:ได้(?:รับ)?\s*)?(?<![\d.,])0(?:\.00)?\s*คะแนน[^:]{0,30}(?::|คือ|ได้แก่)")


def _zeros(
    fragment: Fragment, plain: str, where: Where, catalogue: Catalogue, assessed_year_be: int | None
) -> list[ScoreDraft]:
    """`ข้อที่ได้ ๐ คะแนน: o๑๓, o๑๗`: a printed zero for each code of the list."""
    match = _ZEROS.search(plain)
    if match is None:
        return []
    zero = match.start() + match[0].index("0")
    made: list[ScoreDraft] = []
    for mention in codes.find_in_prose(fragment.text):
        if mention.start < match.end():
            continue
        for code in mention.codes:
            item = Named(mention.start, mention.end, "question", INSTRUMENT_OF[code[0]], None, (code,), mention)
            draft = _draft(
                fragment, zero, zero + 1, Decimal(0), item, where.fiscal_year_be or assessed_year_be, catalogue
            )
            draft.cites["value"] = (value_cite(Span(fragment, 0, len(fragment.text)), zero, zero + 1),)
            made.append(draft)
    return made


def _ranks(fragment: Fragment, plain: str, found: list[ScoreDraft], where: Where, assessed_year_be: int | None) -> None:
    for match in _RANK.finditer(plain):
        if not re.search(
            r"ของ(?:หน่วยงาน|ประเทศ|จังหวัด|เทศบาล|องค์|กลุ่ม|ประเภท|ภาค|อำเภอ)|ระดับ(?:ประเทศ|จังหวัด)|จาก(?:จำนวน|ทั้งหมด|หน่วยงาน)",
            plain[match.end() : match.end() + 60],
        ) and not re.search(r"(?:อยู่(?:ใน)?|ได้|เป็น|จัดอยู่ใน)\s*$", plain[max(0, match.start() - 20) : match.start()]):
            continue
        before = [
            draft for draft in found if draft.scope == "overall" and draft.cites["value"][0].start < match.start()
        ]
        owner = before[-1] if before else next((draft for draft in found if draft.scope == "overall"), None)
        if owner is None:
            continue
        owner.rank = int(match["rank"])
        owner.cites["rank"] = (Span(fragment, match.start("rank"), match.end("rank")).cite(),)


def _rating_only(fragment: Fragment, plain: str, where: Where, assessed_year_be: int | None) -> list[ScoreDraft]:
    """`ระดับผลการประเมิน : A` on a line of its own."""
    if len(plain) > 80 or re.search(r"\d\.\d|คะแนน(?:\s?\d|ขึ้นไป)", plain):
        return []  # ระดับ AA ได้คะแนน ๙๕.๐๐ คะแนนขึ้นไป is the scale
    for rating in ratings.find_all(plain):
        if where.instrument or where.indicator_no or subjects.instruments(plain):
            return []
        draft = ScoreDraft(
            "overall",
            None,
            None,
            None,
            None,
            None,
            where.fiscal_year_be or assessed_year_be,
            None,
            rating.rating,
            source=fragment.at,
            in_prose=True,
        )
        draft.cites["rating"] = (Span(fragment, rating.start, rating.end).cite(),)
        return [draft]
    return []
