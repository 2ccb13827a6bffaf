"""Text and colours: one form, one cookie, and back to where the person was."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.accounts.queries.preferences import preferences_of
from tests.addresses import EVERY_TEMPLATE
from tests.cast import sign_in

pytestmark = pytest.mark.django_db

MADE_ANEW = re.compile(
    r'csrfmiddlewaretoken" value="\w+| nonce="[^"]+|"challenge": "[^"]+|name="key" value="[^"]+| checked\b'
)
GOOD = {"size": "3", "theme": "dark", "contrast": "1", "saver": "1"}


def test_what_is_chosen_is_kept_and_leads_back(client: Client) -> None:
    response = client.post("/en/display/", {**GOOD, "next": "/en/read/"})
    assert (response.status_code, response["Location"]) == (303, "/en/read/")
    assert client.cookies["strides_display"].value == "size=3.contrast=1.theme=dark.saver=1.pictures=1.listen=0"
    page = BeautifulSoup(client.get("/en/display/").content, "html.parser")
    assert page.html["data-size"] == "3"
    assert page.html["data-theme"] == "dark"
    assert page.html.has_attr("data-contrast")
    assert page.find("script") is None
    assert [radio["value"] for radio in page.select("input[type=radio][checked]")] == ["3", "dark"]
    assert len(page.select("input[type=checkbox][checked]")) == 2


def test_pictures_are_left_out_and_listening_comes_first_for_who_asks(client: Client) -> None:
    client.post("/en/display/", {**GOOD, "without_pictures": "1", "listen": "1"})
    page = BeautifulSoup(client.get("/en/display/").content, "html.parser")
    assert page.html.has_attr("data-without-pictures")
    assert page.html.has_attr("data-listens")
    assert len(page.select("input[type=checkbox][checked]")) == 4


@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_a_look_is_marks_on_the_root_of_the_page_and_nothing_else(
    client: Client, demo_site: object, template: str
) -> None:
    """Browser tests lean on this: they put another look on a page that is open."""
    path = f"/en/{EVERY_TEMPLATE[template]}"
    plain = client.get(path).text
    client.cookies["strides_display"] = "size=3.contrast=1.theme=dark.saver=0"
    root, body = apart(client.get(path).text)
    assert {'data-size="3"', 'data-theme="dark"', "data-contrast"} <= set(root.split())
    assert body == apart(plain)[1]


def apart(page: str) -> tuple[str, str]:
    """The root mark of a page and all that follows, without what differs between any two answers, or shows a choice."""
    root, _, body = page.partition("<html ")[2].partition(">")
    return root, MADE_ANEW.sub("", body)


def test_who_is_signed_in_keeps_it_in_the_account(client: Client, amira: object) -> None:
    sign_in(client, amira).post("/en/display/", {**GOOD, "next": "/en/read/"})
    assert preferences_of(amira).display == "size=3.contrast=1.theme=dark.saver=1.pictures=1.listen=0"


def test_a_new_visitor_gets_the_defaults_and_no_cookie(client: Client) -> None:
    response = client.get("/ur/display/?next=/ur/body/")
    page = BeautifulSoup(response.content, "html.parser")
    assert page.html["data-size"] == "1"
    assert not page.html.has_attr("data-contrast")
    assert page.find("input", {"name": "next"})["value"] == "/ur/body/"
    assert "strides_display" not in response.cookies


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "en/read/",
        "/en/\x00",
        "/en/\r\nSet-Cookie: a=b",
        "/en/\u202e",
        "/" + "a" * 3000,
        "",
    ],
)
def test_the_way_back_never_leaves_the_site(client: Client, away: str) -> None:
    response = client.post("/pl/display/", {**GOOD, "next": away})
    assert (response.status_code, response["Location"]) == (303, "/pl/")
    page = BeautifulSoup(client.get("/pl/display/", {"next": away}).content, "html.parser")
    assert page.find("input", {"name": "next"})["value"] == "/pl/"


@pytest.mark.parametrize("size", ["", "4", "🙂", "2\x00", "x" * 1_000_000, "\u202e2"])
def test_a_wrong_size_is_told_kindly_and_keeps_the_rest(client: Client, size: str) -> None:
    response = client.post("/en/display/", {**GOOD, "size": size, "next": "/en/read/"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert "strides_display" not in response.cookies
    assert page.title.text.startswith("Error:")
    [problem] = page.select(".error-summary a")
    assert "text size" in problem.text
    assert page.find(id=problem["href"].removeprefix("#"))["type"] == "radio"
    assert page.select_one("input[name=theme][checked]")["value"] == "dark"
    assert page.find("input", {"name": "next"})["value"] == "/en/read/"


def test_a_repeated_value_is_no_way_around(client: Client) -> None:
    response = client.post("/en/display/", {"size": ["2", "9"], "theme": "auto"})
    assert response.status_code == 422
