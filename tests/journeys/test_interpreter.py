"""Nasreen, who reads Urdu: she says once that she wants an interpreter, a woman if possible, and the queue shows it."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from portal.accounts.models import Preferences
from tests.cast import sign_in
from tests.portal.contact.asking import NUMBER, ask, page, status_of

pytestmark = pytest.mark.usefixtures("demo_site")


@pytest.fixture
def nasreen(client: Client, amira: object) -> Client:
    """Signed in, with her settings as she left them."""
    Preferences.objects.create(person=amira, interpreter="ur", interpreter_gender="woman", phone="+447700900123")
    return sign_in(client, amira)


def top_of_queue(esi: object) -> tuple[Client, object]:
    adviser = sign_in(Client(), esi)
    return adviser, page(adviser.get("/en/staff/requests/")).select_one("main > .told li")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_her_settings_fill_in_the_form_and_top_the_queue(nasreen: Client, esi: object, language: str) -> None:
    form = page(nasreen.get(f"/{language}/ask/call/"))
    assert form.select_one("select[name=interpreter] option[selected]")["value"] == "ur"
    assert form.select_one("input[name=interpreter_voice][checked]")["value"] == "woman"
    assert form.select_one("input[name=number]")["value"] == NUMBER
    assert form.select_one("input[name=number]")["dir"] == "ltr"
    ask(nasreen, language=language, interpreter="ur", interpreter_voice="woman")
    adviser, line = top_of_queue(esi)
    assert line.select_one(".flag").get_text(strip=True) == "Interpreter: Urdu (اردو), a woman preferred"
    opened = page(adviser.get(line.a["href"]))
    assert opened.main.find("h2").get_text(strip=True) == "Needs"
    assert "a woman preferred" in opened.select_one("main section").get_text()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_an_interpreter_for_a_visit_can_be_asked_for_without_an_account(
    client: Client, esi: object, language: str
) -> None:
    asked = ask(client, "interpreter", language=language, interpreter="bfi", words="Physio, 3 December at 10")
    status = status_of(client, asked)
    with translation.override(language):
        assert gettext("You sent this. We have it.") in status.main.get_text()
    adviser, line = top_of_queue(esi)
    assert "British Sign Language" in line.get_text()
    assert "Physio, 3 December at 10" in page(adviser.get(line.a["href"])).main.get_text()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_mistake_is_told_first_and_nothing_typed_is_lost(client: Client, language: str) -> None:
    response = ask(client, "interpreter", language=language, interpreter="", number="my sister", words="Physio")
    assert response.status_code == 422
    soup = page(response)
    assert "error-summary" in soup.main.find(True)["class"]
    fields = [soup.find(id=link["href"][1:])["name"] for link in soup.select(".error-summary a")]
    assert sorted(fields) == ["interpreter", "number"]
    assert soup.select_one("input[name=number]")["value"] == "my sister"
    assert soup.select_one("textarea[name=words]").get_text().strip() == "Physio"
