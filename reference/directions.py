"""Words for the change of a figure: `เพิ่มขึ้น`, `ลดลง`, `คงที่`.

>>> direction("เพิ่มขึ้น"), direction("ลดลง ๐.๖๑"), direction("คงที่"), direction("ไม่ลดลง"), direction("การเปลี่ยนแปลง")
('up', 'down', 'same', None, None)
>>> direction("เพิ่มขึ้น/ลดลง") is None     # the column's heading, not a statement
True
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from prongsai.reference.tables import yaml_rows
from prongsai.schemas.errors import TableError

Direction = Literal["up", "down", "same"]


@cache
def _words() -> tuple[tuple[str, Direction], ...]:
    """All words, the longest first, each with what it means."""
    words: list[tuple[str, Direction]] = []
    for row in yaml_rows("directions.yml"):
        if row["means"] not in ("up", "down", "same"):
            raise TableError(f"directions.yml: {row['id']}: {row['means']} is no direction")
        words.extend((str(word), cast(Direction, row["means"])) for word in row["words"])
    return tuple(sorted(words, key=lambda pair: -len(pair[0])))


def direction(text: str) -> Direction | None:
    """The one direction that a text names; None for none, several, or a denied one."""
    text = "".join(text.split())
    found: set[Direction] = set()
    for word, means in _words():
        at = text.find(word)
        while at >= 0:
            if text[:at].endswith(("ไม่", "ไม่ได้", "มิได้")):
                return None
            found.add(means)
            text = text[:at] + "\0" * len(word) + text[at + len(word) :]
            at = text.find(word, at + len(word))
    return found.pop() if len(found) == 1 else None
