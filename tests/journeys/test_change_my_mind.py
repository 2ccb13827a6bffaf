"""Mo, who would rather manage it himself: one tap to take a call-back back, one tap to be called after all."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from portal.contact.models import Request
from tests.browsing import OpenBrowser
from tests.cast import sign_in
from tests.portal.contact.asking import ask, page, status_of

pytestmark = pytest.mark.usefixtures("demo_site")


def tap(client: Client, address: str) -> str:
    """Tap the one button of a request's page; where it leads."""
    button = page(client.get(address)).select_one("main form button")
    response = client.post(address, {button["name"]: button["value"]})
    assert response.status_code == 303
    return response["Location"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_change_is_one_tap(client: Client, language: str) -> None:
    asked = ask(client, language=language, name="Mo")["Location"]
    assert tap(client, asked) == asked
    assert [row.state for row in Request.objects.all()] == ["cancelled"]
    again = tap(client, asked)
    assert again != asked
    assert Request.objects.get(state="new").name == "Mo", "nothing is typed again"


def test_nothing_mentions_the_earlier_choice_as_a_mark_against_him(client: Client, esi: object) -> None:
    asked = ask(client)["Location"]
    again = tap(client, tap(client, asked))
    adviser = sign_in(Client(), esi)
    work = page(adviser.get("/en/staff/requests/")).select_one("main > .told a")["href"]
    for seen in (page(adviser.get(work)).main.get_text(), page(client.get(again)).main.get_text()):
        assert "back by" not in seen
        assert "Taken back" not in seen


def test_a_double_tap_changes_it_once(client: Client) -> None:
    asked = ask(client)["Location"]
    for _tap in range(2):
        client.post(asked, {"act": "cancel"})
    assert Request.objects.get().lines.filter(code="cancelled").count() == 1
    led_to = {client.post(asked, {"act": "again"})["Location"] for _tap in range(2)}
    assert len(led_to) == 1
    assert Request.objects.filter(state="new").count() == 1


def test_nobody_is_asked_for_a_reason_and_care_is_still_there(client: Client) -> None:
    asked = ask(client)["Location"]
    client.post(asked, {"act": "cancel"})
    soup = page(client.get(asked))
    assert "That is fine. You can ask again at any time." in soup.main.get_text()
    assert soup.select("main form textarea") == []
    assert soup.select_one("nav.help-bar a[href$='/ask/call/']")


def test_signed_in_one_open_call_is_all_there_is(client: Client, amira: object) -> None:
    sign_in(client, amira)
    first = ask(client)["Location"]
    client.post(first, {"act": "cancel"})
    second = ask(client)["Location"]
    assert client.post(first, {"act": "again"})["Location"] == second, "the open one is the one"
    assert status_of(client, ask(client)).h1
    assert Request.objects.filter(person=amira, state="new").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("script", [True, False])
def test_from_the_end_of_a_lesson_both_ways_are_one_tap(visitor: OpenBrowser, language: str, *, script: bool) -> None:
    """He manages it himself for now; 2 weeks later, with the phone still knowing his lesson, he wants to be seen."""
    with translation.override(language):
        alone, seen = gettext("I will look after this myself for now"), gettext("I want to be seen")
    somebody = visitor(width=320, script=script)
    page = somebody.open(f"/{language}/learn/do-i-need-a-scan/questions-to-ask/")
    page.locator("button[value=continue]").click()
    page.wait_for_url("**/done/")
    page.locator("main a").filter(has_text=alone).click()
    page.wait_for_url(re.compile(rf"/{language}/$"))
    page = somebody.open(f"/{language}/learn/do-i-need-a-scan/done/")
    page.locator("main a").filter(has_text=seen).click()
    page.wait_for_url(f"**/{language}/ask/call/")
    assert page.locator("h1").count() == 1
    assert alone not in page.locator("main").inner_text()
