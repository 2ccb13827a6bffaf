"""Serving published pages from memory: before sessions, before sign-in, with one query.

Kept are only answers that say they are the same for everyone (``portal.http.same_for_everyone``), asked by somebody
without a session. When the database is down, pages stay up as they last were.
"""

import gzip
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from redis.exceptions import RedisError

from pages.cache import queries, rules
from portal import display
from portal.http import is_same_for_everyone

log = logging.getLogger(__name__)

STORE: Final = "pages"
VARY: Final = ("Accept-Encoding", "Cookie", "HX-Request", "Save-Data")
REVALIDATE: Final = "private, no-cache"
"""A browser asks each time whether its copy still holds: the answer is a few bytes, and nothing old is ever shown."""

_MADE_FOR_ONE = re.compile(rb"csrfmiddlewaretoken|\snonce=|method=[\"']?post", re.IGNORECASE)
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.ASCII)
_PAUSE_SECONDS = 2.0
_DOWN = (OperationalError, InterfaceError)
_STORE_DOWN = (OSError, RedisError)

type Responder = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True)
class Kept:
    """A page as it was sent."""

    body: bytes
    compressed: bytes
    headers: dict[str, str]


class Pause:
    """What has just failed is left alone for a moment: otherwise every request would wait for it, one after another."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether to leave it alone. One request at a time is let through to see whether it is back."""
        now = time.monotonic()
        if now < self._until:
            return True
        if self._until:
            self._until = now + 15  # longer than the longest wait for a connection: the others do not queue up behind
        return False

    def begin(self) -> None:
        self._until = time.monotonic() + _PAUSE_SECONDS

    def end(self) -> None:
        self._until = 0.0


class Version:
    """The content version, and the last one known for when the database is down."""

    def __init__(self) -> None:
        self._last = ""
        self._pause = Pause()
        self._error: Exception = OperationalError("The database was not there a moment ago.")

    def now(self) -> tuple[str, Exception | None]:
        """The version, and why it may be an old one: None when the database answered."""
        if self._pause.is_on:
            return self._last, self._error
        try:
            self._last = queries.content_version()
        except _DOWN as error:
            self._pause.begin()
            self._error = error
            log.warning("The database is down: pages are served as they last were.")
            return self._last, error
        self._pause.end()
        return self._last, None


class Shelf:
    """Where pages are kept. When it is down, pages are made anew; readers notice nothing but time."""

    def __init__(self) -> None:
        self._pause = Pause()

    def find(self, key: str) -> Kept | None:
        return self._ask(lambda: caches[STORE].get(key))

    def keep(self, key: str, page: Kept) -> None:
        self._ask(lambda: caches[STORE].set(key, page, rules.KEPT_SECONDS))

    def _ask[T](self, question: Callable[[], T]) -> T | None:
        if self._pause.is_on:
            return None
        try:
            answer = question()
        except _STORE_DOWN:
            self._pause.begin()
            log.warning("The cache is down: pages are made anew for each reader.")
            return None
        self._pause.end()
        return answer


def whole_page_cache(get_response: Responder) -> Responder:
    """Stands before sessions and everything that asks the database."""
    version, shelf = Version(), Shelf()
    build = getattr(staticfiles_storage, "manifest_hash", "")  # pages name their style sheet by its content

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = language_in(request)
        if language is None:
            return get_response(request)
        query = query_to_keep(request)
        if query is None:
            return finished(request, get_response(request), language)
        token, error = version.now()
        address = (str(request.scheme), request.get_host().lower(), request.path, query)
        key = rules.key(token, build, str(settings.DEMO), language, str(display.of(request)), *address)
        page = shelf.find(key)
        if page is None:
            if error is not None:
                raise error  # the page for times without a database is made further out
            request.META["QUERY_STRING"] = query
            response = get_response(request)
            page = kept(response, language) if request.method == "GET" else None
            if page is None:
                return finished(request, response, language)
            shelf.keep(key, page)
        return answer(request, page, language)

    return middleware


def language_in(request: HttpRequest) -> str | None:
    """The language in the address of a page that somebody wants to read; None for any other request.

    A preview in the CMS goes through here with the page's own address, and is nobody else's.
    """
    code = request.path_info[1:].split("/", 1)[0]
    reads = request.method in ("GET", "HEAD") and not getattr(request, "is_dummy", False)
    return code if reads and code in dict(settings.LANGUAGES) else None


def query_to_keep(request: HttpRequest) -> str | None:
    """The query under which the answer may be kept; None when it must not be: made for one person or one region of
    a page, or asked in a way of which there are endlessly many. Raises DisallowedHost for a host that is not ours."""
    _host, port = split_domain_port(request.get_host())
    personal = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    if personal or "HX-Request" in request.headers or port not in known_ports(request):
        return None
    if len(request.path_info) > rules.LONGEST_PATH:
        return None
    return rules.canonical_query(request.META.get("QUERY_STRING", ""))


def known_ports(request: HttpRequest) -> tuple[str, ...]:
    """Ports that a visitor may honestly name: a host with any number behind the colon is one of ours to Django."""
    return ("", request.META.get("SERVER_PORT", ""), str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or ""))


def kept(response: HttpResponseBase, language: str) -> Kept | None:
    """The answer as it may be given to everyone who asks the same; None when it is not for everyone."""
    if not is_same_for_everyone(response) or not isinstance(response, HttpResponse):
        return None
    if response.status_code != HTTPStatus.OK or response.cookies:
        return None
    body = response.content
    if _MADE_FOR_ONE.search(body) or "nonce-" in response.headers.get("Content-Security-Policy", ""):
        log.error("A page that says it is the same for everyone holds a token, a nonce or a form that writes.")
        return None
    patch_vary_headers(response, VARY)
    headers = {name: value for name, value in response.headers.items() if name not in ("Content-Length", "Date")}
    headers |= {"Cache-Control": REVALIDATE, "ETag": rules.etag(body, language)}
    return Kept(body=body, compressed=gzip.compress(body, mtime=0), headers=headers)


def answer(request: HttpRequest, page: Kept, language: str) -> HttpResponseBase:
    """The kept page for this reader: compressed if the browser can, or the word that nothing changed."""
    compressed = _TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    body = page.compressed if compressed else page.body
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    told = get_conditional_response(request, etag=page.headers["ETag"], response=response) or response
    remember_language(request, told, language)
    return told


def finished(request: HttpRequest, response: HttpResponseBase, language: str) -> HttpResponseBase:
    """An answer that is not kept. If it is a page all the same, browsers must ask again next time."""
    if is_same_for_everyone(response):
        response.headers.setdefault("Cache-Control", REVALIDATE)
        patch_vary_headers(response, VARY)
        remember_language(request, response, language)
    return response


def remember_language(request: HttpRequest, response: HttpResponseBase, language: str) -> None:
    """The language of the page that a person opened is theirs from now on. Not that of one that a browser or our
    own service worker fetched ahead."""
    opened = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and "Sec-Purpose" not in request.headers
    if request.method != "GET" or not opened or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == language:
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )
