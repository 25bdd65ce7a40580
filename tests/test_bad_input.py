"""Input that is no good report: each ends in a typed error or in issues, never in a traceback, never without end.

Times are of the processor, so that another program on the machine does not fail a test. `python -m pytest
tests/test_bad_input.py -k cost -s` prints what was measured.
"""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from random import Random

import pytest

from prongsai.extract.source import LIMIT_BYTES
from prongsai.pipeline import process
from prongsai.schemas.document import Document
from prongsai.schemas.errors import BinarySource, DecodingFailed, EmptySource, SourceError, TooLarge
from tests.made import make
from tests.noise import noisy
from tests.reading import case, read
from tests.render import Layout, render

HEAD = (
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n\n"
    "เทศบาลตำบลในเวียง\nอำเภอเมืองน่าน จังหวัดน่าน\n\n"
)
WORDS = "ผู้ตอบบางส่วนยังไม่รู้ว่าต้องยื่นเรื่องที่ช่องใด "


def codes_of(document: Document) -> set[str]:
    """The codes of all issues of a document."""
    return {issue.code for issue in document.issues}


# ---- no text at all -----------------------------------------------------------------------------------------------


def _zip(member: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(member, WORDS * 20)
    return target.getvalue()


NO_TEXT: dict[str, tuple[bytes, type[SourceError]]] = {
    "nothing": (b"", EmptySource),
    "white space": (b" \r\n\t\f \n" * 50, EmptySource),
    "a byte order mark alone": (b"\xef\xbb\xbf", EmptySource),
    "invisible signs": ("\u200b\u2060\u00ad\ufeff\u00a0".encode() * 9, EmptySource),
    "utf-16 mark alone": (b"\xff\xfe", EmptySource),
    "PDF": (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n", BinarySource),
    "PDF behind blank lines": (b"\r\n\r\n%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(200), BinarySource),
    "docx": (_zip("word/document.xml"), BinarySource),
    "xlsx": (_zip("xl/workbook.xml"), BinarySource),
    "zip": (_zip("report.txt"), BinarySource),
    "gzip": (gzip.compress(WORDS.encode() * 50), BinarySource),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), BinarySource),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), BinarySource),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), BinarySource),
    "RTF": (rb"{\rtf1\ansi\deff0 {\fonttbl}\par }", BinarySource),
    "zeros": (bytes(5000), SourceError),  # type: ignore[type-abstract]
    "noise": (Random(1).randbytes(20_000), SourceError),  # type: ignore[type-abstract]
    "control characters": (bytes(range(1, 9)) * 300, BinarySource),
    "Shift-JIS": ("評価結果について、ご報告いたします。".encode("shift-jis") * 30, DecodingFailed),
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text_is_refused_with_its_name(name: str) -> None:
    data, error = NO_TEXT[name]
    with pytest.raises(error) as caught:
        process(data, "folder/paper.txt")
    assert str(caught.value).startswith("paper.txt: ")
    assert len(str(caught.value)) < 300


def test_a_source_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    data = b"\xe0\xb8\x81" * 66_666_667
    started = time.process_time()
    with pytest.raises(TooLarge):
        process(data, "big.txt")
    assert time.process_time() - started < 1
    assert len(data) > LIMIT_BYTES


# ---- texts that are no report of this kind ------------------------------------------------------------------------

OTHER_TEXTS = {
    "one letter": "ก",
    "one word": "เทศบาล",
    "a poem": "ลมหนาวพัดมาแล้ว\nใบไม้ร่วงลงดิน\nเด็กน้อยนั่งฟังเสียงน้ำ\n" * 5,
    "English": "Minutes of the meeting held on 3 March. Attendance was taken.\n" * 20,
    "Chinese": "会议纪要：预算执行情况。\n" * 30,
    "source code": 'def f(x):\n    return {"a": [1, 2.5, "|"], "b": x << 3}\n' * 40,
    "JSON": '{"คะแนน": 95.5, "ตัวชี้วัด": ["๑", "๒"], "ว่าง": null}' * 30,
    "comma separated": "ลำดับ,ชื่อ,จำนวน\n1,กองคลัง,25\n2,กองช่าง,31\n" * 10,
    "only numbers": "95.20 96.10 97.35\n" * 200,
    "only signs": "|||---|||\n***\n###\n<<<>>>\n\\\\\\\n" * 50,
    "only marks": "\u0e49\u0e48\u0e34\u0e38\u0e4d" * 400,
    "replacement characters": "\ufffd" * 1000,
    "private use": "\uf700\uf8ff\ue000" * 500,
    "right to left": "\u202eการประเมิน\u202c \u0627\u0644\u062a\u0642\u064a\u064a\u0645 " * 60,
    "emoji": "🙂📄✅ ตัวชี้วัดที่ ๑ 🧾 ๙๐.๐๐ 🏛️\n" * 50,
    "lone surrogate": "การประเมิน \\ud800 คะแนน\n" * 20,
}


