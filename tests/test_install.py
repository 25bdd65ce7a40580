"""What is installed is what lies in the folders, data files included; and the wheel works away from here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

import prongsai

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: dict[str, str] = PROJECT["tool"]["setuptools"]["package-dir"]
NOT_SHIPPED = {"__pycache__"}


def shipped() -> set[str]:
    """The files of the rooms, under the names that they are to be installed by."""
    found = set()
    for package, room in PACKAGES.items():
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and not NOT_SHIPPED & set(path.parts):
                found.add(f"{package.replace('.', '/')}/{path.relative_to(ROOT / room).as_posix()}")
    return found


def installed(folder: Traversable, prefix: str) -> set[str]:
    found = set()
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in NOT_SHIPPED:
            found |= installed(entry, f"{prefix}/{entry.name}")
        elif entry.is_file():
            found.add(f"{prefix}/{entry.name}")
    return found


def test_every_room_is_a_package() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in ("tests", "bench")}
    assert rooms == set(PACKAGES.values())
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == set(PACKAGES)


def test_the_installed_package_is_what_lies_in_the_folders() -> None:
    here = installed(files("prongsai"), "prongsai")
    assert here == shipped(), "files came or went since the package was installed: run `make dev`"


def test_the_package_is_imported_from_one_place() -> None:
    assert prongsai.__file__ is not None
    assert Path(prongsai.__file__).resolve() == ROOT / "face" / "__init__.py"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, for building leaves files behind."""
    source, out = tmp_path_factory.mktemp("source") / "prongsai", tmp_path_factory.mktemp("wheel")
    wanted = {*PACKAGES.values(), "pyproject.toml", "README.md", "LICENSE", "NOTICE"}
    shutil.copytree(
        ROOT,
        source,
        ignore=lambda folder, names: [
            name for name in names if name in NOT_SHIPPED or (Path(folder) == ROOT and name not in wanted)
        ],
    )
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--disable-pip-version-check", "--no-deps", "--no-index"]
    done = subprocess.run(
        [*command, "--no-build-isolation", "--wheel-dir", str(out), str(source)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if ".dist-info/" not in name}
        licences = {name.rsplit("/", 1)[-1] for name in opened.namelist() if "/licenses/" in name}
    assert names == shipped()
    assert licences == {"LICENSE", "NOTICE"}
    assert wheel.name.startswith(f"prongsai-{prongsai.__version__}-")


def test_the_wheel_works_away_from_here(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str, stdin: bytes | None = None) -> bytes:
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, input=stdin, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    code = "import prongsai.reference as r; print(r.__file__)"
    where = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert where.stdout.startswith(str(site))
    assert run("prongsai", "--version").decode().strip() == f"prongsai {prongsai.__version__}"
    assert "o14" in run("prongsai", "codes", "2566", "o14").decode()
    report = "เทศบาลตำบลบ้านใหม่\nผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๖\nคะแนนภาพรวม ๙๓.๕๗ คะแนน\n"
    assert run("prongsai", "read", "-", stdin=report.encode()).startswith(b'{"schema_version":"1"')
