"""The columns of a table in blanks: where the rivers of white space between them run, and which text is in which.

Each line is a list of chunks, the texts between wide blanks:

>>> lines = [[Chunk(0, 3), Chunk(8, 20)], [Chunk(0, 5), Chunk(8, 14)], [Chunk(0, 2)]]
>>> find_borders(lines)
[6]
>>> columns_of([6], Chunk(8, 20)), columns_of([6], Chunk(2, 20)), columns_of([6], Chunk(0, 7))
((1, 1), (0, 1), (0, 0))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# A text over the gaps of so many other lines is a title over several columns.
_TITLED, _TITLED_SHARE = 2, 0.15


@dataclass(slots=True)
class Chunk:
    """Text between wide blanks: its columns on the page (`end` exclusive), and its span of the source."""

    start: int
    end: int
    at: int = 0
    until: int = 0


def find_borders(lines: Sequence[Sequence[Chunk]]) -> list[int]:
    """Where the columns meet: the emptiest place of each river.

    A title over several columns crosses a river and must not dam it; a narrow column with few texts in it is no river.
    """
    width = max(chunk.end for chunks in lines for chunk in chunks) + 1
    between = [0] * (width + 1)  # gaps over each place
    closed = [0] * (width + 1)  # gaps that end at or before it
    covered = [0] * (width + 1)  # texts over it, but for titles
    multi = 0
    for chunks in lines:
        multi += len(chunks) > 1
        for a, b in pairwise(chunks):
            between[a.end] += 1
            between[b.start] -= 1
            closed[b.start] += 1
    for x in range(1, width + 1):
        between[x] += between[x - 1]
        closed[x] += closed[x - 1]
    for chunks in lines:
        for chunk in chunks:
            # At least so many gaps of other lines lie wholly under this text.
            under = closed[chunk.end] - closed[chunk.start] - between[chunk.start]
            if under < max(_TITLED, multi * _TITLED_SHARE):
                covered[chunk.start] += 1
                covered[chunk.end] -= 1
    for x in range(1, width + 1):
        covered[x] += covered[x - 1]
    borders: list[int] = []
    x = 0
    while x < width:
        if not _is_river(covered[x], between[x]):
            x += 1
            continue
        end = x
        while end < width and _is_river(covered[end], between[end]):
            end += 1
        borders.append(_emptiest(covered, x, end))
        x = end
    kept: list[int] = []
    for index, border in enumerate(borders):
        high = borders[index + 1] if index + 1 < len(borders) else width
        if not _is_false(lines, kept[-1] if kept else -1, border, high, len(borders)):
            kept.append(border)
    return kept


def _is_river(covered: int, between: int) -> bool:
    """One line in twenty that sticks out is jitter, and so is a single one, such as a header, over three others."""
    return between >= 1 and (covered * 20 <= between or (covered == 1 and between >= 3))


def _emptiest(covered: Sequence[int], start: int, end: int) -> int:
    """The middle of the widest stretch of the least covered places."""
    least = min(covered[start:end])
    best, best_at, x = 0, start, start
    while x < end:
        run = x
        while run < end and covered[run] == least:
            run += 1
        if run - x > best:
            best, best_at = run - x, (x + run) // 2
        x = max(run, x + 1)
    return best_at


def _is_false(lines: Sequence[Sequence[Chunk]], low: int, border: int, high: int, others: int) -> bool:
    """Whether a border parts two ways of standing in one column: at its left edge and centred.

    Then no line has text on both sides of it, and either a header lies across, or one side is only a header, or nearly
    every line that has one of the two has all other columns besides: a cell there is never missing, only moved.
    """
    crossed = False
    on_left = on_right = complete = 0
    for chunks in lines:
        left = any(low <= chunk.start and chunk.end <= border for chunk in chunks)
        right = any(border <= chunk.start and chunk.end <= high for chunk in chunks)
        if left and right:
            return False
        crossed = crossed or any(chunk.start < border < chunk.end for chunk in chunks)
        on_left += left
        on_right += right
        complete += (left or right) and len(chunks) >= others
    few, many = sorted((on_left, on_right))
    return crossed or (few <= 2 and many > few) or (few + many >= 4 and complete >= 0.8 * (few + many))


def columns_of(borders: Sequence[int], chunk: Chunk) -> tuple[int, int]:
    """The columns of a chunk, first and last. A letter or two over a border is jitter, not a merged cell."""
    inside = [i for i, border in enumerate(borders) if chunk.start < border < chunk.end]
    first = sum(1 for border in borders if border <= chunk.start)
    if not inside:
        return first, first
    slack = max(2, (chunk.end - chunk.start) // 8)
    while inside and borders[inside[0]] - chunk.start <= slack:
        first = inside.pop(0) + 1
    while inside and chunk.end - borders[inside[-1]] <= slack:
        inside.pop()
    return first, first + len(inside)
