"""What must not change the records: page furniture, the script of digits, the order of columns, the encoding.

A report is read twice, as it is and changed, and all records must be the same but for ids and cites.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from tests.made import make
from tests.reading import case, difference, read, records
from tests.render import Layout, render

SEEDS = (11, 12)
PLAN = ("number", "topic", "indicator", "finding", "measure", "steps", "responsible", "period", "monitoring")
SHORT = ("number", "measure", "steps", "responsible", "period", "monitoring")
LAYOUTS = {
    "tabs, long": Layout(scores="long", columns=PLAN, year=2566),
    "pipes, two years": Layout(table="pipes", scores="two years", columns=SHORT, digits="arabic", lists=True),
    "html, side": Layout(table="html", scores="side", columns=SHORT, merged=False),
    "columns, numbered": Layout(table="columns", scores="numbered", columns=SHORT),
    "bullets, progress": Layout(
        scores="bullets", columns=("number", "measure", "responsible", "status", "progress", "outcome")
    ),
}
KNOWN: dict[tuple[str, str], str] = {}


@cache
def written(layout: str, seed: int) -> str:
    """The text of a report."""
    chosen = LAYOUTS[layout]
    return render(make(seed, chosen.year, progress=chosen.progress), chosen).text


@cache
def before(layout: str, seed: int) -> dict[str, Any]:
    """The records of a report as it is."""
    return records(read(written(layout, seed)))


# ---- changes of the text ------------------------------------------------------------------------------------------


def _between_blocks(text: str, put: Callable[[int], str], rng: Random) -> str:
    """Put something between some of the blocks, but not on the cover nor inside a table of blanks."""
    blocks = re.split(r"\n\n", text)
    made = blocks[:3]
    for number, block in enumerate(blocks[3:], start=2):
        prose = not re.search(r"\S {2,}\S", made[-1].split("\n")[-1]) and not re.search(
            r"\S {2,}\S", block.split("\n")[0]
        )
        made += [put(number)] if prose and rng.random() < 0.5 else []
        made.append(block)
    return "\n\n".join(made)


def page_numbers(text: str, rng: Random) -> str:
    """- ๒ - between blocks."""
    return _between_blocks(text, lambda n: f"- {n} -", rng)


def page_marks(text: str, rng: Random) -> str:
    """Lines of a converter that say where a page ends."""
    return _between_blocks(text, lambda n: f"<!-- page {n} -->", rng)


def form_feeds(text: str, rng: Random) -> str:
    """A form feed before some blocks."""
    blocks = _between_blocks(text, lambda n: "\f", rng)
    return blocks.replace("\n\n\f\n\n", "\n\n\f")


def stamps(text: str, rng: Random) -> str:
    """The stamp of a scanning program."""
    return _between_blocks(text, lambda n: "Scanned with CamScanner", rng)


def running_titles(text: str, rng: Random) -> str:
    """Pages, each under the same line and over its number."""
    parts = _between_blocks(text, lambda n: "\f", Random(1)).split("\f")
    pages = [
        f"เอกสารประกอบการประชุม\n\n{part.strip()}\n\n{n}"
        for n, part in enumerate([*parts, ""] if len(parts) < 3 else parts, start=1)
    ]
    return "\n\f".join(pages) if len(parts) > 2 else text


def rules(text: str, rng: Random) -> str:
    """Drawn lines between blocks."""
    return _between_blocks(text, lambda n: "*****", rng)


def more_blank_lines(text: str, rng: Random) -> str:
    """Two blank lines for one, but not within a table of blanks."""
    return re.sub(r"\n\n(?=[๐-๙\d]\. )", "\n\n\n\n", text)


def blanks_at_line_ends(text: str, rng: Random) -> str:
    """Blanks at the ends of lines, as Markdown's line breaks are."""
    return re.sub(r"(?m)(?<=[^\n>])$", lambda m: rng.choice(("", " ", "  ")), text)


def marked_headings(text: str, rng: Random) -> str:
    """Headings as Markdown marks them."""
    return re.sub(r"(?m)^([๐-๙\d]\. (?:ผลการประเมิน|มาตรการส่งเสริม|ปัญหา).*)$", r"## \1", text)


def bold_headings(text: str, rng: Random) -> str:
    """Headings in bold."""
    return re.sub(r"(?m)^([๐-๙\d]\. (?:ผลการประเมิน|มาตรการส่งเสริม|ปัญหา).*)$", r"**\1**", text)


def dropped_leading_cells(text: str, rng: Random) -> str:
    """Rows of tabs without the empty cells that they begin with."""
    return re.sub(r"(?m)^\t+", "", text)


