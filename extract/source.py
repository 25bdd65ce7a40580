"""Opening a source: bytes to decoded text, with what is to be said of the bytes.

>>> opened = open_source("\\ufeffเทศบาลตำบลบ้านใหม่\\r\\nผลการประเมิน".encode(), "C:\\\\reports\\\\plan.txt")
>>> opened.source.name, opened.source.encoding, opened.source.size_bytes
('plan.txt', 'utf-8-sig', 95)
>>> opened.text
'เทศบาลตำบลบ้านใหม่\\nผลการประเมิน'
>>> opened.document_id[:15]
'sha256:...'

One failure of each kind:

>>> open_source(b" \\n ", "a.txt")
Traceback (most recent call last):
...
prongsai.schemas.errors.EmptySource: a.txt: nothing in it but white space
>>> open_source(b"%PDF-1.4", "a.pdf")
Traceback (most recent call last):
...
prongsai.schemas.errors.BinarySource: a.pdf: it seems to be a PDF, ...
>>> open_source(b"12345", "a.txt", limit_bytes=4)
Traceback (most recent call last):
...
prongsai.schemas.errors.TooLarge: a.txt: 5 bytes, the limit is 4; raise limit_bytes to read it
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from prongsai.extract.encodings import decode
from prongsai.extract.signatures import seems
from prongsai.schemas.document import Source
from prongsai.schemas.errors import BinarySource, DecodingFailed, EmptySource, TooLarge

LIMIT_BYTES = 50_000_000

# Line ends of all systems, Word's vertical tab and Unicode's own; a form feed is a page mark and stays.
_LINE_END = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_HTML = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_UNSEEN = " \t\n\f\xa0\u00ad\u200b\u200c\u200d\u2060\ufeff\0"


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that could be opened: its facts, its id, its text with \\n line ends.

    `lost` is the number of unreadable bytes that stand in the text as U+FFFD: more than none deserves an issue.
    """

    source: Source
    document_id: str
    text: str
    lost: int = 0


def open_source(data: bytes, name: str, limit_bytes: int = LIMIT_BYTES) -> Opened:
    """Open the bytes of one source, or raise a SourceError that says why not and what to do."""
    name = file_name(name)
    if len(data) > limit_bytes:
        raise TooLarge(f"{name}: {len(data)} bytes, the limit is {limit_bytes}; raise limit_bytes to read it")
    if not data:
        raise EmptySource(f"{name}: an empty file")
    kind = seems(data)
    if kind is not None:
        raise BinarySource(f"{name}: it seems to be {kind}")
    try:
        decoded = decode(data)
    except (BinarySource, DecodingFailed) as error:
        raise type(error)(f"{name}: {error}") from None
    text = _LINE_END.sub("\n", decoded.text.removeprefix("\ufeff"))
    if not text.strip(_UNSEEN):
        raise EmptySource(f"{name}: nothing in it but white space")
    media_type = "text/html" if _HTML.match(text) else "text/plain"
    source = Source(name=name, media_type=media_type, size_bytes=len(data), encoding=decoded.encoding)
    return Opened(source, "sha256:" + hashlib.sha256(data).hexdigest(), text, decoded.lost)


def file_name(name: str) -> str:
    """The file name alone: paths differ between machines, the output must not.

    >>> file_name("/home/a/รายงาน.txt"), file_name("in/"), file_name("")
    ('รายงาน.txt', 'in', 'unnamed')
    """
    return name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or "unnamed"
