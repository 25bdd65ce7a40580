"""The laws of provenance, checked on the JSON alone, with code of their own.

Replaying a passage's steps over its raw text gives the repaired text, undoing them gives the raw text back; every cite
leads to a passage and a span inside its text, its own steps replay over that span; ids are unique, and ids named
elsewhere exist. Apart from these, `reread` asks whether a value can be read again from its own cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.corpus import Json
from bench.tally import Book, Tally, squeeze

ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Broken:
    """A law broken: where, and how."""

    where: str
    how: str


def replay(text: str, steps: list[Json]) -> str:
    """Apply steps in order.

    >>> replay("a  b", [{"rule": "r", "start": 1, "before": "  ", "after": " "}])
    'a b'
    """
    for step in steps:
        text = _put(text, step["start"], step["before"], step["after"])
    return text


def undo(text: str, steps: list[Json]) -> str:
    """Take steps back, last first."""
    for step in reversed(steps):
        text = _put(text, step["start"], step["after"], step["before"])
    return text


def _put(text: str, start: int, old: str, new: str) -> str:
    if start < 0 or text[start : start + len(old)] != old:
        raise ValueError(f"{old!r} is not at {start}")
    return text[:start] + new + text[start + len(old) :]


def broken_laws(ours: Json) -> list[Broken]:
    """Every law that the document breaks."""
    broken: list[Broken] = []
    texts: dict[str, str] = {}
    for at, passage in ours["passages"].items():
        try:
            texts[at] = replay(passage["raw"], passage.get("steps") or [])
            if undo(texts[at], passage.get("steps") or []) != passage["raw"]:
                broken.append(Broken(at, "undoing the steps does not give the raw text"))
        except ValueError as error:
            texts[at] = passage["raw"]
            broken.append(Broken(at, f"steps do not replay: {error}"))
    for where, cite in all_cites(ours):
        fault = _cite_fault(cite, texts)
        if fault:
            broken.append(Broken(where, fault))
    return broken + _broken_ids(ours)


def all_cites(ours: Json) -> Iterator[tuple[str, Json]]:
    """Every cite with the place it stands at."""
    for field, cites in (ours["document"].get("cites") or {}).items():
        yield from ((f"document.{field}", cite) for cite in cites)
    for kind in ("scores", "findings", "measures"):
        for index, record in enumerate(ours[kind]):
            for field, cites in (record.get("cites") or {}).items():
                yield from ((f"{kind}[{index}].{field}", cite) for cite in cites)
    for index, issue in enumerate(ours["issues"]):
        yield from ((f"issues[{index}]", cite) for cite in issue.get("cites") or ())


def reread(book: Book, ours: Json) -> None:
    """Count under `reread` the texts, lists of texts and score values that their own cites give again."""
    texts = {at: _repaired(passage) for at, passage in ours["passages"].items()}
    for kind, fields in (
        ("scores", ("value",)),
        ("findings", ("text",)),
        ("measures", ("text", "steps", "responsible", "monitoring", "progress", "outcome")),
    ):
        for index, record in enumerate(ours[kind]):
            for field in fields:
                value = record.get(field)
                if value is None or value == []:
                    continue
                cites = (record.get("cites") or {}).get(field) or []
                good = _gives(value, [_read(cite, texts) for cite in cites])
                book.add("reread", Tally(right=1) if good else Tally(wrong=1))
                if not good:
                    book.differ(f"{kind}[{index}].{field}", "reread", value, [_read(cite, texts) for cite in cites])


def _gives(value: object, spans: list[str]) -> bool:
    if not spans:
        return False
    if isinstance(value, int | float):
        return all(value in [float(number) for number in NUMBER.findall(span.translate(ARABIC))] for span in spans)
    squeezed = [squeeze(span).translate(ARABIC) for span in spans]
    joined = "".join(squeezed)
    if isinstance(value, str):
        want = squeeze(value).translate(ARABIC)
        return joined == want or all(span == want for span in squeezed)
    items = [squeeze(str(item)).translate(ARABIC) for item in value] if isinstance(value, list) else []
    return bool(items) and all(any(item in span for span in [*squeezed, joined]) for item in items)


def _cite_fault(cite: Json, texts: dict[str, str]) -> str | None:
    text = texts.get(cite["at"])
    if text is None:
        return f"cites {cite['at']}, which is no passage"
    if not 0 <= cite["start"] <= cite["end"] <= len(text):
        return f"span {cite['start']}:{cite['end']} lies outside {cite['at']} (length {len(text)})"
    try:
        replay(text[cite["start"] : cite["end"]], cite.get("steps") or [])
    except ValueError as error:
        return f"steps of the cite do not replay: {error}"
    return None


def _read(cite: Json, texts: dict[str, str]) -> str:
    span = texts.get(cite["at"], "")[cite["start"] : cite["end"]]
    try:
        return replay(span, cite.get("steps") or [])
    except ValueError:
        return span


def _repaired(passage: Json) -> str:
    try:
        return replay(passage["raw"], passage.get("steps") or [])
    except ValueError:
        return str(passage["raw"])


def _broken_ids(ours: Json) -> list[Broken]:
    broken: list[Broken] = []
    records = [record["record_id"] for kind in ("scores", "findings", "measures") for record in ours[kind]]
    for ids, what in ((records, "record_id"), ([issue["issue_id"] for issue in ours["issues"]], "issue_id")):
        twice = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
        broken += [Broken(one, f"{what} is not unique") for one in twice]
    known = set(records)
    for index, issue in enumerate(ours["issues"]):
        lost = [one for one in issue.get("record_ids") or () if one not in known]
        broken += [Broken(f"issues[{index}]", f"names record {one}, which does not exist") for one in lost]
    findings = {finding["record_id"] for finding in ours["findings"]}
    for index, measure in enumerate(ours["measures"]):
        lost = [one for one in measure.get("finding_ids") or () if one not in findings]
        broken += [Broken(f"measures[{index}]", f"names finding {one}, which does not exist") for one in lost]
    return broken
