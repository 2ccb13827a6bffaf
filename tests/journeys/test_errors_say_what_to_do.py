"""Colin, who hears pages: a wrong answer is told first, with a link to its field and words that say what to do."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from pages.models import HomePage
from tests.browsing import OpenBrowser, follow

FORMS = {
    "sign-in/": {"email": "shane at work"},
    "display/": {"size": "9", "theme": "dark"},
    "ask/call/": {"part": "any", "number": "my sister"},
}
WRONG = {"sign-in/": "email", "display/": "size", "ask/call/": "number"}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("path", FORMS)
def test_the_summary_comes_first_and_links_to_the_field(
    client: Client, demo_site: HomePage, language: str, path: str
) -> None:
    response = client.post(f"/{language}/{path}", FORMS[path])
    assert response.status_code == 422
    soup = BeautifulSoup(response.content, "html.parser")
    with translation.override(language):
        assert soup.title.get_text().startswith(gettext("Error:"))
    summary = soup.main.find(True)
    assert "error-summary" in summary["class"]
    assert summary.has_attr("autofocus")
    assert (summary["tabindex"], summary["role"]) == ("-1", "alert")
    link = summary.select_one("a")
    field = soup.find(id=link["href"].removeprefix("#"))
    assert field["name"] == WRONG[path]
    told = soup.find(id=f"{field['id']}-error") or soup.select_one(".nhsuk-error-message")
    assert told.get_text(strip=True) == link.get_text(strip=True)
    assert (
        told["id"] in field.find_parent(attrs={"aria-describedby": True})["aria-describedby"]
        if not field.get("aria-describedby")
        else told["id"] in field["aria-describedby"]
    )


def test_what_was_typed_is_still_there(client: Client, demo_site: HomePage) -> None:
    soup = BeautifulSoup(client.post("/en/sign-in/", FORMS["sign-in/"]).content, "html.parser")
    assert soup.select_one("input[name=email]")["value"] == "shane at work"
    soup = BeautifulSoup(client.post("/en/display/", FORMS["display/"]).content, "html.parser")
    assert soup.select_one("input[name=theme][checked]")["value"] == "dark"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_focus_is_on_the_summary_and_its_link_leads_to_the_field(
    visitor: OpenBrowser, language: str, script: bool
) -> None:
    somebody = visitor(width=320, script=script)
    somebody.expects(422)
    page = somebody.open(f"/{language}/sign-in/")
    page.fill("input[name=email]", "shane at work")
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page.locator("input[name=email]")).to_have_value("shane at work")
    expect(page.locator("input[name=email]")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=email]")).to_be_focused()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ur"])
def test_text_and_colours_are_kept_on_this_phone_and_lead_back(visitor: OpenBrowser, language: str) -> None:
    somebody = visitor(width=320, script=False)
    page = somebody.open(f"/{language}/read/knee-pain/")
    follow(page.locator(f'header a[href^="/{language}/display/"]').first)
    page.check("input[name=size][value='3']")
    page.check("input[name=theme][value=dark]")
    follow(page.locator("main button[type=submit]").first)
    assert somebody.path == f"/{language}/read/knee-pain/"
    expect(page.locator("html")).to_have_attribute("data-size", "3")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-size", "3")
