"""Question codes as they are printed: `e๔`, `๐๒๔` (o24), `1๒๘` (i28), `i๔-i๖`, `(๐๑-๐๓, ๐๕-๐๖)`, `ข้อ E๗`, `ข้อ ๗`.

A code is a letter (i, e, o) and a number. Damage sits in the letter: OIT codes are written with a zero, IIT codes
recognised with a one. The same sign means different things in different slots, so there are two doors:

* `read_cell` for cells that open with a code (the question column of a score table or a plan);
* `find_in_prose` for sentences: a letter counts everywhere, a look-alike only in brackets, in a list or after ข้อ.

>>> [m.codes for m in find_in_prose("มาตรฐานการปฏิบัติงาน (๐๑๔) และแผน(๐๑๑-๐๑๒) ต่อเจ้าหน้าที่ (i๑)")]
[('o14',), ('o11', 'o12'), ('i1',)]
>>> read_cell("1๒๘ หน่วยงานของท่าน มีการนำผล").codes, read_cell("0๒๑ สรุปผลการจัดซื้อจัดจ้าง").codes
(('i28',), ('o21',))
>>> read_cell("๑๐๐.๐๐") is None, read_cell("๐.๐๐") is None, find_in_prose("จำนวน ๑,๐๐๐ คน คำสั่งใน ข้อ ๔ และ e-service")
(True, True, [])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import LETTER_OF
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.terms import CodeMethod, Instrument

HIGHEST = 60
"""No year's list has more questions than 48; a larger number is no code."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed mention at `start:end`: the codes it means, how they were read, and the rule of a look-alike letter."""

    start: int
    end: int
    codes: tuple[str, ...]
    method: CodeMethod
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class _Single:
    start: int
    end: int
    letter: str | None
    number: int
    rule: str | None
    exact: bool


@cache
def _letters() -> dict[str, tuple[str, str | None]]:
    """Each sign that can open a code: the letter it means and the rule, None for the letter itself."""
    signs: dict[str, tuple[str, str | None]] = {}
    for row in yaml_rows("confusions.yml"):
        if row["slot"] == "code-letter":
            signs.update(dict.fromkeys(row["signs"], (row["means"], row["id"])))
    signs.update({sign: (sign.lower(), None) for sign in "ieoIEO"})
    return signs


@cache
def _digit_signs() -> dict[str, str]:
    return {s: row["means"] for row in yaml_rows("confusions.yml") if row["slot"] == "code-digit" for s in row["signs"]}


_RANGE = r"\s*(?:-|–|—|−|~|ถึง|จนถึง)\s*"
_ITEM = r"(?:ข้อ(?:คำถาม|ย่อย)?(?:ที่)?|คำถาม(?:ที่)?|รหัส)"
_LIST = rf"\s*(?:,|/|และ|หรือ|กับ|ตลอดจน|\+|&)\s*(?:และ\s*)?(?:{_ITEM}\s*)?|\s+{_ITEM}\s*|\s+(?=[ieoIEO]\s?\d|0\d{{1,2}}(?!\d|[.,]\d))"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    exact = "ieoIEO"
    others = "".join(re.escape(sign) for sign in _letters() if sign not in exact)
    loose_digits = "".join(re.escape(sign) for sign in _digit_signs())
    number = rf"(?:0?\d{{1,2}}|\d[{loose_digits}]|[{loose_digits}]\d)"
    after = r"(?![0-9A-Za-z]|[.,]\d|\s?%|/\d)"
    # a look-alike digit after `12,` or `3.` goes on a number; a letter there opens the next code of a list
    before = r"(?<![A-Za-z0-9])"
    inside = r"(?<!\d[.,/])"
    # a second Latin letter between letter and number (ic๓) is an insertion; two would be a word
    single = re.compile(
        rf"{before}(?:(?P<exact>[{exact}])(?:[a-z]|\s?[-.]\s?|\s)?|{inside}(?P<other>[{others}]))(?P<number>{number}){after}"
    )
    bare = re.compile(r"(?P<number>\d{1,2})(?![0-9A-Za-z]|[.,]\d|\s?%|/\d|\s*[.)]\s*[ก-ฮเ-ไ])")
    joint = re.compile(rf"(?P<range>{_RANGE})(?:{_ITEM}\s*)?|(?P<list>{_LIST})")
    return single, bare, joint


