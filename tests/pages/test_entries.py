"""Entries of the directory: what is known and what is not, in every language, never mistaken for a real place."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from pages.library.models import Entry
from pages.models import HomePage
from tests.cast import sign_in

CODES = ["drop-in", "gym", "literacy-help", "pram-walk", "rambling-club", "youth-club"]


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {row.dt.get_text(): row.dd.get_text() for row in page.select("dl.facts > div")}


def test_every_demo_entry_says_that_it_is_no_real_place_and_that_nobody_checked_it(
    client: Client, demo_site: HomePage
) -> None:
    assert sorted(Entry.objects.filter(is_demo=True, code__in=CODES).values_list("code", flat=True)) == CODES
    for code in CODES:
        page = soup(client, f"/en/find/{code}/")
        assert "It is not a real place" in page.select_one(".notice--demo").get_text()
        assert "We have not checked this with them yet." in page.main.get_text()
        assert page.find("meta", {"name": "robots"})["content"] == "noindex"
        assert page.select_one(f"main a[href='/en/ask/call/?page=/en/find/{code}/']")
        assert not page.select("main a[href^='tel:'], main a[href^='http']")


def test_what_nobody_found_out_is_said_to_be_unknown(client: Client, demo_site: HomePage) -> None:
    known = facts(soup(client, "/en/find/literacy-help/"))
    assert (known["When"], known["Who you will meet"], known["Step-free"]) == ("Not known",) * 3
    assert known["Cost"] == "Free."
    walk = facts(soup(client, "/en/find/pram-walk/"))
    assert walk["When"] == "Tuesdays, 10am to 11am."
    assert walk["Who you will meet"].startswith("Demo Dilys")
    assert walk["Languages"] == "English, اردو"
    assert walk["Someone can go with you the first time"] == "Yes"


@pytest.mark.parametrize("language", ["cy", "pl", "ur", "bn"])
def test_two_entries_are_in_every_language_and_the_others_say_that_they_are_in_english(
    client: Client, demo_site: HomePage, language: str
) -> None:
    for code in ("pram-walk", "drop-in"):
        page = soup(client, f"/{language}/find/{code}/")
        assert page.select_one(".page-head").parent["lang"] == language
        assert not page.select(".notice--not-translated")
        assert not page.select("main dd[lang=en]")
    gym = soup(client, f"/{language}/find/gym/")
    assert gym.select_one(".page-head").parent["lang"] == "en"
    assert gym.select(".notice--not-translated")
    assert {dd["lang"] for dd in gym.select("main dd[lang]")} == {"en"}


def test_the_end_of_a_lesson_offers_somebody_to_go_with(client: Client, demo_site: HomePage) -> None:
    walk, club = soup(client, "/en/learn/do-i-need-a-scan/done/").select(".support-card")
    assert walk.h3.a["href"] == "/en/find/pram-walk/"
    assert walk.select_one("svg.picture")
    said = walk.get_text()
    for words in ("not a real place", "Tuesdays, 10am", "demo park", "Demo Dilys", "Someone can come with you"):
        assert words in said
    assert club.h3.get_text() == "Rambling club"
    walk, club = soup(client, "/ur/learn/do-i-need-a-scan/done/").select(".support-card")
    assert not walk.select("[lang=en]")
    assert {each["lang"] for each in club.select("[lang]")} == {"en"}
    unknown = soup(client, "/en/learn/your-appointment/done/").select(".support-card")[1]
    assert "Not known" in unknown.get_text()


@pytest.mark.parametrize("code", ["nothing-here", "wrong", "x" * 300])
def test_an_entry_that_is_not_there_is_not_found(client: Client, demo_site: HomePage, code: str) -> None:
    assert client.get(f"/en/find/{code}/").status_code == 404


def test_an_entry_taken_down_is_not_found_and_its_card_is_gone(client: Client, demo_site: HomePage) -> None:
    done = "/en/learn/do-i-need-a-scan/done/"
    assert soup(client, done).select_one("a[href='/en/find/pram-walk/']")
    Entry.objects.get(code="pram-walk").unpublish()
    assert client.get("/en/find/pram-walk/").status_code == 404
    assert not soup(client, done).select("a[href='/en/find/pram-walk/']")


def test_an_address_that_the_site_needs_and_a_check_without_a_day_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Entry(code="today", name="Today", line="x").clean()
    assert "code" in refused.value.message_dict
    with pytest.raises(ValidationError) as undated:
        Entry(code="hub", name="Hub", line="x", contact_state="checked").clean()
    assert "checked_on" in undated.value.message_dict


def test_an_editor_chooses_among_words_not_codes(client: Client, demo_site: HomePage, dai: object) -> None:
    page = soup(sign_in(client, dai), "/cms/snippets/library/entry/add/")
    for name in ("contact_state", "is_step_free", "can_come_with"):
        options = page.select(f"[name={name}] option[value], input[name={name}]")
        assert len(options) >= 2
        words = [option.get_text(strip=True) for option in page.select(f"[name={name}] option")]
        assert {"not-checked", "unknown", "yes"}.isdisjoint(words), words
