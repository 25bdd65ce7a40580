"""What a label names: the whole assessment, an instrument, an indicator, a sub-indicator or a question.

`๓. การปรับปรุงระบบการทำงาน` under the EIT is indicator 8: documents restart their numbering, damage their numbers and
misspell their titles, so the name decides and the number is the second witness.

>>> from prongsai.reference.catalogue import catalogue
>>> read("๕ การแก้ปัญหาคาทุจริต", catalogue(2566)).indicator_no, read("๓. การปรับปรุงระบบการทำงาน", catalogue(2564)).indicator_no
('5', '8')
>>> read("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", catalogue(2564)).instrument
'EIT'
>>> read("ตัวชี้วัดย่อยที่ ๙.๒ การบริหารงาน", catalogue(2565)).indicator_no, read("คะแนนเฉลี่ย", catalogue(2565)).scope
('9.2', 'overall')
>>> read("๐๑๔ แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ", catalogue(2566)).code
'o19'
>>> read("กองคลัง", catalogue(2566)) is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from prongsai.normalizers import codes, matching
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import (
    INDICATORS_OF,
    INSTRUMENT_BY_INDICATOR,
    INSTRUMENT_OF,
    LETTER_OF,
    Catalogue,
    Item,
)
from prongsai.schemas.terms import CodeMethod, Instrument, Scope

OVERRIDE_AT_LEAST, OVERRIDE_AHEAD = 80, 15
"""A printed title overrides the printed code from this likeness on, this far ahead of the printed code's own title.

