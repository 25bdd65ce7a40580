"""Mentions of bodies: `เทศบาลเมืองลพบุรี`, `เทศบาล ตำบลสันปูเลย`, `อบต.หันนางาม`, `มหาวิทยาลัยราชภัฏเชียงใหม่`.

A mention is a kind word and a name. A kind word alone is a common noun (`หน่วยงานประเภทเทศบาลเมือง`, `สำนักปลัดเทศบาล`).

>>> [(found.kind_word, found.name) for found in find_names("เรียน นายก อบต. หันนางาม และเทศบาลเมืองลพบุรีจึงได้")]
[('องค์การบริหารส่วนตำบล', 'หันนางาม'), ('เทศบาลเมือง', 'ลพบุรี')]
>>> find_names("ของเทศบาล นายกเทศมนตรีเมืองลพบุรี องค์กรปกครองส่วนท้องถิ่น เทศบาลตำบลในจังหวัดเชียงใหม่")
[]
>>> find_names("องค์การบรีหารส่วนตำบหันนางาม"), find_names("องค์การบรีหารส่วนตำบหันนางาม", damaged=True)[0].name
([], 'หันนางาม')
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from prongsai.normalizers.locations import COVER_LENGTH, find_locations
from prongsai.normalizers.matching import ratio, squeeze
from prongsai.normalizers.placenames import THAI, Form, NamePart, any_of, name_at, rows, spaced, words_of
from prongsai.normalizers.spotting import Spotter, Taken
from prongsai.reference.places import all_names, place_names
from prongsai.schemas.terms import AgencyKind


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body named in a text: where, which kind, the full kind word (never อบต.) and the name without it.

    `known`: the gazetteer has the name. `kind_damaged`: the kind word is not printed whole. `set_off`: a space stands
    between kind word and name. `forms` are all ways to end a damaged name, the read one first.
    """

    start: int
    end: int
    kind: AgencyKind
    kind_word: str
    name: str
    known: bool
    name_start: int
    kind_damaged: bool = False
    set_off: bool = False
    forms: tuple[Form, ...] = ()

    @property
    def full_name(self) -> str:
        """Kind word and name, as a record holds it."""
        return self.kind_word + self.name

    @property
    def unsure(self) -> bool:
        """Whether only a match makes it a name: องค์การบริหารส่วนตำบล แบบวัด is none."""
        return self.kind_damaged or (self.set_off and not self.known)


@dataclass(frozen=True, slots=True)
class KindWord:
    """A row of the table: the kind it means and, for bodies of a province, that the name must be one."""

    kind: AgencyKind
    word: str
    of_province: bool
    whole: bool


@cache
def kind_words() -> dict[str, KindWord]:
    """The kind words by row id."""
    return {
        row_id: KindWord(
            kind=cast(AgencyKind, row["kind"]),
            word=row["word"],
            of_province=row["kind"] == "provincial_administrative_organization" or row.get("of") == "province",
            whole=bool(row.get("whole")),
        )
        for row_id, row in rows().items()
        if row_id.startswith("kind.")
    }


@cache
def kind_word_of(kind: AgencyKind) -> str:
    """The full kind word of a local body: อบต. is องค์การบริหารส่วนตำบล."""
    return next(row.word for row in kind_words().values() if row.kind == kind)


@cache
def _local() -> tuple[re.Pattern[str], dict[str, tuple[KindWord, bool]]]:
    """The five kinds of local bodies: a pattern, and by form (without spaces) its kind and whether it is damaged."""
    forms: dict[str, tuple[KindWord, bool]] = {}
    for row_id, kind in kind_words().items():
        if kind.kind != "other":
            forms |= dict.fromkeys([kind.word, *rows()[row_id].get("short", [])], (kind, False))
            forms |= dict.fromkeys(rows()[row_id].get("damaged_short", []), (kind, True))
    return re.compile("|".join(spaced(form) for form in sorted(forms, key=len, reverse=True))), forms


@cache
def _other() -> tuple[re.Pattern[str], dict[str, KindWord]]:
    """Other kinds."""
    forms: dict[str, KindWord] = {}
    for row_id, kind in kind_words().items():
        if kind.kind == "other":
            forms |= dict.fromkeys([kind.word, *rows()[row_id].get("short", [])], kind)
    return re.compile(any_of(list(forms))), forms


_THAI_OR_DOT = re.compile("[ก-๎.]")
_BEFORE_WORD = re.compile(rf"(?:^|[^{THAI}]|ของ)$")
_OTHER_NAME = re.compile(rf"[{THAI}]{{2,80}}")
_OTHER_END = re.compile(r"จึง|ได้|ซึ่ง|ประจำปี|มีผล|มีคะแนน|มีความ|เข้ารับ")


