"""How a report is written: the choices of a layout, and the pen that follows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from prongsai.reference.catalogue import catalogue
from tests.made import ScoreRow
from tests.written import WRITERS, Grid

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True)
class Layout:
    """How a report is written. `scores` and `plan` name forms; `columns` are roles of columns, left to right."""

    table: str = "tabs"
    scores: str = "long"
    plan: str = "table"
    columns: tuple[str, ...] = (
        "number",
        "topic",
        "question",
        "finding",
        "measure",
        "steps",
        "responsible",
        "period",
        "monitoring",
    )
    headings: tuple[tuple[str, str], ...] = ()
    digits: str = "thai"
    codes: str = "plain"
    marks: str = "1."
    units: str = "/"
    page_break: str = ""
    merged: bool = False
    status: str = "words"
    lists: bool = False
    year: int | None = None

    @property
    def progress(self) -> bool:
        """Whether it is a report on progress and no plan."""
        return bool({"status", "progress", "outcome", "ticks"} & set(self.columns))


@dataclass
class Rendered:
    """The text, and the records that a reader should have found."""

    text: str = ""
    scores: Counter[ScoreRow] = field(default_factory=Counter)
    ratings: dict[int, str] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)


class Pen:
    """Writes numbers and codes in a layout's way."""

    def __init__(self, layout: Layout, rng: Random) -> None:
        self._layout, self._rng = layout, rng

    def digits(self, text: str) -> str:
        """A text with its digits in the layout's script; `mixed` changes from number to number."""
        if self._layout.digits == "arabic":
            return text
        if self._layout.digits == "thai":
            return text.translate(THAI)
        parts = text.split(" ")
        return " ".join(part.translate(THAI) if self._rng.random() < 0.5 else part for part in parts)

    def code(self, code: str) -> str:
        """A code as printed: `i24`, `I24`, `๐๒๔`, `O๐๕`, `1๒๘`."""
        letter, number = code[0], code[1:]
        style = self._layout.codes
        if style == "upper":
            return letter.upper() + self.digits(number)
        if style == "padded":
            return letter.upper() + self.digits(number.zfill(2))
        if style == "confused":
            if letter == "o":
                return self._rng.choice(("0", "๐")) + number.translate(THAI)
            if letter == "i" and len(number) == 2:
                return "1" + number.translate(THAI)
        return letter + self.digits(number)

    def score(self, value: object) -> str:
        """A score with two decimals."""
        return self.digits(f"{value:.2f}")


def write(layout: Layout, grid: Grid, header: int = 1) -> str:
    """A table in the hand of a layout."""
    return WRITERS[layout.table](grid, header)


def indicator_name(no: str, year: int) -> str:
    """The official name of an indicator in one year."""
    return catalogue(year).indicators[no].name
