"""The rules over the content of revisions, on plain dictionaries."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.editions.rules import (
    Shape,
    State,
    align,
    approval_fingerprint,
    fingerprint,
    freshness,
    is_blank,
    merge,
    missing_words,
)

PART = Shape("en", {"en": ("text_en",), "ur": ("text_ur",)}, fields=("text",), neutral=("level",))
WHOLE = Shape(
    "en",
    {"en": ("heading_en",), "ur": ("heading_ur",)},
    fields=("heading",),
    neutral=("code",),
    parts={"signs": PART},
    attached=("sources",),
)
words = st.text("abc ", max_size=3)
parts = st.dictionaries(
    st.sampled_from("xyz"), st.fixed_dictionaries({"text_en": words, "text_ur": words, "level": words}), max_size=3
)


@st.composite
def contents(draw):
    signs = [
        {"pk": place, "key": key, "sort_order": place, "text": part["text_en"], **part}
        for place, (key, part) in enumerate(draw(parts).items())
    ]
    heading = draw(words)
    return {
        "heading": heading,
        "heading_en": heading,
        "heading_ur": draw(words),
        "code": draw(words),
        "signs": signs,
        "sources": [],
    }


@given(contents(), contents())
def test_releasing_nothing_changes_nothing(live, draft):
    assert merge(WHOLE, live, draft, ()) == live


@given(contents(), contents())
def test_releasing_every_language_gives_the_words_of_the_draft(live, draft):
    merged = merge(WHOLE, live, draft, ("en", "ur"))
    for language in ("en", "ur"):
        assert approval_fingerprint(WHOLE, merged, language) == approval_fingerprint(WHOLE, draft, language)


@given(contents(), contents())
def test_releasing_urdu_leaves_the_english_and_the_structure_alone(live, draft):
    merged = merge(WHOLE, live, draft, ("ur",))
    assert approval_fingerprint(WHOLE, merged, "en") == approval_fingerprint(WHOLE, live, "en")
    assert [part["key"] for part in merged["signs"]] == [part["key"] for part in live["signs"]]


@given(contents(), contents())
def test_restored_parts_have_the_keys_of_the_draft_and_the_ids_of_the_live_rows(live, draft):
    ids = {part["key"]: part["pk"] for part in live["signs"]}
    restored = align(WHOLE, draft, live)["signs"]
    assert [part["key"] for part in restored] == [part["key"] for part in draft["signs"]]
    assert [part["pk"] for part in restored] == [ids.get(part["key"]) for part in draft["signs"]]


def blocks(block_id, line_key, words="Text"):
    paragraph = {"type": "paragraph", "id": block_id, "value": f'<p data-block-key="{line_key}">{words}</p>'}
    return json.dumps([{"type": "card", "id": block_id, "value": {"body": [paragraph], "figure": 7}}])


def test_a_fingerprint_sees_words_and_not_the_marks_of_the_editor():
    shape = Shape("en", {"en": ("body_en",)}, fields=("body",))
    first = fingerprint(shape, {"body_en": blocks("a", "x")}, "en")
    assert fingerprint(shape, {"body_en": blocks("b", "y")}, "en") == first
    assert fingerprint(shape, {"body_en": blocks("a", "x", "Other")}, "en") != first
    assert fingerprint(shape, {"body_en": blocks("a", "x").replace("7", "8")}, "en") != first


def test_a_text_that_only_looks_like_blocks_is_text():
    shape = Shape("en", {"en": ("body_en",)}, fields=("body",))
    found = {fingerprint(shape, {"body_en": text}, "en") for text in ("[{not json", "[{nor this")}
    assert len(found) == 2


@pytest.mark.parametrize(
    "value", [None, "", " \n", "[]", [], "<p></p>", '<p data-block-key="a"> </p>', "<p>&nbsp;</p>"]
)
def test_nothing_to_read_is_blank(value):
    assert is_blank(value)


@pytest.mark.parametrize("value", ["0", "<p>a</p>", '[{"type": "a"}]', "<hr/>", '<embed id="1"/>', "<"])
def test_something_to_read_is_not_blank(value):
    assert not is_blank(value)


def test_missing_words_are_named_in_reading_order():
    source = {"heading_en": "A", "signs": [{"key": "x", "text_en": "B"}, {"key": "y", "text_en": ""}]}
    assert list(missing_words(WHOLE, source, {"heading_ur": " ", "signs": []}, "ur")) == ["heading", "text"]
    complete = {"heading_ur": "A", "signs": [{"key": "x", "text_ur": "B"}]}
    assert list(missing_words(WHOLE, source, complete, "ur")) == []


@pytest.mark.parametrize(
    ("state", "made_from", "clinical", "then"),
    [
        ("live", "now", True, "live"),
        ("live", "before", False, "behind"),
        ("live", "before", True, "behind_clinical"),
        ("behind", "before", True, "behind_clinical"),
        ("behind_clinical", "before", False, "behind_clinical"),
        ("behind_clinical", "now", False, "live"),
    ],
)
def test_an_edition_is_as_fresh_as_the_source_it_was_made_from(state, made_from, clinical, then):
    assert freshness(State(state), made_from=made_from, source_now="now", clinical=clinical) == then
