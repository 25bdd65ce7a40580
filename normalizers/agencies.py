"""The assessed body: `เทศบาลตำบลสันปู่เลย อำเภออดอยสะเก็ด จังหวัดเชียงใหม่` is เทศบาลตำบลสันปูเลย of ดอยสะเก็ด, เชียงใหม่.

It is decided once, from the cover, as a triple. The province comes first (a closed list of 77), then the district in
it, then the name in the district: more than nine local bodies in ten bear the name of a subdistrict of theirs, of their
district or of their province, so a damaged name is repaired to the one of a dozen names that is close to it. What is
close to none stays as printed, with a doubt. (A name alone is ambiguous for a quarter of all bodies.)

A province that is not printed is not invented: where only the district is named, and be there only one of that name in
the country, `province` and all codes stay null. Printed means: as a location, as the name of an อบจ., or inside
อำเภอเมืองลำปาง, which says its province.

>>> cover = "เทศบาลตำบลสันปู่เลย อำเภออดอยสะเก็ด จังหวัดเชียงใหม่"
>>> found = resolve(find_names(cover, damaged=True), find_locations(cover, damaged=True))
>>> found.agency.name, found.agency.district, found.agency.province, found.agency.district_code, found.basis["name"]
('เทศบาลตำบลสันปูเลย', 'ดอยสะเก็ด', 'เชียงใหม่', '5005', 'matched')
>>> cover = "อบต.หันนางาม อ.ศรีบุญเรือง"
>>> found = resolve(find_names(cover), find_locations(cover))
>>> found.agency.name, found.agency.district, found.agency.province, found.agency.district_code
('องค์การบริหารส่วนตำบลหันนางาม', 'ศรีบุญเรือง', None, None)
>>> cover = "เทศบาลตำบลสื่อสุนทรีย์ อำเภอดอยสะเก็ด จังหวัดเชียงใหม่"
>>> [doubt.code for doubt in resolve(find_names(cover), find_locations(cover)).doubts]
['agency-unresolved']
>>> resolve([], find_locations("จังหวัดเชียงใหม่")) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from prongsai.normalizers.addresses import Address, read_address
from prongsai.normalizers.locations import LocationMention, find_locations
from prongsai.normalizers.matching import ratio, squeeze
from prongsai.normalizers.mentions import AgencyMention, find_names, kind_word_of
from prongsai.normalizers.namesakes import OtherName, other_names
from prongsai.normalizers.nearest import CLOSE, CLOSE_IN_DISTRICT, nearest
from prongsai.normalizers.placenames import Form
from prongsai.normalizers.resolved import Doubt, RegistryRow, Resolved
from prongsai.normalizers.spotting import Taken
from prongsai.reference.places import (
    District,
    all_names,
    body_names,
    districts_named,
    place_names,
    province_body_names,
)
from prongsai.schemas.issues import Blame
from prongsai.schemas.terms import Agency
from prongsai.schemas.trace import Basis

__all__ = [
    "AgencyMention",
    "Doubt",
    "LocationMention",
    "OtherName",
    "RegistryRow",
    "Resolved",
    "find_locations",
    "find_names",
    "other_names",
    "resolve",
]

SAME_BODY = 70
"""Likeness from which a later mention on a cover may be the first one's body, printed better."""
REPEATED = 3
"""A name that no gazetteer has, printed so often and always alike, is no damage."""
ADDRESS_REACH = 200
"""Signs after a name within which its address stands."""
COVER_MENTIONS, COVER_PLACES = 40, 200
"""More than these are no cover."""
_NEAR = 3  # signs between a name and its address
_EXACT, _REPAIRED, _ELSEWHERE, _PRINTED = 3, 2, 1, 0


class _Name(NamedTuple):
    name: str
    grade: int
    printed: str
    end: int


def resolve(
    mentions: Sequence[AgencyMention],
    locations: Sequence[LocationMention],
    registry: Sequence[RegistryRow] | None = None,
    body: Sequence[AgencyMention] = (),
) -> Resolved | None:
    """The assessed body that a cover names, or None where it names none.

    `mentions` and `locations` are those of the cover, in order, with spans of one text. `body` holds the mentions of
    the rest of the document: only how often they repeat the cover's name counts. Doubts on the cover's own printing are
    here; other names in the rest are for `other_names`.
    """
    local = [mention for mention in mentions if mention.kind != "other"][:COVER_MENTIONS]
    taken = Taken((mention.start + 1, mention.end) for mention in local)
    locations = [place for place in locations if taken.is_free(place.opens_at, place.opens_at + 1)][:COVER_PLACES]
    for i, head in enumerate(local):
        same = [m for m in local[i:] if m is head or _same_body(head, m)]
        address = _address(same, local, locations)
        rows = _rows_near(registry or (), address)
        graded = [(_decide(m, address, locations, rows), m) for m in same]
        name, mention = max(graded, key=lambda pair: pair[0].grade)
        if name.grade < _REPAIRED:
            name, mention = graded[0]
        if name.grade >= _REPAIRED or not head.unsure or _addressed(head, locations):
            return _assembled(name, mention, address, rows, [*same, *body])
    return _resolve_other(mentions, locations)


