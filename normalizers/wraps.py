"""Line ends, and the spaces that line ends left.

Thai has no spaces between words; a space ends a phrase. A cell that was wrapped at its width has line ends, or after
conversion spaces, where the author wrote nothing: `ตัวชี้ วัด`, `ทรัพย์สินของ ราชการ`. A line end between two Thai letters
stands for nothing and elsewhere for a space, unless the next line opens with a list mark (`๑.` `๒)` `-` `☐`) or a
blank line ends the block. Those borders are kept, as `\\n` before a mark and as `\\n\\n` otherwise; `line_spans` reads
them back.

A space between Thai letters is taken out only on strong evidence: a dictionary word runs across it and the joined
text has fewer words (`wrap.token`), the word before it cannot end a phrase (`wrap.open-word`), or the two words
belong to one fixed name (`wrap.pair`). Everything else stays: a space too many harms nobody.

>>> from prongsai.normalizers.edits import run
>>> run("ทรัพย์สินของ ราชการ ภายในไตร มาสที่ ๒", (spaces,))[0]
'ทรัพย์สินของราชการ ภายในไตรมาสที่ ๒'
>>> run("สะดวก รวดเร็ว ต่าง ๆ สำนักงาน ป.ป.ช. ทุกกอง จัดทำข้อมูล", (spaces,))[1]
()
>>> run("จัดทำ\\nคู่มือ\\n๒. ปี\\n๒๕๖๗", (line_ends,))[0]
'จัดทำคู่มือ\\n๒. ปี ๒๕๖๗'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from prongsai.normalizers.edits import Edit, Pass
from prongsai.normalizers.words import bridge, is_word, tokens
from prongsai.reference.rules import edit_rule

_THAI = "[ก-ฮะ-\u0e3aเ-\u0e45\u0e47-\u0e4e]"
"""Thai letters, vowels and marks; neither ฯ nor ๆ, which end a word, nor digits."""
_FIRST = "[ก-ฮเ-ไ]"
_THAI_END = frozenset(filter(re.compile(_THAI).match, map(chr, range(0xE00, 0xE80))))
_THAI_START = frozenset(filter(re.compile(_FIRST).match, map(chr, range(0xE00, 0xE80))))
_CANDIDATE = re.compile(f"{_THAI} {_FIRST}")
_TAIL = re.compile(f"{_THAI}*\\Z")
_HEAD = re.compile(f"{_THAI}*")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_REACH = 24
"""Letters on each side of a space that are looked at; no longer word is in the dictionary of the reports."""

_RUN = re.compile("[ \t]{2,}|\t")
_FIELD = re.compile("[ \t\n\r]")
_LINE_END = re.compile("[ \t]?(?:\r\n?|\n)[ \t\r\n]*")
_NUMBER = "(?:[๐-๙]{1,2}|[0-9]{1,2})"
_ORDINAL = "(?:[๑-๙]|๑[๐-๙]|[1-9]|1[0-9])"
MARK = re.compile(
    rf"(?:\({_NUMBER}\)|{_NUMBER}\)"  # (๑) ๑)
    rf"|{_NUMBER}\.(?![๐-๙0-9])"  # ๑. but not ๙๕.๐๐
    rf"|{_ORDINAL}(?:\.{_ORDINAL}){{1,3}}(?![๐-๙0-9])"  # ๑.๑ but neither ๘๕.๖๓ nor ๐.๐๐
    r"|[•●○◦▪■□☐☑☒✓✔✗✘➢➤❖·]"
    r"|[-–—*](?=\s?[^\s\d.-])"  # - จัดทำ but not - ๓๐ ก.ย.
    r"|\([ก-ฮ]\)|[กขคงฉช]\)|[กขคงฉช]\.\s)"  # ก. but not ก.ย.
)
"""A list mark at the beginning of a line."""
_GLUES_AFTER = frozenset("([{“‘/")
_GLUES_BEFORE = frozenset(")]}”’/,;:.")


def border(text: str, start: int, end: int) -> str:
    """How the end of a block at `start:end` is written: nothing at the text's edge, else one or two line ends."""
    if start == 0 or end == len(text):
        return ""
    return "\n" if MARK.match(text, end) else "\n\n"


def line_ends(text: str) -> Iterator[Edit]:
    """One edit for each line end that is a wrap, or that is kept but written otherwise."""
    for match in _LINE_END.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue  # the edge of the text
        ends = match[0].replace("\r\n", "\n").replace("\r", "\n").count("\n")
        if ends > 1 or MARK.match(text, end):
            yield start, end, border(text, start, end), "wrap.border"
        else:
            yield start, end, _joint(text, start, end), "wrap.line"


def _joint(text: str, start: int, end: int) -> str:
    before, after = text[start - 1], text[end]
    if before in _GLUES_AFTER or after in _GLUES_BEFORE:
        return ""
    if before == "-" and after.isascii() and after.isalpha() and text[start - 2 : start - 1].isalpha():
        return ""  # E-\nService
    if not (before in _THAI_END and (after in _THAI_START or after in _THAI_END)):
        return " "
    # a blank before the line end, or a line that opens like a new thing: left to the rules for spaces
    return " " if text[start] in " \t" or text.startswith(_openers(), end) else ""


@cache
def _openers() -> tuple[str, ...]:
    return edit_rule("wrap.line").lists["openers"]


def edges(text: str) -> Iterator[Edit]:
    """Blanks and line ends around the text."""
    left = len(text) - len(text.lstrip())
    if left:
        yield 0, left, "", "space.edge"
    right = len(text.rstrip())
    if left < right < len(text):
        yield right, len(text), "", "space.edge"


