"""Ratings of both schemes: AA..F (to 2565) and ผ่านดีเยี่ยม .. ต้องปรับปรุงโดยด่วน (from 2566).

>>> parse("ระดับ A"), parse("ผ่านดี"), parse("ต้องปรับปรุงโดยด่วน")
('A', 'ผ่านดี', 'ต้องปรับปรุงโดยด่วน')
>>> parse("ผ่าน ดีเยี่ยม"), parse("Ａ")
('ผ่านดีเยี่ยม', None)
>>> parse("ผ่านเกณฑ์") is None
True
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast, get_args

from prongsai.schemas.terms import Rating

RATINGS: tuple[str, ...] = get_args(Rating)
_WORDS = r"ผ่าน\s?ดี\s?เยี่ยม|ผ่าน\s?ดี(?!ขึ้น)|ต้อง\s?ปรับปรุง\s?โดย\s?ด่วน|ต้อง\s?ปรับปรุง(?!แก้ไข|การ|ใน|ให้)|ผ่าน(?!เกณฑ์|การ|ทาง|ช่อง|ระบบ|เว็บ|ทั้ง|มา|ไป|ที่|ค่า)"
_LETTERS = r"(?<![A-Za-z&/.])(?:AA|[A-F])(?![A-Za-z&/]|\.[A-Za-z])"
_CELL = re.compile(rf"^\W*(?:(?:อยู่ใน)?ระดับ(?:ผลการประเมิน|คะแนน)?|เกรด)?\s*[:=]?\s*(?P<rating>{_WORDS}|{_LETTERS})\W*$")
_PROSE = re.compile(
    rf"(?:ระดับ(?:ผลการประเมิน|การประเมิน|คะแนน|ผลคะแนน)*|เกรด|Rating(?:\s?Score)?)\s*(?:อยู่(?:ที่|ใน)?\s*)?(?:ระดับ|คือ|เป็น)?\s*[:=]?\s*"
    rf"[\"“(]?\s*(?P<rating>{_WORDS}|{_LETTERS})"
)


class RatingSpan(NamedTuple):
    """A rating inside a text: where it stands and which it is."""

    start: int
    end: int
    rating: Rating


def _named(text: str) -> Rating:
    return cast(Rating, re.sub(r"\s", "", text))


def find(text: str) -> RatingSpan | None:
    """The rating that a cell holds in full, or None."""
    match = _CELL.match(text)
    return RatingSpan(*match.span("rating"), _named(match["rating"])) if match else None


def find_all(text: str) -> list[RatingSpan]:
    """The ratings that a sentence states: `อยู่ในระดับ AA`, `ระดับผลการประเมิน D`."""
    return [RatingSpan(*m.span("rating"), _named(m["rating"])) for m in _PROSE.finditer(text)]


def parse(text: str) -> Rating | None:
    """The rating in a cell, or None."""
    found = find(text)
    return found.rating if found else None