def _addressed(mention: AgencyMention, locations: Sequence[LocationMention]) -> Form | None:
    """The form of a name that an address follows at once: what stands between kind word and address is the name."""
    for form in mention.forms:
        if any(0 <= place.opens_at - form.end <= _NEAR for place in locations):
            return form
    return None


def _same_body(head: AgencyMention, other: AgencyMention) -> bool:
    if head.kind != other.kind and not (head.kind_damaged or other.kind_damaged):
        return False
    return max(ratio(a, b) for a in _forms(head) for b in _forms(other)) >= SAME_BODY


def _forms(mention: AgencyMention) -> tuple[str, ...]:
    return tuple(form.name for form in mention.forms) or (mention.name,)


def _address(
    same: Sequence[AgencyMention], mentions: Sequence[AgencyMention], locations: Sequence[LocationMention]
) -> Address:
    """The firmest of the addresses that follow mentions of one body; else what places the cover names at all."""
    starts = [m.start for m in mentions]
    read: list[Address] = []
    for mention in same:
        stop = min([start for start in starts if start >= mention.end], default=mention.end + ADDRESS_REACH)
        stop = min(stop, mention.end + ADDRESS_REACH)
        block = [place for place in locations if mention.end <= place.opens_at < stop]
        if block:
            read.append(read_address(block, mention))
    if not read:
        return read_address(locations, same[0])
    best = max(read, key=lambda address: address.firmness)
    for address in read:
        if "subdistrict" in address.read and address.district == best.district:
            best.read.setdefault("subdistrict", address.read["subdistrict"])
    return best


def _decide(
    mention: AgencyMention,
    address: Address,
    locations: Sequence[LocationMention],
    rows: Sequence[RegistryRow],
) -> _Name:
    """The name within what is known of its place."""
    names: Collection[str] = ()
    at_least = CLOSE
    if mention.kind == "provincial_administrative_organization":
        firm = address.province is not None and address.read["province"].basis == "read"
        names = {address.province.name} if firm and address.province else place_names("province")
        at_least = CLOSE_IN_DISTRICT
    elif (district := _district_of(address)) is not None:
        names = body_names(district.code)
        at_least = CLOSE if mention.known else CLOSE_IN_DISTRICT
    elif address.province is not None and "district" not in address.read:
        names = province_body_names(address.province.code)
    word = kind_word_of(mention.kind)
    listed = {squeeze(row.full_name_th.removeprefix(word)) for row in rows if row.full_name_th.startswith(word)}
    form = _addressed(mention, locations)
    # where an address follows, all that stands before it is the name: บ้านกรวดปัญญาวัฒน์ is not บ้านกรวด
    forms = [f.name for f in mention.forms if f.ends_word and f.end <= form.end] if form else _forms(mention)
    close = nearest(forms, {*names, *listed}, at_least)
    if close is not None:
        end = next((form.end for form in mention.forms if form.name == close.printed), mention.end)
        return _Name(close.name, _EXACT if close.exact else _REPAIRED, close.printed, end)
    form = form or Form(mention.name, mention.end)
    return _Name(form.name, _ELSEWHERE if form.name in all_names() else _PRINTED, form.name, form.end)


def _district_of(address: Address) -> District | None:
    """The district, also where no province is printed but only one district of the country has the printed name."""
    if address.district is not None or "district" not in address.read or address.province is not None:
        return address.district
    same = districts_named(address.read["district"].name)
    return same[0] if len(same) == 1 else None


_PLACE_WORD = re.compile("^(?:จังหวัด|อำเภอ|เขต)")


def _rows_near(registry: Sequence[RegistryRow], address: Address) -> list[RegistryRow]:
    """The rows of the address's province and district. Without a province none: its bodies would be a guess."""
    if address.province is None:
        return []
    name = address.province.name
    near = [row for row in registry if row.province.endswith(name) and _PLACE_WORD.sub("", row.province) == name]
    if address.district is None:
        return near if "district" not in address.read else []
    return [row for row in near if _PLACE_WORD.sub("", row.district) in ("", address.district.name)]


