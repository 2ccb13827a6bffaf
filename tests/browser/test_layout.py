"""What everybody can reach, by keyboard and at any size; and that the measures of layout find what is wrong.

The measures are taken of every page in ``test_every_template``.
"""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.addresses import EVERY_TEMPLATE
from tests.browser.measures import CUT_OFF, LAID_OVER, RUNS_OFF, SMALL_MAIN_CONTROLS, SMALL_TARGETS
from tests.browsing import OpenBrowser, Visitor

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ur"]


def opened(somebody: Visitor, template: str, language: str) -> Page:
    somebody.expects(404 if template == "errors/404.html" else 200)
    return somebody.open(f"/{language}/{EVERY_TEMPLATE[template]}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_four_hundred_per_cent_nothing_runs_off(visitor: OpenBrowser, language: str) -> None:
    somebody = visitor(width=320, height=256, device_scale_factor=4)
    for template in ("pages/home.html", "pages/article.html", "pages/plan.html", "pages/help_now.html"):
        assert opened(somebody, template, language).evaluate(RUNS_OFF) == [], template


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_frame_takes_at_most_a_third_of_the_first_screen(reader: Visitor, language: str) -> None:
    reader.look(width=390, height=844)
    for template in ("pages/home.html", "pages/article.html", "pages/search/search.html"):
        header = opened(reader, template, language).locator("body > header").bounding_box()
        assert header["y"] + header["height"] <= 844 / 3, template


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["pages/home.html", "pages/article.html", "pages/help_now.html"])
def test_the_keyboard_goes_through_the_page_in_reading_order(
    visitor: OpenBrowser, template: str, language: str
) -> None:
    page = opened(visitor(width=390), template, language)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().top >= 0")
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE_FOCUS_IS)
        if here is None or here["place"] in [each["place"] for each in reached]:
            break
        reached.append(here)
    places = [each["place"] for each in reached]
    assert len(places) == page.evaluate(FOCUSABLE) - 1
    assert places == sorted(places)
    assert [each["name"] for each in reached if not each["shows"]] == []


WHERE_FOCUS_IS = """() => {
    const each = document.activeElement;
    if (each === document.body) return null;
    const style = getComputedStyle(each);
    const place = [...document.querySelectorAll('*')].indexOf(each);
    const shows = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderColor !== 'transparent';
    return {place, shows, name: each.outerHTML.slice(0, 100)};
}"""
FOCUSABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility({visibilityProperty: true})).length"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skip_link_leads_to_the_words(visitor: OpenBrowser, language: str) -> None:
    page = opened(visitor(width=390), "pages/article.html", language)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


PLANTED = """<!doctype html><html lang=en><title>t</title><style>body { margin: 0 }</style><main>
    <p style="width: 500px">Runs off the screen</p>
    <p style="width: 60px; height: 20px; overflow: hidden">Cut off because the box is too small for it</p>
    <p style="margin-block-end: -30px; line-height: 40px">One line</p><p style="line-height: 40px">over another</p>
    <button style="width: 10px; height: 10px; padding: 0">x</button></main></html>"""


def test_each_measure_finds_what_is_wrong(reader: Visitor) -> None:
    page = reader.page
    page.set_content(PLANTED)
    assert "Runs off" in page.evaluate(RUNS_OFF)[0]
    assert "Cut off" in page.evaluate(CUT_OFF)[0]
    assert page.evaluate(LAID_OVER) == ["One line over over another"]
    assert "10x10" in page.evaluate(SMALL_TARGETS)[0]
    assert "10x10" in page.evaluate(SMALL_MAIN_CONTROLS, "button")[0]
