"""What questionnaires of other houses become here, and what is said of them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from modules.activation.exchange.fhir.expression import evaluate
from modules.activation.exchange.fhir.reading import Reading, read
from modules.activation.exchange.fhir.report import Severity
from modules.activation.rules import AnswerState, ItemKind, Method
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Condition, Definition

FILES = Path(__file__).parents[1] / "files"


def reading(name: str) -> Reading:
    return read((FILES / name).read_bytes())


def definition(name: str) -> Definition:
    found = reading(name)
    assert found.definition is not None, found.report.lines
    return found.definition


def said(found: Reading, severity: Severity) -> list[str]:
    return [line.words for line in found.report.lines if line.severity is severity]


def chose(**codes: str) -> dict[str, Given]:
    return {link_id: Given(AnswerState.ANSWERED, (code,)) for link_id, code in codes.items()}


def test_weights_that_are_summed_give_that_sum() -> None:
    found = definition("garden-weights.json")
    assert found.method is Method.EXPRESSION
    assert found.owner == "Garden Club of Nowhere"
    assert found.licence_text == "Invented for tests. Free to use."
    answers = {str(n): Given(AnswerState.ANSWERED, (f"s{n - 1}",)) for n in range(1, 5)}
    assert evaluate(found, answers) == Decimal(6)
    assert [item.is_required for item in found.items] == [True] * 4


def test_a_sum_of_answers_that_are_not_all_given_is_no_score() -> None:
    answers = {str(n): Given(AnswerState.ANSWERED, ("s3",)) for n in range(1, 4)}
    assert evaluate(definition("garden-weights.json"), answers) is None
    assert any("missing answers" in words for words in said(reading("garden-weights.json"), Severity.WARNING))


def test_ordinals_in_nested_groups_are_summed_and_one_turns_round() -> None:
    found = definition("stairs-ordinal.json")
    up, dark, bus = "home.up", "home.cellar.dark", "out.bus"
    best = {up: "s3", dark: "s0", bus: "s3"}
    assert evaluate(found, {link: Given(AnswerState.ANSWERED, (code,)) for link, code in best.items()}) == Decimal(9)
    assert [(item.code, item.group) for item in found.items] == [
        ("home", ""),
        ("home-up", "home"),
        ("home-cellar", "home"),
        ("home-cellar-dark", "home-cellar"),
        ("out", ""),
        ("out-note", "out"),
        ("out-bus", "out"),
    ]


def test_translations_beside_the_words_are_read_and_other_languages_named() -> None:
    found = reading("stairs-ordinal.json")
    assert found.definition is not None
    bus = found.definition.items[-1]
    assert bus.text == {
        "en": "I can get on a bus",
        "ur": "میں بس میں چڑھ سکتا ہوں",
        "pl": "Wsiądę do autobusu",
    }
    assert bus.options[3].text == {"en": "Very sure", "ur": "بہت", "pl": "Bardzo"}
    assert "Words in “fr-FR” are left out: it is no language of this site." in said(found, Severity.WARNING)


def test_a_chain_of_variables_is_worked_out_in_its_order() -> None:
    found = definition("kettle-variables.json")
    answers = {f"k{n}": Given(AnswerState.ANSWERED, number=Decimal(n * 3)) for n in (1, 2, 3)}
    assert evaluate(found, answers) == Decimal(60)
    assert [(item.low, item.high, item.is_slider) for item in found.items] == [(Decimal(0), Decimal(10), True)] * 3
    answers["k3"] = Given(AnswerState.ANSWERED, number=Decimal(10))
    assert evaluate(found, answers) == Decimal("63.3")


@pytest.mark.parametrize(
    ("alone", "far", "score"), [("true", "park", "5"), ("false", "park", "2.5"), ("true", "door", "0")]
)
def test_iif_follows_its_condition(alone: str, far: str, score: str) -> None:
    assert evaluate(definition("walk-iif.json"), chose(alone=alone, far=far)) == Decimal(score)


def test_what_the_expression_does_not_use_does_not_count() -> None:
    scored = {item.code: item.is_scored for item in definition("walk-iif.json").items}
    assert scored == {"far": True, "alone": True, "why": False}


def test_every_kind_of_item_is_read() -> None:
    found = reading("every-type.json")
    assert found.definition is not None
    assert {item.kind for item in found.definition.items} == set(ItemKind)
    assert all(item.group == "g" for item in found.definition.items[1:])
    assert found.definition.method is Method.NONE
    assert found.definition.score_note == "no score defined: the file does not say how to work one out"
    by_link = {item.link_id: item for item in found.definition.items}
    assert by_link["c"].repeats
    assert [(one.code, one.text) for one in by_link["oc"].options] == [
        ("pillow", {"en": "A pillow", "pl": "Poduszka"}),
        ("blanket", {"en": "A blanket"}),
    ]
    assert (by_link["dec"].unit, by_link["q"].unit) == ("°C", "m")


def test_conditions_keep_their_question_operator_and_answer() -> None:
    by_link = {item.link_id: item for item in definition("every-type.json").items}
    assert by_link["i"].enable_when == (Condition("b", "=", True), Condition("c", "!=", "chair"))
    assert by_link["i"].enable_all
    assert by_link["dec"].enable_when == (Condition("i", ">=", 5), Condition("oc", "exists", False))
    assert not by_link["dec"].enable_all
    assert by_link["q"].enable_when == (Condition("when", ">", "2026-01-01"),)


def test_several_languages_as_several_questionnaires_are_one_instrument() -> None:
    found = definition("letters-two-languages.json")
    assert found.name == {"en": "Letters from the hospital", "pl": "Listy ze szpitala"}
    assert found.items[1].text == {"en": "I know whom to ring", "pl": "Wiem, do kogo zadzwonić"}
    assert found.items[1].options[1].text == {"en": "Yes", "pl": "Tak"}


def test_what_cannot_be_scored_is_imported_and_says_so() -> None:
    found = reading("no-honest-score.json")
    assert found.definition is not None
    assert found.definition.method is Method.NONE
    assert found.definition.score_note == "no score defined: it is written in “text/cql”, not in FHIRPath"
    assert found.definition.score_note in said(found, Severity.WARNING)


def with_totals(**expressions: str) -> Reading:
    """The garden file with these calculations, by their link ids, instead of its own."""
    resource = json.loads((FILES / "garden-weights.json").read_text())
    is_total = [
        any(each["url"].endswith("calculatedExpression") for each in item.get("extension", []))
        for item in resource["item"]
    ]
    total = resource["item"].pop(is_total.index(True))
    for link_id, text in expressions.items():
        made = {**total, "linkId": link_id, "extension": [dict(each) for each in total["extension"]]}
        for each in made["extension"]:
            if each["url"].endswith("calculatedExpression"):
                each["valueExpression"] = {"language": "text/fhirpath", "expression": text}
        resource["item"].append(made)
    return read(json.dumps(resource).encode())


def weight_of(*links: int) -> str:
    return " + ".join(f"%resource.item.where(linkId='{link}').answer.weight()" for link in links)


def test_of_several_calculated_scores_the_one_that_counts_all_that_the_others_do_is_kept() -> None:
    found = with_totals(first=weight_of(1, 2), rest=weight_of(3, 4), whole=weight_of(1, 2, 3, 4))
    assert found.definition is not None
    assert found.definition.method is Method.EXPRESSION
    assert found.definition.expression == weight_of(1, 2, 3, 4)
    assert "“whole” is kept as the score: it counts all that the others do. They are not kept." in said(
        found, Severity.WARNING
    )
    assert [words for words in said(found, Severity.INFO) if "can be worked out" in words] == [
        "“first” can be worked out. It counts 2 items.",
        "“rest” can be worked out. It counts 2 items.",
        "“whole” can be worked out. It counts 4 items.",
    ]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (weight_of(3, 4), "“second” can be worked out. It counts 2 items."),
        (f"({weight_of(1, 2)}) * 2", "“second” can be worked out. It counts 2 items."),
        ("%resource.item.nonsense(", "“second” cannot be worked out: "),
        ("7", "“second” cannot be worked out: the expression gives the same whatever is answered"),
    ],
)
def test_several_calculated_scores_without_one_for_the_whole_are_named_line_by_line(second: str, told: str) -> None:
    found = with_totals(first=weight_of(1, 2), second=second)
    assert found.definition is not None
    assert (found.definition.method, found.definition.expression) == (Method.NONE, "")
    assert found.definition.score_note.endswith(
        "the file calculates several and names none as the whole: first, second"
    )
    lines = [line for line in found.report.lines if line.words.startswith("“")]
    assert lines[0].words == "“first” can be worked out. It counts 2 items."
    assert lines[1].words.startswith(told)
    assert [line.where for line in lines] == ["item[4] (first)", "item[5] (second)"]


def test_a_file_full_of_calculations_is_not_tried_out_for_ever() -> None:
    found = with_totals(**{f"total-{number}": weight_of(1, 2) for number in range(11)})
    assert found.definition is not None
    assert found.definition.score_note == "no score defined: the file calculates more than 10"


def test_a_file_that_contradicts_itself_names_every_fault_with_its_place() -> None:
    found = reading("broken-links.json")
    assert found.definition is None
    assert [(line.where, line.words) for line in found.report.lines] == [
        ("item[1] (1)", "Another item has the same linkId."),
        ("item[2] (2)", "“nonsense” is no type of item in FHIR R4."),
        ("item[9] (9)", "There are no answers to choose from."),
        ("item[10] (10)", "An item of type “attachment” cannot be asked here."),
        ("item[11] (11).answerOption[0]", "This answer is given two different numbers of points."),
        ("item[3] (3).enableWhen[0]", "It depends on “99”, and no question has that linkId."),
        (
            "item[4] (4)",
            "With several conditions, “enableBehavior” must say whether all or any must hold.",
        ),
        ("item[5] (5).enableWhen[0]", "The answers of “1” have no order that “>” could go by."),
        ("item[6] (6).enableWhen[0]", "“s9” is no answer of “1”."),
        ("item[7] (7)", "It depends on “8”, which is asked only after it."),
    ]


def test_a_file_of_another_shape_names_every_fault_with_its_place() -> None:
    found = reading("broken-shape.json")
    assert found.definition is None
    assert {(line.where, line.words) for line in found.report.lines} == {
        ("item[0].linkId", "“linkId” is missing."),
        ("item[1].type", "“type” is missing."),
        ("item[2].linkId", "“linkId” has not the form that FHIR R4 asks for."),
        ("item[3].answers", "“answers” is no part of a FHIR R4 questionnaire."),
    }


def questionnaire(**changes: Any) -> dict[str, Any]:
    item = {"linkId": "1", "type": "boolean", "text": "I can wait"}
    base = {"resourceType": "Questionnaire", "language": "en", "status": "active", "title": "Waiting", "item": [item]}
    return {**base, **changes}


def read_value(value: Any) -> Reading:
    return read(json.dumps(value).encode())


OTHER_VERSIONS = [
    {"meta": {"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/Questionnaire"]}},
    {"meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/Questionnaire|3.0.2"]}},
    {"meta": {"profile": ["http://hl7.org/fhir/STU3/questionnaire.html"]}},
    {"fhirVersion": "5.0.0"},
    {"item": [{"linkId": "1", "type": "coding"}]},
    {"item": [{"linkId": "1", "type": "question"}]},
    {"item": [{"linkId": "1", "type": "choice", "option": [{"valueString": "a"}]}]},
    {"item": [{"linkId": "1", "type": "boolean", "enableWhen": [{"question": "0", "hasAnswer": True}]}]},
    {"versionAlgorithmString": "semver"},
    {"group": {"title": "DSTU2", "question": []}},
]


@pytest.mark.parametrize("changes", OTHER_VERSIONS)
def test_other_versions_of_fhir_are_refused_clearly(changes: dict[str, Any]) -> None:
    assert read_value(questionnaire()).definition is not None
    found = read_value(questionnaire(**changes))
    assert found.definition is None
    assert [line.words.partition(" (")[0] for line in found.report.lines] == ["This is FHIR of another version than R4"]


@pytest.mark.parametrize("said_version", ["4.0.1", "4.3.0", "R4"])
def test_r4_that_says_so_is_not_refused_for_its_version(said_version: str) -> None:
    profile = f"http://hl7.org/fhir/StructureDefinition/Questionnaire|{said_version}"
    assert read_value(questionnaire(meta={"profile": [profile]})).definition is not None


def test_words_for_yes_and_no_are_no_booleans() -> None:
    item = {"linkId": "1", "type": "boolean", "text": "I can wait", "required": "true"}
    assert said(read_value(questionnaire(item=[item])), Severity.ERROR) == ["“required” must be true or false."]


def test_a_list_of_answers_elsewhere_is_asked_for() -> None:
    item = {"linkId": "1", "type": "choice", "text": "Which?", "answerValueSet": "https://forms.example/list"}
    words = said(read_value(questionnaire(item=[item])), Severity.ERROR)
    assert words[0] == "The list of answers “https://forms.example/list” is not in the file. Put the answers into it."


def test_an_unknown_extension_that_changes_the_meaning_is_refused() -> None:
    unknown = [{"url": "https://forms.example/not", "valueBoolean": True}]
    for changes in (
        {"modifierExtension": unknown},
        {"item": [{**questionnaire()["item"][0], "modifierExtension": unknown}]},
    ):
        assert read_value(questionnaire(**changes)).definition is None


def two(first: dict[str, Any], second: dict[str, Any]) -> Reading:
    return read_value(
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": first}, {"resource": second}]}
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": "https://forms.example/b", "language": "pl"}, "different questionnaires"),
        ({"language": "en-US"}, "two questionnaires in “en”"),
        ({"language": "pl", "item": [{"linkId": "1", "type": "text"}]}, "another type"),
        ({"language": "pl", "item": [{"linkId": "2", "type": "boolean"}]}, "in this language only"),
    ],
)
def test_questionnaires_that_are_not_one_in_two_languages_are_refused(changes: dict[str, Any], words: str) -> None:
    base = questionnaire(url="https://forms.example/a")
    assert two(base, {**base, "language": "pl"}).definition is not None
    found = two(base, {**base, **changes})
    assert found.definition is None
    assert words in "\n".join(said(found, Severity.ERROR))


def test_english_is_needed_first() -> None:
    found = read_value(questionnaire(language="pl"))
    assert said(found, Severity.ERROR) == ["There is no English title. English is needed first."]


def test_an_instrument_may_be_named_in_letters_that_make_no_address() -> None:
    found = read_value(questionnaire(title="باغ", name="Garden2"))
    assert found.definition is not None
    assert found.definition.code == "garden2"
    assert read_value(questionnaire(title="باغ")).definition is None
