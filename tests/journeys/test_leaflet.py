"""Nasreen, who reads Urdu, is given an English leaflet: she taps اردو and has the same one, from right to left; by its
code it is found again."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.formats.rules.states import State
from pages.models import HomePage
from tests.factories.leaflets import blocks, make_leaflet
from tests.journeys.conftest import ByRequests

WORDS = {
    "body_en": blocks(("heading", {"level": "2", "text": "Now"}), ("text", "<p>Rest for 2 days, then call 111.</p>")),
    "heading_ur": "انگوٹھا کا درد",
    "summary_ur": "انگوٹھا کے درد میں کیا مدد کرتا ہے۔",
    "body_ur": blocks(("heading", {"level": "2", "text": "ابھی"}), ("text", "<p>2 دن آرام کریں۔</p>")),
}
PATH = "leaflets/sore-thumb/"


@pytest.fixture
def nasreen(demo_site: HomePage) -> ByRequests:
    make_leaflet(languages=("ur",), **WORDS)
    return ByRequests()


@pytest.mark.parametrize("part", ["", "print/"])
def test_she_switches_and_stays_on_the_same_leaflet(nasreen: ByRequests, part: str) -> None:
    nasreen.open(f"/en/{PATH}{part}")
    assert nasreen.heading == "Sore thumb"
    nasreen.tap("اردو")
    assert nasreen.path == f"/ur/{PATH}{part}"
    assert (nasreen.soup.html["lang"], nasreen.soup.html["dir"]) == ("ur", "rtl")
    assert nasreen.heading == WORDS["heading_ur"]
    assert [heading.get_text() for heading in nasreen.soup.select("article > div > h2, article > h2")][-1] == "ابھی"
    assert not nasreen.soup.select("main[lang]"), "all of it is in Urdu"
    nasreen.tap("English")
    assert (nasreen.path, nasreen.heading) == (f"/en/{PATH}{part}", "Sore thumb")


def test_her_choice_holds_for_what_she_is_sent_next(nasreen: ByRequests) -> None:
    nasreen.open(f"/en/{PATH}")
    nasreen.tap("اردو")
    code = re.search(r"[a-z]{5}", nasreen.soup.select_one(".governance bdi[dir=ltr]").get_text())[0]
    nasreen.open(f"/l/{code}")
    assert nasreen.path == f"/ur/{PATH}"


def test_numbers_to_call_run_from_left_to_right(nasreen: ByRequests) -> None:
    nasreen.open(f"/ur/{PATH}")
    calls = nasreen.soup.select('main a[href^="tel:"]')
    assert calls
    assert all(call.select_one('bdi[dir="ltr"]') for call in calls)


def test_in_a_language_that_has_it_not_she_gets_the_english_and_is_told(nasreen: ByRequests) -> None:
    nasreen.open(f"/pl/{PATH}")
    assert (nasreen.soup.html["lang"], nasreen.soup.main["lang"], nasreen.soup.main["dir"]) == ("pl", "en", "ltr")
    assert nasreen.soup.select(".notice--not-translated")
    assert nasreen.soup.select_one(".formats")["lang"] == "pl", "the ways to have it are named in her language"


def test_from_the_leaflet_she_asks_us_for_what_cannot_be_made(nasreen: ByRequests) -> None:
    FormatFile.objects.filter(format__in=[Format.BRF, Format.PEF]).update(state=State.UNAVAILABLE, reason="no-table")
    nasreen.open(f"/ur/{PATH}")
    link = nasreen.soup.select_one(".formats a[href*='form=braille']")
    form = BeautifulSoup(Client().get(link["href"]).content, "html.parser")
    assert form.select_one("input[name=form][checked]")["value"] == "braille"
    assert form.select_one("input[name=page]")["value"] == f"/ur/{PATH}"
