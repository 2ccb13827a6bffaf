"""A form left open while somebody signs in or out in another tab: what was typed waits for one press, and for nothing
that comes from another site."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from modules.learning.models import StepProgress
from pages.models import HomePage
from portal.accounts.models import User
from portal.contact.models import Request
from tests.browsing import OpenBrowser, session_of
from tests.cast import sign_in
from tests.modules.learning.walking import SCAN, STEPS

OTHER_TOKEN = "b" * 32
FROM_HERE = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
WORDS = "Line one\nLine two <b>&amp; \u0645\u0631\u062d\u0628\u0627 🙂 'quoted' \"twice\""


def soup_of(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def strict(demo_site: HomePage) -> Client:
    return Client(enforce_csrf_checks=True)


def token_of(client: Client, path: str) -> str:
    return soup_of(client.get(path)).select_one("main input[name=csrfmiddlewaretoken]")["value"]


def fields_of(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(field["name"], field["value"]) for field in page.select("main form[data-again] input[type=hidden]")]


def left_open(client: Client, path: str, typed: dict, headers: dict[str, str] = FROM_HERE) -> object:
    """Send a page of before, after somebody signed in in another tab: the token is a new one since."""
    old = token_of(client, path)
    client.cookies["csrftoken"] = OTHER_TOKEN
    return client.post(path, {**typed, "csrfmiddlewaretoken": old}, headers=headers)


def test_a_step_left_open_while_signing_in_is_sent_again_with_one_press(strict: Client, amira: User) -> None:
    path = f"{SCAN}{STEPS[0]}/"
    answer = soup_of(strict.get(path)).select_one("input[name=answer]")["value"]
    sent = left_open(strict, path, {"act": "continue", "answer": answer})
    sign_in(strict, amira)
    assert sent.status_code == 403
    page = soup_of(sent)
    form = page.select_one("main form[data-again]")
    assert form["method"] == "post"
    assert not form.has_attr("action"), "it goes back to the very address it was sent to"
    assert [button.get_text(strip=True) for button in form.select("button")] == ["Send again"]
    assert not form.select("input:not([type=hidden])")
    assert not StepProgress.objects.exists(), "nothing happens before the press"
    again = strict.post(path, dict(fields_of(page)), headers=FROM_HERE)
    assert again.status_code == 303
    assert str(StepProgress.objects.get(person=amira).answer_key) == answer


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_and_every_tick_is_there_and_two_presses_make_one(strict: Client, language: str) -> None:
    key = str(uuid.uuid4())
    typed = {"key": key, "words": WORDS, "prefers": ["voice", "text"], "empty": ""}
    page = soup_of(left_open(strict, f"/{language}/ask/question/", typed))
    fields = [(name, value) for name, value in fields_of(page) if name != "csrfmiddlewaretoken"]
    assert sorted(fields) == sorted(
        [("key", key), ("words", WORDS), ("prefers", "voice"), ("prefers", "text"), ("empty", "")]
    )
    assert page.html["lang"] == language
    sent = dict(fields_of(page))
    assert [strict.post(f"/{language}/ask/question/", sent).status_code for _press in range(2)] == [303, 303]
    assert Request.objects.get().words == WORDS


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "referer": "http://testserver/en/"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "https://elsewhere.example", "sec-fetch-site": "same-origin"},
        {"referer": "https://elsewhere.example/en/ask/question/"},
        {"referer": "http://testserver.elsewhere.example/"},
    ],
)
def test_what_another_site_sends_is_never_carried(strict: Client, headers: dict[str, str]) -> None:
    sent = left_open(strict, "/en/ask/question/", {"words": "from elsewhere", "key": str(uuid.uuid4())}, headers)
    assert sent.status_code == 403
    assert not soup_of(sent).select("main form[data-again]")
    assert "from elsewhere" not in sent.text
    assert soup_of(sent).h1.text == "That did not save"


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {"referer": "http://testserver/en/"}],
)
def test_any_browser_that_says_it_is_from_here_can_send_again(strict: Client, headers: dict[str, str]) -> None:
    sent = left_open(strict, "/en/ask/question/", {"words": "from here"}, headers)
    assert ("words", "from here") in fields_of(soup_of(sent))


def test_the_page_cannot_be_framed_and_no_copy_is_kept(strict: Client) -> None:
    sent = left_open(strict, "/en/ask/question/", {"words": "mine"})
    assert sent["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in sent["Content-Security-Policy"]
    assert "form-action 'self'" in sent["Content-Security-Policy"]
    assert "no-store" in sent["Cache-Control"]


def test_secrets_and_files_are_never_written_into_a_page(strict: Client) -> None:
    secret = dict.fromkeys(("pin", "again", "code", "number_pin", "credential", "password", "password1"), "7294s")
    typed = {**secret, "words": "kept", "file": SimpleUploadedFile("voice.webm", b"7294s")}
    sent = left_open(strict, "/en/ask/question/", typed)
    assert ("words", "kept") in fields_of(soup_of(sent))
    assert "7294s" not in sent.text


def test_what_was_left_out_is_asked_for_again(strict: Client, amira: User) -> None:
    """A door that is sent without its secret answers as it does to an empty field: no dead end."""
    path = "/en/join/card/"
    sent = left_open(strict, path, {"number": ""})
    assert strict.post(path, dict(fields_of(soup_of(sent)))).status_code == 422


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_with_two_tabs(visitor: OpenBrowser, amira: User, script: bool) -> None:
    somebody = visitor(width=320, script=script)
    somebody.expects(403)
    page = somebody.open(f"{SCAN}{STEPS[0]}/")
    page.locator("#step-form label").last.click()
    answer = page.locator("#step-form input[name=answer]").last.get_attribute("value")
    signed_in = {"sessionid": session_of(amira), "csrftoken": OTHER_TOKEN}  # what the other tab brings
    somebody.context.add_cookies(
        [{"name": name, "value": value, "url": somebody.origin} for name, value in signed_in.items()]
    )
    page.locator("button[value=continue]").click()
    page.locator("form[data-again] button").click()
    page.wait_for_selector("#explained")
    assert str(StepProgress.objects.get(person=amira).answer_key) == answer
    told_by_htmx = [fault for fault in somebody.faults if "Response Status Error Code 403" in fault]
    assert len(told_by_htmx) == int(script)
    somebody.faults[:] = [fault for fault in somebody.faults if fault not in told_by_htmx]
