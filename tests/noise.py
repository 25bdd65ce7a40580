"""Damage, seeded: what our repairs undo, turned round, and what no rule knows.

*Undone* operators write a text as text layers, converters and typists do; reading must give the same records. *Lasting*
operators destroy what is printed, as scanning and recognition do; no repair can know what stood there, and the only
thing asked is that nothing wrong is called verified.

>>> sara_am_apart("สำนักปลัด", Random(1)) == "สำนักปลัด".replace("\\u0e33", "\\u0e4d\\u0e32")
True
>>> noisy("คะแนน ๙๓.๕๗\\tกองคลัง", 0.3, Random(5)).count("\\t")
1
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[str, Random], str]

_MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
_LEADING = "\u0e40\u0e41\u0e42\u0e43\u0e44"
_TAG_OR_TEXT = re.compile(r"<[^<>]*>|[^<]+|<")


def _in_text(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change what stands between tags, not the tags."""
    return lambda text: "".join(p if p.startswith("<") else change(p) for p in _TAG_OR_TEXT.findall(text))


def _some(pattern: str, put: Callable[[re.Match[str]], str], rate: float, text: str, rng: Random) -> str:
    """Put something for a share of the places that fit a pattern."""
    compiled = re.compile(pattern)
    return _in_text(lambda part: compiled.sub(lambda m: put(m) if rng.random() < rate else m[0], part))(text)


# ---- what reading must undo ---------------------------------------------------------------------------------------


def sara_am_apart(text: str, rng: Random) -> str:
    """SARA AM as NIKHAHIT and SARA AA, the tone mark between them or before."""
    return _some(
        "([\u0e48-\u0e4b]?)\u0e33",
        lambda m: rng.choice((m[1] + "\u0e4d\u0e32", "\u0e4d" + m[1] + "\u0e32")),
        1,
        text,
        rng,
    )


def sara_ae_apart(text: str, rng: Random) -> str:
    """SARA AE typed as SARA E twice."""
    return _some("\u0e41", lambda m: "\u0e40\u0e40", 0.5, text, rng)


def doubled_marks(text: str, rng: Random) -> str:
    """A mark printed twice on one letter."""
    return _some(f"[{_MARKS}]", lambda m: m[0] * 2, 0.2, text, rng)


def marks_out_of_order(text: str, rng: Random) -> str:
    """The tone mark stored before the vowel above or below."""
    return _some("([\u0e31\u0e34-\u0e39])([\u0e48-\u0e4b])", lambda m: m[2] + m[1], 0.7, text, rng)


def private_glyphs(text: str, rng: Random) -> str:
    """Tone marks as the shifted glyphs of old Windows fonts."""
    low = dict(zip(_TONES, "\uf70a\uf70b\uf70c\uf70d\uf70e", strict=True))
    return _some(f"[{_TONES}]", lambda m: low[m[0]], 0.5, text, rng)


def marks_after_a_gap(text: str, rng: Random) -> str:
    """A blank before a mark, the width of a glyph that the text layer lost."""
    return _some("(?<=[\u0e01-\u0e2e])[\u0e31\u0e34-\u0e39]", lambda m: " " + m[0], 0.1, text, rng)


def sara_am_after_a_gap(text: str, rng: Random) -> str:
    """SARA AM as a blank and SARA AA, in words that a dictionary knows."""
    known = "สำนัก|ดำเนิน|กำหนด|จำนวน|ประจำ|อำเภอ|ตำบล|จัดทำ|บันทึกทำ"
    return _some(known, lambda m: m[0].replace("\u0e33", " \u0e32"), 1, text, rng)


def odd_blanks(text: str, rng: Random) -> str:
    """No-break, thin and ideographic blanks for single ordinary ones."""
    return _some(r"(?<=\S) (?=\S)", lambda m: rng.choice("\u00a0\u2009\u202f\u3000"), 0.5, text, rng)


def unseen_signs(text: str, rng: Random) -> str:
    """Zero width blanks, soft hyphens and direction marks between letters."""
    return _some(
        "(?<=[\u0e01-\u0e2e])(?=[\u0e01-\u0e2e\u0e40-\u0e44])",
        lambda m: rng.choice("\u200b\u00ad\u2060\u200e"),
        0.2,
        text,
        rng,
    )


