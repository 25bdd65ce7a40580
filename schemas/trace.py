"""Steps, passages and cites: the footnotes under every value.

A *step* is one change of a text: which rule, where, what stood there, what stands there now. Its offset counts in
the text as it was just before this step, so a list of steps is replayed from first to last and undone from last to
first. A *passage* is one cell or paragraph as the source has it, with the steps that repair it. A *cite* says from
which span of a passage's repaired text a value was read, and which further steps that one reading made.

>>> steps = (Step("glyph.sara-am", 1, "\\u0e4d\\u0e32", "\\u0e33"),)
>>> replay("อ\\u0e4d\\u0e32เภอ", steps) == "อำเภอ"
True
>>> undo("อำเภอ", steps) == "อ\\u0e4d\\u0e32เภอ"
True

Steps, places and cites are slotted dataclasses, not models: a 70 kB report has some thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import ConfigDict

Basis = Literal["read", "carried", "matched", "reviewed"]
"""`read` from its own cell, `carried` from a merged cell above, `matched` fuzzily, `reviewed` by a person."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: `before` at `start` (offset in the text before this step) became `after`, because of `rule`."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    rule: str
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: page (from 1), and line and column (from 1) of the decoded text, or a box in PDF points.

    `bbox` is (left, top, right, bottom) in points from the page's top left corner.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    page: int
    line: int | None = None
    column: int | None = None
    line_end: int | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """The footnote under one value: the span `start:end` of the repaired text of passage `at`.

    `steps` are the changes made for this reading alone, with offsets in the span itself.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    at: str
    start: int
    end: int
    basis: Basis = "read"
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One cell or paragraph: `raw` is what the source says, `steps` make the repaired text of it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    raw: str
    place: Place
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """The repaired text."""
        return replay(self.raw, self.steps)


def replay(text: str, steps: Iterable[Step]) -> str:
    """Apply steps in order. Raises ValueError where a step does not find its `before`.

    Steps that go from left to right are applied in one sweep, so the time is linear in text and steps for each pass
    that made them, and not their product: a line of 5 MB may have 100,000 steps.

    >>> replay("ก  ข", [Step("space.run", 1, "  ", " ")])
    'ก ข'
    """
    done: list[str] = []  # the text of this sweep up to `size`; `text[at:]` is still as it was
    at = size = 0
    for step in steps:
        if step.start < size:
            text, done, at, size = "".join(done) + text[at:], [], 0, 0
        start = at + step.start - size
        end = start + len(step.before)
        if start > len(text) or text[start:end] != step.before:
            raise ValueError(f"step {step.rule} expects {step.before!r} at {step.start}, found {text[start:end]!r}")
        done += (text[at:start], step.after)
        size, at = step.start + len(step.after), end
    return "".join(done) + text[at:]


def undo(text: str, steps: Iterable[Step]) -> str:
    """Take steps back, last first. Raises ValueError where a step does not find its `after`.

    >>> undo("ก ข", [Step("space.run", 1, "  ", " ")])
    'ก  ข'
    """
    done: list[str] = []  # what stands behind `text[:at]`, last piece first
    at = len(text)
    for step in reversed(tuple(steps)):
        end = step.start + len(step.after)
        if end > at:
            text, done = text[:at] + "".join(reversed(done)), []
            at = len(text)
        if step.start > len(text) or text[step.start : end] != step.after:
            raise ValueError(f"step {step.rule} left {step.after!r} at {step.start}, found {text[step.start : end]!r}")
        done += (text[end:at], step.before)
        at = step.start
    return text[:at] + "".join(reversed(done))


def raw_span(steps: Iterable[Step], start: int, end: int) -> tuple[int, int]:
    """The span of the raw text that the span `start:end` of the repaired text came from.

    A span that touches the inside of a changed piece takes in the whole piece; deletions at a span's edge stay outside.

    >>> raw_span([Step("glyph.sara-am", 1, "xx", "y")], 0, 2)
    (0, 3)
    """
    for step in reversed(tuple(steps)):
        left, right = step.start, step.start + len(step.after)
        shift = len(step.before) - len(step.after)
        new_start, new_end = start, end
        if start >= right and not (start == right == left and start == end):
            new_start = start + shift
        elif start > left:
            new_start = left
        if end > left:
            new_end = end + shift if end >= right else left + len(step.before)
        start, end = new_start, max(new_start, new_end)
    return start, end
