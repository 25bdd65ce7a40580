"""Findings and measures: which were found, and each of their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.align import cited_lines, pair_up
from bench.corpus import Json
from bench.score_rows import Twins
from bench.tally import Book, Tally, squeeze

PERIOD = ("start", "end", "fiscal_year_be")


def compare_findings(book: Book, ours: Json, gold: list[Json]) -> Twins:
    """Compare all findings; returns the twins."""
    pairs, twins = _pair(book, "finding", ours, ours["findings"], gold)
    mentions_typed = any("code_mentions" in finding for finding in gold)
    for where, want, have in pairs:
        _compare_subject(book, "finding", where, want, have)
        book.scalar("finding.kind", where, want.get("kind"), have.get("kind"))
        if mentions_typed:
            book.bag("finding.code_mentions", where, _mentions(want), _mentions(have))
        book.scalar("text.finding", where, want.get("text"), have.get("text"), squeeze)
    return twins


def compare_measures(book: Book, ours: Json, gold: list[Json]) -> Twins:
    """Compare all measures; returns the twins."""
    pairs, twins = _pair(book, "measure", ours, ours["measures"], gold)
    for where, want, have in pairs:
        _compare_subject(book, "measure", where, want, have)
        book.bag("measure.responsible", where, want.get("responsible") or (), have.get("responsible") or (), squeeze)
        book.scalar("measure.status", where, want.get("status"), have.get("status"))
        _compare_period(book, where, want.get("period"), have.get("period"))
        book.scalar("text.measure", where, want.get("text"), have.get("text"), squeeze)
        book.bag("text.step", where, want.get("steps") or (), have.get("steps") or (), squeeze)
        for name in ("monitoring", "progress", "outcome"):
            book.scalar(f"text.{name}", where, want.get(name), have.get(name), squeeze)
    return twins


def _pair(
    book: Book, kind: str, ours: Json, records: list[Json], gold: list[Json]
) -> tuple[list[tuple[str, Json, Json]], Twins]:
    """Pairs with a name for the diffs; a record without a partner is written down once, and has the name ''."""
    passages = ours["passages"]
    lines = [cited_lines(record, passages, "text") for record in records]
    pairs: list[tuple[str, Json, Json]] = []
    twins: Twins = {}
    for want_index, have_index in pair_up(gold, records, lines):
        want = gold[want_index] if want_index is not None else {}
        have = records[have_index] if have_index is not None else {}
        both = bool(want) and bool(have)
        book.add(f"found.{kind}", Tally(right=int(both), abstained=int(not have), extra=int(not want)))
        if both:
            twins[have["record_id"]] = set(want.get("lines", ()))
            pairs.append((f"{kind} line {_at(want.get('lines', ()))}", want, have))
            continue
        at = want.get("lines", ()) if want else sorted(lines[have_index or 0])
        book.differ(f"{kind} line {_at(at)}", f"found.{kind}", want.get("text"), have.get("text"))
        pairs.append(("", want, have))
    return pairs, twins


def _compare_subject(book: Book, kind: str, where: str, want: Json, have: Json) -> None:
    book.scalar(f"{kind}.topic_no", where, want.get("topic_no"), have.get("topic_no"))
    book.scalar(f"{kind}.instrument", where, want.get("instrument"), have.get("instrument"))
    for name in ("indicator_nos", "codes"):
        book.bag(f"{kind}.{name}", where, set(want.get(name) or ()), set(have.get(name) or ()))


def _compare_period(book: Book, where: str, want: Json | None, have: Json | None) -> None:
    """Start, end and year one by one, and as a whole: `measure.period` is right when all three are."""
    want, have = want or {}, have or {}
    for name in PERIOD:
        book.scalar(f"measure.period.{name}", where, want.get(name), have.get(name))
    book.scalar("measure.period.text", where, want.get("text"), have.get("text"), squeeze)
    book.scalar("measure.period", "", _dates(want), _dates(have))


def _dates(period: Json) -> tuple[Any, ...] | None:
    dates = tuple(period.get(name) for name in PERIOD)
    return dates if any(date is not None for date in dates) else None


def _mentions(finding: Json) -> list[tuple[str, ...]]:
    mentions: Sequence[Json] = finding.get("code_mentions") or ()
    return [(squeeze(mention["raw"]), *mention["codes"]) for mention in mentions]


def _at(lines: Sequence[int]) -> str:
    return ",".join(map(str, lines)) or "?"
