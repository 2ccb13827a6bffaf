"""Files that are no questionnaire, or want to do harm: a readable report, nothing more, and never an exception."""

import json
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.parsing import MOST_BYTES
from modules.activation.exchange.fhir.reading import read
from modules.activation.exchange.fhir.report import MOST_LINES

GOOD: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "language": "en",
    "status": "active",
    "title": "Waiting",
    "item": [{"linkId": "1", "type": "boolean", "text": "I can wait"}],
}
TEXT = json.dumps(GOOD)

UNREADABLE = [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-8"),
    (TEXT.encode("utf-16-le"), "UTF-8"),
    (TEXT.replace("wait", "w\u00e4it").encode("latin-1"), "UTF-8: byte"),
    (TEXT[:-2].encode(), "not whole JSON: line 1"),
    (b'{"a": 1,}', "not whole JSON"),
    (b"<Questionnaire xmlns='http://hl7.org/fhir'/>", "XML"),
    (TEXT.replace('"status"', '"title": "Twice", "status"').encode(), "“title” stands twice"),
    (TEXT.replace('"active"', "NaN").encode(), "“NaN” is not a number"),
    (TEXT.replace('"active"', "-Infinity").encode(), "“-Infinity” is not a number"),
    (TEXT.replace('"active"', "9" * 5000).encode(), "too long"),
    (TEXT.replace('"active"', "1e999999999").encode(), "too long"),
    (TEXT.replace('"active"', "0." + "1" * 5000).encode(), "too long"),
    (b"[" * 200_000, "nested too deep"),
    (b'{"item":[' * 60 + b"]}" * 60, "nested too deep"),
    (TEXT.replace("wait", "w\\u0000ait").encode(), "cannot be stored"),
    (TEXT.replace("wait", "w\\ud800ait").encode(), "cannot be stored"),
    (b"null", "no FHIR Questionnaire"),
    (b"[]", "no FHIR Questionnaire"),
    (b'"Questionnaire"', "no FHIR Questionnaire"),
    (b'{"resourceType": "Patient"}', "no FHIR Questionnaire"),
    (b'{"resourceType": ["Questionnaire"]}', "no FHIR Questionnaire"),
    (b'{"resourceType": "Bundle"}', "no Questionnaire in this Bundle"),
    (b'{"resourceType": "Bundle", "entry": [null, 3, {"resource": []}]}', "no Questionnaire in this Bundle"),
    (TEXT.encode() + b" " * MOST_BYTES, "larger than 5 MB"),
]


@pytest.mark.parametrize(("content", "words"), UNREADABLE, ids=[words for _content, words in UNREADABLE])
def test_what_is_no_questionnaire_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    found = read(content)
    assert found.definition is None
    assert len(found.report.lines) == 1
    assert words in found.report.lines[0].words


def test_a_mark_at_the_beginning_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + TEXT.encode()).definition == read(TEXT.encode()).definition


def many(count: int, **more: Any) -> bytes:
    items = [{"linkId": str(number), "type": "boolean", "text": "x" * 100, **more} for number in range(count)]
    return json.dumps({**GOOD, "item": items}).encode()


def test_five_thousand_items_are_too_many_to_ask() -> None:
    found = read(many(5000))
    assert found.definition is None
    assert [(line.where, line.words) for line in found.report.lines] == [
        ("item", "There are 5000 items. With one on each screen, 300 is the limit.")
    ]
    assert read(many(300)).definition is not None


def test_a_report_stays_readable() -> None:
    found = read(many(300, type="nonsense"))
    assert len(found.report.lines) == MOST_LINES
    assert found.report.left_out == 300 + 1 - MOST_LINES
    assert found.report.errors == 301


def nested(depth: int) -> bytes:
    item: dict[str, Any] = {"linkId": "leaf", "type": "boolean", "text": "x"}
    for number in range(depth):
        item = {"linkId": str(number), "type": "group", "text": "x", "item": [item]}
    return json.dumps({**GOOD, "item": [item]}).encode()


