"""Fragments: repaired cells and paragraphs, and reading spans of them with their footnotes.

A *fragment* is one cell or paragraph after repair. A *content* is what stands in one logical cell: usually one fragment,
several where a page break cut the cell. `read_span` makes the text that a record holds (Thai numerals as Arabic digits,
one line) and the cite that leads back to the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.normalizers import lists
from prongsai.normalizers.numerals import arabic
from prongsai.normalizers.text import repair
from prongsai.schemas.trace import Basis, Cite, Passage, Place, Step

_READ = re.compile(r"[๐-๙]+|\s*\n\s*|[ \t]{2,}")


@dataclass(slots=True)
class Fragment:
    """One repaired cell or paragraph. `plain` is `text` with Arabic digits; offsets are the same in both.

    A piece of a paragraph (what follows its heading words) is a fragment too: `offset` is where it starts in the whole.
    """

    at: str
    raw: str
    place: Place
    text: str
    steps: tuple[Step, ...] = ()
    plain: str = field(default="", repr=False)
    offset: int = 0

    def passage(self) -> Passage:
        """The fragment as the document keeps it."""
        return Passage(self.raw, self.place, self.steps)


Content = list[Fragment]
"""What stands in one logical cell, in reading order; empty where nothing does."""


def make_fragment(at: str, raw: str, place: Place) -> Fragment:
    """Repair a raw cell or paragraph."""
    repaired = repair(raw)
    return Fragment(at, raw, place, repaired.text, repaired.steps, arabic(repaired.text))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a fragment."""

    fragment: Fragment
    start: int
    end: int

    @property
    def text(self) -> str:
        """The repaired text of the span."""
        return self.fragment.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """The same with Arabic digits."""
        return self.fragment.plain[self.start : self.end]

    def strip(self) -> Span:
        """The span without white space at its ends."""
        start, end, text = self.start, self.end, self.fragment.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(self.fragment, start, end)

    def read(self, basis: Basis = "read") -> tuple[str, Cite]:
        """The text as a record holds it, and its cite."""
        value, steps = read_text(self.text)
        return value, self.cite(basis, steps)

    def cite(self, basis: Basis = "read", steps: tuple[Step, ...] = ()) -> Cite:
        """A cite of the span with steps of the caller's own reading."""
        offset = self.fragment.offset
        return Cite(self.fragment.at, self.start + offset, self.end + offset, basis, steps)


def piece_of(fragment: Fragment, start: int, end: int) -> Fragment:
    """A piece of a fragment as a fragment of its own, under the same address."""
    text = fragment.text[start:end]
    return Fragment(
        fragment.at, fragment.raw, fragment.place, text, (), fragment.plain[start:end], fragment.offset + start
    )


def read_text(text: str) -> tuple[str, tuple[Step, ...]]:
    """A repaired text as a record holds it: Arabic digits, one line; and the steps that made it.

    >>> read_text("ปี ๒๕๖๖")
    ('ปี 2566', (Step(rule='read.thai-digits', start=3, before='๒๕๖๖', after='2566'),))
    """
    steps: list[Step] = []
    pieces: list[str] = []
    last = 0
    length = 0
    for match in _READ.finditer(text):
        before = match[0]
        if before == " ":
            continue
        after = arabic(before) if "๐" <= before[0] <= "๙" else " "
        if after == before:
            continue
        pieces.append(text[last : match.start()])
        length += match.start() - last
        steps.append(Step("read.thai-digits" if after != " " else "read.one-line", length, before, after))
        pieces.append(after)
        length += len(after)
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces), tuple(steps)


def whole(content: Sequence[Fragment]) -> list[Span]:
    """The spans of a content, one a fragment, stripped, without empty ones."""
    spans = [Span(fragment, 0, len(fragment.text)).strip() for fragment in content]
    return [span for span in spans if span.end > span.start]


def read_spans(spans: Sequence[Span], basis: Basis = "read") -> tuple[str, tuple[Cite, ...]]:
    """The joined text of several spans (one blank between fragments) and their cites."""
    read = [span.read(basis) for span in spans]
    return " ".join(text for text, _ in read), tuple(cite for _, cite in read)


def text_of(content: Sequence[Fragment]) -> str:
    """The repaired text of a content, for deciding what it is."""
    return " ".join(fragment.text for fragment in content).strip()


def body(content: Sequence[Fragment]) -> list[Span]:
    """A cell's text without the number or dash that only counts its row."""
    spans = whole(content)
    if len(spans) == 1:
        start, end = lists.without_ordinal(spans[0].text)
        return [Span(spans[0].fragment, spans[0].start + start, spans[0].start + end)]
    return spans


def item_spans(content: Sequence[Fragment]) -> list[list[Span]]:
    """The items of a cell, each as spans; an item that a page break cut goes on in the next fragment."""
    found: list[list[Span]] = []
    for index, span in enumerate(whole(content)):
        for number, item in enumerate(lists.items(span.text)):
            piece = Span(span.fragment, span.start + item.start, span.start + item.end)
            unmarked = item.mark_start == item.start
            if index and number == 0 and unmarked and found:
                found[-1].append(piece)
            else:
                found.append([piece])
    return [spans for spans in found if any(re.search(r"\w", span.text) for span in spans)]
