"""Imports run one way, and each outside library has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("face", "schemas", "reference", "normalizers", "extract", "checks", "load", "review")
DOORS = {
    "charset_normalizer": "extract/encodings.py",
    "click": "face/cli.py",
    "pandas": None,  # None: whichever module, but one
    "pdfplumber": None,
    "pythainlp": "normalizers/words.py",
    "rapidfuzz": "normalizers/matching.py",
    "yaml": "reference/tables.py",
}
HEAVY = {"charset_normalizer", "pandas", "pdfplumber", "pythainlp", "rapidfuzz", "yaml"}


def _modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).glob("*.py"))


def _imported(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """The outside names that are imported anywhere in a module, those for type checkers left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0], node
        else:
            yield from _imported(node)


def doors(library: str, sources: dict[str, str]) -> list[str]:
    """The modules that import a library."""
    return [name for name, text in sources.items() if any(one == library for one, _ in _imported(ast.parse(text)))]


SOURCES = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in _modules()}


def test_the_search_sees_imports_wherever_they_stand() -> None:
    planted = {
        "a.py": "def f():\n    if 1:\n        from pandas.core import x\n",
        "b.py": "import json, pandas as pd\n",
        "c.py": "if TYPE_CHECKING:\n    import pandas\n",
        "d.py": "text = 'import pandas'\n",
    }
    assert doors("pandas", planted) == ["a.py", "b.py"]


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door(library: str) -> None:
    found = doors(library, SOURCES)
    door = DOORS[library]
    assert found == [door] if door else len(found) <= 1


def test_heavy_libraries_are_not_imported_at_module_top() -> None:
    at_top = [
        f"{name}: {library}"
        for name, text in SOURCES.items()
        for library, node in _imported(ast.parse(text))
        if library in HEAVY and node.col_offset == 0
    ]
    assert at_top == []


def test_rooms_are_one_level_deep_and_nothing_is_called_prongsai() -> None:
    assert not (ROOT / "prongsai").exists(), "that folder would hide the installed package"
    for room in ROOMS:
        packages = [path for path in (ROOT / room).rglob("*.py") if path.parent != ROOT / room]
        assert packages == []


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
