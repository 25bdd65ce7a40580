"""`python -m bench.convert SET GOLD.json... --texts FOLDER [--link PATH]`: typed truth to gold.jsonl.

A development tool. Truth is typed as one JSON file a document: `document`, `scores`, `findings`, `measures`, `issues`,
each record with `sources: [{"line_start": N}]`. This writes it as one record a line with keys in a fixed order, in
`corpus/SET/`, with the text beside it (or, with `--link`, a `set.json` that says where the texts are). On the way:

- indicators of findings and measures are main indicators (`9`, not `9.4`), once each;
- codes of issues that have another name by now get it;
- `corpus/SET/amendments.json`, where there is one, is applied: what was corrected in the typed truth, and why. An
  amendment that does not find what it corrects is an error, so none goes stale.

Truth with an unknown kind, code, date or line is refused.
"""

from __future__ import annotations

import argparse
import copy
import datetime
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from bench.corpus import CORPUS, SUFFIX, Json
from prongsai.schemas import terms

KEYS: dict[str, tuple[str, ...]] = {
    "document": ("kinds", "title", "agency", "assessed_year_be", "plan_year_be", "issued_on"),
    "score": (
        *("scope", "instrument", "indicator_no", "code", "raw_code", "label"),
        *("fiscal_year_be", "value", "rating", "rank", "status"),
    ),
    "finding": ("kind", "topic_no", "instrument", "indicator_nos", "codes", "text", "code_mentions"),
    "measure": (
        *("topic_no", "instrument", "indicator_nos", "codes", "text", "steps", "responsible", "period"),
        *("monitoring", "status", "progress", "outcome"),
    ),
    "issue": ("code", "severity", "message", "found", "expected"),
}
OPTIONAL = {"raw_code", "code_mentions", "status"}
"""Left out where the truth does not assert them; all other keys are always there, null or empty."""

RENAMED = {"code-damaged": "code-unresolved"}
LISTS = {"score": "scores", "finding": "findings", "measure": "measures", "issue": "issues"}
CHOICES: dict[tuple[str, str], Any] = {
    ("score", "scope"): terms.Scope,
    ("score", "instrument"): terms.Instrument,
    ("score", "rating"): terms.Rating,
    ("score", "status"): terms.ScoreStatus,
    ("finding", "kind"): terms.FindingKind,
    ("finding", "instrument"): terms.Instrument,
    ("measure", "instrument"): terms.Instrument,
    ("measure", "status"): terms.MeasureStatus,
}
CODE = re.compile(r"[ieo][1-9][0-9]?")
INDICATOR = re.compile(r"(?:10|[1-9])(?:\.[1-9])?")


def convert(typed: Json, amendments: Iterable[Json] = ()) -> list[Json]:
    """The records of a gold.jsonl from one typed document, in reading order as typed.

    >>> typed = {"document": {"kinds": []}, "scores": [], "measures": [], "issues": [], "findings": [
    ...     {"kind": "weakness", "indicator_nos": ["9", "9.4"], "text": "...", "sources": [{"line_start": 7}]}]}
    >>> convert(typed)[1]["indicator_nos"], convert(typed)[1]["lines"]
    (['9'], [7])
    """
    records = [_record("document", typed["document"])]
    for kind, name in LISTS.items():
        records += [_record(kind, one) for one in typed[name]]
    for amendment in amendments:
        amend(records, amendment)
    return records


def amend(records: list[Json], amendment: Json) -> None:
    """Apply one amendment: the `index`-th record's `field` `was` this and is `now` that; or `add` a record."""
    kind = amendment["record"]
    if "add" in amendment:
        last = max(at for at, record in enumerate(records) if _rank(record["record"]) <= _rank(kind))
        records.insert(last + 1, _record(kind, amendment["add"]))
        return
    of_kind = [record for record in records if record["record"] == kind]
    target: Any = of_kind[amendment["index"]]
    *path, leaf = (int(part) if part.isdigit() else part for part in amendment["field"].split("."))
    for part in path:
        target = target[part]
    if target[leaf] != amendment["was"]:
        raise ValueError(
            f"{kind} {amendment['index']}: {amendment['field']} is {target[leaf]!r}, not {amendment['was']!r}"
        )
    target[leaf] = amendment["now"]