def find_names(text: str, *, damaged: bool = False) -> list[AgencyMention]:
    """The bodies named in a text, in order.

    With `damaged`, for a cover, also those whose kind word is damaged, and unknown names after a space; the first
    COVER_LENGTH signs are searched for them.
    """
    pattern, forms = _local()
    found: list[AgencyMention] = []
    # on a damaged cover no word may be left to end the name; there the address after it does
    stops = [place.opens_at for place in find_locations(text, damaged=True)] if damaged else []
    for match in pattern.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        kind, kind_damaged = forms[squeeze(match[0])]
        if match.start() and _THAI_OR_DOT.match(text, match.start() - 1) and not _clear(match[0]):
            continue
        part = name_at(text, match.end(), _known(kind), guess=damaged, stop=_next(stops, match.end()))
        if part is not None:
            set_off = part.start > match.end()
            found.append(_made(kind, match.start(), part, kind_damaged=kind_damaged, set_off=set_off))
    taken = Taken((item.start, item.end) for item in found)
    if damaged:
        found += [item for item in _with_damaged_kind(text[:COVER_LENGTH], stops) if taken.claim(item.start, item.end)]
    found += [item for item in _others(text) if taken.claim(item.start, item.end)]
    return sorted(found, key=lambda item: item.start)


def _clear(printed: str) -> bool:
    """Whether a kind word is one even inside a run of letters.

    นายกอบต. is clear; กทม. is no ทม., รอบตอบแบบ holds no อบต and แหลมงอบ จ. no อบจ.
    """
    return len(printed) > 6 or (len(printed) > 3 and " " not in printed and "\n" not in printed)


def _known(kind: KindWord) -> frozenset[str]:
    return place_names("province") if kind.of_province else all_names()


def _made(
    kind: KindWord, start: int, part: NamePart, *, kind_damaged: bool = False, set_off: bool = False
) -> AgencyMention:
    return AgencyMention(
        start, part.end, kind.kind, kind.word, part.name, part.known, part.start, kind_damaged, set_off, part.forms
    )


@cache
def _official() -> re.Pattern[str]:
    return re.compile(any_of([*words_of("body.official"), *words_of("name.followers"), *words_of("name.links")]))


def _others(text: str) -> Iterator[AgencyMention]:
    """Bodies of other kinds. Assessors and inner offices (สำนักงาน ป.ป.ช., สำนักงานปลัด) are nobody's names."""
    pattern, forms = _other()
    official = _official()
    for match in pattern.finditer(text):
        kind = forms[match[0]]
        if not _BEFORE_WORD.search(text, max(0, match.start() - 3), match.start()):
            continue
        if kind.whole:
            yield AgencyMention(match.start(), match.end(), "other", kind.word, "", True, match.end())
        elif kind.of_province:
            part = name_at(text, match.end(), place_names("province"))
            if part is not None and part.known:
                yield _made(kind, match.start(), part)
        elif not official.match(text, match.end() + (text[match.end() : match.end() + 1] == " ")):
            name = _OTHER_NAME.match(text, match.end())
            if name is None:
                continue
            end = _OTHER_END.search(text, name.start(), name.end())
            begin, stop = name.start(), end.start() if end else name.end()
            if stop - begin >= 2:
                yield AgencyMention(match.start(), stop, "other", kind.word, text[begin:stop], False, begin)


# --- damaged kind words

_HEAD = "เทศบาล"


@cache
def _spotter() -> Spotter:
    return Spotter(kind.word for kind in kind_words().values() if kind.kind != "other")


def _with_damaged_kind(text: str, stops: list[int]) -> Iterator[AgencyMention]:
    """Mentions after a damaged kind word: องค์การบรีหารส่วนตำบหันนางาม."""
    places = [i for i, sign in enumerate(text) if sign not in " \n"]
    letters = "".join(text[i] for i in places)
    kinds = {kind.word: kind for kind in kind_words().values()}
    for spot in _spotter().spot(letters):
        if spot.end >= len(letters) or not _tail_fits(letters[spot.start : spot.end], spot.name):
            continue
        kind, end = kinds[spot.name], places[spot.end - 1] + 1
        part = name_at(text, end, _known(kind), guess=True, stop=_next(stops, end))
        if part is not None:
            yield _made(kind, places[spot.start], part, kind_damaged=True)


def _tail_fits(stretch: str, word: str) -> bool:
    """Whether more is like the kind word than เทศบาล, which all three municipalities share."""
    if not word.startswith(_HEAD):
        return True
    tail = word.removeprefix(_HEAD)
    return max(ratio(stretch[cut:], tail) for cut in range(len(_HEAD) - 1, len(_HEAD) + 2)) >= 60


def _next(stops: list[int], position: int) -> int | None:
    """The first of the ascending `stops` after `position`."""
    i = bisect_right(stops, position)
    return stops[i] if i < len(stops) else None
