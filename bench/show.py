"""Tables and differences as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.compare import Comparison
from bench.tally import Tally, squeeze

Row = tuple[str, Comparison, float, str | None]
CONTEXT = 14
BRIEF = 40
"""Texts up to here are shown whole."""
LONGEST = 160


def document_table(name: str, rows: Sequence[Row]) -> str:
    """One line a document. `+n` behind a share are extra records, `!` what must be zero and is not."""
    head = f"{name:<24}{'sec':>7}  {'scores':>11}  {'findings':>11}  {'measures':>11}  {'text':>6}  "
    lines = [head + f"{'issues':>7} {'false':>5}  exact"]
    for slug, comparison, seconds, error in rows:
        tallies = comparison.tallies
        raised, true = tallies.get("issues.raised", Tally()), tallies.get("issues.true", Tally())
        line = f"  {slug[:21]:<22}{seconds:>7.3f}  " + "  ".join(
            f"{_ratio(tallies.get(metric, Tally())):>11}" for metric in ("scores", "found.finding", "found.measure")
        )
        text, asked = tallies.get("text", Tally()).share, raised.right + raised.abstained
        line += f"  {_percent(text):>6}  {raised.right:>3}/{asked:<3} {true.extra:>5}  "
        line += "yes" if comparison.exact else "no"
        faults = [f"{fault} {count}" for fault, count in comparison.zeros.items() if count]
        if error:
            line += f"  ! {error[:100]}"
        elif faults:
            line += f"  ! {', '.join(faults)}"
        lines.append(line)
    return "\n".join(lines)


def totals_table(name: str, tallies: dict[str, Tally], zeros: dict[str, int], exact: int, documents: int) -> str:
    """Every metric with its counts."""
    head = f"{name:<30}{'right':>6}{'abst.':>7}{'wrong':>7}{'extra':>7}  {'P':>6} {'R':>6} {'F1':>6} {'same':>6}"
    lines = [head]
    for metric in sorted(tallies, key=_order):
        tally = tallies[metric]
        counts = f"{tally.right:>6}{tally.abstained:>7}{tally.wrong:>7}{tally.extra:>7}"
        shares = (tally.precision, tally.recall, tally.f1, tally.share)
        lines.append(f"  {metric:<28}{counts}  " + " ".join(f"{_percent(share):>6}" for share in shares))
    lines.append(f"  documents without any error  {exact} of {documents}")
    lines += [f"  must be 0: {fault:<27} {count}" for fault, count in zeros.items()]
    return "\n".join(lines)


def diff_lines(slug: str, comparison: Comparison, error: str | None = None, only: str = "") -> list[str]:
    """Every difference of a document: where, which metric, then `-` the truth and `+` ours."""
    lines = [f"== {slug}" + (f"  ! {error}" if error else "")]
    for diff in comparison.diffs:
        if not diff.metric.startswith(only):
            continue
        lines.append(f"{diff.where} · {diff.metric}")
        if isinstance(diff.gold, str) and isinstance(diff.ours, str) and max(len(diff.gold), len(diff.ours)) > BRIEF:
            want, have = contrast(diff.gold, diff.ours)
        else:
            want, have = _short(diff.gold), _short(diff.ours)
        lines += [f"  - {want}", f"  + {have}"]
    if not only:
        lines += [f"law broken · {broken.where}: {broken.how}" for broken in comparison.broken[:20]]
    return [*lines, ""]


def contrast(gold: str, ours: str) -> tuple[str, str]:
    """Two texts without spaces, from a little before the first difference to a little after the last.

    >>> contrast("ก" * 40 + " ข" + "ค" * 40, "ก" * 40 + "ฃ " + "ค" * 40)
    ('…กกกกกกกกกกกกกก[ข]คคคคคคคคคคคคคค…', '…กกกกกกกกกกกกกก[ฃ]คคคคคคคคคคคคคค…')
    """
    want, have = squeeze(gold), squeeze(ours)
    shortest = min(len(want), len(have))
    front = next((at for at in range(shortest) if want[at] != have[at]), shortest)
    rest = shortest - front
    back = next((at for at in range(rest) if want[-1 - at] != have[-1 - at]), rest)
    return _window(want, front, back), _window(have, front, back)


def _window(text: str, front: int, back: int) -> str:
    before, after = text[max(0, front - CONTEXT) : front], text[len(text) - back : len(text) - back + CONTEXT]
    middle = text[front : len(text) - back]
    if len(middle) > LONGEST:
        middle = f"{middle[: LONGEST // 2]} … {middle[-LONGEST // 2 :]}"
    return ("…" if front > CONTEXT else "") + f"{before}[{middle}]{after}" + ("…" if back > CONTEXT else "")


def _short(value: Any) -> str:
    text = "nothing" if value is None or value == [] else str(value)
    return text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]} … {text[-LONGEST:]}"


def _order(metric: str) -> tuple[int, str]:
    groups = ("document", "scores", "score.", "found", "finding", "measure", "text", "issues", "reread")
    return next((at for at, group in enumerate(groups) if metric.startswith(group)), len(groups)), metric


def _ratio(tally: Tally) -> str:
    truth = tally.right + tally.wrong + tally.abstained
    return f"{tally.right}/{truth}" + (f" +{tally.extra}" if tally.extra else "")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.1f}"
