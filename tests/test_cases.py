"""One runner for `cases/*.md`: blocks of a title, the input and what is expected, each closed by a line with a dot.

`<reader>.negative.md` has no expectation: the input must stay. `<reader>.known.md` fails, and must. `\\u0e48` and `\\r`
in a block are one character; everything else stands as it is, backslashes too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prongsai.normalizers.text import repair

CASES = Path(__file__).parent / "cases"
READERS: dict[str, Callable[[str], str]] = {"text": lambda raw: repair(raw).text}
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\r(?=\n|$)")


def blocks(name: str) -> Iterator[tuple[str, str, str]]:
    """(title, input, expected) of each case of a file."""
    parts = re.split(r"(?m)^\.\n", (CASES / name).read_text(encoding="utf-8") + "\n")
    width = 2 if name.endswith(".negative.md") else 3
    assert len(parts) % width == 1, f"{name}: a block is not closed"
    for at in range(0, len(parts) - 1, width):
        title = parts[at].strip().rsplit("\n", 1)[-1]
        texts = [ESCAPE.sub(_character, part.removesuffix("\n")) for part in parts[at + 1 : at + width]]
        yield title, texts[0], texts[-1]


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else "\r"


def cases() -> Iterator[object]:
    # negatives first: what must stay matters more than what must change
    for path in sorted(CASES.glob("*.md"), key=lambda path: (".negative" not in path.name, path.name)):
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if ".known." in path.name else []
        for title, raw, expected in blocks(path.name):
            reader = READERS[path.name.split(".")[0]]
            yield pytest.param(reader, raw, expected, id=f"{path.stem}: {title}", marks=marks)


@pytest.mark.parametrize(("reader", "raw", "expected"), list(cases()))
def test_case(reader: Callable[[str], str], raw: str, expected: str) -> None:
    assert reader(raw) == expected


def test_the_runner_reads_blocks_as_they_stand() -> None:
    found = {title: (raw, expected) for title, raw, expected in blocks("text.md")}
    assert found["an escaped row of stars"] == (r"\*\*\*\*\*", "*****")
    assert found["nikhahit and sara aa"][0] == "อ\u0e4d\u0e32เภอ"
    assert found["paragraphs without list marks"][1] == "งบประมาณ\n\nปัญหา"
