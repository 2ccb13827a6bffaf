"""Everything that a person answered in one instrument, as HL7 FHIR R4 for taking elsewhere."""

from typing import Any

from modules.activation.exchange.fhir.observations import RatingRow, questionnaire_response, score_observation
from modules.activation.exchange.fhir.questionnaires import questionnaire
from modules.activation.models import Instrument, Rating
from modules.activation.queries.instruments import definition_of
from modules.activation.queries.sheet import Sheet
from modules.activation.rules import Mode


def own_bundle(person: Any, versions: dict[int, Instrument]) -> dict[str, Any]:
    """A ``Bundle`` (collection) with each version that the person answered as a ``Questionnaire``, and of each rating,
    oldest first, a ``QuestionnaireResponse`` and its score as an ``Observation``. versions: of one instrument."""
    code = next(iter(versions.values())).code
    rows = Rating.objects.filter(person=person, instrument_code=code).order_by("begun_at", "pk")
    ratings = [row for row in rows.prefetch_related("answers") if row.instrument_version in versions]
    used = sorted({row.instrument_version for row in ratings})
    definitions = {number: definition_of(versions[number]) for number in used}
    resources = [questionnaire(definitions[number]) for number in used]
    for row in ratings:
        resources += _of_rating(row, versions[row.instrument_version], definitions[row.instrument_version])
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def _of_rating(row: Rating, instrument: Instrument, definition: Any) -> list[dict[str, Any]]:
    sheet = Sheet(row, instrument, {answer.item_key: answer for answer in row.answers.all()})
    rating = RatingRow(
        id=row.pk,
        person_id=row.person_id,
        language=row.language,
        saved_at=row.saved_at,
        finished_at=row.finished_at,
        mode=Mode(row.mode),
        score=row.score,
    )
    score = score_observation(definition, rating)
    return [questionnaire_response(definition, rating, sheet.given), *([score] if score else [])]
