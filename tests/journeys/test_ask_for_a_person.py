"""Grace, who would rather talk: she taps the phone picture, picks a time by picture, and hears what happens next."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from portal.contact.models import Request
from tests.cast import sign_in

MONDAY = datetime.datetime(2026, 11, 23, 9, 10, tzinfo=ZoneInfo("Europe/London"))
SUNDAY_NIGHT = datetime.datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Europe/London"))

pytestmark = pytest.mark.usefixtures("demo_site")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> object:
    """Set the clock of the service."""

    def set_clock(instant: datetime.datetime) -> None:
        monkeypatch.setattr("portal.clock.now", lambda: instant)

    set_clock(MONDAY)
    return set_clock


def page(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def sent_form(soup: BeautifulSoup, **typed: object) -> dict[str, object]:
    """What a browser sends of the form on this page, with what somebody typed and ticked."""
    hidden = {field["name"]: field["value"] for field in soup.select("main form input[type=hidden]")}
    return {name: value for name, value in hidden.items() if name != "csrfmiddlewaretoken"} | typed


@pytest.mark.parametrize("language", ["en", "ur"])
def test_from_any_page_to_a_promise_in_two_taps_and_a_number(client: Client, at: object, language: str) -> None:
    anywhere = page(client.get(f"/{language}/body/knee/"))
    way = anywhere.select_one("nav.help-bar li:nth-of-type(2) a")
    form = page(client.get(way["href"]))
    assert [field["value"] for field in form.select("input[name=part]")] == ["morning", "afternoon", "evening", "any"]
    assert all(item.select_one("svg.picture") for item in form.select(".picture-radios__item"))
    typed = sent_form(form, part="afternoon", number="07700 900123", comes_along="1", prefers="voice")
    response = client.post(way["href"], typed)
    assert response.status_code == 303
    status = page(client.get(response["Location"]))
    assert status.html["lang"] == language
    assert {"en": "9:10am", "ur": "09:10"}[language] in status.h1.get_text()
    assert {"en": "5pm", "ur": "17:00"}[language] in status.select_one(".lede").get_text()
    assert "07700" not in status.main.get_text(), "whoever finds the page learns no number"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_queue_says_that_she_prefers_to_talk_and_never_why(
    client: Client, at: object, esi: object, language: str
) -> None:
    form = page(client.get(f"/{language}/ask/call/"))
    client.post(
        f"/{language}/ask/call/",
        sent_form(form, part="morning", number="07700900123", comes_along="1", prefers="voice"),
    )
    line = page(sign_in(Client(), esi).get("/en/staff/requests/")).select_one("main .told li")
    assert line.select_one(".flag").get_text(strip=True) in {"prefers: voice", f"Read our page in: {'اردو'}"}
    assert "prefers: voice" in line.get_text()
    assert "come along" in line.get_text()
    assert "illitera" not in line.get_text()
    assert "07700" not in line.get_text(), "the list of the queue shows no number"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_hours_and_emergencies_come_before_the_form_and_nobody_seems_to_watch_at_night(
    client: Client, at: object, language: str
) -> None:
    at(SUNDAY_NIGHT)
    soup = page(client.get(f"/{language}/ask/call/"))
    text = soup.main.get_text()
    before = text[: text.index(soup.select_one("main form").get_text()[:40])]
    assert "999" in before
    assert "00000 000000" in before
    with translation.override(language):
        told = gettext("We are closed now. Nobody reads this before we open: %(day)s at %(time)s.")
    assert told.split("%")[0].strip() in before
    assert {"en": "9am", "ur": "09:00"}[language] in before
    sent = client.post(f"/{language}/ask/call/", sent_form(soup, part="morning", number="07700 900123"))
    after = page(client.get(sent["Location"])).main.get_text()
    assert {"en": "midday", "ur": "12:00"}[language] in after, "by noon on Monday"
    assert told.split("%")[0].strip() in after


def test_signed_in_the_request_is_hers_and_on_her_list(client: Client, at: object, amira: object, ben: object) -> None:
    sign_in(client, amira)
    form = page(client.get("/en/ask/call/"))
    assert form.select_one("input[name=name]")["value"] == "Amira"
    client.post("/en/ask/call/", sent_form(form, part="any", number="07700 900123", name="Amira"))
    assert Request.objects.get().person == amira
    line = page(client.get("/en/me/requests/")).select_one("main .told li")
    assert "We aim to call you by 5pm on Monday 23 November." in line.get_text()
    assert page(client.get(line.a["href"])).select_one("main h1")
    assert page(sign_in(Client(), ben).get("/en/me/requests/")).select("main .told li") == []


def test_each_state_is_told_with_its_date_as_staff_move_it(client: Client, at: object, esi: object) -> None:
    form = page(client.get("/en/ask/call/"))
    status = client.post("/en/ask/call/", sent_form(form, part="any", number="07700 900123"))["Location"]
    work = page(sign_in(Client(), esi).get("/en/staff/requests/")).select_one("main .told a")["href"]

    def act(**typed: str) -> None:
        adviser = sign_in(Client(), esi)
        turn = page(adviser.get(work)).select_one("input[name=turn]")["value"]
        assert adviser.post(work, {"turn": turn, **typed}).status_code == 303

    act(act="claim")
    at(MONDAY + datetime.timedelta(hours=2))
    act(act="try")
    at(MONDAY + datetime.timedelta(hours=3))
    act(act="finish", outcome="spoke", answer="Walk a little each day, as we said.")
    told = [line.get_text(" ", strip=True) for line in page(client.get(status)).select("main .told li")]
    assert told[0].startswith("23 November, 9:10am")
    assert told[2].startswith("23 November, 11:10am We called and did not reach you.")
    assert "Walk a little each day, as we said." in told[-2] + told[-1]
    assert page(client.get(status)).h1.get_text(strip=True) == "Done"