def test_groups_are_nested_so_deep_and_no_deeper() -> None:
    assert read(nested(8)).definition is not None
    found = read(nested(9))
    assert found.definition is None
    assert any("too deep" in line.words for line in found.report.lines)
    assert read(nested(30)).definition is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "T" * 161}, "160 can be kept"),
        ({"publisher": "P" * 201}, "200 can be kept"),
        ({"item": [{**GOOD["item"][0], "text": "T" * 501}]}, "500 can be kept"),
        ({"item": [{**GOOD["item"][0], "linkId": "L" * 256}]}, "linkId is too long"),
        ({"item": []}, "no questions"),
        ({"item": [{"linkId": "1", "type": "display", "text": "x", "item": GOOD["item"]}]}, "cannot hold other items"),
    ],
)
def test_what_cannot_be_kept_is_said(changes: dict[str, Any], words: str) -> None:
    found = read(json.dumps({**GOOD, **changes}).encode())
    assert found.definition is None
    assert words in "\n".join(line.words for line in found.report.lines)


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "item", "extension", "x"]), inner)
    ),
    max_leaves=6,
)
PLACES = [
    *("resourceType", "language", "status", "title", "_title", "url", "version", "name", "item", "contained", "meta"),
    *("extension", "modifierExtension", "publisher", "copyright", "description", "fhirVersion"),
]
ITEM_PLACES = [
    *("linkId", "type", "text", "_text", "required", "enableWhen", "enableBehavior", "answerOption", "item"),
    *("answerValueSet", "extension", "initial", "modifierExtension"),
]


@settings(max_examples=120, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # shrinking takes minutes
@given(st.sampled_from(PLACES), st.sampled_from(["", *ITEM_PLACES]), anything)
def test_anything_anywhere_gives_a_report(place: str, item_place: str, value: Any) -> None:
    changed = {**GOOD, "item": [{**GOOD["item"][0], item_place: value}]} if item_place else {**GOOD, place: value}
    found = read(json.dumps(changed).encode())
    assert (found.definition is None) == (found.report.errors > 0)


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_report(content: bytes) -> None:
    assert read(content).report.errors


OWN = "https://strides.example/fhir/StructureDefinition/instrument"


@settings(max_examples=80, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.sampled_from(
        ["code", "version", "licence", "method", "fill", "missing_most", "scale_low", "expression", "recall"]
    ),
    st.sampled_from(["valueString", "valueInteger", "valueBoolean", "valueDecimal", "extension"]),
    st.text(max_size=8) | st.integers(-99999, 99999) | st.booleans() | st.just([]) | st.just("1e5"),
)
def test_our_own_fields_changed_by_hand_give_a_report(name: str, kind: str, value: Any) -> None:
    own = {"url": OWN, "extension": [{"url": name, kind: value}]}
    found = read(json.dumps({**GOOD, "extension": [own]}).encode())
    assert (found.definition is None) == (found.report.errors > 0)


@settings(max_examples=150, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.sampled_from(sorted(fhir.KNOWN)),
    st.sampled_from(
        ["valueString", "valueInteger", "valueCoding", "valueExpression", "valueCodeableConcept", "extension"]
    ),
    st.text(max_size=8)
    | st.integers(-9, 9)
    | st.just([])
    | st.fixed_dictionaries({}, optional={"code": st.text(max_size=3)}),
    st.sampled_from(["item", "option", "coding", "_text"]),
)
def test_extensions_that_say_something_else_give_a_report(url: str, kind: str, value: Any, place: str) -> None:
    strange = [{"url": url, kind: value}]
    coding: dict[str, Any] = {"code": "a", "display": "A"}
    option: dict[str, Any] = {"valueCoding": coding}
    item: dict[str, Any] = {"linkId": "1", "type": "choice", "text": "Which?", "answerOption": [option]}
    {"item": item, "option": option, "coding": coding, "_text": item.setdefault("_text", {})}[place]["extension"] = (
        strange
    )
    if not item["_text"]:
        del item["_text"]
    found = read(json.dumps({**GOOD, "item": [item]}).encode())
    assert (found.definition is None) == (found.report.errors > 0)
