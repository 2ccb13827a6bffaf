"""Find support in Chromium: chosen in place, heard, by keyboard, on the smallest phone, in both directions."""

import pytest

from tests.browsing import OpenBrowser, Visitor, axe_faults, open_everything, until

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_places_are_chosen_in_place_and_the_number_is_said(visitor: OpenBrowser, language: str) -> None:
    somebody: Visitor = visitor(width=320)
    page = somebody.open(f"/{language}/find/")
    open_everything(page)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    before = page.locator("#count").text_content()
    page.evaluate("window.isSamePage = true")
    page.locator("#need-family").focus()
    page.keyboard.press("Enter")
    until(page, "() => location.search === '?need=family'")
    until(page, "() => document.querySelector('#need-family').getAttribute('aria-current') === 'true'")
    assert page.evaluate("window.isSamePage")
    assert page.evaluate("document.activeElement.id") == "need-family"
    assert page.locator("#count").get_attribute("role") == "status"
    assert page.locator("#count").text_content() != before
    page.locator("#spoken").focus()
    page.locator("#spoken").select_option("so")
    until(page, "() => new URLSearchParams(location.search).get('spoken') === 'so'")
    until(page, "() => document.querySelector('#places a[href$=\"/ask/call/\"]')")
    assert page.evaluate("new URLSearchParams(location.search).get('need')") == "family"
    assert page.evaluate("document.activeElement.id") == "spoken"
    assert "need=family" in page.locator("#languages a[lang=pl]").first.get_attribute("href")
    open_everything(page)
    assert axe_faults(page) == []
    page.go_back()
    page.wait_for_url("**/find/?need=family")
    page.locator("#places .support-card").nth(1).wait_for()


def test_without_a_script_the_form_does_the_same(visitor: OpenBrowser) -> None:
    somebody: Visitor = visitor(width=320, script=False)
    page = somebody.open("/en/find/")
    page.locator("#need-moving").click()
    page.locator("details summary").first.click()
    page.locator("#spoken").select_option("ur")
    page.locator("#find button[type=submit]").click()
    assert somebody.path.startswith("/en/find/?need=moving&who=&spoken=ur")
    places = page.locator("#places h3").all_text_contents()
    assert "Pram walk" in places
    assert "Gym at the hub" not in places


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("path", ["find/today/", "find/drop-in/", "find/drop-in/poster/"])
def test_every_page_of_the_directory_is_for_everyone(reader: Visitor, language: str, path: str) -> None:
    page = reader.open(f"/{language}/{path}")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
