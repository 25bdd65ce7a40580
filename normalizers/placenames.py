"""Where a printed name begins and ends: `เทศบาลตำบล สันปู เลยจึงได้` holds the name สันปูเลย.

Thai has no spaces between words, and a wrapped column puts spaces inside them, so neither a space nor its absence says
where a name ends. The gazetteer does: the longest known name that fits, spaces of a wrap left out, and that ends where
a name can end: at a space, a sign, an address or a word that follows names. A name that no gazetteer knows runs to the
first space or follower.

>>> known = frozenset({"สันปูเลย", "เพชรบูรณ์", "ในเมือง"})
>>> name_at("สันปู เลยจึงได้ดำเนินการ", 0, known)[:4]
('สันปูเลย', 0, 9, True)
>>> part = name_at("สันปุนโดย ได้จัดให้มี", 0, known)
>>> part.name, part.known, [form.name for form in part.forms]
('สันปุนโดย', False, ['สันปุนโดย'])
>>> name_at("ในเมือง อำเภอเมือง", 0, known).name, name_at("ในจังหวัดเชียงใหม่", 0, known) is None
('ในเมือง', True)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from prongsai.reference.places import all_names
from prongsai.reference.tables import yaml_rows

LONGEST_NAME = 32
_READ_AHEAD = 60  # letters and spaces looked at for one name: the longest known name has 23 letters

THAI = "ก-ฮะ-ฺเ-ๅ็-๎"
"""The letters and marks that names are made of, as a character class: no digits, no ๆ, no ฯ."""

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # signs above and below
_NO_TONES = dict.fromkeys(map(ord, "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"))
_RUN = re.compile(rf"[ก-ฮเ-ไ][{THAI}]*(?:[ \n-][{THAI}]+)*")
_OPENING = re.compile(r"[ \n]?")


class Form(NamedTuple):
    """One way to end a name: the letters without the spaces of a wrap, where they end, and whether a word ends there.

    No word ends at a guess inside a word: สันปู่เลย|มีประสิทธิภาพ.
    """

    name: str
    end: int
    ends_word: bool = True


class NamePart(NamedTuple):
    """A name found in a text, without the spaces of a wrap: where it stands and whether the gazetteer knows it.

    `forms` are all ways to end it, the read one first: a damaged and split name (`สัน ปู่เลย`) is among them.
    """

    name: str
    start: int
    end: int
    known: bool
    forms: tuple[Form, ...]


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The rows of `agency_kinds.yml` by id."""
    return {row["id"]: row for row in yaml_rows("agency_kinds.yml")}


def words_of(row_id: str) -> tuple[str, ...]:
    """The word list of one row."""
    return tuple(rows()[row_id]["words"])


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def spaced(word: str, gap: str = "[ \\n]?") -> str:
    """A pattern for a word that a wrap may have split before any of its letters, but not before a mark.

    >>> bool(re.fullmatch(spaced("เทศบาล"), "เทศ บาล")), bool(re.fullmatch(spaced("เทศบาล"), "เทศ  บาล"))
    (True, False)
    """
    return re.sub(rf"(?<!^)(?=[^{_MARKS}])", lambda _: gap, re.sub(r"(?=[.])", r"\\", word)).replace("\\" + gap, "\\")


@cache
def _address() -> re.Pattern[str]:
    """What begins an address or another body: a name is over before it."""
    words = [*words_of("name.address"), "เทศบาล", "องค์การบริหาร", "อบต", "อบจ"]
    for level in ("place.subdistrict", "place.district", "place.province"):
        words += [word for word in rows()[level]["words"] if word not in rows()[level].get("bangkok", [])]
    return re.compile(any_of(words))


@cache
def _follower() -> re.Pattern[str]:
    links = any_of(words_of("name.links"))
    return re.compile(rf"{any_of(words_of('name.followers'))}|(?:{links})(?=.)|{_address().pattern}")


@cache
def _toneless() -> set[str]:
    words = {word.translate(_NO_TONES) for word in words_of("name.followers")}
    begin_names = {name[:length] for name in all_names() for length in range(4, min(len(name), 12) + 1)}
    return {word for word in words if 4 <= len(word) <= 12} - begin_names


