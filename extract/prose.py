"""Findings from prose: analysis paragraphs, assessors' recommendations clause by clause, strengths, weaknesses, limits.

An assessor's paragraph names several questions, each with its own advice: `โดยเฉพาะในข้อ ๗ หน่วยงานควร... ข้อ ๑๒ ...` gives
one recommendation for each code clause; what stands before the first is praise (strength) or a call to improve (weakness).
"""

from __future__ import annotations

import re
from functools import cache

from prongsai.extract import closings
from prongsai.extract.about import About, read_prose
from prongsai.extract.drafts import Doubt, FindingDraft, Harvest, Where
from prongsai.extract.fragments import Fragment, Span, item_spans, read_spans, whole
from prongsai.normalizers import codes, lists, subjects
from prongsai.reference.catalogue import Catalogue
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.terms import FindingKind

SHORT = 60
"""Letters below which a paragraph outside a list says too little to be an analysis."""


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {row["id"].split(".")[1]: re.compile(row["pattern"]) for row in yaml_rows("prose.yml")}


def says(cue: str, text: str) -> bool:
    """Whether a text has the words of a cue of prose.yml.

    >>> says("strength", "ที่ดีเยี่ยมควรรักษามาตรฐานไว้"), says("strength", "ควรปรับปรุงตัวชี้วัด")
    (True, False)
    """
    return bool(_cues()[cue].search(text))


def read(
    fragments: list[Fragment], where: Where, catalogue: Catalogue, harvest: Harvest, has_scores: bool
) -> str | None:
    """Read one paragraph (fragments: its pieces over page breaks); gives the rule that ignores it where it holds no finding.

    None means that findings were read; the empty text that it is left over.
    """
    spans = whole(fragments)
    if not spans:
        return "layout.empty"
    section = where.section
    text = " ".join(span.plain for span in spans)
    if has_scores and re.match(
        r"\W*(?:\d{1,3}[.)]\s*)?(?:ข้อ\s*)?[ieoIEO0]\s?\d{1,2}\b.*\d\.\d{1,2}\s*(?:คะแนน)?\W*$", text, re.DOTALL
    ):
        return "prose.score-line"
    if section in ("background", "references", "reporting"):
        return f"section.{section}"
    if section == "limitations":
        for item in item_spans(fragments):
            item = [_without_dash(span) for span in item]
            if closings.rule_of(" ".join(span.text for span in item)) is None:
                _add("limitation", item, About(), where, catalogue, harvest, narrow=False)
        return None
    if section in ("strengths", "weaknesses"):
        kind: FindingKind = "strength" if section == "strengths" else "weakness"
        for item in item_spans(fragments):
            if len(" ".join(span.text for span in item)) > 5:
                _add(kind, item, About(), where, catalogue, harvest)
        return None
    if section == "recommendations":
        return _recommendations(spans, fragments, where, catalogue, harvest)
    if says("procedure", text) and not re.search(r"พบว่า", text):
        return "prose.procedure"
    bulleted = re.match(r"\s*[-–•●▪*➢✓]\s*\S", text) is not None
    if where.topic_no is not None and section not in ("plan", "progress") and bulleted:
        for item in item_spans(fragments):
            _add("finding", item, About(), where, catalogue, harvest)
        return None
    if section in ("plan", "progress"):
        return ""
    if bulleted and not has_scores and len(text) >= 25 and _opens_with_code(spans[0]):
        for item in item_spans(fragments):
            kind_of: FindingKind = "recommendation" if "ควร" in " ".join(span.plain for span in item) else "finding"
            _add(kind_of, item, About(), where, catalogue, harvest)
        return None
    if has_scores and len(text) < 260 and re.search(r"(?:ดังนี้|ดังต่อไปนี้)\W*$", text):
        return "prose.announces"
    long_enough = len(text) >= SHORT
    if long_enough and _is_clauses(spans, where, catalogue):
        return _recommendations(spans, fragments, where, catalogue, harvest)
    topical = bool(
        re.search(
            r"ตัวชี้วัด|แบบวัด|แบบตรวจ|IIT|EIT|OIT|คะแนน|ผลการประเมิน|หน่วยงาน|เทศบาล|อบต|ประชาชน|ผู้รับบริการ|เจ้าหน้าที่|บุคลากร",
            text,
        )
    )
    if section == "analysis" and long_enough and not bulleted and (topical or where.topic_no is not None):
        _add("analysis", _unnumbered(spans), About(), where, catalogue, harvest)
        return None
    if section == "analysis" and bulleted and not has_scores and len(text) >= 25:
        for item in item_spans(fragments):
            _add("finding", item, About(), where, catalogue, harvest)
        return None
    if long_enough and topical and says("analysis", text) and not (has_scores and len(text) < 420):
        _add("analysis", _unnumbered(spans), About(), where, catalogue, harvest)
        return None
    return ""


