"""`python -m bench.run [--set NAMES] [--verbose SLUG] [--time] [--issues]`: read every text of the corpus and compare.

Prints a line a document, the totals of every field (right, abstained, wrong, extra; precision, recall, F1), and with
`--verbose` each difference. Nothing is pinned here; `python -m bench` holds the figures against the floors.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.compare import Comparison, compare, nothing
from bench.corpus import Case, Json, load_set, set_names
from bench.show import diff_lines, document_table, totals_table
from bench.tally import Tally

Read = Callable[[bytes], Json]
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case."""

    case: Case
    comparison: Comparison
    seconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SetResult:
    """What came of one set."""

    name: str
    results: list[Result] = field(default_factory=list)

    @property
    def tallies(self) -> dict[str, Tally]:
        """All tallies, summed over the documents."""
        totals: dict[str, Tally] = {}
        for result in self.results:
            for metric, tally in result.comparison.tallies.items():
                totals[metric] = totals.get(metric, Tally()) + tally
        return totals

    @property
    def zeros(self) -> dict[str, int]:
        """All counts that must be zero, summed."""
        totals: dict[str, int] = {}
        for result in self.results:
            for name, count in result.comparison.zeros.items():
                totals[name] = totals.get(name, 0) + count
        return totals

    @property
    def exact(self) -> int:
        """How many documents are without any error."""
        return sum(result.comparison.exact for result in self.results)


def read_with_prongsai(data: bytes) -> Json:
    """The JSON that prongsai makes of a text."""
    import prongsai

    document: Json = json.loads(prongsai.read(data).to_json())
    return document


def measure(case: Case, read: Read, repeats: int = 1) -> Result:
    """Read one text (the fastest of `repeats` counts) and compare. A crash is a document with nothing in it."""
    fastest, ours = float("inf"), None
    try:
        for _ in range(repeats):
            start = time.perf_counter()
            ours = read(case.text)
            fastest = min(fastest, time.perf_counter() - start)
    except Exception as error:  # a crash on one document must not hide the others
        last = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {error} ({last.filename.rsplit('/', 1)[-1]}:{last.lineno})"
        return Result(case, nothing(case.gold), 0.0, said)
    assert ours is not None
    return Result(case, compare(ours, case.gold), fastest)


def measure_sets(names: Sequence[str], read: Read = read_with_prongsai, repeats: int = 1) -> list[SetResult]:
    """Measure every case of every set named."""
    return [SetResult(name, [measure(case, read, repeats) for case in load_set(name)]) for name in names]


def split_names(text: str | None) -> list[str]:
    """The sets asked for, or all."""
    return [name.strip() for name in text.split(",")] if text else set_names()


def show(measured: Sequence[SetResult]) -> None:
    """Print the tables of every set."""
    for one in measured:
        print(document_table(one.name, [(r.case.slug, r.comparison, r.seconds, r.error) for r in one.results]))
        print()
        print(totals_table(one.name, one.tallies, one.zeros, one.exact, len(one.results)))
        print()


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--set", metavar="NAMES", help="sets, with commas between (default: all)")
    parser.add_argument(
        "--verbose", metavar="SLUG", help="print the differences of documents whose slug starts so, or all"
    )
    parser.add_argument("--only", metavar="METRIC", default="", help="with --verbose: metrics that start so")
    parser.add_argument(
        "--time", action="store_true", help=f"warm time: the fastest of {REPEATS} readings of each text"
    )
    options = parser.parse_args(argv)
    try:
        measured = measure_sets(split_names(options.set), repeats=REPEATS if options.time else 1)
    except FileNotFoundError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if options.verbose:
        for one in measured:
            for result in one.results:
                if options.verbose == "all" or result.case.slug.startswith(options.verbose):
                    print("\n".join(diff_lines(result.case.slug, result.comparison, result.error, options.only)))
    show(measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
