"""The walk over a document's blocks: each goes to the reader for what it is, under the headings that stand above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prongsai.extract import (
    across_tables,
    closings,
    facts,
    labelled,
    legibility,
    outline,
    plan_tables,
    prose,
    prose_scores,
    score_groups,
    score_tables,
    statements,
)
from prongsai.extract import cover as covers
from prongsai.extract.blocks import Layout, Paragraph
from prongsai.extract.drafts import Doubt, Harvest, Where
from prongsai.extract.fragments import Fragment, Span, make_fragment, piece_of, whole
from prongsai.extract.ledger import Ledger
from prongsai.extract.tables import Shaped, shape
from prongsai.normalizers import matching, topics
from prongsai.reference.catalogue import Catalogue, catalogue

DEFAULT_YEAR_BE = 2566
"""The catalogue to read by where no year is printed: the one known best. Its titles decide nothing then."""


@dataclass(slots=True)
class Body:
    """A source with its paragraphs repaired and its tables shaped; `blocks` in reading order."""

    ledger: Ledger
    blocks: list[tuple[Paragraph, Fragment] | Shaped] = field(default_factory=list)

    def paragraphs(self) -> list[Fragment]:
        """The fragments outside tables that are no page furniture."""
        return [block[1] for block in self.blocks if isinstance(block, tuple) and not self.ledger.is_settled(block[1])]

    def tables(self) -> list[Shaped]:
        """The tables, in reading order."""
        return [block for block in self.blocks if isinstance(block, Shaped)]


@dataclass(slots=True)
class ReadDocument:
    """Everything read of one source, before records get ids and checks are run."""

    body: Body
    harvest: Harvest
    cover: covers.Cover
    years: facts.Years
    title: facts.Title
    issued_on: facts.IssuedOn
    kinds: tuple[str, ...]
    pages: int | None = None


def prepare(layout: Layout) -> Body:
    """Repair all paragraphs and shape all tables; page furniture is ignored by its rule's name."""
    body = Body(Ledger())
    before: Shaped | None = None
    text_between = False
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            fragment = body.ledger.enter(make_fragment(block.at, block.raw, block.place))
            if block.furniture:
                body.ledger.ignore(block.furniture, fragment)
            elif fragment.text.strip():
                text_between = text_between or len(fragment.text) > 150
            body.blocks.append((block, fragment))
        else:
            shaped = shape(block, body.ledger, before if before is None or not before.labels else None)
            if text_between:
                # the columns may be inherited over a text, a cut row not
                shaped.continues = False
                for row in shaped.rows[:1]:
                    row.after_break = False
            if before is not None:
                plan_tables.join_cut_rows(before, shaped)
            body.blocks.append(shaped)
            before = shaped if shaped.rows or before is None else before
            text_between = False
    return body


def read(layout: Layout) -> ReadDocument:
    """Read a laid-out source into drafts."""
    body = prepare(layout)
    paragraphs, tables = body.paragraphs(), body.tables()
    memo = facts.is_memo(paragraphs)
    title = facts.decide_title(paragraphs, memo)
    has_plan = (
        any(plan_tables.has_plan(shaped) and shaped.having("measure", "measure_steps", "steps") for shaped in tables)
        or any(labelled.opens(fragment) for fragment in paragraphs)
        or any(shaped.labels for shaped in tables)
    )
    reports_progress = bool(
        title.text and re.search(r"รายงาน(?:สรุป)?ผลการ(?:ดำเนิน|ขับเคลื่อน)|ความก้าวหน้า|ผลการดำเนิน", title.text)
    ) or any(shaped.having("progress", "outcome") for shaped in tables)
    years = facts.decide_years(paragraphs, tables, title, has_plan, reports_progress)
    in_tables = [
        fragment for shaped in tables for row in shaped.rows for content in row.contents for fragment in content
    ]
    cover = covers.decide(paragraphs, in_tables)
    harvest = Harvest(doubts=[*cover.doubts, *years.doubts])
    known = catalogue(years.assessed_year_be or DEFAULT_YEAR_BE)
    harvest.doubts += legibility.doubts(
        [fragment for fragment in body.ledger.fragments.values() if not body.ledger.is_settled(fragment)]
    )
    _walk(body, known, years, title, harvest)
    _refuse_other_schemes(harvest, paragraphs)
    _years_of_headings(harvest, years.assessed_year_be)
    _duplicates(harvest)
    issued_on = facts.decide_issued_on(paragraphs, memo)
    return ReadDocument(
        body, harvest, cover, years, title, issued_on, _kinds(body, harvest, title, memo, paragraphs), layout.pages
    )


