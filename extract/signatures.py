"""What a file that is no text seems to be, from its first bytes, and what its owner can do about it.

>>> seems(b"%PDF-1.7 ...")
'a PDF, which this reader of texts does not read: extract its text first (pdftotext -layout)'
>>> seems("เทศบาลตำบล".encode()) is None
True
"""

from __future__ import annotations

import re

_PDF = re.compile(rb"(?:\A|[\r\n])\s{0,16}%PDF-\d")

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls): save it as text first"),
    (b"{\\rtf", "an RTF file: save it as text first"),
    (b"\x89PNG", "a PNG image: run OCR first"),
    (b"\xff\xd8\xff", "a JPEG image: run OCR first"),
    (b"GIF8", "a GIF image: run OCR first"),
    (b"II*\0", "a TIFF image: run OCR first"),
    (b"MM\0*", "a TIFF image: run OCR first"),
    (b"RIFF", "a RIFF file (image, sound or film): not a report"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"PAR1", "a Parquet file: not a report"),
    (b"SQLite format 3\0", "an SQLite database: not a report"),
    (b"\x7fELF", "a program: not a report"),
)

# Office files are zip archives: the names of their members stand readable near the start.
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word file (.docx): save it as text first"),
    (b"xl/", "an Excel file (.xlsx): save its sheets as text first"),
    (b"ppt/", "a PowerPoint file (.pptx): save it as text first"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file: save it as text first"),
    (b"application/epub+zip", "an EPUB book: save it as text first"),
)


def seems(data: bytes) -> str | None:
    """What the bytes seem to be, with advice; None where no known signature fits.

    >>> seems(b"PK\\x03\\x04....[Content_Types].xml....word/document.xml")
    'a Word file (.docx): save it as text first'
    >>> seems(b"BZh9 is a bzip2 mark, but a word may begin so: BZh") is None
    True
    """
    head = data[:65536]
    if _PDF.search(head[:1024]):
        return "a PDF, which this reader of texts does not read: extract its text first (pdftotext -layout)"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for member, what in _ZIP_MEMBERS:
            if member in head:
                return what
        return "a zip archive: unpack it first"
    for magic, what in _SIGNATURES:
        if head.startswith(magic) and not (magic.isalnum() and magic != b"PAR1" and head[:64].isascii()):
            return what
    return None
