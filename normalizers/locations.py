"""Locations as reports print them: `อำเภอเมืองลพบุรี จังหวัดลพบุรี`, `อ.เมือง จ.ลำปาง`, `ตำบล โพนสูง`.

A location is a word of the administration and a name after it. The ตำบล of เทศบาลตำบล is no location, nor is the จังหวัด
of องค์การบริหารส่วนจังหวัด, nor a word without a name (`ตำบลใกล้เคียง`, `อำเภอและจังหวัด`), nor ต.ค., which is October.

>>> [(found.level, found.name) for found in find_locations("เทศบาลตำบลสันปูเลย อ.เมือง จ.ลำปาง")]
[('district', 'เมืองลำปาง'), ('province', 'ลำปาง')]
>>> [(found.level, found.name, found.known) for found in find_locations("อำเภออดอยสะเก็ด จังหวัดเชียงใหม่")]
[('district', 'อดอยสะเก็ด', False), ('province', 'เชียงใหม่', True)]
>>> find_locations("๑ ต.ค. ๖๖ จังหวัดทุกจังหวัด ตำบลใกล้เคียง ผอ.กองช่าง ในเขตเทศบาล")
[]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from prongsai.normalizers.matching import ratio, squeeze
from prongsai.normalizers.placenames import Form, any_of, name_at, rows, spaced
from prongsai.normalizers.spotting import Spot, Spotter, Taken
from prongsai.reference.places import Level, bangkok_names, place_names

_CAPITAL = "กรุงเทพ(?:มหานคร|ฯ)"
# no ตำบล inside เทศบาลตำบล, ส่วนตำบล or สภาตำบล, no จังหวัด inside ส่วนจังหวัด; นายอำเภอ and นายกเทศมนตรีตำบล are persons
_PART_OF_KIND = re.compile(r"(?:เทศ[ \n]?บาล|ส่วน|สภา|นาย|เทศมนตรี)[ \n]?$")
_RANK = re.compile("[ผต.บ]")  # ผอ., พ.ต.อ., อบต.
_INSIDE = re.compile("[ก-๎.]")
COVER_LENGTH = 6_000
_SEAT = "เมือง"
_LEVELS = ("place.subdistrict", "place.district", "place.province")
_SHORT = 2  # signs of อ. and จ.
_NEAR = 3  # signs between one location and the next of the same address


@dataclass(frozen=True, slots=True)
class LocationMention:
    """A place named in a text: its level, its bare name as printed, and whether the gazetteer has it.

    `start:end` spans the name alone, `opens_at` is where its word (อำเภอ, จ.) begins. The name of อ.เมือง is completed
    from the province after it. `forms` are all ways to end a damaged name, the read one first.
    """

    start: int
    end: int
    level: Level
    name: str
    known: bool
    opens_at: int
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    level: Level
    short: bool
    bangkok: bool


@cache
def _opening() -> tuple[re.Pattern[str], dict[str, _Word]]:
    """A pattern for the words that announce a place, and what each means without its spaces.

    The alternatives begin with letters and have no groups: so the scan leaps from letter to letter.
    """
    meaning: dict[str, _Word] = {}
    for row_id in _LEVELS:
        row = rows()[row_id]
        level = cast(Level, row["level"])
        meaning |= {word: _Word(level, False, word in row.get("bangkok", [])) for word in row["words"]}
        meaning |= {word: _Word(level, True, False) for word in row["short"]}
    parts = [spaced(word) if len(word) > 2 else re.escape(word) for word in sorted(meaning, key=len, reverse=True)]
    return re.compile("|".join([*parts, _CAPITAL])), meaning


@cache
def _tight_short() -> re.Pattern[str]:
    """อ. and จ. right after a name: ต.หันนางามอ.ศรีบุญเรืองจ.หนองบัวลำภู."""
    pairs = [(rows()[row_id]["level"], rows()[row_id]["short"]) for row_id in ("place.district", "place.province")]
    return re.compile("|".join(rf"(?P<{level}>{any_of(short)})" for level, short in pairs))


@cache
def _known(level: Level) -> frozenset[str]:
    return place_names(level) | {_SEAT} if level == "district" else place_names(level)


def find_locations(text: str, *, damaged: bool = False) -> list[LocationMention]:
    """The locations named in a text, in order.

    With `damaged`, for a cover, districts and provinces are also found after a damaged word (`อำเอศรีบุญเรือง`) in the
    first COVER_LENGTH signs; in running text that would find too much.
    """
    pattern, meaning = _opening()
    found: list[LocationMention] = []
    unsure: set[int] = set()
    position = 0
    while match := pattern.search(text, position):
        position = match.end()
        word = meaning.get(squeeze(match[0]))
        if word is None:
            found.append(LocationMention(match.start(), match.end(), "province", "กรุงเทพมหานคร", True, match.start()))
            continue
        alone = _announces(text, match.start(), word)
        if not alone and not (damaged and word.short and not _RANK.match(text, match.start() - 1)):
            continue
        mention = _mention(text, match.start(), match.end(), word.level, guess=damaged and not word.short)
        # a name runs into the short word: อบต.แม่เกิ๋งอ.วังชิ้น
        if mention is None or not (alone or mention.known) or (word.bangkok and mention.name not in bangkok_names()):
            continue
        if word.short and not mention.known:
            unsure.add(len(found))
        found.append(mention)
        position = mention.end
        while tight := _tight_short().match(text, position):
            level = cast(Level, tight.lastgroup)
            following = _mention(text, tight.start(), tight.end(), level)
            if following is None or not following.known:
                break
            found.append(following)
            position = following.end
    # an unknown name after อ. alone may be a lecturer's (อ.สมชาย); beside another location it is a damaged place
    kept = [item for i, item in enumerate(found) if i not in unsure or _beside(found, i)]
    if damaged:
        kept = _with_damaged(text[:COVER_LENGTH], kept)
    return _completed(text, kept)


def _announces(text: str, start: int, word: _Word) -> bool:
    """Whether the word at `start` is a word of its own: not the ต. of อบต., not the ตำบล of เทศบาลตำบล."""
    if word.short:
        return start == 0 or not _INSIDE.match(text, start - 1)
    return word.bangkok or not _PART_OF_KIND.search(text, max(0, start - 9), start)


def _mention(text: str, opens_at: int, position: int, level: Level, *, guess: bool = False) -> LocationMention | None:
    part = name_at(text, position, _known(level), guess=guess)
    if part is None:
        return None
    return LocationMention(part.start, part.end, level, part.name, part.known, opens_at, part.forms)


def _beside(found: list[LocationMention], i: int) -> bool:
    left = i > 0 and found[i].opens_at - found[i - 1].end <= _NEAR
    right = i + 1 < len(found) and any(0 <= found[i + 1].opens_at - form.end <= _NEAR for form in found[i].forms)
    return left or right


@cache
def _spotter(level: Level) -> Spotter:
    return Spotter((name for name in place_names(level) if len(name) > 2), at_least=70)


@cache
def _seat_spotter() -> Spotter:
    return Spotter([_SEAT])


def _with_damaged(text: str, found: list[LocationMention]) -> list[LocationMention]:
    """The locations, and districts and provinces that are damaged or stand after a damaged word.

    They take the place of unknown names that they overlap: อำเภอสะบ้าย้อยจังหวดสงขลา is two.
    """
    places = [i for i, sign in enumerate(text) if sign not in " \n"]
    letters = "".join(text[i] for i in places)
    known = [item for item in found if item.known]
    taken = Taken((item.opens_at, item.end) for item in known)
    loose = [item for item in found if not item.known]
    more: list[LocationMention] = []
    seats = [spot for spot in _seat_spotter().spot(letters) if _ends_seat(letters, places, spot)]
    levels: tuple[Level, ...] = ("district", "province")
    spots = [(level, spot) for level in levels for spot in _spotter(level).spot(letters)]
    for level, spot in [*spots, *((levels[0], seat) for seat in seats)]:
        word = _damaged_word(letters, spot, level)
        if word is None or (word < spot.start - _SHORT and _cuts_word(letters, spot.start, level)):
            continue
        start, end, opens_at = places[spot.start], places[spot.end - 1] + 1, places[word]
        if spot.start - word <= _SHORT and opens_at and _INSIDE.match(text, opens_at - 1):
            continue
        # อำเภออดอยสะเก็ด: the word is whole and the name is damaged, not the other way round
        printed = [item for item in loose if item.level == level and item.start <= start < item.end]
        if any(ratio(form.name, spot.name) >= 80 for item in printed for form in item.forms):
            continue
        if not taken.claim(opens_at, end):
            continue
        name = spot.name if spot.name == _SEAT else letters[spot.start : spot.end]
        more.append(LocationMention(start, end, level, name, name == spot.name, opens_at, (Form(name, end),)))
    rest = [item for item in loose if taken.is_free(item.opens_at, item.end)]
    return sorted([*known, *rest, *more], key=lambda item: item.start)


def _ends_seat(letters: str, places: list[int], spot: Spot) -> bool:
    """Whether เมือง is the whole name: a space, จ. or nothing comes next."""
    if spot.end == len(letters):
        return True
    return letters[spot.end] == "จ" or places[spot.end] - places[spot.end - 1] > 1


def _word(level: Level) -> str:
    """อำเภอ or จังหวัด."""
    row = rows()[f"place.{level}"]
    return min((str(w) for w in row["words"] if w not in row.get("bangkok", [])), key=len)


def _cuts_word(letters: str, start: int, level: Level) -> bool:
    """Whether a spot begins inside an intact word: the ภอเมือง of อำเภอเมือง is no place."""
    word = _word(level)
    at = letters.find(word, max(0, start - len(word) + 1), start + len(word) - 1)
    return 0 <= at < start


def _damaged_word(letters: str, spot: Spot, level: Level) -> int | None:
    """Where the word begins that stands before a spotted name, damaged or short; None where there is no such word."""
    word = _word(level)
    best: tuple[int, int] | None = None
    for size in range(len(word) - 2, len(word) + 2):
        start = spot.start - size
        if start >= 0:
            score = ratio(letters[start : spot.start], word)
            if score >= 60 and (best is None or score > best[0]):
                best = score, start
    if best is not None:
        return best[1]
    # อ.หางดว, อ,หางดง, .หางดง: half of the short word is enough where no Thai letter runs into it
    short = rows()[f"place.{level}"]["short"][0]
    if letters[max(0, spot.start - _SHORT) : spot.start] in _shorts() - {short}:
        return None
    for size in (_SHORT, 1):
        start = spot.start - size
        if spot.score >= 75 and start >= 0 and ratio(letters[start : spot.start], short) >= 50:
            return start
    return None


@cache
def _shorts() -> frozenset[str]:
    return frozenset(word for row_id in _LEVELS for word in rows()[row_id]["short"])


def _completed(text: str, found: list[LocationMention]) -> list[LocationMention]:
    """อ.เมือง จ.ลำปาง is เมืองลำปาง; อำเภอเมืองลำปาง ลำปาง names the province too."""
    done: list[LocationMention] = []
    for i, item in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        near = following is not None and following.opens_at - item.end <= _NEAR
        if item.level == "district" and not (near and following and following.level == "province"):
            done.append(item)
            bare = name_at(text, item.end, place_names("province")) if item.known else None
            if bare is not None and bare.known and bare.start > item.end:
                done.append(LocationMention(bare.start, bare.end, "province", bare.name, True, bare.start))
            continue
        if item.level == "district" and item.name == _SEAT and following and following.known:
            whole = _SEAT + following.name
            item = replace(item, name=whole, known=whole in place_names("district"))
        done.append(item)
    return done
