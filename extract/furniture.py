"""Page furniture and page marks: which lines are no part of the text, and where the pages begin.

Form feeds are the surest page marks, then separators that a dump writes between pages, then printed page numbers and
catchwords. A printed number may stand at the head of its page or at its foot:

>>> lines = cut_lines("ก\\n- ๒ -\\nข\\n๓/ค คง จ...\\nค คง จ", 0, 31)
>>> mark_furniture(lines)
[(0, 1), (2, 2), (22, 3)]
>>> [line.furniture for line in lines]
[None, 'furniture.page-number', None, 'furniture.catchword', None]

A text without marks has no pages:

>>> mark_furniture(cut_lines("ตัวชี้วัดที่ ๑\\n\\nคะแนน", 0, 21)) is None
True
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from prongsai.extract.ground import Line, cut_lines
from prongsai.reference.furniture import LONGEST, FurnitureRule, furniture_rules, may_be_furniture

__all__ = ["cut_lines", "mark_furniture", "repeated_titles"]

_BARE = re.compile(r"[0-9๐-๙]{1,3}")
_CHUNKS = re.compile(r"\S {2,}(?=\S)")
# The page number at either end of a running line, told from "ตัวชี้วัดที่ ๑" by its word, a dash or a wide gap.
_NUMBER_AT_END = re.compile(
    r"(?:\s{2,}|\s*(?:หน้า|page|[-–|])\s*(?:ที่)?\s*)[0-9๐-๙]{1,4}(?:\s*(?:/|of|จาก)\s*[0-9๐-๙]{1,4})?\s*-?$",
    re.IGNORECASE,
)
_NUMBER_AT_START = re.compile(r"^(?:(?:หน้า|page)\s*(?:ที่)?\s*)?[0-9๐-๙]{1,4}(?:\s{2,}|\s*[-–|]\s*)", re.IGNORECASE)
# A printed number that jumps further than this is misread, or belongs to another document.
_LEAP = 20
_EDGE = 3
# Fewer letters between two lone numbers are no page.
_PAGE_LETTERS = 400


@dataclass(slots=True)
class _Mark:
    """A line that says something of pages: its index, the printed number, and whether it is a catchword."""

    index: int
    number: int | None
    catchword: bool = False


def mark_furniture(lines: Sequence[Line]) -> list[tuple[int, int]] | None:
    """Name the furniture among the lines; the pages as (offset, number), or None where there are no page marks."""
    separators: list[_Mark] = []
    printed: list[_Mark] = []
    for index, line in enumerate(lines):
        if line.blank or not may_be_furniture(line.text):
            continue
        rule, number = _rule_of(lines, index, "anywhere")
        if rule is None:
            continue
        line.furniture = rule.id
        if rule.mark == "separator":
            separators.append(_Mark(index, number))
        elif rule.mark is not None:
            printed.append(_Mark(index, number, rule.mark == "catchword"))
    starts: list[tuple[int, int]] | None
    if any(line.new_page for line in lines):
        starts = _by_form_feeds(lines)
    elif separators:
        starts = _by_separators(lines, separators)
    else:
        starts = _by_numbers(lines, printed or _ascending(lines))
    if starts is None:
        return None
    pages = list(_pages(lines, [index for index, _ in starts]))
    _mark_edges(lines, pages)
    _mark_running(lines, pages)
    return [(lines[index].start if index else 0, page) for index, page in starts]


def _rule_of(lines: Sequence[Line], index: int, where: str) -> tuple[FurnitureRule | None, int | None]:
    for rule in furniture_rules():
        if rule.where != where or (found := rule.fits(lines[index].text)) is None:
            continue
        groups = found.groupdict()
        if rule.confirm == "next" and not _begins_next(lines, index, groups["words"]):
            continue
        return rule, int(groups["page"]) if groups.get("page") else None
    return None, None


def _begins_next(lines: Sequence[Line], index: int, words: str) -> bool:
    """Whether the next line that is no page number begins with these words, spaces aside."""
    words = "".join(words.split())
    for line in lines[index + 1 : index + 8]:
        letters = "".join(line.text[:400].split())
        if len(letters) > 8 or (letters and _BARE.search(letters) is None):
            return words in letters[: len(words) + 6]
    return False


def _by_form_feeds(lines: Sequence[Line]) -> list[tuple[int, int]]:
    starts = [(0, 1)]
    last = max((i for i, line in enumerate(lines) if not line.blank), default=-1)  # a form feed may end the text
    for index, line in enumerate(lines[: last + 1]):
        if line.new_page:
            starts.append((index, len(starts) + 1))
    return starts


def _by_separators(lines: Sequence[Line], marks: Sequence[_Mark]) -> list[tuple[int, int]]:
    numbered = [mark for mark in marks if mark.number is not None]
    if not numbered:
        return _numbered(lines, ((mark.index + 1, None) for mark in marks))
    return _by_numbers(lines, numbered) or [(0, 1)]


def _by_numbers(lines: Sequence[Line], marks: Sequence[_Mark]) -> list[tuple[int, int]] | None:
    """Pages by printed numbers: at the foot where the text ends with one or number 1 has text before it."""
    if not marks:
        return None
    numbers = [mark for mark in marks if not mark.catchword]
    last_line = max((i for i, line in enumerate(lines) if not line.blank), default=0)
    at_foot = bool(numbers) and (
        numbers[-1].index == last_line
        or (numbers[0].number == 1 and any(_is_text(line) for line in lines[: numbers[0].index]))
    )
    if at_foot:
        return _numbered(lines, ((m.index + 1, None if m.number is None else m.number + 1) for m in numbers), foot=True)
    return _numbered(lines, ((m.index + m.catchword, m.number) for m in marks))


def _numbered(
    lines: Sequence[Line], breaks: Iterable[tuple[int, int | None]], foot: bool = False
) -> list[tuple[int, int]]:
    """Page starts from (line index, number of the page that begins there); pages only ever go up."""
    starts = [(0, 1)]
    texts = [0, *accumulate(_is_text(line) for line in lines)]
    for index, number in breaks:
        page = starts[-1][1]
        plausible = number is not None and page < number <= page + _LEAP
        if texts[index] == texts[starts[-1][0]]:
            if plausible and number is not None:
                starts[-1] = (starts[-1][0], number)
            continue
        if number == page and not foot:
            continue  # a catchword said so already
        if plausible and number is not None:
            if foot and len(starts) == 1:
                starts[0] = (0, number - 1)
            starts.append((index, number))
        else:
            starts.append((index, page + 1))
    if len(starts) > 1 and texts[-1] == texts[starts[-1][0]]:
        starts.pop()
    return starts


def _is_text(line: Line) -> bool:
    return line.furniture is None and not line.blank


def _ascending(lines: Sequence[Line]) -> list[_Mark]:
    """Lone numbers on lines of their own that count the pages: each the next one, far apart, three at least.

    A list whose numbers stand alone on lines counts as well, but has no page of text between them.
    """
    marks: list[_Mark] = []
    letters = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        alone = index and lines[index - 1].blank and (index + 1 == len(lines) or lines[index + 1].blank)
        is_next = not marks or (text.isdecimal() and int(text) == (marks[-1].number or 0) + 1)
        if alone and is_next and letters >= _PAGE_LETTERS and _BARE.fullmatch(text):
            marks.append(_Mark(index, int(text)))
            letters = 0
        else:
            letters += len(text)
    if len(marks) < 3:
        return []
    for mark in marks:
        lines[mark.index].furniture = "furniture.page-number-bare"
    return marks


def _pages(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    yield from pairwise([*starts, len(lines)])


def _inward(lines: Sequence[Line], page: tuple[int, int]) -> Iterator[Iterator[int]]:
    """The indexes of the lines that are not blank, from the head of a page down and from its foot up."""
    first, last = page
    yield (i for i in range(first, last) if not lines[i].blank)
    yield (i for i in range(last - 1, first - 1, -1) if not lines[i].blank)


def _mark_edges(lines: Sequence[Line], pages: Sequence[tuple[int, int]]) -> None:
    for page in pages:
        for foot, indexes in enumerate(_inward(lines, page)):
            for _, index in zip(range(_EDGE), indexes, strict=False):
                if lines[index].furniture is not None:
                    continue
                rule, _ = _rule_of(lines, index, "edge")
                inner = index + (-1 if foot else 1)
                # A number close to the text is the last piece of a table cell, not the number of the page.
                apart = not 0 <= inner < len(lines) or lines[inner].blank or lines[inner].furniture is not None
                if rule is None or not apart:
                    break
                lines[index].furniture = rule.id


def _mark_running(lines: Sequence[Line], pages: Sequence[tuple[int, int]]) -> None:
    """Lines repeated at the same edge of many pages. The first stays text: it may be the only title there is."""
    if len(pages) < 3:
        return
    edges: list[tuple[bool, list[int]]] = []
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        for foot, indexes in enumerate(_inward(lines, page)):
            near = [i for _, i in zip(range(2 * _EDGE), indexes, strict=False) if lines[i].furniture is None][:_EDGE]
            edges.append((bool(foot), near))
            counts.update({(bool(foot), key) for i in near if (key := _running_key(lines, i)) is not None})
    first_page_last = pages[0][1]
    for foot, near in edges:
        for index in near:
            key = _running_key(lines, index)
            if key is None or counts[foot, key] < 3 or counts[foot, key] * 3 < len(pages):
                break
            if foot or index >= first_page_last:
                lines[index].furniture = "furniture.running-line"


def _running_key(lines: Sequence[Line], index: int) -> str | None:
    """What two lines must share to be the same running line; None for a line that may belong to a table."""
    text = lines[index].text.strip()
    if "\t" in text or "|" in text or len(text) > 200:
        return None
    key = "".join(_NUMBER_AT_START.sub("", _NUMBER_AT_END.sub("", text)).split())
    follower = lines[index + 1].text if index + 1 < len(lines) else ""
    in_columns = len(_CHUNKS.findall(text)) > 1
    # Table headers are repeated on every page as well; short words above more columns are a part of one.
    over_columns = len(key) < 25 and len(_CHUNKS.findall(follower.strip()[:LONGEST])) > 1
    return None if in_columns or over_columns or len(key) < 4 else key


def repeated_titles(groups: Sequence[tuple[str, str]]) -> list[int]:
    """Which of the texts before tables only repeat the title of a table that goes on.

    Each group is (the text between the table before and this table, the header row of this table). A title is
    repeated where it stands before three tables in a row that have the same header; the first of them is no furniture,
    and may have other text before it.

    >>> repeated_titles([("คำนำแผน", "ก|ข"), ("แผน", "ก|ข"), ("แผน", "ก|ข")])
    [1, 2]
    >>> repeated_titles([("แบบวัด IIT", "ก|ข"), ("แบบวัด EIT", "ก|ข"), ("แบบวัด IIT", "ก|ข")])
    []
    """
    found: list[int] = []
    run: list[int] = []
    for index, (title, header) in enumerate(groups):
        before, header_before = groups[run[-1]] if run else ("", "")
        same = title and header == header_before and (title == before or (len(run) == 1 and before.endswith(title)))
        if not same:
            found.extend(run[1:] if len(run) >= 3 else [])
            run = []
        run.append(index)
    return found + (run[1:] if len(run) >= 3 else [])
