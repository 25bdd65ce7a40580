"""What to read: files, folders and standard input, in an order that does not depend on the machine.

A file that is named is read whatever its suffix; in a folder only text dumps are, and the rest is counted as skipped,
so that nobody takes a folder of PDFs for a folder without reports.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> for name in ("b.txt", "a.html", "scan.pdf", ".hidden.txt"):
...     _ = (folder / name).write_text("")
>>> found = find([str(folder)])
>>> [item.name for item in found.inputs], [path.name for path in found.skipped]
(['a.html', 'b.txt'], ['.hidden.txt', 'scan.pdf'])
>>> find(["-"]).inputs
(Input(path=None, shown='-'),)
>>> bytes_of(folder / "b.pdf")
Traceback (most recent call last):
...
FileNotFoundError: ...
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

READABLE = (".txt", ".md", ".html", ".htm", ".tsv")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a file, or standard input where `path` is None. `shown` is how the user wrote it."""

    path: Path | None
    shown: str

    @property
    def name(self) -> str:
        """The name that the document gets to know: the file's own, without its folder."""
        return "stdin" if self.path is None else source_name(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read, what was passed over in folders, and folders that could not be listed."""

    inputs: tuple[Input, ...]
    skipped: tuple[Path, ...]
    unlistable: tuple[OSError, ...]


def find(arguments: Iterable[str]) -> Found:
    """The inputs behind the arguments of a command. The same file named twice is read once."""
    inputs: dict[str, Input] = {}
    skipped: list[Path] = []
    unlistable: list[OSError] = []
    for argument in arguments:
        path = Path(argument)
        if argument == "-":
            inputs.setdefault("-", Input(None, "-"))
        elif path.is_dir():
            for file in _walk(path, unlistable):
                if _is_readable(file):
                    inputs.setdefault(os.path.realpath(file), Input(file, str(file)))
                else:
                    skipped.append(file)
        else:
            inputs.setdefault(os.path.realpath(path), Input(path, argument))
    return Found(tuple(inputs.values()), tuple(skipped), tuple(unlistable))


def _walk(folder: Path, unlistable: list[OSError]) -> Iterator[Path]:
    """All files under a folder, sorted. Links to folders are not followed: they may lead back up."""
    for parent, folders, files in os.walk(folder, onerror=unlistable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files))


def _is_readable(file: Path) -> bool:
    if file.name.startswith(".") or file.suffix.lower() not in READABLE:
        return False
    try:
        return stat.S_ISREG(file.stat().st_mode)  # opening a pipe that lies in a folder would wait for ever
    except OSError:
        return True  # a broken link, say: reading it will tell


def source_name(path: str | os.PathLike[str]) -> str:
    """The file's own name as text, also where its bytes are no UTF-8."""
    return os.fsencode(Path(path).name).decode("utf-8", "replace") or "unnamed"


def bytes_of(path: str | os.PathLike[str] | None) -> bytes:
    """The bytes of a file, or of standard input. What is too large is not read to its end, which it may not have."""
    from prongsai.extract.source import LIMIT_BYTES
    from prongsai.schemas.errors import TooLarge

    if path is None:
        data, size = sys.stdin.buffer.read(LIMIT_BYTES + 1), 0
    else:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > LIMIT_BYTES else file.read(LIMIT_BYTES + 1)
    if max(size, len(data)) > LIMIT_BYTES:
        name = "stdin" if path is None else source_name(path)
        raise TooLarge(f"{name}: {max(size, len(data)):,} bytes or more, the limit is {LIMIT_BYTES:,}; split it first")
    return data
