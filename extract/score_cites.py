"""Labels and footnotes of scores: the official name of what a score is about, and how its digits or code were read."""

from __future__ import annotations

import re

from prongsai.extract.fragments import Span
from prongsai.extract.score_groups import Group
from prongsai.normalizers import scores, subjects
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INSTRUMENT_BY_INDICATOR, Catalogue, instrument_names
from prongsai.schemas.terms import Instrument
from prongsai.schemas.trace import Cite, Step


def owns(group: Group, subject: subjects.Subject) -> bool:
    """Whether the indicator over a group is one of the question's own instrument."""
    return group.indicator_no is not None and subject.instrument == INSTRUMENT_BY_INDICATOR[group.indicator_no]


def question_label(code: str, subject: subjects.Subject, catalogue: Catalogue) -> str | None:
    """The official title of a question where the catalogue is sure of it, else the printed one."""
    item = catalogue.items.get(code)
    if item is not None and item.title_firm:
        return item.title
    return re.sub(r"\s+", " ", arabic(subject.title)).strip() or (item.title if item and item.title_firm else None)


def label_of(
    subject: subjects.Subject, catalogue: Catalogue, group: Group | None = None
) -> tuple[str | None, str | None, Instrument | None]:
    """The official label, the indicator number and the instrument of a subject that is no question."""
    if subject.scope == "indicator" and subject.indicator_no:
        return catalogue.indicators[subject.indicator_no].name, subject.indicator_no, subject.instrument
    if subject.scope == "sub_indicator" and subject.indicator_no:
        printed = re.sub(r"\s+", " ", arabic(subject.title)).strip(" :.-")
        return (
            catalogue.sub_indicators.get(subject.indicator_no) or printed or None,
            subject.indicator_no,
            subject.instrument,
        )
    if subject.scope == "instrument" and subject.instrument:
        return instrument_names()[subject.instrument], None, subject.instrument
    return None, None, None


def value_cite(span: Span, start: int, end: int) -> Cite:
    """The cite of printed digits with the steps that make a decimal number of them."""
    text = span.text[start:end]
    steps: list[Step] = []
    mapped = arabic(text)
    if mapped != text:
        steps.append(Step("read.thai-digits", 0, text, mapped))
    digits = mapped.translate(scores.LETTER_DIGITS)
    if digits != mapped:
        steps.append(Step("score.letter-digit", 0, mapped, digits))
        mapped = digits
    tidy = re.sub(r"\s", "", mapped).replace(",", ".")
    if tidy != mapped:
        steps.append(Step("read.decimal-mark", 0, mapped, tidy))
    return Span(span.fragment, span.start + start, span.start + end).cite("read", tuple(steps))


def code_cite(cell: Span, subject: subjects.Subject, code: str) -> Cite:
    """The cite of a printed code with the steps that make a catalogue code of it."""
    return mention_cite(cell, subject.start, subject.end, code, subject.rule, bool(subject.overridden))


def mention_cite(cell: Span, start: int, end: int, code: str, rule: str | None, overridden: bool = False) -> Cite:
    """As `code_cite`, for a mention inside a sentence."""
    raw = cell.text[start:end]
    steps = () if raw == code else (Step("code.title" if overridden else rule or "read.code", 0, raw, code),)
    return Span(cell.fragment, cell.start + start, cell.start + end).cite("matched" if overridden else "read", steps)
