"""The question catalogue as `prongsai codes` prints it: a year, a code over the years, or a search by words.

>>> print(listing(("2566", "o14")))
2566  o14  OIT 9.2  คู่มือหรือมาตรฐานการปฏิบัติงาน
>>> listing(("2566", "o99"))
Traceback (most recent call last):
...
prongsai.listing.NothingFound: the catalogue of 2566 has no o99; its OIT codes are o1 to o43
>>> listing(("2023",))
Traceback (most recent call last):
...
prongsai.listing.NothingFound: no catalogue for 2023; years are Buddhist Era: try 2566. There are 2562 to 2569
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.normalizers.matching import rank, squeeze
from prongsai.reference.catalogue import INSTRUMENT_OF, Item, catalogue, years

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_YEAR = re.compile(r"\d{4}")
_CODE = re.compile(r"([ieo])0*([1-9]\d?)", re.IGNORECASE)
_MANY, _NEAR = 12, 45


class NothingFound(LookupError):
    """The catalogue has no such year, code or words; the message says what it has."""


def listing(words: Sequence[str]) -> str:
    """The lines for the words of a `prongsai codes` command."""
    plain = [word.translate(_DIGITS) for word in words]
    year = None
    if plain and _YEAR.fullmatch(plain[0]):
        year = _known(int(plain[0]))
        plain = plain[1:]
    wanted = [year] if year else list(years())
    if not plain:
        return "\n".join(_year_lines(year)) if year else "\n".join(_overview(one) for one in years())
    code = _CODE.fullmatch(plain[0]) if len(plain) == 1 else None
    lines = _code_lines(f"{code[1].lower()}{code[2]}", wanted) if code else _search_lines(" ".join(plain), wanted)
    return "\n".join(lines)


def _known(year: int) -> int:
    if year in years():
        return year
    hint = f" years are Buddhist Era: try {year + 543}." if year + 543 in years() else ""
    raise NothingFound(f"no catalogue for {year};{hint} There are {years()[0]} to {years()[-1]}")


def _line(year: int, item: Item) -> str:
    place = f"{item.instrument} {item.sub_indicator_no or item.indicator_no}"
    return f"{year}  {item.code:<3}  {place:<7}  {item.title}{'' if item.title_firm else '  (uncertain)'}"


def _overview(year: int) -> str:
    items = catalogue(year).items.values()
    counts = [f"{sum(item.instrument == name for item in items)} {name}" for name in ("IIT", "EIT", "OIT")]
    return f"{year}  {', '.join(count for count in counts if not count.startswith('0 '))}"


def _year_lines(year: int) -> list[str]:
    facts = catalogue(year)
    lines = []
    for number, indicator in facts.indicators.items():
        lines.append(f"{year}       {indicator.instrument} {number:<3}  [{indicator.name}]")
        lines += [_line(year, item) for item in facts.of_indicator(number)]
    return lines


def _code_lines(code: str, wanted: Sequence[int]) -> list[str]:
    lines = [_line(year, catalogue(year).items[code]) for year in wanted if code in catalogue(year).items]
    if lines:
        return lines
    instrument = INSTRUMENT_OF[code[0]]
    if len(wanted) > 1:
        raise NothingFound(f"no year's catalogue has {code}")
    numbers = [int(item.code[1:]) for item in catalogue(wanted[0]).items.values() if item.instrument == instrument]
    known = (
        f"its {instrument} codes are {code[0]}{min(numbers)} to {code[0]}{max(numbers)}"
        if numbers
        else (f"its {instrument} questions are not known")
    )
    raise NothingFound(f"the catalogue of {wanted[0]} has no {code}; {known}")


def _search_lines(text: str, wanted: Sequence[int]) -> list[str]:
    """Titles that hold the words first, then those alike; a title that stands in many years has a line for each."""
    items = {f"{year} {code}": (year, item) for year in wanted for code, item in catalogue(year).items.items()}
    titles = {key: item.title for key, (_, item) in items.items()}
    holding = [key for key, title in titles.items() if squeeze(text) in squeeze(title)]
    alike = [key for key, score in rank(text, titles) if score >= _NEAR and key not in set(holding)]
    found = [*holding, *alike[: max(0, _MANY - len(holding))]]
    if not found:
        raise NothingFound(f"no question is like {text!r}; try fewer words, or a code such as o14")
    return [_line(*items[key]) for key in found]
