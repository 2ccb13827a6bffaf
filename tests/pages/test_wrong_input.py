"""Whatever arrives, the site answers in words: a kind message, a page that is not there, or a refusal; never a fault.

Nothing is half saved, and no address that arrives with a person leads them off the site.
"""

import itertools
import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from pages.cache.models import ContentVersion
from pages.models import HomePage
from portal.accounts.models import SignInAttempt, User
from tests.cast import sign_in

ODD = {
    "nothing": "",
    "only spaces": "   ",
    "long": "knee " * 2_000,
    "another type": "-1e309",
    "a list": "[1, 2]",
    "an emoji": "🦵🏽" * 50,
    "marks of direction": "\u202eknee\u202c \u2067pain\u2069",
    "NUL": "kn\x00ee",
    "joined accents": "e\u0301" * 500,
    "template": "{{ 7|add:7 }}{% load static %}",
    "markup": "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>",
    "database": "' OR 1=1 -- \" UNION SELECT 1; %_*",
    "path": "../../../../etc/passwd",
    "line breaks": "a\r\nSet-Cookie: b=c\r\n\r\n<p>",
    "id of somebody": "00000000-0000-4000-8000-000000000000",
    "a megabyte": "x" * 1_000_000,
}
EMOJI = "🦵".encode().decode("latin-1")  # as it arrives in a header
BYTES = {
    "lone surrogate": "%ED%A0%80",
    "not UTF-8": "%FF%FE",
    "NUL": "a%00b",
    "cut short": "%E2%82",
    "a per cent sign": "%",
    "overlong slash": "%C0%AF",
}
READ_BY_PAGES = ["q", "page", "next", "language", "size", "theme", "contrast", "utm_source", "id", "v"]
QUERY_PAGES = ["/en/", "/ur/search/", "/en/display/", "/en/sign-in/", "/en/read/knee-pain/", "/design/", "/"]
OFF_SITE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example/",
    "\\\\evil.example/",
    "http:evil.example",
    "https:/evil.example/",
    "javascript:alert(1)",
    "data:text/html,hello",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\x00//evil.example/",
    " //evil.example/",
    "@evil.example/",
    "https://localhost@evil.example/",
    "/%0d%0aLocation:%20https://evil.example/",
]


@pytest.fixture
def careful() -> Client:
    """A client that shows what a person would get, also when the site breaks."""
    return Client(raise_request_exception=False)


def faults(responses: Iterable[tuple[str, HttpResponse]]) -> list[str]:
    """What was asked, shortened, of every answer that is a fault of ours."""
    return [f"{asked[:120]}: {response.status_code}" for asked, response in responses if response.status_code >= 500]


@pytest.mark.parametrize("kind", [kind for kind in ODD if kind != "a megabyte"])
def test_odd_values_of_every_parameter_are_answered(careful: Client, demo_site: HomePage, kind: str) -> None:
    everywhere = dict.fromkeys(READ_BY_PAGES, ODD[kind])
    assert faults((page, careful.get(page, everywhere)) for page in QUERY_PAGES) == []


@pytest.mark.parametrize("kind", BYTES)
def test_bytes_that_are_no_text_are_answered(careful: Client, demo_site: HomePage, kind: str) -> None:
    odd = BYTES[kind]
    everywhere = "&".join(f"{name}={odd}" for name in (*READ_BY_PAGES, odd))
    addresses = [f"{page}?{everywhere}" for page in QUERY_PAGES]
    addresses += [f"/en/{odd}/", f"/en/read/{odd}/", f"/ur/back-now/plan/{odd}/", f"/{odd}/", f"/en/help-now/{odd}/"]
    assert faults((address, careful.get(address)) for address in addresses) == []


def test_a_parameter_given_many_times_is_answered(careful: Client, demo_site: HomePage) -> None:
    many = "&".join(f"q=knee{number}&page={number}&next=/{number}" for number in range(400))
    assert faults((page, careful.get(f"{page}?{many}")) for page in QUERY_PAGES) == []


def test_an_address_of_a_megabyte_is_answered(careful: Client, demo_site: HomePage) -> None:
    long = "a" * 1_000_000
    addresses = [f"/en/search/?q={long}", f"/en/{long}/", f"/en/sign-in/?next=/{long}", f"/en/?{long}=1"]
    assert faults((address, careful.get(address)) for address in addresses) == []


@pytest.mark.parametrize(
    "path",
    [
        "/en/back-now/plan/carries/",
        "/en/back-now/plan/" + "l" * 5_000 + "/",
        "/en/back-now/plan/lifts/lifts/",
        "/en/back-now/plan/" + quote("اٹھانا") + "/",
        "/en/body/knee/../hip/",
        "/en/help-now/back/back/",
        "/xx/",
        "/en-gb/",
        "/EN/",
        "/ur/read/knee-pain.php",
        "/static/../manage.py",
        "/media/../../etc/passwd",
        "/pages/1/",
    ],
)
def test_an_address_that_is_none_of_ours_is_kindly_not_found(careful: Client, demo_site: HomePage, path: str) -> None:
    response = careful.get(path, follow=True)
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").select_one("nav.help-bar a[href$='/help-now/']")


