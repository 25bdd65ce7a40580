"""`prongsai --help` answers at once, and `import prongsai` loads nothing that is not asked for."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

HEAVY = ("pydantic", "pandas", "numpy", "pdfplumber", "pythainlp", "rapidfuzz", "yaml", "charset_normalizer")


def _seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "prongsai", *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def test_help_takes_less_than_300_ms() -> None:
    assert statistics.median(_seconds("--help") for _ in range(5)) < 0.3


def _loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert not _loaded("import prongsai") & {*HEAVY, "click"}
    assert not _loaded("import prongsai.cli") & set(HEAVY)
    assert "pydantic" in _loaded("import prongsai\nprongsai.Document")  # and the measure is not blind
