"""Nasreen opens a page that has no approved Urdu: the English, said to be English, in an Urdu frame; never a guess."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from pages.editions.actions import publish_edition, withdraw_edition
from pages.models import ArticlePage, HomePage
from tests.journeys.conftest import Reader

WITHOUT_URDU = "read/low-back-pain/"


def page_in_urdu(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/ur/{path}").content, "html.parser")


def test_the_words_are_english_and_say_so_while_the_frame_stays_urdu(reader: Reader) -> None:
    reader.open(f"/ur/{WITHOUT_URDU}")
    article = ArticlePage.objects.get(slug="low-back-pain")
    assert (reader.soup.html["lang"], reader.soup.html["dir"]) == ("ur", "rtl")
    assert (reader.soup.main["lang"], reader.soup.main["dir"]) == ("en", "ltr")
    assert reader.heading == article.heading_en
    notice = reader.soup.select_one(".notice--not-translated")
    assert notice
    assert notice.find_parent(attrs={"lang": "en"}) is None
    assert "00000 000000" in notice.get_text()  # the number to phone stands beside the words that say so
    assert reader.soup.select_one("nav.help-bar").get_text().count("00000 000000") == 1


def test_search_engines_are_told_that_it_is_the_english_page(client: Client, demo_site: HomePage) -> None:
    response = client.get(f"/ur/{WITHOUT_URDU}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response["Content-Language"] == "en"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(f"/en/{WITHOUT_URDU}")
    assert "noindex" in soup.select_one("meta[name=robots]")["content"]
    assert {link["hreflang"] for link in soup.select("link[rel=alternate][hreflang]")} <= {"en", "x-default"}


def test_a_page_that_has_urdu_is_its_own_and_may_be_found(client: Client, demo_site: HomePage) -> None:
    response = client.get("/ur/read/knee-pain/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response["Content-Language"] == "ur"
    assert soup.select_one("link[rel=canonical]")["href"].endswith("/ur/read/knee-pain/")
    assert {link["hreflang"] for link in soup.select("link[rel=alternate][hreflang]")} >= {"en", "cy", "pl", "ur", "bn"}
    assert not soup.select(".notice--not-translated")


def test_a_language_that_is_withdrawn_leaves_the_english(client: Client, demo_site: HomePage, dai: object) -> None:
    article = ArticlePage.objects.get(slug="knee-pain")
    assert client.get("/ur/read/knee-pain/").headers["Content-Language"] == "ur"
    withdraw_edition(by=dai, content=article, language="ur")
    soup = page_in_urdu(client, "read/knee-pain/")
    assert soup.main["lang"] == "en"
    assert soup.h1.get_text(strip=True) == article.heading_en
    assert article.heading_ur not in soup.main.get_text()


def test_demo_translations_are_never_shown_as_checked(client: Client, demo_site: HomePage) -> None:
    soup = page_in_urdu(client, "read/knee-pain/")
    assert soup.select_one(".notice--demo")
    english = BeautifulSoup(client.get("/en/read/knee-pain/").content, "html.parser").select_one(".notice--demo")
    assert english.get_text() != soup.select_one(".notice--demo").get_text()


def change_english(article: ArticlePage, by: object, *, clinical: bool) -> None:
    draft = article.get_latest_revision_as_object()
    draft.summary_en = "Most knee pain eases. What we advise has changed."
    draft.save_revision(user=by)
    publish_edition(by=by, content=draft, language="en", clinical=clinical)


@pytest.mark.parametrize("clinical", [True, False], ids=["advice-changed", "wording-changed"])
def test_the_urdu_page_says_so_on_the_day_the_english_advice_changes(
    reader: Reader, dai: object, clinical: bool
) -> None:
    reader.open("/ur/read/knee-pain/")
    assert not reader.soup.select(".notice--behind")
    change_english(ArticlePage.objects.get(slug="knee-pain"), dai, clinical=clinical)

    reader.open("/ur/read/knee-pain/")
    assert reader.soup.main.get("lang", "ur") == "ur"
    assert bool(reader.soup.select(".notice--behind")) is clinical
    if clinical:
        assert str(timezone.localdate().year) in reader.soup.select_one(".notice--behind").get_text()
    reader.open("/en/read/knee-pain/")
    assert not reader.soup.select(".notice--behind")