@cache
def _may_follow() -> re.Pattern[str]:
    """What may stand right after a known name; a link may there be the last word, and marks may be lost (ไมมี)."""
    # เมื่อ without its tone begins เมือง, แก่ begins แกลง: those are not taken without it
    bare = any_of(sorted(_toneless() - set(words_of("name.followers"))))
    return re.compile(rf"{_follower().pattern}|{bare}|{any_of(words_of('name.links'))}|[อจต]$")


@cache
def _opens_none() -> re.Pattern[str]:
    words = [*words_of("name.followers"), *words_of("name.links"), *words_of("name.none")]
    return re.compile(rf"{any_of(words)}|{_address().pattern}|[อจต]$")


@cache
def _continued() -> re.Pattern[str]:
    return re.compile(any_of(words_of("name.continued")))


def name_at(
    text: str, position: int, known: frozenset[str], *, guess: bool = False, stop: int | None = None
) -> NamePart | None:
    """The name that begins at `position`, after at most one space, or None where no name begins there.

    After a space an unknown name is no name (`องค์การบริหารส่วนตำบล แบบวัด`), unless `guess` asks for it. `stop` says
    where something else is known to begin.
    """
    opening = _OPENING.match(text, position)
    start = opening.end() if opening else position
    run = _RUN.match(text, start, min(start + _READ_AHEAD, len(text) if stop is None else stop))
    if run is None:
        return None
    letters, places = _squeeze(text, run.start(), run.end())
    gaps = [i for i in range(1, len(letters)) if places[i] - places[i - 1] > 1]
    apart = start > position
    addressed = stop is not None and not text[run.end() : stop].strip()
    length = _known_length(letters, gaps, known, apart, addressed)
    if not length:
        if apart and not guess:
            return None
        length = _unknown_length(letters, gaps, known)
    if length < 2:
        return None
    ends = dict.fromkeys([length, *_ends(letters, gaps, length)])
    edges = {*gaps, len(letters)}
    forms = tuple(Form(letters[:end], places[end - 1] + 1, end in edges) for end in ends)
    return NamePart(forms[0].name, start, forms[0].end, forms[0].name in known, forms)


def _squeeze(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The letters without spaces, and where each stands."""
    places = [i for i in range(start, end) if text[i] not in " \n"]
    return "".join(text[i] for i in places), places


def _known_length(letters: str, gaps: list[int], known: frozenset[str], apart: bool, addressed: bool) -> int:
    """How many letters the longest known name has that ends where a name can end; 0 where there is none."""
    edges = {*gaps, len(letters)}
    for length in range(min(len(letters), LONGEST_NAME), 1, -1):
        if letters[:length] not in known:
            continue
        if length not in edges and not _may_follow().match(letters, length):
            continue
        # และ, ควร, วัด are subdistricts too: only an address after such a word makes it a name
        common = (apart and length < 4) or _opens_none().fullmatch(letters, 0, length)
        if common and not (_address().match(letters, length) or (addressed and length == len(letters))):
            continue
        return length
    return 0


def _unknown_length(letters: str, gaps: list[int], known: frozenset[str]) -> int:
    """How many letters a name has that no gazetteer knows; 0 where the word is none."""
    if _opens_none().match(letters):
        return 0
    end = min([*gaps, len(letters)])
    word = letters[:end]
    follower = _follower().search(word, 2)
    # สันปุนโดย ได้จัด...: a follower that ends its word belongs to the name where nothing or another follower comes next
    if follower and (follower.end() < end or (gaps and not _may_follow().match(letters, end))):
        end = follower.start()
    # พิชัย|เสริมสร้าง...: a known name and a word that the lists lack, rather than one name nobody knows
    for length in range(min(end - 1, LONGEST_NAME), 3, -1):
        if word[:length] not in known or _continued().match(word, length) or word[length:end] in known:
            continue
        if end - length > 10:
            return length
    return end if end <= LONGEST_NAME else 0


def _ends(letters: str, gaps: list[int], shortest: int) -> list[int]:
    """Ways to end a name: at each space up to the next address or set-off follower, and before the first follower."""
    stop = len(letters)
    for gap in gaps:
        if _may_follow().match(letters, gap) or _opens_none().match(letters, gap):
            stop = gap
            break
    inside = max(shortest, 2)
    address = _address().search(letters, inside, stop)
    if address:
        stop = address.start()
    ends = {gap for gap in gaps if shortest <= gap < stop} | {stop}
    follower = _follower().search(letters, inside, stop)
    if follower:
        ends.add(follower.start())
    return [end for end in sorted(ends)[:6] if 2 <= end <= LONGEST_NAME]
