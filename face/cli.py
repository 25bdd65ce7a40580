"""The command line: `prongsai read`, `codes`, `explain`, `schema`.

Commands import what they need when they run, so that `prongsai --help` answers at once. Exit codes: 0 fine; 1 something
could not be read or written, was not found, or `--strict` met an issue of severity error; 2 the command was misused.
Documents go to standard output as UTF-8 whatever the locale, words about them to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from prongsai import __version__

if TYPE_CHECKING:
    from prongsai.inputs import Found, Input
    from prongsai.schemas.document import Document


class _Door(click.Group):
    """The group of commands; whoever closes the pipe or presses Ctrl-C gets silence, not a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # nobody reads on (`prongsai read . | head`): leave as SIGPIPE would, and flush nothing more on the way out
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(141) from None
        except KeyboardInterrupt:
            _say("stopped")
            raise SystemExit(130) from None
        return result


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="prongsai %(version)s")
def cli() -> None:
    """Turn Thailand's published ITA reports into traceable scores, findings and measures."""


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one file for each input into DIR and print one line for each.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "ndjson"]),
    help="json: indented (default with -o). ndjson: one line a document (default without).",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a document has an issue of severity error.")
def read(inputs: tuple[str, ...], output: Path | None, form: str | None, strict: bool) -> None:
    """Convert reports.

    Give files, folders, or - for standard input. Of a folder, text dumps are read: .txt .md .html .htm .tsv
    """
    from prongsai.inputs import find
    from prongsai.outputs import plan
    from prongsai.progress import ProgressBar

    found = find(inputs)
    form = form or ("json" if output else "ndjson")
    if form == "json" and output is None and len(found.inputs) > 1:
        raise click.UsageError("--format json prints one document; for several use -o DIR or --format ndjson")
    files: list[Path | None] = [None] * len(found.inputs)
    if output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise click.BadParameter(f"cannot make the folder {output}: {_why(error)}", param_hint="-o") from None
        files = list(plan([item.shown for item in found.inputs], output, f".{form}"))
    bar = ProgressBar(len(found.inputs))
    failed = 0
    for number, (item, file) in enumerate(zip(found.inputs, files, strict=True)):
        bar.show(number, item.name)
        result = _read_one(item)
        bar.clear()
        if isinstance(result, str):
            _say(result)
            failed += 1
            continue
        text = result.to_json(indent=2 if form == "json" else None) + "\n"
        if file is None:
            click.echo(text, nl=False)
        else:
            from prongsai.outputs import write

            try:
                write(file, text)
            except OSError as error:
                _say(f"cannot write what {item.shown} gave: {_why(error)}")
                failed += 1
                continue
            click.echo(_plain(f"{item.shown}: {summary(result)}"))
        errors = sum(issue.severity == "error" for issue in result.issues)
        if strict and errors:
            _say(f"{item.shown}: {_count(errors, 'issue')} of severity error (--strict)")
            failed += 1
    failed += _tell_about(found)
    raise SystemExit(1 if failed else 0)


def _read_one(item: Input) -> Document | str:
    """The document, or one line that says what could not be read, why, and what to do."""
    import prongsai
    from prongsai.inputs import bytes_of

    try:
        return prongsai.read(bytes_of(item.path), item.name)
    except prongsai.ProngsaiError as error:
        return f"{item.shown}: {str(error).removeprefix(item.name).removeprefix(': ')}"
    except OSError as error:
        return f"{item.shown}: {_why(error)}"
    except Exception as error:  # a defect of ours: it must not cost the other inputs
        where = f"prongsai.read({str(item.path)!r})" if item.path else "prongsai.read(data)"
        return (
            f"{item.shown}: prongsai failed on it ({type(error).__name__}: {error}); this is a defect of prongsai, "
            f"please report it; {where} in Python shows where"
        )


