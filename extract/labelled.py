"""Measures written as labelled lines instead of tables.

    มาตรการที่ ๑ ทบทวนคู่มือการปฏิบัติงาน
    ขั้นตอน (๑) รวบรวมคู่มือเดิม (๒) ปรับปรุง
    ผู้รับผิดชอบ : สำนักปลัดเทศบาล
    ระยะเวลา : ตุลาคม ๒๕๖๘ – มกราคม ๒๕๖๙

A line that opens with มาตรการ opens a measure; the labels of table columns open its parts; list items after a label go
with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prongsai.extract import measures
from prongsai.extract.about import About, names_in_title, read_labels, read_prose
from prongsai.extract.drafts import Harvest, Where
from prongsai.extract.fragments import Content, Fragment, Span, piece_of
from prongsai.extract.labels import PARTS, SUBJECT_LABEL, label_role
from prongsai.extract.ledger import Ledger
from prongsai.extract.roles import role_of
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import Catalogue

_OPENER = re.compile(
    r"^[\s\-–•●▪*]*(?:\d{1,2}[.)]\s*)?(?:มาตรการ|แนวทาง|กิจกรรม|โครงการ)(?:/(?:แนวทาง|กิจกรรม|มาตรการ))?\s*(?:ที่\s*\d{1,2}|\d{1,2})\s*[.:)–-]?\s*(?P<rest>\S.*)?$",
    re.DOTALL,
)
_OPENER_COLON = re.compile(
    r"^[\s\-–•●▪*]*(?:\d{1,2}[.)]\s*)?(?:มาตรการ|แนวทาง)(?:/(?:แนวทาง|กิจกรรม|มาตรการ))?\s*[:：]\s*(?P<rest>\S.*)$",
    re.DOTALL,
)
_LABEL = re.compile(r"(?:^|(?<=\n)|(?<=\s))[-–•●▪*]?\s*(?P<label>[ก-๙/() ]{3,40}?)\s*[:：]\s*(?=\S)")
_BARE_LABEL = re.compile(
    r"^[\s\-–•●▪*]*(?P<label>ขั้นตอน(?:การดำเนินการ|การดำเนินงาน|การปฏิบัติ|/วิธีการ(?:ปฏิบัติ|ดำเนินการ)?)?|วิธี(?:การ)?ดำเนิน(?:การ|งาน)|ผู้รับผิดชอบ|หน่วยงาน(?:ที่)?รับผิดชอบ|ระยะเวลา(?:ดำเนินการ|ดำเนินงาน)?|การติดตาม(?:ผล)?|การกำกับติดตาม|ผลการดำเนินการ|ผลลัพธ์|สถานะ|ความก้าวหน้า)\s+(?P<rest>\S.*)$",
    re.DOTALL,
)


@dataclass(slots=True)
class Block:
    """A measure being read: its parts by role, what its labels name, and where the last part goes on."""

    parts: dict[str, Content] = field(default_factory=dict)
    pieces: dict[str, list[Span]] = field(default_factory=dict)
    about: list[Fragment] = field(default_factory=list)
    last: str | None = None
    heads: list[Fragment] = field(default_factory=list)


def opens(fragment: Fragment) -> bool:
    """Whether a paragraph opens a labelled measure."""
    return _open(fragment) is not None


def _open(fragment: Fragment) -> re.Match[str] | None:
    text = arabic(fragment.text)
    match = _OPENER.match(text) or _OPENER_COLON.match(text)
    return match if match and match["rest"] and len(match["rest"]) > 8 else None


def start(fragment: Fragment) -> Block:
    """The block that a paragraph opens; labels inside the same paragraph are read too."""
    match = _open(fragment)
    assert match is not None
    block = Block()
    first = _labels(fragment, match.start("rest"))
    end = first[0][1] if first else len(fragment.text)
    block.pieces["measure"] = [Span(fragment, match.start("rest"), end).strip()]
    block.last = "measure"
    for role, _, begin, stop in first:
        _put(block, role, Span(fragment, begin, stop).strip())
    return block


def goes_on(block: Block, fragment: Fragment) -> bool:
    """Take a paragraph into the block where it is one of its labelled parts or an item of the last one."""
    text = fragment.text
    alone = re.match(r"^[\s\-–•●▪*]*(?P<label>[ก-๎/() ]{3,40}?)\s*[:：]?\s*$", text)
    if alone is not None and (role := label_role(alone["label"])) is not None and role != "measure":
        block.last = role
        block.heads.append(fragment)
        return True
    bare = _BARE_LABEL.match(text)
    labels = _labels(fragment, 0)
    if labels and not text[: labels[0][1]].strip(" -–•\n"):
        for role, _, begin, stop in labels:
            _put(block, role, Span(fragment, begin, stop).strip())
        return True
    if bare is not None:
        role = role_of(bare["label"])
        if role is not None:
            _put(block, role, Span(fragment, bare.start("rest"), len(text)).strip())
            return True
    item = re.match(r"\s*(?:\(?[\d๐-๙]{1,2}[.)]|[-–•●▪*]|[\d๐-๙]\.[\d๐-๙])\s*\S", text)
    if (
        item
        and block.last in ("steps", "measure_steps", "progress", "outcome", "monitoring", "responsible")
        and len(text) < 400
    ):
        _put(block, block.last, Span(fragment, 0, len(text)).strip())
        return True
    return False


def _labels(fragment: Fragment, position: int) -> list[tuple[str, int, int, int]]:
    """The labelled pieces of a paragraph: role, where the label starts, where its text starts and ends."""
    found: list[tuple[str, int, int]] = []
    for match in _LABEL.finditer(fragment.text, position):
        label = match["label"].strip(" -–•")
        role = "about" if SUBJECT_LABEL.match(label) else role_of(label)
        if role in (*PARTS, "activity"):
            found.append((("steps" if role == "activity" else role), match.start("label"), match.end()))
    return [
        (role, at, begin, found[i + 1][1] if i + 1 < len(found) else len(fragment.text))
        for i, (role, at, begin) in enumerate(found)
    ]


def _put(block: Block, role: str, span: Span) -> None:
    block.pieces.setdefault(role, []).append(span)
    block.last = role


def finish(
    block: Block, where: Where, catalogue: Catalogue, fiscal_year_be: int | None, harvest: Harvest, ledger: Ledger
) -> None:
    """Make the measure of a block."""
    about = About()
    for span in block.pieces.get("about", []):
        part = piece_of(span.fragment, span.start, span.end)
        read_labels(about, [part], catalogue, harvest.doubts)
        read_prose(about, [Span(part, 0, len(part.text))], catalogue)
    title = block.pieces["measure"][0]
    if not about.codes and not about.indicator_nos:
        names_in_title(about, title, catalogue)
        read_prose(about, [title], catalogue)
    about.settle(where)
    parts: measures.Parts = {
        role: [[piece_of(span.fragment, span.start, span.end) for span in spans]]
        for role, spans in block.pieces.items()
    }
    progress = where.section == "progress" or any(role in block.pieces for role in ("progress", "outcome", "status"))
    measure = measures.build(parts, about, progress, fiscal_year_be, harvest.doubts)
    ledger.ignore("table.label", list(block.heads))
    if measure is not None:
        harvest.measures.append(measure)


def read_label_table(
    rows: list[tuple[Content, Content]],
    where: Where,
    catalogue: Catalogue,
    fiscal_year_be: int | None,
    harvest: Harvest,
    ledger: Ledger,
) -> None:
    """Read label and text rows: each มาตรการ opens a measure; a row without a label goes on with the one above."""
    block: Block | None = None
    for label, content in rows:
        text = " ".join(fragment.text for fragment in label)
        role = label_role(text) if text.strip() else (block.last if block else None)
        if text.strip():
            ledger.ignore("table.label", label)
        if role == "measure":
            if block is not None and "measure" in block.pieces:
                finish(block, where, catalogue, fiscal_year_be, harvest, ledger)
            block = Block()
        if block is None or role is None:
            if block is not None and text.strip():
                block.last = None
            continue
        for fragment in content:
            if fragment.text.strip():
                _put(block, role, Span(fragment, 0, len(fragment.text)).strip())
    if block is not None and "measure" in block.pieces:
        finish(block, where, catalogue, fiscal_year_be, harvest, ledger)
