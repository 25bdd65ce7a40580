"""The exception tree: what cannot be processed at all.

What a document *says* wrongly is never an exception; it is an `Issue` on the document.

    ProngsaiError
    ├── SourceError        the bytes cannot be read as a report
    │   ├── EmptySource        nothing in it
    │   ├── BinarySource       not text, and no reader for its kind
    │   ├── TooLarge           over a limit; says which, and how to raise it
    │   └── DecodingFailed     no known Thai encoding fits
    ├── TableError         a reference table of ours is wrong (names file and row)
    └── DocumentError      a Document that does not hold together (cites nothing, wrong version)
"""

from __future__ import annotations


class ProngsaiError(Exception):
    """Base of all errors that prongsai raises on purpose."""


class SourceError(ProngsaiError):
    """The bytes cannot be read as a report. `outcome` is the short typed name used in batch results."""

    outcome = "unreadable"


class EmptySource(SourceError):
    """The source holds no text at all."""

    outcome = "empty"


class BinarySource(SourceError):
    """The source is not text and there is no reader for its kind."""

    outcome = "not-text"


class TooLarge(SourceError):
    """The source is over a limit."""

    outcome = "too-large"


class DecodingFailed(SourceError):
    """None of the encodings that Thai dumps come in fits the bytes."""

    outcome = "undecodable"


class TableError(ProngsaiError):
    """A reference table is wrong; the message names the file and the row."""


class DocumentError(ProngsaiError):
    """A Document that does not hold together."""