def _assembled(
    name: _Name,
    mention: AgencyMention,
    address: Address,
    rows: Sequence[RegistryRow],
    mentions: Sequence[AgencyMention],
) -> Resolved:
    full_name = kind_word_of(mention.kind) + name.name
    codes = {row.code for row in rows if squeeze(row.full_name_th) == squeeze(full_name)}
    spans: dict[str, tuple[int, int]] = {"name": (mention.start, name.end), "kind": (mention.start, mention.name_start)}
    name_basis: Basis = "read" if name.grade != _REPAIRED and not mention.kind_damaged else "matched"
    basis: dict[str, Basis] = {"name": name_basis, "kind": "matched" if mention.kind_damaged else "read"}
    agency_code = codes.pop() if len(codes) == 1 else None
    if agency_code:
        spans["agency_code"], basis["agency_code"] = spans["name"], name_basis
    agency = _with_places(Agency(name=full_name, kind=mention.kind, agency_code=agency_code), address, spans, basis)
    doubts = [*_name_doubts(name, mention, address, mentions), *_place_doubts(address)]
    return Resolved(agency, basis, spans, tuple(doubts), mention.kind_word + name.printed)


def _with_places(
    agency: Agency, address: Address, spans: dict[str, tuple[int, int]], basis: dict[str, Basis]
) -> Agency:
    """The agency with its places; spans and bases are filled in beside it."""
    fields: dict[str, str] = {}
    for level, place in address.read.items():
        fields[level], spans[level], basis[level] = place.name, place.span, place.basis
    for level, row in (("province", address.province), ("district", address.district)):
        if row is not None:
            fields[f"{level}_code"] = row.code
            spans[f"{level}_code"], basis[f"{level}_code"] = spans[level], basis[level]
    return agency.model_copy(update=fields)


def _name_doubts(
    name: _Name, mention: AgencyMention, address: Address, mentions: Sequence[AgencyMention]
) -> list[Doubt]:
    printed = mention.kind_word + name.printed
    if name.grade == _REPAIRED:
        message = f"The name is printed {printed}; it is read as {mention.kind_word}{name.name}."
        return [Doubt("name-varies", "info", "unknown", "name", message, printed, mention.kind_word + name.name)]
    if name.grade == _EXACT:
        return []
    if not address.read:
        message = f"The cover names no place, so which {printed} is meant cannot be decided."
        return [Doubt("agency-unresolved", "info", "paper", "name", message, printed)]
    if address.province is None and name.grade == _ELSEWHERE:
        return []
    place = address.district or address.province
    where = place.name if place else "the gazetteer"
    times = sum(m.kind == mention.kind and name.name in (form.name for form in m.forms) for m in mentions)
    repeated = times >= REPEATED
    message = f"{printed} is not the name of a place in {where}; it is kept as printed"
    message += f", since the document prints it {times} times alike." if repeated else "."
    return [Doubt("agency-unresolved", "info" if repeated else "warning", "unknown", "name", message, printed)]


def _place_doubts(address: Address) -> list[Doubt]:
    doubts: list[Doubt] = []
    for level, place in address.read.items():
        if place.basis == "matched":
            message = f"The {level} is printed {place.printed}; it is read as {place.name}."
            doubts.append(Doubt("name-varies", "info", "unknown", level, message, place.printed, place.name))
        elif not place.found:
            message = f"There is no {level} {place.name} in {_upper(address, level)}; it is kept as printed."
            blame: Blame = "paper" if level == "district" and districts_named(place.name) else "unknown"
            doubts.append(Doubt("agency-unresolved", "warning", blame, level, message, place.printed))
    if address.province is None and address.read:
        message = "The cover names no province that can be read, so province and codes stay empty."
        doubts.append(Doubt("agency-unresolved", "info", "unknown", "province", message))
    return doubts


def _upper(address: Address, level: str) -> str:
    if level == "subdistrict" and address.district is not None:
        return address.district.name
    return address.province.name if address.province is not None else "the gazetteer"


def _resolve_other(mentions: Sequence[AgencyMention], locations: Sequence[LocationMention]) -> Resolved | None:
    """A body of another kind. จังหวัดลำปาง is the assessed body only on a cover without an address below it."""
    others = [mention for mention in mentions if mention.kind == "other"]
    named = [m for m in others if m.kind_word not in ("จังหวัด", "กรุงเทพมหานคร")]
    below = any(location.level != "province" for location in locations)
    head = named[0] if named else others[0] if others and not below else None
    if head is None:
        return None
    address = read_address(locations)
    spans: dict[str, tuple[int, int]] = {"name": (head.start, head.end), "kind": (head.start, head.name_start)}
    basis: dict[str, Basis] = {"name": "read", "kind": "read"}
    agency = _with_places(Agency(name=head.full_name, kind="other"), address, spans, basis)
    return Resolved(agency, basis, spans, tuple(_place_doubts(address)), head.full_name)
