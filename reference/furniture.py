"""Page furniture: the rules of `data/furniture.yml`, compiled. What they do on a page is told in that file.

>>> [rule.id for rule in furniture_rules() if rule.fits("- ๒ -")]
['furniture.page-number']
>>> [rule.id for rule in furniture_rules() if rule.fits("จุดแข็ง")]
[]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from prongsai.reference.tables import yaml_rows
from prongsai.schemas.errors import TableError

Where = Literal["anywhere", "edge"]
Mark = Literal["separator", "number", "catchword"]
Repeats = Literal["edge", "table"]

# Furniture is short; the limit also keeps any pattern from a line of megabytes.
LONGEST = 300
_FIELDS = {"id", "why", "pattern", "where", "mark", "confirm", "repeats", "example", "spare"}


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One kind of page furniture. `pattern` is None for those that are found by repetition."""

    id: str
    why: str
    example: tuple[str, ...]
    spare: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    where: Where = "anywhere"
    mark: Mark | None = None
    confirm: Literal["next"] | None = None
    repeats: Repeats | None = None

    def fits(self, line: str) -> re.Match[str] | None:
        """The match on a whole line, without the blanks around it."""
        line = line.strip()
        return self.pattern.fullmatch(line) if self.pattern is not None and len(line) <= LONGEST else None


@cache
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """All rules, in the order of the file."""
    return tuple(_rule(row) for row in yaml_rows("furniture.yml"))


@cache
def _any() -> re.Pattern[str]:
    """All patterns as one, which is enough to pass over nearly every line of a text."""
    patterns = [rule.pattern.pattern for rule in furniture_rules() if rule.pattern is not None]
    plain = [re.sub(r"\(\?P=\w+\)", r"\\w+", re.sub(r"\?P<\w+>", "?:", pattern)) for pattern in patterns]
    return re.compile("|".join(f"(?:{pattern})" for pattern in plain), re.IGNORECASE)


def may_be_furniture(line: str) -> bool:
    """Whether any rule may fit the line. A line with a tab in it is a row of a table.

    >>> may_be_furniture(" - ๒ - "), may_be_furniture("- ๒\\t-"), may_be_furniture("การประเมิน")
    (True, False, False)
    """
    if "\t" in line or len(line) > LONGEST + 200:
        return False
    line = line.strip()
    return len(line) <= LONGEST and _any().fullmatch(line) is not None


def _rule(row: dict[str, Any]) -> FurnitureRule:
    name = f"furniture.yml: {row['id']}"
    if unknown := set(row) - _FIELDS:
        raise TableError(f"{name} has the unknown fields {sorted(unknown)}")
    if not row.get("why") or not row.get("example"):
        raise TableError(f"{name} needs a why and an example")
    if ("pattern" in row) == ("repeats" in row):
        raise TableError(f"{name} needs either a pattern or repeats")
    for key, allowed in (("where", Where), ("mark", Mark), ("repeats", Repeats)):
        if key in row and row[key] not in get_args(allowed):
            raise TableError(f"{name}: {key} is {row[key]!r}, not one of {get_args(allowed)}")
    try:
        pattern = re.compile(row["pattern"], re.IGNORECASE) if "pattern" in row else None
    except re.error as error:
        raise TableError(f"{name}: the pattern does not compile: {error}") from error
    return FurnitureRule(
        id=row["id"],
        why=row["why"],
        example=tuple(row["example"]),
        spare=tuple(row.get("spare", ())),
        pattern=pattern,
        where=cast(Where, row.get("where", "anywhere")),
        mark=row.get("mark"),
        confirm=row.get("confirm"),
        repeats=row.get("repeats"),
    )
