"""Which figure of a sum that does not close is the wrong one?

Every figure of the sum is asked what it would have to be. Out are those that would have to lie outside 0..100, and
those that another, closed sum rules out. One that alone remains is contradicted; of several, one that was copied
from another row, or a total that its own rating disowns, is; and two totals that have each other's values.
Otherwise all that remain stay in doubt and nothing is contradicted:

    overall 64.86, printed parts give 61.16: indicator 5 (18.75) as 80.45, or indicator 9 as 78.29, or indicator 10 as
    37.26; the other seven would need more than 100; indicator 10 is confirmed by its failed items, and the figures of
    indicator 5 are those of indicator 10: it is indicator 5.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import combinations

from prongsai.checks.arithmetic import Figures
from prongsai.checks.equations import Equation
from prongsai.checks.intervals import Interval, around
from prongsai.reference.schemes import scale_of

FAR_OFF = 1.0
"""A row that equals another one by chance and misses its sum by less than this is no copy; the error is elsewhere."""


@dataclass(slots=True)
class Breach:
    """A sum that does not close: what each remaining figure would have to be, and the culprit if there is one."""

    equation: Equation
    candidates: dict[str, Interval]
    culprit: str | None = None
    copied: bool = False
    exchanged_with: str | None = None


@dataclass(slots=True)
class Judgement:
    """What the breaches of one year lead to. `contradicted` has the implied value of each culprit."""

    breaches: list[Breach] = field(default_factory=list)
    contradicted: dict[str, Interval] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)


def candidates(figures: Figures, found: Equation) -> dict[str, Interval]:
    """The figures of a sum that could alone be wrong, each with the value it would then have."""
    remaining: dict[str, Interval] = {}
    for name in found.cells:
        needed = found.solved(name, wide=True)
        if needed.possible and not figures.clears(name, needed.clipped()):
            sharp = found.solved(name)
            remaining[name] = sharp.clipped() if sharp.possible else needed.clipped()
    rated = _rating_says(found)
    if rated == "total right" and len(remaining) > 1:
        remaining.pop(found.total.name, None)
    return remaining


def judge(figures: Figures, suspects: Collection[str], weak_suspects: Collection[str]) -> Judgement:
    """Look for the culprit of each sum of a year that does not close. Suspects are rows copied from other rows."""
    judgement = Judgement()
    for found in figures.unclosed:
        if found.firmness not in ("proved", "likely"):
            continue
        remaining = candidates(figures, found)
        judgement.doubted.update(remaining or _around(figures, found))
        if found.outcome == "open":
            judgement.breaches.append(Breach(found, remaining))
    _find_exchanged(judgement)
    while any(_blame_one(breach, figures, judgement, suspects, weak_suspects) for breach in judgement.breaches):
        pass
    return judgement


def _find_exchanged(judgement: Judgement) -> None:
    """Two totals that each have the value that the other's parts give stand in each other's rows."""
    proved = [breach for breach in judgement.breaches if breach.equation.firmness == "proved"]
    for one, other in combinations(proved, 2):
        first, second = one.equation.total, other.equation.total
        if (
            one.equation.solved(first.name).meets(around(second.value, second.close_half))
            and other.equation.solved(second.name).meets(around(first.value, first.close_half))
            and {first.name, second.name} <= one.candidates.keys() | other.candidates.keys()
        ):
            for breach, its, others in ((one, first.name, second.name), (other, second.name, first.name)):
                breach.culprit, breach.exchanged_with = its, others
                judgement.contradicted[its] = breach.candidates[its]


def _around(figures: Figures, found: Equation) -> set[str]:
    """All figures of a sum that cannot be broken and is, and of the closed sums that say so: one of these closes by
    accident.
    """
    doubted = set(found.cells)
    for closed in figures.closed:
        if found.cells.keys() & closed.cells.keys():
            doubted.update(closed.cells)
    return doubted


def _blame_one(
    breach: Breach, figures: Figures, judgement: Judgement, suspects: Collection[str], weak: Collection[str]
) -> bool:
    """Whether a culprit for this breach was found now."""
    if breach.culprit is not None:
        return False
    for name, needed in breach.candidates.items():
        if name in judgement.contradicted and judgement.contradicted[name].meets(needed):
            breach.culprit = name
            return True
    if breach.equation.firmness != "proved":
        return False
    accused = _accused(breach, suspects) or _accused(breach, [name for name in weak if _is_far_off(breach, name)])
    total = breach.equation.total.name
    if _rating_says(breach.equation) == "total wrong" and total in breach.candidates and accused is None:
        breach.culprit = total
    elif list(breach.candidates) == [total] and not breach.equation.cells.keys() - {total} <= figures.verified:
        # two misread parts drive all others out of range as well; a total is refuted only by parts that are sure
        return False
    elif len(breach.candidates) == 1:
        breach.culprit = next(iter(breach.candidates))
        breach.copied = breach.culprit == accused
    elif accused is not None:
        breach.culprit, breach.copied = accused, True
    if breach.culprit is None:
        return False
    judgement.contradicted[breach.culprit] = breach.candidates[breach.culprit]
    return True


def _accused(breach: Breach, suspects: Collection[str]) -> str | None:
    named = [name for name in breach.candidates if name in suspects]
    return named[0] if len(named) == 1 else None


def _is_far_off(breach: Breach, name: str) -> bool:
    """Whether a figure would have to change by more than a copied one is likely to hit the truth by."""
    needed = breach.candidates.get(name)
    return needed is not None and not needed.meets(around(breach.equation.cells[name].value, FAR_OFF))


def _rating_says(found: Equation) -> str | None:
    """What the rating printed beside an overall score says of it, where printed and computed total differ in rating."""
    rating = found.total.score.rating
    if found.total.name != "overall" or rating is None:
        return None
    low, high = scale_of(rating).bounds(rating)
    computed = found.solved("overall")
    printed_fits = low <= found.total.value < high
    if printed_fits and (computed.high < low or computed.low >= high):
        return "total right"
    if not printed_fits and low <= computed.low and computed.high < high:
        return "total wrong"
    return None
