"""Edit rules: rows of `glyphs.yml`, `markup.yml` and `wraps.yml`, each a way in which printed text is damaged.

A row has `id`, `why`, `example` (damaged, repaired: fires exactly this rule) and `spare` (near-misses on which no rule
fires). How it acts is in `find` and `put` (a pattern and what stands in its place), or in `map` (signs and what they
mean), or in code that looks the row up by its id and takes its word lists (`lists`) and word pairs (`pairs`) from it.
A `find` names its groups (`(?P<mark>...)`), for patterns are joined into one gate, where numbers would change.

>>> edit_rule("glyph.sara-ae").example
('เเผน', 'แผน')
>>> edit_rule("glyph.nothing")
Traceback (most recent call last):
...
prongsai.schemas.errors.TableError: no edit rule glyph.nothing in glyphs.yml, markup.yml, wraps.yml
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeGuard

from prongsai.reference.tables import yaml_rows
from prongsai.schemas.errors import TableError

EDIT_TABLES = ("glyphs.yml", "markup.yml", "wraps.yml")
_KEYS = {"id", "why", "example", "spare", "find", "put", "map", "lists", "pairs"}
_ID = re.compile(r"[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+")


@dataclass(frozen=True, slots=True)
class EditRule:
    """One kind of damage. `find` is None where code alone decides; `put` is a template for `find`."""

    id: str
    why: str
    example: tuple[str, str]
    spare: tuple[str, ...]
    find: re.Pattern[str] | None = None
    put: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def replacement(self, match: re.Match[str]) -> str:
        """What stands in place of one match of `find`."""
        return self.map[match[0]] if self.map else match.expand(self.put)


@cache
def edit_rules(table: str) -> tuple[EditRule, ...]:
    """The rules of one table in file order, which is the order they are applied in."""
    return tuple(parse_rule(table, number, row) for number, row in enumerate(yaml_rows(table), start=1))


@cache
def _by_id() -> dict[str, EditRule]:
    rules: dict[str, EditRule] = {}
    for table in EDIT_TABLES:
        for rule in edit_rules(table):
            if rule.id in rules:
                raise TableError(f"{table}: the id {rule.id} is used by another table")
            rules[rule.id] = rule
    return rules


def edit_rule(rule_id: str) -> EditRule:
    """The rule of that id, from whichever table. Raises TableError where there is none."""
    try:
        return _by_id()[rule_id]
    except KeyError:
        raise TableError(f"no edit rule {rule_id} in {', '.join(EDIT_TABLES)}") from None


def parse_rule(table: str, number: int, row: Mapping[str, Any]) -> EditRule:
    """One row as a rule. Raises TableError naming the table and the row.

    >>> parse_rule("glyphs.yml", 3, {"id": "glyph.x", "why": "?", "example": ["a", "a"], "spare": ["b"]})
    Traceback (most recent call last):
    ...
    prongsai.schemas.errors.TableError: glyphs.yml: row 3 (glyph.x): the example changes nothing
    """

    def wrong(what: str) -> TableError:
        return TableError(f"{table}: row {number} ({row.get('id')}): {what}")

    unknown = set(row) - _KEYS
    if unknown:
        raise wrong(f"unknown key {', '.join(sorted(unknown))}")
    if not _ID.fullmatch(str(row.get("id"))):
        raise wrong("the id is not of the form kind.name")
    if not isinstance(row.get("why"), str):
        raise wrong("says no why")
    example, spare = row.get("example"), row.get("spare")
    if not _is_texts(example) or len(example) != 2:
        raise wrong("the example is not a pair of texts")
    if example[0] == example[1]:
        raise wrong("the example changes nothing")
    if not _is_texts(spare) or not spare:
        raise wrong("spares nothing: give a near-miss")
    signs = row.get("map", {})
    if not isinstance(signs, Mapping) or not _is_texts([*signs, *signs.values()]) or "" in signs:
        raise wrong("the map is not from text to text")
    if "find" in row and "map" in row:
        raise wrong("has both find and map")
    source = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True)) if signs else row.get("find")
    find = None
    if source is not None:
        try:
            find = re.compile(source)
        except (re.error, TypeError) as error:
            raise wrong(f"find is no pattern: {error}") from None
        if find.search(""):
            raise wrong("find matches nothing at all")
        if find.groups != len(find.groupindex):
            raise wrong("find has a group without a name")
    if ("put" in row) != ("find" in row) or not isinstance(row.get("put", ""), str):
        raise wrong("find and put need each other")
    for key in ("lists", "pairs"):
        value = row.get(key, {})
        if not isinstance(value, Mapping) or not all(_is_texts(words) for words in value.values()):
            raise wrong(f"{key} is not a mapping to lists of texts")
    return EditRule(
        id=row["id"],
        why=row["why"],
        example=(example[0], example[1]),
        spare=tuple(spare),
        find=find,
        put=row.get("put", ""),
        map=dict(signs),
        lists={name: tuple(words) for name, words in row.get("lists", {}).items()},
        pairs={name: tuple(words) for name, words in row.get("pairs", {}).items()},
    )


def _is_texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
