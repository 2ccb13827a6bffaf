"""What one person answered, as HL7 FHIR R4: a ``QuestionnaireResponse`` and its score as an ``Observation``.

The person is a reference without a name. Words are those of the language that the person was asked in.
"""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.questionnaires import canonical
from modules.activation.exchange.fhir.responses import response_items
from modules.activation.rules import Mode
from modules.activation.rules.asking import Given
from modules.activation.rules.definition import Definition

ASSISTED = "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-completionMode"
MODES = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"


@dataclass(frozen=True)
class RatingRow:
    """One rating as a plain value. score: None when there is none. finished_at: None while it is open."""

    id: uuid.UUID
    person_id: uuid.UUID
    language: str
    saved_at: datetime.datetime
    finished_at: datetime.datetime | None
    mode: Mode = Mode.SELF
    score: Decimal | None = None


def questionnaire_response(definition: Definition, rating: RatingRow, answers: Mapping[str, Given]) -> dict[str, Any]:
    """The answers of one rating. answers: by link id; what was skipped or not said has no row, as FHIR asks."""
    made: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "id": str(rating.id),
        "language": rating.language,
        "questionnaire": f"{canonical(definition)}|{definition.version}",
        "status": "completed" if rating.finished_at else "in-progress",
        "subject": _person(rating),
        "authored": (rating.finished_at or rating.saved_at).isoformat(),
        "source": _person(rating),
    }
    if rating.mode is Mode.ASSISTED:
        together = {"coding": [{"system": MODES, "code": "VERBAL", "display": "verbal"}]}
        made["extension"] = [{"url": ASSISTED, "valueCodeableConcept": together}]
    items = response_items(definition, answers, rating.language)
    return made | ({"item": items} if items else {})


def score_observation(definition: Definition, rating: RatingRow) -> dict[str, Any] | None:
    """The score of one rating; None when there is none. It is what the person said of themselves: no interpretation
    and no level stand in it."""
    if rating.score is None or rating.finished_at is None:
        return None
    name = definition.name.get(rating.language) or next(iter(definition.name.values()))
    coding = {"system": canonical(definition), "version": str(definition.version), "code": "score", "display": name}
    made: dict[str, Any] = {
        "resourceType": "Observation",
        "id": f"{rating.id}",
        "language": rating.language,
        "status": "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": "survey"}]}],
        "code": {"coding": [coding], "text": name},
        "subject": _person(rating),
        "effectiveDateTime": rating.finished_at.isoformat(),
        "valueQuantity": {"value": fhir.number(rating.score)},
        "derivedFrom": [{"reference": f"QuestionnaireResponse/{rating.id}"}],
    }
    if definition.scale_low is not None and definition.scale_high is not None:
        low, high = ({"value": fhir.number(end)} for end in (definition.scale_low, definition.scale_high))
        made["component"] = [
            {"code": {"text": "least possible"}, "valueQuantity": low},
            {"code": {"text": "most possible"}, "valueQuantity": high},
        ]
    return made


def _person(rating: RatingRow) -> dict[str, str]:
    return {"reference": f"Patient/{rating.person_id}"}