def trailing_tabs(text: str, rng: Random) -> str:
    """Rows of tabs with empty cells behind them."""
    return re.sub(r"(?m)^(.*\t.*)$", r"\1\t", text)


def indented(text: str, rng: Random) -> str:
    """All lines moved to the right, as where a page has a margin."""
    return re.sub(r"(?m)^(?=[^\n\t|<])", "        ", text)


TEXT_CHANGES = {
    change.__name__: change
    for change in (
        page_numbers,
        page_marks,
        form_feeds,
        stamps,
        running_titles,
        rules,
        more_blank_lines,
        blanks_at_line_ends,
        marked_headings,
        bold_headings,
        dropped_leading_cells,
        trailing_tabs,
        indented,
    )
}


def _cases(changes: dict[str, Any]) -> list[Any]:
    return [case(KNOWN, (n, change), n, change, name=f"{n}-{change}") for n in LAYOUTS for change in changes]


@pytest.mark.parametrize(("layout", "change"), _cases(TEXT_CHANGES))
def test_a_change_of_the_text_that_says_nothing(layout: str, change: str) -> None:
    differences = {}
    for seed in SEEDS:
        changed = TEXT_CHANGES[change](written(layout, seed), Random(seed))
        differences[seed] = difference(before(layout, seed), records(read(changed)))
    assert not any(differences.values()), differences


@pytest.mark.parametrize("change", TEXT_CHANGES)
def test_each_change_changes_a_text(change: str) -> None:
    assert any(
        TEXT_CHANGES[change](written(name, seed), Random(seed)) != written(name, seed)
        for name in LAYOUTS
        for seed in SEEDS
    )


# ---- changes of the bytes -----------------------------------------------------------------------------------------

BYTES: dict[str, Callable[[str], bytes]] = {
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "line separators": lambda text: text.replace("\n", "\u2028").encode(),
    "bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le without bom": lambda text: text.encode("utf-16-le"),
    "utf-16-be without bom": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
    "cp874": lambda text: text.encode("cp874"),
    "tis-620, crlf": lambda text: text.replace("–", "-").replace("\n", "\r\n").encode("tis-620"),
    "utf-8 read as latin-1": lambda text: text.encode().decode("latin-1").encode(),
    "no end of line at the end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize(("layout", "change"), _cases(BYTES))
def test_how_the_bytes_are_written(layout: str, change: str) -> None:
    differences = {}
    for seed in SEEDS:
        changed = read(BYTES[change](written(layout, seed)))
        differences[seed] = difference(before(layout, seed), records(changed))
    assert not any(differences.values()), differences


# ---- changes of the layout ----------------------------------------------------------------------------------------


def _same(first: Layout, second: Layout, seed: int) -> None:
    made = make(seed, first.year, progress=first.progress)
    assert not difference(records(read(render(made, first).text)), records(read(render(made, second).text)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("digits", ["arabic", "thai", "mixed"])
def test_the_script_of_the_digits(layout: str, digits: str, seed: int) -> None:
    _same(LAYOUTS[layout], replace(LAYOUTS[layout], digits=digits), seed)


@pytest.mark.parametrize("table", ["tabs", "pipes", "html", "columns"])
def test_the_order_of_the_columns(table: str) -> None:
    columns = ("measure", "steps", "responsible", "period", "monitoring", "budget")
    for seed in range(8):
        shuffled = tuple(Random(seed).sample(columns, len(columns)))
        plain = Layout(table=table, scores="", columns=("number", *columns))
        _same(plain, replace(plain, columns=("number", *shuffled)), seed)


@pytest.mark.parametrize("table", ["tabs", "pipes", "html", "columns"])
def test_a_header_repeated_at_a_page_break(table: str) -> None:
    for seed in range(6):
        whole = Layout(table=table, scores="", columns=PLAN, year=2566)
        _same(whole, replace(whole, page_break="header"), seed)


@pytest.mark.parametrize("table", ["tabs", "html", "pipes", "columns"])
def test_one_table_in_the_hands_of_several_writers(table: str) -> None:
    for seed in range(6):
        first = Layout(table="tabs", scores="numbered", columns=SHORT)
        _same(first, replace(first, table=table), seed)


def test_two_reports_in_one_text_give_the_scores_of_both_years() -> None:
    layout = Layout(scores="long", plan="")
    for seed in range(4):
        older, newer = make(seed, 2564), make(seed, 2566)
        alone = {row[:6] for report in (older, newer) for row in records(read(render(report, layout).text))["scores"]}
        together = records(read(render(newer, layout).text + "\n\n" + render(older, layout).text))
        assert {row[:6] for row in together["scores"]} == alone