_OTHER_SCHEME = re.compile(
    r"MOPH\s*ITA|(?<![A-Za-z])MOIT\s*\d|ITA\s*Online[^\n]{0,30}(?:สถานศึกษา|โรงเรียน)"
    r"|สถานศึกษา[^\n]{0,60}(?:สังกัด)?สำนักงานเขตพื้นที่การศึกษา"
)


def _refuse_other_schemes(harvest: Harvest, paragraphs: list[Fragment]) -> None:
    """Hospitals (MOIT) and schools (ITA Online) are assessed by other questions: none of ours is read from their reports."""
    for fragment in paragraphs[:14]:
        match = _OTHER_SCHEME.search(fragment.plain)
        if match is None:
            continue
        harvest.doubts.append(
            Doubt(
                "other-scheme",
                f"The document reports another assessment ({match[0][:40]!r}) with questions of its own; its scores are left unread.",
                found=match[0][:80],
                cites=(Span(fragment, match.start(), match.end()).cite(),),
            )
        )
        harvest.scores.clear()
        return


def _years_of_headings(harvest: Harvest, assessed_year_be: int | None) -> None:
    """A heading with a wrong year over prose: a value that a table prints for the assessed year is of that year."""
    tabled = {
        (score.scope, score.instrument, score.indicator_no, score.code, score.value)
        for score in harvest.scores
        if not score.in_prose and score.fiscal_year_be == assessed_year_be
    }
    years = {score.fiscal_year_be for score in harvest.scores if not score.in_prose}
    for score in harvest.scores:
        key = (score.scope, score.instrument, score.indicator_no, score.code, score.value)
        if score.in_prose and score.fiscal_year_be not in (*years, assessed_year_be) and key in tabled:
            harvest.doubts.append(
                Doubt(
                    "year-conflict",
                    f"The text gives {score.value} under the year {score.fiscal_year_be}, but the tables print the same value for {assessed_year_be}; it is taken as of {assessed_year_be}.",
                    found=str(score.fiscal_year_be),
                    expected=str(assessed_year_be),
                    cites=score.cites["value"],
                )
            )
            score.fiscal_year_be = assessed_year_be


def _duplicates(harvest: Harvest) -> None:
    seen: dict[str, str] = {}
    for finding in harvest.findings:
        if finding.kind != "limitation":
            continue
        key = matching.squeeze(finding.text)
        if key in seen:
            harvest.doubts.append(
                Doubt(
                    "duplicate-row",
                    f"The limitation {finding.text[:50]!r} is listed twice.",
                    found=finding.text[:80],
                    cites=finding.cites["text"],
                    severity="info",
                )
            )
        seen[key] = finding.key


def _walk(body: Body, known: Catalogue, years: facts.Years, title: facts.Title, harvest: Harvest) -> None:
    where = Where()
    carry = plan_tables.Carry()
    block_measure: labelled.Block | None = None
    titles = {fragment.at for fragment in title.fragments}
    skip: set[str] = set()
    heading_ends_at = -9
    years_be: tuple[int, ...] = ()

    def close() -> None:
        nonlocal block_measure
        if block_measure is not None:
            labelled.finish(block_measure, where, known, years.plan_year_be, harvest, body.ledger)
            block_measure = None

    for position, block in enumerate(body.blocks):
        if isinstance(block, Shaped):
            close()
            years_be = ()
            carry = _table(block, where, known, years, body.ledger, harvest, carry)
            continue
        paragraph, fragment = block
        if body.ledger.is_settled(fragment) or fragment.at in skip or _too_long(fragment, body.ledger, harvest):
            continue
        if found_years := prose_scores.years_over_columns(fragment):
            years_be = found_years
            body.ledger.ignore("table.header", fragment)
            continue
        if (
            block_measure is not None
            and not labelled.opens(fragment)
            and not _ends_block(paragraph, fragment, known)
            and labelled.goes_on(block_measure, fragment)
        ):
            continue
        heading = (
            outline.read_heading(fragment, paragraph.kind == "heading", known) if not labelled.opens(fragment) else None
        )
        if labelled.opens(fragment) and _labelled_follows(body, position):
            close()
            block_measure = labelled.start(fragment)
            continue
        if fragment.at in titles or _repeats_title(fragment, title):
            body.ledger.ignore("cover.title", fragment)
            continue
        if (section := outline.stated(fragment)) is not None:
            close()
            prose_scores.read(fragment, where, known, years.assessed_year_be, harvest, years_be)
            prose.statement(fragment, "strength" if section == "strengths" else "weakness", known, harvest)
            continue
        inline = outline.inline_label(fragment) if len(fragment.text) > 20 else None
        if inline is not None and _announces_items(fragment, inline[1]) and _items_below(body, position):
            inline = None  # จุดแข็ง : ตัวชี้วัดที่มีคะแนนตั้งแต่ ๙๐ คะแนนขึ้นไป, and then the indicators as items
        if inline is not None:
            close()
            section, start = inline
            where = Where(section, topic_no=where.topic_no if section != "limitations" else None, cites=where.cites)
            _paragraph(
                [piece_of(fragment, start, len(fragment.text))], where, known, years, body.ledger, harvest, years_be
            )
            continue
        if heading is None and heading_ends_at + 1 == fragment.place.line and _finishes_heading(fragment):
            heading_ends_at = fragment.place.line_end or fragment.place.line or -9
            body.ledger.ignore("heading.continued", fragment)
            continue
        if heading is not None:
            heading_ends_at = fragment.place.line_end or fragment.place.line or -1
            if heading.rule == "heading.topic":
                _topic_number(fragment, harvest)
            if _statement_heading(body, position, fragment, heading, known, harvest, skip):
                continue
            close()
            prose_scores.read(fragment, where, known, years.assessed_year_be, harvest, years_be)
            statements.listed_under(fragment, _items_below(body, position), where, known, harvest)
            where = outline.enter(where, heading)
            body.ledger.ignore(heading.rule, fragment)
            continue
        if len(fragment.text) < 120:
            statements.listed_under(fragment, _items_below(body, position), where, known, harvest)
        pieces = _with_continuation(body, position, fragment, skip)
        _paragraph(pieces, where, known, years, body.ledger, harvest, years_be)
    close()