FORMS = {
    "/en/display/": {"size": "2", "theme": "dark", "contrast": "on", "saver": "on", "next": "/en/"},
    "/ur/sign-in/": {"email": "someone@example.org", "next": "/en/"},
}


@pytest.mark.parametrize("path", FORMS)
def test_odd_answers_to_every_field_are_told_kindly(careful: Client, demo_site: HomePage, path: str) -> None:
    for field, kind in itertools.product(FORMS[path], ODD):
        response = careful.post(path, {**FORMS[path], field: ODD[kind]})
        assert response.status_code in {200, 303, 400, 413, 422, 429}, f"{field} {kind}: {response.status_code}"
        if response.status_code == 422:
            soup = BeautifulSoup(response.content, "html.parser")
            assert soup.select_one(".error-summary a")["href"].removeprefix("#") in {
                each["id"] for each in soup.select("[id]")
            }
            assert "alert(1)<" not in response.content.decode()
            assert not soup.select("main script, main img[onerror]")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_fields_or_with_too_many_is_told_kindly(
    careful: Client, demo_site: HomePage, path: str
) -> None:
    assert careful.post(path, {}).status_code == 422
    assert careful.post(path, {**FORMS[path], **{f"more{n}": "1" for n in range(300)}}).status_code < 500
    assert careful.post(path, {name: [value, value, "other"] for name, value in FORMS[path].items()}).status_code < 500
    assert careful.post(path, "not a form", content_type="application/json").status_code == 422
    assert careful.post(path, b"\xff\xfe=\x00", content_type="application/x-www-form-urlencoded").status_code < 500
    assert careful.post(path, "--broken", content_type="multipart/form-data; boundary=x").status_code < 500
    assert careful.post(path, b"x" * 9_000_000, content_type="application/x-www-form-urlencoded").status_code < 500


def test_wrong_answers_leave_nothing_behind(careful: Client, demo_site: HomePage) -> None:
    version = ContentVersion.objects.get().token
    people, attempts = User.objects.count(), SignInAttempt.objects.count()
    for odd in ODD.values():
        careful.post("/en/sign-in/", {"email": odd})
        response = careful.post("/en/display/", {"size": odd, "theme": "dark"})
        assert "strides_display" not in response.cookies
    assert (User.objects.count(), SignInAttempt.objects.count()) == (people, attempts)
    assert ContentVersion.objects.get().token == version


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "post"])
def test_other_methods_are_answered(careful: Client, demo_site: HomePage, method: str) -> None:
    for path in ("/en/", "/en/read/knee-pain/", "/en/search/", "/", "/livez", "/sw.js", "/en/help-now/back/"):
        assert getattr(careful, method)(path).status_code < 500, path


def test_odd_headers_and_cookies_are_answered(careful: Client, demo_site: HomePage) -> None:
    odd = ["", "x" * 9_000, "\x00", "../..", EMOJI, f"size=9.theme={EMOJI}", "-1", ";;;", '"', "ur; DROP"]
    for value in odd:
        careful.cookies.clear()
        for name in (settings.LANGUAGE_COOKIE_NAME, "strides_display", "sessionid", "csrftoken", "messages"):
            careful.cookies[name] = value
        for path in ("/", "/en/", "/ur/search/?q=knee", "/en/display/", "/en/sign-in/", "/cms/"):
            assert careful.get(path).status_code < 500, (path, value[:20])
    for name in ("accept-language", "accept", "range", "if-none-match", "if-modified-since", "accept-encoding"):
        for value in ("x" * 9_000, "*", ";q=", "\x7f", "en;q=99999999999", "bytes=-1"):
            assert careful.get("/en/", headers={name: value}).status_code < 500, (name, value[:20])


@pytest.mark.parametrize("address", OFF_SITE)
def test_no_next_leads_off_the_site(client: Client, demo_site: HomePage, dai: object, address: str) -> None:
    def stays(response: object) -> bool:
        target = urlsplit(response.headers.get("Location", "/"))
        return not target.netloc and target.scheme == "" and not target.path.startswith(("//", "/\\"))

    assert stays(client.post("/en/display/", {"size": "1", "theme": "auto", "next": address}))
    page = BeautifulSoup(client.get("/en/display/", {"next": address}).content, "html.parser")
    assert re.match(r"/(?![/\\])", page.select_one("input[name=next]")["value"])
    assert stays(client.get("/en/sign-in/", {"next": address}))
    assert stays(client.get("/cms/login/", {"next": address}, follow=False))
    assert stays(client.get("/en/_util/login/", {"next": address}))
    assert stays(sign_in(client, dai).get("/en/sign-in/", {"next": address}))
    assert stays(client.post("/en/sign-out/", {"next": address}))


def test_next_keeps_a_way_of_our_own(client: Client, demo_site: HomePage) -> None:
    response = client.post("/en/display/", {"size": "1", "theme": "auto", "next": "/ur/search/?q=knee"})
    assert response.headers["Location"] == "/ur/search/?q=knee"
