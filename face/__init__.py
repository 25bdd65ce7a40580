"""prongsai (โปร่งใส): published ITA reports in, traceable scores, findings and measures out.

    import prongsai

    document = prongsai.read("report.txt")
    for score in document.scores:
        print(score.code, score.fiscal_year_be, score.value, score.status)
    print(prongsai.explain(document, "scores[17].value"))

Importing it costs next to nothing: models, tables and dictionaries are loaded when something is read.

>>> import prongsai
>>> prongsai.Document.__name__
'Document'
>>> prongsai.read(b"")
Traceback (most recent call last):
...
prongsai.schemas.errors.EmptySource: unnamed: an empty file
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from prongsai.schemas.document import Document
    from prongsai.schemas.errors import ProngsaiError, SourceError

__version__ = "0.1.0"
__all__ = ["Document", "ProngsaiError", "SourceError", "__version__", "explain", "read"]

_HOMES = {
    "Document": "prongsai.schemas.document",
    "ProngsaiError": "prongsai.schemas.errors",
    "SourceError": "prongsai.schemas.errors",
}


def read(source: str | os.PathLike[str] | bytes, name: str | None = None) -> Document:
    """Read one report: the path of a file, or its bytes. `name` is what the document is to call its source.

    Raises SourceError where the bytes are no readable report, and OSError where the file cannot be opened. What the
    report itself says wrongly is no error: it is in `document.issues`.
    """
    from prongsai.inputs import bytes_of, source_name
    from prongsai.pipeline import process

    if isinstance(source, bytes):
        return process(source, name or "unnamed")
    return process(bytes_of(source), name or source_name(source))


def explain(document: Document, record: str = "", field: str = "") -> str:
    """Why a value is what it is: `explain(document, "scores[17]", "value")`, or a list of what can be asked for.

    The same as `document.explain`, and says beside each rule why the rule is there.
    """
    from prongsai.reasons import reason
    from prongsai.schemas.explain import explain as explain_record

    return explain_record(document, record, field, reason)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'prongsai' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
