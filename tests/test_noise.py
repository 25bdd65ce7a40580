"""Damage: what our rules repair must leave the records as they are; what no rule knows must never be called verified.

What is measured is always three numbers: right, abstained, wrong. `python -m pytest tests/test_noise.py -k table -s`
prints them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest

from bench.laws import broken_laws, reread
from bench.tally import Book
from prongsai.checks.arithmetic import NOTICED
from prongsai.normalizers.numerals import arabic
from prongsai.schemas.document import Document
from prongsai.schemas.records import Score
from tests.made import make
from tests.noise import LASTING, UNDONE, Damage, noisy
from tests.reading import case, difference, read, records
from tests.render import Layout, Rendered, render

RUNS = 18
SCORED = (
    Layout(scores="long", plan=""),
    Layout(scores="two years", plan=""),
    Layout(scores="numbered", plan=""),
    Layout(scores="side", plan=""),
    Layout(scores="restarted", plan=""),
    Layout(scores="sub-indicators", plan="", year=2566),
    Layout(scores="questions", plan="", year=2566),
    Layout(scores="code column", plan="", year=2566, codes="confused"),
    Layout(scores="ranked", plan="", digits="arabic"),
    Layout(scores="newest first", plan="", digits="mixed"),
)
WHOLE = (
    Layout(scores="two years", year=2566),
    Layout(
        table="html",
        scores="long",
        columns=("number", "measure", "steps", "responsible", "period", "monitoring"),
        digits="arabic",
    ),
    Layout(
        table="pipes",
        scores="questions",
        columns=("number", "indicator", "weakness", "measure", "responsible", "period"),
        year=2566,
        codes="padded",
    ),
)
KNOWN_UNDONE: dict[str, str] = {}
KNOWN_LASTING: dict[str, str] = {}

Key = tuple[str, str | None, str | None, str | None, int]


@cache
def report(layout: Layout, seed: int) -> Rendered:
    """A report as it was before the damage."""
    return render(make(seed, layout.year, progress=layout.progress), layout)


@cache
def undamaged(layout: Layout, seed: int) -> dict[str, Any]:
    """Its records."""
    return records(read(report(layout, seed).text))


# ---- what reading undoes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [case(KNOWN_UNDONE, name) for name in UNDONE])
def test_damage_that_our_rules_know_is_undone(name: str) -> None:
    changed = 0
    for run in range(9):
        layout = WHOLE[run % len(WHOLE)]
        text = report(layout, 500 + run).text
        damaged = UNDONE[name](text, Random(run))
        changed += damaged != text
        assert not difference(undamaged(layout, 500 + run), records(read(damaged)))
    assert changed >= 3


# ---- what nobody can undo -----------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What became of the printed scores. `silent` are wrong values that no issue names, `shown` the verified ones."""

    right: int = 0
    abstained: int = 0
    wrong: int = 0
    silent: int = 0
    verified: int = 0
    shown: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of the table."""
        total = max(1, self.right + self.abstained + self.wrong)
        shares = "  ".join(
            f"{count / total:7.3f}" for count in (self.right, self.abstained, self.wrong, self.silent, self.verified)
        )
        return f"{name:22} {shares}"


def key_of(score: Score) -> Key:
    """What a score is the value of."""
    return score.scope, score.instrument, score.indicator_no, score.code, score.fiscal_year_be or 0


def compare(rendered: Rendered, text: str, tally: Tally) -> None:
    """Add what is read of a damaged report to a tally."""
    document, digits = read(text), arabic(text)
    truth = {(r.scope, r.instrument, r.indicator_no, r.code, r.year): r.value for r in rendered.scores}
    named = {record_id for issue in document.issues for record_id in issue.record_ids}
    found: dict[Key, Decimal] = {key_of(score): score.value for score in document.scores if score.value is not None}
    tally.abstained += len(truth.keys() - found.keys())
    for score in document.scores:
        if score.value is None:
            continue
        if truth.get(key_of(score)) == score.value:
            tally.right += 1
            continue
        if score.fiscal_year_be is None and any(
            k[:4] == key_of(score)[:4] and v == score.value for k, v in truth.items()
        ):
            continue  # it abstains from the year
        tally.wrong += 1
        tally.silent += score.status == "unverified" and score.record_id not in named
        if score.status == "verified" and not _unseen(score, truth, found) and not _year_lost(score, truth, digits):
            tally.verified += 1
            tally.shown.append(f"{key_of(score)}: {score.value} for {truth.get(key_of(score))}")


def _year_lost(score: Score, truth: dict[Key, Decimal], digits: str) -> bool:
    """The right value under a wrong year, where the right year is printed nowhere any more: nobody could know."""
    years = {key[4] for key, value in truth.items() if key[:4] == key_of(score)[:4] and value == score.value}
    return bool(years) and not any(str(year) in digits for year in years)


def _unseen(score: Score, truth: dict[Key, Decimal], found: dict[Key, Decimal]) -> bool:
    """What the sums cannot see: an error smaller than they notice, and parts of one mean that changed places."""
    wanted = truth.get(key_of(score))
    if wanted is None or score.value is None:
        return False
    if abs(float(score.value - wanted)) <= NOTICED:
        return True

    def parts(values: dict[Key, Decimal]) -> Counter[Decimal]:
        level = (score.scope, score.instrument, score.fiscal_year_be)
        mean = score.indicator_no if score.scope == "question" else None
        return Counter(v for k, v in values.items() if (k[0], k[1], k[4]) == level and mean in (None, k[2]))

    return parts(truth) == parts(found)


def damage(operator: Damage, runs: int, first: int, layouts: tuple[Layout, ...] = SCORED) -> Tally:
    """What is read of some damaged reports."""
    tally = Tally()
    for run in range(runs):
        rendered = report(layouts[run % len(layouts)], first + run)
        compare(rendered, operator(rendered.text, Random(run)), tally)
    return tally


@pytest.mark.parametrize("name", [case(KNOWN_LASTING, name) for name in LASTING])
def test_nothing_wrong_is_called_verified(name: str) -> None:
    tally = damage(LASTING[name], RUNS, 1000)
    assert tally.verified == 0, tally.shown
    assert tally.right > 0


# where the wrong year stands, and what the damaged line is
CONTRADICTED = {
    "in a section heading": (Layout(scores="side", plan=""), "1. ผลการประเมิน ประจำปีงบประมาณ พ.ศ. 2566", "2562"),
    "in a column heading": (Layout(scores="two years", plan=""), "ปี 2566", "2569"),
    "on the cover": (Layout(scores="long", plan=""), "\nประจำปีงบประมาณ พ.ศ. 2566", "2569"),
}
KNOWN_CONTRADICTED: dict[str, str] = {}


@pytest.mark.parametrize("where", [case(KNOWN_CONTRADICTED, where) for where in CONTRADICTED])
def test_a_year_that_another_line_contradicts_verifies_nothing(where: str) -> None:
    layout, line, wrong = CONTRADICTED[where]
    text = render(make(60, 2566), replace(layout, digits="arabic")).text
    document = read(text.replace(line, line.replace("2566", wrong), 1))
    assert line in text
    assert not [s for s in document.scores if s.status == "verified" and s.fiscal_year_be == int(wrong)]


RIGHT_AT_LEAST = {0.0: 1.0, 0.01: 0.9, 0.02: 0.8, 0.05: 0.5, 0.1: 0.2}


@pytest.mark.parametrize("rate", RIGHT_AT_LEAST)
def test_scores_stay_right_where_damage_is_light(rate: float) -> None:
    tally = damage(lambda text, rng: noisy(text, rate, rng), RUNS, 2000)
    assert tally.right >= RIGHT_AT_LEAST[rate] * (tally.right + tally.abstained + tally.wrong), tally


def test_the_table_of_right_abstained_and_wrong() -> None:
    """The table itself; it fails where an operator that destroys nothing of a score makes one wrong without a word."""
    rows = {name: damage(operator, 10, 3000) for name, operator in LASTING.items()}
    rows |= {
        f"noise {rate}": damage(lambda text, rng, r=rate: noisy(text, r, rng), 10, 3000) for rate in RIGHT_AT_LEAST
    }  # type: ignore[misc]
    print(f"\n{'share of scores':22} {'right':>7}  {'abstain':>7}  {'wrong':>7}  {'silent':>7}  {'verified':>8}")
    for name, tally in rows.items():
        print(tally.row(name))
    for name in ("lose_a_score", "repeat_a_row"):
        assert rows[name].silent == 0, rows[name]


def test_what_is_called_unseen_really_is() -> None:
    """The exception that these tests make is no wider than the arithmetic: one changed value of a mean is seen."""
    base = {("indicator", "IIT", str(n), None, 2566): Decimal(90 + n) for n in range(1, 6)}
    one = Score(
        record_id="a", scope="indicator", instrument="IIT", indicator_no="1", fiscal_year_be=2566, value=Decimal("70")
    )
    assert not _unseen(one, base, {**base, key_of(one): Decimal("70")})
    swapped = {
        **base,
        ("indicator", "IIT", "1", None, 2566): Decimal(92),
        ("indicator", "IIT", "2", None, 2566): Decimal(91),
    }
    other = one.model_copy(update={"value": Decimal(92)})
    assert _unseen(other, base, swapped)


# ---- laws that hold of any text -----------------------------------------------------------------------------------

PRINTED = re.compile(r"(?<![\d.])\d{1,2}\.\d\d(?!\d)")


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.1])
def test_the_laws_of_provenance_hold_of_damaged_texts(rate: float) -> None:
    for run in range(8):
        layout = (*SCORED, *WHOLE)[run]
        document = read(noisy(report(layout, 4000 + run).text, rate, Random(run)))
        plain = json.loads(document.to_json())
        assert not broken_laws(plain)
        book = Book()
        reread(book, plain)
        assert Document.model_validate_json(document.to_json()) == document


@pytest.mark.parametrize(
    "operator", ["lose_a_row", "shift_a_column", "foreign_letters", "dropped_marks", "confused_digits"]
)
def test_no_printed_figure_disappears(operator: str) -> None:
    """Each figure of a score table is cited by a score, or left over, or named by an issue: none is merely ignored."""
    for run in range(8):
        layout = (SCORED[0], SCORED[2], SCORED[4], SCORED[5])[run % 4]
        text = LASTING[operator](report(layout, 4100 + run).text, Random(run))
        document = read(text)
        kept = {cite.at for score in document.scores for cite in score.cites.get("value", ())}
        kept |= {leftover.at for leftover in document.leftovers} | {
            cite.at for issue in document.issues for cite in issue.cites
        }
        texts = " ".join(document.passages[at].raw for at in sorted(kept) if at in document.passages)
        gone = Counter(_figures(text)) - Counter(_figures(texts))
        assert not gone, (operator, run)


def _figures(text: str) -> list[str]:
    return PRINTED.findall(arabic(text))
