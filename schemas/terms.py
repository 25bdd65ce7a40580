"""Value types of the field: instruments, scopes, agency kinds, ratings, periods.

Years are Buddhist Era fiscal years: 2566 runs from 2022-10-01 to 2023-09-30.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from prongsai.schemas.base import Frozen

YearBE = Annotated[int, Field(ge=2500, le=2650)]
Instrument = Literal["IIT", "EIT", "OIT"]
Scope = Literal["overall", "instrument", "indicator", "sub_indicator", "question"]
QuestionCode = Annotated[str, Field(pattern=r"^[ieo][1-9][0-9]?$")]
IndicatorNo = Annotated[str, Field(pattern=r"^(10|[1-9])$")]
SubIndicatorNo = Annotated[str, Field(pattern=r"^(10|[1-9])(\.[1-9])?$")]
Rating = Literal["AA", "A", "B", "C", "D", "E", "F", "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"]
CodeMethod = Literal["exact", "confusable", "range", "title", "context"]
ScoreStatus = Literal["verified", "contradicted", "unverified"]
FindingKind = Literal["finding", "analysis", "recommendation", "strength", "weakness", "limitation"]
MeasureStatus = Literal["planned", "not_started", "in_progress", "done", "unknown"]
DocumentKind = Literal["analysis_report", "score_report", "measures_plan", "progress_report", "memo"]
AgencyKind = Literal[
    "city_municipality",
    "town_municipality",
    "subdistrict_municipality",
    "subdistrict_administrative_organization",
    "provincial_administrative_organization",
    "other",
]


class Period(Frozen):
    """When a measure is carried out: `๑ ต.ค. ๖๖ – ๓๐ ก.ย. ๖๗` is 2023-10-01 to 2024-09-30, fiscal year 2567."""

    start: datetime.date | None = None
    end: datetime.date | None = None
    fiscal_year_be: YearBE | None = None
    text: str


class CodeMention(Frozen):
    """One printed mention of question codes: `raw` as printed (`๐๑๙-๐๒๒`), the codes it means, and how they were read."""

    raw: str
    codes: tuple[QuestionCode, ...]
    method: CodeMethod


class Agency(Frozen):
    """The assessed body, decided once from the cover: `เทศบาลเมืองพิชัย`, district เมืองลำปาง, province ลำปาง."""

    name: str
    kind: AgencyKind
    subdistrict: str | None = None
    district: str | None = None
    province: str | None = None
    province_code: str | None = None
    district_code: str | None = None
    agency_code: str | None = None
