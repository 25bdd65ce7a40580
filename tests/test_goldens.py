"""How the samples read as of the last `make golden`: not the truth, but nothing changes without being seen.

Truth is typed by hand and belongs to the benchmark. Here each sample has a file of records, one a line, so that a diff
shows which records read differently; such lines go into CHANGELOG.md under *Reads differently*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import prongsai

ROOT = Path(__file__).parent.parent
GOLDENS = Path(__file__).parent / "goldens"
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def golden_of(sample: Path) -> Path:
    return GOLDENS / f"{sample.stem}.records.jsonl"


def lines(document: prongsai.Document) -> Iterator[str]:
    """The values of a document, one record a line; where they stand is left out."""
    whole = json.loads(document.to_json())
    facts = whole["document"]
    rows = [{"document": facts}]
    for name in ("scores", "findings", "measures", "issues", "leftovers"):
        rows += [{name: row} for row in whole[name]]
    coverage = {
        **whole["coverage"],
        "ignored_by": {rule: len(at) for rule, at in whole["coverage"]["ignored_by"].items()},
    }
    rows.append({"coverage": coverage})
    for row in rows:
        (value,) = row.values()
        for name in ("cites", "record_id", "record_ids", "finding_ids", "issue_id"):
            value.pop(name, None)
        yield json.dumps(row, ensure_ascii=False)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 5


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem[:3])
def test_samples_read_as_written_down(sample: Path) -> None:
    golden = golden_of(sample)
    assert golden.exists(), "a sample without its golden: run `make golden` and look at what it wrote"
    now = list(lines(prongsai.read(sample)))
    assert now == golden.read_text("utf-8").splitlines(), "it reads differently: run `make golden`, look at the diff"


def test_no_golden_is_left_of_a_sample_that_went() -> None:
    assert set(GOLDENS.glob("*")) <= {golden_of(sample) for sample in SAMPLES}


def write() -> None:
    GOLDENS.mkdir(exist_ok=True)
    for sample in SAMPLES:
        golden_of(sample).write_text("".join(f"{line}\n" for line in lines(prongsai.read(sample))), "utf-8")


if __name__ == "__main__":
    write()