def control_signs(text: str, rng: Random) -> str:
    """Control characters that text layers leave."""
    return _some(
        "(?<=[\u0e01-\u0e2e])(?=[\u0e01-\u0e2e\u0e40-\u0e44])", lambda m: rng.choice("\u0002\u007f"), 0.05, text, rng
    )


def split_words(text: str, rng: Random) -> str:
    """A wrap's blank inside a word of the field."""
    cuts = {
        "ไตรมาส": "ไตร มาส",
        "ปีงบประมาณ": "ปี งบประมาณ",
        "สำนักปลัด": "สำนัก ปลัด",
        "กองคลัง": "กอง คลัง",
        "ตัวชี้วัด": "ตัวชี้ วัด",
    }
    return _some("|".join(cuts), lambda m: cuts[m[0]], 0.5, text, rng)


def emphasis(text: str, rng: Random) -> str:
    """Words in Markdown's or HTML's bold."""
    bold = rng.choice((("**", "**"), ("<b>", "</b>"), ('<span style="font-size:14px">', "</span>")))
    return re.sub("(?<![ก-๙])(?:กอง|ฝ่าย|สำนัก)[ก-๙]{3,12}(?![ก-๙])", lambda m: bold[0] + m[0] + bold[1], text)


def entities(text: str, rng: Random) -> str:
    """Blanks and dashes as HTML escapes."""
    return _some("–| (?=[ก-ฮ])", lambda m: "&ndash;" if m[0] == "–" else "&nbsp;", 0.3, text, rng)


def decimal_commas(text: str, rng: Random) -> str:
    """A comma for the point of a score alone in its cell."""
    return re.sub(r"(?<=[\t>|])( ?[0-9๐-๙]{2})\.([0-9๐-๙]{2} ?)(?=[\t<|\n])", r"\1,\2", text)


def spaced_decimals(text: str, rng: Random) -> str:
    """A blank beside the point of a score alone in its cell."""
    return re.sub(r"(?<=[\t>|])( ?[0-9๐-๙]{2})\.([0-9๐-๙]{2} ?)(?=[\t<|\n])", r"\1. \2", text)


UNDONE: dict[str, Damage] = {
    operator.__name__: operator
    for operator in (
        sara_am_apart,
        sara_ae_apart,
        doubled_marks,
        marks_out_of_order,
        private_glyphs,
        marks_after_a_gap,
        sara_am_after_a_gap,
        odd_blanks,
        unseen_signs,
        control_signs,
        split_words,
        emphasis,
        entities,
        decimal_commas,
        spaced_decimals,
    )
}


# ---- what no rule knows -------------------------------------------------------------------------------------------

_DIGITS = {
    "๐": "๑๕",
    "๑": "๓๗๒",
    "๒": "๓๑",
    "๓": "๗๑๒",
    "๔": "๕๘๙",
    "๕": "๔๙๒",
    "๖": "๑๙๒",
    "๗": "๓๑",
    "๘": "๔๙",
    "๙": "๔๕๖",
    "0": "86",
    "1": "74",
    "2": "7",
    "3": "85",
    "4": "91",
    "5": "63",
    "6": "85",
    "7": "12",
    "8": "36",
    "9": "47",
}
_LATIN_DIGITS = {"๐": "0oO", "๑": "1lI", "0": "oO", "1": "lI"} | {"๐๑๒๓๔๕๖๗๘๙"[n]: str(n) for n in range(2, 10)}
_CONSONANTS = {
    pair[0]: pair[1:]
    for pair in "ดคตศ คดศต ตดค บปษ ปบฝ ผฝพ พฟผ ฟพฝ ทห หท นมห มน ขช ชขซ ถก กถภ ภกถ จว วจ รธ ธร ลส สล งว อฮ".split()
}
_VOWELS = dict(zip("ุูิีึืเแใไโา่้็์ั", "ูุีิืึแเไใไำ้่์็้", strict=True))
_FOREIGN = {
    "ย": "\u09af\u0d2f",
    "a": "\u0430",
    "e": "\u0435",
    "i": "\u0456",
    "o": "\u043e",
    "E": "\u0415",
    "I": "\u0406",
    "O": "\u041e",
}
_PREFIXES = {"i": "1l๑", "I": "1l๑", "e": "EG", "o": "๐0", "O": "๐0"}

