"""Why a value is what it is, in words: where it was printed, what was changed, by which rule, and who bears it out.

A record is named by its place in the document (`scores[17]`, counted from 0 as in JSON), by its record id, or is the
`document` itself; `scores[17].value` names one of its fields. Without a name there is a list of what can be asked for.

Steps are shown with the code points of what they changed where letters alone would not show it: the split sara am
U+0E4D U+0E32 and the letter U+0E33 look the same.

>>> named(Step("glyph.sara-am", 1, "\\u0e4d\\u0e32", "\\u0e33"))
'glyph.sara-am: “\u0e4d\u0e32” U+0E4D U+0E32 became “\u0e33” U+0E33'
>>> named(Step("wrap.line", 4, "\\n", ""))
'wrap.line: “\\\\n” U+000A was taken out'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from prongsai.schemas.issues import Issue
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.trace import Cite, Passage, Step, raw_span, replay

if TYPE_CHECKING:
    from prongsai.schemas.document import Document, DocumentFacts

Reason = Callable[[str], str | None]
"""Says why a rule is there, or None where it does not know the rule."""

_LISTS = ("scores", "findings", "measures", "issues")
_PLACE = re.compile(r"(scores|findings|measures|issues)\[(\d+)\]")
_STATUS = {
    "verified": "the arithmetic closes over it, or independent readings agree",
    "contradicted": "printed so, but other figures of the document refute it",
    "unverified": "nothing in the document bears it out or refutes it",
}
_METHOD = {
    "exact": "the code is printed as it is",
    "confusable": "a look-alike sign was read as the code's letter or digit",
    "range": "the code stands inside a printed range",
    "title": "the printed title decided, against or without a printed code",
    "context": "the heading above the row decided",
}
_BASIS = {
    "read": "read from its own cell",
    "carried": "carried down from a merged cell above",
    "matched": "matched with the closest name of a closed list",
    "reviewed": "decided by a person",
}


def explain(document: Document, record: str = "", field: str = "", reason: Reason | None = None) -> str:
    """What is known of a record or of one of its fields. Raises LookupError that says what there is instead."""
    if not record:
        return "\n".join(_contents(document))
    address, found, inner = _resolve(document, record)
    field = field or inner
    if isinstance(found, Issue):
        return "\n".join(_issue_lines(document, address, found))
    because = reason or (lambda rule: None)
    lines = _field_lines(document, address, found, field, because) if field else _record_lines(document, address, found)
    return "\n".join(lines)


def _resolve(document: Document, record: str) -> tuple[str, Any, str]:
    """The record's address, the record, and the field that the name went on with."""
    head, _, rest = record.partition(".")
    place = _PLACE.fullmatch(head)
    if head == "document":
        return head, document.document, rest
    if place:
        rows = getattr(document, place[1])
        if int(place[2]) >= len(rows):
            there = f"{place[1]}[0] to {place[1]}[{len(rows) - 1}]" if rows else "none"
            raise LookupError(f"no {head}: of {place[1]} the document has {there}")
        return head, rows[int(place[2])], rest
    for name in _LISTS:
        for number, row in enumerate(getattr(document, name)):
            identity = row.issue_id if isinstance(row, Issue) else row.record_id
            if record == identity or record.startswith(f"{identity}."):
                return f"{name}[{number}]", row, record[len(identity) + 1 :]
    raise LookupError(f"no record {record}; name one as scores[0], by its record id, or document")


def _contents(document: Document) -> Iterator[str]:
    yield from (f"document.{name} = {_shown(value)}" for name, value in _values(document.document) if name != "source")
    for name in _LISTS:
        for number, row in enumerate(getattr(document, name)):
            yield f"{name}[{number}]  {_headline(row)}"


def _headline(row: Score | Finding | Measure | Issue) -> str:
    if isinstance(row, Issue):
        return f"{row.code} ({row.severity}): {_clean(row.message)}"
    if isinstance(row, Score):
        what = row.code or (f"indicator {row.indicator_no}" if row.indicator_no else row.instrument or "overall")
        value = "no value" if row.value is None else f"{row.value:.2f}"
        return f"{what}, {row.fiscal_year_be or 'year unknown'}: {value}, {row.status}"
    about = ", ".join([*row.codes, *(f"indicator {number}" for number in row.indicator_nos)])
    topic = f"topic {row.topic_no}" if row.topic_no else ""
    kind = row.kind if isinstance(row, Finding) else f"measure, {row.status}"
    return "; ".join(part for part in (kind, topic, about, _shown(row.text, 70)) if part)


def _values(row: Any) -> Iterator[tuple[str, Any]]:
    for name in type(row).model_fields:
        value = getattr(row, name)
        if name != "cites" and value not in (None, ()):
            yield name, value


def _record_lines(document: Document, address: str, row: Any) -> Iterator[str]:
    yield address if address == "document" else f"{address}  {_headline(row)}"
    for name, value in _values(row):
        at = ", ".join(dict.fromkeys(cite.at for cite in row.cites.get(name, ())))
        yield f"  {name} = {_shown(value, 90)}{f'  from {at}' if at else ''}"
    yield from _bearing_out(document, row)


def _field_lines(document: Document, address: str, row: Any, field: str, because: Reason) -> Iterator[str]:
    value = row
    for part in field.split("."):
        if part not in getattr(type(value), "model_fields", ()) or part == "cites":
            there = ", ".join(name for name in type(row).model_fields if name != "cites")
            raise LookupError(f"{address} has no field {field}; it has {there}")
        value = getattr(value, part)
    yield f"{address}.{field} = {_shown(value)}"
    if isinstance(row, Score | Finding | Measure):
        yield f"  of {_headline(row)}"
    cites = _cites_of(row, field)
    for cite in cites:
        yield from _cite_lines(cite, document.passages[cite.at], because)
    if not cites and value in (None, (), ""):
        yield "  nothing was read for it: the document does not say, or not so that it could be read"
    elif not cites:
        yield "  not printed as such: it follows from the record's other fields and the reference tables"
    yield from _bearing_out(document, row)


