"""Files of instruments, as text."""

import json
from typing import Any

from modules.activation.exchange.fhir.questionnaires import questionnaire
from modules.activation.rules.definition import Definition


def file_of(definition: Definition) -> str:
    """A questionnaire as a file; reading it gives an equal definition."""
    return written(questionnaire(definition))


def written(resource: dict[str, Any]) -> str:
    """A resource as a file, readable by people too."""
    return json.dumps(resource, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
