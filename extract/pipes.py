"""Markdown pipe tables, with or without outer pipes and a rule under the header.

>>> text = "| ข้อ | คะแนน |\\n|:---|---:|\\n| i๑ a\\\\|b | ๙๐ |"
>>> draft, = find_pipe_tables(cut_lines(text, 0, len(text)))
>>> [[text[slot.start:slot.end] for slot in row] for row in draft.rows]
[['ข้อ', 'คะแนน'], ['i๑ a\\\\|b', '๙๐']]
>>> [slot.is_header for slot in draft.rows[0] + draft.rows[1]]
[True, True, False, False]

One bar in a sentence is no table:

>>> find_pipe_tables(cut_lines("เว็บไซต์ | เฟซบุ๊ก\\nตามลำดับ", 0, 30))
[]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from prongsai.extract.ground import Line, Slot, TableDraft, cut_lines, padded

__all__ = ["cut_lines", "find_pipe_tables"]

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_RULE_TEXT = re.compile(r"[|:\- +]*")
# A row that lost its line end inside a cell is closed within this many lines.
_BROKEN = 6


def find_pipe_tables(lines: Sequence[Line]) -> list[TableDraft]:
    """All pipe tables."""
    drafts: list[TableDraft] = []
    index = 0
    while index < len(lines):
        if not _barred(lines[index]):
            index += 1
            continue
        run, last = _run(lines, index)
        rules = [position for position, group in enumerate(run) if len(group) == 1 and _is_rule(group[0].text)]
        if _is_table(run, rules):
            header = rules[0] if rules else 0
            rows = [
                _slots(group, position < header) for position, group in enumerate(run) if position not in set(rules)
            ]
            if rows:
                drafts.extend(TableDraft(index, last, grid, "pipes") for grid in padded(rows))
        index = last
    return drafts


def _barred(line: Line) -> bool:
    return "|" in line.text and line.furniture is None and _BAR.search(line.text) is not None


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None if len(text) < 10_000 else _RULE_TEXT.fullmatch(text) is not None


def _run(lines: Sequence[Line], first: int) -> tuple[list[list[Line]], int]:
    """The rows from `first` on, each as its lines, and the index behind them."""
    run: list[list[Line]] = []
    index = first
    while index < len(lines) and _barred(lines[index]):
        group = [lines[index]]
        text = lines[index].text.strip()
        if text.startswith("|") and not text.endswith("|"):
            group.extend(_rest(lines, index + 1))
        run.append(group)
        index += len(group)
    return run, index


def _rest(lines: Sequence[Line], index: int) -> list[Line]:
    """The lines that close a row whose closing bar is missing; none where the row simply has no closing bar."""
    rest: list[Line] = []
    for line in lines[index : index + _BROKEN]:
        text = line.text.strip()
        if line.blank or line.furniture is not None or text.startswith("|"):
            return []
        rest.append(line)
        if text.endswith("|"):
            return rest
    return []


def _is_table(run: Sequence[Sequence[Line]], rules: Sequence[int]) -> bool:
    if rules:
        return len(run) > 1
    bars = [sum(len(_BAR.findall(line.text)) for line in group) for group in run]
    framed = all(group[0].text.lstrip().startswith("|") and group[-1].text.rstrip().endswith("|") for group in run)
    if framed:
        return min(bars) >= 2
    # Without a frame and a rule only repetition tells a table from a sentence with bars in it.
    return len(run) >= 2 and min(bars) == max(bars) and (bars[0] >= 2 or len(run) >= 3)


def _slots(group: Sequence[Line], is_header: bool) -> list[Slot]:
    start = group[0].start
    # The pieces of a broken row stand in consecutive lines, so one line end lies between any two of them.
    text = "\n".join(line.text for line in group)
    right = len(text.rstrip())
    left = len(text) - len(text.lstrip())
    bars = [found.start() for found in _BAR.finditer(text)]
    edges = [left - 1, *bars, right]
    if bars and bars[0] == left:
        edges.pop(0)
    if bars and bars[-1] == right - 1 and len(edges) > 2:
        edges.pop()
    slots: list[Slot] = []
    for before, after in pairwise(edges):
        piece = text[before + 1 : after]
        stripped = piece.strip()
        at = start + before + 1 + (len(piece) - len(piece.lstrip()) if stripped else 0)
        slots.append(Slot(at, at + len(stripped), is_header=is_header))
    return slots
