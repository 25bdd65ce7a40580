"""Dates and periods in the Buddhist Era: `๑ ต.ค. ๖๖ – ๓๐ ก.ย. ๖๗`, `ปีงบประมาณ ๒๕๖๕`, `ไตรมาสที่ ๒`, `ตุลาคม ๒๕๖๖`.

A period cell is read only when every sign in it is understood: in `ศูนย์คุณ ๑๕๖๒ ถึง กันยายน ๒๕๖๒` the readable half
alone would be a wrong date. Two-digit years are of the 2500s. A fiscal year runs from October to September.

>>> p = read_period("๑ ต.ค.๖๖ -๓๐ ก.ย. ๖๗")
>>> p.start, p.end, p.fiscal_year_be
(datetime.date(2023, 10, 1), datetime.date(2024, 9, 30), 2567)
>>> read_period("ปีงบประมาณ ๒๕๖๕").fiscal_year_be, read_period("ไตรมาสที่ ๒", fiscal_year_be=2566).start
(2565, datetime.date(2023, 1, 1))
>>> read_period("ต.ค. - ธ.ค. ๖๖").end, read_period("ภายในเดือนมีนาคม ๒๕๖๗").start
(datetime.date(2023, 12, 31), None)
>>> read_period("ศูนย์คุณ ๑๕๖๒ ถึง กันยายน ๒๕๖๒") is None, read_period("ทุกเดือน") is None
(True, True)
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple

from prongsai.normalizers.numerals import arabic
from prongsai.reference.tables import yaml_rows

FIRST_YEAR_BE, LAST_YEAR_BE = 2555, 2580
"""Years outside are damage (๒๕๙๖, ๑๕๖๒): no report is older than the ITA, no plan runs longer than the 20-year strategy."""


class Dates(NamedTuple):
    """What a period cell says: first and last day where they are printed, and the fiscal year."""

    start: datetime.date | None
    end: datetime.date | None
    fiscal_year_be: int | None


class _Token(NamedTuple):
    kind: str  # one letter: N number, M month, - range, W within, F fiscal, Y year word, Q quarter, H half, / slash
    value: int


_KIND_SIGN = {
    "recurring": "R",
    "month": "M",
    "range": "-",
    "within": "W",
    "fiscal": "F",
    "year": "Y",
    "quarter": "Q",
    "half": "H",
    "filler": "",
}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    meaning: dict[str, tuple[str, int]] = {}
    for row in yaml_rows("dates.yml"):
        for word in row["words"]:
            meaning[word] = (_KIND_SIGN[row["kind"]], int(row.get("value", 0)))
    ordered = sorted(meaning, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in ordered) + r"|\d+|/|."), meaning


@cache
def _full_months() -> dict[str, str]:
    return {str(row["value"]): row["words"][0] for row in yaml_rows("dates.yml") if row["kind"] == "month"}


def _tokens(text: str) -> list[_Token] | None:
    """The tokens of a cell, or None where something in it is not understood."""
    pattern, meaning = _words()
    squeezed = re.sub(r"\s+", "", arabic(text))
    tokens: list[_Token] = []
    unknown = ""
    for match in pattern.finditer(squeezed):
        word = match[0]
        if word.isdigit():
            known: tuple[str, int] | None = ("N", int(word)) if len(word) <= 4 else None
        elif word == "/":
            known = ("/", 0)
        else:
            known = meaning.get(word)
        if known is None:
            unknown += word
            continue
        if unknown:
            month = _damaged_month(unknown)
            if month is None:
                return None
            tokens.append(_Token("M", month))
            unknown = ""
        if known[0]:
            tokens.append(_Token(*known))
    if unknown:
        month = _damaged_month(unknown)
        if month is None:
            return None
        tokens.append(_Token("M", month))
    return tokens


def _damaged_month(word: str) -> int | None:
    """The month that a damaged word must be, of the closed list of twelve; short words are not guessed."""
    if not 5 <= len(word) <= 12:
        return None
    from prongsai.normalizers.matching import closest

    found = closest(word, _full_months(), at_least=80)
    return int(found.key) if found and found.margin >= 15 else None


def year_be(number: int) -> int | None:
    """The Buddhist Era year that a printed number means, or None where it is no plausible one.

    >>> year_be(66), year_be(2566), year_be(2023), year_be(1562), year_be(12)
    (2566, 2566, 2566, None, None)
    """
    if 55 <= number <= 80:
        number += 2500
    elif 2012 <= number <= 2037:
        number += 543
    return number if FIRST_YEAR_BE <= number <= LAST_YEAR_BE else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year - 543, month, day)
    except ValueError:
        return None


def _last(year: int, month: int) -> datetime.date:
    return datetime.date(year - 543, month, calendar.monthrange(year - 543, month)[1])


def fiscal_year_of(day: datetime.date) -> int:
    """The Buddhist Era fiscal year that a day falls in.

    >>> fiscal_year_of(datetime.date(2023, 10, 1))
    2567
    """
    return day.year + 543 + (1 if day.month >= 10 else 0)


@lru_cache(maxsize=4096)
def read_period(text: str, fiscal_year_be: int | None = None) -> Dates | None:
    """What a period cell says, or None where it is not understood in full or names no time of its own.

    `fiscal_year_be` is the year that the plan is for: quarters and months printed without a year fall in it.
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    if len(tokens) > 24:
        return None
    return _read(tokens, fiscal_year_be)


