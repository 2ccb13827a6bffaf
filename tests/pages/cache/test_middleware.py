"""What the page cache gives to whom: proven through the whole site."""

import gzip
import logging
import re
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from redis.exceptions import ConnectionError as RedisIsDown

from pages.cache import middleware, queries
from pages.cache.actions import renew_content_version
from pages.cache.middleware import whole_page_cache
from pages.models import ArticlePage
from portal.http import same_for_everyone
from tests.addresses import reading_paths
from tests.cast import sign_in

HOME, KNEE = "/en/", "/en/read/knee-pain/"
LARGE = {"strides_display": "size=3"}


def visitor(**cookies: str) -> Client:
    client = Client()
    client.cookies.load(cookies)
    return client


@pytest.mark.usefixtures("demo_site")
class TestTheSite:
    def test_a_kept_page_costs_one_query(self, queries_of: Callable[..., int]) -> None:
        assert queries_of(KNEE, visitor()) > 1
        assert queries_of(KNEE, visitor()) == 1

    def test_no_reader_gets_another_language(self) -> None:
        for order in (("en", "ur", "pl"), ("pl", "ur", "en")):
            caches["pages"].clear()
            for language in order * 2:
                response = visitor().get(f"/{language}/")
                assert f'<html lang="{language}"' in response.content.decode()
                assert response.headers["Content-Language"] == language

    def test_a_page_in_english_says_so_in_another_language_too(self) -> None:
        for _ in range(2):
            response = visitor().get("/cy/read/do-i-need-a-scan/")
            assert response.headers["Content-Language"] == "en"
            assert '<html lang="cy"' in response.content.decode()

    def test_no_reader_gets_another_display(self) -> None:
        for _ in range(2):
            assert 'data-size="1"' in visitor().get(HOME).content.decode()
            assert 'data-size="3"' in visitor(**LARGE).get(HOME).content.decode()
            saving = visitor().get(HOME, headers={"save-data": "on"}).content.decode()
            assert "data-saver" in saving
            assert "<script" not in saving

    def test_any_spelling_of_a_display_is_one_page(self, queries_of: Callable[..., int]) -> None:
        queries_of(HOME, visitor(strides_display="size=3.contrast=1"))
        assert queries_of(HOME, visitor(strides_display="contrast=1.size=3")) == 1
        visitor().get(HOME)
        assert queries_of(HOME, visitor(strides_display="size=9.junk")) == 1

    def test_a_signed_in_person_passes_by(self, dai: object, queries_of: Callable[..., int]) -> None:
        client = sign_in(Client(), dai)
        first = client.get(HOME)
        assert "ETag" not in first.headers
        assert "private" in first.headers["Cache-Control"]
        assert "Cookie" in first.headers["Vary"]
        assert queries_of(HOME, visitor()) > 1, "nothing was kept of it"
        assert queries_of(HOME, client) > 1, "and nothing kept is given"

    def test_no_kept_page_holds_a_token_a_nonce_or_a_form_that_writes(self) -> None:
        writes = re.compile(r"csrf|nonce|<form[^>]*post", re.IGNORECASE)
        for language in ("en", "ur"):
            for path in reading_paths():
                response = visitor().get(f"/{language}/{path}")
                assert response.headers["ETag"], path
                assert not writes.search(response.content.decode()), path
                assert "nonce" not in response.headers["Content-Security-Policy"], path

    def test_a_preview_is_never_kept(self, dai: object) -> None:
        page = ArticlePage.objects.get(slug="knee-pain")
        page.heading_en = "CANARY"
        page.save_revision(user=dai)
        draft = page.get_latest_revision_as_object()
        for request in (None, RequestFactory().get(KNEE)):
            assert "CANARY" in draft.make_preview_request(request, preview_mode="en").content.decode()
        assert "CANARY" not in visitor().get(KNEE).content.decode()
        assert "CANARY" in draft.make_preview_request(None, preview_mode="en").content.decode()

    def test_htmx_and_plain_requests_do_not_mix(self) -> None:
        for order in ((True, False), (False, True)):
            caches["pages"].clear()
            for is_htmx in order * 2:
                response = visitor().get(HOME, headers={"hx-request": "true"} if is_htmx else {})
                assert ("ETag" in response.headers) is not is_htmx
                assert "HX-Request" in response.headers["Vary"]

    def test_head_gives_the_headers_of_the_page_and_no_body(self) -> None:
        assert visitor().head(HOME).content == b""
        page = visitor().get(HOME)
        head = visitor().head(HOME)
        assert (head.content, head.headers["ETag"]) == (b"", page.headers["ETag"])
        assert head.headers["Content-Length"] == str(len(page.content))
        assert visitor().get(HOME).content == page.content

    def test_a_browser_that_has_the_page_is_told_so(self, demo_site: object, republish: Callable[..., None]) -> None:
        page = visitor().get(HOME)
        again = visitor(strides_language="en").get(HOME, headers={"if-none-match": page.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == "private, no-cache"
        republish(demo_site, lead_en="New words")
        assert visitor().get(HOME, headers={"if-none-match": page.headers["ETag"]}).status_code == 200

    def test_pages_travel_compressed_to_who_can_read_that(self) -> None:
        plain = visitor().get(KNEE)
        for _ in range(2):
            small = visitor().get(KNEE, headers={"accept-encoding": "br, gzip"})
            assert small.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(small.content) == plain.content
        refused = visitor().get(KNEE, headers={"accept-encoding": "gzip;q=0, br"})
        assert "Content-Encoding" not in refused.headers

    def test_a_host_that_is_not_ours_is_refused_and_leaves_no_trace(self) -> None:
        assert visitor().get(HOME, headers={"host": "evil.test"}).status_code == 400
        visitor().get(HOME, headers={"x-forwarded-host": "evil.test", "x-forwarded-proto": "evil"})
        assert "evil" not in visitor().get(HOME).content.decode()

    def test_a_made_up_port_is_answered_and_not_kept(self, queries_of: Callable[..., int]) -> None:
        for _ in range(2):
            assert queries_of(HOME, visitor(), headers={"host": "testserver:6666"}) > 1
        assert ":6666" not in visitor().get(HOME).content.decode()

    def test_parameters_that_others_hang_on_a_link_reach_no_page(self, queries_of: Callable[..., int]) -> None:
        first = visitor().get(f"{HOME}?utm_source=%22%3E%3Cb%3E&fbclid=1")
        assert first.content == visitor().get(HOME).content
        assert queries_of(f"{HOME}?utm_campaign=other", visitor()) == 1

    @pytest.mark.parametrize("query", ["junk=1", "page=1&page=2", "q=knee", "q=" + "k" * 5000, "page=%00", "a[]=1"])
    def test_any_other_parameter_gets_the_page_and_is_not_kept(
        self, query: str, queries_of: Callable[..., int]
    ) -> None:
        for _ in range(2):
            assert queries_of(f"{HOME}?{query}", visitor()) > 1

    def test_a_very_long_path_is_a_page_that_is_not_there(self) -> None:
        assert visitor().get("/en/" + "knee/" * 2000).status_code == 404

    def test_the_language_of_the_page_a_person_opened_is_remembered(self) -> None:
        for _ in range(2):  # made anew, then from the cache
            cookie = visitor().get("/ur/").cookies["strides_language"]
            assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("ur", True, "Lax")
        assert visitor(strides_language="pl").get("/ur/").cookies["strides_language"].value == "ur"
        assert not visitor(strides_language="ur").get("/ur/").cookies

    def test_a_page_fetched_ahead_does_not_change_the_language(self) -> None:
        assert not visitor().get("/ur/", headers={"sec-fetch-mode": "cors"}).cookies
        assert not visitor().get("/ur/", headers={"sec-purpose": "prefetch"}).cookies
        assert not visitor().head("/ur/").cookies
        assert not visitor().get("/ur/not-here/").cookies

    def test_pages_stay_up_while_the_database_is_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client = Client(raise_request_exception=False)
        assert client.get(HOME).status_code == 200
        monkeypatch.setattr(queries, "content_version", fail(OperationalError("down")))
        assert client.get(HOME).status_code == 200
        assert client.get(KNEE).status_code == 503
        monkeypatch.undo()
        monkeypatch.setattr(middleware.time, "monotonic", lambda: 1e12)
        assert client.get(KNEE).status_code == 200, "and all is well again without a restart"

    def test_pages_are_made_anew_while_the_cache_is_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(caches["pages"], "get", fail(RedisIsDown("down")))
        monkeypatch.setattr(caches["pages"], "set", fail(TimeoutError("stalled")))
        for _ in range(2):
            assert Client().get(HOME).status_code == 200


def fail(error: Exception) -> Callable[..., None]:
    def raising(*args: object, **kwargs: object) -> None:
        raise error

    return raising


class View:
    """A page of the site that counts how often it was made."""

    def __init__(self, response: Callable[[], HttpResponse], then: Callable[[], None] = lambda: None) -> None:
        self.response, self.then, self.made = response, then, 0

    def __call__(self, request: object) -> HttpResponse:
        self.made += 1
        self.then()
        return self.response()


def ask(view: View, times: int = 2) -> HttpResponse:
    caches["pages"].clear()
    cached = whole_page_cache(view)
    return [cached(RequestFactory().get("/en/x/")) for _ in range(times)][-1]


def page(content: str = "<h1>Hello</h1>", **options: object) -> HttpResponse:
    return same_for_everyone(HttpResponse(content, **options))


@pytest.mark.django_db
class TestTheRule:
    def test_only_what_says_so_is_kept(self) -> None:
        said, unsaid = View(page), View(lambda: HttpResponse("Hello"))
        ask(said)
        ask(unsaid)
        assert (said.made, unsaid.made) == (1, 2)

    @pytest.mark.parametrize(
        "response",
        [
            lambda: page('<input name="csrfmiddlewaretoken">'),
            lambda: page('<form action="/" METHOD="POST">'),
            lambda: page('<script nonce="abc">'),
            lambda: page(headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
        ],
    )
    def test_what_was_made_for_one_is_not_kept_and_is_reported(
        self, response: Callable[[], HttpResponse], caplog: pytest.LogCaptureFixture
    ) -> None:
        view = View(response)
        with caplog.at_level(logging.ERROR, "pages.cache.middleware"):
            ask(view)
        assert view.made == 2
        assert len(caplog.records) == 2

    @pytest.mark.parametrize("status", [301, 302, 404, 410, 500])
    def test_only_pages_that_were_found_are_kept(self, status: int) -> None:
        view = View(lambda: page(status=status))
        ask(view)
        assert view.made == 2

    def test_an_answer_that_sets_a_cookie_is_not_kept(self) -> None:
        def with_cookie() -> HttpResponse:
            response = page()
            response.set_cookie("sessionid", "secret")
            return response

        view = View(with_cookie)
        ask(view)
        assert view.made == 2

    def test_a_page_made_while_somebody_publishes_is_not_given_afterwards(self) -> None:
        view = View(page, then=renew_content_version)
        ask(view)
        assert view.made == 2

    def test_a_kept_page_lives_ten_minutes_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = []
        monkeypatch.setattr(caches["pages"], "set", lambda key, value, seconds: kept.append(seconds))
        ask(View(page), times=1)
        assert kept == [600]
