"""Colin, who is blind, does a lesson by its headings: the title says where he is, focus is on the new heading, and
the status says that his place is kept."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import expect

from modules.learning.exchange.demo import DemoLessons
from pages.models import HomePage
from tests.browsing import OpenBrowser, until
from tests.journeys.conftest import plain

LANGUAGES = ["en", "ur"]
LESSON = "do-i-need-a-scan"
STEPS = ["what-scans-show", "hundred-people", "when-a-scan-helps", "what-a-scan-costs", "questions-to-ask"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_continue_leads_to_a_page_that_says_where_he_is(client: Client, demo_site: HomePage, language: str) -> None:
    words = DemoLessons().words(LESSON)[language]
    with translation.override(language):
        place = gettext("Step %(number)s of %(count)s: %(heading)s")
        saved = pgettext("status", "Saved")
    for number, slug in enumerate(STEPS[:-1], start=2):
        heading = words["steps"][STEPS[number - 1]]["title"]
        response = client.post(f"/{language}/learn/{LESSON}/{slug}/", {"act": "continue"}, follow=True)
        page = BeautifulSoup(response.content, "html.parser")
        where = place % {"number": number, "count": 5, "heading": heading}
        assert plain(page.title.get_text()) == plain(f"{where} - {words['title']} - Strides")
        assert plain(page.h1.get_text()) == plain(heading)
        assert page.h1["tabindex"] == "-1"
        assert page.select_one("[data-said]").get_text() == saved


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_one_first_heading_and_none_is_skipped(
    client: Client, demo_site: HomePage, language: str
) -> None:
    for slug in (*STEPS, "done"):
        page = BeautifulSoup(client.get(f"/{language}/learn/{LESSON}/{slug}/").content, "html.parser")
        levels = list(heading_levels(page))
        assert levels.count(1) == 1, slug
        assert levels[0] == 1, slug
        assert all(after - before <= 1 for before, after in pairwise(levels)), slug


def heading_levels(page: BeautifulSoup) -> Iterator[int]:
    for heading in page.main.select("h1, h2, h3, h4"):
        yield int(heading.name[1])


def test_the_question_names_its_answers(client: Client, demo_site: HomePage) -> None:
    page = BeautifulSoup(client.get(f"/en/learn/{LESSON}/{STEPS[0]}/").content, "html.parser")
    group = page.select_one("fieldset")
    assert group.legend.get_text(strip=True)
    for radio in group.select("input"):
        assert group.select_one(f"label[for={radio['id']}]").get_text(strip=True)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False])
def test_continue_tells_where_he_is_and_that_his_place_is_kept(
    visitor: OpenBrowser, demo_site: HomePage, language: str, *, script: bool
) -> None:
    """With script the step is swapped and focus goes to its heading; without, a new page says the same."""
    words = DemoLessons().words(LESSON)[language]
    heading = plain(words["steps"][STEPS[2]]["title"])
    with translation.override(language):
        place = gettext("Step %(number)s of %(count)s: %(heading)s")
        saved = pgettext("status", "Saved")
    page = visitor(script=script).open(f"/{language}/learn/{LESSON}/{STEPS[1]}/")
    page.evaluate("window.isTheSamePage = true")
    page.locator("button[value=continue]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/learn/{LESSON}/{STEPS[2]}/")
    if script:
        until(page, "document.activeElement.tagName === 'H1'")
        assert plain(page.locator("#status").inner_text()) == saved
        assert plain(page.locator(":focus").inner_text()) == heading
    assert bool(page.evaluate("window.isTheSamePage")) == script
    assert plain(page.locator("h1").inner_text()) == heading
    assert plain(page.title()) == plain(
        f"{place % {'number': 3, 'count': 5, 'heading': heading}} - {words['title']} - Strides"
    )
    assert plain(page.locator("[data-said]").inner_text()) == saved
    shown = page.locator("h1").inner_text()
    page.go_back()
    page.wait_for_url(f"**/{STEPS[1]}/")
    expect(page.locator("h1")).not_to_have_text(shown)  # the address comes before the page that it is asked of anew
    assert plain(page.locator("h1").inner_text()) == plain(words["steps"][STEPS[1]]["title"])
    page.locator("button[value=stop]").click()
    page.wait_for_url(f"**/learn/{LESSON}/")


@pytest.mark.browser
def test_an_answer_is_told_where_focus_is(visitor: OpenBrowser, demo_site: HomePage) -> None:
    page = visitor().open(f"/en/learn/{LESSON}/{STEPS[0]}/")
    page.locator("input[name=answer]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'explained'")
    assert page.locator("#status").inner_text() == "Saved"
