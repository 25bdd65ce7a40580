"""Torn rows of tab-separated tables: a tab printed as a run of blanks, a line end inside a cell.

Nothing but the other rows tells whether two blanks were a tab. Each column is known by the kinds of cells that the
whole rows have in it, those of the same table on other pages too; a short row is cut at its blanks, or put together
with the lines behind it, only where that makes up the width of the table and its cells then are of the kinds that stand
in their columns:

>>> text = "ที่\\tตัวชี้วัด\\tคะแนน\\n๑\\tการใช้อำนาจ\\t๙๐.๑๕\\n๒\\tคุณภาพ  ๘๐.๒๖\\n๓\\tการสื่อสาร\\t๗๐.๑๑\\n๔\\tการใช้  อำนาจ"
>>> (rows,) = torn_rows([[[line] for line in cut_lines(text, 0, len(text))]])
>>> for slots in rows:
...     print([text[slot.start:slot.end] for slot in slots])
['ที่', 'ตัวชี้วัด', 'คะแนน']
['๑', 'การใช้อำนาจ', '๙๐.๑๕']
['๒', 'คุณภาพ', '๘๐.๒๖']
['๓', 'การสื่อสาร', '๗๐.๑๑']
['๔', 'การใช้  อำนาจ']

The last row stays as it is: `อำนาจ` is no score, the cell that is missing was empty or is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

from prongsai.extract.ground import Line, Slot, cut_lines, trimmed
from prongsai.extract.shapes import goes_on, is_score, is_value, list_mark, open_end, word_middle

__all__ = ["cut_lines", "ends_in_lone_score", "names_instrument", "torn_rows"]

_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_TABS_OR_GAP = re.compile(r"\t|(?<=[^\s])[ \u00a0]{2,}(?=[^\s])")
_INSTRUMENT = re.compile(r"\W{0,3}(?:แบบ(?:วัด)?\s?)?(?:IIT|EIT|OIT)\b")
_CODE = re.compile(r"(?:ข้อ(?:ที่)?\s?)?[ieoIEOl][0-9๐-๙OolI]{1,3}(?![0-9๐-๙A-Za-z])")
_PERIOD = re.compile(r"ไตรมาส|เดือน|ตลอด|ปีงบ|[ก-ฮ]\.[ก-ฮ]\.|(?:25|๒๕)[0-9๐-๙]{2}|[กม]\S{2,8}(?:คม|ยน|พันธ์)")
_TEXTS = frozenset({"short", "long", "period", "code", "marked"})
_OPENERS = frozenset({"number", "marked", "instrument", "code", "score"})
_SHORT = 30
_WIDEST = 40
_GAPS = 4
_MISSING = 6
_PIECES = 4
# The least lead, in units of log-likelihood, of a mended row over the row as it stands. A cell of a kind that two whole
# rows never had in its column costs 2.
_LEAD = 1.5
_UNSEEN = 0.3
# Where this share of the whole rows has runs of blanks inside its cells, such runs tell nothing.
_BLANKS_MEAN_NOTHING = 0.2


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece between tabs or runs of blanks; `gap` where a run of blanks stands before it."""

    start: int
    end: int
    text: str
    gap: bool = False


