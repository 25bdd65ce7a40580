"""Does one row repeat another row's figures? See `checks.copies` for what counts as a repetition."""

from __future__ import annotations

from prongsai.checks import blame
from prongsai.checks.case import Case, Opinion
from prongsai.checks.copies import Copy
from prongsai.checks.score_tree import label
from prongsai.checks.totals import printed
from prongsai.schemas.issues import IssueDraft
from prongsai.schemas.records import Score


def check(case: Case) -> Opinion:
    """One issue for each pair of indicators with the same figures; the doubt falls on both unless one is borne out."""
    opinion = Opinion()
    for copy in case.copies:
        if not copy.strong and copy.suspect is None and _explained(case, copy):
            continue  # one year's chance equality in a sum whose error was found elsewhere
        rows = {name: [case.trees[year].cells[name].score for year in copy.years] for name in (copy.first, copy.second)}
        opinion.issues.append(_issue(case, copy, rows))
        for name in rows if copy.strong else ():
            if copy.suspect is None or copy.suspect == name:
                opinion.doubted.update(score.record_id for score in rows[name])
    return opinion


def _explained(case: Case, copy: Copy) -> bool:
    breaches = case.judgements[copy.years[0]].breaches
    return all(b.culprit is not None for b in breaches if {copy.first, copy.second} & b.candidates.keys())


def _issue(case: Case, copy: Copy, rows: dict[str, list[Score]]) -> IssueDraft:
    figures = " and ".join(printed(score) for score in rows[copy.first])
    years = " and ".join(str(year) for year in copy.years)
    message = f"{label(copy.first).capitalize()} and {label(copy.second)} have the same figures ({figures}) in {years}"
    expected = None
    if copy.suspect is not None:
        refuted = [case.judgements[year].contradicted for year in copy.years]
        implied = [values[copy.suspect].text() for values in refuted if copy.suspect in values]
        expected = " and ".join(implied) or None
        message += f"; {label(copy.suspect)} is the copy: {copy.reason}"
        if expected:
            message += f", and the sums imply {expected} for {label(copy.suspect)}"
    suspects = rows[copy.suspect] if copy.suspect else [score for scores in rows.values() for score in scores]
    return IssueDraft(
        code="repeated-figures",
        message=message + ".",
        record_ids=tuple(score.record_id for scores in rows.values() for score in scores),
        found=figures,
        expected=expected,
        cites=tuple(cite for scores in rows.values() for score in scores for cite in blame.value_cites(score)),
        severity=None if copy.strong or copy.suspect else "info",
        blame=blame.of_scores(suspects),
    )
