"""The question catalogue: what i24, e4 or o21 asks, in which indicator, in which fiscal year.

A code means nothing without its year: o30 is ช่องทางแจ้งเรื่องร้องเรียน in 2565 and การเปิดโอกาสให้เกิดการมีส่วนร่วม in 2566.
Rows of confidence `low` are hints for matching; their titles decide nothing (`Item.title_firm`).

>>> item = catalogue(2566).items["o30"]
>>> item.title, item.indicator_no, item.sub_indicator_no
('การเปิดโอกาสให้เกิดการมีส่วนร่วม', '9', '9.5')
>>> catalogue(2566).indicators["8"].name, catalogue(2565).indicators["8"].name
('การปรับปรุงการทำงาน', 'การปรับปรุงระบบการทำงาน')
>>> catalogue(2566).items.get("o44") is None
True
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import cast

from prongsai.reference.tables import csv_rows
from prongsai.schemas.terms import Instrument

LETTER_OF: dict[Instrument, str] = {"IIT": "i", "EIT": "e", "OIT": "o"}
INSTRUMENT_OF: dict[str, Instrument] = {"i": "IIT", "e": "EIT", "o": "OIT"}
INDICATORS_OF: dict[Instrument, tuple[str, ...]] = {
    "IIT": ("1", "2", "3", "4", "5"),
    "EIT": ("6", "7", "8"),
    "OIT": ("9", "10"),
}
INSTRUMENT_BY_INDICATOR: dict[str, Instrument] = {no: ins for ins, nos in INDICATORS_OF.items() for no in nos}


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its code, title and where it belongs, in one fiscal year."""

    code: str
    instrument: Instrument
    indicator_no: str
    sub_indicator_no: str | None
    title: str
    confidence: str

    @property
    def title_firm(self) -> bool:
        """Whether the title is a fact and not only a hint for matching."""
        return self.confidence != "low"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators: number, instrument, the year's official name and other names it is printed under."""

    indicator_no: str
    instrument: Instrument
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All facts of one fiscal year. `items` is empty for instruments whose questions of that year are not known."""

    fiscal_year_be: int
    items: dict[str, Item] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sub_indicators: dict[str, str] = field(default_factory=dict)

    def of_indicator(self, indicator_no: str) -> tuple[Item, ...]:
        """The questions of one indicator or sub-indicator, in order."""
        if "." in indicator_no:
            return tuple(item for item in self.items.values() if item.sub_indicator_no == indicator_no)
        return tuple(item for item in self.items.values() if item.indicator_no == indicator_no)


@cache
def years() -> tuple[int, ...]:
    """The fiscal years that the catalogue has questions for."""
    return tuple(sorted({int(row["fiscal_year_be"]) for row in csv_rows("catalogue.csv")}))


@cache
def catalogue(fiscal_year_be: int) -> Catalogue:
    """The catalogue of one year. Outside the known years: indicators of the nearest year, and no questions."""
    items = {
        row["code"]: Item(
            code=row["code"],
            instrument=cast(Instrument, row["instrument"]),
            indicator_no=row["indicator_no"],
            sub_indicator_no=row["sub_indicator"] or None,
            title=row["title_th"],
            confidence=row["confidence"],
        )
        for row in csv_rows("catalogue.csv")
        if int(row["fiscal_year_be"]) == fiscal_year_be
    }
    nearest = min(max(fiscal_year_be, years()[0]), years()[-1])
    indicators = {
        row["indicator_no"]: Indicator(
            indicator_no=row["indicator_no"],
            instrument=cast(Instrument, row["instrument"]),
            name=row["name_th"],
            also=tuple(name for name in row["also"].split("|") if name),
        )
        for row in csv_rows("indicators.csv")
        if int(row["from_year_be"]) <= nearest <= int(row["to_year_be"])
    }
    sub_indicators = {
        row["sub_indicator_no"]: row["name_th"]
        for row in csv_rows("sub_indicators.csv")
        if int(row["from_year_be"]) <= nearest <= int(row["to_year_be"])
    }
    return Catalogue(fiscal_year_be, items, indicators, sub_indicators)


@cache
def instrument_names() -> dict[Instrument, str]:
    """The official names of the three instruments.

    >>> instrument_names()["EIT"]
    'แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก'
    """
    return {cast(Instrument, row["instrument"]): row["name_th"] for row in csv_rows("instruments.csv")}


@cache
def topic_names() -> dict[int, str]:
    """The seven topics (ประเด็นที่ ๑-๗) of the measures report."""
    return {int(row["topic_no"]): row["name_th"] for row in csv_rows("topics.csv")}