Titles of one year are up to 87 alike (o42 and o43), most below 80."""

NEAR_AT_LEAST = 68
"""Likeness of a damaged indicator name that is enough where the printed number says the same."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a label names. `printed_no` is the printed number where it is another than the name's; `overridden` the code that
    stands printed where the title says another; `start:end` is the span of what was recognised;
    `worded` tells ตัวชี้วัดที่ ๓ from a row that only counts itself ๓."""

    scope: Scope
    instrument: Instrument | None = None
    indicator_no: str | None = None
    code: str | None = None
    method: CodeMethod | None = None
    codes: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    title: str = ""
    printed_no: str | None = None
    overridden: str | None = None
    rule: str | None = None
    by_name: bool = False
    worded: bool = False


_NAMES: tuple[tuple[Instrument, re.Pattern[str]], ...] = (
    (
        "IIT",
        re.compile(
            r"(?<![A-Za-z])(?:IIT|iit|Iit|llT|IlT|lIT)(?![A-Za-z])|ผู้มีส่วนได้(?:ส่วน)?เสียภายใน(?!และ)|Internal", re.ASCII
        ),
    ),
    (
        "EIT",
        re.compile(r"(?<![A-Za-z])(?:EIT|eit|Eit|ElT|E1T)(?![A-Za-z])|ผู้มีส่วนได้(?:ส่วน)?เสียภายนอก|External", re.ASCII),
    ),
    (
        "OIT",
        re.compile(
            r"(?<![A-Za-z])(?:OIT|oit|Oit|0IT|OlT)(?![A-Za-z])|แบบ(?:ตรวจ|วัด)การเปิดเผย(?:ข้อมูล)?สาธารณะ|Open\s?Data",
            re.ASCII,
        ),
    ),
)
_SUB = re.compile(
    r"^\W*(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?|ด้าน(?:ที่)?)?\s*(?P<no>(?:9|10)\s?\.\s?\d)(?!\d|\.\d)\s*[.):]?\s*(?P<name>.*)$",
    re.DOTALL,
)
_INDICATOR = re.compile(
    r"^\W*(?:(?:คะแนน)?(?:ค่า)?(?:เฉลี่ย|รวม)(?:คะแนน)?(?:ของ)?\s*(?=ตัวชี้วัด|ด้านที่))?(?P<word>ตัวชี้วัด(?:ที่)?|ด้านที่|ด้าน|[ก-๎]{3,12}ที่(?=\s*\d))?\s*\(?(?P<no>\d{1,2})?[oO]?\s*[.):]?\s*(?P<name>.*)$",
    re.DOTALL,
)
_OVERALL = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s*)?(?:สรุป)?(?:(?:ผล)?(?:รวม)?คะแนน(?:ผลการประเมิน)?(?:เฉลี่ย|รวม|ภาพรวม|สุทธิ|รวมเฉลี่ย|เฉลี่ยรวม|ทั้งหมด|รวมทั้งหมด|รวมทั้งสิ้น|ที่ได้)?|ค่าเฉลี่ย|เฉลี่ย|รวม|ภาพรวม|ผลการประเมิน)"
    r"(?:คะแนน|ผล|รวม|เฉลี่ย|ภาพรวม|ทั้งหมด|ทั้งสิ้น|ทุกตัวชี้วัด|ทั้ง\d+ตัวชี้วัด|ของหน่วยงาน|หน่วยงาน|การประเมิน|ita|\(ita\)|(?:ทั้ง)?3แบบวัด|ทั้ง3เครื่องมือ|ทุกแบบวัด|ทุกแบบ|ทุกเครื่องมือ|ถ่วงน้ำหนัก|ระดับหน่วยงาน|\(\d+\)|ประจำปี.*|ปี\d{4})*\W*$"
)


def instruments(text: str) -> tuple[Instrument, ...]:
    """The instruments that a text names, each once, in the order of IIT, EIT, OIT."""
    return tuple(instrument for instrument, pattern in _NAMES if pattern.search(text))


@lru_cache(maxsize=8)
def _indicator_names(catalogue: _Key) -> dict[str, str]:
    names: dict[str, str] = {}
    for indicator in catalogue.catalogue.indicators.values():
        for index, name in enumerate((indicator.name, *indicator.also)):
            names[f"{indicator.indicator_no}/{index}"] = name
    return names


class _Key:
    """A catalogue as a cache key: equal years have equal catalogues."""

    __slots__ = ("catalogue",)

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return hash(self.catalogue.fiscal_year_be)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.catalogue.fiscal_year_be == self.catalogue.fiscal_year_be


def indicator_by_name(name: str, catalogue: Catalogue, instrument: Instrument | None = None) -> tuple[str, int] | None:
    """The indicator that a name means and how alike they are, or None. `instrument` breaks ties only."""
    name = re.sub(r"\s*[(（].*?[)）]\s*", " ", name).strip(" :.-*\n")
    squeezed = matching.squeeze(name)
    if len(squeezed) < 6 or len(squeezed) > 90:
        return None
    names = _indicator_names(_Key(catalogue))
    for key, title in names.items():
        if squeezed == matching.squeeze(title):
            return key.split("/")[0], 100
    starts = [(len(title), key) for key, title in names.items() if squeezed.startswith(matching.squeeze(title))]
    if starts:
        rest = squeezed[len(matching.squeeze(names[max(starts)[1]])) :]
        # การเปิดเผยข้อมูลสาธารณะ is the instrument, การใช้งบประมาณประจำปี a document: a name must end where it ends
        if not rest or re.match(r"^(?:ของ|\(|:|-|iit|eit|oit|มี|ได้|คะแนน|ฯ|[0-9])", rest):
            return max(starts)[1].split("/")[0], 95
        return None
    found = matching.closest(name, names, at_least=80)
    if found is None:
        return None
    number = found.key.split("/")[0]
    if instrument and INSTRUMENT_BY_INDICATOR[number] != instrument and found.score < 90:
        return None
    return number, found.score


@lru_cache(maxsize=8000)
def _read(text: str, key: _Key, instrument: Instrument | None, code_slot: bool) -> Subject | None:
    catalogue = key.catalogue
    if not text.strip() or len(text) > 1200:
        return None
    if code_slot:
        cell = codes.read_cell(text)
        if cell is not None:
            subject = question(text, cell, catalogue, instrument)
            if subject is not None:
                return subject
    plain = arabic(text)
    sub = _SUB.match(plain)
    if sub:
        number = re.sub(r"\s", "", sub["no"])
        parent = number.split(".")[0]
        return Subject(
            "sub_indicator",
            INSTRUMENT_BY_INDICATOR[parent],
            number,
            start=sub.start("no"),
            end=len(text),
            title=text[sub.start("name") :].strip(),
            by_name=bool(sub["name"]),
        )
    if len(text) <= 300:
        named = _indicator(text, plain, catalogue, instrument)
        if named is not None:
            return named
    by_title = sub_indicator_by_name(text, catalogue)
    if by_title is not None:
        return Subject(
            "sub_indicator",
            INSTRUMENT_BY_INDICATOR[by_title.split(".")[0]],
            by_title,
            end=len(text),
            title=text.strip(),
            by_name=True,
        )
    found = instruments(re.sub(r"\([^()]*(?:\+|ร้อยละ)[^()]*\)", "", text))
    squeezed = matching.squeeze(text)
    if len(found) == 1 and len(squeezed) <= 160:
        return Subject("instrument", found[0], end=len(text), title=text.strip(), by_name=True)
    if len(squeezed) <= 120 and _OVERALL.match(re.sub(r"\([^()]*\)", "", squeezed)[:80]):
        return Subject("overall", end=len(text), title=text.strip(), by_name=True)
    return None


def read(
    text: str, catalogue: Catalogue, instrument: Instrument | None = None, code_slot: bool = True
) -> Subject | None:
    """What a label names, or None. `instrument` is the one of the column or heading around it."""
    return _read(text, _Key(catalogue), instrument, code_slot)


def _indicator(text: str, plain: str, catalogue: Catalogue, instrument: Instrument | None) -> Subject | None:
    match = _INDICATOR.match(plain)
    if match is None:
        return None
    printed = match["no"]
    name = text[match.start("name") :]
    by_name = indicator_by_name(name, catalogue, instrument)
    if by_name is not None:
        number = by_name[0]
        owner = INSTRUMENT_BY_INDICATOR[number]
        place_within = str(INDICATORS_OF[owner].index(number) + 1)
        wrong = printed if printed and printed not in (number, place_within) else None
        return Subject(
            "indicator",
            owner,
            number,
            start=match.start("name"),
            end=len(text),
            title=name.strip(),
            printed_no=wrong,
            by_name=True,
            worded=bool(match["word"]),
        )
    if printed and 8 <= len(matching.squeeze(name)) <= 60:
        # ๖. คุณภาพการดำน้ำงาน: two witnesses that agree; neither would do alone
        near = matching.closest(name, _indicator_names(_Key(catalogue)), at_least=NEAR_AT_LEAST)
        nearest = near.key.split("/")[0] if near else None
        if nearest is not None and nearest in (printed, in_instrument(printed, instrument)):
            return Subject(
                "indicator",
                INSTRUMENT_BY_INDICATOR[nearest],
                nearest,
                start=match.start("name"),
                end=len(text),
                title=name.strip(),
                by_name=True,
                worded=bool(match["word"]),
            )
    if match["word"] and match["word"].startswith("ตัวชี้วัด") and printed and len(matching.squeeze(name)) <= 60:
        meant = in_instrument(printed, instrument)
        if meant is not None:
            return Subject(
                "indicator",
                INSTRUMENT_BY_INDICATOR[meant],
                meant,
                start=match.start("no"),
                end=len(text),
                title=name.strip(),
                by_name=False,
            )
    return None


def in_instrument(printed: str, instrument: Instrument | None) -> str | None:
    """The indicator that a bare printed number means: numbering may restart inside an instrument.

    >>> in_instrument("7", None), in_instrument("2", "EIT"), in_instrument("7", "EIT"), in_instrument("11", None)
    ('7', '7', '7', None)
    """
    if not printed.isdigit() or not 1 <= int(printed) <= 10:
        return None
    number = str(int(printed))
    if instrument is None or number in INDICATORS_OF[instrument]:
        return number
    place = int(number) - 1
    return INDICATORS_OF[instrument][place] if place < len(INDICATORS_OF[instrument]) else None


def sub_indicator_by_name(text: str, catalogue: Catalogue) -> str | None:
    """The sub-indicator whose name a text is, or None."""
    match = _INDICATOR.match(arabic(text))
    name = text[match.start("name") :] if match else text
    if not 8 <= len(matching.squeeze(name)) <= 60:
        return None
    found = matching.closest(name, catalogue.sub_indicators, at_least=88)
    return found.key if found else None


def question(text: str, cell: codes.CellCode, catalogue: Catalogue, instrument: Instrument | None) -> Subject | None:
    """The question of a cell that opens with a code: code and printed title decided jointly against the year's catalogue."""
    first = cell.mentions[0]
    title = text[cell.rest :].strip()
    start, end = first.start, cell.mentions[-1].end
    if len(cell.codes) > 1:
        return Subject(
            "question",
            INSTRUMENT_OF[cell.codes[0][0]],
            _indicator_of(cell.codes[0], catalogue),
            None,
            first.method,
            cell.codes,
            start,
            end,
            title,
            rule=first.rule,
        )
    code = cell.codes[0]
    decided = by_title(code, title, catalogue, instrument)
    if decided is not None and decided.code != code:
        return Subject(
            "question",
            decided.instrument,
            decided.indicator_no,
            decided.code,
            "title",
            (decided.code,),
            start,
            end,
            title,
            overridden=code,
            rule=first.rule,
        )
    if first.rule == "code.letter-i" and text[first.start] in "1๑" and decided is None:
        return None  # `๑๑๒ กิโลเมตร`: a number is the letter i only where the title agrees
    return Subject(
        "question",
        INSTRUMENT_OF[code[0]],
        _indicator_of(code, catalogue),
        code,
        first.method,
        (code,),
        start,
        end,
        title,
        rule=first.rule,
    )