def faults(records: Iterable[Json], line_count: int) -> list[str]:
    """What is wrong with records: unknown words, codes, dates, lines that the text does not have."""
    found: list[str] = []
    for number, record in enumerate(records, 1):
        kind = record["record"]
        for (of_kind, name), choice in CHOICES.items():
            if of_kind == kind and record.get(name) is not None and record[name] not in get_args(choice):
                found.append(f"line {number}: {name} {record[name]!r}")
        codes = list(record.get("codes") or ()) + ([record["code"]] if kind == "score" and record["code"] else [])
        found += [f"line {number}: code {code!r}" for code in codes if not CODE.fullmatch(code)]
        numbers = [*(record.get("indicator_nos") or ()), record.get("indicator_no") or "1"]
        found += [f"line {number}: indicator {one!r}" for one in numbers if not INDICATOR.fullmatch(one)]
        found += [f"line {number}: date {one!r}" for one in _dates(record) if not _is_date(one)]
        if kind != "document":
            lines = record["lines"]
            found += [f"line {number}: no source line {at}" for at in lines if not 1 <= at <= line_count]
            found += [] if lines else [f"line {number}: no source line given"]
    return found


def dumps(records: Iterable[Json]) -> str:
    """One record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _record(kind: str, typed: Json) -> Json:
    record: Json = {"record": kind}
    for key in KEYS[kind]:
        if key in OPTIONAL and not typed.get(key):
            continue
        empty: list[str] | None = [] if key in ("indicator_nos", "codes", "steps", "responsible", "kinds") else None
        value = typed.get(key)
        record[key] = copy.deepcopy(empty if value is None else value)
    if kind in ("finding", "measure"):
        record["indicator_nos"] = list(dict.fromkeys(number.split(".")[0] for number in record["indicator_nos"]))
    if kind == "issue":
        record["code"] = RENAMED.get(record["code"], record["code"])
    if kind != "document":
        record["lines"] = [source["line_start"] for source in typed["sources"]]
    return record


def _rank(kind: str) -> int:
    return list(KEYS).index(kind)


def _dates(record: Json) -> list[str]:
    period = record.get("period") or {}
    return [one for one in (record.get("issued_on"), period.get("start"), period.get("end")) if one]


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def text_of(stem: str, texts: Path) -> Path:
    """The text of a typed file: the same stem, or the only one that begins with it (`000` for `000_909d.txt`)."""
    exact = texts / f"{stem}.txt"
    found = [exact] if exact.exists() else sorted(texts.glob(f"{stem}_*.txt"))
    if len(found) != 1:
        raise FileNotFoundError(f"{stem}: {len(found)} texts in {texts} fit")
    return found[0]


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.convert", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("set", metavar="SET")
    parser.add_argument("typed", metavar="GOLD.json", nargs="+", type=Path)
    parser.add_argument("--texts", metavar="FOLDER", type=Path, required=True)
    parser.add_argument(
        "--link", metavar="PATH", help="do not copy the texts: they are here, seen from the set's folder"
    )
    options = parser.parse_args(argv)
    folder = CORPUS / options.set
    folder.mkdir(parents=True, exist_ok=True)
    if options.link:
        (folder / "set.json").write_text(json.dumps({"texts": options.link}) + "\n", encoding="utf-8")
    amendments_file = folder / "amendments.json"
    amendments = json.loads(amendments_file.read_text(encoding="utf-8")) if amendments_file.exists() else []
    slugs, bad = set(), False
    for path in sorted(options.typed, key=lambda path: path.name):
        text = text_of(path.stem, options.texts)
        slugs.add(text.stem)
        records = convert(
            json.loads(path.read_text(encoding="utf-8")),
            [amendment for amendment in amendments if amendment["slug"] == text.stem],
        )
        data = text.read_bytes()
        for fault in faults(records, data.count(b"\n") + 1):
            bad = True
            print(f"{path.name}: {fault}", file=sys.stderr)
        (folder / f"{text.stem}{SUFFIX}").write_text(dumps(records), encoding="utf-8")
        if not options.link:
            shutil.copyfile(text, folder / text.name)
        print(f"{text.stem}: {len(records)} records")
    for amendment in amendments:
        if amendment["slug"] not in slugs:
            bad = True
            print(f"amendment of {amendment['slug']}: no such document was converted", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
