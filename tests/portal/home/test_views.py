"""My page, and the first page of the people who work here."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules.learning.models import LessonPage
from portal import timeline
from portal.timeline import Event, Tile
from tests.cast import sign_in
from tests.portal.contact.asking import ask

MOST_QUERIES = 15
LANGUAGES = ["en", "ur"]


def soup_of(response: object) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def tile(key: str, order: int = 50) -> Tile:
    return Tile(key=key, title=f"Title of {key}", line=f"Line of {key}.", href=f"/en/{key}/", order=order)


def words(element: object) -> str:
    return " ".join(element.get_text(" ", strip=True).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_is_led_to_sign_in_and_back(client, db, language):
    response = client.get(f"/{language}/me/")
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/sign-in/?next=/{language}/me/"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("offers")
def test_nothing_yet_is_said_calmly_with_three_doors(client, demo_site, amira, language):
    page = soup_of(sign_in(client, amira).get(f"/{language}/me/"))
    assert len(page.select("main .choice-card a")) == 3
    assert all(a["href"].startswith(f"/{language}/") for a in page.select("main .choice-card a"))
    assert page.select("main section") == []


@pytest.mark.usefixtures("offers")
def test_nothing_yet_on_a_site_without_pages_still_opens(client, amira):
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    assert "Nothing here yet. Start with" in words(page.main)


@pytest.mark.usefixtures("offers")
def test_the_page_greets_by_the_chosen_name_or_by_none(client, amira):
    sign_in(client, amira)
    assert "Hello, \u2068Amira\u2069" in soup_of(client.get("/en/me/")).h1.text
    amira.name = ""
    amira.save()
    assert soup_of(client.get("/en/me/")).h1.text == "Hello"


@pytest.mark.usefixtures("offers")
def test_a_name_is_text_whatever_is_in_it(client, amira):
    amira.name = "<script>alert(1)</script> 🙂 %(name)s {{ x }}"
    amira.save()
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    assert amira.name in page.h1.text
    assert page.select("main script") == []


@pytest.mark.usefixtures("offers")
def test_there_is_one_next_thing_and_the_rest_stands_below(client, amira):
    timeline.register("a", tiles=lambda person, now: [tile("second", 20), tile("third", 30)])
    timeline.register("b", regions=lambda request, person, now: [tile("first", 1)])
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    assert [words(a) for a in page.select("section[aria-labelledby=next] a")] == ["Title of first"]
    assert [words(a) for a in page.select("section[aria-labelledby=more] a")] == ["Title of second", "Title of third"]
    assert "Nothing here yet" not in words(page.main)


@pytest.mark.usefixtures("offers")
def test_what_is_coming_stands_soonest_first_and_what_happened_latest_first(client, amira):
    day = datetime.timedelta(days=1)

    def events(person, now):
        return [Event(now + number * day, f"Day {number}", "", "") for number in (-2, -1, 1, 2)]

    timeline.register("a", events=events)
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    assert [words(e) for e in page.select("[aria-labelledby=coming] strong")] == ["Day 1", "Day 2"]
    assert [words(e) for e in page.select("[aria-labelledby=past] strong")] == ["Day -1", "Day -2"]


@pytest.mark.usefixtures("offers")
def test_years_of_history_stay_one_short_page(client, amira):
    def events(person, now):
        return [Event(now - datetime.timedelta(days=number), f"Day {number}", "") for number in range(1, 2000)]

    timeline.register("a", events=events)
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    assert len(page.select("[aria-labelledby=past] li")) == 10


def test_my_page_as_it_is_asks_at_most_fifteen_times(client, demo_site, amira):
    sign_in(client, amira)
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/en/me/").status_code == 200
    assert len(captured) <= MOST_QUERIES


def test_my_page_asks_as_often_for_much_as_for_little(client, demo_site, amira):
    sign_in(client, amira)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/me/").status_code == 200
        return len(captured)

    def ask_a_question() -> None:
        assert ask(client, "question").status_code == 303

    def work_through(lessons: list[LessonPage]) -> None:
        for lesson in lessons:
            for step in lesson.steps.all():
                client.post(f"/en/learn/{lesson.slug}/{step.slug}/")

    lessons = list(LessonPage.objects.order_by("path"))
    ask_a_question()
    work_through(lessons[:1])
    client.post(f"/en/learn/{lessons[-1].slug}/{lessons[-1].steps.first().slug}/")
    little = asked()
    for _ in range(4):
        ask_a_question()
    work_through(lessons[1:-1])
    assert asked() <= little <= MOST_QUERIES


@pytest.mark.parametrize("address", ["/en/me/", "/en/staff/"])
def test_no_copy_is_kept_by_any_browser(client, kwame, address):
    response = sign_in(client, kwame).get(address)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_everything_about_the_account_is_one_press_away(client, amira):
    sign_in(client, amira)
    for place in ("settings", "devices", "data"):
        assert soup_of(client.get("/en/me/")).select_one(f'main nav a[href="/en/me/{place}/"]')
        assert client.get(f"/en/me/{place}/").status_code in {200, 302}


def test_signing_out_is_one_press_away(client, amira):
    page = soup_of(sign_in(client, amira).get("/en/me/"))
    form = page.select_one('main form[action="/en/sign-out/"]')
    assert form["method"] == "post"
    assert form.select_one("[name=csrfmiddlewaretoken]")


# The header, and the whole-page cache


def header_words(response: object, language: str = "en") -> str:
    link = soup_of(response).select_one(f'header a[href="/{language}/me/"]')
    return words(link)


@pytest.mark.parametrize("address", ["/en/", "/en/read/knee-pain/", "/en/body/"])
def test_the_header_says_my_page_to_who_is_signed_in_and_is_the_same_for_all_others(client, demo_site, amira, address):
    signed_in = sign_in(Client(), amira)
    for _ in range(2):  # made anew, then kept
        assert header_words(client.get(address)) == "Sign in"
        assert header_words(signed_in.get(address)) == "My page"
    caches["pages"].clear()
    assert header_words(signed_in.get(address)) == "My page"
    assert header_words(Client().get(address)) == "Sign in", "nothing made for one person was kept"


def test_a_session_of_somebody_not_signed_in_says_sign_in(client, demo_site):
    session = client.session
    session["coming_in"] = {}
    session.save()
    assert header_words(client.get("/en/")) == "Sign in"


def test_home_shows_the_way_on_to_who_is_signed_in(client, demo_site, amira):
    signed_in = sign_in(Client(), amira)
    assert soup_of(signed_in.get("/ur/")).select_one('main a[href="/ur/me/"]')
    assert soup_of(client.get("/ur/")).select_one('main a[href="/ur/me/"]') is None


# The first page of the people who work here


def doors(client: Client) -> list[str]:
    return [a["href"] for a in soup_of(client.get("/en/staff/")).select("main ul a")]


def test_each_role_sees_the_pages_it_opens_and_no_others(kwame, esi, dai):
    assert "/cms/" in doors(sign_in(Client(), dai))
    assert "/django-admin/" not in doors(sign_in(Client(), dai))
    assert "/cms/" not in doors(sign_in(Client(), esi))
    admins = doors(sign_in(Client(), kwame))
    assert {"/cms/", "/django-admin/", "/en/staff/team/"} <= set(admins)
    for address in admins:
        assert sign_in(Client(), kwame).get(address).status_code == 200, address


def test_every_door_of_an_adviser_opens(esi):
    client = sign_in(Client(), esi)
    found = doors(client)
    assert found
    assert [client.get(address).status_code for address in found] == [200] * len(found)


def test_a_patient_finds_no_staff_page(client, amira):
    assert sign_in(client, amira).get("/en/staff/").status_code == 404