_CRITERION = re.compile(
    r"^(?:ตัวชี้วัด|แบบวัด|ข้อ|ประเด็น|รายการ|หัวข้อ)(?:คำถาม)?(?:ที่)?(?:มี|ได้)(?:รับ)?(?:ผล)?(?:การประเมิน)?\s?(?:คะแนน|ระดับ)?(?:[^.]{0,60})$"
)


def _announces_items(fragment: Fragment, start: int) -> bool:
    """Whether the words after a label only say what the items below are chosen by."""
    return _CRITERION.match(fragment.plain[start:].strip()) is not None


_FINISHES = re.compile(r"^\s*[*]*(?:ใน|ของ|ตาม|ประจำ|เพื่อ|และ|ปีงบประมาณ|พ\.ศ|โดย|ต่อ|\((?![\d๐-๙ก-ฮ]{1,2}\)))")


def _finishes_heading(fragment: Fragment) -> bool:
    """Whether a line right under a heading, without a mark of its own, only ends the heading's words."""
    text = fragment.text.strip()
    return (
        len(text) <= 130
        and _FINISHES.match(text) is not None
        and not prose.says("recommendation", text)
        and not re.search(r"\d\.\d\d", fragment.plain)
    )


def _items_below(body: Body, position: int) -> list[Fragment]:
    """The bullets that follow a line, up to the first paragraph that is none."""
    items: list[Fragment] = []
    for later in body.blocks[position + 1 : position + 40]:
        if isinstance(later, Shaped) or not re.match(r"\s*(?:[-–•●▪*]|\(?[\d๐-๙]{1,2}[.)])\s*\S", later[1].text):
            break
        items.append(later[1])
    return items


def _ends_block(paragraph: Paragraph, fragment: Fragment, known: Catalogue) -> bool:
    """Whether a paragraph is a heading that closes a labelled measure, and not a numbered item of its last part."""
    if paragraph.kind == "heading":
        return True
    heading = outline.read_heading(fragment, False, known)
    return heading is not None and (
        heading.section in ("limitations", "strengths", "weaknesses", "references", "background")
        or heading.rule == "heading.topic"
    )


def _topic_number(fragment: Fragment, harvest: Harvest) -> None:
    topic = topics.read(fragment.text.strip(" *#:").rstrip("."))
    if topic is not None and topic.by_name and topic.printed and topic.printed != topic.number:
        cites = tuple(span.cite() for span in whole([fragment]))
        harvest.doubts.append(
            Doubt(
                "heading-conflict",
                f"The heading is numbered topic {topic.printed}, but its name is that of topic {topic.number}; it is read by its name.",
                found=str(topic.printed),
                expected=str(topic.number),
                cites=cites,
            )
        )


