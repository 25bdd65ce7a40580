"""The truth: `corpus/<set>/<slug>.gold.jsonl` beside the text it belongs to, one record a line.

    {"record": "document", "kinds": ["score_report"], ...}
    {"record": "score", "scope": "overall", ..., "lines": [14]}

`lines` are 1-based lines of the text. Where the texts of a set live elsewhere, its `set.json` says so:
`{"texts": "../../../samples"}`, relative to the set's folder.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]

CORPUS = Path(__file__).parent / "corpus"
SUFFIX = ".gold.jsonl"


@dataclass(frozen=True, slots=True)
class Gold:
    """The truth about one document."""

    document: Json = field(default_factory=dict)
    scores: list[Json] = field(default_factory=list)
    findings: list[Json] = field(default_factory=list)
    measures: list[Json] = field(default_factory=list)
    issues: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """One text and its truth."""

    set_name: str
    slug: str
    text: bytes
    gold_bytes: bytes

    @property
    def gold(self) -> Gold:
        """The truth, parsed."""
        return parse_gold(self.gold_bytes.decode("utf-8"))


def parse_gold(text: str) -> Gold:
    """The truth from its lines.

    >>> parse_gold('{"record": "document", "title": "รายงาน"}').document["title"]
    'รายงาน'
    >>> parse_gold('{"record": "sore"}')
    Traceback (most recent call last):
    ...
    ValueError: line 1: no kind of record is called 'sore'
    """
    gold = Gold()
    lists = {"score": gold.scores, "finding": gold.findings, "measure": gold.measures, "issue": gold.issues}
    for number, line in enumerate(text.splitlines(), 1):
        record = json.loads(line)
        kind = record.pop("record")
        if kind == "document":
            gold.document.update(record)
        elif kind in lists:
            lists[kind].append(record)
        else:
            raise ValueError(f"line {number}: no kind of record is called {kind!r}")
    return gold


def set_names(corpus: Path = CORPUS) -> list[str]:
    """All sets, by name."""
    return sorted({path.parent.name for path in corpus.glob(f"*/*{SUFFIX}")})


def texts_folder(folder: Path) -> Path:
    """Where the texts of a set live."""
    about = folder / "set.json"
    if not about.exists():
        return folder
    return (folder / str(json.loads(about.read_text(encoding="utf-8"))["texts"])).resolve()


def load_set(name: str, corpus: Path = CORPUS) -> list[Case]:
    """The cases of a set, by slug."""
    folder = corpus / name
    texts = texts_folder(folder)
    cases = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        slug = path.name.removesuffix(SUFFIX)
        cases.append(Case(name, slug, (texts / f"{slug}.txt").read_bytes(), path.read_bytes()))
    if not cases:
        raise FileNotFoundError(f"no set is called {name!r}; there are: {', '.join(set_names(corpus))}")
    return cases


def corpus_hash(cases: list[Case]) -> str:
    """A hash over names, texts and truth: floors hold for exactly these."""
    digest = hashlib.sha256()
    for case in sorted(cases, key=lambda case: case.slug):
        for part in (case.slug.encode(), case.text, case.gold_bytes):
            digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
