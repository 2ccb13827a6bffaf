"""The scripts of a person's own pages in a real browser: a passkey that a phone makes and uses, and settings that are
saved as they are changed."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from pages.models import HomePage
from portal.accounts.models import User
from portal.accounts.queries.preferences import display_of
from portal.accounts.rules.cards import check_digit
from portal.display import parse
from tests.browsing import OpenBrowser, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""What the browser takes for the phone's own lock: it keeps passkeys, and its owner's finger fits."""


def lock_of(somebody: Visitor) -> tuple[object, str]:
    """Give a browser a lock of its own; the session that steers it, and its id."""
    steering = somebody.context.new_cdp_session(somebody.page)
    steering.send("WebAuthn.enable")
    return steering, steering.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_phone_makes_a_passkey_and_opens_the_pages_with_it(
    visitor: OpenBrowser, demo_site: HomePage, amira: User, language: str
) -> None:
    phone = visitor(width=320, staff=amira)
    lock_of(phone)
    page = phone.open(f"/{language}/me/devices/passkey/")
    page.locator("main input[name=name]").fill("my phone")
    page.locator("main form[data-passkey] button[type=submit]").click()
    page.wait_for_url("**/me/devices/?done=passkey")
    assert Authenticator.objects.get(user=amira).data["name"] == "my phone"
    phone.context.clear_cookies()
    page = phone.open(f"/{language}/sign-in/passkey/?next=/{language}/me/settings/")
    page.locator("main form[data-passkey] button[type=submit]").click()
    page.wait_for_url(lambda address: address.endswith("/me/settings/") and "?" not in address)
    assert Authenticator.objects.get(user=amira).last_used_at


def test_a_finger_that_does_not_fit_is_told_and_changes_nothing(
    visitor: OpenBrowser, demo_site: HomePage, amira: User
) -> None:
    phone = visitor(width=320, staff=amira)
    steering, lock = lock_of(phone)
    steering.send("WebAuthn.setUserVerified", {"authenticatorId": lock, "isUserVerified": False})
    page = phone.open("/en/me/devices/passkey/")
    page.locator("main form[data-passkey] button[type=submit]").click()
    expect(page.locator("[data-passkey-status]")).to_contain_text("Your phone did not make a passkey.")
    assert phone.path == "/en/me/devices/passkey/"
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_setting_is_saved_as_it_is_changed_and_put_back_with_one_press(
    visitor: OpenBrowser, demo_site: HomePage, amira: User, language: str
) -> None:
    phone = visitor(width=320, staff=amira)
    page = phone.open(f"/{language}/me/settings/")
    page.locator("#look input[name=listen]").check()
    expect(page.locator("#status")).not_to_be_empty()
    assert page.locator("html").get_attribute("data-listens") is not None
    assert page.evaluate("document.activeElement.name") == "listen"
    assert parse(display_of(amira)).listen
    page.locator("#look input[name=size][value='3']").check()
    expect(page.locator("html")).to_have_attribute("data-size", "3")
    assert phone.path == f"/{language}/me/settings/"
    page.locator("#look [name=act][value=undo]").click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("data-size", "1")
    assert (parse(display_of(amira)).listen, parse(display_of(amira)).size) == (True, "1")


def test_a_mistake_in_a_setting_is_said_and_what_was_typed_stays(
    visitor: OpenBrowser, demo_site: HomePage, amira: User
) -> None:
    phone = visitor(width=320, staff=amira)
    phone.expects(422)
    page = phone.open("/en/me/settings/")
    page.locator("#messages input[name=phone]").fill("12")
    page.locator("#messages input[name=phone]").press("Tab")
    expect(page.locator("#alert")).not_to_be_empty()
    expect(page.locator("#messages input[name=phone]")).to_have_value("12")


ROOM = """heading => {
    const before = heading.previousElementSibling.getBoundingClientRect();
    return heading.getBoundingClientRect().top - before.bottom;
}"""
"""How much is free between a heading and what stands above it, in CSS pixels."""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_heading_keeps_its_distance_from_what_was_just_said(
    visitor: OpenBrowser, demo_site: HomePage, amira: User, language: str
) -> None:
    page = visitor(width=390, staff=amira).open(f"/{language}/me/devices/?done=address")
    assert page.locator("main .notice + h1").evaluate(ROOM) >= 16


def test_a_heading_keeps_its_distance_from_a_form(visitor: OpenBrowser, demo_site: HomePage) -> None:
    page = visitor(width=390).open("/en/join/card/")
    page.locator("main input[name=number]").fill(number_of_no_card())
    page.locator("main form:has(input[name=number]) button[type=submit]").click()
    page.wait_for_url("**/join/card/pin/")
    assert page.locator("main form + h2").evaluate(ROOM) >= 24


def number_of_no_card() -> str:
    """A number such as cards have, that nobody was given."""
    return "12345678" + check_digit("12345678")