@pytest.mark.parametrize("name", OTHER_TEXTS)
def test_other_texts_give_a_document_without_records_of_their_own(name: str) -> None:
    document = read(OTHER_TEXTS[name])
    assert not [score for score in document.scores if score.status == "verified"]
    assert not document.measures
    assert document.coverage.cells == document.coverage.claimed + document.coverage.ignored + document.coverage.left
    if name not in ("a poem", "one letter", "one word"):
        assert document.document.agency is None


HOSPITAL = """รายงานผลการประเมินคุณธรรมและความโปร่งใส หน่วยงานในสังกัดสำนักงานปลัดกระทรวงสาธารณสุข (MOPH ITA)
ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

โรงพยาบาลแม่ริม อำเภอแม่ริม จังหวัดเชียงใหม่

ข้อ\tหลักฐานเชิงประจักษ์\tคะแนน
EB1\tหน่วยงานมีการวิเคราะห์ผลการจัดซื้อจัดจ้าง\t๑๐๐.๐๐
EB2\tหน่วยงานมีการเผยแพร่แผนการจัดซื้อ\t๕๐.๐๐
EB12\tหน่วยงานมีการเปิดโอกาสให้ผู้มีส่วนได้ส่วนเสีย\t๐.๐๐
EB24\tหน่วยงานมีรายงานการกำกับติดตาม\t๑๐๐.๐๐

MOIT 1 หน่วยงานมีการวางระบบโดยการกำหนดมาตรการ ได้ ๑๐๐.๐๐ คะแนน
MOIT 14 หน่วยงานมีแนวปฏิบัติการใช้ทรัพย์สินของราชการ ได้ ๕๐.๐๐ คะแนน
MOIT 22 หน่วยงานมีการอบรม ได้ ๐.๐๐ คะแนน
"""
SCHOOL = """รายงานผลการประเมิน ITA Online ของสถานศึกษา ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

โรงเรียนบ้านหนองไผ่ สำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต ๑

ข้อ\tรายการ\tคะแนน
O1\tข้อมูลพื้นฐานของสถานศึกษา\t๑๐๐.๐๐
O2\tข้อมูลผู้บริหารสถานศึกษา\t๑๐๐.๐๐
O9\tแผนปฏิบัติการประจำปีของสถานศึกษา\t๐.๐๐
O20\tการจัดการเรื่องร้องเรียนของสถานศึกษา\t๑๐๐.๐๐
"""


def test_the_evidence_items_of_hospitals_are_not_read_as_questions() -> None:
    document = read(HOSPITAL)
    assert not document.scores
    assert codes_of(document) & {"other-scheme", "not-a-report", "table-unmapped", "score-unattributed"}


@pytest.mark.parametrize("text", [HOSPITAL, SCHOOL], ids=["hospital", "school"])
def test_reports_of_other_schemes_are_named_as_such(text: str) -> None:
    assert codes_of(read(text)) & {"other-scheme", "not-a-report"}


