"""Issues and leftovers: what a careful reader would raise, and what nobody claimed.

Readers and checks hand out *drafts*; `number_issues` makes the issues of a document from them. An issue's id comes from
what it says, so the same document raises the same ids in any order, and a correction can name one.

>>> draft = IssueDraft("rating-mismatch", "Overall 77.83 is rated C, but 75.00-84.99 is B.", found="C", expected="B")
>>> [issue] = number_issues("sha256:00", [draft], lambda code: ("warning", "paper"))
>>> issue.code, issue.severity, issue.blame, issue.issue_id
('rating-mismatch', 'warning', 'paper', 'issue:6d434807b6af')
>>> [issue.issue_id for issue in number_issues("sha256:00", [draft, draft], lambda code: ("warning", "paper"))]
['issue:6d434807b6af', 'issue:6d434807b6af-2']
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from prongsai.schemas.base import Frozen
from prongsai.schemas.trace import Cite

Severity = Literal["info", "warning", "error"]
Blame = Literal["paper", "reading", "unknown"]
IssueCode = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]


class Issue(Frozen):
    """One doubt or contradiction, in one English sentence: what, where, what was expected.

    `blame` tells the paper's fault (the document itself is inconsistent) from ours (the reading is in doubt).
    """

    issue_id: str
    code: IssueCode
    severity: Severity
    blame: Blame
    message: str
    record_ids: tuple[str, ...] = ()
    found: str | None = None
    expected: str | None = None
    cites: tuple[Cite, ...] = ()


class Leftover(Frozen):
    """A cell or paragraph that no record cites and no named rule ignores."""

    at: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """An issue before it has an id. `severity` and `blame` are None where those of the issue code hold."""

    code: str
    message: str
    record_ids: tuple[str, ...] = ()
    found: str | None = None
    expected: str | None = None
    cites: tuple[Cite, ...] = ()
    severity: Severity | None = None
    blame: Blame | None = None


def number_issues(
    document_id: str, drafts: Iterable[IssueDraft], defaults: Callable[[str], tuple[Severity, Blame]]
) -> tuple[Issue, ...]:
    """The issues that drafts become, in the order given. Drafts that say the same get a counter behind the id.

    `defaults` answers severity and blame of an issue code.
    """
    issues: list[Issue] = []
    used: dict[str, int] = {}
    for draft in drafts:
        severity, blame = defaults(draft.code)
        key = (document_id, draft.code, *draft.record_ids, draft.found or "", draft.expected or "")
        issue_id = f"issue:{hashlib.sha256(chr(31).join(key).encode()).hexdigest()[:12]}"
        used[issue_id] = used.get(issue_id, 0) + 1
        if used[issue_id] > 1:
            issue_id = f"{issue_id}-{used[issue_id]}"
        issues.append(
            Issue(
                issue_id=issue_id,
                code=draft.code,
                severity=draft.severity or severity,
                blame=draft.blame or blame,
                message=draft.message,
                record_ids=draft.record_ids,
                found=draft.found,
                expected=draft.expected,
                cites=draft.cites,
            )
        )
    return tuple(issues)
