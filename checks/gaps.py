"""Is a figure missing from a table that is otherwise complete?

A report that prints nine of ten indicators, or a dash for the tenth, has lost a figure; one that prints only the
three lowest has lost nothing. Questions count only for years whose list is known."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.equations import implied
from prongsai.checks.score_tree import Tree, label
from prongsai.checks.totals import of_year
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, catalogue
from prongsai.reference.schemes import scheme
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score
from prongsai.schemas.statements import figure_name

INSTRUMENTS = "the three instruments"


def check(case: Case) -> Opinion:
    """One issue for each list with few figures missing."""
    opinion = Opinion()
    blanks: dict[int | None, dict[str, Score]] = {}
    for score in case.scores:
        name = figure_name(score)
        if score.value is None and name is not None:
            blanks.setdefault(score.fiscal_year_be or case.facts.assessed_year_be, {})[name] = score
    for year, tree in case.trees.items():
        there = {*tree.cells, *tree.impossible, *case.figures[year].shares}
        blank = blanks.get(year, {})
        for title, names in _lists(year):
            if title == INSTRUMENTS and "overall" not in there:
                continue  # prose that discusses two instruments is no table
            missing = [name for name in names if name not in there]
            if missing and len(missing) <= max(1, len(names) // 5) and len(names) >= 3:
                opinion.issues.append(_issue(year, tree, title, names, missing, blank))
    return opinion


def _lists(year: int | None) -> list[tuple[str, list[str]]]:
    lists: list[tuple[str, list[str]]] = [
        ("the ten indicators", [*INSTRUMENT_BY_INDICATOR]),
        (INSTRUMENTS, [*INDICATORS_OF]),
    ]
    known = scheme(year) if year is not None else None
    if known is None or year is None:
        return lists
    by_instrument: dict[str, list[str]] = {}
    for item in catalogue(year).items.values():
        key = item.indicator_no if item.instrument == "OIT" else item.instrument
        # the codes of EIT are known in 2566 although its means do not hold
        if known.questions[key] in ("proved", "likely") or (item.instrument == "EIT" and item.title_firm):
            by_instrument.setdefault(item.instrument, []).append(item.code)
    return lists + [(f"the questions of {instrument}", codes) for instrument, codes in by_instrument.items()]


def _issue(
    year: int | None, tree: Tree, title: str, names: list[str], missing: list[str], blank: Mapping[str, Score]
) -> IssueDraft:
    values = {name: implied(tree, name) for name in missing}
    says = [f"{label(name)} (implied: {value.text()})" if value else label(name) for name, value in values.items()]
    single = values[missing[0]] if len(missing) == 1 else None
    rows = [blank[name] for name in missing if name in blank]
    return IssueDraft(
        code="score-gap",
        message=(
            f"{len(names) - len(missing)} of {title}{of_year(year)} are printed with a value; "
            f"without: {', '.join(says)}."
        ),
        record_ids=tuple(score.record_id for score in rows),
        expected=single.text() if single else None,
        cites=tuple(cite for score in rows for cite in blame.value_cites(score)),
        blame=blame.of_scores(rows),
    )
