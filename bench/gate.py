"""`python -m bench`: floors under every figure. Passes when none is undercut, nothing that must be zero is not.

Floors live in baseline.json, for each set with the hash of its texts and truth: another corpus is another measurement,
so a changed hash fails unless `--new-corpus` says it is meant. `--update` raises floors to today's figures and never
lowers one, unless `--allow-regression METRIC` names it. `--new-corpus --update` takes the floors of a changed set anew.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import corpus_hash
from bench.run import SetResult, measure_sets, show, split_names

BASELINE = Path(__file__).parent / "baseline.json"
DIGITS = 4

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """The floors of one set, and the corpus they hold for."""

    corpus: str
    floors: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one set: reasons to fail, and the pin to write with `--update`."""

    failures: list[str]
    pin: Pin
    notes: list[str] = field(default_factory=list)


def figures(one: SetResult) -> Figures:
    """The figures of a set that have floors, all the higher the better, rounded down."""
    found: dict[str, float | None] = {}
    for metric, tally in one.tallies.items():
        if metric in ("issues.raised", "issues.raised_grave", "issues.distinct"):
            found[f"{metric}.recall"] = tally.recall
        elif metric == "issues.true":
            found[f"{metric}.precision"] = tally.precision
        elif metric.startswith("text") or metric == "reread":
            found[f"{metric}.share"] = tally.share
        elif metric == "scores":
            found["scores.precision"], found["scores.recall"] = tally.precision, tally.recall
        else:
            found[f"{metric}.f1"] = tally.f1
    found["documents.exact"] = one.exact / len(one.results) if one.results else None
    scale = 10**DIGITS
    return {
        name: math.floor(value * scale + 1e-9) / scale for name, value in sorted(found.items()) if value is not None
    }


def judge(
    name: str,
    now: Mapping[str, float],
    zeros: Mapping[str, int],
    corpus: str,
    pin: Pin | None,
    *,
    first_pin: bool = False,
    new_corpus: bool = False,
    allowed: Sequence[str] = (),
) -> Verdict:
    """Hold figures against a pin. `allowed` metrics (`text.share` or `samples:text.share`) may fall.

    >>> judge("written", {"text.share": 0.9}, {}, "abc", Pin("abc", {"text.share": 0.95})).failures
    ['written: text.share is 0.9, floor 0.95']
    >>> judge("written", {"text.share": 0.9}, {}, "abd", Pin("abc", {"text.share": 0.95}), new_corpus=True).pin.floors
    {'text.share': 0.9}
    """
    failures = [f"{name}: {what} is {count}, must be 0" for what, count in zeros.items() if count]
    if pin is None:
        unpinned = [] if first_pin else [f"{name}: no floors pinned; --update pins them"]
        return Verdict([*failures, *unpinned], Pin(corpus, dict(now)))
    if pin.corpus != corpus:
        if not new_corpus:
            changed = f"{name}: texts or truth changed since the floors were pinned; --new-corpus if that is meant"
            return Verdict([*failures, changed], pin)
        notes = [
            f"new corpus, {name}: {metric} {floor} -> {now.get(metric, 0.0)}"
            for metric, floor in pin.floors.items()
            if now.get(metric, 0.0) < floor
        ]
        return Verdict(failures, Pin(corpus, dict(now)), notes)
    floors, notes = dict(pin.floors), []
    for metric, value in now.items():
        floor = floors.get(metric)
        if floor is None or value > floor:
            floors[metric] = value
    for metric, floor in pin.floors.items():
        value = now.get(metric, 0.0)
        if value >= floor:
            continue
        if metric in allowed or f"{name}:{metric}" in allowed:
            notes.append(f"{name}: {metric} may fall from {floor} to {value}")
            floors[metric] = value
        else:
            failures.append(f"{name}: {metric} is {value}, floor {floor}")
    return Verdict(failures, Pin(corpus, floors), notes)


def load_baseline(path: Path) -> dict[str, Pin]:
    """The pins by set; empty where nothing is pinned yet."""
    if not path.exists():
        return {}
    pinned = json.loads(path.read_text(encoding="utf-8"))
    return {name: Pin(pin["corpus"], pin["floors"]) for name, pin in pinned.items()}


def write_baseline(pins: Mapping[str, Pin], path: Path) -> None:
    """Write the pins, in order."""
    data = {
        name: {"corpus": pin.corpus, "floors": dict(sorted(pin.floors.items()))} for name, pin in sorted(pins.items())
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """The command line: 0 when every floor holds, 1 when not, 2 for a set that does not exist."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--set", metavar="NAMES", help="sets, with commas between (default: all)")
    parser.add_argument("--update", action="store_true", help="raise floors to today's figures")
    parser.add_argument("--new-corpus", action="store_true", help="texts or truth were changed on purpose")
    parser.add_argument("--allow-regression", metavar="METRIC", action="append", default=[], help="this floor may fall")
    options = parser.parse_args(argv)
    try:
        measured = measure_sets(split_names(options.set))
    except FileNotFoundError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    show(measured)
    pins = load_baseline(BASELINE)
    failures: list[str] = []
    for one in measured:
        verdict = judge(
            one.name,
            figures(one),
            one.zeros,
            corpus_hash([result.case for result in one.results]),
            pins.get(one.name),
            first_pin=options.update,
            new_corpus=options.new_corpus,
            allowed=options.allow_regression,
        )
        failures += verdict.failures
        pins[one.name] = verdict.pin
        for note in verdict.notes:
            print(note)
    if not options.set:
        for gone in sorted(set(pins) - {one.name for one in measured}):
            if options.new_corpus:
                del pins[gone]
            else:
                failures.append(f"{gone}: pinned, but no longer in the corpus; --new-corpus if that is meant")
    if options.update:
        write_baseline(pins, BASELINE)
    for line in failures:
        print(f"FAILED {line}")
    print("bench: " + ("some floors do not hold" if failures else "all floors hold"))
    return 1 if failures else 0
