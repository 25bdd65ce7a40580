"""Made-up reports: who, which years, a score tree that closes (or does not), findings and measures, from word lists.

A report is drawn from a seed, so the same seed gives the same report everywhere. Nothing in it is printed anywhere: the
agencies bear the names of real subdistricts, what they found and plan is invented. In the word lists `|` marks where a
line may be wrapped; `plain` takes it out.

>>> make(3) == make(3), make(3) == make(4)
(True, False)
>>> plain("จัดทำ|ผัง|ขั้นตอน")
'จัดทำผังขั้นตอน'
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from random import Random

from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, INSTRUMENT_OF, catalogue, topic_names
from prongsai.reference.places import districts, province_of, subdistricts

CENT = Decimal("0.01")
WEIGHTS = {"IIT": Fraction(3, 10), "EIT": Fraction(3, 10), "OIT": Fraction(4, 10)}

# {n} is a number of one or two digits; `|` a place where a line may be wrapped
MEASURES = (
    "จัดทำ|ผัง|ขั้นตอน|งานบริการ|ชำระ|ภาษีป้าย|ติดไว้|หน้าช่อง|บริการ",
    "เปิด|คลินิก|ให้คำแนะนำ|เรื่อง|ใบอนุญาต|ก่อสร้าง|ทุกวันพุธ",
    "อบรม|พนักงาน|จ้างเหมา|เรื่อง|มารยาท|การรับโทรศัพท์",
    "ปรับ|หน้าแรก|ของเว็บไซต์|ให้ค้นหา|แบบคำขอ|ได้ภายใน {n} คลิก",
    "กำหนด|วงรอบ|ตรวจนับ|ครุภัณฑ์|ยานพาหนะ|พร้อม|ติดหมายเลข",
    "จัด|เวที|ชี้แจง|รายรับ|รายจ่าย|แก่|ผู้นำชุมชน|ทั้ง {n} หมู่บ้าน",
    "ตั้ง|กล่อง|รับเสียง|สะท้อน|ของลูกจ้าง|ที่|ไม่ต้อง|ลงชื่อ",
    "แปล|คู่มือ|ขอรับ|เบี้ยยังชีพ|เป็น|ภาษาถิ่น|และ|แผ่นภาพ",
    "ใช้|บัตรคิว|อิเล็กทรอนิกส์|แทน|สมุดลงชื่อ|ที่เคาน์เตอร์",
    "เผยแพร่|ตารางเวร|เก็บขยะ|ผ่าน LINE OA ของหมู่บ้าน",
    "แต่งตั้ง|ผู้ประสานงาน|ข้อมูล|เปิดเผย|ประจำ|แต่ละส่วน",
    "ทดลอง|ระบบ|จองห้องประชุม|ออนไลน์|กับ|บุคคลภายนอก",
    "ทบทวน|เกณฑ์|คัดเลือก|ผู้รับทุน|การศึกษา|ให้เปิดเผย",
    "ถ่ายทอดสด|การประชุม|สภาท้องถิ่น|ทาง|เพจ|ของหน่วยงาน",
    "จัดพิมพ์|สมุดพก|ค่าธรรมเนียม|แจก|ร้านค้า|ในตลาดสด",
    "ติดตั้ง|ป้ายบอกทาง|และ|แผนผัง|อาคาร|สำหรับ|ผู้สูงอายุ",
    "นำร่อง|ใบเสร็จ|อิเล็กทรอนิกส์|สำหรับ|ค่าน้ำประปา|หมู่บ้าน",
    "ทำ|แบบสำรวจ|ความพึงพอใจ|ด้วย QR Code หลัง|รับบริการ",
    "สับเปลี่ยน|หน้าที่|ผู้ตรวจรับ|พัสดุ|ทุก {n} เดือน",
    "ออก|หนังสือเวียน|ห้าม|เบิก|น้ำมัน|ข้ามคัน",
    "ประกวด|ภาพถ่าย|คนต้นแบบ|ซื่อตรง|ใน|หน่วยงาน",
    "จัดเก็บ|สัญญาเช่า|ตลาด|เป็น|แฟ้มดิจิทัล|ที่สืบค้นได้",
    "สอน|เจ้าหน้าที่|ใหม่|ใช้|ทะเบียนคุม|หนังสือรับส่ง",
    "ย่อ|ประกาศ|สอบราคา|เป็น|ภาพเดียวจบ|ก่อน|ลงเว็บไซต์",
)
STEPS = (
    "สำรวจ|ปัญหา|จาก|ผู้ใช้บริการ|ย้อนหลัง {n} เดือน",
    "ร่าง|เนื้อหา|และ|ส่งให้|ทุกฝ่าย|ตรวจทาน",
    "เสนอ|ผู้บังคับบัญชา|ลงนาม",
    "ออกแบบ|แผ่นภาพ|ขนาด|เอสาม",
    "ประกาศ|ทาง|เสียงตามสาย|เช้าเย็น",
    "ทดสอบ|กับ|กลุ่มตัวอย่าง {n} ราย",
    "บันทึก|ผล|ลงใน|แบบฟอร์ม|กลาง",
    "เชิญ|วิทยากร|จาก|สถาบันอุดมศึกษา|ในพื้นที่",
    "นัดหมาย|ชาวบ้าน|ล่วงหน้า|อย่างน้อย {n} วัน",
    "จัดซื้อ|วัสดุ|ตามแผน|ที่|ตั้งไว้",
    "แจก|แบบสอบถาม|หลังจบ|กิจกรรม",
    "ประชุม|คณะทำงาน|สรุป|บทเรียน",
    "อัปโหลด|แฟ้ม|ขึ้น|เว็บไซต์|และ|แจ้งลิงก์",
    "มอบหมาย|ผู้ดูแล|หลัก|และ|ผู้สำรอง",
    "ทำ|หนังสือ|ถึง|กำนัน|ผู้ใหญ่บ้าน",
    "จัด|มุม|สาธิต|ที่|ห้องโถง",
    "ตรวจสอบ|ความถูกต้อง|ของ|ตัวเลข",
    "รายงาน|ที่ประชุม|ประจำเดือน",
)
FINDINGS = (
    "ผู้ตอบ|บางส่วน|ยัง|ไม่รู้|ว่า|ต้อง|ยื่นเรื่อง|ที่ช่องใด",
    "ชาวบ้าน|หมู่ไกล|เข้าไม่ถึง|ประกาศ|ที่ติด|เฉพาะ|สำนักงาน",
    "ลูกจ้าง|รายวัน|ไม่เคยเห็น|รายละเอียด|รายจ่าย|ของ|ส่วนตน",
    "แบบคำขอ|บนเว็บไซต์|เป็น|ฉบับเก่า|และ|เปิด|ไม่ได้|บนมือถือ",
    "การยืม|เครื่องมือ|ช่าง|ไม่ผ่าน|ผู้คุมคลัง|ราว {n} ครั้ง",
    "พนักงาน|รุ่นใหม่|เข้าใจว่า|การประเมิน|ขึ้นกับ|ความสนิท",
    "ผู้ร้องเรียน|กังวลว่า|ชื่อ|จะ|รั่วไหล",
    "หน้าประกาศ|ราคากลาง|ขาด|ข้อมูล|ช่วงปลายปี",
    "ผู้ประกอบการ|รอ|นาน|กว่า|ที่|ป้าย|กำหนด",
    "คน|ในหน่วยงาน|ไม่มั่นใจ|ว่า|ผลสอบวินัย|ถูกเปิดเผย",
    "เสียงตามสาย|กระจาย|ไม่ทั่ว|จึง|พลาด|ข่าว|เบี้ยยังชีพ",
    "บุคคลภายนอก|ขอใช้|สนามกีฬา|โดย|ไม่มี|เอกสาร",
)
MONITORING = (
    "สรุป|ยอด|ผู้ใช้|ส่ง|ปลัด|ทุกสิ้นเดือน",
    "สุ่ม|โทรสอบถาม|ผู้รับบริการ|เดือนละ {n} ราย",
    "นำเข้า|วาระ|ประชุม|หัวหน้าส่วน|ทุกสองเดือน",
    "หน่วยตรวจสอบ|ภายใน|สอบทาน|ปีละ {n} ครั้ง",
    "เทียบ|สถิติ|เรื่องร้องทุกข์|ก่อน|และ|หลัง",
    "ส่ง|ภาพถ่าย|พร้อม|บันทึก|เข้า|กลุ่มไลน์|ผู้บริหาร",
)
PROGRESS = (
    "ติดตั้ง|ครบ {n} จุด|ผู้ใช้|ชมว่า|อ่านง่าย",
    "จัด|ไป {n} รุ่น|มี|ผู้เข้าร่วม|เต็มทุกที่นั่ง",
    "ลง|เว็บไซต์|ครบ|และ|แก้ลิงก์เสีย|หมดแล้ว",
    "ส่ง|หนังสือเวียน|ถึง|ทุกส่วน|ครบ|ตามทะเบียน",
    "ทดลอง|กับ|สอง|หมู่บ้าน|ก่อน|ขยายผล",
)
OUTCOMES = (
    "เวลา|รอคิว|สั้นลง|ราว {n} นาที",
    "เรื่อง|ร้องทุกข์|ซ้ำ|น้อยลง|กว่าครึ่ง",
    "ผู้ใช้|รถ|ราชการ|ลงทะเบียน|ครบ|ทุกคัน",
    "ชาวบ้าน|บอกต่อ|และ|มา|ใช้|มากขึ้น",
)
LIMITATIONS = (
    "อินเทอร์เน็ต|ของ|อาคาร|เก่า|ช้า|และ|หลุดบ่อย",
    "กรอบ|อัตรากำลัง|งานสารสนเทศ|ว่าง|มา|สองปี",
    "พื้นที่|เป็น|ภูเขา|เดินทาง|ถึง|ทุกหมู่บ้าน|ยาก",
    "ผู้สูงอายุ|ไม่ถนัด|ตอบ|แบบวัด|ทาง|มือถือ",
    "เอกสาร|หลักฐาน|กระจาย|อยู่|หลายแฟ้ม",
)
STRENGTHS = (
    "ช่างประจำ|ศูนย์|ตอบ|คำขอ|ได้|ในวันเดียว",
    "ผู้บริหาร|ลงพื้นที่|พบ|ชาวบ้าน|ทุกเดือน",
    "ทะเบียน|พาหนะ|ครบ|และ|ตรวจสอบ|ย้อนหลังได้",
    "ประกาศ|สอบราคา|ลง|ตรงเวลา|ทุกรายการ",
)
WEAKNESSES = (
    "ป้าย|ค่าธรรมเนียม|ซีดจาง|อ่าน|ไม่ออก",
    "ช่อง|ร้องทุกข์|ทาง|อีเมล|ไม่มี|คน|ตอบ",
    "สมุด|ยืม|พัสดุ|ไม่|ลงเวลา|คืน",
    "ข่าว|บนเว็บไซต์|ค้าง|อยู่|ที่|ปี|ก่อนโน้น",
)
UNITS = (
    "กองคลัง",
    "กองช่าง",
    "สำนักปลัด",
    "กองการศึกษา",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "กองสวัสดิการสังคม",
    "หน่วยตรวจสอบภายใน",
    "กองการเจ้าหน้าที่",
    "กองยุทธศาสตร์และงบประมาณ",
    "งานนิติการ",
    "งานประชาสัมพันธ์",
    "ฝ่ายอำนวยการ",
    "ทุกส่วนราชการ",
    "งานทะเบียนราษฎร",
    "กองการประปา",
)
MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()


@dataclass(frozen=True)
class MadePeriod:
    """When a measure is carried out: as printed, and what it means."""

    text: str
    start: datetime.date | None
    end: datetime.date | None
    fiscal_year_be: int | None


@dataclass(frozen=True)
class MadeMeasure:
    """One row of the plan; texts with their `|`."""

    topic_no: int
    code: str
    indicator_no: str
    finding: str
    text: str
    steps: tuple[str, ...]
    responsible: tuple[str, ...]
    period: MadePeriod
    monitoring: str
    status: str = "planned"
    progress: str | None = None
    outcome: str | None = None


@dataclass(frozen=True)
class Made:
    """A whole made-up report. `figures` has the printed values of each year by name: `overall`, `EIT`, `9.2`, `i7`."""

    seed: int
    agency_name: str
    district: str
    province: str
    assessed_year_be: int
    plan_year_be: int
    figures: dict[int, dict[str, Decimal]]
    ratings: dict[int, str]
    rank: int
    measures: tuple[MadeMeasure, ...]
    limitations: tuple[str, ...]
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    closes: bool = True
    changed: str | None = None
    """The figure that was changed after the tree was computed, where the tree does not close."""


def plain(text: str) -> str:
    """A text of the word lists without the marks of where it may be wrapped."""
    return text.replace("|", "")


def scope_of(name: str) -> str:
    """The scope of a figure, by its name.

    >>> [scope_of(name) for name in ("overall", "EIT", "8", "9.2", "o21")]
    ['overall', 'instrument', 'indicator', 'sub_indicator', 'question']
    """
    if name == "overall" or name in INDICATORS_OF:
        return "overall" if name == "overall" else "instrument"
    if name in INSTRUMENT_BY_INDICATOR:
        return "indicator"
    return "sub_indicator" if "." in name else "question"


def instrument_of(name: str) -> str | None:
    """The instrument of a figure, by its name."""
    if scope_of(name) == "question":
        return INSTRUMENT_OF[name[0]]
    return None if name == "overall" else name if name in INDICATORS_OF else INSTRUMENT_BY_INDICATOR[name.split(".")[0]]


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


def _tree(rng: Random, year: int) -> dict[str, Decimal]:
    """The figures of one year, computed from the leaves up with the arithmetic of the assessment."""
    facts = catalogue(year)
    exact: dict[str, Fraction] = {}
    for no in INSTRUMENT_BY_INDICATOR:
        subs = [sub for sub in facts.sub_indicators if sub.split(".")[0] == no]
        for group in subs or [no]:
            codes = [item.code for item in facts.of_indicator(group)]
            if no in INDICATORS_OF["OIT"] and codes:
                exact.update({code: Fraction(rng.choice((100, 100, 100, 0))) for code in codes})
                exact[group] = sum((exact[code] for code in codes), Fraction(0)) / len(codes)
            elif codes and no in INDICATORS_OF["IIT"]:
                low = rng.randrange(55, 93)
                exact.update({code: Fraction(rng.randrange(low * 100, 9999), 100) for code in codes})
                exact[group] = sum((exact[code] for code in codes), Fraction(0)) / len(codes)
            else:
                exact[group] = Fraction(rng.randrange(5500, 9999), 100)
        if subs:
            exact[no] = sum((exact[sub] for sub in subs), Fraction(0)) / len(subs)
    for instrument, numbers in INDICATORS_OF.items():
        exact[instrument] = sum((exact[no] for no in numbers), Fraction(0)) / len(numbers)
    exact["overall"] = sum((exact[name] * weight for name, weight in WEIGHTS.items()), Fraction(0))
    return {name: _rounded(value) for name, value in exact.items()}


def rating_of(figures: dict[str, Decimal], year: int) -> str:
    """The rating that belongs to the figures of one year."""
    overall = figures["overall"]
    if year <= 2565:
        bounds = ((95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"))
        return next((name for low, name in bounds if overall >= low), "F")
    lowest = min(figures[name] for name in INDICATORS_OF)
    if overall >= 85:
        return "ผ่านดีเยี่ยม" if overall >= 95 and lowest >= 95 else "ผ่านดี" if lowest >= 85 else "ผ่าน"
    return "ต้องปรับปรุง" if overall >= 70 else "ต้องปรับปรุงโดยด่วน"


@cache
def _places() -> tuple[tuple[str, str, str], ...]:
    """Subdistrict, district and province names that mean one place each; Bangkok has no bodies of that kind."""
    named = {district.code: district.name for district in districts()}
    found = []
    for place in subdistricts()[::7]:
        province = province_of(place.province_code)
        plain_names = not any(sign in place.name + named[place.district_code] for sign in "-()")
        if province is not None and place.province_code != "10" and plain_names:
            found.append((place.name, named[place.district_code], province.name))
    return tuple(found)


def _period(rng: Random, plan_year_be: int) -> MadePeriod:
    """One of the ways in which a period is printed, in or on the plan year; days are of the Common Era."""
    year = plan_year_be
    opens = rng.randrange(10, 20)  # month counted from January of the year before
    closes = min(opens + rng.randrange(1, 6), 21)
    first, last = _month(year, opens), _month(year, closes)
    quarter = rng.randrange(1, 5)
    kind = rng.randrange(8)
    if kind == 0:
        return MadePeriod(
            f"1 ต.ค. {(year - 1) % 100} – 30 ก.ย. {year % 100}",
            datetime.date(year - 544, 10, 1),
            datetime.date(year - 543, 9, 30),
            year,
        )
    if kind == 1:
        return MadePeriod(
            f"{_short(first)} - {_short(last)}",
            first,
            _end(last),
            year,
        )
    if kind == 2:
        return MadePeriod(
            f"{MONTHS[first.month - 1]} {first.year + 543} - {MONTHS[last.month - 1]} {last.year + 543}",
            first,
            _end(last),
            year,
        )
    if kind == 3:
        return MadePeriod(f"ปีงบประมาณ พ.ศ. {year}", None, None, year)
    if kind == 4:
        start = _month(year, 10 + (quarter - 1) * 3)
        return MadePeriod(f"ไตรมาสที่ {quarter}", start, _end(_month(year, 12 + (quarter - 1) * 3)), year)
    if kind == 5:
        return MadePeriod(f"ภายในเดือน{MONTHS[last.month - 1]} {last.year + 543}", None, _end(last), year)
    if kind == 6:
        return MadePeriod(f"{MONTHS[first.month - 1]} {first.year + 543}", first, _end(first), year)
    return MadePeriod(f"ตลอดปีงบประมาณ {year}", None, None, year)


def _short(day: datetime.date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {(day.year + 543) % 100}"


def _month(plan_year_be: int, number: int) -> datetime.date:
    return datetime.date(plan_year_be - 544 + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def _end(first: datetime.date) -> datetime.date:
    return datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1) - datetime.timedelta(days=1)


class _Words:
    """Takes texts from the lists without giving one twice, so that a record is known by its text."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[tuple[str, ...], list[str]] = {}

    def take(self, texts: tuple[str, ...]) -> str:
        left = self._left.setdefault(texts, [])
        if not left:
            left.extend(self._rng.sample(texts, len(texts)))
        return left.pop().replace("{n}", str(self._rng.randrange(2, 30)))


