"""Repair of one cell or paragraph: what the page says, with the damage of layout, fonts and markup undone.

`repair` undoes remnants of markup (`normalizers.markup`), damaged characters (`normalizers.glyphs`), line ends and
the spaces they left (`normalizers.wraps`); each change is a step that can be replayed and undone. It never respells,
never changes a digit (reading does: `normalizers.numerals`) and never a Latin letter. The text that comes out is NFC
and repairing it again changes nothing.

>>> repaired = repair("**ประเด็น** การ ใช้ทรัพย์สินของ\\nราชการ")
>>> repaired.text
'ประเด็น การใช้ทรัพย์สินของราชการ'
>>> for step in repaired.steps: print(step)
Step(rule='markup.emphasis', start=0, before='**', after='')
Step(rule='markup.emphasis', start=7, before='**', after='')
Step(rule='wrap.line', start=27, before='\\n', after='')
Step(rule='wrap.open-word', start=11, before=' ', after='')
>>> repair("๑๐๐.๐๐").steps
()
>>> repair("<p>ขั้นตอน</p><p>๑. แต่งตั้ง<br>๒. ประชุม</p>").text
'ขั้นตอน\\n๑. แต่งตั้ง\\n๒. ประชุม'
"""

from __future__ import annotations

import re
from functools import lru_cache

from prongsai.normalizers import glyphs, markup, wraps
from prongsai.normalizers.edits import Repaired, rewrite, run
from prongsai.schemas.trace import Step

__all__ = ["Repaired", "line_spans", "repair"]

line_spans = wraps.line_spans

_WRAPS = re.compile(r"[ \t\r\n]")
_ROUNDS = 8
"""Documents settle in two or three rounds. A text that is still changing after these was made to."""
_CACHED = 2000


def repair(raw: str) -> Repaired:
    """The text of a cell or paragraph with its damage undone, and the steps. Pure; never raises."""
    return _repair_cached(raw) if len(raw) <= _CACHED else _repair(raw)


def _repair(raw: str) -> Repaired:
    text, steps = raw, list[Step]()
    for _ in range(_ROUNDS):
        before = len(steps)
        text = _round(text, steps)
        if len(steps) == before:
            return Repaired(raw, text, tuple(steps))
    # nested without end: better unrepaired than half repaired, for the next repair would go on with it
    composed, first = rewrite(raw, glyphs.compose(raw))
    return Repaired(raw, composed, first)


_repair_cached = lru_cache(maxsize=4096)(_repair)


def _round(text: str, steps: list[Step]) -> str:
    """Each family of rules once, where its gate finds something to do."""
    text, new = rewrite(text, glyphs.compose(text))
    steps += new
    if markup.GATE.search(text):
        text, new = run(text, markup.passes())
        steps += new
    if glyphs.gate().search(text):
        text, new = run(text, glyphs.passes())
        steps += new
    if _WRAPS.search(text):
        text, new = run(text, wraps.PASSES)
        steps += new
    return text
