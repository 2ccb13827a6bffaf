"""Find support in a page: what the directory has for a need when the page is read, and honest when it has nothing."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from pages.blocks.support import MOST_OF_A_NEED, FindSupportBlock
from pages.editions.models import public_reading
from pages.library.models import Entry
from pages.library.rules import Audience, Reach
from pages.models import HomePage, LeafletPage
from tests.factories.leaflets import blocks, make_leaflet

BLOCK = FindSupportBlock()


LONG = ("low-back-pain", "long-lasting-pain")
"""As large as a page may be without cards: the navigation leads to the directory."""


def shown(language: str = "en", **value: object) -> BeautifulSoup:
    with translation.override(language), public_reading():
        given = BLOCK.to_python({"heading": "", "entries": [], **value})
        return BeautifulSoup(BLOCK.render(given), "html.parser")


def codes(page: BeautifulSoup) -> list[str]:
    return [link["href"].rstrip("/").rsplit("/", 1)[-1] for link in page.select(".support-card h3 a")]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_need_shows_what_the_directory_has_for_it_now_near_places_first(demo_site: HomePage, language: str) -> None:
    found = codes(shown(language, need="people"))
    reaches = [Entry.objects.get(code=code).reach for code in found]
    assert "pram-walk" in found
    assert reaches == sorted(reaches, key=[*Reach].index)
    assert len(found) == MOST_OF_A_NEED
    assert all(" people " in Entry.objects.get(code=code).needs for code in found)
    assert shown(language, need="people").select_one(f"a[href='/{language}/find/?need=people']")
    Entry.objects.get(code="pram-walk").unpublish()
    assert "pram-walk" not in codes(shown(language, need="people"))


def test_of_the_near_places_those_in_the_reader_s_language_come_first(demo_site: HomePage) -> None:
    assert codes(shown("en", need="people"))[0] == "hub-day"
    page = shown("ur", need="people")
    assert codes(page)[0] == "pram-walk"
    assert [heading.get("lang") for heading in page.select(".support-card h3")] == [None, "en", "en"]


def test_chosen_places_come_first_and_none_twice(demo_site: HomePage) -> None:
    club = Entry.objects.get(code="rambling-club").pk
    found = codes(shown(entries=[club], need="people"))
    assert found[0] == "rambling-club"
    assert len(found) == len(set(found))
    assert codes(shown(entries=[club])) == ["rambling-club"]


def test_what_is_for_staff_alone_is_never_shown_to_patients(demo_site: HomePage) -> None:
    Entry.objects.filter(needs__contains=" people ").update(audiences=f" {Audience.STAFF} ")
    assert codes(shown(need="people")) == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_where_there_is_nothing_it_says_so_and_offers_to_look_together(demo_site: HomePage, language: str) -> None:
    Entry.objects.filter(needs__contains=" food ").update(live=False)
    page = shown(language, need="food")
    assert page.h2
    assert page.select_one(f"a[href='/{language}/ask/call/']")
    with translation.override(language), public_reading():
        value = BLOCK.to_python({"heading": "", "entries": [], "need": "food"})
        assert page.p.get_text() in BLOCK.plain_text(value)
        assert page.h2.get_text() in BLOCK.plain_text(value)


def test_neither_a_place_nor_a_need_is_not_saved(demo_site: HomePage) -> None:
    with pytest.raises(ValidationError):
        BLOCK.clean(BLOCK.to_python({"heading": "", "entries": [], "need": ""}))
    assert BLOCK.clean(BLOCK.to_python({"heading": "", "entries": [], "need": "food"}))["need"] == "food"


def test_a_page_that_is_kept_changes_with_the_directory(client: Client, demo_site: HomePage) -> None:
    make_leaflet(body_en=blocks(("find_support", {"heading": "", "entries": [], "need": "people"})))
    address = "/en/leaflets/sore-thumb/"

    def read() -> list[str]:
        return codes(BeautifulSoup(client.get(address).content, "html.parser"))

    assert "pram-walk" in read()
    Entry.objects.get(code="pram-walk").unpublish()
    assert "pram-walk" not in read()


def test_in_a_page_of_another_language_it_says_which_language_it_is_in(client: Client, demo_site: HomePage) -> None:
    page = BeautifulSoup(client.get("/ur/leaflets/sciatica/").content, "html.parser")
    section = page.select_one("[lang=en] section.find-support")
    assert (section["lang"], section["dir"]) == ("ur", "rtl")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_leaflets_of_the_demo_lead_to_places_and_to_us(client: Client, demo_site: HomePage, language: str) -> None:
    for leaflet in LeafletPage.objects.live().exclude(slug__in=LONG):
        page = BeautifulSoup(client.get(f"/{language}/leaflets/{leaflet.slug}/").content, "html.parser")
        assert len(page.select(".find-support .support-card")) == MOST_OF_A_NEED, leaflet.slug
        assert page.select_one(f".find-support a[href^='/{language}/find/?need=']"), leaflet.slug
        if leaflet.slug in {"joint-replacement", "pain-medicines"}:
            assert page.select_one("article a[href$='/ask/call/']"), leaflet.slug