def _labelled_follows(body: Body, position: int) -> bool:
    """Whether a line that opens like a measure is followed by labelled parts, or holds them itself."""
    block = body.blocks[position]
    if isinstance(block, Shaped):
        return False
    opened = labelled.start(block[1])
    if len(opened.pieces) > 1:
        return True
    for later in body.blocks[position + 1 : position + 4]:
        if isinstance(later, Shaped):
            return False
        if labelled.opens(later[1]):
            return False
        if labelled.goes_on(labelled.start(block[1]), later[1]):
            return True
    return False


def _repeats_title(fragment: Fragment, title: facts.Title) -> bool:
    if title.text is None or len(fragment.text) > len(title.text) + 140:
        return False
    return matching.squeeze(fragment.text.strip("* #")).startswith(matching.squeeze(title.text))


def _statement_heading(
    body: Body,
    position: int,
    fragment: Fragment,
    heading: outline.Heading,
    known: Catalogue,
    harvest: Harvest,
    skip: set[str],
) -> bool:
    """A heading of strengths or weaknesses whose items only name indicators is one statement with them."""
    if heading.section not in ("strengths", "weaknesses"):
        return False
    items: list[Fragment] = []
    for later in body.blocks[position + 1 : position + 5]:
        if isinstance(later, Shaped) or not prose.only_lists_indicators(later[1].text):
            break
        items.append(later[1])
    if not items:
        return False
    for item in items:
        statements.across(fragment, item, known, harvest)
    prose.heading_statement(
        fragment, items, "strength" if heading.section == "strengths" else "weakness", heading.where, known, harvest
    )
    skip.update(item.at for item in items)
    return True


def _with_continuation(body: Body, position: int, fragment: Fragment, skip: set[str]) -> list[Fragment]:
    """A paragraph with the piece of it that a page break put into the next block: the one has no end, the other no beginning."""
    pieces = [fragment]
    for later in body.blocks[position + 1 : position + 3]:
        if isinstance(later, Shaped):
            break
        following = later[1]
        if body.ledger.is_settled(following):
            continue
        left, right = pieces[-1].text.rstrip(), following.text.lstrip()
        cut = re.search(r"(?:ของ|และ|หรือ|ใน|ให้|เพื่อ|โดย|แก่|กับ|จาก|ตาม|คือ|,)$", left) is not None
        if (
            not cut
            or len(left) < 60
            or not right
            or re.match(r"[\d๐-๙(\-–•*#]", right)
            or later[0].kind == "heading"
            or re.match(r"(?:ข้อ|ตัวชี้วัด|ประเด็นที่|ส่วนที่|ตารางที่)", right)
        ):
            break
        pieces.append(following)
        skip.add(following.at)
        break
    return pieces


def _table(
    shaped: Shaped,
    where: Where,
    known: Catalogue,
    years: facts.Years,
    ledger: Ledger,
    harvest: Harvest,
    carry: plan_tables.Carry,
) -> plan_tables.Carry:
    before = len(harvest.scores), len(harvest.findings), len(harvest.measures)
    has_scores = bool(shaped.having("score"))
    if score_groups.is_rating_scale(shaped):
        ledger.ignore(
            "reference.rating-scale", *(content for row in shaped.rows for content in row.contents), *shaped.headers
        )
        return carry
    if _is_contents(shaped):
        ledger.ignore(
            "reference.contents", *(content for row in shaped.rows for content in row.contents), *shaped.headers
        )
        return carry
    if shaped.labels:
        pairs = [(row.contents[0], row.contents[1]) for row in shaped.rows]
        labelled.read_label_table(pairs, where, known, years.plan_year_be, harvest, ledger)
        return carry
    across = across_tables.subject_columns(shaped, known)
    if across:
        across_tables.read(shaped, across, where, known, years.assessed_year_be, ledger, harvest)
    elif has_scores:
        score_tables.read(shaped, where, known, years.assessed_year_be, ledger, harvest)
    if plan_tables.has_plan(shaped) and not across:
        carry = plan_tables.read(shaped, where, known, years.plan_year_be, ledger, harvest, carry, has_scores)
    if shaped.caption:
        ledger.ignore("table.caption", shaped.caption)
    if (
        (len(harvest.scores), len(harvest.findings), len(harvest.measures)) == before
        and shaped.rows
        and not all(
            ledger.is_settled(fragment) for row in shaped.rows for content in row.contents for fragment in content
        )
    ):
        contents = [content for row in shaped.rows for content in row.contents]
        ledger.leave("table-unmapped", *contents, *shaped.headers)
        first = next((span for content in [*shaped.headers, *contents] for span in whole(content)), None)
        headings = " | ".join(column.heading for column in shaped.columns)[:120]
        harvest.doubts.append(
            Doubt(
                "table-unmapped",
                f"The table {shaped.at} ({headings}) holds no scores, findings or measures that could be read; its cells are listed as leftovers.",
                cites=(first.cite(),) if first else (),
                # a table without one known heading may be a list of signatures or a map
                severity=None if any(column.role for column in shaped.columns) else "info",
            )
        )
    return carry


