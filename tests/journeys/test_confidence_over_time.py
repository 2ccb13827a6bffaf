"""Mo has said twice how sure he feels. He says it again, and sees his own path: a plain sentence, two things to go on
with, three points on a line with their table, and that nobody else sees it.

He goes by keyboard, in English or from right to left, with a script and without.
"""

import datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from modules.activation.models import Rating
from pages.models import HomePage
from portal.accounts.models import User
from tests.browsing import OpenBrowser, axe_faults, until
from tests.factories.instruments import live_instrument
from tests.modules.activation.test_path import rated

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_third_rating_and_the_path_that_it_makes(
    visitor: OpenBrowser, demo_site: HomePage, amira: User, language: str, script: bool
) -> None:
    instrument = live_instrument()
    rated(amira, instrument, "000", weeks=0)
    rated(amira, instrument, "110", weeks=6)
    somebody = visitor(width=320, staff=amira, script=script)
    page = somebody.open(f"/{language}/me/confidence/small-check/")
    with translation.override(language):
        said = {
            "alone": gettext("Who can see this"),
            "question": gettext("Question %(number)s of %(count)s"),
            "trend": gettext("How it changes"),
        }
    page.locator("form[action$='/begin/'] button").click()
    for number in (1, 2, 3):
        page.wait_for_url(f"**/{('one', 'two', 'three')[number - 1]}/")
        assert said["question"] % {"number": number, "count": 3} in page.locator(".caption").inner_text()
        assert page.locator("h1").count() == 1
        assert axe_faults(page) == [] if script else True
        page.locator("input[type=radio]").nth(2).focus()
        page.keyboard.press("Space")
        page.locator("button[value=continue]").focus()
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/me/confidence/small-check/")
    assert Rating.objects.filter(person=amira, finished_at__isnull=False).count() == 3
    assert page.locator("svg.trend__picture circle").count() == 3
    assert page.locator("table.trend-table tbody tr").count() == 3
    assert page.locator("section[aria-labelledby=steps] .task-card").count() >= 1
    text = page.locator("main").inner_text()
    assert said["alone"] in text
    assert said["trend"] in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if script:
        assert axe_faults(page) == []


def test_a_question_swaps_in_place_and_says_so(visitor: OpenBrowser, demo_site: HomePage, amira: User) -> None:
    live_instrument()
    somebody = visitor(width=320, staff=amira)
    page = somebody.open("/en/me/confidence/small-check/")
    page.locator("form[action$='/begin/'] button").click()
    often = page.get_by_label("Often").get_attribute("value") or ""
    page.locator("label", has_text="Often").click()
    page.locator("button[value=continue]").click()
    page.wait_for_url("**/two/")
    until(page, "document.activeElement.tagName === 'H1'")
    assert page.title().startswith("Question 2 of 3: Statement two.")
    assert page.locator("#status").inner_text() == "Saved"
    page.go_back()
    page.wait_for_url("**/one/")
    expect(page.locator("input:checked")).to_have_value(often)
    began = Rating.objects.get().begun_at
    assert datetime.datetime.now(datetime.UTC) - began < datetime.timedelta(hours=1)
