"""Is the same value printed in several places? Two readings of different tables that agree confirm each other.

A carried or matched reading is no second witness, and nor is a second cite of the same table: a cell continued over
a page is one print. Whatever a sum or another check doubts is not verified by repetition: authors copy wrong
figures too.

>>> block_of("p03.t1.r05.c2"), block_of("p03.b07")
('p03.t1', 'p03.b07')
"""

from __future__ import annotations

import re

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion

_CELL = re.compile(r"\.r\d+\.c\d+$")


def check(case: Case) -> Opinion:
    """Verify values that were read in at least two tables or paragraphs, and are part of no sum that fails."""
    opinion = Opinion()
    for score in case.scores:
        blocks = {block_of(cite.at) for cite in blame.value_cites(score) if cite.basis in ("read", "reviewed")}
        if score.value is not None and 0 <= score.value <= 100 and len(blocks) > 1:
            opinion.verified.add(score.record_id)
    for year, judgement in case.judgements.items():
        for breach in judgement.breaches:
            cleared = case.figures[year].verified
            opinion.doubted.update(
                cell.score.record_id for name, cell in breach.equation.cells.items() if name not in cleared
            )
    return opinion


def block_of(at: str) -> str:
    """The table or paragraph that an address lies in."""
    return _CELL.sub("", at)
