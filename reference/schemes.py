"""How a fiscal year's scores are computed and rated: weights, levels of the arithmetic, rating scales.

The overall score is 0.30 IIT + 0.30 EIT + 0.40 OIT, not the mean of the ten indicators. `๙๓.๕๗` is rated `ผ่านดี`
in 2566 and would have been `A` in 2565.

>>> scheme(2566).weights["OIT"], scheme(2566).rating.scale_id, scheme(2565).rating.scale_id
(0.4, 'words', 'letters')
>>> scheme(2565).questions["9"], scheme(2566).questions["EIT"]
('proved', 'none')
>>> scheme(2561) is None
True

A year after the last known one is computed by the last known rules, and nothing is contradicted by them.

>>> scheme(2571).overall, scheme(2571).rating_sure
('guessed', False)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast, get_args

from prongsai.reference.tables import yaml_rows
from prongsai.schemas.errors import TableError
from prongsai.schemas.terms import Instrument, Rating

Firmness = Literal["none", "guessed", "likely", "proved"]
FIRMNESS: tuple[Firmness, ...] = get_args(Firmness)
FIRST_YEAR_BE, LAST_YEAR_BE = 2555, 2575
"""Years in which an ITA report can be: outside them a printed year is a misprint or a misreading."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rating scale: the least overall score, and the least score of every instrument."""

    rating: Rating
    low: float
    each: float = 0.0


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The levels of a scheme, best first."""

    scale_id: str
    levels: tuple[Level, ...]

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The words or letters of this scale."""
        return tuple(level.rating for level in self.levels)

    def bounds(self, rating: Rating) -> tuple[float, float]:
        """The least overall score of a rating and the least that is too high for it; `each` excludes nothing.

        >>> scales()["words"].bounds("ผ่าน"), scales()["words"].bounds("ต้องปรับปรุง"), scales()["letters"].bounds("B")
        ((85.0, 100.01), (70.0, 85.0), (75.0, 85.0))
        """
        low = next(level.low for level in self.levels if level.rating == rating)
        return low, min((level.low for level in self.levels if level.low > low and level.each == 0), default=100.01)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules of one fiscal year. `questions` has how sure the means of questions are, by IIT, EIT, 9 and 10."""

    fiscal_year_be: int
    weights: dict[Instrument, float]
    rating: RatingScale
    rating_sure: bool
    overall: Firmness
    instrument: Firmness
    sub_indicators: Firmness
    questions: dict[str, Firmness]


def weakest(*levels: Firmness) -> Firmness:
    """The least sure of several levels."""
    return min(levels, key=FIRMNESS.index)


@cache
def scales() -> dict[str, RatingScale]:
    """All rating scales by id."""
    return {
        row["id"]: RatingScale(
            row["id"],
            tuple(
                Level(_rating(row, level["rating"]), float(level["low"]), float(level.get("each", 0)))
                for level in row["levels"]
            ),
        )
        for row in yaml_rows("schemes.yml")
        if row["kind"] == "rating"
    }


def scale_of(rating: Rating) -> RatingScale:
    """The scale that a rating belongs to: the word or letter itself says which."""
    return next(scale for scale in scales().values() if rating in scale.ratings)


@cache
def _known() -> dict[int, Scheme]:
    return {row["fiscal_year_be"]: _scheme(row) for row in yaml_rows("schemes.yml") if row["kind"] == "year"}


@cache
def scheme(fiscal_year_be: int) -> Scheme | None:
    """The rules of a year; None where there was no such assessment or the year is impossible."""
    known = _known()
    if fiscal_year_be in known:
        return known[fiscal_year_be]
    last = max(known)
    if not last < fiscal_year_be <= LAST_YEAR_BE:
        return None
    return replace(
        known[last],
        fiscal_year_be=fiscal_year_be,
        rating_sure=False,
        overall="guessed",
        instrument="guessed",
        sub_indicators="none",
        questions=dict.fromkeys(known[last].questions, "none"),
    )


def _scheme(row: dict[str, Any]) -> Scheme:
    rules = row["rules"]
    questions = {str(key): _firmness(row, value) for key, value in rules["questions"].items()}
    if set(questions) != {"IIT", "EIT", "9", "10"}:
        raise TableError(f"schemes.yml: {row['id']}: questions must name IIT, EIT, 9 and 10")
    weights = {cast(Instrument, key): float(value) for key, value in row["weights"].items()}
    if abs(sum(weights.values()) - 1) > 1e-9:
        raise TableError(f"schemes.yml: {row['id']}: the weights do not add up to 1")
    return Scheme(
        fiscal_year_be=row["fiscal_year_be"],
        weights=weights,
        rating=scales()[row["rating"]],
        rating_sure=row["rating_sure"],
        overall=_firmness(row, rules["overall"]),
        instrument=_firmness(row, rules["instrument"]),
        sub_indicators=_firmness(row, rules["sub_indicators"]),
        questions=questions,
    )


def _firmness(row: dict[str, Any], value: object) -> Firmness:
    if value not in FIRMNESS:
        raise TableError(f"schemes.yml: {row['id']}: {value} is none of {', '.join(FIRMNESS)}")
    return value


def _rating(row: dict[str, Any], value: object) -> Rating:
    if value not in get_args(Rating):
        raise TableError(f"schemes.yml: {row['id']}: {value} is no rating")
    return cast(Rating, value)
