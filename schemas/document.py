"""The whole of one converted document, as the output contract (version 1) has it."""

from __future__ import annotations

import datetime
from typing import Any, Final, Literal

from pydantic import model_validator

from prongsai.schemas.base import Frozen
from prongsai.schemas.errors import DocumentError
from prongsai.schemas.issues import Issue, Leftover
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.terms import Agency, DocumentKind, YearBE
from prongsai.schemas.trace import Cite, Passage

SCHEMA_VERSION: Final = "1"


class Source(Frozen):
    """The bytes a document was read from. `pages` is null for a text without page marks.

    `encoding` is how a text was decoded (`utf-8`, `utf-8-sig`, `utf-16`, `cp874`), null where it was not text.
    """

    name: str
    media_type: str
    size_bytes: int
    pages: int | None = None
    encoding: str | None = None
    uri: str | None = None
    fetched_at: str | None = None


class DocumentFacts(Frozen):
    """What the document says of itself: who, which years, which kinds."""

    document_id: str
    source: Source
    kinds: tuple[DocumentKind, ...] = ()
    title: str | None = None
    agency: Agency | None = None
    assessed_year_be: YearBE | None = None
    plan_year_be: YearBE | None = None
    issued_on: datetime.date | None = None
    cites: dict[str, tuple[Cite, ...]] = {}


class Coverage(Frozen):
    """How many cells and paragraphs there are, and what became of them; `cells == claimed + ignored + left`.

    `ignored_by` has the addresses under the name of the rule that ignored them.
    """

    cells: int
    claimed: int
    ignored: int
    left: int
    ignored_by: dict[str, tuple[str, ...]] = {}


class Maker(Frozen):
    """What made the document: the prongsai version and a hash of its reference tables."""

    version: str
    reference: str


class Document(Frozen):
    """One converted document. `Document.model_validate_json` refuses one whose cites lead nowhere."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: DocumentFacts
    scores: tuple[Score, ...] = ()
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measure, ...] = ()
    issues: tuple[Issue, ...] = ()
    passages: dict[str, Passage] = {}
    leftovers: tuple[Leftover, ...] = ()
    coverage: Coverage
    made_by: Maker

    @model_validator(mode="after")
    def _cites_lead_somewhere(self) -> Document:
        for at in self._cited():
            if at not in self.passages:
                raise DocumentError(f"a record cites {at}, which is no passage of this document")
        return self

    def _cited(self) -> set[str]:
        cited = {cite.at for issue in self.issues for cite in issue.cites}
        records: tuple[DocumentFacts | Score | Finding | Measure, ...] = (
            self.document,
            *self.scores,
            *self.findings,
            *self.measures,
        )
        for record in records:
            cited.update(cite.at for cites in record.cites.values() for cite in cites)
        return cited

    def to_json(self, indent: int | None = None) -> str:
        """The document as JSON text: the same bytes for the same input, Thai letters as they are."""
        return self.model_dump_json(indent=indent)

    def explain(self, record: str = "", field: str = "") -> str:
        """Why a value is what it is: `document.explain("scores[17]", "value")`. See `prongsai explain`."""
        from prongsai.schemas.explain import explain

        return explain(self, record, field)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Document`, generated from these models."""
    return Document.model_json_schema(mode="serialization")
