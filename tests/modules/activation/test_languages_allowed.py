"""A language that the owner's terms stop allowing, while somebody is in the middle of the questions."""

from dataclasses import replace

import pytest
from django.test import Client

from modules.activation.models import Answer, Instrument, Rating
from modules.activation.rules import Licence
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.instruments import a_definition, live_instrument
from tests.modules.activation.answering import answer, begin, soup_of, value_of
from tests.modules.activation.garden import assert_saved
from tests.modules.activation.writing import edit

pytestmark = pytest.mark.django_db
LOCKED = replace(a_definition(), licence=Licence.FREE, wording_locked=True, owner="The gardeners")
WORDS = ("بات one", "بات two", "اردو often", "موضوع one")
"""Of statements, answers and topics."""


@pytest.fixture
def locked() -> Instrument:
    """Live in English and Urdu, with a wording that its owner has locked."""
    return live_instrument(LOCKED)


def forbid_urdu(editor: User, instrument: Instrument) -> None:
    """The editor ticks English alone, and publishes."""
    changes = {"languages_allowed": ["en"], "clinical_change": "no", "action-publish": "1"}
    assert_saved(edit(sign_in(Client(), editor), instrument, changes))


def test_no_locked_word_is_shown_in_a_language_that_is_not_allowed_any_more(
    client: Client, amira: User, dai: User, locked: Instrument
) -> None:
    sign_in(client, amira)
    first = begin(client, language="ur")
    answer(client, first, "اردو often")
    second = first.replace("/one/", "/two/")
    assert "بات two" in client.get(second).content.decode()
    forbid_urdu(dai, locked)
    own = "/ur/me/confidence/small-check/"
    for address in (second, first, first.replace("/one/", "/"), own, f"{own}print/", f"{own}file/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert not [word for word in WORDS if word in response.content.decode()], address
    page = soup_of(client.get(second))
    assert page.html["lang"] == "ur"
    assert (page.h1.parent["lang"], page.h1.get_text()) == ("en", "Statement two.")
    offered = page.select("main .small span[lang]")
    assert [(each["lang"], each.get_text()) for each in offered] == [("en", "English")]
    assert page.select("main .notice--not-translated a[href]"), "a person can go through them together"


def test_an_answer_that_was_on_its_way_when_the_language_was_forbidden_is_kept_once(
    client: Client, amira: User, dai: User, locked: Instrument
) -> None:
    sign_in(client, amira)
    first = begin(client, language="ur")
    often = value_of(client, first, "اردو often")
    forbid_urdu(dai, locked)
    for _twice in range(2):
        assert client.post(first, {"act": "continue", "answer": often})["Location"] == first.replace("/one/", "/two/")
    assert Answer.objects.get().value == 2
    assert Rating.objects.count() == 1
    assert begin(client, language="ur") == first.replace("/one/", "/two/"), "where it was left"


def test_where_the_words_are_allowed_nothing_is_said_of_languages(
    client: Client, amira: User, locked: Instrument
) -> None:
    sign_in(client, amira)
    page = soup_of(client.get(begin(client, language="ur")))
    assert page.h1.get_text() == "بات one"
    assert not page.select("main .notice--not-translated")