# Tables that stand in real reports and hold no result of this assessment: label cells, value cells.
NO_SCORES = {
    "survey of satisfaction": (
        "ลำดับ\tด้าน\tร้อยละ\n๑\tด้านขั้นตอนการให้บริการ\t๙๕.๒๐\n๒\tด้านเจ้าหน้าที่ผู้ให้บริการ\t๙๖.๔๐\n๓\tด้านอาคารสถานที่\t๙๓.๐๐"
    ),
    "ranking of bodies": (
        "ลำดับ\tหน่วยงาน\tคะแนน ITA\tระดับ\n๑\tเทศบาลตำบลป่าซาง\t๙๕.๒๐\tผ่านดี\n๒\tเทศบาลตำบลเวียงยอง\t"
        "๙๔.๑๐\tผ่านดี\n๓\tเทศบาลตำบลบ้านแป้น\t๙๓.๐๐\tผ่าน"
    ),
    "those who answered": "เครื่องมือ\tจำนวนผู้ตอบ\tร้อยละ\nIIT\t๓๕\t๘๗.๕๐\nEIT\t๑๒๐\t๙๐.๐๐\nOIT\t๔๓\t๑๐๐.๐๐",
    "weights": "เครื่องมือ\tน้ำหนัก (ร้อยละ)\nIIT\t๓๐.๐๐\nEIT\t๓๐.๐๐\nOIT\t๔๐.๐๐",
    "rating scale": (
        "คะแนน\tระดับ\n๙๕.๐๐ – ๑๐๐\tAA\n๘๕.๐๐ – ๙๔.๙๙\tA\n๗๕.๐๐ – ๘๔.๙๙\tB\n๖๕.๐๐ – ๗๔.๙๙\tC\n๕๕.๐๐ – ๖๔.๙๙\tD"
    ),
    "targets": "ตัวชี้วัด\tค่าเป้าหมาย\n๑. การปฏิบัติหน้าที่\t๙๐.๐๐\n๒. การใช้งบประมาณ\t๘๕.๐๐",
    "money spent": (
        "ที่\tแผนงาน\tงบประมาณ (บาท)\tร้อยละการเบิกจ่าย\n๑\tแผนงานบริหารทั่วไป\t๑๒๐,๐๐๐\t๘๕.๒๐\n๒\tแผนงานการศึกษา\t๙๘,๕๐๐\t๗๖.๔๐"
    ),
    "running numbers": "ลำดับ\tรายการ\tคะแนน\n๓\tเรื่องอื่น ๆ\t๑๐๐.๐๐\n๔\tงานพิธีการ\t๙๐.๐๐\n๕\tงานกีฬา\t๙๑.๐๐",
    "differences": "ตัวชี้วัด\tผลต่าง\n๑. การปฏิบัติหน้าที่\t๒.๑๔\n๒. การใช้งบประมาณ\t๑.๘๘",
    "answers to a question": "ระดับความคิดเห็น\tจำนวน\tร้อยละ\nมากที่สุด\t๒๕\t๖๒.๕๐\nมาก\t๑๐\t๒๕.๐๐\nน้อย\t๕\t๑๒.๕๐",
}
KNOWN_NO_SCORES: dict[str, str] = {}


@pytest.mark.parametrize("name", [case(KNOWN_NO_SCORES, name) for name in NO_SCORES])
def test_tables_that_hold_no_results_give_no_scores(name: str) -> None:
    assert not [score for score in read(f"{HEAD}ตารางประกอบ\n\n{NO_SCORES[name]}\n").scores if score.value is not None]


