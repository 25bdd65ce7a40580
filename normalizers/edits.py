"""Edits: the only engine that changes a text. Rules never write; they offer edits, and this applies and records them.

An edit is (start, end, after, rule): the span `start:end` of the text as it is, what shall stand there, and the rule
that says so. One pass takes edits from left to right that do not overlap, in time linear in the text, and answers the
new text and its steps. A step's `start` counts in the text as it was just before that step, so the shifts of the
earlier edits of the same pass are in it and `schemas.trace.replay` finds every `before` where the step says.

>>> text, steps = rewrite("ก  ข  ค", [(1, 3, " ", "space.run"), (4, 6, " ", "space.run")])
>>> text, [step.start for step in steps]
('ก ข ค', [1, 3])
>>> rewrite("กข", [(0, 1, "ก", "glyph.none")])
('กข', ())
>>> rewrite("กขค", [(1, 2, "", "a.b"), (0, 1, "", "a.b")])
Traceback (most recent call last):
...
ValueError: edit a.b at 0:1 is not behind 2 and inside 3 characters
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prongsai.schemas.trace import Step

Edit = tuple[int, int, str, str]
"""(start, end, after, rule)"""
Pass = Callable[[str], Iterable[Edit]]
"""Reads a text and offers edits of it, from left to right."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as printed (`raw`), as repaired (`text`), and the steps from one to the other."""

    raw: str
    text: str
    steps: tuple[Step, ...] = ()


def rewrite(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Step, ...]]:
    """Apply edits that come from left to right and do not overlap. Edits that change nothing leave no step."""
    parts: list[str] = []
    steps: list[Step] = []
    done = shift = 0
    for start, end, after, rule in edits:
        if not done <= start <= end <= len(text):
            raise ValueError(f"edit {rule} at {start}:{end} is not behind {done} and inside {len(text)} characters")
        before = text[start:end]
        if before == after:
            continue
        parts += (text[done:start], after)
        steps.append(Step(rule, start + shift, before, after))
        shift += len(after) - len(before)
        done = end
    if not steps:
        return text, ()
    parts.append(text[done:])
    return "".join(parts), tuple(steps)


def matches(pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], rule: str) -> Pass:
    """A pass that offers one edit for each match. A text replacement is a template as in `re.sub`."""
    put = replacement if callable(replacement) else (lambda match: match.expand(replacement))

    def edits(text: str) -> Iterator[Edit]:
        return ((match.start(), match.end(), put(match), rule) for match in pattern.finditer(text))

    return edits


def sub(
    pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str], text: str, rule: str
) -> tuple[str, tuple[Step, ...]]:
    """`re.sub` with steps.

    >>> sub(re.compile("(?P<digit>[0-9])%"), r"ร้อยละ \\g<digit>", "5%", "read.percent")
    ('ร้อยละ 5', (Step(rule='read.percent', start=0, before='5%', after='ร้อยละ 5'),))
    """
    return rewrite(text, matches(pattern, replacement, rule)(text))


def run(text: str, passes: Iterable[Pass]) -> tuple[str, tuple[Step, ...]]:
    """Several passes one after the other; the steps of the later ones count in the text the earlier ones left.

    >>> run(" a  b", [matches(re.compile("^ "), "", "space.edge"), matches(re.compile("  "), " ", "space.run")])[0]
    'a b'
    """
    steps: list[Step] = []
    for offer in passes:
        text, new = rewrite(text, offer(text))
        steps += new
    return text, tuple(steps)