def _single_at(text: str, position: int) -> _Single | None:
    match = _patterns()[0].match(text, position)
    if match is None:
        return None
    sign = match["exact"] or match["other"]
    if sign == "1" and len(match["number"]) < 2:
        return None  # `18` is a number, `1๒๘` may be i28
    letter, rule = _letters()[sign]
    digits = "".join(_digit_signs().get(sign, sign) for sign in match["number"])
    number = int(digits)
    if not 1 <= number <= HIGHEST:
        return None
    clean = match["number"].isdigit() and match["exact"] is not None and match.end("exact") == match.start("number")
    return _Single(
        match.start(), match.end(), letter, number, rule if rule else (None if clean else "code.digit"), clean
    )


def _run_at(text: str, position: int, in_brackets: bool) -> list[tuple[_Single, str]]:
    """The codes that follow one another from `position`, each with how it is joined to the one before."""
    first = _single_at(text, position)
    if first is None:
        return []
    run: list[tuple[_Single, str]] = [(first, "first")]
    _, bare, joint = _patterns()
    while True:
        last = run[-1][0]
        between = joint.match(text, last.end)
        if between is None:
            return run
        kind = "range" if between["range"] is not None else "list"
        following = _single_at(text, between.end())
        number = bare.match(text, between.end())
        if following is None or (kind == "range" and following.rule == "code.letter-i" and number is not None):
            # a bare number continues a range anywhere (i13-18), a list only inside brackets (o1, 3, 5)
            if number is None or not (kind == "range" or in_brackets) or not 1 <= int(number["number"]) <= HIGHEST:
                return run
            if kind == "range" and int(number["number"]) <= last.number:
                return run
            following = _Single(number.start(), number.end(), last.letter, int(number["number"]), last.rule, last.exact)
        if kind == "range" and (
            following.letter != last.letter or following.number <= last.number or run[-1][1] == "range"
        ):
            if following.letter == last.letter and following.number <= last.number:
                return run
            kind = "list"
        run.append((following, kind))


def _mentions(run: list[tuple[_Single, str]]) -> list[Mention]:
    """One mention for each code or range of a run."""
    found: list[Mention] = []
    for index, (single, joined) in enumerate(run):
        if joined == "range":
            continue
        if index + 1 < len(run) and run[index + 1][1] == "range":
            last = run[index + 1][0]
            codes = tuple(f"{single.letter}{n}" for n in range(single.number, last.number + 1))
            found.append(Mention(single.start, last.end, codes, "range", single.rule or last.rule))
            continue
        method: CodeMethod = "exact" if single.exact else "confusable"
        found.append(Mention(single.start, single.end, (f"{single.letter}{single.number}",), method, single.rule))
    return found


_OPENING = re.compile(rf"^[\s\-–•●▪*☐☑(\[]*(?:\d{{1,2}}\)\s*)?(?:{_ITEM}\s*)?")
_AFTER_CODE = re.compile(r"^\s*(?:[)\]:.\-–]|$|\s)|^[ก-ฮเแโใไ]")
_MANY_DIGITS = re.compile(
    r"\d{2,3}\s*(?:คน|บาท|วัน|ครั้ง|ราย|เรื่อง|โครงการ|หน่วย|ข้อ|แห่ง|ปี|เดือน|คะแนน|%|หมู่|กอง|ภารกิจ|ฉบับ)(?![ก-ฮเ-ไ])"
)


