"""The place of a body: `อำเภอเมืองลพบุรี จังหวัดลพบุรี`, decided from the province down.

The province is one of 77, its district one of about twelve; so a damaged name is repaired within the level above, and
the district is a second witness for a damaged province (`จังหวัดเชียงใหบ` with ดอยสะเก็ด).

>>> address = read_address(find_locations("อำเภออดอยสะเก็ด จังหวัดเชียงใหม่"))
>>> address.district.code, address.read["district"].name, address.read["district"].basis
('5005', 'ดอยสะเก็ด', 'matched')
>>> address = read_address(find_locations("อำเภอดอยสะเก็ด"))
>>> address.province, address.read["district"].name, address.district
(None, 'ดอยสะเก็ด', None)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from prongsai.normalizers.locations import LocationMention, find_locations
from prongsai.normalizers.matching import ratio
from prongsai.normalizers.mentions import AgencyMention
from prongsai.normalizers.nearest import CLOSE_IN_DISTRICT, MARGIN, Nearest, nearest
from prongsai.reference.places import (
    District,
    Level,
    Province,
    body_names,
    districts_in,
    districts_named,
    place_names,
    province_named,
    provinces,
    subdistricts_in,
)
from prongsai.schemas.trace import Basis

__all__ = ["Address", "PlaceRead", "find_locations", "read_address"]

_SEAT = "เมือง"


class PlaceRead(NamedTuple):
    """One field of an address: its bare name, how it was read, where, and what is printed there.

    `found` is false where the gazetteer has no such place within the level above; the name is then the printed one.
    """

    name: str
    basis: Basis
    span: tuple[int, int]
    printed: str
    found: bool


@dataclass(slots=True)
class Address:
    """What is known of a place. `province` and `district` are rows of the gazetteer, set only where certain."""

    province: Province | None = None
    district: District | None = None
    read: dict[Level, PlaceRead] = field(default_factory=dict)

    @property
    def firmness(self) -> int:
        """How much of it is printed undamaged; the firmest address of a cover is believed."""
        exact = sum(place.basis == "read" and place.found for place in self.read.values())
        return 2 * exact + bool(self.province) + bool(self.district)


def read_address(locations: Sequence[LocationMention], body: AgencyMention | None = None) -> Address:
    """The address that the first location of each level makes. An อบจ. names its province itself."""
    first: dict[Level, LocationMention] = {}
    for location in locations:
        first.setdefault(location.level, location)
    address = Address()
    _read_province(address, first.get("province"), first.get("district"), body)
    if "district" in first:
        _read_district(address, first["district"], body)
    if "subdistrict" in first:
        near = subdistricts_in(address.district.code) if address.district else place_names("subdistrict")
        address.read["subdistrict"] = _placed(first["subdistrict"], near)
    return address


def _read_province(
    address: Address, printed: LocationMention | None, district: LocationMention | None, body: AgencyMention | None
) -> None:
    if printed is not None:
        exact = province_named(printed.name)
        province = exact or _closest_province(printed, district)
        basis: Basis = "read" if exact else "matched"
        if province is not None:
            address.province = province
            address.read["province"] = PlaceRead(province.name, basis, (printed.start, printed.end), printed.name, True)
            return
    if body is not None and body.kind == "provincial_administrative_organization":
        own = nearest([form.name for form in body.forms], place_names("province"), CLOSE_IN_DISTRICT)
        if own is not None:
            address.province = province_named(own.name)
            span = (body.name_start, body.end)
            address.read["province"] = PlaceRead(own.name, "read" if own.exact else "matched", span, own.printed, True)
            return
    if district is not None and district.name.startswith(_SEAT) and district.end - district.start > len(_SEAT):
        # อำเภอเมืองลำปาง prints the name of its province; อำเภอเมืองปาน, of the same province, does not
        seat = province_named(district.name.removeprefix(_SEAT))
        if seat is not None:
            address.province = seat
            span = (district.start + len(_SEAT), district.end)
            address.read["province"] = PlaceRead(seat.name, "read", span, seat.name, True)


def _closest_province(printed: LocationMention, district: LocationMention | None) -> Province | None:
    """The province that a damaged name is. With a district that fits, less likeness will do."""
    scored: list[tuple[int, int, Province]] = []
    for province in provinces():
        likeness = max(ratio(form, province.name) for form in _forms(printed))
        if likeness < 50:
            continue
        witness = 0
        if district is not None:
            names = districts_in(province.code)
            witness = max(ratio(form, name) for form in _forms(district) for name in names)
        scored.append((likeness + witness, likeness, province))
    scored.sort(key=lambda item: (-item[0], item[2].code))
    if not scored:
        return None
    total, likeness, best = scored[0]
    ahead = total - scored[1][0] if len(scored) > 1 else total
    return best if ahead >= MARGIN and likeness >= (60 if total - likeness >= 75 else 75) else None


def _read_district(address: Address, printed: LocationMention, body: AgencyMention | None) -> None:
    if address.province is None:
        address.read["district"] = _placed(printed, {name for name in place_names("district") if name != _SEAT})
        return
    own = districts_in(address.province.code)
    span = (printed.start, printed.end)
    seat = own.get(_SEAT + address.province.name)
    if seat is not None:
        own = {**own, _SEAT: seat}
    # a name of another province is no damaged name of this one: the paper contradicts itself
    elsewhere = printed.name not in own and districts_named(printed.name)
    close = None if elsewhere else nearest(_forms(printed), own, at_least=75) or _witnessed(printed, body, own)
    if close is None:
        address.read["district"] = PlaceRead(printed.name, "read", span, printed.name, False)
        return
    address.district = own[close.name]
    basis: Basis = "read" if close.exact else "matched"
    address.read["district"] = PlaceRead(own[close.name].name, basis, span, close.printed, True)


def _witnessed(printed: LocationMention, body: AgencyMention | None, own: Mapping[str, District]) -> Nearest | None:
    """The one district that is somewhat like the printed name and has a place of the body's name: อัมวำ and บางนางลี่."""
    if body is None:
        return None
    names = {form.name for form in body.forms}
    likely = [
        (name, form)
        for name, district in own.items()
        for form in _forms(printed)
        if names & body_names(district.code) and ratio(form, name) >= 55
    ]
    return Nearest(likely[0][0], False, likely[0][1]) if len({name for name, _ in likely}) == 1 else None


def _placed(printed: LocationMention, names: Collection[str]) -> PlaceRead:
    """A place whose upper level is not known: repaired only where it is close to one name."""
    span = (printed.start, printed.end)
    close = nearest((printed.name,) if printed.name in names else _forms(printed), names)
    if close is None:
        return PlaceRead(printed.name, "read", span, printed.name, False)
    return PlaceRead(close.name, "read" if close.exact else "matched", span, close.printed, True)


def _forms(mention: LocationMention) -> tuple[str, ...]:
    return tuple(form.name for form in mention.forms) or (mention.name,)
