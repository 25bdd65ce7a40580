"""Where a converted document goes: one file for each input, named from the input's own name and nothing else.

Names come from the input's file name, never from what the document says of itself: a report cannot choose where it is
written. Letters of all scripts stay, what a shell, Windows or a path could misread becomes `_`.

>>> safe_stem("รายงาน ITA 2566.txt"), safe_stem("../../etc/passwd"), safe_stem("CON.txt"), safe_stem("....")
('รายงาน_ITA_2566', 'passwd', '_CON', 'document')

Two inputs with one stem both get a short hash of the path they were named by:

>>> [path.name for path in plan(["a/plan.txt", "b/plan.txt", "b/other.txt"], Path("out"), ".json")]
['plan-72068df0.json', 'plan-039881e9.json', 'other.json']
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_LONGEST = 120  # bytes: 255 is what file systems take, and a hash and a suffix are to come
_UNSAFE = re.compile(r"[^\w.\-\u0e00-\u0e7f]+")
_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_OURS = b'"schema_version"'


def safe_stem(name: str) -> str:
    """The file name without its suffix, fit to be a file name everywhere."""
    last = os.fsencode(name.replace("\\", "/").rsplit("/", 1)[-1]).decode("utf-8", "replace")
    stem = unicodedata.normalize("NFC", Path(last).stem)
    stem = _UNSAFE.sub("_", stem).strip("._ ")
    stem = stem.encode()[:_LONGEST].decode("utf-8", "ignore")
    if not stem:
        return "document"
    return f"_{stem}" if _WINDOWS.fullmatch(stem) else stem


def plan(shown: Sequence[str], folder: Path, suffix: str) -> list[Path]:
    """The file each input is written to: all different, and none of them an input.

    `shown` are the inputs as they were named (`-` for standard input). Names that differ only in case count as one,
    for on some file systems they are one.
    """
    stems = ["stdin" if name == "-" else safe_stem(name) for name in shown]
    how_often = Counter(stem.casefold() for stem in stems)
    taken = {_place(Path(name)) for name in shown if name != "-"}
    files = []
    for name, stem in zip(shown, stems, strict=True):
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()
        plain = [stem] if how_often[stem.casefold()] == 1 else []
        candidates = [*plain, *(f"{stem}-{digest[:length]}" for length in (8, 16, 64))]
        file = next(path for path in (folder / (one + suffix) for one in candidates) if _place(path) not in taken)
        taken.add(_place(file))
        files.append(file)
    return files


def _place(path: Path) -> str:
    return os.path.realpath(path).casefold()


def write(file: Path, text: str) -> None:
    """Write a document whole or not at all. Raises FileExistsError where the file is there and is not ours."""
    if file.exists() and not is_ours(file):
        raise FileExistsError(f"{file} exists and was not made by prongsai; choose another folder with -o")
    handle, name = tempfile.mkstemp(prefix=".prongsai-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def is_ours(file: Path) -> bool:
    """Whether a file begins as our documents do."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        head = opened.read(200)
    return head.lstrip(b"{ \r\n\t").startswith(_OURS)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
