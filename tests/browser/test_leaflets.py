"""A leaflet in a real browser: axe finds nothing on any of its faces, and what somebody needs stands first."""

import pytest

from pages.models import HomePage
from portal import clock
from portal.accounts.actions import preferences
from portal.accounts.models import User
from tests.browsing import OpenBrowser, Visitor, axe_faults, open_everything, until
from tests.factories.leaflets import blocks, easy, make_leaflet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

URDU = {
    "heading_ur": "انگوٹھے کا درد",
    "summary_ur": "انگوٹھے کے درد میں کیا مدد کرتا ہے۔",
    "body_ur": blocks(
        ("key_points", {"items": ["زیادہ تر درد کم ہو جاتا ہے۔", "ہلاتے رہیں۔", "جلدی پوچھیں۔"]}),
        ("heading", {"level": "2", "text": "ابھی"}),
        ("text", "<p>2 دن آرام کریں۔</p>"),
    ),
    "easy_body_ur": easy("انگوٹھے میں درد ہے۔", "اسے تھوڑا ہلائیں۔"),
}
ENGLISH = {
    "body_en": blocks(
        ("key_points", {"items": ["Most thumbs ease.", "Keep it moving.", "Ask early."]}),
        ("heading", {"level": "2", "text": "Now"}),
        ("text", "<p>Rest for 2 days.</p>"),
    ),
    "easy_body_en": easy("Your thumb is sore.", "Move it a little."),
}


@pytest.mark.parametrize("part", ["", "easy/", "print/", "clear/"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing_on_a_leaflet(reader: Visitor, language: str, part: str) -> None:
    make_leaflet(languages=("ur",), **URDU, **ENGLISH)
    page = reader.open(f"/{language}/leaflets/sore-thumb/{part}")
    open_everything(page)
    assert axe_faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_what_she_needs_stands_first_for_her_alone(
    visitor: OpenBrowser, demo_site: HomePage, amira: User, ben: User
) -> None:
    make_leaflet(**ENGLISH)
    preferences.change(by=amira, person=amira, changes={"needs": ["format-braille"]}, now=clock.now())
    first = "() => document.querySelector('.formats__way .formats__name').textContent"
    hers = visitor(staff=amira).open("/en/leaflets/sore-thumb/")
    until(hers, f"() => ({first})() === 'Braille'")
    assert visitor(staff=ben).open("/en/leaflets/sore-thumb/").evaluate(first) == "Easy Read"
