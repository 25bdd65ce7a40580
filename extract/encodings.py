"""Bytes to text: the encodings that Thai dumps come in, and the ways they are misread.

UTF-8 and UTF-16 say of themselves whether they fit. TIS-620 (CP874) fits nearly any bytes, so it is believed only where
the outcome is spelt as Thai is: a tone mark stands on a consonant, a leading vowel before one.

>>> decode("เทศบาลตำบล".encode("cp874")).encoding
'cp874'
>>> decode("ผลการประเมิน".encode("utf-16-le")).encoding
'utf-16-le'

A text that was decoded wrongly once and saved again (mojibake) is taken back where the bytes prove it; `encoding` is
then the whole way: decode utf-8, encode cp1252, decode utf-8.

>>> twice = "การประเมิน".encode().decode("latin-1").encode()
>>> decode(twice)
Decoded(text='การประเมิน', encoding='utf-8>cp1252>utf-8', lost=0)
>>> decode("café à la crème, voilà".encode("cp1252"))
Traceback (most recent call last):
...
prongsai.schemas.errors.DecodingFailed: not UTF-8, UTF-16 or TIS-620; ...
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from prongsai.schemas.errors import BinarySource, DecodingFailed

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONSONANT = r"[\u0e01-\u0e2e]"
_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_MARK_IN_PLACE = re.compile(r"(?<=[\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LEADING = re.compile(r"[\u0e40-\u0e44]")
_LEADING_IN_PLACE = re.compile(r"[\u0e40-\u0e44](?=" + _CONSONANT + ")")
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# A file may be cut inside a letter or have a damaged byte: this share of unreadable bytes is borne and counted.
_BORNE = 0.01
_SAMPLE = 65536


class Decoded(NamedTuple):
    """The text, how it was decoded, and how many unreadable bytes stand in it as U+FFFD."""

    text: str
    encoding: str
    lost: int


def decode(data: bytes) -> Decoded:
    """Decode bytes, or raise BinarySource or DecodingFailed."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _unmojibake(_lenient(data, name))
    if b"\0" in data or _looks_like_utf16(data):
        wide = _utf16_without_bom(data)
        if wide is None:
            raise BinarySource("not a text: it holds NUL bytes")
        return wide
    control = len(_CONTROL.findall(data[:_SAMPLE])) / max(1, len(data[:_SAMPLE]))
    if control > 0.1:
        raise BinarySource("not a text: it is full of control characters")
    try:
        return _unmojibake(Decoded(data.decode("utf-8"), "utf-8", 0))
    except UnicodeDecodeError:
        if control > 0.02:
            raise BinarySource("not a text: it is full of control characters") from None
    for name in ("utf-8", "cp874"):
        decoded = _lenient(data, name)
        if decoded.lost <= _BORNE * len(decoded.text) + 1 and _is_thai(decoded.text):
            return decoded
    raise DecodingFailed(f"not UTF-8, UTF-16 or TIS-620; {_guess(data)}; save it as UTF-8 first")


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    return Decoded(text, name, text.count("\ufffd"))


def _is_thai(text: str) -> bool:
    """Whether a text is spelt as Thai is; a few letters prove nothing.

    >>> _is_thai("ระดับผลการประเมิน"), _is_thai("caf\\u0e49 \\u0e40 la cr\\u0e48me")
    (True, False)
    """
    sample = text[:_SAMPLE]
    foreign = sum(1 for c in sample if c > "\x7f")
    thai = len(_THAI.findall(sample))
    marks, leading = len(_MARK.findall(sample)), len(_LEADING.findall(sample))
    in_place = len(_MARK_IN_PLACE.findall(sample)) + len(_LEADING_IN_PLACE.findall(sample))
    return thai >= 4 and thai >= 0.85 * foreign and in_place >= 0.85 * (marks + leading)


def _looks_like_utf16(data: bytes) -> bool:
    """Thai alone in UTF-16 has no zero byte, but every other byte is 0x0E, which no text holds otherwise."""
    sample = data[:_SAMPLE]
    return max(sample[0::2].count(0x0E), sample[1::2].count(0x0E)) * 4 > len(sample)