def _without_dash(span: Span) -> Span:
    """`- ไม่มี -`: dashes on both sides are layout."""
    match = re.search(r"\s+[-–—]+\s*$", span.text)
    return Span(span.fragment, span.start, span.start + match.start()) if match and match.start() else span


def _opens_with_code(span: Span) -> bool:
    return codes.read_cell(re.sub(r"^\W+", "", span.text)) is not None


def _unnumbered(spans: list[Span]) -> list[Span]:
    start, _ = lists.without_ordinal(spans[0].text) if len(lists.items(spans[0].text)) == 1 else (0, 0)
    return [Span(spans[0].fragment, spans[0].start + start, spans[0].end), *spans[1:]]


def _add(
    kind: FindingKind,
    spans: list[Span],
    about: About,
    where: Where,
    catalogue: Catalogue,
    harvest: Harvest,
    narrow: bool = True,
    recommends: bool = False,
) -> None:
    text, cites = read_spans(spans)
    if not re.search(r"[ก-ฮ]", text):
        return
    if narrow or kind == "limitation":
        read_prose(about, spans, catalogue, where.instrument, recommends=recommends, doubts=harvest.doubts)
        if kind == "limitation" and not about.codes:
            about.indicator_nos = []
    about.settle(where if kind != "limitation" else None)
    harvest.findings.append(
        FindingDraft(
            kind,
            text,
            about.topic_no,
            about.instrument,
            tuple(about.indicator_nos),
            tuple(about.codes),
            tuple(about.mentions),
            {**about.cites, "text": cites},
            spans[0].fragment.at,
        )
    )


def _clause_starts(span: Span, where: Where) -> list[int]:
    """Where the code clauses of a recommendation start: at ข้อ before a code, or at the code itself."""
    starts: list[int] = []
    text = span.text
    last_end = 0
    for mention in codes.find_in_prose(text, where.instrument):
        before_start = max(0, mention.start - 24)
        before = text[before_start : mention.start]
        opening = re.search(r"(?:ข้อ(?:คำถาม|ที่)?|คำถาม(?:ที่)?)\s*$", before)
        start = before_start + opening.start() if opening else mention.start
        lead = text[last_end:start]
        joined = re.fullmatch(r"\s*(?:,|และ|หรือ|/|กับ|-|–|ถึง)?\s*(?:ข้อ\s*)?", lead) is not None and bool(starts)
        # a mention in brackets or in mid sentence explains; one that the advice follows opens a clause
        follows = (
            re.match(
                r"\s*(?:,|และ|/|-|–|ถึง|:|ซึ่ง|หน่วยงาน|ควร|ต้อง|ให้|ได้|ไม่|ยัง|มี|ขาด|[:=–-]|[ก-ฮเ-ไ])", text[mention.end :]
            )
            is not None
        )
        in_brackets = text[max(0, start - 4) : start].rstrip().endswith("(")
        at_gap = not lead or lead[-1:].isspace() or re.search(r"(?:และ|ใน|เฉพาะ|\()$", lead) is not None
        if (
            not joined
            and follows
            and not in_brackets
            and at_gap
            and (opening or start == 0 or text[start - 1].isspace())
        ):
            starts.append(start)
        last_end = mention.end
    return starts


def _is_clauses(spans: list[Span], where: Where, catalogue: Catalogue) -> bool:
    return (
        where.section is None
        and len(spans) == 1
        and len(_clause_starts(spans[0], where)) >= 2
        and says("recommendation", spans[0].plain)
        and "วิเคราะห์" not in spans[0].text[:40]
    )


