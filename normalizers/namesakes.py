"""Other names in a body's own report: `เทศบาลตำบลสันป่าตอง` in a report of เทศบาลตำบลสันปูเลย.

Reports are copied from neighbours' and damaged on the way. A damaged form of the own name is told apart from another
body's name, and that from a name that no place bears. What every report names with good reason is left out: the
province's อบจ. is at most a note; assessors and departments are no mentions at all, nor is a kind word without a name.

>>> from prongsai.normalizers.agencies import find_locations, find_names, resolve
>>> cover = "เทศบาลตำบลสันปู่เลย อำเภอดอยสะเก็ด จังหวัดเชียงใหม่"
>>> resolved = resolve(find_names(cover), find_locations(cover))
>>> body = find_names("เทศบาลตำบลสันปุเลย บุคลากรของเทศบาลตำบลสันป่าตอง เทศบาลตำบลสันปุนโดย ได้ เทศบาลตำบลสันปู่เลย")
>>> [(other.found, other.relation, other.severity) for other in other_names(body, resolved)]
[('เทศบาลตำบลสันปุเลย', 'damaged', 'info'), ('เทศบาลตำบลสันป่าตอง', 'other-body', 'warning'),
 ('เทศบาลตำบลสันปุนโดย', 'no-body', 'warning')]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from prongsai.normalizers.matching import ratio, squeeze
from prongsai.normalizers.mentions import AgencyMention, kind_word_of
from prongsai.normalizers.nearest import CLOSE_IN_DISTRICT, adds_word, one_letter_apart
from prongsai.normalizers.resolved import Resolved
from prongsai.reference.places import all_names, place_names
from prongsai.schemas.issues import Blame, Severity
from prongsai.schemas.terms import AgencyKind

Relation = Literal["damaged", "other-kind", "superior", "other-body", "no-body"]
_PROVINCIAL: AgencyKind = "provincial_administrative_organization"


class OtherName(NamedTuple):
    """A name that is not the agency's, with all its mentions: what an issue `name-varies` needs.

    `damaged` forms of the own name; the own name with an `other-kind` word; the `superior` อบจ. of the province; an
    `other-body`, whose name a place bears; a name of `no-body`.
    """

    found: str
    relation: Relation
    severity: Severity
    message: str
    expected: str
    mentions: tuple[AgencyMention, ...]
    code: str = "name-varies"

    @property
    def blame(self) -> Blame:
        """Whose fault: whether the paper or our reading damaged a name cannot be told."""
        return "unknown" if self.relation in ("damaged", "no-body") else "paper"


def other_names(mentions: Iterable[AgencyMention], resolved: Resolved) -> list[OtherName]:
    """The other names among the mentions of a document, in order of their first mention.

    The cover's own printing of a repaired name is left out: `resolve` has reported it.
    """
    grouped: dict[str, list[AgencyMention]] = {}
    agency = resolved.agency
    if agency.kind == "other":
        return []
    own = squeeze(agency.name.removeprefix(kind_word_of(agency.kind)))
    for mention in mentions:
        if mention.kind == "other" or mention.unsure or mention.full_name == resolved.printed:
            continue
        if not _is_own(mention, agency.kind, own):
            grouped.setdefault(squeeze(mention.full_name), []).append(mention)
    return [_judged(group, resolved, own) for group in grouped.values()]


def _is_own(mention: AgencyMention, kind: AgencyKind, own: str) -> bool:
    if mention.kind != kind:
        return False
    if own in (squeeze(form.name) for form in mention.forms):
        return True
    # พิชัยเสริมสร้าง, พิชัย...: the own name and a word that runs into it
    return not mention.known and squeeze(mention.name).startswith(own)


def _judged(group: list[AgencyMention], resolved: Resolved, own: str) -> OtherName:
    mention, agency = group[0], resolved.agency
    name = squeeze(mention.name)

    found, expected = mention.full_name, agency.name
    places = place_names("province") if mention.kind == _PROVINCIAL else all_names()

    def other(relation: Relation, severity: Severity, message: str) -> OtherName:
        return OtherName(found, relation, severity, message, expected, tuple(group))

    if mention.kind == _PROVINCIAL and mention.name == agency.province:
        return other("superior", "info", f"The text names {found}, the provincial body above {expected}.")
    if name == own:
        return other("other-kind", "warning", f"The text names {found}, a body of another kind than {expected}.")
    if mention.name in places:
        return other("other-body", "warning", f"The text names another body, {found}, in a report of {expected}.")
    if mention.kind == agency.kind and _damaged(name, own):
        return other("damaged", "info", f"The text prints {found} for {expected}.")
    return other("no-body", "warning", f"The text names {found}, a name that no known place bears, for {expected}.")


def _damaged(name: str, own: str) -> bool:
    if adds_word(name, own):
        return False
    return one_letter_apart(name, own) or ratio(name, own) >= CLOSE_IN_DISTRICT
