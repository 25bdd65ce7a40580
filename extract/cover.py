"""The agency, decided once from the cover; other names in the body are reported, never taken.

The cover is what stands before the first table or long paragraph, or a memo's head; where it names no body, the whole
text is asked. Offsets of the joined text lead back to the fragments they came from.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from prongsai.extract.drafts import Doubt
from prongsai.extract.fragments import Fragment
from prongsai.normalizers import agencies
from prongsai.schemas.terms import Agency
from prongsai.schemas.trace import Basis, Cite

COVER_PARAGRAPHS, COVER_LETTERS = 14, 700
FIELDS = ("name", "kind", "subdistrict", "district", "province", "province_code", "district_code", "agency_code")


@dataclass(slots=True)
class Cover:
    """The agency with the cites of its fields (`agency.name`, ...) and the doubts about it."""

    agency: Agency | None = None
    cites: dict[str, tuple[Cite, ...]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class _Joined:
    """Several fragments as one text, and back."""

    text: str
    starts: list[int]
    fragments: list[Fragment]

    def cite(self, start: int, end: int, basis: Basis) -> Cite:
        index = bisect_right(self.starts, start) - 1
        fragment, offset = self.fragments[index], self.starts[index]
        return Cite(fragment.at, start - offset, min(end - offset, len(fragment.text)), basis)


def _join(fragments: list[Fragment]) -> _Joined:
    starts: list[int] = []
    length = 0
    for fragment in fragments:
        starts.append(length)
        length += len(fragment.text) + 1
    return _Joined("\n".join(fragment.text for fragment in fragments), starts, fragments)


def decide(
    paragraphs: list[Fragment], others: list[Fragment], registry: list[agencies.RegistryRow] | None = None
) -> Cover:
    """Decide the agency. `paragraphs` are the fragments outside tables in order, `others` those in tables."""
    head = _head(paragraphs)
    body = _join([fragment for fragment in [*paragraphs, *others] if all(fragment is not other for other in head)])
    body_names = agencies.find_names(body.text)
    joined = _join(head)
    resolved = agencies.resolve(
        agencies.find_names(joined.text, damaged=True),
        agencies.find_locations(joined.text, damaged=True),
        registry,
        body_names,
    )
    if resolved is None or (resolved.agency.kind == "other" and any(name.kind != "other" for name in body_names)):
        everything = _join([*paragraphs, *others])
        again = agencies.resolve(
            agencies.find_names(everything.text), agencies.find_locations(everything.text), registry
        )
        if again is not None and (resolved is None or again.agency.kind != "other"):
            resolved, joined = again, everything
            body, body_names = _join([]), []
    if resolved is None:
        return Cover(
            doubts=[Doubt("agency-unresolved", "No name of an agency is printed on the cover or in the text.")]
        )
    cover = Cover(resolved.agency)
    for name in FIELDS:
        if name in resolved.spans:
            start, end = resolved.spans[name]
            cover.cites[f"agency.{name}"] = (joined.cite(start, end, resolved.basis.get(name, "read")),)
    for doubt in resolved.doubts:
        start_end = resolved.spans.get(doubt.field)
        cites: tuple[Cite, ...] = (joined.cite(*start_end, "read"),) if start_end else ()
        cover.doubts.append(
            Doubt(doubt.code, doubt.message, doubt.found, doubt.expected, cites, doubt.severity, doubt.blame)
        )
    for other in agencies.other_names(body_names, resolved) if body_names and hasattr(agencies, "other_names") else []:
        cites = tuple(body.cite(mention.start, mention.end, "read") for mention in other.mentions[:12])
        cover.doubts.append(
            Doubt(other.code, other.message, other.found, resolved.agency.name, cites, other.severity, other.blame)
        )
    return cover


def _head(paragraphs: list[Fragment]) -> list[Fragment]:
    head: list[Fragment] = []
    for fragment in paragraphs[: COVER_PARAGRAPHS * 2]:
        if len(head) >= COVER_PARAGRAPHS:
            break
        if len(fragment.text) > COVER_LETTERS:
            if head:
                break
            continue
        head.append(fragment)
    return head
