"""What is kept of how sure somebody feels: in their download whole, and gone when they say so."""

import pytest
from django.utils import translation

from modules.activation.actions import invite_after_joining
from modules.activation.models import Answer, Invitation, Item, Rating
from modules.activation.privacy import erase, export
from modules.activation.rules import ItemKind
from modules.activation.rules.definition import ItemDefinition
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.instruments import a_definition, choice_item, live_instrument
from tests.modules.activation.answering import answer, begin
from tests.modules.activation.test_path import START, rated

pytestmark = pytest.mark.django_db


def test_the_download_has_every_answer_in_words(amira: User, ben: User) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "210", weeks=0)
    rated(ben, instrument, "222", weeks=0)
    rows = export(amira)["my confidence"]
    assert [(row["statement"], row["answer"], row["points"]) for row in rows] == [
        ("Statement one.", "Often", "2.000"),
        ("Statement two.", "Sometimes", "1.000"),
        ("Statement three.", "Never", "0.000"),
    ]
    assert rows[0]["score"] == "50.00"


@pytest.mark.parametrize(("language", "said"), [("en", "Never, Often"), ("ur", "اردو never، اردو often")])
def test_several_choices_of_one_answer_stand_in_a_row_of_their_language(amira: User, language: str, said: str) -> None:
    instrument = live_instrument(a_definition(choice_item("one"), missing_most=0))
    rated(amira, instrument, "2", weeks=0)
    row = Answer.objects.get()
    item = Item.objects.get(instrument=instrument, key=row.item_key)
    keys = {option.code: str(option.key) for option in item.options.all()}
    Answer.objects.update(options=[keys["never"], keys["often"]])
    with translation.override(language):
        assert export(amira)["my confidence"][0]["answer"] == said


def test_erasing_takes_everything_of_one_person_and_nothing_of_another(amira: User, ben: User) -> None:
    instrument = live_instrument()
    for person in (amira, ben):
        rated(person, instrument, "210", weeks=0)
        invite_after_joining(by=person, now=START)
    erase(amira, now=START)
    for model in (Rating, Answer, Invitation):
        assert not model.objects.filter(person=amira).exists(), model
        assert model.objects.filter(person=ben).exists(), model


def test_what_somebody_typed_lies_sealed(client: object, amira: User) -> None:
    words = ItemDefinition("one", "one", ItemKind.TEXT, {"en": "What is hard?"})
    live_instrument(a_definition(words, choice_item("two"), choice_item("three")), languages=("en",))
    sign_in(client, amira)  # type: ignore[arg-type]  # pytest-django's client
    answer(client, begin(client), words="My secret stairs")  # type: ignore[arg-type]  # as above
    row = Answer.objects.get()
    assert row.words == "My secret stairs"
    stored = Answer.objects.filter(pk=row.pk).extra(select={"raw": "words"}).values_list("raw", flat=True)[0]
    assert "secret" not in str(stored)