def _read(tokens: list[_Token], fiscal_year_be: int | None) -> Dates | None:
    if any(token.kind == "R" for token in tokens):
        # ทุกเดือน names no days of its own, only what stands beside it does
        rest = [token for token in tokens if token.kind not in "RW"]
        if not rest:
            return None
        return _read(rest, fiscal_year_be)
    kinds = "".join(token.kind for token in tokens)
    values = [token.value for token in tokens]
    # a fiscal year in front or behind gives the year, the rest the days: ปีงบประมาณ ๒๕๖๗ (ต.ค. ๖๖ – ก.ย. ๖๗)
    fiscal = re.fullmatch(r"(?P<head>[^FY]*?)[FY]+N(?P<tail>.*)", kinds)
    if fiscal and not re.fullmatch(r"[FY]+N-N", kinds):
        at = kinds.index("N", fiscal.end("head"))
        stated = year_be(values[at])
        if stated is None:
            return None
        head, tail = tokens[: len(fiscal["head"])], tokens[at + 1 :]
        rest = head + tail
        if not rest or all(token.kind == "-" for token in rest):
            return Dates(None, None, stated)
        return _read(rest, stated)
    if re.fullmatch(r"[FY]+", kinds):
        return Dates(None, None, fiscal_year_be) if "F" in kinds else None
    deadline = kinds.startswith("W")
    if deadline:
        kinds, values = kinds[1:], values[1:]
    kinds_body = re.sub(r"[FY]", "", kinds)
    values = [value for kind, value in zip(kinds, values, strict=True) if kind not in "FY"]
    dates = _quarters(kinds_body, values, fiscal_year_be) or _days(kinds_body, values, fiscal_year_be)
    if dates is None or dates.start is None or dates.end is None or dates.start > dates.end:
        return None
    years = {fiscal_year_of(dates.start), fiscal_year_of(dates.end)}
    year = years.pop() if len(years) == 1 else fiscal_year_of(dates.end)
    # ภายในไตรมาสที่ ๑ lies in the quarter; ภายในเดือนมีนาคม and ภายใน ๓๐ กันยายน name an end
    return Dates(None if deadline and "Q" not in kinds else dates.start, dates.end, year)