@dataclass(frozen=True, slots=True)
class CellCode:
    """What a cell opens with: the mentions, all their codes, and where the rest (the printed title) starts."""

    mentions: tuple[Mention, ...]
    rest: int

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in order, each once."""
        return tuple(dict.fromkeys(code for mention in self.mentions for code in mention.codes))


def read_cell(text: str) -> CellCode | None:
    """The codes that a cell opens with, or None.

    A number without any letter (`๑๒๘`) is a code only with a witness: three digits opening with one, and words after.
    """
    plain = arabic(text)
    opening = _OPENING.match(plain)
    position = opening.end() if opening else 0
    run = _run_at(plain, position, in_brackets=True)
    if not run:
        return None
    first = run[0][0]
    rest = run[-1][0].end
    if not _AFTER_CODE.match(plain[rest : rest + 3]):
        return None
    # `๑๒๘ คน` counts people and `12 เดือน` months; `๐๑๔` may stand alone, `128` not
    if first.rule == "code.letter-i" and plain[first.start] == "1":
        if _MANY_DIGITS.match(plain, first.start) or first.end - first.start < 3 or not plain[rest:].strip():
            return None
    elif first.rule and _MANY_DIGITS.match(plain, first.start):
        return None
    return CellCode(tuple(_mentions(run)), _after_marks(plain, rest))


def _after_marks(plain: str, position: int) -> int:
    match = re.compile(r"[\s)\]:.\-–]*").match(plain, position)
    return match.end() if match else position


_BRACKET = re.compile(r"[(\[]\s*")
_ITEM_WORD = re.compile(rf"{_ITEM}\s*")
_BULLET = re.compile(r"(?:^|\n)\s*[-–•●▪*]\s*|^\s*")
_NUMBERED = re.compile(rf"{_ITEM}\s*(?P<number>\d{{1,3}})(?!\d|\s?[.)]\s|\.\d|\))")
_THROUGH = re.compile(r"\s*(?:-|–|ถึง)\s*(?:ข้อ\s*)?(?P<number>\d{1,2})(?!\d|\.\d|\s?[.)]\s)")
_OF_INSTRUMENT = re.compile(
    rf"{_ITEM}\s*(?P<number>\d{{1,2}})\s*(?:ของ|ใน|ตาม)\s*(?:แบบ(?:วัด|ตรวจ|สอบถาม)?)?\s*(?P<instrument>[IEO]IT|[ieo]it)(?![A-Za-z])"
)
_MORE_NUMBERS = re.compile(
    r"\s*(?:,|และ(?:ข้อ)?|/)\s*(?:ข้อ\s*)?(?P<number>\d{1,2})(?!\d|\s?[.)]\s|\.\d|\)|\s*(?:คน|ครั้ง|ปี|เดือน|วัน|คะแนน))"
)


def find_in_prose(text: str, instrument: Instrument | None = None) -> list[Mention]:
    """The code mentions of a sentence, in order.

    `instrument` is given where the heading names one and the text recommends: then `ข้อ ๗` is question 7 of it.
    """
    plain = arabic(text)
    mentions: dict[int, Mention] = {}
    taken = 0
    for match in _patterns()[0].finditer(plain):
        if match.start() < taken:
            continue
        bracket = plain.rfind("(", max(0, match.start() - 120), match.start())
        in_brackets = bracket >= 0 and ")" not in plain[bracket : match.start()] and match.start() - bracket < 120
        run = _run_at(plain, match.start(), in_brackets)
        if not run or not _gate(text, plain, match.start(), run, in_brackets):
            continue
        taken = run[-1][0].end
        mentions.update({mention.start: mention for mention in _mentions(run)})
    named = [
        (match["number"], match.start("number"), match.end("number"), match["instrument"])
        for match in _OF_INSTRUMENT.finditer(plain)
    ]
    for number, start, end, name in named:
        owner: Instrument = name.upper()  # type: ignore[assignment]
        if 1 <= int(number) <= HIGHEST and not any(m.start < end and start < m.end for m in mentions.values()):
            mentions[start] = Mention(start, end, (f"{LETTER_OF[owner]}{int(number)}",), "context")
    if instrument is not None:
        for mention in _numbered(plain, LETTER_OF[instrument]):
            if not any(m.start < mention.end and mention.start < m.end for m in mentions.values()):
                mentions[mention.start] = mention
    return [mentions[start] for start in sorted(mentions)]


def _gate(text: str, plain: str, start: int, run: list[tuple[_Single, str]], in_brackets: bool) -> bool:
    """Whether a run of codes in prose is one: a letter speaks for itself, a look-alike needs its surroundings."""
    first, last = run[0][0], run[-1][0]
    before = plain[max(0, start - 14) : start]
    after_item = re.search(rf"{_ITEM}\s*$", before) is not None or (
        len(run) > 1 and re.search(r"(?:ได้แก่|คือ|เช่น)\s*$", before) is not None
    )
    if any(single.exact for single, _ in run):
        # `E 3` with a space counts only after ข้อ or in brackets
        return True
    if first.rule == "code.digit" and plain[first.start] in "ieoIEO":
        return after_item or in_brackets or re.search(r"[-,]\s*$", before) is not None
    if first.rule == "code.letter-i" and plain[first.start] == "1":
        # ข้อ 1๒๑ mixes the digits of two scripts: the first is a letter. ข้อ ๑๒๒ is left to the numbered reading, where
        # the instrument is known
        mixed = text[first.start] == "1" and "๐" <= text[first.start + 1] <= "๙"
        return mixed and (
            after_item or len(run) > 1 or re.search(r"(?:^|[\n(,])\s*$", plain[max(0, start - 4) : start]) is not None
        )
    opens = re.search(r"(?:^|\n)\s*(?:[-–•●▪*]\s*)?$", plain[max(0, start - 6) : start]) is not None
    follows = plain[last.end : last.end + 5]
    if after_item or (opens and bool(re.match(r"\s?[:：\-–]?\s?[ก-ฮเ-ไA-Z]", follows))):
        return True
    opened = re.search(r"[(\[,]\s*$", before) is not None
    closed = re.match(r"\s*[)\],]", plain[last.end : last.end + 3]) is not None
    return in_brackets and opened and closed


def _numbered(plain: str, letter: str) -> list[Mention]:
    found: list[Mention] = []
    for match in _NUMBERED.finditer(plain):
        number = match["number"]
        if len(number) == 3:
            # ข้อ ๑๒๒ under the IIT: the one is the letter
            if letter == "i" and number[0] == "1" and 1 <= int(number[1:]) <= 30:
                found.append(
                    Mention(match.start("number"), match.end(), (f"i{int(number[1:])}",), "confusable", "code.letter-i")
                )
            elif letter == "o" and number[0] == "0" and int(number[1:]):
                found.append(
                    Mention(match.start("number"), match.end(), (f"o{int(number[1:])}",), "confusable", "code.letter-o")
                )
            continue
        if not 1 <= int(number) <= HIGHEST:
            continue
        through = _THROUGH.match(plain, match.end())
        if through and int(number) < int(through["number"]) <= HIGHEST:
            codes = tuple(f"{letter}{n}" for n in range(int(number), int(through["number"]) + 1))
            found.append(Mention(match.start("number"), through.end(), codes, "range"))
            continue
        found.append(Mention(match.start("number"), match.end(), (f"{letter}{int(number)}",), "context"))
        position = match.end()
        while more := _MORE_NUMBERS.match(plain, position):
            if not 1 <= int(more["number"]) <= HIGHEST:
                break
            found.append(Mention(more.start("number"), more.end(), (f"{letter}{int(more['number'])}",), "context"))
            position = more.end()
    return found


def format_code(code: str) -> str:
    """A code as the contract prints it.

    >>> format_code("O05")
    'o5'
    """
    return code[0].lower() + str(int(code[1:]))
