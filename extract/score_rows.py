"""Score rows that slid sideways, put right by what their cells are: `๒. การใช้งบประมาณ | ๙๕.๙๑ | ` under three headings."""

from __future__ import annotations

import re

from prongsai.extract.drafts import Doubt, Harvest
from prongsai.extract.fragments import text_of, whole
from prongsai.extract.score_groups import Group
from prongsai.extract.shapes import is_score
from prongsai.extract.tables import Row, Shaped
from prongsai.normalizers import scores


def realign(shaped: Shaped, found: list[Group], harvest: Harvest) -> None:
    """Put rows right that lost their empty first cells: `๒. การใช้งบประมาณ | ๙๕.๙๑ | ` under `แบบวัด | ตัวชี้วัด | คะแนน`."""
    values = {index for group in found for index in group.values}
    if not values or max(values) != len(shaped.columns) - 1:
        return
    filled_in = [sum(bool(row.text(c)) for row in shaped.rows) for c in range(len(shaped.columns))]
    bare = {c for c, rows in enumerate(filled_in) if rows <= 1 and c not in values} if len(shaped.rows) > 2 else set()
    named = {index for group in found for index in group.labels} - bare
    for row in shaped.rows:
        if len(values) == 1 and _beside_label(row, max(values), named, bare, harvest):
            continue
        width = len(row.contents)
        filled = [index for index in range(width) if row.contents[index]]
        if (
            width != len(shaped.columns)
            or not filled
            or filled[0] != 0
            or any(row.merged)
            or any(n > 1 for n in row.spans)
        ):
            continue
        missing = width - 1 - filled[-1]
        scored = {index for index in filled if re.search(r"[.,]", row.text(index)) and scores.find(row.text(index))}
        if not missing or not scored or scored <= values or not {index + missing for index in scored} <= values:
            continue
        row.contents = [*([] for _ in range(missing)), *row.contents[: width - missing]]
        cells = [content for content in row.contents if content]
        harvest.doubts.append(
            Doubt(
                "row-shifted",
                f"The row {text_of(cells[0])[:60]!r} has lost its first {missing} cell(s), so its scores stood under other headings; it is read {missing} column(s) further right.",
                found=text_of(cells[0])[:80],
                cites=tuple(span.cite() for content in cells for span in whole(content)),
            )
        )


def _beside_label(row: Row, value: int, named: set[int], bare: set[int], harvest: Harvest) -> bool:
    """Put a score right that stands beside its label and not under its heading: empty columns between them were lost.

    `คะแนนรวม | ๘๓.๙๗ | | ` under `เครื่องมือ | ตัวชี้วัด | | คะแนน`, where the third column is always empty.
    """
    filled = [index for index, content in enumerate(row.contents) if content]
    if len(filled) < 2 or filled[-1] >= value or any(row.merged) or any(n > 1 for n in row.spans):
        return False
    *labels, at = filled
    between = range(at + 1, value)
    if not is_score(row.text(at)) or any(is_score(row.text(c)) for c in labels) or not named.issuperset(labels):
        return False
    if not bare.issuperset(between) or not (at in bare or between):
        return False
    if labels[0] == 0 and value - at + labels[-1] in named:
        return False  # the first cells of the row may be lost as well: `๒. การใช้งบประมาณ | | ๘๑.๔๔ | `
    row.contents[value], row.contents[at] = row.contents[at], row.contents[value]
    harvest.doubts.append(
        Doubt(
            "row-shifted",
            f"The score of the row {row.text(labels[-1])[:60]!r} stands {value - at} column(s) left of its heading; it is read under it.",
            found=row.text(value),
            cites=tuple(span.cite() for span in whole(row.contents[value])),
        )
    )
    return True