def _utf16_without_bom(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: the high bytes are those of ASCII, Thai and general punctuation."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        fitting = sum(high.count(byte) for byte in (0x00, 0x0E, 0x20))
        if len(data) % 2 == 0 and fitting >= 0.95 * len(high):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return Decoded(text, name, 0)
    return None


def _sloppy(codec: str) -> dict[int, str]:
    """Byte to character as lax programs decode it: bytes the code page leaves empty stay control characters."""
    return {byte: bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in range(0x80, 0x100)}


def _triples(codec: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What the three bytes of a Thai letter look like, read with `codec`, and the way back to bytes.

    The third may be missing: many programs drop the control characters that some of those bytes become. Dashes, quotes
    and hard blanks of the same text are misread with it: E2 and two more bytes, C2 and one.
    """
    table = _sloppy(codec)
    back = {char: byte for byte, char in table.items()}
    back.update({chr(byte): byte for byte in range(0x80, 0xA0)})  # Latin-1 keeps these as control characters
    tail = "".join(re.escape(char) for char, byte in back.items() if 0x80 <= byte <= 0xBF)
    lead = re.escape(table[0xE0])
    second = re.escape(table[0xB8]) + re.escape(table[0xB9])
    sign, mark = re.escape(table[0xE2]), re.escape(table[0xC2])
    return re.compile(f"{lead}[{second}][{tail}]?|{sign}[{tail}]{{2}}|{mark}[{tail}]"), back


def _unmojibake(decoded: Decoded) -> Decoded:
    """Take back one wrong decoding, where the outcome proves that there was one.

    UTF-8 spells each Thai letter with three bytes, the first two being E0 B8 or E0 B9, so UTF-8 read as Windows-1252
    shows `à¸` or `à¹` before every letter, and read as CP874 `เธ` or `เน`.

    >>> decode("สารสนเทศ".encode().decode("cp874", "ignore").encode())  # the last letter's third byte is lost
    Decoded(text='สารส\ufffdเทศ', encoding='utf-8>cp874>utf-8', lost=1)
    >>> decode("เธนู เนตร และเนินเขา".encode()).encoding
    'utf-8'
    """
    text = decoded.text
    sample = text[:_SAMPLE]
    for codec in ("cp1252", "cp874"):
        pattern, back = _triples(codec)
        lead = _sloppy(codec)[0xE0]
        hits = sum(1 for found in pattern.findall(sample) if len(found) == 3 and found[0] == lead)
        if hits < 3 or hits * 3 < 0.5 * len(_THAI.findall(sample)):
            continue  # a few Thai words do begin with these letters

        def letter(found: re.Match[str], back: dict[str, int] = back) -> str:
            data = bytes(back[char] for char in found.group())
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                return "\ufffd"

        text = pattern.sub(letter, text)
        return Decoded(text, f"{decoded.encoding}>{codec}>utf-8", text.count("\ufffd"))
    return _single_byte_mojibake(decoded)


def _single_byte_mojibake(decoded: Decoded) -> Decoded:
    """CP874 read as Windows-1252: `¡ÒÃ` for การ. Taken back only as a whole, and only where it gives good Thai."""
    sample = decoded.text[:_SAMPLE]
    high = sum(1 for c in sample if "\xa0" <= c <= "\xff")
    if high < 8 or high < 0.3 * len(sample.replace(" ", "")) or _THAI.search(sample):
        return decoded
    back = {char: byte for byte, char in _sloppy("cp1252").items()}
    try:
        data = bytes(back.get(char, ord(char)) for char in decoded.text)
        text = data.decode("cp874")
    except (ValueError, UnicodeDecodeError):
        return decoded
    return Decoded(text, f"{decoded.encoding}>cp1252>cp874", decoded.lost) if _is_thai(text) else decoded


def _guess(data: bytes) -> str:
    """What the encoding may be, for the error message only: a guess is never read as a report."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:32768]).best()
    return f"it may be {best.encoding}" if best is not None else "no known encoding fits"
