"""A step of a lesson in a real browser: another language, going back, two tabs, a double tap, and a clear phone."""

import pytest
from playwright.sync_api import Page, expect

from modules.learning.exchange import phone
from modules.learning.rules import with_marks
from pages.models import HomePage
from portal.http import CLEARED
from tests.browsing import OpenBrowser, Visitor, until

pytestmark = pytest.mark.browser

SCAN = "/en/learn/do-i-need-a-scan/"
FIRST, SECOND = f"{SCAN}what-scans-show/", f"{SCAN}hundred-people/"


def pick(page: Page, number: int) -> None:
    page.locator("#step-form label").nth(number).click()


def picked(page: Page) -> int:
    """Which answer is ticked, from 0; -1 when none is."""
    return [radio.is_checked() for radio in page.locator("input[name=answer]").all()].index(True)


def kept(somebody: Visitor) -> dict:
    cookies = {cookie["name"]: cookie["value"].strip('"') for cookie in somebody.context.cookies()}
    return with_marks({}, phone.all_in(cookies))


@pytest.mark.parametrize("script", [True, False])
def test_another_language_keeps_the_place_and_what_was_ticked(
    visitor: OpenBrowser, demo_site: HomePage, *, script: bool
) -> None:
    somebody = visitor(width=320, script=script)
    page = somebody.open(FIRST)
    pick(page, 1)
    page.locator(".language-switch button[value=ur]").click()
    page.wait_for_url("**/ur/**")
    assert somebody.path == FIRST.replace("/en/", "/ur/"), "no answer in the address"
    assert picked(page) == 1
    expect(page.locator("#explained")).to_have_count(0)
    page.locator("button[value=continue]").click()
    expect(page.locator("#explained")).to_be_visible()
    page.locator(".language-switch button[value=en]").click()
    page.wait_for_url("**/en/**")
    assert picked(page) == 1
    expect(page.locator("#explained")).to_be_visible()


def test_the_end_of_a_lesson_leads_to_other_languages_by_links(visitor: OpenBrowser, demo_site: HomePage) -> None:
    page = visitor().open(f"{SCAN}questions-to-ask/")
    page.locator("button[value=continue]").click()
    page.wait_for_url("**/done/")
    page.locator("#languages a[hreflang=ur]").click()
    page.wait_for_url("**/ur/learn/do-i-need-a-scan/done/")


@pytest.mark.parametrize("script", [True, False])
def test_going_back_shows_what_is_kept(visitor: OpenBrowser, demo_site: HomePage, *, script: bool) -> None:
    page = visitor(script=script).open(FIRST)
    pick(page, 0)
    page.locator("button[value=continue]").click()
    expect(page.locator("#explained")).to_be_visible()
    page.locator("button[value=continue]").click()
    page.wait_for_url(f"**{SECOND}")
    page.go_back()
    page.wait_for_url("**/what-scans-show/**")
    expect(page.locator("#explained")).to_be_visible()
    assert picked(page) == 0


def test_a_page_from_the_browsers_store_is_made_new(visitor: OpenBrowser, demo_site: HomePage) -> None:
    """Another tab answered meanwhile; then somebody ticks, and does not send, before leaving and coming back."""
    somebody = visitor()
    page = somebody.open(FIRST)
    other = somebody.context.new_page()
    other.goto(page.url)
    pick(other, 1)
    other.locator("button[value=continue]").click()
    expect(other.locator("#explained")).to_be_visible()
    come_back(page)
    assert picked(page) == 1
    expect(page.locator("#explained")).to_be_visible()
    pick(page, 0)
    come_back(page)
    assert picked(page) == 0
    other.reload()
    assert picked(other) == 0


