"""Opening sources: encodings, misread encodings, what is refused and how."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.extract.source import open_source
from prongsai.schemas.errors import BinarySource, DecodingFailed, EmptySource, SourceError, TooLarge

THAI = (
    "รายงานผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ\n"
    "เทศบาลตำบลบ้านใหม่ อำเภอเมือง จังหวัดนครปฐม\nIIT\t๑\tการปฏิบัติหน้าที่\t๙๕.๑๕\n"
)


def zipped(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "<xml/>")
    return buffer.getvalue()


# --- what is refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b" \t\r\n", "\ufeff \n".encode(), "\u200b\xa0\n\f".encode(), "\ufeff\n".encode("utf-16-le")]
)
def test_nothing_to_read_is_empty(data: bytes) -> None:
    with pytest.raises(EmptySource):
        open_source(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"\n\n%PDF-1.4 ...", "a PDF"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word file"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel file"),
        (zipped("readme.txt"), "a zip archive"),
        (gzip.compress(THAI.encode()), "a gzip archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office file"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (b"abc\0def\0\0\1\2", "NUL bytes"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(BinarySource, match=says):
        open_source(data, "report.txt")


def test_a_text_about_file_formats_is_no_file_of_that_format() -> None:
    text = "เอกสารแบบ %PDF-1.4 และ PK ต้องแปลงก่อน BZh GIF8"
    assert open_source(text.encode(), "a.txt").text == text


def test_the_limit_is_in_bytes_and_says_how_to_raise_it() -> None:
    assert open_source("กข".encode(), "a.txt", limit_bytes=6).text == "กข"
    with pytest.raises(TooLarge, match="limit_bytes"):
        open_source("กข".encode(), "a.txt", limit_bytes=5)


@pytest.mark.parametrize("text", ["Résumé à l'été, voilà où ça mène", "Größe für Übungen: schöne Äpfel"])
def test_single_byte_text_that_is_not_thai_is_not_read_as_thai(text: str) -> None:
    with pytest.raises(DecodingFailed, match="UTF-8"):
        open_source(text.encode("cp1252"), "a.txt")


def test_errors_name_the_file_without_its_folder() -> None:
    with pytest.raises(SourceError, match=r"^plan\.txt: "):
        open_source(b"", "/srv/reports/plan.txt")


# --- encodings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (THAI.encode(), "utf-8"),
        (THAI.encode("utf-8-sig"), "utf-8-sig"),
        (THAI.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + THAI.encode("utf-16-be"), "utf-16"),
        (THAI.encode("utf-16-le"), "utf-16-le"),
        (THAI.encode("utf-16-be"), "utf-16-be"),
        (THAI.encode("cp874"), "cp874"),
        (THAI.encode().decode("latin-1").encode(), "utf-8>cp1252>utf-8"),
        (THAI.encode("cp874").decode("latin-1").encode(), "utf-8>cp1252>cp874"),
        (THAI.encode("cp874").decode("latin-1").encode("utf-16"), "utf-16>cp1252>cp874"),
    ],
)
def test_thai_is_read_in_every_encoding_that_dumps_come_in(data: bytes, encoding: str) -> None:
    opened = open_source(data, "a.txt")
    assert (opened.text, opened.source.encoding, opened.lost) == (THAI, encoding, 0)


def test_utf8_read_as_windows_1252_or_cp874_by_a_lax_program_is_taken_back() -> None:
    text = THAI + "ปี ๒๕๖๖ – ๒๕๖๗ “ก” ‘ข’ … •\xa0ค\n"

    def lax(codec: str) -> str:
        return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())

    for codec in ("cp1252", "cp874", "latin-1"):
        assert open_source(lax(codec).encode(), "a.txt").text == text


def test_letters_that_a_misreading_destroyed_are_counted_not_guessed() -> None:
    damaged = THAI.encode().decode("cp1252", "ignore")
    opened = open_source(damaged.encode(), "a.txt")
    assert opened.lost == opened.text.count("\ufffd") > 0
    assert len(opened.text) == len(THAI)
    assert all(read in (true, "\ufffd") for read, true in zip(opened.text, THAI, strict=True))


@pytest.mark.parametrize(
    "text", ["เธอเน้นเนื้อหา เนตรและเนินเขา เธนู", "ราคา 5 € à la carte ในรายงานภาษาไทย", "¡Olé! ภาษาไทย"]
)
def test_sound_text_is_not_taken_back(text: str) -> None:
    opened = open_source(text.encode(), "a.txt")
    assert (opened.text, opened.source.encoding) == (text, "utf-8")


def test_a_file_cut_inside_a_letter_is_read_and_the_loss_counted() -> None:
    opened = open_source(THAI.strip().encode()[:-1], "a.txt")
    assert opened.source.encoding == "utf-8"
    assert opened.lost == 1
    assert opened.text.startswith("รายงานผลการประเมิน")


# --- facts -------------------------------------------------------------------------------------------------------


def test_all_line_ends_become_newlines_and_form_feeds_stay() -> None:
    assert open_source("ก\r\nข\rค\u2028ง\x85จ\vฉ\fช\n".encode(), "a.txt").text == "ก\nข\nค\nง\nจ\nฉ\fช\n"


def test_the_id_is_that_of_the_bytes_and_the_name_has_no_path() -> None:
    data = THAI.encode("cp874")
    opened = open_source(data, "..\\in/ตำบล/แผน.txt")
    assert opened.document_id == "sha256:" + hashlib.sha256(data).hexdigest()
    assert (opened.source.name, opened.source.size_bytes) == ("แผน.txt", len(data))
    assert opened.source.media_type == "text/plain"
    assert open_source(b"<!DOCTYPE html><html><body>a", "a.txt").source.media_type == "text/html"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_open_or_raise_a_source_error(data: bytes) -> None:
    try:
        opened = open_source(data, "a.txt")
    except SourceError:
        return
    assert "\r" not in opened.text
    assert opened.text.strip()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E2E), min_size=1, max_size=60))
def test_utf8_text_opens_as_itself(text: str) -> None:
    assert open_source((text + " การประเมิน").encode(), "a.txt").text == text + " การประเมิน"


def test_a_line_of_twenty_megabytes_opens_quickly() -> None:
    data = ("การประเมินคุณธรรม " * 370_000).encode()
    start = time.perf_counter()
    open_source(data, "a.txt")
    assert time.perf_counter() - start < 5