# Sentences with figures that are no result: targets, conditions, differences, shares, other bodies, the scale itself.
SENTENCES = (
    "เกณฑ์ผ่านต้องได้คะแนนไม่ต่ำกว่า ๘๕.๐๐ คะแนน",
    "ตั้งเป้าหมายไว้ที่ ๙๐.๐๐ คะแนน ในปีถัดไป",
    "คะแนนเพิ่มขึ้น ๕.๒๐ คะแนน จากปีก่อน",
    "ค่าเฉลี่ยระดับประเทศได้ ๙๐.๑๙ คะแนน",
    "ค่าเฉลี่ยของจังหวัดน่านอยู่ที่ ๘๘.๑๐ คะแนน",
    "องค์การบริหารส่วนตำบลบ่อ ได้ ๙๐.๑๑ คะแนน",
    "หน่วยงานที่ได้คะแนนสูงสุดของจังหวัดได้ ๙๘.๘๘ คะแนน",
    "คะแนนเต็ม ๑๐๐.๐๐ คะแนน",
    "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ มีคะแนนเพิ่มขึ้นจากเดิม ๔.๕๐ คะแนน",
    "ตัวชี้วัดที่ ๒ การใช้งบประมาณ ต้องได้คะแนนอย่างน้อย ๙๐.๐๐ คะแนน",
    "ควรยกระดับตัวชี้วัดที่ ๓ การใช้อำนาจ ให้ได้ ๙๐.๐๐ คะแนน",
    "คะแนนตัวชี้วัดที่ ๔ ต่ำกว่าค่าเฉลี่ย ๓.๒๕ คะแนน",
    "ตัวชี้วัดที่ ๕ ขาดอีก ๐.๘๐ คะแนน จึงจะผ่านเกณฑ์",
    "ตัวชี้วัดที่ ๗ ห่างจากตัวชี้วัดที่ ๖ อยู่ ๒.๑๐ คะแนน",
    "หากได้คะแนนตัวชี้วัดที่ ๘ ถึง ๙๐.๐๐ คะแนน ภาพรวมจะผ่าน",
    "ร้อยละ ๘๐.๐๐ ของหน่วยงานต้องผ่านเกณฑ์",
    "แบบวัด IIT มีผู้ตอบร้อยละ ๙๒.๕๐",
    "แบบวัด EIT มีผู้ตอบ ๑๒๐ คน คิดเป็นร้อยละ ๘๗.๕๐ ของกลุ่มเป้าหมาย",
    "น้ำหนักแบบวัด OIT ร้อยละ ๔๐.๐๐",
    "ความพึงพอใจของผู้รับบริการ ร้อยละ ๙๕.๒๐",
    "เบิกจ่ายงบประมาณได้ร้อยละ ๘๕.๓๐",
    "ในปีงบประมาณ พ.ศ. ๒๕๖๗ กำหนดเป้าหมายคะแนนรวม ๙๕.๐๐ คะแนน",
    "ปีงบประมาณ พ.ศ. ๒๕๖๘ คาดว่าจะได้คะแนน ๙๑.๐๐ คะแนน",
    "ระดับ AA ได้คะแนน ๙๕.๐๐ คะแนนขึ้นไป",
    "ระดับ ผ่านดี คือคะแนน ๘๕.๐๐ ถึง ๙๔.๙๙ คะแนน",
    "เลขที่หนังสือ นน ๗๒.๑๐/๕๕ คะแนน",
)
KNOWN_SENTENCES: dict[str, str] = {}


@pytest.mark.parametrize("sentence", [case(KNOWN_SENTENCES, s, name=f"{n}") for n, s in enumerate(SENTENCES)])
def test_a_sentence_with_figures_that_are_no_results(sentence: str) -> None:
    document = read(f"{HEAD}๑. ผลการประเมิน\n\n{sentence}\n")
    assert [(score.scope, score.value, score.rating) for score in document.scores] == []


# ---- damaged reports ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_a_report_with_every_line_damaged_is_read_or_doubted(seed: int) -> None:
    layouts = (
        Layout(year=2566),
        Layout(table="html", scores="side", columns=("number", "measure", "steps", "period")),
        Layout(table="columns", scores="two years", columns=("number", "measure", "steps", "period")),
    )
    layout = layouts[seed % len(layouts)]
    text = noisy(render(make(seed, layout.year), layout).text, 0.35, Random(seed))
    document = read(text)
    assert not [score for score in document.scores if score.status == "verified"]
    assert document.coverage.cells == document.coverage.claimed + document.coverage.ignored + document.coverage.left


def test_what_a_recogniser_invents_is_no_report() -> None:
    rng = Random(9)
    signs = "กขคงจชซดตถทธนบปผพฟมยรลวศสหอฮะัาำิีึืุูเแโใไ่้๊๋์๐๑๒๓๔๕๖๗๘๙ .,|/-()"
    text = "\n".join("".join(rng.choice(signs) for _ in range(rng.randrange(1, 90))) for _ in range(300))
    document = read(text)
    assert not document.measures
    assert not [score for score in document.scores if score.status == "verified"]