Operation = tuple[float, Callable[[str, str, Random], "str | None"]]


def _table(table: dict[str, str]) -> Callable[[str, str, Random], str | None]:
    return lambda sign, after, rng: rng.choice(table[sign]) if sign in table else None


def _prefix(sign: str, after: str, rng: Random) -> str | None:
    return rng.choice(_PREFIXES[sign]) if sign in _PREFIXES and after[:1].isdigit() else None


def _split(sign: str, after: str, rng: Random) -> str | None:
    return sign + " " if "ก" <= sign <= "ฮ" and "ก" <= after[:1] <= "ฮ" else None


def _of(signs: str, put: Callable[[str], str]) -> Callable[[str, str, Random], str | None]:
    return lambda sign, after, rng: put(sign) if sign in signs else None


_ALL_CONSONANTS = "".join(chr(code) for code in range(0x0E01, 0x0E2F))
OPERATIONS: dict[str, Operation] = {
    "digit": (2, _table(_DIGITS)),
    "digit_latin": (2, _table(_LATIN_DIGITS)),
    "prefix": (2, _prefix),
    "consonant": (1, _table(_CONSONANTS)),
    "vowel and mark": (1, _table(_VOWELS)),
    "drop_mark": (1.5, _of(_MARKS, lambda sign: "")),
    "dup_mark": (0.3, _of(_MARKS, lambda sign: sign * 2)),
    "drop_char": (0.6, _of(_ALL_CONSONANTS, lambda sign: "")),
    "dup_char": (0.3, _of(_ALL_CONSONANTS, lambda sign: sign * 2)),
    "split": (2, _split),
    "join": (0.5, _of(" ", lambda sign: "")),
    "point": (1, _of(".", lambda sign: "")),
    "foreign": (0.15, _table(_FOREIGN)),
}


def noisy(text: str, rate: float, rng: Random, names: tuple[str, ...] = tuple(OPERATIONS)) -> str:
    """A text with about `rate` of its signs damaged; tabs, line ends and tags stay, so that rows and cells do."""
    made: list[str] = []
    for part in _TAG_OR_TEXT.findall(text):
        if part.startswith("<"):
            made.append(part)
            continue
        for index, sign in enumerate(part):
            if rng.random() >= rate or sign in "\t\n\f|":
                made.append(sign)
                continue
            after = part[index + 1 : index + 2]
            found = [
                (OPERATIONS[name][0], put)
                for name in names
                if (put := OPERATIONS[name][1](sign, after, rng)) is not None
            ]
            made.append(rng.choices([put for _, put in found], [weight for weight, _ in found])[0] if found else sign)
    return "".join(made)


def _rows(text: str) -> list[str]:
    return text.split("\n")


def swap_score_digits(text: str, rng: Random) -> str:
    """Two digits of one score change places."""
    found = [m for m in re.finditer(r"(?<![0-9๐-๙.])[0-9๐-๙]{2}\.[0-9๐-๙]{2}(?![0-9๐-๙])", text) if len(set(m[0])) > 3]
    if not found:
        return text
    match = rng.choice(found)
    digits = [i for i in range(5) if i != 2]
    one, other = rng.sample(digits, 2)
    signs = list(match[0])
    signs[one], signs[other] = signs[other], signs[one]
    return text[: match.start()] + "".join(signs) + text[match.end() :]


