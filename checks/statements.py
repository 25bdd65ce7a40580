"""Does the prose say of a figure what the table refutes?

`แบบวัดที่มีคะแนนต่ำกว่าเกณฑ์เป้าหมาย (ร้อยละ ๘๕) คือ แบบวัด EIT` above a table whose three EIT indicators have a
mean of 92.79; or indicator 3 called the lowest where indicator 4 is printed lower."""

from __future__ import annotations

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.equations import from_parts
from prongsai.checks.intervals import EPS, Interval, around
from prongsai.checks.score_tree import Tree, label
from prongsai.checks.totals import subject
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, INSTRUMENT_OF
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score
from prongsai.schemas.statements import ScoreStatement

_WORDS = {
    "below": "below",
    "at_most": "at most",
    "equal": "",
    "at_least": "at least",
    "above": "above",
    "highest": "the highest",
    "lowest": "the lowest",
}


def check(case: Case) -> Opinion:
    """One issue for each statement that the printed figures rule out."""
    opinion = Opinion()
    for statement in case.statements:
        year = statement.fiscal_year_be or case.facts.assessed_year_be
        tree = case.trees.get(year)
        if tree is None:
            continue
        draft = _against_rank(tree, statement, year) if statement.value is None else _against(tree, statement, year)
        if draft is not None:
            opinion.issues.append(draft)
    return opinion


def _figure(tree: Tree, name: str) -> Interval | None:
    """The printed value of a figure, or what its printed parts give."""
    cell = tree.cells.get(name)
    if cell is not None:
        return around(cell.value, 0.0 if cell.close_half <= 0.005 else cell.wide_half)
    return from_parts(tree, name) if name in tree.parts else None


def _against(tree: Tree, statement: ScoreStatement, year: int | None) -> IssueDraft | None:
    figure = _figure(tree, statement.about)
    if figure is None or statement.value is None:
        return None
    value = float(statement.value)
    exponent = statement.value.as_tuple().exponent
    half = 0.5 / 10 ** min(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0.5
    holds = {
        "below": figure.low < value - EPS,
        "at_most": figure.low <= value + EPS,
        "equal": figure.meets(around(value, half)),
        "at_least": figure.high >= value - EPS,
        "above": figure.high > value + EPS,
    }
    if holds.get(statement.relation, True):
        return None
    said = f"{_WORDS[statement.relation]} {statement.value}".strip()
    text = f"{figure.middle:.2f}" if figure.high - figure.low < EPS else figure.text()
    scores = _scores_of(tree, statement.about)
    return _draft(statement, f"said to be {said}, but the printed figures give {text}", said, text, scores, year)


def _against_rank(tree: Tree, statement: ScoreStatement, year: int | None) -> IssueDraft | None:
    figure = _figure(tree, statement.about)
    if figure is None or statement.relation not in ("highest", "lowest"):
        return None
    others = {name: found for name in _peers(tree, statement) if (found := _figure(tree, name)) is not None}
    if statement.relation == "lowest":
        beyond = [name for name, found in others.items() if found.high < figure.low - EPS]
        best = min(beyond, key=lambda name: others[name].middle, default=None)
    else:
        beyond = [name for name, found in others.items() if found.low > figure.high + EPS]
        best = max(beyond, key=lambda name: others[name].middle, default=None)
    if best is None:
        return None
    said = _WORDS[statement.relation] + (f" of {statement.within}" if statement.within else "")
    text = f"{label(best)} with {others[best].middle:.2f}"
    scores = _scores_of(tree, statement.about) + _scores_of(tree, best)
    what = f"called {said} with {figure.middle:.2f}, but {text} goes further"
    return _draft(statement, what, said, text, scores, year)


def _peers(tree: Tree, statement: ScoreStatement) -> list[str]:
    """The figures that a rank is claimed among: those of the same kind, of one instrument if the sentence says so."""
    about = statement.about
    if about in INDICATORS_OF:
        return [name for name in INDICATORS_OF if name != about]
    if about in INSTRUMENT_BY_INDICATOR:
        return [
            name
            for name, instrument in INSTRUMENT_BY_INDICATOR.items()
            if name != about and statement.within in (None, instrument)
        ]
    if "." in about:
        return [name for name in tree.cells if "." in name and name != about]
    letters = [letter for letter, instrument in INSTRUMENT_OF.items() if statement.within in (None, instrument)]
    return [name for name in tree.cells if name != about and name[0] in letters and name[1:].isdecimal()]


def _scores_of(tree: Tree, name: str) -> list[Score]:
    if name in tree.cells:
        return [tree.cells[name].score]
    return [score for part, _ in tree.parts.get(name, ()) for score in _scores_of(tree, part)]


def _draft(
    statement: ScoreStatement, what: str, found: str, expected: str, scores: list[Score], year: int | None
) -> IssueDraft:
    cites = (statement.cite, *(cite for score in scores for cite in blame.value_cites(score)))
    return IssueDraft(
        code="text-score-conflict",
        message=f"{subject(statement.about, year)} is {what}.",
        record_ids=tuple(score.record_id for score in scores),
        found=statement.text or f"{statement.about} {found}",
        expected=expected,
        cites=cites,
        blame=blame.of_cites(cites),
    )