def torn_rows(tables: Iterable[Sequence[Sequence[Line]]]) -> list[list[list[Slot]]]:
    """The cells of the rows of each table of a document; a table is the lines of each row as they are known so far."""
    drafts = [_Draft.of(groups) for groups in tables]
    bodies: dict[tuple[str, ...], list[list[_Atom]]] = {}
    for draft in drafts:
        bodies.setdefault(draft.heading, []).extend(draft.body)
    known = {heading: _Columns.of(body, len(heading)) for heading, body in bodies.items() if heading}
    return [list(_mended(draft, known.get(draft.heading))) for draft in drafts]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table with what tells its columns: its heading and the whole rows that do not repeat it."""

    groups: Sequence[Sequence[Line]]
    atoms: list[list[_Atom]]
    heading: tuple[str, ...]
    body: list[list[_Atom]]

    @classmethod
    def of(cls, groups: Sequence[Sequence[Line]]) -> _Draft:
        atoms = [_atoms(group) for group in groups]
        width = max(_tabs(row) for row in atoms) + 1
        whole = [row for row in atoms if _tabs(row) + 1 == width]
        if not 1 < width <= _WIDEST or 3 * len(whole) < len(atoms):
            return cls(groups, atoms, (), [])  # a few wide rows among narrow ones tell nothing about them
        heading = tuple(_bare(cell.text) for cell in _cells(whole[0], [0] * len(whole[0])))
        body: list[list[_Atom]] = []
        for row in whole[1:]:
            named = [_bare(atom.text) for atom in row if atom.text]
            if named and sum(name in heading for name in named) * 2 < len(named):
                body.append(row)
        return cls(groups, atoms, heading, body)


def _mended(draft: _Draft, columns: _Columns | None) -> Iterator[list[Slot]]:
    index = 0
    while index < len(draft.groups):
        row, taken = draft.atoms[index], 1
        slots: list[Slot] | None = None
        if columns is not None and _tabs(row) + 1 < len(columns.kinds):
            slots = columns.lone_score(row) or columns.cut(row)
            if slots is None:
                slots, taken = _joined(draft.groups, draft.atoms, index, columns)
        yield slots if slots is not None else _plain(row)
        index += taken


def ends_in_lone_score(text: str) -> bool:
    """Whether a line is `label  score`, without tabs.

    >>> ends_in_lone_score("คะแนนรวม  ๘๓.๙๗"), ends_in_lone_score("คะแนนรวม ๘๓.๙๗"), ends_in_lone_score("ระดับ  ดี")
    (True, False, False)
    """
    pieces = _GAP.split(text.strip(), maxsplit=2) if "\t" not in text and len(text) <= 200 else []
    return len(pieces) == 2 and is_score(pieces[1]) and not is_value(pieces[0])


def names_instrument(cell: str) -> bool:
    """Whether a cell holds an instrument and nothing else to speak of.

    >>> names_instrument("แบบวัด IIT"), names_instrument("IIT ของหน่วยงานในปีนี้")
    (True, False)
    """
    return len(cell) <= 12 and _INSTRUMENT.match(cell) is not None


def _atoms(group: Sequence[Line]) -> list[_Atom]:
    """The pieces of a row. Line ends between the lines of a broken row belong to the piece they stand in."""
    atoms: list[_Atom] = []
    for line in group:
        start, gap = 0, False
        cuts = [*((found.start(), found.end(), found.group()) for found in _TABS_OR_GAP.finditer(line.text))]
        for at, (left, right, between) in enumerate([*cuts, (len(line.text), len(line.text), "")]):
            first, last = trimmed(line.text, start, left)
            piece = _Atom(line.start + first, line.start + last, line.text[first:last], gap)
            if at == 0 and atoms:
                before = atoms.pop()
                joint = f"{before.text}\n{piece.text}" if before.text and piece.text else before.text or piece.text
                end = piece.end if piece.text else before.end
                piece = _Atom(before.start if before.text else piece.start, end, joint, before.gap)
            atoms.append(piece)
            start, gap = right, between != "\t"
    return atoms


def _tabs(row: Sequence[_Atom]) -> int:
    return sum(1 for atom in row[1:] if not atom.gap)


def _plain(row: Sequence[_Atom]) -> list[Slot]:
    return [Slot(cell.start, cell.end) for cell in _cells(row, [0] * len(row))]


def _cells(row: Sequence[_Atom], steps: Sequence[int]) -> list[_Atom]:
    """The cells where each run of blanks stands for as many tabs as `steps` says."""
    cells = [row[0]]
    steps_left = iter(steps)
    for atom in row[1:]:
        step = next(steps_left) if atom.gap else 1
        if step == 0:
            before = cells.pop()
            cells.append(_Atom(before.start, atom.end, f"{before.text}  {atom.text}", before.gap))
            continue
        cells += [_Atom(cells[-1].end, cells[-1].end, "")] * (step - 1)
        cells.append(atom)
    return cells


def _kind(text: str) -> str:
    """What a cell looks like.

    >>> [_kind(text) for text in ("", "๙๐.๑๕", "๓", "IIT", "ข้อ i๗ บุคลากร", "๑. สำรวจ", "ไตรมาสที่ ๑", "กองคลัง")]
    ['empty', 'score', 'number', 'instrument', 'code', 'marked', 'period', 'short']
    """
    if not text:
        return "empty"
    if is_score(text):
        return "score"
    if is_value(text):
        return "number"
    if len(text) <= 2 * _SHORT and _INSTRUMENT.match(text):
        return "instrument"
    if _CODE.match(text):
        return "code"
    if list_mark(text):
        return "marked"
    if len(text) <= _SHORT:
        return "period" if _PERIOD.search(text) else "short"
    return "long"


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the whole rows have in each column, without the heading and its repetitions."""

    kinds: list[Counter[str]]
    rows: int
    blanks_tell: bool

    @classmethod
    def of(cls, body: Sequence[list[_Atom]], width: int) -> _Columns | None:
        if len(body) < 2:
            return None
        kinds: list[Counter[str]] = [Counter() for _ in range(width)]
        blanks = 0
        for row in body:
            blanks += any(atom.gap for atom in row)
            for column, cell in enumerate(_cells(row, [0] * len(row))):
                kinds[column][_kind(cell.text)] += 1
        return cls(kinds, len(body), blanks <= _BLANKS_MEAN_NOTHING * len(body))

    def cost(self, column: int, text: str) -> float:
        """How unlike the cells of a column a cell is; 0 for the commonest kind."""
        kind, seen = _kind(text), self.kinds[column]
        most = max(seen.values())
        count = float(seen[kind])
        if kind in _TEXTS:  # a long text among short ones is hardly strange
            count = max(count, 0.5 * sum(seen[other] for other in _TEXTS))
        return log((most + _UNSEEN) / (count + _UNSEEN)) if count < most else 0.0

    def fits(self, column: int, text: str) -> bool:
        """Whether a column has cells of this kind at all."""
        kind, seen = _kind(text), self.kinds[column]
        if kind == "marked":
            return seen["marked"] > 0 or seen["long"] > 0
        return kind == "empty" or any(seen[other] for other in (_TEXTS if kind in _TEXTS else {kind}))

    def total(self, texts: Sequence[str]) -> float:
        """The cost of a row; cells that are missing on the right are empty."""
        return sum(self.cost(c, texts[c] if c < len(texts) else "") for c in range(len(self.kinds)))

    def as_it_is(self, row: Sequence[_Atom]) -> float:
        """The cost of a row left alone, or of the same row with its lost first cells put back."""
        texts = [cell.text for cell in _cells(row, [0] * len(row))]
        missing = len(self.kinds) - len(texts)
        return min(self.total([""] * lost + texts) for lost in range(missing + 1))

    def lone_score(self, row: Sequence[_Atom]) -> list[Slot] | None:
        """`label  score` at the end of a row, in a table that has scores in one column only."""
        scored = [column for column, seen in enumerate(self.kinds) if seen["score"]]
        if len(scored) != 1 or 2 * self.kinds[scored[0]]["score"] < self.rows or len(row) < 2 or not row[-1].gap:
            return None
        *before, value = row
        label = _cells(before, [0] * len(before))
        if not is_score(value.text) or not label[-1].text or is_value(label[-1].text) or len(label) > scored[0]:
            return None
        if any(is_score(cell.text) for cell in label):
            return None
        empty = [_Atom(label[-1].end, label[-1].end, "")] * (scored[0] - len(label))
        return [Slot(cell.start, cell.end) for cell in (*label, *empty, value)]

    def cut(self, row: Sequence[_Atom], alone: float | None = None) -> list[Slot] | None:
        """The cells of a row cut at its runs of blanks, where one way to do so is clearly better than all others."""
        width, gaps = len(self.kinds), sum(1 for atom in row if atom.gap)
        missing = width - _tabs(row) - 1
        if missing < 0 or missing > _MISSING or gaps > _GAPS or (missing and not (gaps and self.blanks_tell)):
            return None
        ways: list[tuple[float, list[_Atom]]] = []
        for steps in _ways(gaps, missing):
            cells = _cells(row, steps)
            texts = [cell.text for cell in cells]
            if not self.skips_nothing(row, steps):
                continue
            if any(word_middle(atom.text) for atom in cells if atom.gap):
                continue  # the blanks stand inside a word
            if all(self.fits(column, text) for column, text in enumerate(texts)):
                ways.append((self.total(texts), cells))
        ways.sort(key=lambda way: way[0])
        if not ways or (len(ways) > 1 and ways[1][0] - ways[0][0] < _LEAD):
            return None
        if ways[0][0] + _LEAD > (self.as_it_is(row) if alone is None else alone):
            return None
        return [Slot(cell.start, cell.end) for cell in ways[0][1]]

    def skips_nothing(self, row: Sequence[_Atom], steps: Sequence[int]) -> bool:
        """Whether a run of blanks that stands for several tabs skips only columns that are always empty.

        `อำนาจ  ๘๔.๑๑` under `ตัวชี้วัด | ๒๕๖๕ | ๒๕๖๖` would else be a score of the wrong year.
        """
        column, steps_left = 0, iter(steps)
        for atom in row[1:]:
            step = next(steps_left) if atom.gap else 1
            if any(self.kinds[skipped]["empty"] < self.rows for skipped in range(column + 1, column + step)):
                return False
            column += step
        return True

    def opens(self, text: str) -> bool:
        """Whether a cell is of a kind that rows of this table begin with."""
        kind = _kind(text)
        if kind in _OPENERS:
            return True
        return 5 * sum(self.kinds[0][other] for other in _TEXTS) > self.rows