def make(seed: int, year: int | None = None, count: int = 5, progress: bool = False, closes: bool = True) -> Made:
    """The report of a seed. With `progress` each measure has another status than planned, and results if it has any."""
    rng = Random(f"made {seed}")
    assessed = year or rng.choice((2564, 2565, 2566, 2566, 2566))
    name, district, province = rng.choice(_places())
    kind = rng.choice(("เทศบาลตำบล", "องค์การบริหารส่วนตำบล"))
    figures = {of: _tree(rng, of) for of in (assessed - 1, assessed)}
    ratings = {of: rating_of(values, of) for of, values in figures.items()}
    changed = None
    if not closes:
        changed = rng.choice([no for no in INSTRUMENT_BY_INDICATOR if figures[assessed][no] < 70] or ["8"])
        figures[assessed][changed] += (
            Decimal(rng.randrange(1500, 2500)) / 100 * (1 if figures[assessed][changed] < 70 else -1)
        )
    words = _Words(rng)
    items = [item for item in catalogue(2566).items.values() if item.title_firm] if assessed >= 2566 else []
    measures = tuple(_measure(rng, words, assessed, number, progress, items) for number in range(count))
    return Made(
        seed,
        kind + name,
        district,
        province,
        assessed,
        assessed + 1,
        figures,
        ratings,
        rng.randrange(2, 300),
        measures,
        tuple(words.take(LIMITATIONS) for _ in range(3)),
        tuple(words.take(STRENGTHS) for _ in range(2)),
        tuple(words.take(WEAKNESSES) for _ in range(2)),
        closes,
        changed,
    )