@pytest.mark.parametrize("cut", range(8))
def test_a_report_may_end_anywhere(cut: int) -> None:
    data = render(
        make(40 + cut, 2566), Layout(table=("tabs", "html", "pipes", "columns")[cut % 4], year=2566)
    ).text.encode()
    for at in range(1, 12):
        try:
            document = process(data[: len(data) * at // 12 + cut], "cut.txt")
        except SourceError:
            continue
        assert document.coverage.left <= document.coverage.cells


# ---- HTML and tables out of shape ---------------------------------------------------------------------------------

CROOKED = {
    "tables in tables": "<table><tr><td>" * 300 + "คะแนน",
    "tables in tables, closed": "<table><tr><td>" * 60 + "คะแนน" + "</td></tr></table>" * 60,
    "nothing closed": ("<table><tr><th>ตัวชี้วัด<th>คะแนน<tr><td>๑. การปฏิบัติหน้าที่<td>๙๑.๑๐<tr><td>๒. การใช้งบประมาณ<td>๘๒.๒๐"),
    "closed too often": "</td></tr></table></div>" * 200 + "<table><tr><td>ก</td></tr></table></table>",
    "spans without end": '<table><tr><td rowspan="99999999" colspan="99999999">ก</td></tr><tr><td>ข</td></tr></table>',
    "spans that are no numbers": '<table><tr><td rowspan="สอง" colspan="-3">ก</td><td rowspan="0">ข</td></tr></table>',
    "spans that overlap": (
        '<table><tr><td rowspan="3">ก</td><td colspan="2">ข</td></tr><tr><td colspan="3" rowspan="2">ค</td></tr>'
        "<tr><td>ง</td></tr></table>"
    ),
    "a tag without end": "<table><tr><td style='" + "ก" * 3000,
    "a comment without end": "<table><tr><td>ก</td></tr><!-- " + WORDS * 50,
    "an entity bomb": "&amp;" * 2000 + "&#x" + "0" * 2000 + "41;" + "&#99999999999;" * 50,
    "rows of all lengths": "\n".join("\t".join("ก" * (i % 7)) for i in range(300)),
    "pipes of all lengths": "| ตัวชี้วัด | คะแนน |\n|---|---|\n" + "\n".join("|" + "ก|" * (i % 9) for i in range(300)),
    "a rule of Markdown alone": "|---|---|---|\n" * 100,
    "a header alone": "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n",
    "headers again and again": "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n" * 200,
    "one cell": "<table><tr><td>คะแนนรวม ๙๐.๐๐</td></tr></table>",
    "page marks alone": "\f".join(f"- {n} -" for n in range(300)),
    "catchwords alone": "\n".join(f"/{n}. ให้พัฒนา..." for n in range(300)),
    "a box for every word": "☐ " * 2000 + "☑ ดำเนินการ",
    "scores that cannot be": (
        "ตัวชี้วัด\tคะแนน\n๑. การปฏิบัติหน้าที่\t๑๐๐๐๐\n๒. การใช้งบประมาณ\t๙๓๐.๕๗\n๓. การใช้อำนาจ\t๙๙๙๙๙๙\n"
        "๔. การใช้ทรัพย์สินของราชการ\t๑๐๐.๐๑"
    ),
    "years that cannot be": "ตัวชี้วัด\tปี ๙๙๙๙\tปี ๒๕๐๐\tปี ๐๐๐๐\n๑. การปฏิบัติหน้าที่\t๙๑.๐๐\t๙๒.๐๐\t๙๓.๐๐",
    "dates that cannot be": (
        "มาตรการ\tระยะเวลา\nจัดทำผังขั้นตอน\t๓๑ ก.พ. ๖๗ - ๓๒ มี.ค. ๖๗\nทบทวนเกณฑ์คัดเลือก\t๐ ม.ค. ๖๗\nสอนการใช้ระบบ\tไตรมาสที่ ๙"
    ),
    "codes that cannot be": "ข้อ\tรายการ\tคะแนน\ni๙๙\tก\t๙๐.๐๐\no๐\tข\t๙๐.๐๐\ne๔๔๔\tค\t๙๐.๐๐",
}


@pytest.mark.parametrize("name", CROOKED)
def test_tables_out_of_shape_are_read_somehow(name: str) -> None:
    document = read(HEAD + CROOKED[name])
    assert document.coverage.cells == document.coverage.claimed + document.coverage.ignored + document.coverage.left
    assert not [score for score in document.scores if score.status == "verified"]
    assert Document.model_validate_json(document.to_json()) == document


def test_a_table_whose_tags_are_not_closed_is_read_all_the_same() -> None:
    assert [float(score.value or 0) for score in read(HEAD + CROOKED["nothing closed"]).scores] == [91.1, 82.2]


# ---- what it costs ------------------------------------------------------------------------------------------------


def _plan(rows: int) -> str:
    lines = (f"{n}\tจัดทำผังขั้นตอน {n}\t1. ร่าง 2. ทดสอบ {n}\tกองคลัง\tตุลาคม ๒๕๖๖" for n in range(1, rows + 1))
    return "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\n" + "\n".join(lines)


def _scores(rows: int) -> str:
    return "ตัวชี้วัด\tคะแนน\n" + "\n".join(
        f"{n % 10 + 1}. การใช้งบประมาณ\t{50 + n % 50}.{n % 100:02d}" for n in range(rows)
    )


# name -> text of a size; sizes are about 50 to 200 kB, so that a quadratic step takes seconds at four times of it
GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "one line of prose": (750, lambda n: WORDS * n),
    "one word": (40_000, lambda n: "ก" * n),
    "one number": (100_000, lambda n: "1" * n),
    "blanks": (100_000, lambda n: "คะแนน" + " " * n + "๙๐.๐๐"),
    "dots": (100_000, lambda n: "." * n),
    "dashes": (10_000, lambda n: "- ก " * n),
    "codes": (4_000, lambda n: "i1, " * n),
    "codes without commas": (4_000, lambda n: "i1 " * n),
    "codes in brackets": (4_000, lambda n: "(๐๑๑) " * n),
    "scores in a sentence": (400, lambda n: "ตัวชี้วัดที่ 1 ได้คะแนน 90.00 คะแนน " * n),
    "ranks in a sentence": (1_000, lambda n: "อยู่ในลำดับที่ 5 ของหน่วยงาน " * n),
    "ratings in a sentence": (1_000, lambda n: "คะแนน อยู่ในระดับ A และ " * n),
    "years": (4_000, lambda n: "๒๕๖๖ " * n),
    "fiscal years": (1_500, lambda n: "ปีงบประมาณ พ.ศ. ๒๕๖๖ " * n),
    "brackets": (20_000, lambda n: "(" * n),
    "closed brackets": (10_000, lambda n: "(ก" * n + ")" * n),
    "pipes": (20_000, lambda n: "|" * n),
    "tags": (20_000, lambda n: "<" * n),
    "bold": (5_000, lambda n: "<b>ก" * n),
    "stars": (5_000, lambda n: "**ก" * n),
    "entities": (10_000, lambda n: "&amp;" * n),
    "list numbers": (2_000, lambda n: " ".join(f"{i}. ก" for i in range(n))),
    "list numbers of two levels": (2_000, lambda n: " ".join(f"1.{i % 99} ก" for i in range(n))),
    "topics": (2_000, lambda n: "ประเด็นที่ ๑ " * n),
    "split words": (2_500, lambda n: "ไตร มาสที่ ส \u0e32นักปลัด " * n),
    "combining marks": (30_000, lambda n: "ก" + "\u0e49" * n),
    "units": (150, lambda n: "มาตรการ\tผู้รับผิดชอบ\nจัดทำผังขั้นตอน\t" + "กองคลัง " * n),
    "units in brackets": (1_000, lambda n: "มาตรการ\tผู้รับผิดชอบ\nจัดทำผังขั้นตอน\tกองคลัง " + "(กองช่าง " * n),
    "periods": (1_500, lambda n: "มาตรการ\tระยะเวลา\nจัดทำผังขั้นตอน\t" + "ตุลาคม ๒๕๖๖ " * n),
    "boxes": (1_500, lambda n: "มาตรการ\tสถานะ\nจัดทำผังขั้นตอน\t" + "☐ ดำเนินการ " * n),
    "steps": (1_500, lambda n: "มาตรการ\tขั้นตอน\nจัดทำผังขั้นตอน\t" + " ".join(f"{i}. ก" for i in range(1, n))),
    "agencies": (250, lambda n: "\n\n".join(f"เทศบาลตำบลในเวียง{i} อำเภอเมืองน่าน จังหวัดน่าน" for i in range(n))),
    "paragraphs": (500, lambda n: "\n\n".join(f"{WORDS}{i}" for i in range(n))),
    "headings": (500, lambda n: "\n\n".join(f"{i}. จุดแข็ง" for i in range(n))),
    "measures on lines": (
        250,
        lambda n: "\n\n".join(f"มาตรการที่ {i} จัดทำผังขั้นตอน\n\nผู้รับผิดชอบ : กองคลัง" for i in range(n)),
    ),
    "the same score": (250, lambda n: "\n\n".join(f"ตัวชี้วัดที่ 1 ได้ {50 + i % 50}.{i % 100:02d} คะแนน" for i in range(n))),
    "small tables": (
        100,
        lambda n: "\n\nก\n\n".join("ตัวชี้วัด\tคะแนน\n1. การปฏิบัติหน้าที่\t90.00\n2. การใช้งบประมาณ\t80.00" for _ in range(n)),
    ),
    "tables in tables": (500, lambda n: "<table><tr><td>" * n + "ก"),
    "plan rows": (200, _plan),
    "score rows": (500, _scores),
    "Markdown rows": (
        400,
        lambda n: (
            "| ที่ | มาตรการ | ผู้รับผิดชอบ |\n|---|---|---|\n"
            + "\n".join(f"| {i} | จัดทำผัง {i} | กองคลัง |" for i in range(n))
        ),
    ),
    "HTML rows": (
        400,
        lambda n: (
            "<table><tr><th>ที่</th><th>มาตรการ</th></tr>"
            + "".join(f"<tr><td>{i}</td><td>จัดทำผัง {i}</td></tr>" for i in range(n))
            + "</table>"
        ),
    ),
    "rows of blanks": (300, lambda n: "\n".join(f"{i}   จัดทำผัง      กองคลัง    ตุลาคม ๒๕๖๖" for i in range(n))),
    "lines of columns without end": (
        300,
        lambda n: "\n".join(f"ก{'ข' * (i % 5)}     ค      ง{'จ' * (i % 3)}     ฉ" for i in range(n)),
    ),
    "columns": (200, lambda n: "\t".join(["มาตรการ"] * n) + "\n" + "\t".join(["จัดทำผัง"] * n)),
    "one row of cells": (1_500, lambda n: "ก\t" * n),
    "form feeds": (500, lambda n: "\f".join(f"{WORDS}{i}" for i in range(n))),
    "catchwords": (1_000, lambda n: "\n".join("/ก...." for _ in range(n))),
}
KNOWN_COSTS: dict[str, str] = {}
LINEAR = 7.0
"""Four times the text may take seven times as long: linear, with room for a slow machine; quadratic is sixteen."""


def _seconds(text: str) -> float:
    data = text.encode()
    started = time.process_time()
    process(data, "cost.txt")
    return time.process_time() - started


@pytest.fixture(scope="module", autouse=True)
def _dictionaries() -> None:
    """Load what is loaded once, so that it does not count for the first text."""
    read(render(make(1, 2566), Layout(year=2566)).text + "ไตร มาสที่")


@pytest.mark.slow
@pytest.mark.parametrize("name", [case(KNOWN_COSTS, name) for name in GROWING])
def test_the_cost_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    size, text = GROWING[name]
    small = _seconds(HEAD + text(size))
    large = _seconds(HEAD + text(4 * size))
    print(f"{name:32} {small:6.2f} s, {large:6.2f} s for four times as much")
    assert large < max(1.0, LINEAR * small)


@pytest.mark.slow
def test_the_cost_of_a_long_table_in_memory() -> None:
    tracemalloc.start()
    read(HEAD + _plan(150))
    small = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    read(HEAD + _plan(600))
    large = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert large < 6 * small + 20_000_000


@pytest.mark.slow
def test_ten_thousand_columns() -> None:
    assert _seconds(HEAD + "\t".join(["มาตรการ"] * 10_000) + "\n" + "\t".join(["จัดทำผัง"] * 10_000)) < 30


def test_more_units_than_python_recurses() -> None:
    document = read(HEAD + "มาตรการ\tผู้รับผิดชอบ\nจัดทำผังขั้นตอนบริการ\t" + "กองคลัง " * 3_000)
    assert [measure.responsible for measure in document.measures] == [("กองคลัง",)]