def _is_contents(shaped: Shaped) -> bool:
    """A table of contents: the last column holds nothing but page numbers, and its heading says so."""
    if len(shaped.columns) < 2 or "หน้า" not in shaped.columns[-1].heading:
        return False
    last = [row.text(len(shaped.columns) - 1) for row in shaped.rows]
    pages = sum(1 for text in last if re.fullmatch(r"\W*[\d๐-๙]{1,3}(?:\s*[-–]\s*[\d๐-๙]{1,3})?\W*", text))
    return bool(last) and pages * 10 >= len(last) * 6


_MEMO_HEAD = re.compile(r"^\W*(?:บันทึกข้อความ|ส่วนราชการ|ที่[ .…]|วันที่|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|เรื่อง)")
_DEFINITION = re.compile(
    r"(?:เป็น|คือ|หมายถึง)(?:แบบวัด|การประเมิน|เครื่องมือ|แบบตรวจ|บุคคล|บุคลากร|การรับรู้)|ได้พัฒนา|กำหนดให้|มีวัตถุประสงค์|ยุทธศาสตร์ชาติ|แผนแม่บท|ตามที่สำนักงาน|สำนักงาน ป\.ป\.ช\."
)


LETTERS_AT_MOST = 100_000
"""A longer paragraph is no prose: some 40 pages without a line end. It is listed, not read."""


def _too_long(fragment: Fragment, ledger: Ledger, harvest: Harvest) -> bool:
    if len(fragment.text) <= LETTERS_AT_MOST:
        return False
    ledger.leave("too-long", [fragment])
    harvest.doubts.append(
        Doubt(
            "text-too-long",
            f"The paragraph {fragment.at} has {len(fragment.text)} letters without a line end; it is listed as left over, not read.",
            cites=(Span(fragment, 0, 80).cite(),),
        )
    )
    return True


def _paragraph(
    fragments: list[Fragment],
    where: Where,
    known: Catalogue,
    years: facts.Years,
    ledger: Ledger,
    harvest: Harvest,
    years_be: tuple[int, ...] = (),
) -> None:
    text = fragments[0].text
    found = sum(
        prose_scores.read(fragment, where, known, years.assessed_year_be, harvest, years_be)
        for fragment in fragments
        if where.section != "background" or "คะแนน" in fragment.text
    )
    for fragment in fragments:
        if where.section != "background":
            statements.read(fragment, where, known, harvest)
    closing = closings.rule_of(text)
    if closing is not None:
        ledger.ignore(closing, fragments)
        return
    if len(text) < 300 and _MEMO_HEAD.match(text) and not prose.says("analysis", text):
        ledger.ignore("memo.head", fragments)
        return
    if (
        found
        and len(text) < 130
        and where.section not in ("analysis", "recommendations", "strengths", "weaknesses", "limitations")
    ):
        return
    if prose.says("note", text):
        ledger.ignore("prose.note", fragments)
        return
    rule = prose.read(fragments, where, known, harvest, bool(found))
    if rule is None:
        return
    if rule:
        ledger.ignore(rule, fragments)
    elif _DEFINITION.search(text):
        ledger.ignore("prose.background", fragments)


def _kinds(body: Body, harvest: Harvest, title: facts.Title, memo: bool, paragraphs: list[Fragment]) -> tuple[str, ...]:
    kinds: list[str] = []
    headings = " ".join(fragment.text for fragment in paragraphs if len(fragment.text) < 260)
    columns = " ".join(column.heading for shaped in body.tables() for column in shaped.columns)
    analysed = re.search(
        r"วิเคราะห์ผล|การวิเคราะห์(?!จุด)|บทวิเคราะห์|ผลการวิเคราะห์", f"{title.text or ''} {headings} {columns}"
    )
    if analysed or any(finding.kind in ("analysis", "strength", "weakness") for finding in harvest.findings):
        kinds.append("analysis_report")
    parts = [draft for draft in harvest.scores if draft.scope != "overall" and draft.value is not None]
    if len(parts) >= 3:
        kinds.append("score_report")
    if any(measure.status == "planned" for measure in harvest.measures):
        kinds.append("measures_plan")
    if any(measure.status != "planned" for measure in harvest.measures):
        kinds.append("progress_report")
    if memo:
        kinds.append("memo")
    return tuple(kinds)
