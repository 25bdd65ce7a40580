"""Laws of edits, steps and repair, on arbitrary and on Thai-looking text (hypothesis)."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from prongsai.normalizers.edits import Edit, rewrite
from prongsai.normalizers.numerals import arabic, to_arabic
from prongsai.normalizers.text import line_spans, repair
from prongsai.schemas.trace import Step, raw_span, replay, undo

WORDS = (
    *"การ ความ ของ และ ที่ ใน ไตร มาส สำนัก ปลัด เทศบาล ตำบล หน่วยงาน ทรัพย์สิน ราชการ สะดวก รวดเร็ว ณ ห้อง ต่าง ๆ ฯ".split(),
    *"พ.ศ. ป.ป.ช. ๒๕๖๖ ๙๓.๕๗ i๑๒ e-service ITA ๐๑๔ ๑. (๒) ๓.๑ - • ☐ นาย หรือไม่ ส านัก เเผน".split(),
    "อ\u0e4d\u0e32เภอ", "ท\u0e48\u0e35", "ผู \u0e49", "ด \u0e32เนิน", "\uf70a", "\u0e48", "\u0e32", "\ufffd",
)  # fmt: skip
GLUE = ("", " ", "  ", "\n", " \n", "\n\n", "\t", "\u00a0", "\u200b", "\r\n", "\u2028", "...", "…", ".....")
MARKUP = (
    "<p>", "</p>", "<br/>", "<b>", "</b>", "<ul id='x'>", "<", ">", "&lt;", "&amp;", "&nbsp;", "**", "__", "##", "# ",
    "\\*", "\\-", '<input type="checkbox"/>', '<input checked="" type="checkbox"/>', "<!-- x -->", "*", "_", "&",
)  # fmt: skip

plain_thai = st.lists(st.sampled_from((*WORDS, *GLUE)), max_size=12).map("".join)
marked_up = st.lists(st.sampled_from((*WORDS, *GLUE, *MARKUP)), max_size=12).map("".join)
any_text = st.one_of(plain_thai, marked_up, st.text(max_size=30), st.text("กขเแาำิี่้ํ \n<>&*_.#\\-๑1a", max_size=20))


@st.composite
def offered(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits of it as a pass offers them: from left to right, not overlapping."""
    text = draw(st.text("กขคa \u0e49", max_size=20))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [(start, end, draw(st.text("xyz", max_size=3)), "test.edit") for start, end in pairs]


@st.composite
def traced(draw: st.DrawFn) -> tuple[str, str, tuple[Step, ...], list[tuple[int, int]]]:
    """A raw text, what arbitrary edits make of it, their steps, and for each letter the raw span it came from."""
    raw = text = draw(st.text("กขคa ", max_size=12))
    steps: list[Step] = []
    origin = [(i, i + 1) for i in range(len(raw))]
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        after = draw(st.text("xyz", max_size=3))
        steps.append(Step("test.edit", start, text[start:end], after))
        place = origin[start - 1][1] if start else 0
        replaced = origin[start:end] or [(place, place)]
        origin[start:end] = [(min(low for low, _ in replaced), max(high for _, high in replaced))] * len(after)
        text = text[:start] + after + text[end:]
    return raw, text, tuple(steps), origin


@given(offered())
def test_a_pass_equals_slicing_from_the_right(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    expected = text
    for start, end, after, _ in reversed(edits):
        expected = expected[:start] + after + expected[end:]
    changed, steps = rewrite(text, edits)
    assert changed == expected
    assert replay(text, steps) == changed
    assert undo(changed, steps) == text


@given(traced())
def test_replay_and_undo_are_inverse(case: tuple[str, str, tuple[Step, ...], list[tuple[int, int]]]) -> None:
    raw, text, steps, _ = case
    assert replay(raw, steps) == text
    assert undo(text, steps) == raw


@given(traced(), st.data())
def test_a_span_maps_to_the_raw_letters_it_came_from(
    case: tuple[str, str, tuple[Step, ...], list[tuple[int, int]]], data: st.DataObject
) -> None:
    raw, text, steps, origin = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = raw_span(steps, start, end)
    assert 0 <= found[0] <= found[1] <= len(raw)
    came_from = origin[start:end]
    if came_from and all(low < high for low, high in came_from):  # inserted letters came from nowhere
        assert found == (min(low for low, _ in came_from), max(high for _, high in came_from))


@given(traced())
def test_the_whole_maps_to_the_whole(case: tuple[str, str, tuple[Step, ...], list[tuple[int, int]]]) -> None:
    raw, text, steps, _ = case
    if all(step.after for step in steps):  # what was deleted at the edges stays outside, by the function's own word
        assert raw_span(steps, 0, len(text)) == (0, len(raw))


@settings(max_examples=300, deadline=None)
@given(any_text)
@example("<<b>b>ก")
@example("&amp;amp;lt;b&gt;")
@example("ก ำ\u0e49า")
@example("**__**__**")
def test_repair_is_traced_idempotent_and_nfc(raw: str) -> None:
    repaired = repair(raw)
    assert repaired.raw == raw
    assert replay(raw, repaired.steps) == repaired.text
    assert undo(repaired.text, repaired.steps) == raw
    assert repair(repaired.text).steps == ()
    assert unicodedata.is_normalized("NFC", repaired.text)


def _counted(text: str) -> list[str]:
    """Digits of any script and Latin letters, in order."""
    return [c for c in unicodedata.normalize("NFD", text) if c.isdigit() or (c.isalpha() and c.isascii())]


@settings(max_examples=300, deadline=None)
@given(st.one_of(plain_thai, st.text("กเาำิ่ํ \n.๑๒09aZ-*_#\u200b\u00a0\uf70a\ufffd", max_size=30)))
def test_digits_and_latin_letters_are_never_changed(raw: str) -> None:
    assert _counted(repair(raw).text) == _counted(raw)


@settings(max_examples=300, deadline=None)
@given(plain_thai)
def test_line_spans_cover_all_but_line_ends(raw: str) -> None:
    text = repair(raw).text
    assert [text[start:end] for start, end in line_spans(text)] == [line for line in text.split("\n") if line]


@given(st.text("๐๑๒๓๔๕๖๗๘๙0123 ก.-", max_size=20))
def test_thai_digits_read_one_to_one(text: str) -> None:
    read, steps = to_arabic(text)
    assert read == arabic(text)
    assert len(read) == len(text)
    assert not set(read) & set("๐๑๒๓๔๕๖๗๘๙")
    assert undo(read, steps) == text
