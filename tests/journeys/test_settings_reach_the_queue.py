"""J4.4: Nasreen sets an interpreter once, asks for a call in Urdu, and the people who call know before they dial."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.cast import sign_in

pytestmark = pytest.mark.django_db

SETTINGS = "/ur/me/settings/"


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def ask_for_a_call(client: Client) -> None:
    """Open the form, type the number, and send it as it came: what we know of her stands there already."""
    page = BeautifulSoup(client.get("/ur/ask/call/").content, "html.parser")
    form = next(form for form in page.main.select("form") if form.select_one("[name=number]"))
    sent = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    sent |= {each["name"]: each["value"] for each in form.select("input[checked]")}
    sent |= {each.find_parent("select")["name"]: each["value"] for each in form.select("option[selected]")}
    response = client.post("/ur/ask/call/", {"part": "any", **sent, "number": "07700 900123"})
    assert response.status_code == 303


@pytest.fixture
def nasreen(client: Client, amira: Any) -> Client:
    return sign_in(client, amira)


def test_what_she_set_once_stands_beside_her_request_and_on_her_page(nasreen: Client, amira: Any, esi: Any) -> None:
    chosen = {"part": "interpreter", "interpreter": "ur", "interpreter_gender": "woman"}
    assert nasreen.post(SETTINGS, chosen).status_code == 303
    assert nasreen.post(SETTINGS, {"part": "needs", "needs": ["contact-voice"]}).status_code == 303
    ask_for_a_call(nasreen)
    adviser = sign_in(Client(), esi)
    for address in ("/en/staff/requests/", f"/en/staff/people/{amira.pk}/"):
        seen = words(adviser, address)
        assert "Urdu (اردو), a woman preferred" in seen, address
        assert "voice" in seen.lower(), address
        assert "illiterate" not in seen.lower()


def test_she_can_change_her_mind_and_nobody_sees_the_old_wish(nasreen: Client, amira: Any, esi: Any) -> None:
    nasreen.post(SETTINGS, {"part": "interpreter", "interpreter": "ur", "interpreter_gender": "woman"})
    nasreen.post(SETTINGS, {"part": "interpreter", "act": "undo"})
    ask_for_a_call(nasreen)
    assert "a woman preferred" not in words(sign_in(Client(), esi), "/en/staff/requests/")