def _recommendations(
    spans: list[Span], fragments: list[Fragment], where: Where, catalogue: Catalogue, harvest: Harvest
) -> str | None:
    text = " ".join(span.plain for span in spans)
    all_starts = [(index, start) for index, span in enumerate(spans) for start in _clause_starts(span, where)]
    if not all_starts:
        return _plain_advice(spans, fragments, text, where, catalogue, harvest)
    first_span, first_start = all_starts[0]
    if first_span == 0:
        _lead(Span(spans[0].fragment, spans[0].start, spans[0].start + first_start), where, catalogue, harvest)
    for position, (index, start) in enumerate(all_starts):
        following = all_starts[position + 1] if position + 1 < len(all_starts) else None
        pieces: list[Span] = []
        for k in range(index, (following[0] if following else len(spans) - 1) + 1):
            begin = spans[k].start + (start if k == index else 0)
            end = spans[k].start + following[1] if following and k == following[0] else spans[k].end
            if end > begin:
                pieces.append(Span(spans[k].fragment, begin, end))
        pieces = [piece for piece in (_trimmed(piece) for piece in pieces) if piece.end > piece.start]
        if pieces:
            _add("recommendation", pieces, About(), where, catalogue, harvest, recommends=True)
            _under_heading(harvest, where, catalogue)
    return None


def _under_heading(harvest: Harvest, where: Where, catalogue: Catalogue) -> None:
    """A question advised on under the heading of a sub-indicator that it does not belong to."""
    finding = harvest.findings[-1]
    if where.sub_indicator_no is None or not where.cites:
        return
    other = [
        code
        for code in finding.codes
        if code in catalogue.items and catalogue.items[code].sub_indicator_no not in (None, where.sub_indicator_no)
    ]
    if other:
        harvest.doubts.append(
            Doubt(
                "heading-conflict",
                f"{', '.join(other)} stands under the heading of sub-indicator {where.sub_indicator_no}; in the catalogue of "
                f"{catalogue.fiscal_year_be} it belongs to {catalogue.items[other[0]].sub_indicator_no}.",
                found=where.sub_indicator_no,
                expected=catalogue.items[other[0]].sub_indicator_no,
                cites=(*finding.cites["text"], *where.cites),
                severity="info",
                key=("sub", where.cites[0].at),
            )
        )


_TAIL = re.compile(r"[\s,]*(?:และ(?:ใน)?|รวมทั้ง|โดยเฉพาะ(?:ใน)?|ตลอดจน|ทั้งนี้|[-–•]|\d{1,2}[.)])\s*$")


def _trimmed(span: Span) -> Span:
    """A clause without the และ that only leads to the next one, and without marks at its start."""
    span = span.strip()
    match = _TAIL.search(span.text)
    if match and match.start() > 0:
        span = Span(span.fragment, span.start, span.start + match.start()).strip()
    opening = re.match(r"[-–•●]\s*", span.text)
    if opening:
        span = Span(span.fragment, span.start + opening.end(), span.end)
    return span


_CUT = re.compile(
    r"\s+(?:ทั้งนี้|อย่างไรก็ตาม|แต่|ซึ่ง(?=\s?ผู้ตรวจ|\s?ผู้ประเมิน|\s?คณะ)|โดย(?=\s?ผู้ตรวจ|\s?ผู้ประเมิน)|โดยเฉพาะ(?:ใน)?|จึงมีข้อเสนอแนะ|ส่วน(?=ตัวชี้วัด|แบบ))\s*"
)


_KEPT = re.compile(r"\s*(?:ทั้งนี้|แต่|อย่างไรก็ตาม|ส่วน)")


def _after(cuts: list[re.Match[str]], index: int, end: int) -> int:
    """Where the next statement starts: `แต่ควรพัฒนา...` keeps its first word, โดยเฉพาะ only leads to the next clause."""
    if index >= len(cuts):
        return end
    return cuts[index].start() if _KEPT.match(cuts[index][0]) else cuts[index].end()


def _lead(span: Span, where: Where, catalogue: Catalogue, harvest: Harvest) -> None:
    """What stands before the first code clause: praise, a call to improve, or an introduction that has no row."""
    position = 0
    cuts = [*_CUT.finditer(span.text)]
    for index in range(len(cuts) + 1):
        end = cuts[index].start() if index < len(cuts) else len(span.text)
        piece = _trimmed(Span(span.fragment, span.start + position, span.start + end))
        position = _after(cuts, index, end)
        if piece.end - piece.start < 20 or says("no-row", piece.plain):
            continue
        about = About()
        read_prose(about, [piece], catalogue)
        if not about.indicator_nos and not about.instruments and not lists_instrument(piece.text):
            continue  # a call to improve what is weak, naming nothing
        if says("strength", piece.plain):
            _add("strength", [piece], About(), where, catalogue, harvest)
        elif says("weakness", piece.plain):
            _add("weakness", [piece], About(), where, catalogue, harvest)