def _indicator_of(code: str, catalogue: Catalogue) -> str | None:
    item = catalogue.items.get(code)
    return item.indicator_no if item else None


def by_title(code: str | None, title: str, catalogue: Catalogue, instrument: Instrument | None) -> Item | None:
    """The item whose title is printed: the code's own where it agrees, another only far ahead of it; None where unsure."""
    if len(matching.squeeze(title)) < 3 or not catalogue.items:
        return None
    own = catalogue.items.get(code) if code else None
    own_score = matching.ratio(title, own.title) if own else 0
    if own is not None and own_score >= 90:
        return own
    letter = code[0] if code else (LETTER_OF[instrument] if instrument else None)
    same = {key: item.title for key, item in catalogue.items.items() if letter is None or key[0] == letter}
    found = matching.closest(title, same)
    if found is None or found.score < OVERRIDE_AT_LEAST:
        # the letter may be the damaged sign: look at the other instruments too, but only without a known column
        rest = {key: item.title for key, item in catalogue.items.items()} if instrument is None else {}
        found = matching.closest(title, rest) if rest else None
    if found is None:
        return own if own_score >= OVERRIDE_AT_LEAST else None
    best = catalogue.items[found.key]
    if own is not None and own_score >= OVERRIDE_AT_LEAST - 10 and found.score - own_score < OVERRIDE_AHEAD:
        return own
    # short titles (โครงสร้าง) are near many others by chance: they need to be almost exact
    needed = OVERRIDE_AT_LEAST if len(matching.squeeze(best.title)) >= 12 else 92
    if best.title_firm and found.score >= needed and found.score - own_score >= OVERRIDE_AHEAD and found.margin >= 4:
        return best
    return None
