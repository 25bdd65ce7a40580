"""Edit rules prove themselves: the example fires exactly its rule, a near-miss fires none, a wrong row names itself."""

from __future__ import annotations

import string
from typing import Any

import pytest

from prongsai.normalizers.text import repair
from prongsai.normalizers.words import is_word
from prongsai.reference.rules import EDIT_TABLES, EditRule, edit_rule, edit_rules, parse_rule
from prongsai.reference.tables import csv_rows
from prongsai.schemas.errors import TableError

RULES = [rule for table in EDIT_TABLES for rule in edit_rules(table)]
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_near_miss_fires_no_rule(rule: EditRule) -> None:
    for text in rule.spare:
        assert repair(text).steps == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_fires_exactly_its_rule(rule: EditRule) -> None:
    repaired = repair(rule.example[0])
    assert repaired.text == rule.example[1]
    assert {step.rule for step in repaired.steps} == {rule.id}


def test_every_step_names_a_rule_of_a_table() -> None:
    damaged = "\n".join(rule.example[0] for rule in RULES)
    known = {rule.id for rule in RULES}
    fired = {step.rule for step in repair(damaged).steps}
    assert fired <= known
    assert len(fired) > 10


@pytest.mark.parametrize("rule", edit_rules("glyphs.yml"), ids=lambda rule: rule.id)
def test_glyph_rules_may_not_touch_digits_or_latin_letters(rule: EditRule) -> None:
    licensed = string.digits + string.ascii_letters + THAI_DIGITS
    for sign in licensed:
        assert rule.find is None or not rule.find.search(sign)
        assert all(sign not in put for put in rule.map.values())
    if rule.find and not rule.map:
        assert not set(rule.find.sub("", licensed)) ^ set(licensed)


def test_no_word_of_the_dictionary_and_no_place_looks_like_a_lost_nikhahit() -> None:
    rule = edit_rule("glyph.lost-nikhahit")
    for damaged, whole in rule.map.items():
        assert damaged.replace("\u0e32", "").replace("\u0e33", "") == whole.replace("\u0e32", "").replace("\u0e33", "")
        assert not is_word(damaged)
    assert rule.find is not None
    for table in ("provinces.csv", "districts.csv", "subdistricts.csv"):
        assert [row["name_th"] for row in csv_rows(table) if rule.find.search(row["name_th"])] == []


def test_private_use_tables_cover_both_old_encodings() -> None:
    signs = edit_rule("glyph.private-use").map
    assert {chr(code) for code in range(0xF700, 0xF71B)} <= set(signs)
    assert {chr(code) for code in range(0xF884, 0xF89F)} <= set(signs)
    assert all("\ue000" <= sign <= "\uf8ff" and not "\ue000" <= plain <= "\uf8ff" for sign, plain in signs.items())


GOOD: dict[str, Any] = {"id": "glyph.x", "why": "because", "example": ["a", "b"], "spare": ["c"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"wy": "typo"}, "unknown key wy"),
        ({"id": "Glyph"}, "the id is not of the form kind.name"),
        ({"why": None}, "says no why"),
        ({"example": ["a"]}, "the example is not a pair of texts"),
        ({"example": ["a", "a"]}, "the example changes nothing"),
        ({"spare": []}, "spares nothing: give a near-miss"),
        ({"find": "(", "put": ""}, "find is no pattern: "),
        ({"find": "a*", "put": ""}, "find matches nothing at all"),
        ({"find": "(a)b", "put": ""}, "find has a group without a name"),
        ({"find": "a"}, "find and put need each other"),
        ({"put": "a"}, "find and put need each other"),
        ({"find": "a", "put": "b", "map": {"a": "b"}}, "has both find and map"),
        ({"map": {"a": 1}}, "the map is not from text to text"),
        ({"lists": {"words": "การ"}}, "lists is not a mapping to lists of texts"),
        ({"pairs": ["การ"]}, "pairs is not a mapping to lists of texts"),
    ],
)
def test_a_wrong_row_names_its_table_and_itself(change: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        parse_rule("glyphs.yml", 7, {**GOOD, **change})
    assert str(caught.value).startswith("glyphs.yml: row 7 (")
    assert message in str(caught.value)


def test_a_good_row_loads() -> None:
    rule = parse_rule("glyphs.yml", 1, {**GOOD, "find": "(?P<sign>a)", "put": r"\g<sign>b"})
    assert rule.find is not None
    assert [rule.replacement(match) for match in rule.find.finditer("a-a")] == ["ab", "ab"]


def test_an_unknown_rule_is_a_table_error() -> None:
    with pytest.raises(TableError, match=r"no edit rule glyph\.none in glyphs\.yml"):
        edit_rule("glyph.none")
