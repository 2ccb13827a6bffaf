"""Find support: places by what somebody needs, in every combination of choices, and never a dead end."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.find.rules import Wanted, page_number, wanted
from pages.library.models import Entry
from pages.library.rules import Need
from pages.models import ServiceSettings
from tests.factories.places import add_place
from tests.weighing import page_weight

MADE_UP = ["Aches and pains drop-in", "Gym at the hub", "Help with reading and forms", "Pram walk", "Rambling club"]

type OpenPage = Callable[..., BeautifulSoup]


def names(page: BeautifulSoup, part: str = "#places") -> list[str]:
    return [heading.get_text() for heading in page.select(f"{part} .support-card h3")]


def card(page: BeautifulSoup, name: str) -> str:
    return next(each.get_text(" ") for each in page.select(".support-card") if each.h3.get_text() == name)


def test_the_list_says_all_that_matters_of_each_place(opened: OpenPage, at: Callable[[str], None]) -> None:
    at("2026-11-25 09:00")
    page = opened("/en/find/")
    assert [name for name in names(page) if name in MADE_UP] == MADE_UP
    assert names(page)[0] == MADE_UP[0]
    said = card(page, "Aches and pains drop-in")
    for words in (
        "Tomorrow 1pm to 4pm, no appointment",
        "The demo health hub, room 1.",
        "Free.",
        "English",
        "Step-free",
        "Someone can come with you the first time.",
        "Not checked yet.",
        "not a real place",
    ):
        assert words in said
    assert "Not known when, step-free" in card(page, "Help with reading and forms")
    assert "Not known cost" in card(page, "Gym at the hub")
    assert page.select_one("nav.navigation a[aria-current=page]")["href"] == "/en/find/"
    assert page.select_one("a[href='/en/ask/problem/?page=/en/find/']")
    assert page.select_one("a[href='/en/find/today/']")


@pytest.mark.parametrize(("reach", "words"), [("national", "Anywhere in the country"), ("online", "Online")])
def test_what_has_no_place_of_its_own_says_so(opened: OpenPage, reach: str, words: str) -> None:
    add_place("far", name_en="A far place", reach=reach, needs=" food ")
    said = card(opened("/en/find/?need=food"), "A far place")
    assert f"Where {words}" in said
    assert "Not known when, cost, languages, step-free" in said
    assert words in opened("/en/find/far/").main.get_text()
    add_place("known", name_en="A known place", reach=reach, needs=" food ", where_en="The town hall")
    assert "Where The town hall" in card(opened("/en/find/?need=food"), "A known place")


def test_a_checked_place_says_when_and_has_its_number_and_one_that_is_not_has_none(opened: OpenPage) -> None:
    told = {"phone": "0161 496 0000", "website": "https://example.org/"}
    add_place("checked", name_en="A checked place", contact_state="checked", checked_on="2026-11-02", **told)
    add_place("unchecked", name_en="A far place", reach="national", **told)
    page = opened("/en/find/")
    assert "Last checked on 2 November 2026." in card(page, "A checked place")
    assert "Search for them by name." in card(page, "A far place")
    checked, unchecked = opened("/en/find/checked/"), opened("/en/find/unchecked/")
    assert checked.select_one("main a[href='tel:01614960000']").bdi["dir"] == "ltr"
    assert checked.select_one("main a[href='https://example.org/']")
    assert not unchecked.select("main a[href^=tel], main a[href^='https://example']")
    assert "Search for them by name." in unchecked.main.get_text()


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_a_picture_and_a_link_that_says_it_is_chosen(opened: OpenPage, need: Need) -> None:
    link = opened(f"/en/find/?need={need}&who=adults").select_one(f"#need-{need}")
    assert link["aria-current"] == "true"
    assert link.svg
    assert link["href"] == f"/en/find/?need={need}&who=adults#count"


def test_choices_go_together(opened: OpenPage) -> None:
    spoken = names(opened("/en/find/?need=moving&spoken=ur"))
    assert "Pram walk" in spoken
    assert "Gym at the hub" not in spoken
    several = names(opened("/en/find/?need=moving&spoken=pl&step-free=yes&together=yes&who=adults"))
    assert "Gym at the hub" in several
    assert not {"Pram walk", "Rambling club", "Youth club"} & set(several)
    assert "Youth club" not in names(opened("/en/find/?need=people&step-free=yes"))
    page = opened("/en/find/?need=moving&who=older&spoken=pl&step-free=yes&together=yes")
    assert page.select_one("#who option[selected]")["value"] == "older"
    assert page.select_one("#spoken option[selected]")["value"] == "pl"
    assert page.select_one("#step-free").has_attr("checked")
    assert page.select_one("#together").has_attr("checked")
    assert page.select_one("input[type=hidden][name=need]")["value"] == "moving"
    assert page.select_one("details.nhsuk-details").has_attr("open")


def test_whoever_an_entry_names_sees_it_before_what_is_for_anybody(opened: OpenPage) -> None:
    add_place("anybody", name_en="A place for anybody", needs=" family ")
    add_place("young", name_en="A place for the young", needs=" family ", audiences=" young ")
    shown = names(opened("/en/find/?need=family&who=young"))
    assert {"Youth club", "A place for the young"} <= set(shown[: shown.index("A place for anybody")])


def test_what_is_for_staff_is_only_for_whoever_asks_for_it(opened: OpenPage) -> None:
    add_place("course", name_en="A course for nurses", audiences=" staff ")
    assert "A course for nurses" not in names(opened("/en/find/"))
    assert names(opened("/en/find/?who=staff"))[0] == "A course for nurses"


def test_nothing_found_is_never_a_dead_end(opened: OpenPage) -> None:
    page = opened("/en/find/?need=moving&spoken=so&step-free=yes")
    assert page.select_one("#count").get_text() == "0 places"
    first = page.select_one("#places").find(["section", "ul"])
    assert first.select_one("a[href='/en/ask/call/']")
    wider = names(page)
    assert {"Gym at the hub", "Pram walk"} <= set(wider)
    assert "Help with reading and forms" not in wider


def test_an_empty_directory_leads_to_a_call(opened: OpenPage) -> None:
    for entry in Entry.objects.all():
        entry.unpublish()
    for address in ("/en/find/", "/en/find/?need=food"):
        page = opened(address)
        assert page.select_one("#places a[href='/en/ask/call/']")
        assert names(page) == []


def test_the_phone_is_there_when_nothing_is_found(opened: OpenPage) -> None:
    ServiceSettings.objects.update(phone="0300 123 4567", is_phone_demo=False)
    assert opened("/en/find/?spoken=so").select_one("#places a[href='tel:03001234567']")


def test_a_long_list_is_turned_page_by_page(opened: OpenPage) -> None:
    for number in range(30):
        add_place(f"place-{number}", name_en=f"Place {number:02}", needs=" food ")
    first = opened("/en/find/?need=food&who=men")
    assert len(names(first)) == 12
    assert (
        first.select_one("#count").get_text() == "30 places"
        or int(first.select_one("#count").get_text().split()[0]) > 29
    )
    following = first.select_one(".find__pages a")["href"]
    assert following == "/en/find/?need=food&who=men&page=2"
    second = opened(following)
    assert not set(names(first)) & set(names(second))
    assert next(link["href"] for link in second.select(".find__pages a")) == "/en/find/?need=food&who=men"
    assert names(opened("/en/find/?need=food&page=99"))


ODD = [
    "",
    "%00",
    "none",
    "pain,food",
    "PAIN",
    "../",
    "<script>",
    "%F0%9F%98%80",
    "x" * 2000,
    "1e9",
    "-1",
    "٢",
    "²",
    "99999999",
]


@pytest.mark.parametrize("name", ["need", "who", "spoken", "step-free", "together", "page", "unknown"])
@pytest.mark.parametrize("value", ODD)
def test_odd_choices_are_left_open(client: Client, demo_site: object, name: str, value: str) -> None:
    response = client.get(f"/ur/find/?{name}={value}&{name}={value}")
    assert response.status_code == 200
    assert len(names(BeautifulSoup(response.content, "html.parser"))) >= 6


def test_the_rules_read_only_what_we_offer() -> None:
    assert wanted({"need": "food", "who": "nobody", "spoken": "so", "step-free": "on"}, languages={"so"}) == Wanted(
        need="food", spoken="so"
    )
    assert Wanted().query == ""
    assert Wanted("food", step_free=True).query_with(page=3) == "?need=food&step-free=yes&page=3"
    assert [page_number(text) for text in ("2", "99", "100", "0", "", "x", "²", "9" * 5000)] == [
        2,
        99,
        1,
        1,
        1,
        1,
        1,
        1,
    ]
    assert list(Wanted().wider()) == []
    assert list(Wanted("food", spoken="so").wider()) == [Wanted("food"), Wanted()]


def test_only_reading_is_allowed(client: Client, demo_site: object) -> None:
    for address in ("/en/find/", "/en/find/today/", "/en/find/drop-in/poster/", "/en/find/drop-in/calendar.ics"):
        assert client.post(address).status_code == 405


def test_another_language_keeps_what_was_chosen(opened: OpenPage) -> None:
    page = opened("/en/find/?need=moving&spoken=ur&step-free=yes")
    urdu = page.select_one("#languages a[lang=ur]")["href"]
    assert urdu == "/ur/find/?need=moving&spoken=ur&step-free=yes"
    assert "بچہ گاڑی کے ساتھ سیر" in names(opened(urdu))


def test_what_changes_in_place_stands_ready(opened: OpenPage) -> None:
    page = opened("/en/find/")
    form = page.select_one("form#find")
    assert (form["method"], form["hx-target"]) == ("get", "#places")
    assert page.select_one("#count")["role"] == "status"
    for region in ("#places", "#needs", "#languages"):
        assert page.select_one(region)
    assert page.select_one("form#find button[type=submit]")
    assert not page.select("script:not([src])")


def test_data_saver_has_the_plain_form_and_no_script(client: Client, demo_site: object) -> None:
    page = BeautifulSoup(client.get("/en/find/", headers={"save-data": "on"}).content, "html.parser")
    assert page.select("script") == []
    assert page.select_one("form#find button[type=submit]")


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("path", ["", "?need=family", "?spoken=so", "today/", "drop-in/", "drop-in/poster/"])
def test_pages_cost_few_queries_and_bytes(client: Client, demo_site: object, language: str, path: str) -> None:
    address = f"/{language}/find/{path}"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    for store in caches.all():
        store.clear()
    counting = [query for query in asked if "search_gap" in query["sql"] or "SAVEPOINT" in query["sql"]]
    assert len(asked) - len(counting) <= 10
    assert page_weight(client, address) <= 14_000


def test_a_hundred_places_cost_no_more_queries(client: Client, demo_site: object) -> None:
    with CaptureQueriesContext(connection) as before:
        client.get("/ur/find/?who=adults")
    for number in range(30):
        add_place(f"place-{number}", name_en=f"Place {number:02}")
    with CaptureQueriesContext(connection) as after:
        client.get("/ur/find/?who=adults")
    assert len(after) <= len(before)
