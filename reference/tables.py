"""Reading the tables in `data/`: CSV for registries, YAML for rules. Each file is read once and kept.

>>> csv_rows("provinces.csv")[0]["name_th"]
'กรุงเทพมหานคร'
>>> csv_rows("nowhere.csv")
Traceback (most recent call last):
...
prongsai.schemas.errors.TableError: no reference table nowhere.csv
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from prongsai.schemas.errors import TableError


def _data() -> Any:
    return files("prongsai.reference").joinpath("data")


def read_text(name: str) -> str:
    """The text of one table file. Raises TableError where there is none of that name."""
    try:
        return str(_data().joinpath(name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(f"no reference table {name}") from None


@cache
def csv_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table, each as a dict of stripped texts."""
    rows = tuple(csv.DictReader(read_text(name).splitlines()))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise TableError(f"{name}:{number}: the row has another number of fields than the header")
    return rows


@cache
def yaml_rows(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a YAML table, a list of mappings each with an `id`; ids are unique within the file."""
    import yaml

    rows = yaml.load(read_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(rows, list):
        raise TableError(f"{name}: expected a list of rows")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise TableError(f"{name}: row {number} has no id")
        if row["id"] in seen:
            raise TableError(f"{name}: row {number} repeats the id {row['id']}")
        seen.add(row["id"])
    return tuple(rows)


@cache
def reference_hash() -> str:
    """A hash over all tables: two documents made with the same hash were read by the same facts and rules."""
    digest = hashlib.sha256()
    for entry in sorted(_data().iterdir(), key=lambda item: str(item.name)):
        if entry.name.endswith((".csv", ".yml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]