def _measure(rng: Random, words: _Words, assessed: int, number: int, progress: bool, items: list) -> MadeMeasure:  # type: ignore[type-arg]
    item = rng.choice(items) if items else None
    indicator_no = item.indicator_no if item else rng.choice(tuple(INSTRUMENT_BY_INDICATOR))
    made = MadeMeasure(
        topic_no=number % 7 + 1,
        code=item.code if item else "",
        indicator_no=indicator_no,
        finding=words.take(FINDINGS),
        text=words.take(MEASURES),
        steps=tuple(words.take(STEPS) for _ in range(rng.randrange(2, 4))),
        responsible=tuple(rng.sample(UNITS, rng.choice((1, 1, 2)))),
        period=_period(rng, assessed + 1),
        monitoring=words.take(MONITORING),
    )
    if not progress:
        return made
    status = rng.choice(("done", "done", "in_progress", "not_started"))
    done = status != "not_started"
    return replace(
        made,
        status=status,
        progress=words.take(PROGRESS) if done else None,
        outcome=words.take(OUTCOMES) if status == "done" else None,
    )


def topic_name(number: int) -> str:
    """The official name of one of the seven topics."""
    return topic_names()[number]


def title_of(code: str, year: int) -> str:
    """The official title of a question."""
    return catalogue(year).items[code].title


@dataclass(frozen=True)
class ScoreRow:
    """A score as a document should have it."""

    scope: str
    instrument: str | None
    indicator_no: str | None
    code: str | None
    year: int
    value: Decimal


def score_row(name: str, year: int, value: Decimal) -> ScoreRow:
    """The row of a figure, by its name."""
    scope = scope_of(name)
    indicator = name if scope in ("indicator", "sub_indicator") else None
    code = None
    if scope == "question":
        code, indicator = name, catalogue(year).items[name].indicator_no
    return ScoreRow(scope, instrument_of(name), indicator, code, year, value)