def _plain_advice(
    spans: list[Span], fragments: list[Fragment], text: str, where: Where, catalogue: Catalogue, harvest: Harvest
) -> str | None:
    """A paragraph under a heading of recommendations without code clauses."""
    if says("procedure", text) and not says("recommendation", text):
        return "prose.procedure"
    if len(text) < 15:
        return ""
    states_results = bool(re.search(r"พบว่า|มีผลการประเมิน|มีผลคะแนน|ผลคะแนน", text)) and len(text) > SHORT
    listed = item_spans(fragments)
    if states_results:
        _add("analysis" if "พบว่า" in text else "finding", _unnumbered(spans), About(), where, catalogue, harvest)
        return None
    if re.search(r"ต่ำกว่าเกณฑ์|คะแนนต่ำกว่า", text) and "ดังต่อไปนี้" in text:
        _add("analysis", spans, About(), where, catalogue, harvest)
        return None
    if len(listed) >= 2:
        for item in listed:
            joined = " ".join(piece.plain for piece in item)
            _add(_kind_of_advice(joined), item, About(), where, catalogue, harvest, recommends=True)
        return None
    if not says("recommendation", text) and not says("strength", text) and not says("weakness", text):
        return ""
    pieces = _split_praise(_unnumbered(spans))
    for piece in pieces:
        if not says("no-row", " ".join(span.plain for span in piece)) or says(
            "weakness", " ".join(span.plain for span in piece)
        ):
            _add(
                _kind_of_advice(" ".join(span.plain for span in piece)),
                piece,
                About(),
                where,
                catalogue,
                harvest,
                recommends=True,
            )
    return None


def _split_praise(spans: list[Span]) -> list[list[Span]]:
    """`... รักษามาตรฐานไว้ ทั้งนี้ ควรปรับปรุง...` says two things."""
    if len(spans) != 1:
        return [spans]
    span = spans[0]
    pieces: list[list[Span]] = []
    position = 0
    cuts = list(_CUT.finditer(span.text))
    for index in range(len(cuts) + 1):
        end = cuts[index].start() if index < len(cuts) else len(span.text)
        piece = _trimmed(Span(span.fragment, span.start + position, span.start + end))
        position = _after(cuts, index, end)
        if piece.end - piece.start >= 15:
            pieces.append([piece])
    kinds = [_kind_of_advice(piece[0].plain) for piece in pieces]
    return pieces if len(set(kinds)) > 1 else [spans]


def _kind_of_advice(text: str) -> FindingKind:
    if says("strength", text):
        return "strength"
    if says("weakness", text):
        return "weakness"
    return "recommendation"


def statement(fragment: Fragment, kind: FindingKind, catalogue: Catalogue, harvest: Harvest) -> None:
    """A sentence that says itself what it is: `จุดอ่อน คือ การใช้ทรัพย์สินของราชการ ...`."""
    _add(kind, _unnumbered(whole([fragment])), About(), Where(), catalogue, harvest)


def heading_statement(
    heading: Fragment, items: list[Fragment], kind: FindingKind, where: Where, catalogue: Catalogue, harvest: Harvest
) -> None:
    """`จุดแข็ง : ตัวชี้วัดที่ได้รับผลการประเมินมากที่สุด คือ` with `๓.๑ ตัวชี้วัดที่ ๑,๖,๗ และ ๘` under it: one statement."""
    start, end = lists.without_ordinal(heading.text)
    spans = [Span(heading, start, end), *(span for item in items for span in whole([item]))]
    text, cites = read_spans(spans)
    about = About()
    for item in items:
        read_prose(about, whole([item]), catalogue)
    if not about.indicator_nos:
        read_prose(about, spans[:1], catalogue)
    about.settle(None)
    harvest.findings.append(
        FindingDraft(
            kind,
            text,
            None,
            about.instrument,
            tuple(about.indicator_nos),
            tuple(about.codes),
            tuple(about.mentions),
            {**about.cites, "text": cites},
            heading.at,
        )
    )


def lists_instrument(text: str) -> bool:
    """Whether a text names an instrument by its full name."""
    return bool(subjects.instruments(text))


def only_lists_indicators(text: str) -> bool:
    """Whether an item only names indicators: `๓.๑ ตัวชี้วัดที่ ๑,๖,๗ และ ๘`.

    >>> only_lists_indicators("๓.๑ ตัวชี้วัดที่ ๑,๖,๗ และ ๘"), only_lists_indicators("ตัวชี้วัดที่ ๑ ได้คะแนนสูง")
    (True, False)
    """
    left = re.sub(r"ตัวชี้วัด(?:ที่)?|และ|แบบวัด|IIT|EIT|OIT|[\d๐-๙.,/()\s-]", "", text)
    return not left and "ตัวชี้วัด" in text
