"""Issues: would a careful reader of the truth find each raised, and is what we raise true?

An issue of the truth is raised where one of ours has the same code, or one that says the same (`SAME`), and cites a
line at most one off, or one of its records is the one the truth names. Ours of severity `info` can raise an issue but
are never false: they are notes. `issues.raised` is read by its recall, `issues.true` by its precision;
`issues.distinct` lets each of ours raise one issue only, so that one vague issue cannot stand for many.
"""

from __future__ import annotations

from bench.align import assign, lines_of
from bench.corpus import Json
from bench.score_rows import Twins
from bench.tally import Book, Tally

SAME = {
    frozenset(pair)
    for pair in (
        ("text-score-conflict", "score-conflict"),
        ("text-score-conflict", "direction-conflict"),
        ("score-mismatch", "score-out-of-range"),
        ("score-gap", "score-unreadable"),
        ("heading-conflict", "topic-conflict"),
        ("heading-conflict", "code-title-conflict"),
        ("code-title-conflict", "code-out-of-catalogue"),
        ("code-title-conflict", "code-repeated"),
        ("code-unresolved", "code-out-of-catalogue"),
        ("name-varies", "agency-unresolved"),
        ("year-conflict", "year-implausible"),
        ("year-conflict", "period-implausible"),
        ("year-conflict", "period-unreadable"),
        ("status-unclear", "status-conflict"),
        ("unreadable-text", "foreign-text"),
        ("unreadable-text", "table-unmapped"),
        ("unreadable-text", "score-unreadable"),
        ("unreadable-text", "period-unreadable"),
        ("duplicate-row", "repeated-text"),
        ("duplicate-row", "duplicate-score"),
        ("gap", "score-gap"),
        ("gap", "list-number-gap"),
        ("gap", "text-cut"),
        ("gap", "figure-lost"),
    )
}
"""Pairs of codes for one contradiction. Symmetric, not transitive."""

GRAVE = ("warning", "error")


def compare_issues(book: Book, ours: Json, gold: list[Json], twins: Twins) -> None:
    """Compare all issues. `twins` tell which records of the truth ours are."""
    issues: list[Json] = ours["issues"]
    lines = [lines_of(issue.get("cites") or (), ours["passages"]) for issue in issues]
    meant = [set().union(*(twins.get(record, set()) for record in issue.get("record_ids") or ())) for issue in issues]
    hits = [
        [
            same_code(want["code"], have["code"]) and _same_place(set(want.get("lines", ())), lines[at], meant[at])
            for at, have in enumerate(issues)
        ]
        for want in gold
    ]
    distinct = assign([[float(hit) for hit in row] for row in hits])
    for want, row, alone in zip(gold, hits, distinct, strict=True):
        book.add("issues.raised", Tally(right=1) if any(row) else Tally(abstained=1))
        book.add("issues.distinct", Tally(right=1) if alone is not None else Tally(abstained=1))
        if want.get("severity") in GRAVE:
            book.add("issues.raised_grave", Tally(right=1) if any(row) else Tally(abstained=1))
        if not any(row):
            book.differ(f"issue line {_at(want.get('lines', ()))}", "issues.raised", _say(want), None)
    for at, have in enumerate(issues):
        if have.get("severity") not in GRAVE:
            continue
        true = any(row[at] for row in hits)
        book.add("issues.true", Tally(right=1) if true else Tally(extra=1))
        if not true:
            book.differ(f"issue line {_at(sorted(lines[at]))}", "issues.true", None, _say(have))


def same_code(want: str, have: str) -> bool:
    """Whether two codes can say the same.

    >>> same_code("gap", "score-gap"), same_code("score-gap", "list-number-gap")
    (True, False)
    """
    return want == have or frozenset((want, have)) in SAME


def _same_place(want: set[int], cited: set[int], meant: set[int]) -> bool:
    near = {line + off for line in cited for off in (-1, 0, 1)}
    return bool(want & near) or bool(want & meant)


def _say(issue: Json) -> str:
    return f"{issue['code']}: {issue.get('message', '')}"


def _at(lines: list[int] | tuple[int, ...]) -> str:
    few = list(lines)[:6]
    return ",".join(map(str, few)) + (",…" if len(lines) > len(few) else "") if few else "?"
