"""Repair as a whole: what it never does, how wraps are joined (labelled spaces), and that nothing takes it long."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prongsai.normalizers.edits import Repaired, rewrite, run
from prongsai.normalizers.text import line_spans, repair
from prongsai.normalizers.wraps import spaces, verdict
from prongsai.schemas.trace import Step, replay, undo

CASES = Path(__file__).parent / "cases"


def _labelled() -> list[tuple[str, str, str]]:
    with (CASES / "wrap_spaces.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["label"], row["left"], row["right"]) for row in rows]


def _joined(left: str, right: str) -> bool:
    return any(start == len(left) for start, _, _, _ in spaces(f"{left} {right}"))


def test_no_space_is_joined_that_must_stay() -> None:
    """The labels are a person's, one for each space; `either` counts on neither side."""
    labelled = _labelled()
    wrong = [f"{left}|{right}" for label, left, right in labelled if label == "stay" and _joined(left, right)]
    right_joins = sum(label == "join" and _joined(left, right) for label, left, right in labelled)
    assert len(labelled) > 600
    assert len(wrong) <= 0.02 * right_joins, wrong


def test_half_of_the_wraps_are_joined() -> None:
    joins = [_joined(left, right) for label, left, right in _labelled() if label == "join"]
    assert sum(joins) >= 0.5 * len(joins)


@pytest.mark.parametrize(
    ("left", "right"),
    [("นางสาวสมใจ", "รักษาการดี"), ("หรือไม่", "มีความเห็น"), ("ทุกอย่าง", "ครบถ้วน"), ("บางราย", "งานธุรการ"), ("และ", "เพจ")],
)
def test_a_verdict_that_must_be_none(left: str, right: str) -> None:
    assert verdict(left, right) is None


def test_offices_that_begin_like_a_title_are_no_persons() -> None:
    assert verdict("นายกเทศมนตรีของ", "เทศบาล") == "wrap.open-word"
    assert verdict("นายกิตติของ", "เทศบาล") is None


def test_a_space_is_judged_again_when_what_follows_it_has_grown() -> None:
    assert verdict("งบ", "ประ") is None
    assert repair("งบ ประ มาณ").text == "งบประมาณ"


def test_an_empty_and_a_clean_text_have_no_steps() -> None:
    for text in ("", "๑๐๐.๐๐", "การปฏิบัติหน้าที่", "IIT", "AA"):
        assert repair(text) == Repaired(text, text, ())


def test_a_text_nested_beyond_reason_is_left_alone() -> None:
    raw = "<" * 30 + "b>" * 30 + "ก"
    assert repair(raw).text == raw


def test_steps_say_what_stood_there() -> None:
    repaired = repair("\u0e40\u0e40ผน  ๒")
    assert repaired.steps == (Step("glyph.sara-ae", 0, "\u0e40\u0e40", "\u0e41"), Step("space.run", 3, "  ", " "))
    assert replay(repaired.raw, repaired.steps) == repaired.text == "แผน ๒"
    assert undo(repaired.text, repaired.steps) == repaired.raw


def test_line_spans_are_the_lines_between_borders() -> None:
    text = repair("<p>๑. ก</p><p>๒. ข</p><p>ค</p>").text
    assert [text[start:end] for start, end in line_spans(text)] == ["๑. ก", "๒. ข", "ค"]


def test_edits_that_overlap_or_leave_the_text_are_refused() -> None:
    for edits in ([(0, 2, "", "a.b"), (1, 3, "", "a.b")], [(2, 5, "", "a.b")], [(2, 1, "", "a.b")]):
        with pytest.raises(ValueError, match=r"edit a\.b at"):
            rewrite("กขค", edits)


def test_later_passes_count_in_the_text_of_the_earlier_ones() -> None:
    text, steps = run("abc", [lambda text: [(0, 1, "", "a.b")], lambda text: [(0, 1, "", "a.b")]])
    assert text == "c"
    assert [step.before for step in steps] == ["a", "b"]


HOSTILE = {
    "spaces": " " * 200_000 + "ก",
    "openings": "<b " * 60_000,
    "nested": "<" * 60_000 + "b>" * 60_000,
    "entities": "&" + "amp;" * 60_000,
    "comments": "<!--" * 60_000,
    "emphasis": "**ก" * 60_000,
    "marks": "ก" + "\u0e48\u0e38" * 100_000,
    "combining": "a" + "\u0301\u0316" * 100_000,
    "line ends": "ก\n" * 100_000,
    "wraps": "การ ใช้ของ " * 20_000,
    "gaps": "ก \u0e32" * 20_000,
    "dots": ". " * 100_000,
    "one word": "ก" * 200_000,
    "private": "\uf70a" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    repair("การ ใช้")  # the dictionary is read once
    began = time.perf_counter()
    repaired = repair(HOSTILE[name])
    assert replay(HOSTILE[name], repaired.steps) == repaired.text
    # quadratic time is minutes here, linear time well under two seconds
    assert time.perf_counter() - began < 10


PROBE = """
import pathlib, sys
from prongsai.normalizers.text import repair
repair("๑๐๐.๐๐"); repair("<b>คะแนน</b>")
assert "pythainlp" not in sys.modules, "a text without spaces in question needs no dictionary"
assert repair("ไตร มาสที่ ๑").text == "ไตรมาสที่ ๑"
assert "pythainlp" in sys.modules
print(sorted(path.name for path in pathlib.Path.home().iterdir()))
"""


def test_the_dictionary_is_lazy_and_writes_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHAINLP_DATA": "", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("PYTHAINLP_DATA", "PYTHAINLP_DATA_DIR", "PYTHAINLP_READ_ONLY", "PYTHAINLP_OFFLINE"):
        environment.pop(name, None)
    done = subprocess.run([sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
