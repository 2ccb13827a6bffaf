"""Nasreen, who reads Urdu: from an English page she taps اردو and is on the same page, in Urdu, from right to left."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import ArticlePage, HomePage
from tests.addresses import reading_paths
from tests.browsing import OpenBrowser
from tests.journeys.conftest import Reader, plain

SAME_PAGE = ["", "read/knee-pain/", "body/knee/", "back-now/plan/lifts/", "help-now/back/"]


@pytest.mark.parametrize("path", SAME_PAGE)
def test_the_switch_leads_to_the_same_page_in_urdu_and_back(reader: Reader, path: str) -> None:
    reader.open(f"/en/{path}")
    english = reader.heading
    reader.tap("اردو")
    assert reader.path == f"/ur/{path}"
    assert (reader.soup.html["lang"], reader.soup.html["dir"]) == ("ur", "rtl")
    assert reader.heading != english
    reader.tap("English")
    assert (reader.path, reader.heading) == (f"/en/{path}", english)


def test_the_heading_is_that_of_the_urdu_edition(reader: Reader) -> None:
    reader.open("/en/read/knee-pain/")
    reader.tap("اردو")
    assert reader.heading == plain(ArticlePage.objects.get(slug="knee-pain").heading_ur)


def test_the_choice_is_remembered_at_the_bare_address(reader: Reader) -> None:
    reader.open("/")
    assert reader.path == "/en/"
    reader.tap("اردو")
    reader.open("/")
    assert reader.path == "/ur/"
    reader.tap("English")
    reader.open("/")
    assert reader.path == "/en/"


def test_what_was_searched_for_goes_along(reader: Reader) -> None:
    reader.open("/en/search/?q=knee")
    reader.tap("اردو")
    assert reader.path == "/ur/search/?q=knee"
    assert reader.soup.select_one("input[name=q]")["value"] == "knee"


def test_every_language_is_named_in_its_own_script_and_marked(client: Client, demo_site: HomePage) -> None:
    soup = BeautifulSoup(client.get("/en/read/knee-pain/").content, "html.parser")
    links = {link["hreflang"]: link for link in soup.select("footer .language-switch a")}
    assert {code: plain(link.get_text()) for code, link in links.items()} == {
        "en": "English",
        "cy": "Cymraeg",
        "pl": "Polski",
        "ur": "اردو",
        "bn": "বাংলা",
    }
    assert all(link["lang"] == code for code, link in links.items())
    assert links["ur"]["dir"] == "rtl"


def test_phone_numbers_run_from_left_to_right_on_every_urdu_page(client: Client, demo_site: HomePage) -> None:
    for path in reading_paths():
        soup = BeautifulSoup(client.get(f"/ur/{path}").content, "html.parser")
        for number in soup.find_all(string=lambda text: "00000 000000" in text):
            assert number.find_parent(["bdi", "input"], attrs={"dir": "ltr"}), f"/ur/{path}: {number.parent}"
        for link in soup.select('a[href^="tel:"]'):
            assert link.select('bdi[dir="ltr"]') or link.find_parent(attrs={"dir": "ltr"}), f"/ur/{path}: {link}"


@pytest.mark.browser
def test_the_urdu_page_is_mirrored_and_its_numbers_are_not(visitor: OpenBrowser) -> None:
    page = visitor(width=390).open("/ur/")
    name = page.locator(".header__name").bounding_box()
    assert name["x"] + name["width"] > 390 / 2
    digits = page.evaluate(
        """() => {
            const number = document.querySelector('.help-bar bdi').firstChild, range = document.createRange();
            const at = place => (range.setStart(number, place), range.setEnd(number, place + 1),
                                 range.getBoundingClientRect().left);
            return [at(0), at(number.length - 1)];
        }"""
    )
    assert digits[0] < digits[1]


@pytest.mark.browser
def test_the_english_page_is_not_mirrored(visitor: OpenBrowser) -> None:
    name = visitor(width=390).open("/en/").locator(".header__name").bounding_box()
    assert name["x"] < 390 / 2
