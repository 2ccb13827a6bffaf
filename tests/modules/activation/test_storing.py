"""An instrument stored and read back is the same instrument."""

import datetime
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from modules.activation.actions.storing import store_instrument
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from modules.activation.rules import ItemKind, Method
from modules.activation.rules.definition import (
    BandDefinition,
    Condition,
    Definition,
    ItemDefinition,
    OptionDefinition,
)

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
OPTIONS = (
    OptionDefinition("no", {"en": "No", "ur": "نہیں"}, Decimal(0), is_red_flag=True),
    OptionDefinition("yes", {"en": "Yes", "ur": "ہاں"}, Decimal(2)),
)
DEFINITION = Definition(
    code="garden",
    version=1,
    name={"en": "Garden check", "ur": "باغ"},
    method=Method.SUM,
    languages_allowed=("en", "ur"),
    items=(
        ItemDefinition("part", "1", ItemKind.GROUP, {"en": "The garden"}),
        ItemDefinition("dig", "1.1", ItemKind.CHOICE, {"en": "I can dig"}, options=OPTIONS, group="part"),
        ItemDefinition(
            "far",
            "1.2",
            ItemKind.DECIMAL,
            {"en": "How far?"},
            group="part",
            low=Decimal("0.5"),
            enable_when=(Condition("1.1", "=", "yes"), Condition("1.1", "exists", True)),
        ),
    ),
    bands=(BandDefinition(Decimal(0), {"en": "Not yet."}), BandDefinition(Decimal(1), {"en": "Well."})),
)


def store(by, **changes):
    return store_instrument(by=by, definition=replace(DEFINITION, **changes), now=NOW)


def test_what_is_stored_reads_back_equal_and_is_a_draft(dai):
    instrument = store(dai)
    assert definition_of(Instrument.objects.get()) == DEFINITION
    assert definition_of(instrument.get_latest_revision_as_object()) == DEFINITION
    assert not Instrument.objects.get().live


def test_each_one_stored_is_the_next_free_version(dai):
    assert [store(dai).version, store(dai).version, store(dai, version=7).version, store(dai).version] == [1, 2, 7, 8]


def test_the_same_key_stores_once(dai):
    key = uuid.uuid4()
    first = store_instrument(by=dai, definition=DEFINITION, now=NOW, key=key)
    assert store_instrument(by=dai, definition=DEFINITION, now=NOW, key=key).pk == first.pk
    assert Instrument.objects.count() == 1


def test_words_in_other_languages_are_left_out(dai):
    assert definition_of(store(dai, name={"en": "Garden check", "xx": "?"})).name == {"en": "Garden check"}


@pytest.mark.usefixtures("demo_site")
def test_a_page_to_read_is_found_by_its_address_and_given_back(dai):
    item = replace(DEFINITION.items[1], group="", next_address="read/low-back-pain")
    gone = replace(item, code="gone", next_address="read/nowhere")
    stored = definition_of(store(dai, items=(item, gone)))
    assert [one.next_address for one in stored.items] == ["read/low-back-pain", ""]
