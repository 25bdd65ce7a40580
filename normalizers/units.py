"""Responsible units: `สำนัก ปลัดเทศบาล`, `สำนักปลัด/ ทุกหน่วยงาน`, `กองคลัง กองช่าง`, `สำนักปลัด (งานนิติการ)`.

A cell is split at slashes, commas and line ends, and at a space or และ where both sides are units. Spaces inside a
unit's name are damage of the column's width. A damaged name is repaired only against the closed list; a unit that is
not in the list stays as printed.

>>> [unit.name for unit in read("สำนัก ปลัดเทศบาล")], [unit.name for unit in read("กองยุทธศาสตร์ และงบประมาณ")]
(['สำนักปลัดเทศบาล'], ['กองยุทธศาสตร์และงบประมาณ'])
>>> [unit.name for unit in read("สำนักปลัด/ กองคลัง และกองช่าง")], [unit.name for unit in read("ทุกสำนัก/กอง")]
(['สำนักปลัด', 'กองคลัง', 'กองช่าง'], ['ทุกสำนัก/กอง'])
>>> [unit.name for unit in read("สำนักปลัด (งานนิติการ)")], [unit.name for unit in read("-")]
(['สำนักปลัด (งานนิติการ)'], [])
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from prongsai.normalizers.matching import closest, squeeze
from prongsai.reference.tables import yaml_rows


class Unit(NamedTuple):
    """One unit: its name, where it stands in the cell, and whether the closed list repaired it."""

    name: str
    start: int
    end: int
    matched: bool


@cache
def _known() -> dict[str, str]:
    """Squeezed name to name."""
    rows = {row["id"]: row["words"] for row in yaml_rows("units.yml")}
    return {squeeze(name): name for name in rows["units"]}


@cache
def _openers() -> re.Pattern[str]:
    rows = {row["id"]: row["words"] for row in yaml_rows("units.yml")}
    return re.compile("|".join(re.escape(word) for word in sorted(rows["openers"], key=len, reverse=True)))


@cache
def names() -> frozenset[str]:
    """The names of the closed list."""
    return frozenset(_known().values())


_HARD = re.compile(r"[/,;•●▪\n]+|(?:^|(?<=\s))[-–*]\s|(?:^|(?<=[\s\n]))\(?\d{1,2}[.)]\s?")
_LEAKED = re.compile(r"\s+(?:ตลอด|ปีงบประมาณ|ไตรมาส|ปี\s?[\d๐-๙]).*$")
_BRACKET = re.compile(r"\([^()]*\)")


def read(text: str) -> list[Unit]:
    """The units of a responsible cell, in order."""
    return list(_read(text))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Unit, ...]:
    whole = _known().get(squeeze(text))
    if whole:
        start, end = _trim(text, 0, len(text))
        return (Unit(whole, start, end, False),)
    units: list[Unit] = []
    for start, end in _split(text):
        for piece_start, piece_end in _pieces(text, start, end):
            unit = _unit(text, piece_start, piece_end)
            if unit is not None:
                units.append(unit)
    return tuple(units)


@cache
def _with_slash() -> re.Pattern[str]:
    """Names that have a slash of their own: ทุกกอง/สำนัก is one name, ทุกกอง/สำนักปลัด two units."""
    names = [n for n in sorted(_known().values(), key=len, reverse=True) if "/" in n]
    spaced = [r"\s*".join(re.escape(letter) for letter in name) for name in names]
    return re.compile("(?:" + "|".join(spaced) + r")(?![ก-๎])")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n.:-–":
        start += 1
    while end > start and text[end - 1] in " \t\n:-–,":
        end -= 1
    return start, end


def _split(text: str) -> list[tuple[int, int]]:
    """The cell cut at hard separators, but not inside brackets nor inside a known name with a slash."""
    guarded = [match.span() for match in _BRACKET.finditer(text)]
    if "/" in text:
        guarded += [match.span() for match in _with_slash().finditer(text)]
    cuts: list[tuple[int, int]] = []
    last = 0
    for match in _HARD.finditer(text):
        if any(left <= match.start() < right for left, right in guarded):
            continue
        cuts.append((last, match.start()))
        last = match.end()
    cuts.append((last, len(text)))
    return [_trim(text, start, end) for start, end in cuts]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A part cut further at และ and at spaces, where a known unit ends and another opens."""
    found: list[tuple[int, int]] = []
    cuts = sorted({(m.start(), m.end(), m[0].strip() != "") for m in _CUTS.finditer(text, start, end)})
    for left_end, right_start, by_word in cuts:
        if left_end <= start or left_end - start > UNIT_AT_MOST or not _openers().match(text, right_start):
            continue
        left = squeeze(text[start:left_end])
        # สำนัก ปลัดเทศบาล: the left part alone is no unit; กองการศึกษา ศาสนาและวัฒนธรรม: the whole is one
        joined_known = any(squeeze(text[start:stop]) in _known() for stop in _ends(text, right_start, end))
        if not joined_known and (left in _known() or (by_word and _openers().match(text, start))):
            found.append((start, left_end))
            start = right_start
    return [*found, (start, end)] if end > start else found


UNIT_AT_MOST = 90
"""Letters of the longest name of a unit."""
_CUTS = re.compile(r"\s*(?:และ|ร่วมกับ|กับ)\s*|\s+")


def _ends(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in re.compile(r"\s|$").finditer(text, start, min(end, start + UNIT_AT_MOST))] + (
        [end] if end - start <= UNIT_AT_MOST else []
    )


def _unit(text: str, start: int, end: int) -> Unit | None:
    start, end = _trim(text, start, end)
    # a word of the next column that slid in: สำนักปลัด ปีงบประมาณ
    leaked = _LEAKED.search(text, start, end)
    if leaked and squeeze(text[start : leaked.start()]) in _known():
        end = leaked.start()
    printed = text[start:end]
    if len(squeeze(printed)) < 2:
        return None
    bracket = _BRACKET.search(printed)
    head = printed[: bracket.start()].strip() if bracket else printed
    tail = " " + re.sub(r"\s+", " ", printed[bracket.start() :].strip()) if bracket and head else ""
    exact = _known().get(squeeze(head))
    if exact:
        return Unit(exact + _unwrapped(tail), start, end, False)
    if len(squeeze(head)) >= 6:
        found = closest(head, _known(), at_least=88)
        # กองการศึกษาฯ is an abbreviation, สำนักการศึกษา another unit than กองการศึกษา: neither is damage
        same_opener = found is not None and _opener(head) == _opener(found.key) and "ฯ" not in head and "." not in head
        if found and same_opener and found.margin >= 6 and abs(len(squeeze(head)) - len(found.key)) <= 2:
            return Unit(found.name and _known()[found.key] + _unwrapped(tail), start, end, True)
    return Unit(re.sub(r"\s+", " ", printed), start, end, False)


def _opener(name: str) -> str:
    match = _openers().match(name)
    return match[0] if match else ""


def _unwrapped(tail: str) -> str:
    """A bracketed work group without the spaces of the column's width: `(งาน ประชาสัมพันธ์)`."""
    inner = _known().get(squeeze(tail.strip(" ()")))
    return f" ({inner})" if inner else tail
