"""A slider beside the radios of a scale: never the only way, without a value until touched, and kind to every hand."""

from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import expect

from modules.activation.models import Answer
from modules.activation.rules import ItemKind
from modules.activation.rules.definition import ItemDefinition
from portal.accounts.models import User
from tests.browsing import OpenBrowser
from tests.cast import sign_in
from tests.factories.instruments import a_definition, choice_item, live_instrument
from tests.modules.activation.answering import answer, begin, soup_of


@pytest.fixture
def scale(db: None) -> None:
    """An instrument whose first item is a scale from 0 to 10."""
    text = {"en": "How sure are you?", "ur": "آپ کتنا یقین رکھتے ہیں؟"}
    labels = {"low_label": {"en": "not sure", "ur": "نہیں"}, "high_label": {"en": "very sure", "ur": "بہت"}}
    ends = {"low": Decimal(0), "high": Decimal(10), "is_scored": False}
    sure = ItemDefinition("sure", "sure", ItemKind.INTEGER, text, **ends, **labels)
    live_instrument(a_definition(sure, choice_item("one"), choice_item("two"), choice_item("three")))


def test_the_slider_is_hidden_without_a_script_and_sends_nothing_itself(
    client: Client, amira: User, scale: None
) -> None:
    address = begin(sign_in(client, amira))
    page = soup_of(client.get(address))
    slider = page.select_one("fieldset [data-slider]")
    assert slider.has_attr("hidden")
    assert not slider.select("[name]")
    assert (slider.input["min"], slider.input["max"]) == ("0", "10")
    assert len(page.select("fieldset input[type=radio][name=answer]")) == 11 + 2
    following = answer(client, address, "7")["Location"]
    assert not soup_of(client.get(following)).select("[data-slider]"), "words are no scale"


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ur"])
def test_it_has_no_value_until_touched_and_ticks_the_radio_of_its_number(
    visitor: OpenBrowser, amira: User, scale: None, language: str
) -> None:
    page = visitor(width=320, staff=amira).open(f"/{language}/me/confidence/small-check/")
    page.locator("main form[action$='begin/'] button").click()
    slider, ticked = page.locator("#slider"), page.locator("input[name=answer]:checked")
    expect(slider).to_be_visible()
    expect(ticked).to_have_count(0)
    untouched = slider.get_attribute("aria-valuetext")
    assert untouched == page.locator(".slider__said").inner_text()
    slider.focus()
    page.keyboard.press("ArrowLeft" if language == "ur" else "ArrowRight")
    expect(ticked).to_have_value("6")
    assert slider.get_attribute("aria-valuetext") == "6" != untouched
    page.locator("input[name=answer][value='9'] + label").click()
    expect(slider).to_have_value("9")
    page.locator("input[name=answer][value=not-sure] + label").click()
    assert slider.get_attribute("aria-valuetext") == untouched
    box = slider.bounding_box()
    slider.click(position={"x": 3 if language == "ur" else box["width"] - 3, "y": box["height"] / 2})
    expect(ticked).to_have_value("10")
    page.locator("#step-form button[value=continue]").click()
    expect(page.locator("#slider")).to_have_count(0)
    assert Answer.objects.get().value == 10
