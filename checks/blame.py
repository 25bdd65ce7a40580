"""Whose fault: the paper's or our reading's?

A figure whose reading only turned Thai digits into Arabic ones, or dropped a unit beside them, is on the paper as
we have it. One whose digits had to be repaired (a comma for a point, an O for a zero), or that was matched or
carried, may be our mistake.

>>> from prongsai.schemas.trace import Cite, Step
>>> printed = Cite("p01.t1.r05.c3", 0, 5, steps=(Step("digits.thai", 0, "๑๘.๗๕", "18.75"),))
>>> mended = Cite("p01.t1.r05.c3", 0, 5, steps=(Step("score.comma", 2, ",", "."),))
>>> of_cites([printed]), of_cites([mended]), of_cites([printed, mended]), of_cites([])
('paper', 'reading', 'unknown', 'unknown')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prongsai.schemas.issues import Blame
from prongsai.schemas.records import Score
from prongsai.schemas.trace import Cite, Step

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def of_scores(scores: Iterable[Score]) -> Blame:
    """Who is to blame if one of these values is wrong."""
    return of_cites([cite for score in scores for cite in value_cites(score)])


def of_cites(cites: Sequence[Cite]) -> Blame:
    """`paper` if all were read cleanly, `reading` if none was, else `unknown`."""
    clean = [_is_clean(cite) for cite in cites]
    if not clean:
        return "unknown"
    return "paper" if all(clean) else "unknown" if any(clean) else "reading"


def value_cites(score: Score) -> tuple[Cite, ...]:
    """The cites of a score's value."""
    return score.cites.get("value", ())


def _is_clean(cite: Cite) -> bool:
    return cite.basis in ("read", "reviewed") and all(_keeps_digits(step) for step in cite.steps)


def _keeps_digits(step: Step) -> bool:
    return _digits(step.before) == _digits(step.after)


def _digits(text: str) -> str:
    """The digits, points and commas of a text: what makes its value."""
    return "".join(sign for sign in text.translate(_ARABIC) if sign in "0123456789.,")