def come_back(page: Page) -> None:
    """What a browser tells a page that it kept whole while somebody was elsewhere."""
    with page.expect_navigation():
        page.evaluate("void dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


@pytest.mark.parametrize("script", [True, False])
def test_a_double_tap_keeps_a_step_once(visitor: OpenBrowser, demo_site: HomePage, *, script: bool) -> None:
    somebody = visitor(script=script)
    page = somebody.open(f"{SCAN}when-a-scan-helps/")
    button = page.locator("button[value=continue]").element_handle()
    page.evaluate("button => (button.click(), button.click())", button)
    page.wait_for_url(f"**{SCAN}what-a-scan-costs/")
    assert len(kept(somebody)) == 1


def test_two_tabs_keep_what_each_did(visitor: OpenBrowser, demo_site: HomePage) -> None:
    somebody = visitor()
    page = somebody.open(FIRST)
    other = somebody.context.new_page()
    other.goto(page.url.replace("what-scans-show", "what-a-scan-costs"))
    for tab in (page, other):
        before = tab.url
        tab.locator("button[value=continue]").click()
        tab.wait_for_url(lambda url, before=before: url != before)
    assert len(kept(somebody)) == 2


def test_without_a_signal_the_answer_stays_and_goes_when_the_signal_is_back(
    visitor: OpenBrowser, demo_site: HomePage
) -> None:
    somebody = visitor(width=320)
    page = somebody.open(FIRST)
    pick(page, 1)
    somebody.context.set_offline(True)
    page.locator("button[value=continue]").click()
    expect(page.locator("#alert")).to_contain_text("No signal. Your answer is still here.")
    expect(page.locator("[data-told]")).to_contain_text("No signal. Your answer is still here.")
    expect(page.locator("[data-told]")).to_be_in_viewport()
    assert picked(page) == 1
    assert kept(somebody) == {}
    somebody.faults.clear()  # without a signal requests fail: that is what was tried
    somebody.context.set_offline(False)
    expect(page.locator("#explained")).to_be_visible()
    expect(page.locator("#alert")).to_be_empty()
    assert picked(page) == 1
    assert len(kept(somebody)) == 1


@pytest.mark.parametrize("script", [True, False])
def test_a_cleared_phone_holds_nothing_of_ours(visitor: OpenBrowser, demo_site: HomePage, *, script: bool) -> None:
    somebody = visitor(script=script, keeps_offline=script)
    page = somebody.open("/en/back-now/plan/lifts/")
    if script:
        page.locator("[data-save]").click()
        until(
            page,
            "async () => (await caches.has('saved-1')) && (await (await caches.open('saved-1')).keys()).length > 1",
        )
    page = somebody.open(FIRST)
    page.locator("button[value=continue]").click()
    page.wait_for_url(f"**{SECOND}")
    page.locator(".footer a", has_text="Finish and clear this phone").click()
    page.locator("main form button").click()
    page.wait_for_url("**/clear/?cleared=1")
    assert page.locator("h1").inner_text() == "This phone is clear"
    held = {cookie["name"]: cookie for cookie in somebody.context.cookies()}
    assert held.keys() <= {"strides_language", CLEARED}
    assert held[CLEARED]["expires"] == -1, "until the browser is closed"
    if script:
        until(page, "async () => (await caches.keys()).every((name) => name.startsWith('help-'))")


def test_going_back_on_a_cleared_phone_shows_nothing_of_what_was_typed(
    visitor: OpenBrowser, demo_site: HomePage
) -> None:
    """Somebody ticks, and types to us, and clears the phone; the next one goes back through the pages."""
    somebody = visitor()
    page = somebody.open(FIRST)
    pick(page, 1)
    page = somebody.open("/en/ask/question/")
    page.locator("textarea").fill("My back hurts")
    page.locator("input[type=tel]").fill("07700 900123")
    page.locator(".footer a", has_text="Finish and clear this phone").click()
    page.locator("main form button").click()
    page.wait_for_url("**/clear/?cleared=1")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/ask/question/")
    until(page, "document.readyState === 'complete' && history.state?.cleared")
    assert [each.input_value() for each in page.locator("textarea, input[type=tel]").all()] == ["", ""]
    page.go_back()
    page.wait_for_url(f"**{FIRST}")
    until(page, "document.readyState === 'complete' && history.state?.cleared")
    assert not any(radio.is_checked() for radio in page.locator("input[name=answer]").all())
    page = somebody.open("/en/ask/question/")  # what the next one types stays theirs
    page.locator("textarea").fill("My knee hurts")
    page = somebody.open(FIRST)
    page.go_back()
    page.wait_for_url("**/ask/question/")
    expect(page.locator("textarea")).to_have_value("My knee hurts")


def test_without_scripts_going_back_on_a_cleared_phone_shows_nothing_either(
    visitor: OpenBrowser, demo_site: HomePage
) -> None:
    somebody = visitor(script=False)
    page = somebody.open(FIRST)
    pick(page, 1)
    page = somebody.open("/en/ask/question/")
    page.locator("textarea").fill("My back hurts")
    page.locator("input[type=tel]").fill("07700 900123")
    page = somebody.open("/en/")
    page.go_back()  # as long as nobody clears the phone, nothing is lost by going back
    page.wait_for_url("**/ask/question/")
    expect(page.locator("textarea")).to_have_value("My back hurts")
    page.locator(".footer a", has_text="Finish and clear this phone").click()
    page.locator("main form button").click()
    page.wait_for_url("**/clear/?cleared=1")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/ask/question/")
    page.wait_for_load_state()
    assert [each.input_value() for each in page.locator("textarea, input[type=tel]").all()] == ["", ""]
    page.go_back()
    page.wait_for_url(f"**{FIRST}")
    page.wait_for_load_state()
    assert not any(radio.is_checked() for radio in page.locator("input[name=answer]").all())
    page = somebody.open("/en/ask/question/")  # what the next one types stays theirs
    page.locator("textarea").fill("My knee hurts")
    page = somebody.open(FIRST)
    page.go_back()
    page.wait_for_url("**/ask/question/")
    expect(page.locator("textarea")).to_have_value("My knee hurts")
