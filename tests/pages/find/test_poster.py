"""The poster: one place on one sheet, in big letters, with a square that leads to its page."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from portal.accounts.exchange.qr_code import picture
from tests.factories.places import add_place

type OpenPage = Callable[..., BeautifulSoup]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl"), ("bn", "ltr")])
def test_the_square_leads_to_the_entry_in_the_same_language(opened: OpenPage, language: str, direction: str) -> None:
    page = opened(f"/{language}/find/drop-in/poster/")
    wanted = BeautifulSoup(picture(f"http://testserver/{language}/find/drop-in/"), "html.parser").svg
    assert page.select_one(".poster__more svg").path == wanted.path
    sheet = page.select_one(".poster")
    assert (sheet["lang"], sheet["dir"]) == (language, direction)
    assert page.select_one(".poster__more bdi")["dir"] == "ltr"
    assert page.select_one(".poster__demo")
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def test_what_is_not_known_is_not_printed(opened: OpenPage) -> None:
    sheet = opened("/en/find/literacy-help/poster/").select_one(".poster")
    assert "Not known" not in sheet.get_text()
    assert [label.get_text() for label in sheet.select("dt")] == ["Where", "Cost"]


def test_an_english_entry_in_an_urdu_page_keeps_its_direction(opened: OpenPage) -> None:
    page = opened("/ur/find/gym/poster/")
    assert page.select_one(".poster")["dir"] == "ltr"
    assert page.select_one(".poster dl")["dir"] == "rtl"
    assert {dd["dir"] for dd in page.select(".poster dd[lang=en]")} == {"ltr"}


def test_a_very_long_name_and_marks_of_html_are_only_words(opened: OpenPage) -> None:
    add_place("long", name_en="<b>" + "W" * 150, line_en="<script>alert(1)</script>")
    page = opened("/en/find/long/poster/")
    assert page.h1.get_text().startswith("<b>WWW")
    assert not page.select(".poster script")