def _tell_about(found: Found) -> int:
    """Say what was passed over; gives the number of things that should have been read and could not be."""
    for error in found.unlistable:
        _say(f"{error.filename}: {_why(error)}")
    if found.skipped:
        suffixes = ", ".join(sorted({path.suffix.lower() or path.name for path in found.skipped})[:8])
        _say(f"skipped {_count(len(found.skipped), 'file')} of other kinds ({suffixes}); name a file to have it tried")
    nothing = not found.inputs
    if nothing:
        from prongsai.inputs import READABLE

        _say(f"nothing to read: no {' '.join(READABLE)} file there")
    return len(found.unlistable) + nothing


def summary(document: Document) -> str:
    """One line on a document: agency, year, counts, how many scores are borne out."""
    facts = document.document
    agency = facts.agency
    where = ", ".join(filter(None, (agency.district, agency.province))) if agency else ""
    who = f"{agency.name}{f' ({where})' if where else ''}" if agency else "agency unknown"
    states = [score.status for score in document.scores]
    errors = sum(issue.severity == "error" for issue in document.issues)
    wrong = _count(errors, "error")
    return (
        f"{who}, year {facts.assessed_year_be or 'unknown'}: {_count(len(states), 'score')} "
        f"({states.count('verified')} verified, {states.count('contradicted')} contradicted), "
        f"{_count(len(document.findings), 'finding')}, {_count(len(document.measures), 'measure')}, "
        f"{_count(len(document.issues), 'issue')}{f' ({wrong})' if errors else ''}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@cli.command()
@click.argument("words", nargs=-1, metavar="[YEAR] [CODE|TEXT]")
def codes(words: tuple[str, ...]) -> None:
    """Look into the question catalogue.

    \b
    prongsai codes                    the years there are
    prongsai codes 2566               all questions of a year
    prongsai codes o14                what o14 asked in each year
    prongsai codes 2566 คู่มือ          questions by words, also misspelt ones
    """
    from prongsai.listing import NothingFound, listing

    try:
        click.echo(listing(words))
    except NothingFound as error:
        _say(str(error))
        raise SystemExit(1) from None


@cli.command()
@click.argument("file", metavar="FILE")
@click.argument("value", default="", metavar="[RECORD.FIELD]")
def explain(file: str, value: str) -> None:
    """Show where a value was read and what was done to it.

    FILE is a report, or a JSON document that prongsai made of one.

    \b
    prongsai explain report.txt                    all records with their addresses
    prongsai explain report.txt "scores[17]"         one record
    prongsai explain report.txt "scores[17].value"   one value: printed form, place, steps, witnesses
    """
    import prongsai
    from prongsai.inputs import Input

    path = None if file == "-" else Path(file)
    converted = _converted(path) if path else None
    document = converted or _read_one(Input(path, file))
    if isinstance(document, str):
        _say(document)
        raise SystemExit(1)
    try:
        click.echo(prongsai.explain(document, value))
    except LookupError as error:
        raise click.UsageError(str(error)) from None


def _converted(path: Path) -> Document | str | None:
    """The document in a file that prongsai wrote, or None where the file is none."""
    from prongsai.outputs import is_ours
    from prongsai.schemas.document import Document
    from prongsai.schemas.errors import DocumentError

    try:
        if not is_ours(path):
            return None
        return Document.model_validate_json(path.read_bytes())
    except OSError as error:
        return f"{path}: {_why(error)}"
    except (ValueError, DocumentError) as error:
        return f"{path}: looks like a prongsai document and is none: {str(error).splitlines()[0]}"


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a document."""
    import json

    from prongsai.schemas.document import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _why(error: OSError) -> str:
    """What went wrong with a file, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "not allowed; check its permissions"
    return error.strerror or str(error)


def _say(message: str) -> None:
    click.echo(_plain(f"prongsai: {message}"), err=True)


def _plain(line: str) -> str:
    """One line without control characters: names of files and of agencies must not steer the terminal."""
    line = os.fsencode(line).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() or letter == "\u200b" else "\ufffd" for letter in line)


def main() -> NoReturn:
    """The `prongsai` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="prongsai")
    raise SystemExit(0)