def _cites_of(row: Any, field: str) -> tuple[Cite, ...]:
    """The cites of a field, of the field it is a part of, or of its own parts (`agency.name`, `agency.district`)."""
    if field in row.cites:
        return tuple(row.cites[field])
    whole = field.split(".")[0]
    if whole in row.cites:
        return tuple(row.cites[whole])
    parts = [cites for name, cites in row.cites.items() if name.startswith(f"{field}.")]
    return tuple(dict.fromkeys(cite for cites in parts for cite in cites))


def _cite_lines(cite: Cite, passage: Passage, because: Reason) -> Iterator[str]:
    raw_start, raw_end = raw_span(passage.steps, cite.start, cite.end)
    printed = passage.raw[raw_start:raw_end]
    yield f"  read from {cite.at}, {_whereabouts(passage, raw_start)}; {_BASIS[cite.basis]}"
    yield f"    printed  {_shown(printed, 400)}"
    if len(passage.raw) > len(printed):
        yield f"    within   {_shown(passage.raw, 200)}"
    repairs = [step for step, start, end in _placed(passage.steps) if start < cite.end and end > cite.start]
    for title, steps in (("repair", repairs), ("reading", cite.steps)):
        for step in steps:
            why = because(step.rule)
            yield f"    {title:<8} {named(step)}"
            if why:
                yield f"             because {why}"
    span = passage.text[cite.start : cite.end]
    if cite.steps or repairs:
        yield f"    read as  {_shown(replay(span, cite.steps), 400)}"


def _placed(steps: tuple[Step, ...]) -> Iterator[tuple[Step, int, int]]:
    """Each step with the span of the repaired text that it left, moved by the steps that came after it.

    >>> [(step.rule, start, end) for step, start, end in _placed((Step("a", 3, "x", "yy"), Step("b", 0, "12", "")))]
    [('a', 1, 3), ('b', 0, 0)]
    """
    for number, step in enumerate(steps):
        start, end = step.start, step.start + len(step.after)
        for later in steps[number + 1 :]:
            shift = len(later.after) - len(later.before)
            if later.start + len(later.before) <= start:
                start, end = start + shift, end + shift
            elif later.start < end:
                end = max(start, end + shift)
        yield step, start, end


def _whereabouts(passage: Passage, raw_start: int) -> str:
    place = passage.place
    if place.bbox is not None:
        return f"page {place.page}, box {', '.join(f'{number:g}' for number in place.bbox)} pt"
    if place.line is None:
        return f"page {place.page}"
    lines_down = passage.raw.count("\n", 0, raw_start)
    if lines_down or place.column is None:
        return f"page {place.page}, line {place.line + lines_down}"
    return f"page {place.page}, line {place.line}, column {place.column + raw_start}"


def _bearing_out(document: Document, row: Score | Finding | Measure | DocumentFacts) -> Iterator[str]:
    """Witnesses: how a score stands, how its code was read, in how many places it is printed, which issues name it."""
    if isinstance(row, Score):
        yield f"  {row.status}: {_STATUS[row.status]}"
        if row.code_method:
            yield f"  code read by {row.code_method}: {_METHOD[row.code_method]}"
        places = len({cite.at for cite in row.cites.get("value", ())})
        if places > 1:
            yield f"  the value is printed in {places} places"
    identity = getattr(row, "record_id", None)
    for number, issue in enumerate(document.issues):
        if identity is not None and identity in issue.record_ids:
            yield from (f"  {line}" for line in _issue_lines(document, f"issues[{number}]", issue))


def _issue_lines(document: Document, address: str, issue: Issue) -> Iterator[str]:
    yield f"{address}  {issue.code} ({issue.severity}, blame: {issue.blame}): {_clean(issue.message)}"
    if issue.found is not None:
        yield f"  found {_shown(issue.found)}"
    if issue.expected is not None:
        yield f"  expected {_shown(issue.expected)}"
    for at in dict.fromkeys(cite.at for cite in issue.cites):
        yield f"  at {at}, {_whereabouts(document.passages[at], 0)}"


def named(step: Step) -> str:
    """One step in words."""
    if not step.before:
        return f"{step.rule}: {_spelt(step.after)} was put in"
    if not step.after:
        return f"{step.rule}: {_spelt(step.before)} was taken out"
    return f"{step.rule}: {_spelt(step.before)} became {_spelt(step.after)}"


def _spelt(text: str) -> str:
    looks_alike = text.isspace() or (len(text) <= 4 and not text.isascii())
    points = "".join(f" U+{ord(letter):04X}" for letter in text) if looks_alike else ""
    return f"“{_clean(text)}”{points}"


def _shown(value: Any, longest: int = 0) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"“{_cut(_clean(value), longest)}”"
    if isinstance(value, tuple):
        return _cut("; ".join(_shown(one) for one in value), longest)
    if hasattr(type(value), "model_fields"):
        return _cut(", ".join(f"{name} {_shown(one)}" for name, one in _values(value)), longest)
    return str(value)


def _cut(text: str, longest: int) -> str:
    return text if not longest or len(text) <= longest else text[: longest - 1] + "…"


def _clean(text: str) -> str:
    """The text with line ends and control characters spelt out: a report must not steer the reader's terminal."""
    return "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _escape(letter)
        for letter in text
    )


def _escape(letter: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\f": "\\f"}.get(letter, f"\\u{ord(letter):04x}")
