"""Why a rule is there: the `why` of its row in the reference tables, for `explain`.

>>> reason("code.letter-o")
'OIT codes are typed and recognised with a zero for the letter (๐๑๔ is o14, 0๓๕ is o35)'
>>> reason("nobody.knows") is None
True
"""

from __future__ import annotations

from functools import cache


def reason(rule: str) -> str | None:
    """One sentence on the rule, or None where no table has it."""
    return _reasons().get(rule)


@cache
def _reasons() -> dict[str, str]:
    from importlib.resources import files

    from prongsai.reference.tables import yaml_rows

    tables = sorted(entry.name for entry in files("prongsai.reference").joinpath("data").iterdir())
    rows = (row for name in tables if name.endswith(".yml") for row in yaml_rows(name))
    return {row["id"]: " ".join(str(row["why"]).split()) for row in rows if row.get("why")}
