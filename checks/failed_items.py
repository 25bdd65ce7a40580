"""What an indicator's failed items say about its score.

An OIT item scores 0 or 100 (rarely 50). Assessors list the items without score (`ข้อ O๓๖- O๓๗ ควรแสดงข้อมูล…`), so
the score of an OIT indicator can be computed from the list alone: five of the eight items of 10.1 and both of 10.2
failed is 18.75. And indicator 10 can only have some thirty values at all, which respondents' means take only by
accident.

>>> values = attainable(2565, "10")
>>> len(values), sorted(values)[:3], 1875 in values, 7970 in values
(33, [0, 313, 625], True, False)
>>> attainable(2565, "9") is None     # too many to say anything
True
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from prongsai.checks.intervals import Interval, around
from prongsai.checks.score_tree import Tree, structure
from prongsai.reference.schemes import weakest
from prongsai.schemas.records import Finding

MOST_VALUES = 400


def confirmed(tree: Tree, findings: Iterable[Finding]) -> dict[str, Interval]:
    """The OIT indicators whose printed score is what the items listed as failed make it.

    Only a hit says something: an item may have scored 50, and a list may be incomplete.
    """
    failed = {code for finding in findings if finding.kind == "recommendation" for code in finding.codes}
    hits: dict[str, Interval] = {}
    for indicator in ("9", "10"):
        items = _items(tree.fiscal_year_be, indicator)
        cell = tree.cells.get(indicator)
        if items is None or cell is None or not any(code in failed for sub in items for code in sub):
            continue
        if any(code in tree.cells for sub in items for code in sub):
            continue  # its items are printed with scores: the equation itself decides
        computed = sum(100 * (1 - sum(code in failed for code in sub) / len(sub)) for sub in items) / len(items)
        if abs(computed - cell.value) <= cell.close_half + 0.001:
            hits[indicator] = around(computed, 0.01)
    return hits


@cache
def attainable(year: int, indicator: str) -> frozenset[int] | None:
    """The scores, in hundredths, that an OIT indicator can have by items of 0, 50 and 100; None if they are many."""
    items = _items(year, indicator)
    if items is None:
        return None
    values = {0.0}
    for sub in items:
        steps = [100 * half / (2 * len(sub)) for half in range(2 * len(sub) + 1)]
        if len(values) * len(steps) > MOST_VALUES:
            return None
        values = {value + step for value in values for step in steps}
    return frozenset(round(value / len(items) * 100 + 1e-6) for value in values)


def _items(year: int | None, indicator: str) -> list[list[str]] | None:
    """The items of each sub-indicator, where their lists are known well enough."""
    parts, rules = structure(year)
    subs = [name for name, _ in parts.get(indicator, ())]
    if not subs or any(sub not in parts for sub in subs):
        return None
    if weakest(rules[indicator], *(rules[sub] for sub in subs)) in ("guessed", "none"):
        return None
    return [[code for code, _ in parts[sub]] for sub in subs]
