"""The issue codes: what each means, how severe it is, whose fault it usually is, and what a person should do.

>>> code = issue_codes()["score-mismatch"]
>>> code.severity, code.blame, code.by
('error', 'unknown', 'checks')
>>> defaults("rating-mismatch")
('warning', 'paper')

A code that is not in the table is an error of ours; it is still reported, as a warning, since what it says about the
document may be true.

>>> defaults("no-such-code")
('warning', 'unknown')

`docs/issues.md` is written from the table: `python -m prongsai.reference.issue_codes > docs/issues.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from prongsai.reference.tables import yaml_rows
from prongsai.schemas.errors import TableError
from prongsai.schemas.issues import Blame, Issue, IssueDraft, Severity, number_issues

_RAISED_BY = {
    "reader": "the reader",
    "checks": "the checks",
    "both": "the reader and the checks",
    "nobody": "nobody yet: the name is kept for it",
}
_FIELDS = {"id", "by", "severity", "blame", "means", "why", "example", "do"}


@dataclass(frozen=True, slots=True)
class IssueCode:
    """One row of the table. `by` is who raises it: the `reader`, the `checks`, `both`, or `nobody` yet."""

    code: str
    by: str
    severity: Severity
    blame: Blame
    means: str
    why: str
    example: str
    do: str


@cache
def issue_codes() -> dict[str, IssueCode]:
    """All codes, in the order of the table."""
    codes: dict[str, IssueCode] = {}
    for row in yaml_rows("issues.yml"):
        name = row["id"]
        if set(row) != _FIELDS or not all(isinstance(text, str) and text.strip() for text in row.values()):
            raise TableError(f"issues.yml: {name}: expected the texts {', '.join(sorted(_FIELDS))}")
        known = row["severity"] in get_args(Severity) and row["blame"] in get_args(Blame)
        if not known or row["by"] not in _RAISED_BY:
            raise TableError(f"issues.yml: {name}: no such severity, blame or by")
        codes[name] = IssueCode(
            code=name,
            by=row["by"],
            severity=cast(Severity, row["severity"]),
            blame=cast(Blame, row["blame"]),
            means=row["means"],
            why=row["why"],
            example=row["example"],
            do=row["do"],
        )
    return codes


def defaults(code: str) -> tuple[Severity, Blame]:
    """Severity and blame of a code where whoever raised the issue did not say."""
    row = issue_codes().get(code)
    return (row.severity, row.blame) if row is not None else ("warning", "unknown")


def to_issues(document_id: str, drafts: Iterable[IssueDraft]) -> tuple[Issue, ...]:
    """The issues of a document from its drafts, in the order given."""
    return number_issues(document_id, drafts, defaults)


def page() -> str:
    """The documentation page of all codes."""
    lines = [
        "# Issues",
        "",
        "What a careful reader would raise about a document. Severity and blame are the usual ones; an issue may carry",
        "others where more is known: blame is `paper` where the figures were read without any repair, `reading` where",
        "the suspect one was not. Values are never changed by an issue.",
        "",
    ]
    for row in issue_codes().values():
        lines += [
            f"## {row.code}",
            "",
            f"*{row.severity}, blame: {row.blame}, raised by {_RAISED_BY[row.by]}*",
            "",
            row.means,
            "",
            row.why,
            "",
            f"Example: {row.example}",
            "",
            f"What to do: {row.do}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(page(), end="")
