"""The command line, with a stand-in for the pipeline: what is read, where it goes, what is said, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from prongsai.cli import cli
from prongsai.inputs import find
from prongsai.outputs import plan, safe_stem
from prongsai.schemas.document import Coverage, Document, DocumentFacts, Maker, Source
from prongsai.schemas.errors import EmptySource
from prongsai.schemas.issues import Issue
from prongsai.schemas.records import Score
from prongsai.schemas.terms import Agency
from prongsai.schemas.trace import Cite, Passage, Place, Step


def stand_in(data: bytes, name: str) -> Document:
    """A pipeline that knows four reports: a good one, a contradicted one, an empty one, one that it fails on."""
    if not data.strip():
        raise EmptySource(f"{name}: an empty file")
    if data == b"defect":
        raise ZeroDivisionError("deep inside")
    passage = Passage("O๑\u0e4d\u0e32๔", Place(1, 12, 3), (Step("glyph.sara-am", 2, "\u0e4d\u0e32", "\u0e33"),))
    cite = Cite("p01.t1.r02.c1", 0, 4, steps=(Step("code.letter-o", 0, "O", "o"),))
    score = Score(
        record_id="score-1",
        scope="question",
        instrument="OIT",
        indicator_no="9",
        code="o14",
        raw_code="O๑๔",
        label="คู่มือ",
        fiscal_year_be=2566,
        value=Decimal("100.00"),
        status="contradicted" if data == b"wrong" else "verified",
        code_method="confusable",
        cites={"code": (cite,)},
    )
    issue = Issue(
        issue_id="issue-1",
        code="score-mismatch",
        severity="error",
        blame="paper",
        message="Line one\nline two",
        record_ids=("score-1",),
        expected="80.45",
    )
    return Document(
        document=DocumentFacts(
            document_id="sha256:00",
            source=Source(name=name, media_type="text/plain", size_bytes=len(data)),
            agency=Agency(name="เทศบาลตำบล\x1b[31mบ้านใหม่", kind="subdistrict_municipality", province="ตาก"),
            assessed_year_be=2566,
        ),
        scores=(score,),
        issues=(issue,) if data == b"wrong" else (),
        passages={"p01.t1.r02.c1": passage},
        coverage=Coverage(cells=1, claimed=1, ignored=0, left=0),
        made_by=Maker(version="0", reference="0"),
    )


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    module = ModuleType("prongsai.pipeline")
    module.process = stand_in  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "prongsai.pipeline", module)
    monkeypatch.chdir(tmp_path)
    yield


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=False)


def write(name: str, data: bytes | str = "fine") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


# ---- what goes wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "a.txt", "--format", "xml"),
        ("read", "a.txt", "b.txt", "--format", "json"),
        ("read", "a.txt", "-o", "a.txt"),
        ("explain",),
        ("explain", "a.txt", "scores[1]"),
        ("explain", "a.txt", "scores[0].colour"),
        ("explain", "a.txt", "nobody"),
        ("nonsense",),
    ],
)
def test_misuse_exits_with_2_and_says_so(arguments: tuple[str, ...]) -> None:
    write("a.txt")
    write("b.txt")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage:")
    assert result.stdout == ""


def test_what_cannot_be_read_costs_one_line_and_not_the_others() -> None:
    for name, data in {"1.txt": "fine", "2.txt": "", "3.txt": "defect", "4.txt": "fine"}.items():
        write(name, data)
    Path("folder").mkdir()
    result = run("read", "1.txt", "2.txt", "3.txt", "missing.txt", "4.txt")
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["source"]["name"] for line in result.stdout.splitlines()] == ["1.txt", "4.txt"]
    empty, defect, missing = result.stderr.splitlines()
    assert empty == "prongsai: 2.txt: an empty file"
    assert missing == "prongsai: missing.txt: no such file or folder; check the path"
    assert "3.txt" in defect and "ZeroDivisionError: deep inside" in defect and "Traceback" not in result.stderr


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    with Path("sparse.txt").open("wb") as file:
        file.truncate(200_000_000)
    result = run("read", "sparse.txt", "/dev/zero")
    assert result.exit_code == 1
    assert [line.partition("; ")[0] for line in result.stderr.splitlines()] == [
        "prongsai: sparse.txt: 200,000,000 bytes or more, the limit is 50,000,000",
        "prongsai: /dev/zero: 50,000,001 bytes or more, the limit is 50,000,000",
    ]


def test_a_folder_without_reports_is_no_success() -> None:
    write("folder/scan.pdf")
    result = run("read", "folder")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "skipped 1 file" in result.stderr and ".pdf" in result.stderr and "nothing to read" in result.stderr


def test_a_file_of_somebody_else_is_not_overwritten() -> None:
    write("package.txt")
    write("out/package.json", '{"name": "mine"}')
    result = run("read", "package.txt", "-o", "out")
    assert result.exit_code == 1
    assert "was not made by prongsai" in result.stderr
    assert Path("out/package.json").read_text() == '{"name": "mine"}'


def test_no_input_is_overwritten() -> None:
    write("a.json")
    write("b.ndjson")
    result = run("read", "a.json", "-o", ".")
    assert result.exit_code == 0
    assert Path("a.json").read_text() == "fine"
    assert len(list(Path().glob("a-*.json"))) == 1


def test_strict_exits_with_1_on_error_issues_only() -> None:
    write("wrong.txt", "wrong")
    write("fine.txt", "fine")
    assert run("read", "wrong.txt").exit_code == 0
    assert run("read", "fine.txt", "--strict").exit_code == 0
    result = run("read", "wrong.txt", "--strict")
    assert result.exit_code == 1
    assert "1 issue of severity error" in result.stderr
    assert json.loads(result.stdout)["schema_version"] == "1"  # it is still written


def test_a_failed_write_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    write("a.txt")
    monkeypatch.setattr(Path, "replace", full)
    result = run("read", "a.txt", "-o", "out")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert names("out") == []


# ---- what goes right ------------------------------------------------------------------------------------------


def test_ndjson_on_standard_output_and_nothing_beside_it() -> None:
    write("in/b.txt")
    write("in/a.md")
    write("in/deeper/c.HTML")
    result = run("read", "in")
    assert result.exit_code == 0
    assert result.stderr == ""
    names = [json.loads(line)["document"]["source"]["name"] for line in result.stdout.splitlines()]
    assert names == ["a.md", "b.txt", "c.HTML"]


def test_output_folder_gets_a_file_for_each_input_and_a_line_for_each() -> None:
    write("in/a.txt")
    write("in/b.txt", "wrong")
    result = run("read", "in", "-o", "made/out")
    assert result.exit_code == 0
    assert names("made/out") == ["a.json", "b.json"]
    assert json.loads(Path("made/out/a.json").read_text("utf-8"))["scores"][0]["code"] == "o14"
    first, second = result.stdout.splitlines()
    assert first == (
        f"in{os.sep}a.txt: เทศบาลตำบล\ufffd[31mบ้านใหม่ (ตาก), year 2566: 1 score (1 verified, 0 contradicted), "
        "0 findings, 0 measures, 0 issues"
    )
    assert "0 verified, 1 contradicted" in second and "1 issue (1 error)" in second
    assert run("read", "in", "-o", "made/out").exit_code == 0  # what is ours may be written again
    run("read", "in", "-o", "made/lines", "--format", "ndjson")
    assert Path("made/lines/a.ndjson").read_bytes().count(b"\n") == 1


def test_standard_input_is_a_report_too() -> None:
    result = run("read", "-", stdin="รายงาน".encode())
    assert json.loads(result.stdout)["document"]["source"]["name"] == "stdin"
    assert run("read", "-", "-o", "out", stdin=b"x").exit_code == 0
    assert names("out") == ["stdin.json"]


def test_format_json_prints_one_indented_document() -> None:
    write("a.txt")
    result = run("read", "a.txt", "--format", "json")
    assert result.stdout.startswith('{\n  "schema_version"')


def test_an_input_named_twice_is_read_once() -> None:
    write("in/a.txt")
    assert len(run("read", "in/a.txt", "in", "./in/a.txt").stdout.splitlines()) == 1


def test_a_loop_of_links_and_a_pipe_in_a_folder_do_no_harm() -> None:
    write("in/a.txt")
    Path("in/up").symlink_to("..")
    Path("in/broken.txt").symlink_to("nowhere.txt")
    os.mkfifo("in/pipe.txt")
    found = find(["in"])
    assert [item.name for item in found.inputs] == ["a.txt", "broken.txt"]
    assert [path.name for path in found.skipped] == ["pipe.txt"]
    assert "broken.txt: no such file" in run("read", "in").stderr


@pytest.mark.parametrize(
    "name",
    ["..", "../../etc/cron.d/x.txt", "a/../../b.txt", "C:\\Windows\\x.txt", "con.txt", "nul", ".txt", "", "a\0b", "-rf",
     "รายงาน" * 60 + ".txt", "a\nb.txt", "\u202e.txt", "~.txt", "$(id).txt"],
)  # fmt: skip
def test_no_input_name_leads_out_of_the_output_folder(name: str) -> None:
    stem = safe_stem(name)
    file = Path("out") / f"{stem}.json"
    assert file.resolve().parent == Path("out").resolve()
    assert stem.isprintable() and len(stem.encode()) < 200 and not set(stem) & set('/\\:*?"<>|$~ ')
    assert stem.lower() not in ("con", "nul")


def test_output_names_differ_also_where_stems_do_not() -> None:
    inputs = ["a/x.txt", "b/x.txt", "c/X.md", "x.html", "y.txt"]
    files = plan(inputs, Path("out"), ".json")
    assert len({str(file).casefold() for file in files}) == len(inputs)
    assert files[-1].name == "y.json"
    assert plan(list(reversed(inputs)), Path("out"), ".json") == list(reversed(files))


def test_explain_shows_place_steps_reasons_and_witnesses() -> None:
    write("a.txt", "wrong")
    contents = run("explain", "a.txt").stdout
    assert "scores[0]  o14, 2566: 100.00, contradicted" in contents and "issues[0]" in contents
    text = run("explain", "a.txt", "scores[0].code").stdout
    for expected in [
        "scores[0].code = “o14”",
        "p01.t1.r02.c1, page 1, line 12, column 3; read from its own cell",
        "glyph.sara-am: “\u0e4d\u0e32” U+0E4D U+0E32 became “\u0e33” U+0E33",
        "code.letter-o: “O” became “o”",
        "because OIT codes",
        "contradicted: printed so, but other figures of the document refute it",
        "code read by confusable",
        "score-mismatch (error, blame: paper): Line one\\nline two",
        "expected “80.45”",
    ]:
        assert expected in text
    assert run("explain", "a.txt", "score-1.code").stdout == text
    assert "nothing was read for it" in run("explain", "a.txt", "scores[0].rank").stdout
    assert "follows from the record's other fields" in run("explain", "a.txt", "scores[0].label").stdout
    assert "\x1b" not in run("explain", "a.txt", "document.agency").stdout


def test_explain_takes_a_converted_document_and_a_pipe() -> None:
    write("a.txt", "wrong")
    run("read", "a.txt", "-o", "out")
    direct = run("explain", "a.txt", "scores[0].code").stdout
    assert run("explain", "out/a.json", "scores[0].code").stdout == direct
    assert run("explain", "-", "scores[0].code", stdin=b"wrong").stdout == direct
    write("out/a.json", '{"schema_version": "1", "scores": 5}')
    broken = run("explain", "out/a.json")
    assert broken.exit_code == 1 and "looks like a prongsai document and is none" in broken.stderr


def test_codes_looks_up_years_codes_and_words() -> None:
    assert run("codes").stdout.splitlines()[-1].startswith("2569")
    assert len(run("codes", "2566").stdout.splitlines()) == 88 + 10
    assert run("codes", "๒๕๖๖", "O๑๔").stdout == "2566  o14  OIT 9.2  คู่มือหรือมาตรฐานการปฏิบัติงาน\n"
    assert "o14" in run("codes", "2566", "คู่มือหรือมาตราฐานการปฎิบัติงาน").stdout.splitlines()[0]  # two letters wrong
    for nothing in [("2550",), ("2023",), ("2566", "o99"), ("e99",), ("ราคาน้ำมันดิบ",)]:
        result = run("codes", *nothing)
        assert result.exit_code == 1 and result.stdout == "" and " no " in result.stderr


# ---- a real process -------------------------------------------------------------------------------------------


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "prongsai", "codes", "2566", "o14"], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8").endswith("คู่มือหรือมาตรฐานการปฏิบัติงาน\n")


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    command = f"{sys.executable} -m prongsai codes 2566 | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert done.stderr == b""
    first, code = done.stdout.decode().splitlines()
    assert first.startswith("2566") and code in ("0", "141")
