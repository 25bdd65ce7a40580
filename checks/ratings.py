"""Does the rating fit the score, by the scheme of the year?

To 2565 seven letters by the overall score alone. From 2566 five words: `ผ่านดีเยี่ยม` and `ผ่านดี` also need every
instrument at 95 or 85; where the instruments are not printed they are computed from the indicators, and where that
is not possible nothing is said that depends on them. Only what no reading of the figures allows is reported.

>>> from prongsai.reference.schemes import scales
>>> whole = Interval(93.57, 93.57)
>>> possible(scales()["words"], whole, [Interval(0, 100)])
['ผ่านดี', 'ผ่าน']
>>> possible(scales()["words"], whole, [Interval(99, 99), Interval(84, 84.9)])
['ผ่าน']
>>> possible(scales()["letters"], Interval(84.95, 85.05), [])
['A', 'B']
"""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.equations import from_parts
from prongsai.checks.intervals import EPS, Interval, around
from prongsai.checks.score_tree import Cell
from prongsai.checks.totals import printed, subject
from prongsai.reference.catalogue import INDICATORS_OF
from prongsai.reference.schemes import RatingScale, scale_of, scheme
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score
from prongsai.schemas.statements import figure_name

ANY = Interval(0.0, 100.0)


def check(case: Case) -> Opinion:
    """One issue for each rating of another year's scheme, or that the score rules out."""
    opinion = Opinion()
    for score in case.scores:
        if score.rating is None:
            continue
        year = score.fiscal_year_be or case.facts.assessed_year_be
        draft = _wrong_scheme(score, year) or _wrong_level(case, score, year)
        if draft is not None:
            opinion.issues.append(draft)
    return opinion


def possible(scale: RatingScale, overall: Interval, instruments: Sequence[Interval]) -> list[str]:
    """The ratings that scores within these intervals can have, best first."""
    ratings: list[str] = []
    for level in scale.levels:
        if overall.high >= level.low - EPS and all(one.high >= level.each - EPS for one in instruments):
            ratings.append(level.rating)
            if overall.low >= level.low - EPS and all(one.low >= level.each - EPS for one in instruments):
                break
    return ratings


def _wrong_scheme(score: Score, year: int | None) -> IssueDraft | None:
    known = scheme(year) if year is not None else None
    if known is None or score.rating is None or score.rating in known.rating.ratings:
        return None
    levels = ", ".join(known.rating.ratings)
    return IssueDraft(
        code="rating-mismatch",
        message=f"{score.rating} is no rating of {year}, whose levels are {levels}.",
        record_ids=(score.record_id,),
        found=score.rating,
        expected=" or ".join(_allowed_by_value(score, known.rating)) or None,
        cites=score.cites.get("rating", ()),
        severity=None if known.rating_sure else "info",
    )


def _allowed_by_value(score: Score, scale: RatingScale) -> list[str]:
    if score.value is None or score.scope != "overall":
        return []
    return possible(scale, around(float(score.value), 0.0), [ANY])


def _wrong_level(case: Case, score: Score, year: int | None) -> IssueDraft | None:
    assert score.rating is not None
    scale = scale_of(score.rating)
    if score.value is None or not 0 <= score.value <= 100:
        return None
    instruments: list[Interval] = []
    if any(level.each for level in scale.levels):
        if score.scope != "overall":
            return None  # the words rate agencies; what they mean beside an indicator is nowhere written
        instruments = [_instrument(case, year, name) for name in INDICATORS_OF]
    name = figure_name(score)
    cell = case.cell(year, name) if name else None
    value = _sharp(cell) if cell is not None and cell.score is score else around(float(score.value), 0.0)
    allowed = possible(scale, value, instruments)
    if name and case.is_refuted(year, name):
        # beside a wrong total a rating is right by either figure
        allowed += possible(scale, case.judgements[year].contradicted[name], instruments)
    if score.rating in allowed:
        return None
    known = scheme(year) if year is not None else None
    return IssueDraft(
        code="rating-mismatch",
        message=(
            f"{subject(name, year) if name else score.scope} is {printed(score)} and rated {score.rating}; "
            f"{_because(scale, instruments)} it is {' or '.join(allowed)}."
        ),
        record_ids=(score.record_id,),
        found=score.rating,
        expected=" or ".join(allowed),
        cites=score.cites.get("rating", ()) + blame.value_cites(score),
        severity=None if known is None or known.rating_sure else "info",
        blame=blame.of_scores([score]),
    )


def _because(scale: RatingScale, instruments: Sequence[Interval]) -> str:
    known = [
        f"{name} {one.low:.2f}" if one.high - one.low < EPS else f"{name} {one.text()}"
        for name, one in zip(INDICATORS_OF, instruments, strict=False)
        if one != ANY
    ]
    return f"with {', '.join(known)}" if known else "by its scale"


def _sharp(cell: Cell) -> Interval:
    """A printed figure as a rating sees it: two decimals are exact, since the levels are given to two decimals."""
    return around(cell.value, 0.0 if cell.close_half <= 0.005 else cell.wide_half)


def _instrument(case: Case, year: int | None, name: str) -> Interval:
    """The score of an instrument: printed, or computed from its printed indicators, or anything."""
    tree = case.trees.get(year)
    if tree is None or case.is_refuted(year, name):
        return ANY
    cell = tree.cells.get(name)
    if cell is not None:
        return _sharp(cell) if name not in case.figures[year].unsettled else ANY
    if any(case.is_refuted(year, part) for part, _ in tree.parts[name]):
        return ANY
    return from_parts(tree, name) or ANY
