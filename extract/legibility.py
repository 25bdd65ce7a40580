"""Can the text be what the paper says? Foreign letters, repeated clauses, words that are none, years that cannot be.

Recognition that invents text writes fluent nonsense; it gives itself away by letters of other scripts inside Thai words,
by clauses said twice, and by more unknown words than a paper has. Nothing is repaired here: the cells are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from prongsai.extract.drafts import Doubt
from prongsai.extract.fragments import Fragment, Span
from prongsai.normalizers import words

_USUAL = re.compile(
    r"[\u0000-\u024f\u0e00-\u0e7f\u2000-\u2bff\ufe00-\ufe0f\u0300-\u036f\ufb00-\ufb06\U0001f300-\U0001faff\s]+"
)
_RUN = re.compile(r"[ก-๎]{4,}")
UNKNOWN_SHARE = 0.012
"""Share of unknown words from which a document is read with doubt. Clean reports have 0.0005 to 0.002."""


def doubts(fragments: list[Fragment]) -> list[Doubt]:
    """The doubts about a document's text, in reading order."""
    found: list[Doubt] = []
    foreign: set[str] = set()
    for fragment in fragments:
        made = _foreign(fragment)
        if made is not None:
            found.append(made)
            foreign.add(fragment.at)
    for fragment in fragments:
        repeated = _repeated(fragment)
        if repeated is not None:
            found.append(repeated)
    unknown = {fragment.at: _unknown(fragment.text) for fragment in fragments if len(fragment.text) >= 12}
    total = sum(count for _, count in unknown.values())
    bad = sum(len(names) for names, _ in unknown.values())
    if len(foreign) >= 2 or (total >= 200 and bad / total >= UNKNOWN_SHARE):
        for fragment in fragments:
            names, count = unknown.get(fragment.at, ((), 0))
            if fragment.at in foreign or len(names) >= 2 or (names and len(names) * 25 >= count):
                shown = ", ".join(dict.fromkeys(names))[:80] or "letters of another script"
                found.append(
                    Doubt(
                        "unreadable-text",
                        f"The text of {fragment.at} is garbled ({shown}); it is kept as read and should be compared with the paper.",
                        cites=(Span(fragment, 0, len(fragment.text)).cite(),),
                    )
                )
    return found


def _foreign(fragment: Fragment) -> Doubt | None:
    rest = _USUAL.sub("", fragment.text)
    strange = [letter for letter in rest if unicodedata.category(letter)[0] == "L"]
    if not strange:
        return None
    scripts = dict.fromkeys(
        unicodedata.name(letter, "UNKNOWN").split(" ")[0].title().replace("Cjk", "Han") for letter in strange
    )
    first = fragment.text.index(strange[0])
    around = re.sub(r"\s+", " ", fragment.text[max(0, first - 12) : first + 14])
    return Doubt(
        "foreign-text",
        f"{' and '.join(scripts)} letters stand inside Thai text: {around!r}; the recognition invented something here.",
        found="".join(dict.fromkeys(strange)),
        cites=(Span(fragment, max(0, first - 12), min(len(fragment.text), first + 14)).cite(),),
    )


def _repeated(fragment: Fragment) -> Doubt | None:
    """A long clause said twice in one cell; a phrase that recurs in a list of like items is none."""
    text = re.sub(r"\s+", " ", fragment.text)
    if not 120 <= len(text) <= 20_000:
        return None
    clauses = [
        clause.strip(" -–•.0123456789๐๑๒๓๔๕๖๗๘๙)")
        for clause in re.split(r" (?=[\d๐-๙]{1,2}[.)])| - |(?<=[ก-๎]) (?=[ก-๎])", text)
    ]
    counts = Counter(clause for clause in clauses if len(clause) >= 30)
    again = [clause for clause, count in counts.items() if count > 1]
    if not again:
        return None
    at = fragment.text.rfind(again[0][:20])
    return Doubt(
        "repeated-text",
        f"The clause {again[0][:50]!r} stands twice in {fragment.at}.",
        found=again[0][:80],
        cites=(Span(fragment, max(at, 0), min(len(fragment.text), max(at, 0) + len(again[0]))).cite(),),
    )


@lru_cache(maxsize=4000)
def _unknown(text: str) -> tuple[tuple[str, ...], int]:
    """The Thai words of a text that no dictionary has, and how many words there are."""
    names: list[str] = []
    count = 0
    for run in _RUN.findall(text[:6000]):
        for token in words.tokens(run):
            count += 1
            if len(token) >= 3 and not words.is_word(token):
                names.append(token)
    return tuple(names), count
