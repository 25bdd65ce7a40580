"""Drafts: records as the readers make them, before they are merged, numbered and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.schemas.issues import Blame, Severity
from prongsai.schemas.statements import DirectionStatement, ScoreStatement
from prongsai.schemas.terms import (
    CodeMention,
    CodeMethod,
    FindingKind,
    Instrument,
    MeasureStatus,
    Period,
    Rating,
    Scope,
)
from prongsai.schemas.trace import Cite

Cites = dict[str, tuple[Cite, ...]]


@dataclass(slots=True)
class Where:
    """What the headings above a block say: the kind of section, and what it is about. `cites` are those headings."""

    section: str | None = None
    instrument: Instrument | None = None
    indicator_no: str | None = None
    topic_no: int | None = None
    fiscal_year_be: int | None = None
    cites: tuple[Cite, ...] = ()
    sub_indicator_no: str | None = None


@dataclass(slots=True)
class ScoreDraft:
    """One printed score: `order` is its place in reading order; `source` the table or paragraph it was read from."""

    scope: Scope
    instrument: Instrument | None
    indicator_no: str | None
    code: str | None
    raw_code: str | None
    label: str | None
    fiscal_year_be: int | None
    value: Decimal | None
    rating: Rating | None = None
    rank: int | None = None
    code_method: CodeMethod | None = None
    cites: Cites = field(default_factory=dict)
    source: str = ""
    in_prose: bool = False
    column: int | None = None


@dataclass(slots=True)
class FindingDraft:
    """One finding; `key` is the address that measures of the same row refer to."""

    kind: FindingKind
    text: str
    topic_no: int | None = None
    instrument: Instrument | None = None
    indicator_nos: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    code_mentions: tuple[CodeMention, ...] = ()
    cites: Cites = field(default_factory=dict)
    key: str = ""


@dataclass(slots=True)
class MeasureDraft:
    """One measure; `finding_keys` are the keys of the findings of its row."""

    text: str
    steps: tuple[str, ...] = ()
    topic_no: int | None = None
    instrument: Instrument | None = None
    indicator_nos: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    period: Period | None = None
    monitoring: str | None = None
    status: MeasureStatus = "unknown"
    progress: str | None = None
    outcome: str | None = None
    cites: Cites = field(default_factory=dict)
    finding_keys: tuple[str, ...] = ()
    has_results: bool = False
    deadline_only: bool = False


@dataclass(slots=True)
class Doubt:
    """An issue as a reader raises it; severity and blame come from the table of issue codes where not given."""

    code: str
    message: str
    found: str | None = None
    expected: str | None = None
    cites: tuple[Cite, ...] = ()
    severity: Severity | None = None
    blame: Blame | None = None
    key: tuple[object, ...] | None = None


@dataclass(slots=True)
class Harvest:
    """Everything the readers brought in from one document, in reading order."""

    scores: list[ScoreDraft] = field(default_factory=list)
    findings: list[FindingDraft] = field(default_factory=list)
    measures: list[MeasureDraft] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    statements: list[ScoreStatement] = field(default_factory=list)
    directions: list[DirectionStatement] = field(default_factory=list)
