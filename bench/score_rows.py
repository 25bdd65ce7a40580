"""Score rows: what value stands for what, in which year.

A row is right when scope, instrument, indicator, code, year and value all are. Same key with another value is a wrong
value; a null on our side is abstained. The truth may hold one key twice, where a document prints two values.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from bench.corpus import Json
from bench.tally import Book, Tally, squeeze

Twins = dict[str, set[int]]
"""For a record of ours, by id, the source lines of the record of the truth that it is."""

KEY = ("scope", "instrument", "indicator_no", "code", "fiscal_year_be")
TITLED = ("indicator", "sub_indicator", "question")
"""Scopes with a title in the catalogue; instruments and the overall score are labelled as every author likes."""


def compare_scores(book: Book, ours: Json, gold: list[Json]) -> tuple[dict[str, int], Twins]:
    """Compare all rows. Returns the counts that must be zero, and the twins."""
    scores: list[Json] = ours["scores"]
    pairs = _pair_rows(gold, scores)
    twins: Twins = {}
    zeros = {"wrong values verified": 0, "refuted values verified": 0}
    for want, have in pairs:
        row = want or have or {}
        name = _name(row)
        if want is None and have is not None:
            book.add("scores", Tally(extra=1))
            book.differ(name, "scores", None, have.get("value"))
        elif have is None and want is not None:
            book.add("scores", Tally(abstained=1))
            book.differ(name, "scores", want.get("value"), None)
        elif want is not None and have is not None:
            _compare_row(book, name, want, have)
            twins[have["record_id"]] = set(want.get("lines", ()))
        if have is not None and have.get("status") == "verified":
            if want is None or _value(want) != _value(have):
                zeros["wrong values verified"] += 1
                book.differ(name, "wrong values verified", want and want.get("value"), have.get("value"))
            elif want.get("status") == "contradicted":
                zeros["refuted values verified"] += 1
    return zeros, twins


def _compare_row(book: Book, name: str, want: Json, have: Json) -> None:
    if _value(want) == _value(have):
        book.add("scores", Tally(right=1))
    else:
        silent = have.get("value") is None
        book.add("scores", Tally(abstained=1) if silent else Tally(wrong=1))
        book.differ(name, "scores", want.get("value"), have.get("value"))
    book.scalar("score.rating", name, want.get("rating"), have.get("rating"))
    book.scalar("score.rank", name, want.get("rank"), have.get("rank"))
    if want.get("status"):
        book.scalar("score.status", name, want["status"], have.get("status"))
    if want.get("raw_code"):
        book.scalar("score.raw_code", name, want["raw_code"], have.get("raw_code"), squeeze)
    if want["scope"] in TITLED and want.get("label"):
        book.scalar("score.label", name, want["label"], have.get("label"), squeeze)


def _pair_rows(gold: list[Json], ours: list[Json]) -> list[tuple[Json | None, Json | None]]:
    """Rows with the same key: first those with the same value, then the rest in order."""
    waiting: dict[tuple[Any, ...], list[Json]] = defaultdict(list)
    for row in ours:
        waiting[_key(row)].append(row)
    found: list[Json | None] = [None] * len(gold)
    for exactly in (True, False):
        for index, want in enumerate(gold):
            if found[index] is not None:
                continue
            for row in waiting[_key(want)]:
                if not exactly or _value(row) == _value(want):
                    found[index] = row
                    waiting[_key(want)].remove(row)
                    break
    pairs: list[tuple[Json | None, Json | None]] = list(zip(gold, found, strict=True))
    extra: list[Json] = [row for rows in waiting.values() for row in rows]
    return pairs + [(None, row) for row in extra]


def _key(row: Json) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in KEY)


def _value(row: Json) -> float | None:
    value = row.get("value")
    return None if value is None else round(float(value), 2)


def _name(row: Json) -> str:
    """A row in short: `question o21 2566`.

    >>> _name({"scope": "indicator", "instrument": "OIT", "indicator_no": "9", "fiscal_year_be": 2566})
    'indicator OIT 9 2566'
    """
    parts = (
        row.get("scope"),
        row.get("instrument"),
        row.get("indicator_no"),
        row.get("code"),
        row.get("fiscal_year_be"),
    )
    return " ".join(str(part) for part in parts if part is not None)
