"""Places of Thailand: 77 provinces, 928 districts, 7,436 subdistricts, and areas abolished since 2549.

Names are bare: เมืองลพบุรี, not อำเภอเมืองลพบุรี; บางรัก, not เขตบางรัก. Codes are those of the Department of Provincial
Administration: two digits a province, four a district, six a subdistrict, each beginning with the one above it.

A local body bears the name of a subdistrict, of its district or of its province: `body_names` lists them for one
district, with the spellings that the registers mix (สุไหงโก-ลก and สุไหงโกลก).

>>> place_names("province") >= {"ลพบุรี", "กรุงเทพมหานคร"}, len(provinces()), len(districts()), len(subdistricts())
(True, 77, 928, 7436)
>>> [district.name for district in districts_named("เมืองลพบุรี")], province_named("ลพบุรี").code
(['เมืองลพบุรี'], '16')
>>> "สันปูเลย" in body_names("5005"), "สันป่าตอง" in body_names("5005"), "สันป่าตอง" in province_body_names("50")
(True, False, True)
>>> province_named("พิชัย") is None, body_names("9999")
(True, frozenset())
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from prongsai.reference.tables import read_text
from prongsai.schemas.errors import TableError

Level = Literal["subdistrict", "district", "province"]
BANGKOK = "10"


class Province(NamedTuple):
    """A province: code `16`, name ลพบุรี, abbreviation ลบ as in document numbers (`ลบ ๕๒๐๐๖/๔๑`)."""

    code: str
    name: str
    abbreviation: str


class District(NamedTuple):
    """A district (อำเภอ) or a Bangkok one (เขต): code `1601`, bare name เมืองลพบุรี."""

    code: str
    province_code: str
    name: str


class Subdistrict(NamedTuple):
    """A subdistrict (ตำบล) or a Bangkok one (แขวง): code `160101`."""

    code: str
    district_code: str
    province_code: str
    name: str


class AbolishedArea(NamedTuple):
    """A subdistrict or district that is no more; bodies and papers still bear its name."""

    code: str
    name: str


# offices of the civil registry that the list counts as areas: เทศบาลเมืองปากเกร็ด, ท้องถิ่นเทศบาลเมืองหนองปรือ, สาขา...
_NO_AREA = re.compile(r"เทศบาล|ท้องถิ่น|สาขา|สำนัก|[.]")


def _rows(table: str, *columns: str) -> Iterator[list[str]]:
    """The named columns of a table. csv.reader, for 10,000 dicts are slow to make and are never wanted again."""
    lines = csv.reader(read_text(table).splitlines())
    header = next(lines)
    places = [header.index(column) for column in columns]
    for number, fields in enumerate(lines, start=2):
        if len(fields) != len(header):
            raise TableError(f"{table}:{number}: the row has another number of fields than the header")
        yield [fields[place] for place in places]


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces in the order of their codes."""
    return tuple(map(Province._make, _rows("provinces.csv", "province_code", "name_th", "abbr_th")))


@cache
def districts() -> tuple[District, ...]:
    """All districts in the order of their codes."""
    rows = _rows("districts.csv", "district_code", "province_code", "name_th")
    return tuple(District(code, province, name.removeprefix("เขต")) for code, province, name in rows)


@cache
def subdistricts() -> tuple[Subdistrict, ...]:
    """All subdistricts in the order of their codes."""
    rows = _rows("subdistricts.csv", "subdistrict_code", "district_code", "province_code", "name_th")
    return tuple(map(Subdistrict._make, rows))


@cache
def abolished_areas() -> tuple[AbolishedArea, ...]:
    """Abolished subdistricts and districts, without the branch offices that the list counts among them."""
    rows = _rows("abolished_areas.csv", "code", "name_th")
    return tuple(AbolishedArea(code, name) for code, name in rows if not _NO_AREA.search(name))


def spellings(name: str) -> tuple[str, ...]:
    """A name and the other ways the registers write it.

    >>> spellings("สุไหงโก-ลก"), spellings("ปอภาร (ปอพาน)")
    (('สุไหงโก-ลก', 'สุไหงโกลก'), ('ปอภาร', 'ปอพาน'))
    """
    if "(" in name:
        first, _, second = name.partition("(")
        return first.strip(), second.strip(" )")
    return (name, name.replace("-", "")) if "-" in name else (name,)


@cache
def province_named(name: str) -> Province | None:
    """The province of exactly that name, or None."""
    return {province.name: province for province in provinces()}.get(name)


@cache
def province_of(code: str) -> Province | None:
    """The province with that code, or None."""
    return {province.code: province for province in provinces()}.get(code)


@cache
def _districts_by_name() -> dict[str, tuple[District, ...]]:
    named: dict[str, tuple[District, ...]] = {}
    for district in districts():
        for name in spellings(district.name):
            named[name] = (*named.get(name, ()), district)
    return named


def districts_named(name: str) -> tuple[District, ...]:
    """All districts of exactly that name: five for เฉลิมพระเกียรติ, none for a damaged one."""
    return _districts_by_name().get(name, ())


@cache
def districts_in(province_code: str) -> dict[str, District]:
    """Name to district, of one province."""
    own = (district for district in districts() if district.province_code == province_code)
    return {name: district for district in own for name in spellings(district.name)}


@cache
def _subdistricts_by_district() -> dict[str, dict[str, Subdistrict]]:
    named: defaultdict[str, dict[str, Subdistrict]] = defaultdict(dict)
    for subdistrict in subdistricts():
        for name in spellings(subdistrict.name):
            named[subdistrict.district_code][name] = subdistrict
    return dict(named)


def subdistricts_in(district_code: str) -> dict[str, Subdistrict]:
    """Name to subdistrict, of one district."""
    return _subdistricts_by_district().get(district_code, {})


@cache
def _body_names() -> dict[str, frozenset[str]]:
    """District code to names: one pass over all tables."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for area in abolished_areas():
        names[area.code[:4]].update(spellings(area.name))
    for subdistrict in subdistricts():
        names[subdistrict.district_code].update(spellings(subdistrict.name))
    for district in districts():
        own = names[district.code]
        for name in spellings(district.name):
            own.update((name, name.removeprefix("เมือง") or name))
        province = province_of(district.province_code)
        if province is not None:
            own.add(province.name)
    current = {district.code for district in districts()}
    return {code: frozenset(own) for code, own in names.items() if code in current}


def body_names(district_code: str) -> frozenset[str]:
    """The names that a municipality or subdistrict organisation of one district may bear."""
    return _body_names().get(district_code, frozenset())


@cache
def province_body_names(province_code: str) -> frozenset[str]:
    """The same for a whole province."""
    return frozenset().union(*(body_names(district.code) for district in districts_in(province_code).values()))


@cache
def place_names(level: Level) -> frozenset[str]:
    """All names of one level; abolished subdistricts are subdistricts."""
    if level == "province":
        return frozenset(province.name for province in provinces())
    if level == "district":
        return frozenset(_districts_by_name())
    current = (name for subdistrict in subdistricts() for name in spellings(subdistrict.name))
    return frozenset(current) | {name for area in abolished_areas() for name in spellings(area.name)}


@cache
def bangkok_names() -> frozenset[str]:
    """The names of Bangkok's districts and subdistricts: the only ones that เขต and แขวง announce."""
    own = districts_in(BANGKOK)
    return frozenset(own).union(*(subdistricts_in(district.code) for district in own.values()))


@cache
def all_names() -> frozenset[str]:
    """Every name that a local body may bear, of the whole country."""
    names: frozenset[str] = frozenset().union(*_body_names().values())
    return names | place_names("subdistrict") | place_names("province")
