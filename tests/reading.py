"""What two readings are compared by: the records without ids and cites, texts without spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from prongsai.pipeline import process
from prongsai.schemas.document import Document


def squeezed(text: str | None) -> str | None:
    """A text without its spaces.

    >>> squeezed("ปี งบประมาณ"), squeezed(None)
    ('ปีงบประมาณ', None)
    """
    return None if text is None else re.sub(r"\s+", "", text)


def read(source: str | bytes) -> Document:
    """The document of a text."""
    return process(source.encode() if isinstance(source, str) else source, "report.txt")


def facts(document: Document) -> tuple[Any, ...]:
    """Who, which years, which kinds, which title."""
    found, agency = document.document, document.document.agency
    who = (agency.name, agency.kind, agency.district, agency.province) if agency else None
    return who, found.assessed_year_be, found.plan_year_be, found.kinds, squeezed(found.title), found.issued_on


def scores(document: Document) -> list[tuple[Any, ...]]:
    """All scores, in no order."""
    names = ("scope", "instrument", "indicator_no", "code", "fiscal_year_be", "value", "rating", "rank", "status")
    return sorted((tuple(getattr(score, name) for name in names) for score in document.scores), key=str)


def findings(document: Document) -> list[tuple[Any, ...]]:
    """All findings, in no order."""
    names = ("kind", "topic_no", "instrument", "indicator_nos", "codes")
    found = ((*(getattr(f, name) for name in names), squeezed(f.text)) for f in document.findings)
    return sorted(found, key=str)


def measures(document: Document) -> list[tuple[Any, ...]]:
    """All measures, in reading order."""
    names = ("topic_no", "instrument", "indicator_nos", "codes", "status")
    texts = ("text", "monitoring", "progress", "outcome")
    return [
        (
            *(getattr(m, name) for name in names),
            *(squeezed(getattr(m, name)) for name in texts),
            tuple(map(squeezed, m.steps)),
            tuple(map(squeezed, m.responsible)),
            m.period and (m.period.start, m.period.end, m.period.fiscal_year_be),
            len(m.finding_ids),
        )
        for m in document.measures
    ]


def records(document: Document) -> dict[str, Any]:
    """All that a reader gets of a document, without ids and cites."""
    return {
        "facts": facts(document),
        "scores": scores(document),
        "findings": findings(document),
        "measures": measures(document),
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Where two sets of records differ: what is gone and what is new."""
    found: dict[str, Any] = {}
    for name in before:
        if before[name] == after[name]:
            continue
        gone = [row for row in before[name] if row not in after[name]]
        new = [row for row in after[name] if row not in before[name]]
        found[name] = {"gone": gone, "new": new} if gone or new else {"order": after[name]}
    return found


def case(known: Mapping[Any, str], key: Any, *values: Any, name: str = "") -> Any:
    """The values of one case; a strict xfail where it is known to fail, so that a cure is noticed."""
    marks = [pytest.mark.xfail(reason=known[key], strict=True)] if key in known else []
    return pytest.param(*(values or (key,)), marks=marks, id=name or None)
