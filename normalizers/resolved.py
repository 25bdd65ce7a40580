"""What is decided of an agency: its fields, how and where each was read, and what remains in doubt.

>>> Doubt("agency-unresolved", "info", "unknown", "province", "The cover names no province.").found is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from prongsai.schemas.issues import Blame, Severity
from prongsai.schemas.terms import Agency
from prongsai.schemas.trace import Basis


class RegistryRow(NamedTuple):
    """One row of a registry of bodies that the user hands in. `district` is empty for an อบจ."""

    full_name_th: str
    province: str
    district: str
    code: str


class Doubt(NamedTuple):
    """What a careful reader would ask about one field of the agency; the extractor makes an issue of it."""

    code: str
    severity: Severity
    blame: Blame
    field: str
    message: str
    found: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The agency, and how (`basis`) and where (`spans`, in the text of the mentions) each of its fields was read.

    A code has the span and basis of the name it follows from. What an abbreviation stands for counts as read: อบต. is
    องค์การบริหารส่วนตำบล, อ.เมือง จ.ลำปาง is เมืองลำปาง. `printed` is the full name as the cover has it.
    """

    agency: Agency
    basis: Mapping[str, Basis]
    spans: Mapping[str, tuple[int, int]]
    doubts: tuple[Doubt, ...]
    printed: str
