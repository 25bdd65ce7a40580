"""The three kinds of record: scores, findings, measures.

A record holds plain values; `cites` has, for each field, the places it was read from.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, PlainSerializer

from prongsai.schemas.base import Frozen
from prongsai.schemas.terms import (
    CodeMention,
    CodeMethod,
    FindingKind,
    Instrument,
    MeasureStatus,
    Period,
    QuestionCode,
    Rating,
    Scope,
    ScoreStatus,
    SubIndicatorNo,
    YearBE,
)
from prongsai.schemas.trace import Cite

ScoreValue = Annotated[
    Decimal,
    Field(max_digits=6, decimal_places=2),
    PlainSerializer(float, return_type=float, when_used="json"),
]
"""A printed score. The contract's range is 0..100; an impossible printed value (`930.57`) is kept and contradicted."""


class Record(Frozen):
    """What all records have: a stable id from the document id and the natural key, and the footnotes."""

    record_id: str
    cites: dict[str, tuple[Cite, ...]] = {}


class Score(Record):
    """One value the document reports: `IIT ๑ การปฏิบัติหน้าที่ ๑๐๐.๐๐` is indicator 1 of the IIT at 100."""

    scope: Scope
    instrument: Instrument | None = None
    indicator_no: SubIndicatorNo | None = None
    code: QuestionCode | None = None
    raw_code: str | None = None
    label: str | None = None
    fiscal_year_be: YearBE | None = None
    value: ScoreValue | None = None
    rating: Rating | None = None
    rank: int | None = None
    status: ScoreStatus = "unverified"
    code_method: CodeMethod | None = None


class Finding(Record):
    """What the assessment found, or somebody says of it."""

    kind: FindingKind
    topic_no: Annotated[int, Field(ge=1, le=7)] | None = None
    instrument: Instrument | None = None
    indicator_nos: tuple[SubIndicatorNo, ...] = ()
    codes: tuple[QuestionCode, ...] = ()
    text: str
    code_mentions: tuple[CodeMention, ...] = ()


class Measure(Record):
    """One row of a measures table: what will be, or was, done about it."""

    topic_no: Annotated[int, Field(ge=1, le=7)] | None = None
    instrument: Instrument | None = None
    indicator_nos: tuple[SubIndicatorNo, ...] = ()
    codes: tuple[QuestionCode, ...] = ()
    finding_ids: tuple[str, ...] = ()
    text: str
    steps: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    period: Period | None = None
    monitoring: str | None = None
    status: MeasureStatus = "unknown"
    progress: str | None = None
    outcome: str | None = None
