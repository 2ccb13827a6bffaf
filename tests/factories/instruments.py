"""Instruments to be answered: small ones of our own making, live in the languages that have words."""

import datetime
from decimal import Decimal

from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument
from modules.activation.rules import ItemKind, Licence, Method
from modules.activation.rules.definition import BandDefinition, Definition, ItemDefinition, OptionDefinition
from pages.editions.actions import approve_edition, publish_edition
from tests.factories.people import PersonFactory

DAY = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)
SCALE = ("never", "sometimes", "often")


def options(*, red_flag: str = "") -> tuple[OptionDefinition, ...]:
    """Three answers of 0, 1 and 2 points, in English and Urdu."""
    return tuple(
        OptionDefinition(
            code, {"en": code.title(), "ur": f"اردو {code}"}, Decimal(points), is_red_flag=code == red_flag
        )
        for points, code in enumerate(SCALE)
    )


def choice_item(code: str, **more: object) -> ItemDefinition:
    """A statement with the three answers."""
    words = {
        "text": {"en": f"Statement {code}.", "ur": f"بات {code}"},
        "topic": {"en": f"topic {code}", "ur": f"موضوع {code}"},
        "options": options(),
        "kind": ItemKind.CHOICE,
    }
    return ItemDefinition(code=code, link_id=code, **{**words, **more})  # type: ignore[arg-type]  # fields by name


def a_definition(*items: ItemDefinition, **more: object) -> Definition:
    """A mean of 0 to 100, where one item may be missing; 10 points are worth showing."""
    own = {
        "name": {"en": "Small check", "ur": "چھوٹا جائزہ"},
        "intro": {"en": "A few statements.", "ur": "چند باتیں"},
        "licence": Licence.OURS,
        "method": Method.MEAN,
        "missing_most": 1,
        "scale_low": Decimal(0),
        "scale_high": Decimal(100),
        "smallest_change": Decimal(10),
        "bands": (
            BandDefinition(Decimal(0), {"en": "Much was not like you.", "ur": "زیادہ نہیں"}),
            BandDefinition(Decimal(50), {"en": "Much was like you.", "ur": "زیادہ"}),
        ),
    }
    chosen = items or tuple(choice_item(code) for code in ("one", "two", "three"))
    return Definition(code="small-check", version=1, items=chosen, **{**own, **more})  # type: ignore[arg-type]  # fields by name


def live_instrument(definition: Definition | None = None, *, languages: tuple[str, ...] = ("en", "ur")) -> Instrument:
    """The definition as people are asked it."""
    instrument = store_instrument(by=None, definition=definition or a_definition(), now=DAY)
    editor = PersonFactory(editor=True)
    for language in languages:
        if language != "en":
            approve_edition(by=editor, content=instrument, language=language, origin="human", made_from_draft=True)
    publish_edition(by=editor, content=instrument, language="en", origin="human")
    return Instrument.objects.get(pk=instrument.pk)
