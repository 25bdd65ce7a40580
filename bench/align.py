"""Which record of ours is which record of the truth: the best assignment by likeness of texts.

Two records can be the same from a likeness of 60 (of 100, on texts without spaces). Among equals the nearer line wins:
a plan and its progress report print the same measure twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from bench.corpus import Json
from bench.tally import squeeze

ALIKE = 60.0
NEAR = 2.0
"""What the same line is worth, in points of likeness. It falls with distance, so it only breaks ties."""


def pair_up(
    gold: Sequence[Json], ours: Sequence[Json], our_lines: Sequence[set[int]]
) -> list[tuple[int | None, int | None]]:
    """Pairs of indices: first all of the truth in order (None beside what was not found), then ours that are extra."""
    likeness = [[_likeness(squeeze(want["text"]), squeeze(have["text"])) for have in ours] for want in gold]
    weights = [
        [
            value and value + NEAR / (1 + _distance(want.get("lines", ()), our_lines[column]))
            for column, value in enumerate(row)
        ]
        for want, row in zip(gold, likeness, strict=True)
    ]
    chosen: list[int | None] = list(assign(weights))
    for row_index, column_index in enumerate(chosen):
        if column_index is not None and likeness[row_index][column_index] < ALIKE:
            chosen[row_index] = None
    taken = set(chosen)
    pairs: list[tuple[int | None, int | None]] = list(enumerate(chosen))
    return pairs + [(None, index) for index in range(len(ours)) if index not in taken]


def assign(weights: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row the column that makes the sum of weights greatest, each column used once. Weight 0 is no match.

    >>> assign([[9.0, 8.0], [9.0, 1.0]])
    [1, 0]
    >>> assign([[5.0], [7.0]])
    [None, 0]
    """
    rows, columns = len(weights), max((len(row) for row in weights), default=0)
    if not rows or not columns:
        return [None] * rows
    if rows > columns:
        flipped = assign([[weights[row][column] for row in range(rows)] for column in range(columns)])
        back: list[int | None] = [None] * rows
        for column, row in enumerate(flipped):
            if row is not None:
                back[row] = column
        return back
    owner = _hungarian(weights, rows, columns)
    result: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        row = owner[column]
        if row and weights[row - 1][column - 1] > 0:
            result[row - 1] = column - 1
    return result


def _hungarian(weights: Sequence[Sequence[float]], rows: int, columns: int) -> list[int]:
    """The row (from 1) of each column (from 1), 0 for none, by shortest augmenting paths; needs rows <= columns."""
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for new_row in range(1, rows + 1):
        owner[0] = new_row
        column = 0
        slack, came_from = [float("inf")] * (columns + 1), [0] * (columns + 1)
        used = [False] * (columns + 1)
        while owner[column]:
            used[column] = True
            row, step, nearest = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if used[other]:
                    continue
                cost = -weights[row - 1][other - 1] - row_price[row] - column_price[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < step:
                    step, nearest = slack[other], other
            for other in range(columns + 1):
                if used[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = nearest
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return owner


def _likeness(want: str, have: str) -> float:
    if want == have:
        return 100.0
    return float(fuzz.ratio(want, have, score_cutoff=ALIKE))


def _distance(gold_lines: Sequence[int], our_lines: set[int]) -> int:
    if not gold_lines or not our_lines:
        return 10_000
    return min(abs(want - have) for want in gold_lines for have in our_lines)


def cited_lines(record: Json, passages: dict[str, Any], field: str | None = None) -> set[int]:
    """The source lines that a record's cites (of one field, or all) lead to; empty where they lead nowhere."""
    cites = record.get("cites") or {}
    groups = [cites[field]] if field in cites else list(cites.values())
    return lines_of([cite for group in groups for cite in group], passages)


def lines_of(cites: Sequence[Json], passages: dict[str, Any]) -> set[int]:
    """The source lines under some cites."""
    lines: set[int] = set()
    for cite in cites:
        place = (passages.get(cite["at"]) or {}).get("place") or {}
        if place.get("line"):
            lines.update(range(place["line"], (place.get("line_end") or place["line"]) + 1))
    return lines
