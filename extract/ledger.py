"""The ledger: every cell and paragraph is claimed by a record, ignored by a named rule, or left over.

Claims are made by citing: at the end, whatever a record cites is claimed. A fragment can be ignored only by a rule with a
name; what is neither is listed with the reason that the reader gave, or `unclaimed`.
"""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.extract.fragments import Content, Fragment
from prongsai.schemas.document import Coverage
from prongsai.schemas.issues import Leftover


class Ledger:
    """All fragments of one document and what became of each."""

    def __init__(self) -> None:
        self.fragments: dict[str, Fragment] = {}
        self._ignored: dict[str, str] = {}
        self._reasons: dict[str, str] = {}

    def enter(self, fragment: Fragment) -> Fragment:
        """Put a fragment on the books; an empty one is ignored as such."""
        self.fragments[fragment.at] = fragment
        if not fragment.text.strip():
            self._ignored[fragment.at] = "layout.empty" if not fragment.raw.strip() else "layout.only-markup"
        return fragment

    def ignore(self, rule: str, *contents: Content | Fragment) -> None:
        """Ignore fragments by a named rule."""
        for content in contents:
            for fragment in [content] if isinstance(content, Fragment) else content:
                self._ignored.setdefault(fragment.at, rule)

    def leave(self, reason: str, *contents: Content) -> None:
        """Say why fragments that nobody may claim later are left over."""
        for content in contents:
            for fragment in content:
                self._reasons.setdefault(fragment.at, reason)

    def is_settled(self, fragment: Fragment) -> bool:
        """Whether a named rule has ignored the fragment."""
        return fragment.at in self._ignored

    def close(self, claimed: Iterable[str]) -> tuple[Coverage, tuple[Leftover, ...]]:
        """The count, and what is left."""
        taken = set(claimed)
        by_rule: dict[str, list[str]] = {}
        left: list[Leftover] = []
        for at, fragment in self.fragments.items():
            if at in taken:
                continue
            if at in self._ignored:
                by_rule.setdefault(self._ignored[at], []).append(at)
            else:
                left.append(Leftover(at=at, text=fragment.text, reason=self._reasons.get(at, "unclaimed")))
        ignored = sum(len(ats) for ats in by_rule.values())
        coverage = Coverage(
            cells=len(self.fragments),
            claimed=len(self.fragments) - ignored - len(left),
            ignored=ignored,
            left=len(left),
            ignored_by={rule: tuple(ats) for rule, ats in sorted(by_rule.items())},
        )
        return coverage, tuple(left)
