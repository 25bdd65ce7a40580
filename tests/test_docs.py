"""What the documents say is so: commands exist, every command, issue, field and table has its place."""

from __future__ import annotations

import dataclasses
import datetime
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import prongsai
from prongsai.cli import cli
from prongsai.extract.outline import section_of
from prongsai.extract.prose import says
from prongsai.extract.roles import role_of
from prongsai.normalizers.numerals import arabic
from prongsai.normalizers.statuses import of_words
from prongsai.reasons import reason
from prongsai.reference.tables import yaml_rows
from prongsai.schemas.document import Coverage, Document, DocumentFacts, Maker, Source
from prongsai.schemas.issues import Issue, Leftover
from prongsai.schemas.records import Finding, Measure, Score
from prongsai.schemas.terms import Agency, CodeMention, Period
from prongsai.schemas.trace import Cite, Passage, Place, Step

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = ("README.md", "README.th.md")
COMMANDS = cli.commands


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def command_lines(document: str, first_word: str) -> list[list[str]]:
    """The commands in the shell blocks of a document, comments, prompts and what follows a pipe taken off."""
    lines = "\n".join(re.findall(r"```(?:sh|console)\n(.*?)```", document, re.DOTALL)).splitlines()
    split = [shlex.split(line.removeprefix("$ "), comments=True) for line in lines if line.strip()]
    parts = []
    for words in split:
        while words:
            end = min((words.index(mark) for mark in ("|", ">", "&&", "||") if mark in words), default=len(words))
            parts.append(words[:end])
            words = words[end + 1 :]
    return [words for words in parts if words and words[0] == first_word]


def test_command_lines_are_found() -> None:
    document = (
        "```sh\n# comment\nprongsai read a.txt | jq .  # more\nmake run && prongsai schema\n```\n```python\nx\n```"
    )
    assert command_lines(document, "prongsai") == [["prongsai", "read", "a.txt"], ["prongsai", "schema"]]
    assert command_lines(document, "make") == [["make", "run"]]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_in_documents_exist(path: Path) -> None:
    """Each documented prongsai command parses: it is there, so are its options, the number of arguments fits."""
    for words in command_lines(path.read_text("utf-8"), "prongsai"):
        if words[1] in ("--version", "--help"):
            continue
        assert words[1] in COMMANDS, words
        command = COMMANDS[words[1]]
        command.make_context(words[1], words[2:], resilient_parsing=False)  # raises UsageError
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    for words in command_lines(path.read_text("utf-8"), "make"):
        assert set(words[1:]) <= targets, words


@pytest.mark.parametrize("readme", READMES)
def test_readme_has_every_command_and_option(readme: str) -> None:
    document = text(readme)
    for name, command in COMMANDS.items():
        assert f"prongsai {name}" in document, f"{readme} does not mention the command {name}"
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in document for option in parameter.opts), f"{readme}: {name} {parameter.opts}"


def test_the_two_readmes_show_the_same_commands() -> None:
    english, thai = (command_lines(text(name), "prongsai") for name in READMES)
    assert english == thai
    assert command_lines(text("README.md"), "make") == command_lines(text("README.th.md"), "make")


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_issue_has_its_section_and_every_section_its_issue() -> None:
    codes = [row["id"] for row in yaml_rows("issues.yml")]
    assert re.findall(r"^## ([a-z]+(?:-[a-z]+)*)$", text("docs/issues.md"), re.MULTILINE) == codes


def test_every_reference_table_has_its_section_and_every_section_its_table() -> None:
    tables = sorted(path.name for path in (ROOT / "reference" / "data").iterdir() if path.suffix in (".csv", ".yml"))
    described = re.findall(r"^\| `([a-z_]+\.(?:csv|yml))` \|", text("docs/tables.md"), re.MULTILINE)
    assert sorted(described) == tables


def test_every_rule_that_acts_on_a_sample_is_a_row_and_every_step_has_its_reason() -> None:
    ids = {row["id"] for path in (ROOT / "reference" / "data").glob("*.yml") for row in yaml_rows(path.name)}
    for sample in (ROOT / "samples").glob("*.txt"):
        document = prongsai.read(sample)
        steps = [step for passage in document.passages.values() for step in passage.steps]
        for record in (document.document, *document.scores, *document.findings, *document.measures):
            steps += [step for cites in record.cites.values() for cite in cites for step in cite.steps]
        assert steps
        assert {step.rule for step in steps if not reason(step.rule)} == set()
        assert set(document.coverage.ignored_by) <= ids


RULES_IN_CODE = yaml_rows("rules_in_code.yml")


def acts(text: str) -> tuple[set[str], set[str], Document]:
    """The rules that put a part of this text aside, those in the steps of its cites, and what was read."""
    document = prongsai.read(text.encode())
    records = (document.document, *document.scores, *document.findings, *document.measures)
    cites = [cite for record in records for many in record.cites.values() for cite in many]
    return set(document.coverage.ignored_by), {step.rule for cite in cites for step in cite.steps}, document


