"""Locations as reports print them: `อำเภอเมืองลพบุรี จังหวัดลพบุรี`, `อ.เมือง จ.ลำปาง`, `ตำบล โพนสูง`.

A location is a word of the administration and a name after it. The ตำบล of เทศบาลตำบล is no location, nor is the จังหวัด of
องค์การบริหารส่วนจังหวัด, nor a word without a name (`ตำบลใกล้เคียง`, `อำเภอและจังหวัด`), nor ต.ค., which is October.

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

from prongsai.normalizers.matching import squeeze
from prongsai.normalizers.placenames import any_of, name_at, rows, spaced
from prongsai.reference.places import Level, bangkok_names, place_names

_CAPITAL = "กรุงเทพ(?:มหานคร|ฯ)"
# no ตำบล inside เทศบาลตำบล, ส่วนตำบล or สภาตำบล, no จังหวัด inside ส่วนจังหวัด; นายอำเภอ and นายกเทศมนตรีตำบล are persons
_PART_OF_KIND = re.compile(r"(?:เทศ[ \n]?บาล|ส่วน|สภา|นาย|เทศมนตรี)[ \n]?$")
_PART_OF_DAMAGED = re.compile(r"(?:บา|าล|วน|สภา|าย|ตรี)[ \n]?$")
_INSIDE = re.compile("[ก-๎.]")
_NEAR = 3  # signs between one location and the next of the same address


@dataclass(frozen=True, slots=True)
class LocationMention:
    """A place named in a text: its level, its bare name as printed, and whether the gazetteer has it.

    `start:end` spans the name alone, `opens_at` is where its word (อำเภอ, จ.) begins. The name of อ.เมือง is completed
    from the province after it. `options` are other ways to end a damaged name.
    """

    start: int
    end: int
    level: Level
    name: str
    known: bool
    opens_at: int
    options: tuple[str, ...] = ()


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
    for row_id in ("place.subdistrict", "place.district", "place.province"):
        row = rows()[row_id]
        level = cast(Level, row["level"])
        meaning |= {word: _Word(level, False, word in row.get("bangkok", [])) for word in row["words"]}
        meaning |= {word: _Word(level, True, False) for word in row["short"]}
    parts = [spaced(word) if len(word) > 2 else re.escape(word) for word in sorted(meaning, key=len, reverse=True)]
    return re.compile("|".join([*parts, _CAPITAL])), meaning


@cache
def _damaged_opening() -> re.Pattern[str]:
    """อำเภอ, จังหวัด and ตำบล with one letter lost, doubled or changed, and split anywhere."""
    parts = []
    for word, group in (("อำเภอ", "district"), ("จังหวัด", "province"), ("ตำบล", "subdistrict")):
        forms = {word[:i] + "." + word[i + 1 :] for i in range(len(word))}
        forms |= {word[:i] + word[i + 1 :] for i in range(1, len(word))}
        forms |= {word[:i] + "." + word[i:] for i in range(1, len(word))}
        split = ["[ ]?".join("[^ \\n]" if sign == "." else sign for sign in form) for form in sorted(forms, key=len)]
        parts.append(rf"(?P<{group}>{'|'.join(reversed(split))})")
    return re.compile("|".join(parts))


@cache
def _tight_short() -> re.Pattern[str]:
    """อ. and จ. right after a name: ต.หันนางามอ.ศรีบุญเรืองจ.หนองบัวลำภู."""
    pairs = [(rows()[row_id]["level"], rows()[row_id]["short"]) for row_id in ("place.district", "place.province")]
    return re.compile("|".join(rf"(?P<{level}>{any_of(short)})" for level, short in pairs))


@cache
def _known(level: Level) -> frozenset[str]:
    return place_names(level) | {"เมือง"} if level == "district" else place_names(level)


def find_locations(text: str, *, damaged: bool = False) -> list[LocationMention]:
    """The locations named in a text, in order.

    With `damaged`, for a cover, their words are also found with a wrong letter (`อำเภธนครไทย`); in running text that
    would find too much.
    """
    pattern, meaning = _opening()
    found: list[LocationMention] = []
    unsure: list[int] = []
    position = 0
    while match := pattern.search(text, position):
        position = match.end()
        word = meaning.get(squeeze(match[0]))
        if word is None:
            found.append(LocationMention(match.start(), match.end(), "province", "กรุงเทพมหานคร", True, match.start()))
            continue
        if not _announces(text, match.start(), word):
            continue
        mention = _mention(text, match.start(), match.end(), word.level, guess=damaged and not word.short)
        if mention is None or (word.bangkok and mention.name not in bangkok_names()):
            continue
        if word.short and not mention.known:
            unsure.append(len(found))
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
        kept = _with_damaged(text, kept)
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
    return LocationMention(part.start, part.end, level, part.name, part.known, opens_at, part.options)


def _beside(found: list[LocationMention], i: int) -> bool:
    left = i > 0 and found[i].opens_at - found[i - 1].end <= _NEAR
    right = i + 1 < len(found) and found[i + 1].opens_at - found[i].end <= _NEAR
    return left or right


def _with_damaged(text: str, found: list[LocationMention]) -> list[LocationMention]:
    """The locations and those whose word is damaged, where they do not overlap."""
    taken = sorted((item.opens_at, item.end) for item in found)
    more: list[LocationMention] = []
    for match in _damaged_opening().finditer(text):
        if any(left < match.end() and match.start() < right for left, right in taken):
            continue
        if _PART_OF_DAMAGED.search(text, max(0, match.start() - 4), match.start()):
            continue
        mention = _mention(text, match.start(), match.end(), cast(Level, match.lastgroup), guess=True)
        if mention is not None and not any(left < mention.end and match.start() < right for left, right in taken):
            more.append(mention)
            taken.append((match.start(), mention.end))
    return sorted([*found, *more], key=lambda item: item.start)


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
        if item.level == "district" and item.name == "เมือง" and following and following.known:
            whole = "เมือง" + following.name
            item = replace(item, name=whole, known=whole in place_names("district"))
        done.append(item)
    return done
