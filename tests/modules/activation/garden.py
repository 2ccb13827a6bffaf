"""An instrument of two questions about a garden, and how tests bring it into the states that editors meet."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument, Rating
from modules.activation.rules import ItemKind, Licence, Method
from modules.activation.rules.definition import BandDefinition, Definition, ItemDefinition, OptionDefinition
from pages.editions.actions import publish_edition
from portal.accounts.models import User
from tests.modules.activation.writing import faults_of

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
OPTIONS = (
    OptionDefinition("no", {"en": "No", "pl": "Nie"}, Decimal(0)),
    OptionDefinition("yes", {"en": "Yes", "pl": "Tak"}, Decimal(4)),
)
ITEMS = (
    ItemDefinition("dig", "dig", ItemKind.CHOICE, {"en": "I can dig.", "pl": "Kopię."}, options=OPTIONS),
    ItemDefinition("sow", "sow", ItemKind.CHOICE, {"en": "I can sow.", "pl": "Sieję."}, options=OPTIONS),
)
GARDEN = Definition(
    code="garden",
    version=1,
    name={"en": "Garden check", "pl": "Ogród"},
    licence=Licence.OURS,
    method=Method.MEAN,
    smallest_change=Decimal(1),
    items=ITEMS,
    bands=(BandDefinition(Decimal(0), {"en": "Much was hard.", "pl": "Wiele było trudne."}),),
)
LOCKED = replace(GARDEN, licence=Licence.FREE, wording_locked=True, owner="The gardeners")
GATED = replace(GARDEN, licence=Licence.CONFIRM, licence_text="Ask the gardeners.")


def stored(definition: Definition) -> Instrument:
    return store_instrument(by=None, definition=definition, now=NOW)


def published(definition: Definition, by: User, *languages: str) -> Instrument:
    instrument = stored(definition)
    for language in languages or ("en",):
        publish_edition(by=by, content=instrument, language=language, now=NOW)
    return fresh(instrument)


def fresh(instrument: Instrument) -> Instrument:
    return Instrument.objects.get(pk=instrument.pk)


def draft(instrument: Instrument) -> Instrument:
    return fresh(instrument).get_latest_revision_as_object()


def answered(instrument: Instrument, person: User) -> Instrument:
    Rating.objects.create(
        person=person,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        instrument_key=instrument.key,
        revision_id=instrument.live_revision_id or instrument.latest_revision_id,
        language="en",
        begun_at=NOW,
        saved_at=NOW,
    )
    return instrument


def assert_saved(response: Any) -> None:
    assert response.status_code == 302, faults_of(response)


def assert_refused(response: Any, *words: str) -> None:
    assert response.status_code == 200
    found = " / ".join(faults_of(response))
    for expected in words:
        assert expected in found