@pytest.mark.parametrize("row", RULES_IN_CODE, ids=lambda row: row["id"])
def test_a_rule_in_code_acts_on_its_example_and_not_on_its_near_miss(row: dict[str, str]) -> None:
    assert set(row) == {"id", "kind", "since", "why", "example", "spare"}
    assert datetime.date.fromisoformat(row["since"])
    aside, steps, document = acts(row["example"])
    spared_aside, spared_steps, spared = acts(row["spare"])
    if row["kind"] == "scores":
        assert document.scores and not document.findings and row["id"] not in aside
        assert spared.scores and spared.findings
    else:
        acted, spared_acted = {"aside": (aside, spared_aside), "reading": (steps, spared_steps)}[row["kind"]]
        assert row["id"] in acted
        assert row["id"] not in spared_acted


def test_every_rule_that_code_names_is_a_row() -> None:
    """Names in full (`table.header`), and those made of a prefix and a role or section of a table."""
    tables = {path.name: yaml_rows(path.name) for path in (ROOT / "reference" / "data").glob("*.yml")}
    ids = {row["id"] for rows in tables.values() for row in rows}
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "extract").glob("*.py"))
    groups = {rule.split(".")[0] for rule in ids if "." in rule} - {"name", "body", "kind", "place", "filler"}
    named = set(re.findall(rf'"((?:{"|".join(sorted(groups))})\.[a-z]+(?:-[a-z]+)*)"', code))
    named = {name for name in named if not name.endswith(".yml")}  # prose.yml is a table, prose.note a rule
    assert len(named) > 30
    assert named <= ids
    asides = re.search(r"^ASIDE_ROLES = frozenset\(\{(.*?)\}\)", code, re.MULTILINE)
    of_plans = re.search(r'if column\.role in \(([^()]*)\):\s*ledger\.ignore\(f"plan-table\.', code)
    assert asides and of_plans
    made = {f"score-table.{role}" for role in re.findall(r'"([a-z_]+)"', asides[1]) if role != "rating"}
    made |= {f"plan-table.{role}" for role in re.findall(r'"([a-z_]+)"', of_plans[1])}
    assert made <= ids


@pytest.mark.parametrize("row", yaml_rows("sections.yml"), ids=lambda row: row["id"])
def test_a_section_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    assert row["why"]
    assert section_of(row["example"]) == (row["kind"], row["id"])
    assert (section_of(row["spare"]) or ("", ""))[1] != row["id"]


@pytest.mark.parametrize("row", yaml_rows("columns.yml"), ids=lambda row: row["id"])
def test_a_column_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    role = row.get("role", row["id"])
    assert role_of(row["example"]) == role
    assert role_of(row["spare"]) != role


@pytest.mark.parametrize("row", yaml_rows("status.yml"), ids=lambda row: row["id"])
def test_a_status_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    assert of_words(row["example"]) == row["status"]
    assert of_words(row["spare"]) != row["status"]


@pytest.mark.parametrize("row", yaml_rows("prose.yml"), ids=lambda row: row["id"])
def test_a_prose_row_reads_its_example_and_spares_its_near_miss(row: dict[str, str]) -> None:
    assert row["why"]
    cue = row["id"].split(".")[1]
    assert says(cue, arabic(row["example"]))
    assert not says(cue, arabic(row["spare"]))


MODELS: dict[Any, set[str]] = {
    **{
        model: set(model.model_fields)
        for model in (
            *(Document, DocumentFacts, Source, Agency, Score, Finding, CodeMention, Measure, Period),
            *(Issue, Leftover, Coverage, Maker),
        )
    },
    **{model: {field.name for field in dataclasses.fields(model)} for model in (Passage, Place, Step, Cite)},
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described(model: Any) -> None:
    described = set(re.findall(r"`([a-z_]+)`", text("docs/reading-a-document.md")))
    missing = MODELS[model] - described
    assert not missing, f"docs/reading-a-document.md says nothing of {sorted(missing)} of {model.__name__}"


def test_first_record_commands_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    made = re.search(r"^run:.*\n\t@\$\(BIN\)/(prongsai .*)$", text("Makefile"), re.MULTILINE)
    assert made
    shown = [words for words in command_lines(text("README.md"), "prongsai") if "003_" in " ".join(words)]
    assert len(shown) == 3
    for words in [shlex.split(made[1]), *shown]:
        result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
        assert (result.exit_code, result.stderr) == (0, ""), words
        assert result.stdout.strip()


@pytest.mark.parametrize("readme", READMES)
def test_python_in_the_readmes_runs(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(r"```python\n(.*?)```", text(readme), re.DOTALL)
    printed: list[str] = []
    exec(block, {"print": lambda *values: printed.append(" ".join(map(str, values)))})
    assert len(printed) > 10
    assert "read from p" in printed[-1]


def test_nothing_says_where_it_was_made() -> None:
    for path in [*DOCS, ROOT / "Makefile", ROOT / ".ci" / "run", ROOT / "requirements.lock", ROOT / "pyproject.toml"]:
        found = re.search(r"/work/|/root/|/home/\w|https?://[\w.]*(?:pypi|debian)\.org", path.read_text("utf-8"))
        assert not found, f"{path.name}: {found and found.group()}"