def _ways(gaps: int, missing: int) -> list[tuple[int, ...]]:
    if gaps <= 1:
        return [(missing,)] if gaps or not missing else []
    return [steps for steps in product(range(missing + 1), repeat=gaps) if sum(steps) == missing]


def _bare(text: str) -> str:
    return "".join(text.split())


def _joined(
    groups: Sequence[Sequence[Line]], atoms: Sequence[list[_Atom]], index: int, columns: _Columns
) -> tuple[list[Slot] | None, int]:
    """A row put together with the lines behind it, and how many rows that takes."""
    width = len(columns.kinds)
    lines, tabs, gaps = list(groups[index]), _tabs(atoms[index]), sum(atom.gap for atom in atoms[index])
    first = [cell.text for cell in _cells(atoms[index], [0] * len(atoms[index]))]
    # A row whose empty last cells were cut off is whole.
    if len(atoms[index]) == 1 or columns.total(first) < _LEAD:
        return None, 1
    alone = columns.as_it_is(atoms[index])
    for last in range(index + 1, min(len(groups), index + _PIECES)):
        before, after = atoms[last - 1][-1].text, atoms[last][0].text
        if groups[last][0].start != lines[-1].end + 1 or not _may_go_on(before, after, columns):
            break
        lines += groups[last]
        tabs += _tabs(atoms[last])
        gaps += sum(atom.gap for atom in atoms[last])
        if tabs + 1 > width:
            break
        alone += columns.as_it_is(atoms[last])
        if (tabs + 1 < width and not gaps) or len(atoms[last]) == 1:
            continue
        slots = columns.cut(_atoms(lines), alone)
        if slots is not None:
            return slots, last - index + 1
    return None, 1


def _may_go_on(before: str, after: str, columns: _Columns) -> bool:
    if not before or not after or is_value(before) or is_value(after):
        return False
    if _kind(after) in _OPENERS:
        return open_end(before) and _kind(after) not in ("instrument", "code", "marked")
    return goes_on(before, after) or not columns.opens(after)
