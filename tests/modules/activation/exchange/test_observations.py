"""Answers and scores of one person as FHIR R4, without a name."""

import datetime
import json
import uuid
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fhir.resources.R4B.observation import Observation
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from modules.activation.exchange.fhir.observations import RatingRow, questionnaire_response, score_observation
from modules.activation.exchange.fhir.reading import read
from modules.activation.exchange.fhir.writing import written
from modules.activation.rules import AnswerState, Mode
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Definition

FILES = Path(__file__).parents[1] / "files"
AT = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
RATING = RatingRow(
    id=uuid.UUID(int=1), person_id=uuid.UUID(int=2), language="ur", saved_at=AT, finished_at=AT, score=Decimal("7.50")
)
ANSWERED = AnswerState.ANSWERED


def definition(name: str) -> Definition:
    found = read((FILES / name).read_bytes()).definition
    assert found is not None
    return found


def test_answers_are_nested_as_the_questions_are_in_the_language_of_the_person() -> None:
    answers = {"home.cellar.dark": Given(ANSWERED, ("s1",)), "out.bus": Given(AnswerState.NOT_SURE)}
    made = questionnaire_response(definition("stairs-ordinal.json"), RATING, answers)
    QuestionnaireResponse.model_validate_json(written(made))
    assert made["item"] == [
        {
            "linkId": "home",
            "text": "گھر میں",
            "item": [
                {
                    "linkId": "home.cellar",
                    "item": [
                        {
                            "linkId": "home.cellar.dark",
                            "text": "اندھیرا مجھے روکتا ہے",
                            "answer": [
                                {
                                    "valueCoding": {
                                        "code": "s1",
                                        "display": "تھوڑا",
                                        "extension": [
                                            {
                                                "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue",
                                                "valueDecimal": 2,
                                            }
                                        ],
                                    }
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ]
    assert made["questionnaire"].endswith("/Questionnaire/sure-on-the-stairs|2")
    assert made["subject"] == {"reference": f"Patient/{RATING.person_id}"}
    assert (made["status"], made["authored"]) == ("completed", "2026-11-22T09:30:00+00:00")


def test_every_kind_of_answer_validates_as_r4() -> None:
    found = definition("every-type.json")
    answers = {
        "b": Given(ANSWERED, ("true",)),
        "c": Given(ANSWERED, ("bed", "chair")),
        "oc": Given(ANSWERED, ("pillow",), words="and a bear"),
        "i": Given(ANSWERED, number=Decimal(7)),
        "dec": Given(ANSWERED, number=Decimal("18.25")),
        "s": Given(ANSWERED, words="Calm"),
        "t": Given(ANSWERED, words="Nothing\nmore"),
        "when": Given(ANSWERED, words="2026-11-21"),
        "q": Given(ANSWERED, number=Decimal("1.5")),
    }
    made = questionnaire_response(found, replace(RATING, language="en"), answers)
    checked = json.loads(QuestionnaireResponse.model_validate_json(written(made)).model_dump_json())
    rows = {row["linkId"]: row["answer"] for row in checked["item"][0]["item"]}
    assert set(rows) == set(answers)
    assert [next(iter(one)) for one in rows["oc"]] == ["valueCoding", "valueString"]
    assert rows["q"] == [{"valueQuantity": {"value": 1.5, "unit": "m"}}]
    assert rows["b"] == [{"valueBoolean": True}]


def test_who_answered_nothing_has_a_response_without_rows() -> None:
    made = questionnaire_response(definition("every-type.json"), replace(RATING, finished_at=None), {})
    QuestionnaireResponse.model_validate_json(written(made))
    assert "item" not in made
    assert made["status"] == "in-progress"


def test_help_from_an_adviser_is_said() -> None:
    made = questionnaire_response(definition("walk-iif.json"), replace(RATING, mode=Mode.ASSISTED), {})
    QuestionnaireResponse.model_validate_json(written(made))
    assert "VERBAL" in written(made)


def test_a_score_is_an_observation_without_a_verdict() -> None:
    found = replace(definition("stairs-ordinal.json"), scale_low=Decimal(0), scale_high=Decimal(9))
    made = score_observation(found, RATING)
    assert made is not None
    Observation.model_validate_json(written(made))
    assert made["valueQuantity"] == {"value": 7.5}
    assert made["code"]["text"] == "سیڑھیوں پر اعتماد"
    assert made["derivedFrom"] == [{"reference": f"QuestionnaireResponse/{RATING.id}"}]
    assert not {"interpretation", "referenceRange", "note"} & set(made)


@pytest.mark.parametrize("changes", [{"score": None}, {"finished_at": None}])
def test_without_a_score_there_is_no_observation(changes: dict[str, None]) -> None:
    assert score_observation(definition("walk-iif.json"), replace(RATING, **changes)) is None


def test_no_name_and_no_address_stand_in_either() -> None:
    found = definition("walk-iif.json")
    both = written(questionnaire_response(found, RATING, {})) + written(score_observation(found, RATING) or {})
    assert both.count("Patient/") == 3
    assert "display" not in both.replace(f'"display": "{found.name["en"]}"', "")
