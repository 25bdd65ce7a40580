"""Thai words: the only door to pythainlp. Thai is written without spaces, so what a word is, a dictionary says.

The dictionary is pythainlp's list of Thai words (62,000 headwords) with the names of provinces and districts (of
subdistricts, those that end like a preposition) and the compounds of the reports themselves (`wraps.yml`, row
`wrap.token`). It is read on first use, in about half a second, from the installed package alone: nothing is
downloaded and nothing is written.

>>> is_word("ตัวชี้วัด"), is_word("ตัวชี้วั"), is_word("ดอยสะเก็ด")
(True, False, True)
>>> tokens("การใช้งบประมาณ")
('การ', 'ใช้', 'งบประมาณ')
>>> tokens("")
()
>>> bridge("ไตร", "มาสที่"), bridge("ดี", "โปร่งใส")
('ไตรมาส', None)
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import Any

from prongsai.reference.rules import edit_rule
from prongsai.reference.tables import csv_rows

# pythainlp makes a folder in the user's home when it is imported, and some of its engines download models
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

_LONGEST = 24
"""No look-up goes further back than this: the longest words of the reports (`ผู้มีส่วนได้ส่วนเสีย`) have 20 letters."""
_LEADING_VOWELS = "เแโใไ"
_NEVER_FIRST = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅๆฯ")


@cache
def _dictionary() -> Any:
    from pythainlp.corpus import thai_words
    from pythainlp.util import Trie

    words = set(thai_words())
    words.update(row["name_th"] for name in ("provinces.csv", "districts.csv") for row in csv_rows(name))
    words.update(edit_rule("wrap.token").lists["words"])
    # บางจาก, ด่านใน: cut in two they would end with a preposition
    open_words = edit_rule("wrap.open-word").lists["words"]
    names = (row["name_th"] for row in csv_rows("subdistricts.csv"))
    words.update(name for name in names if len(name) > 4 and name.endswith(open_words))
    return Trie(words)


def is_word(text: str) -> bool:
    """Whether the text is one word of the dictionary."""
    return text in _dictionary()


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text by maximal matching (newmm). What is in no dictionary comes out as a token of its own."""
    from pythainlp.tokenize.newmm import segment

    return tuple(segment(text, _dictionary()))


def bridge(left: str, right: str) -> str | None:
    """The longest dictionary word that begins in `left` and ends in `right`, or None. No tokenising: a cheap gate."""
    longest = None
    dictionary = _dictionary()
    joined = left[-_LONGEST:] + right[:_LONGEST]
    border = min(len(left), _LONGEST)
    for start in range(border):
        # a word begins neither with a mark nor after a leading vowel: cuts two thirds of the look-ups
        if joined[start] in _NEVER_FIRST or (start and joined[start - 1] in _LEADING_VOWELS):
            continue
        found = dictionary.prefixes(joined[start:])
        if found and len(found[-1]) > border - start and len(found[-1]) > len(longest or ""):
            longest = found[-1]
    return longest
