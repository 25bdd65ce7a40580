"""What sentences say about scores without being scores: `แบบวัด EIT ต่ำกว่าร้อยละ ๘๕`, a column of เพิ่มขึ้น / ลดลง.

Such statements are no records; the reader hands them to the checks, which hold them against the figures.
What a statement is about is a *figure name*: `overall`, `EIT`, `8`, `9.2` or `o21`.

>>> from prongsai.schemas.records import Score
>>> figure_name(Score(record_id="s1", scope="sub_indicator", instrument="OIT", indicator_no="9.2"))
'9.2'
>>> figure_name(Score(record_id="s2", scope="question", instrument="OIT", indicator_no="9", code="o21"))
'o21'
>>> figure_name(Score(record_id="s3", scope="indicator", instrument="OIT")) is None
True
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.schemas.records import Score
from prongsai.schemas.terms import Instrument
from prongsai.schemas.trace import Cite

Relation = Literal["below", "at_most", "equal", "at_least", "above", "highest", "lowest"]


@dataclass(frozen=True, slots=True)
class DirectionStatement:
    """A word for the change of one figure between two years: `ลดลง` beside the row of indicator 2.

    `fiscal_year_be` is the later year; without it the two latest years of the figure are meant. `text` is the sentence
    or cell as read, for the issue.
    """

    about: str
    word: str
    cite: Cite
    fiscal_year_be: int | None = None
    compared_year_be: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScoreStatement:
    """A sentence that holds a figure against a threshold (`value`), or calls it the highest or lowest.

    `within` limits highest and lowest to one instrument; `fiscal_year_be` None means the assessed year.
    """

    about: str
    relation: Relation
    cite: Cite
    value: Decimal | None = None
    within: Instrument | None = None
    fiscal_year_be: int | None = None
    text: str = ""


def figure_name(score: Score) -> str | None:
    """The figure that a score is the value of, or None where the score does not say enough."""
    if score.scope == "overall":
        return "overall"
    if score.scope == "instrument":
        return score.instrument
    if score.scope == "question":
        return score.code
    if score.indicator_no is not None and (score.scope == "sub_indicator") == ("." in score.indicator_no):
        return score.indicator_no
    return None