def runs(text: str) -> Iterator[Edit]:
    """Spaces and tabs in a row. A gap between columns is no wrap: two spaces stay where one would be joined away."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        between = left[-1:] in _THAI_END and right[:1] in _THAI_START
        kept = between and verdict(_FIELD.split(left)[-1], _FIELD.split(right, maxsplit=1)[0]) is not None
        yield start, end, "  " if kept else " ", "space.run"


def spaces(text: str) -> Iterator[Edit]:
    """One edit for each space between Thai letters that a line end left. Every verdict holds for the joined text."""
    if not _CANDIDATE.search(text):
        return
    found: list[tuple[int, str]] = []
    # a stack of pieces (first letters, last letters, offset of the space before it); a join changes what stands right
    # of the space before it, so that one is asked again: after the last piece no verdict is out of date
    stack: list[tuple[str, str, int]] = []
    at = -1
    for piece in text.split(" "):
        head, tail, before = piece[:_REACH], piece[-_REACH:], at
        at += len(piece) + 1
        while stack and tail and stack[-1][1]:
            left_head, left_tail, left_before = stack[-1]
            rule = verdict(left_tail, head) if left_tail[-1] in _THAI_END and head[0] in _THAI_START else None
            if rule is None:
                break
            found.append((before, rule))
            head = (left_head + head)[:_REACH] if len(left_head) < _REACH else left_head
            tail = (left_tail + tail)[-_REACH:] if len(tail) < _REACH else tail
            before = left_before
            stack.pop()
        stack.append((head, tail, before))
    for start, rule in sorted(found):
        yield start, start + 1, "", rule


@lru_cache(maxsize=32768)
def verdict(left: str, right: str) -> str | None:
    """The rule by which the space between two pieces goes, or None: it stays.

    >>> verdict("ทรัพย์สินของ", "ราชการ"), verdict("ไตร", "มาสที่"), verdict("สำนักปลัด", "เทศบาล")
    ('wrap.open-word', 'wrap.token', 'wrap.pair')
    >>> verdict("หรือไม่", "ข้อเสนอแนะ"), verdict("สำนักงาน", "ป.ป.ช."), verdict("ณ", "ห้องประชุม")
    (None, None, None)
    """
    tail, head = _TAIL.search(left), _HEAD.match(right)
    before, after = (tail[0] if tail else ""), (head[0] if head else "")
    if len(before) < 2 or len(after) < 2:
        return None  # ณ ห้องประชุม; ก า ร
    if right[len(after) : len(after) + 1] == "." and len(after) <= 4:
        return None  # an abbreviation follows: พ.ศ. ต.ค. มิ.ย.
    person = left.lstrip('(“"')
    if person.startswith(_list("titles")) and not person.startswith(_list("offices")):
        return None  # name and surname
    rule = _pair(before, after)
    if rule or after.startswith(_list("clauses")):
        return rule
    return _open_word(before, after, alone=len(before) == len(left)) or _token(before, after)


def _token(before: str, after: str) -> str | None:
    if not bridge(before, after):
        return None
    joined, position = tokens(before + after), 0
    for token in joined:
        if position < len(before) < position + len(token):
            break
        position += len(token)
    else:
        return None
    # บางราย งาน could be read บาง รายงาน: only a reading with fewer words is better than the one with the space
    if not is_word(token) or len(joined) >= len(tokens(before)) + len(tokens(after)):
        return None
    first, second = token[: len(before) - position], token[len(before) - position :]
    if second in _list("particles"):
        return None
    # ซื่อสัตย์ สุจริต, พนักงาน เจ้าหน้าที่: a list of two that the dictionary also has as one
    coordinate = token not in _compounds() and all(is_word(w) and len(_MARKS.sub("", w)) > 2 for w in (first, second))
    return None if coordinate else "wrap.token"


def _open_word(before: str, after: str, alone: bool) -> str | None:
    words, attached, not_after = _open_words()
    if not before.endswith(words):
        return None
    last = tokens(before)
    if last[-1] not in words or (alone and len(last) == 1 and last[-1] in attached):
        return None
    return None if len(last) > 1 and last[-2] in not_after.get(last[-1], ()) else "wrap.open-word"


def _pair(before: str, after: str) -> str | None:
    ends, pairs = _pairs()
    if not before.endswith(ends):
        return None
    for first in ends:
        if before.endswith(first) and after.startswith(pairs[first]) and _is_last(first, before):
            return "wrap.pair"
    return None


def _is_last(word: str, text: str) -> bool:
    """Whether the text ends with the word as a word: พัฒนาช่อง with ช่อง, but ปากช่อง not, which is a name."""
    length = 0
    for token in reversed(tokens(text)):
        length += len(token)
        if length >= len(word):
            break
    return length == len(word)


@cache
def _list(name: str) -> tuple[str, ...]:
    return edit_rule("wrap.token").lists[name]


@cache
def _compounds() -> frozenset[str]:
    return frozenset(_list("words"))


@cache
def _open_words() -> tuple[tuple[str, ...], frozenset[str], dict[str, frozenset[str]]]:
    rule = edit_rule("wrap.open-word")
    return rule.lists["words"], frozenset(rule.lists["attached"]), {w: frozenset(p) for w, p in rule.pairs.items()}


@cache
def _pairs() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    rule = edit_rule("wrap.pair")
    return tuple(rule.pairs), dict(rule.pairs)


def line_spans(text: str) -> list[tuple[int, int]]:
    """The lines of a repaired text between its kept borders, as spans.

    >>> [slice(*span) for span in line_spans("ก\\n๒. ข\\n\\nค")]
    [slice(0, 1, None), slice(2, 6, None), slice(8, 9, None)]
    """
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


PASSES: tuple[Pass, ...] = (edges, runs, line_ends, spaces)
"""The passes of this module in their order."""
