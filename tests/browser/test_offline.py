"""No signal: help-now opens from the phone, a saved plan too, and each copy says how old it is."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from pages.cache.actions import renew_content_version
from pages.models import ExpressPlanPage, HelpNowPage
from portal import clock
from tests.browsing import OpenBrowser, Visitor, until

pytestmark = pytest.mark.browser

PLAN = "/en/back-now/plan/lifts/"
HELP = "/en/help-now/back/"


@pytest.fixture
def somebody(visitor: OpenBrowser) -> Visitor:
    """A visitor whose phone has kept the help-now pages, as it does after the first page."""
    person = visitor(keeps_offline=True)
    ready(person.open("/en/"))
    return person


def ready(page: Page) -> None:
    """Wait until the worker of this language has kept what it keeps. (Not for the promise ``ready``: it never ends when
    the worker could not be installed, which the next page tries again.)"""
    until(
        page,
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            if (!registration || !registration.active) return false;
            const language = `language=${document.documentElement.lang}`;
            const names = await caches.keys();
            return registration.active.state === "activated" && registration.active.scriptURL.endsWith(language)
                && names.filter((name) => name.startsWith("help-")).length === 1;
        }""",
    )


def today() -> str:
    day: datetime.date = clock.today()
    return f"{day.day} {day:%B %Y}"


def test_help_now_opens_without_signal_and_says_when_it_was_saved(somebody: Visitor) -> None:
    somebody.context.set_offline(True)
    page = somebody.open(HELP)
    expect(page.locator("h1")).to_have_text(HelpNowPage.objects.get(slug="back").heading_en)
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[data-kept]")).to_contain_text(today())
    expect(page.locator("a[href='tel:999']").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-kept]')).borderInlineStartWidth") != "0px"
    somebody.faults.clear()  # without a signal requests fail: that is what was tried


def test_with_a_signal_the_page_is_fresh_and_says_nothing_of_copies(somebody: Visitor) -> None:
    page = somebody.open(HELP)
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert page.locator("script").count() == 0


def test_the_copies_are_in_the_language_of_the_reader(visitor: OpenBrowser) -> None:
    person = visitor(keeps_offline=True)
    ready(person.open("/ur/"))
    person.context.set_offline(True)
    page = person.open("/ur/help-now/back/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator("[data-kept]")).to_contain_text(re.compile(r"20\d\d"))
    person.faults.clear()


def test_any_other_page_without_signal_lists_what_is_kept(somebody: Visitor) -> None:
    somebody.context.set_offline(True)
    for path in ("/en/read/knee-pain/", "/en/", "/"):
        page = somebody.open(path)
        expect(page.get_by_role("link", name=HelpNowPage.objects.get(slug="back").heading_en)).to_be_visible()
        expect(page.locator("main li").first).to_contain_text(today())
    page.get_by_role("link", name=HelpNowPage.objects.get(slug="back").heading_en).click()
    expect(page.locator("[data-kept]")).to_be_visible()
    somebody.faults.clear()


def test_a_saved_plan_opens_in_airplane_mode(somebody: Visitor) -> None:
    page = somebody.open(PLAN)
    button = page.get_by_role("button", name="Save this plan to this phone")
    button.click()
    expect(page.get_by_role("button", name="Saved on this phone")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Saved on this phone")
    somebody.context.set_offline(True)
    page = somebody.open("/en/")
    page.get_by_role("link", name=re.compile("plan", re.IGNORECASE)).first.click()
    assert somebody.path == PLAN
    expect(page.locator("[data-kept]")).to_contain_text(today())
    assert page.evaluate("document.styleSheets.length") == 1, "the plan keeps its looks"
    somebody.faults.clear()


def test_the_save_button_is_not_there_without_script_or_with_little_data(visitor: OpenBrowser) -> None:
    for person in (visitor(script=False), visitor(extra_http_headers={"Save-Data": "on"})):
        expect(person.open(PLAN).locator("[data-save]")).to_be_hidden()


def test_a_plan_that_was_withdrawn_is_gone_at_the_next_contact(somebody: Visitor) -> None:
    page = somebody.open(PLAN)
    page.get_by_role("button", name="Save this plan to this phone").click()
    expect(page.get_by_role("button", name="Saved on this phone")).to_be_visible()
    ExpressPlanPage.objects.get().unpublish()
    somebody.expects(404)
    somebody.open("/en/")
    until(page, f"async () => !(await (await caches.open('saved-1')).match('{PLAN}'))")
    somebody.context.set_offline(True)
    page = somebody.open(PLAN)
    expect(page.locator("h1")).to_have_text("Pages kept on this phone")
    somebody.faults.clear()


def test_a_changed_page_replaces_the_copy_and_old_copies_go(somebody: Visitor) -> None:
    page = somebody.page
    before = [name for name in page.evaluate("caches.keys()") if name.startswith("help-")]
    help_page = HelpNowPage.objects.get(slug="back")
    HelpNowPage.objects.filter(pk=help_page.pk).update(heading_en="CHANGED WORDS")
    renew_content_version()
    somebody.open("/en/")
    until(page, f"async () => !(await caches.keys()).includes('{before[0]}')")
    ready(page)
    somebody.context.set_offline(True)
    expect(somebody.open(HELP).locator("h1")).to_have_text("CHANGED WORDS")
    somebody.faults.clear()


def test_nothing_of_a_signed_in_person_is_kept(visitor: OpenBrowser, dai: object) -> None:
    person = visitor(keeps_offline=True, staff=dai)
    page = person.open("/en/")
    ready(page)
    person.open(HELP)
    kept = page.evaluate(
        """async () => {
            const texts = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    texts.push(request.url, await (await cache.match(request)).text());
                }
            }
            return texts;
        }"""
    )
    assert any(text.endswith(HELP) for text in kept), "the pages that are the same for everyone are kept"
    assert not [text for text in kept if "csrf" in text or dai.email in text or "/me/" in text]