def _quarters(kinds: str, values: list[int], fiscal_year_be: int | None) -> Dates | None:
    """ไตรมาสที่ ๑, ไตรมาส ๑-๒, ไตรมาส ๑/๒๕๖๗, ไตรมาสที่ ๑ ๒๕๖๗, ๖ เดือนแรก; months in brackets after it must agree."""
    match = re.fullmatch(r"Q(?P<first>N)(?:-Q?(?P<last>N))?(?:/?(?P<year>N))?(?P<months>M.*)?", kinds)
    half = re.fullmatch(r"H(?P<year>N)?(?P<months>M.*)?", kinds)
    if match is None and half is None:
        return None
    if match:
        first = values[match.start("first")]
        last = values[match.start("last")] if match["last"] else first
    else:
        first, last = (1, 2) if values[0] == 1 else (3, 4)
    found = match or half
    assert found is not None
    if found["months"]:
        start = found.start("months")
        return _days(kinds[start:], values[start:], fiscal_year_be)
    year = year_be(values[found.start("year")]) if found["year"] else fiscal_year_be
    if year is None or not 1 <= first <= last <= 4:
        return None
    opens, closes = (first - 1) * 3 + 10, (last - 1) * 3 + 12
    return Dates(
        datetime.date(year - 543 - (opens <= 12), (opens - 1) % 12 + 1, 1),
        _last(year - (closes <= 12), (closes - 1) % 12 + 1),
        year,
    )


def _days(kinds: str, values: list[int], fiscal_year_be: int | None) -> Dates | None:
    numeric = re.fullmatch(r"(N/N/N)(?:-(N/N/N))?", kinds)
    if numeric:
        year = year_be(values[4])
        start = _day(year, values[2], values[0]) if year else None
        if numeric[2] is None:
            return Dates(start, start, None)
        year = year_be(values[10])
        return Dates(start, _day(year, values[8], values[6]) if year else None, None)
    match = re.fullmatch(
        r"(?P<d1>N)?(?P<m1>M)(?P<y1>N)?(?:-(?P<d2>N)?(?P<m2>M)(?P<y2>N)?)?|(?P<e1>N)-(?P<e2>N)(?P<em>M)(?P<ey>N)?",
        kinds,
    )
    if match is None:
        return None

    def value(name: str) -> int | None:
        return values[match.start(name)] if match[name] else None

    if match["em"]:
        month = value("em") or 0
        year = _year_of(value("ey"), month, fiscal_year_be)
        if year is None:
            return None
        return Dates(_day(year, month, value("e1") or 0), _day(year, month, value("e2") or 0), None)
    month1, month2 = value("m1") or 0, value("m2")
    if month2 is None:
        year = _year_of(value("y1"), month1, fiscal_year_be)
        if year is None:
            return None
        if (day := value("d1")) is not None:
            return Dates(_day(year, month1, day), _day(year, month1, day), None)
        return Dates(_day(year, month1, 1), _last(year, month1), None)
    year2 = _year_of(value("y2"), month2, fiscal_year_be)
    if year2 is None:
        return None
    # one year printed for both: ตุลาคม – มีนาคม ๒๕๖๗ starts in the year before
    before = year2 if month1 <= month2 else year2 - 1
    year1 = year_be(value("y1") or 0) if match["y1"] else before
    if year1 is None:
        return None
    start = _day(year1, month1, value("d1") or 1)
    end = _day(year2, month2, value("d2") or 0) if match["d2"] else _last(year2, month2)
    return Dates(start, end, None)


def _year_of(printed: int | None, month: int, fiscal_year_be: int | None) -> int | None:
    if printed is not None:
        return year_be(printed)
    if fiscal_year_be is None:
        return None
    return fiscal_year_be - (1 if month >= 10 else 0)


_DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s*(?:เดือน\s*)?(?!วัน)(?P<month>[ก-๎]+\.?\s?[ก-๎]*\.?)\s*(?:พ\.?\s?ศ\.?\s*)?(?P<year>\d{4}|\d{2})(?!\d)"
)


def find_date(text: str) -> tuple[int, int, datetime.date] | None:
    """The first full date in a text: where it stands and the day.

    >>> find_date("วันที่... ๑๘ กุมภาพันธ์ ๒๕๖๕.....")
    (10, 28, datetime.date(2022, 2, 18))
    """
    for match in _DATE.finditer(arabic(text)):
        tokens = _tokens(match[0])
        if tokens and "".join(token.kind for token in tokens) == "NMN":
            year = year_be(tokens[2].value)
            day = _day(year, tokens[1].value, tokens[0].value) if year else None
            if day is not None:
                return match.start(), match.end(), day
    return None