def change_a_digit(text: str, rng: Random) -> str:
    """The first digit of one score is another."""
    found = list(re.finditer(r"(?<![0-9๐-๙.])[0-9๐-๙]{2}\.[0-9๐-๙]{2}(?![0-9๐-๙])", text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(_DIGITS[match[0][0]]) + text[match.start() + 1 :]


def swap_two_scores(text: str, rng: Random) -> str:
    """Two scores change places."""
    found = list(re.finditer(r"(?<![0-9๐-๙.])[0-9๐-๙]{2}\.[0-9๐-๙]{2}(?![0-9๐-๙])", text))
    if len(found) < 2:
        return text
    one, other = sorted(rng.sample(found, 2), key=lambda m: m.start())
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


def lose_a_score(text: str, rng: Random) -> str:
    """A score cell is empty."""
    found = list(re.finditer(r"(?<![0-9๐-๙.])[0-9๐-๙]{2}\.[0-9๐-๙]{2}(?![0-9๐-๙])", text))
    match = rng.choice(found) if found else None
    return text[: match.start()] + text[match.end() :] if match else text


def shift_a_column(text: str, rng: Random) -> str:
    """The scores of one table slide down by a row, as where a recognised column lost its first cell."""
    scores = re.compile(r"(?<=\t)[0-9๐-๙]{2}\.[0-9๐-๙]{2}$")
    rows = _rows(text)
    with_scores = [i for i, row in enumerate(rows) if scores.search(row)]
    if len(with_scores) < 3:
        return text
    values = [scores.search(rows[i])[0] for i in with_scores]  # type: ignore[index]
    for i, value in zip(with_scores, [*values[1:], values[0]], strict=True):
        rows[i] = scores.sub(value, rows[i])
    return "\n".join(rows)


def repeat_a_row(text: str, rng: Random) -> str:
    """One row stands where the next one should."""
    rows = _rows(text)
    tabbed = [i for i in range(len(rows) - 1) if "\t" in rows[i] and "\t" in rows[i + 1]]
    if tabbed:
        i = rng.choice(tabbed)
        rows[i + 1] = rows[i]
    return "\n".join(rows)


def lose_a_row(text: str, rng: Random) -> str:
    """One row of a table is gone."""
    rows = _rows(text)
    tabbed = [i for i, row in enumerate(rows) if "\t" in row]
    if tabbed:
        del rows[rng.choice(tabbed)]
    return "\n".join(rows)


def shift_a_year(text: str, rng: Random) -> str:
    """One year is another."""
    found = list(re.finditer("2[5๕][56]\\d|๒๕๖[๓-๗]", text))
    match = rng.choice(found) if found else None
    return text[: match.start()] + match[0][:-1] + rng.choice("๑๓๖๙") + text[match.end() :] if match else text


def foreign_letters(text: str, rng: Random) -> str:
    """Some letters of labels are of another script, some words Chinese."""
    return noisy(
        re.sub("(?<=การ)(?=[ก-ฮ])", lambda m: "佳等" if rng.random() < 0.1 else "", text), 0.2, rng, ("foreign",)
    )


def dropped_marks(text: str, rng: Random) -> str:
    """A third of all marks are gone."""
    return noisy(text, 0.35, rng, ("drop_mark",))


def confused_digits(text: str, rng: Random) -> str:
    """A tenth of all digits are others."""
    return noisy(text, 0.1, rng, ("digit",))


def digits_as_letters(text: str, rng: Random) -> str:
    """A fifth of all digits are letters that look alike."""
    return noisy(text, 0.2, rng, ("digit_latin",))


def lost_points(text: str, rng: Random) -> str:
    """A third of all decimal points are gone."""
    return noisy(text, 0.3, rng, ("point",))


def everything_a_little(text: str, rng: Random) -> str:
    """All operations of a recogniser, two signs of a hundred."""
    return noisy(text, 0.02, rng)


def everything_a_lot(text: str, rng: Random) -> str:
    """All operations of a recogniser, one sign of ten."""
    return noisy(text, 0.1, rng)


LASTING: dict[str, Damage] = {
    operator.__name__: operator
    for operator in (
        swap_score_digits,
        change_a_digit,
        swap_two_scores,
        lose_a_score,
        shift_a_column,
        repeat_a_row,
        lose_a_row,
        shift_a_year,
        foreign_letters,
        dropped_marks,
        confused_digits,
        digits_as_letters,
        lost_points,
        everything_a_little,
        everything_a_lot,
    )
}
