"""Remnants of markup in a cell or paragraph: HTML tags and entities, Markdown emphasis and escapes, form dots.

A report that went through a converter or a vision model has `<p>`, `<ul>` without end, `<input type="checkbox"/>`,
`**…**` and `\\-` inside its cells. Nothing of it is parsed as HTML: tags come unclosed and wrongly nested. Tags that
begin or end a block leave a line end, for they are the only border between two items; the others leave nothing. A
name in angle brackets that is no HTML tag (`<ไม่มี>`) is the author's and stays.

Line ends: `\\n` before a list mark, a blank line (`\\n\\n`) elsewhere, as `normalizers.wraps` writes them.

>>> from prongsai.normalizers.edits import run
>>> run("<p>๑. แบบวัด <b>IIT</b></p> <p>หมายเหตุ</p>", passes())[0]
'๑. แบบวัด IIT\\n\\nหมายเหตุ'
>>> run('<input type="checkbox"/> ยังไม่ได้ดำเนินการ <input checked="" type="checkbox"/> ดำเนินการ', passes())[0]
'☐ ยังไม่ได้ดำเนินการ ☑ ดำเนินการ'
>>> run("x < ๕ และ y > ๓", passes())
('x < ๕ และ y > ๓', ())
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from prongsai.normalizers.edits import Edit, Pass, matches
from prongsai.normalizers.wraps import border
from prongsai.reference.rules import edit_rule, edit_rules

GATE = re.compile(r"[<&*#\\…‥]|__|\.\.\.|\. \.|···")
"""A text without one of these has nothing for this module."""

# an attribute may hold anything but angle brackets, so each character is looked at once
_TAG = re.compile(r"</?(?P<name>[A-Za-z][\w:]{0,15})(?P<rest>(?:[\s/][^<>]*)?)>", re.ASCII)
_CHECKED = re.compile(r"""\schecked\b(?!\s*=\s*["']?(?:false|no|0)\b)""", re.IGNORECASE)
_TICKABLE = re.compile(r"""\btype\s*=\s*["']?(?:checkbox|radio)\b""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp;)*(?P<name>[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_STARS = re.compile(r"\*{2,}")
_UNDERLINES = re.compile(r"(?<![_\\])__(?!_)")
_ESCAPE = re.compile(r"(?P<stars>(?:\\\*)+)|\\(?P<sign>[_\-.+~|\[\]])")
_DOTS = re.compile(r"(?:\.{3}|[…‥]|·{3}|\.(?: \.){3})(?: ?[.…‥·])*")
_ABBREVIATION = re.compile(r"[ก-ฮ]\.[ก-ฮ]{1,2}\Z")
_OPENING = "([{“‘\"'/"
_CLOSING = ")]}”’\"'/,;:"


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        # &amp;amp;lt; in one step: one level a round would take as many rounds as a hostile text likes
        plain = html.unescape(f"&{match['name']};")
        if not plain.endswith(";") or plain == ";":
            yield match.start(), match.end(), plain, "markup.html-entity"


def _checkboxes(text: str) -> Iterator[Edit]:
    for match in _TAG.finditer(text):
        if match["name"].lower() == "input" and _TICKABLE.search(match["rest"]):
            yield match.start(), match.end(), "☑" if _CHECKED.search(match["rest"]) else "☐", "markup.checkbox"


@cache
def _names(rule: str) -> frozenset[str]:
    return frozenset(edit_rule(rule).lists["names"])


def _tags(text: str) -> Iterator[Edit]:
    inline, block = _names("markup.html-tag"), _names("markup.html-block")
    tags = [match for match in _TAG.finditer(text) if match["name"].lower() in inline or match["name"].lower() in block]
    position = 0
    while position < len(tags):
        # tags with nothing but spaces between them are one border
        last = position
        while last + 1 < len(tags) and _blank(text, tags[last].end(), tags[last + 1].start()):
            last += 1
        group = tags[position : last + 1]
        if any(match["name"].lower() in block for match in group):
            start, end = group[0].start(), group[-1].end()
            floor = tags[position - 1].end() if position else 0
            while start > floor and text[start - 1].isspace():
                start -= 1
            while end < len(text) and text[end].isspace():
                end += 1
            yield start, end, border(text, start, end), "markup.html-block"
        else:
            for match in group:
                yield match.start(), match.end(), "", "markup.html-tag"
        position = last + 1


def _blank(text: str, start: int, end: int) -> bool:
    return start == end or text[start:end].isspace()


def _attached(text: str, start: int, end: int) -> bool:
    """Whether a word touches the span on one side, and numbers or Latin letters not on both (`2**3`)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return not (before.isdigit() and after.isdigit()) and not (before.isascii() and after.isascii())
    return not ((not before or before.isspace()) and (not after or after.isspace()))


def _emphasis(text: str) -> Iterator[Edit]:
    found = [(m.start(), m.end()) for m in _STARS.finditer(text) if _attached(text, m.start(), m.end())]
    opened: int | None = None
    for match in _UNDERLINES.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        # underlines inside a word are part of a file's name; a pair opens and closes at the outside of words
        if opened is None:
            if after and not after.isspace() and not before.isalnum():
                opened = match.start()
        elif before and not before.isspace() and not after.isalnum():
            found += [(opened, opened + 2), (match.start(), match.end())]
            opened = None
    for start, end in sorted(found):
        yield start, end, "", "markup.emphasis"


def _escapes(text: str) -> Iterator[Edit]:
    for match in _ESCAPE.finditer(text):
        stars = (match["stars"] or "").replace("\\", "")
        # several stars beside a word would be taken for emphasis once their escapes are gone
        if len(stars) > 1 and _attached(text, match.start(), match.end()):
            continue
        yield match.start(), match.end(), stars or match["sign"], "markup.escape"


def _form_dots(text: str) -> Iterator[Edit]:
    for match in _DOTS.finditer(text):
        start, end = match.span()
        if text[start] == "." and _ABBREVIATION.search(text, max(0, start - 4), start):
            start += 1  # พ.ศ..... keeps the dot of its own
        before, after = text[start - 1 : start], text[end : end + 1]
        apart = before and after and not before.isspace() and not after.isspace()
        yield start, end, " " if apart and before not in _OPENING and after not in _CLOSING else "", "markup.form-dots"


_BY_CODE: dict[str, Pass] = {
    "markup.html-entity": _entities,
    "markup.checkbox": _checkboxes,
    "markup.html-block": _tags,
    "markup.emphasis": _emphasis,
    "markup.escape": _escapes,
    "markup.form-dots": _form_dots,
}


@cache
def passes() -> tuple[Pass, ...]:
    """The passes of this module in the order of `markup.yml`; the row of inline tags runs with that of block tags."""
    rules = edit_rules("markup.yml")
    return tuple(
        matches(rule.find, rule.replacement, rule.id) if rule.find else _BY_CODE[rule.id]
        for rule in rules
        if rule.find or rule.id in _BY_CODE
    )
