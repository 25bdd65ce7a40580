"""The published JSON Schema is the one that the models give, and says what the output contract says."""

from __future__ import annotations

import json
from importlib.resources import files

from click.testing import CliRunner

from prongsai.cli import cli
from prongsai.schemas.document import json_schema


def test_the_schema_file_is_in_step_with_the_models() -> None:
    published = json.loads(files("prongsai.schemas").joinpath("document.schema.json").read_text("utf-8"))
    assert published == json_schema(), "the models have changed: run `make schema` and commit the file"


def test_the_command_prints_the_file() -> None:
    text = files("prongsai.schemas").joinpath("document.schema.json").read_text("utf-8")
    assert CliRunner().invoke(cli, ["schema"]).stdout == text


def test_the_schema_has_the_fields_of_the_contract() -> None:
    schema = json_schema()
    assert set(schema["properties"]) >= {
        "schema_version", "document", "scores", "findings", "measures", "issues", "passages", "leftovers", "coverage",
        "made_by",
    }  # fmt: skip
    score = schema["$defs"]["Score"]["properties"]
    assert set(score) >= {
        "record_id", "scope", "instrument", "indicator_no", "code", "raw_code", "label", "fiscal_year_be", "value",
        "rating", "rank", "status", "code_method", "cites",
    }  # fmt: skip
    assert schema["$defs"]["Score"]["additionalProperties"] is False
