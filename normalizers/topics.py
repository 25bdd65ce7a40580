"""The seven topics of the measures report: `(๑) กระบวนการปฏิบัติงาน...`, `ประเด็นที่ ๓ ช่องทาง...`, `๕. กระบวนการ...`.

The name decides; the printed number is the second witness. A number alone counts only after ประเด็นที่.

>>> read("(๓) ช่องทาง และรูปแบบการ ประชาสัมพันธ์ เผยแพร่ข้อมูล ข่าวสารภาครัฐ"), read("ประเด็นที่ ๗")
(Topic(number=3, printed=3, by_name=True), Topic(number=7, printed=7, by_name=False))
>>> read("ประเด็นที่ ๒๑ การต่อต้านการทุจริตและประพฤติมิชอบ") is None, read("๑. การปฏิบัติหน้าที่") is None
(True, True)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from prongsai.normalizers.matching import closest, squeeze
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import topic_names


class Topic(NamedTuple):
    """A topic: its number, the number printed before it, and whether its name was recognised."""

    number: int
    printed: int | None
    by_name: bool


_OPENING = re.compile(
    r"^\W*(?P<word>ประเด็น(?:ที่)?|หัวข้อ(?:ที่)?|ด้าน(?:ที่)?|ข้อ)?\s*\(?(?P<number>\d{1,2})?\s*[).:]?\s*(?P<name>.*)$", re.DOTALL
)


@lru_cache(maxsize=4000)
def read(text: str) -> Topic | None:
    """The topic that a heading or a topic cell names, or None."""
    if len(text) > 400:
        return None
    match = _OPENING.match(arabic(text))
    if match is None:
        return None
    printed = int(match["number"]) if match["number"] else None
    name = match["name"].strip(" *:.-\n")
    if len(squeeze(name)) >= 8:
        names = {str(number): title for number, title in topic_names().items()}
        found = closest(name, names, at_least=78)
        if found is None:
            # a heading may go on after the name: ประเด็นที่ ๒ การให้บริการและระบบ E-Service ของหน่วยงาน
            squeezed = squeeze(name)
            for key, title in names.items():
                if squeezed.startswith(squeeze(title)):
                    return Topic(int(key), printed, True)
            return None
        return Topic(int(found.key), printed, True)
    if not name and match["word"] and match["word"].startswith("ประเด็น") and printed and 1 <= printed <= 7:
        return Topic(printed, printed, False)
    return None
