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
from functools import lru_cache
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.handlers.exception import convert_exception_to_response
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers
from redis.exceptions import RedisError

from pages.cache import queries, rules
from portal import display
from portal.http import is_same_for_everyone, same_until

log = logging.getLogger(__name__)

STORE: Final = "pages"
VARY: Final = ("Accept-Encoding", "Cookie", "HX-Request", "Save-Data")
REVALIDATE: Final = "private, no-cache"
"""A browser asks each time whether its copy still holds: the answer is a few bytes, and nothing old is ever shown."""

_MADE_FOR_ONE = re.compile(rb"csrfmiddlewaretoken|\snonce=|method=[\"']?post", re.IGNORECASE)
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.ASCII)
_FOR_ONE = frozenset({"HTTP_AUTHORIZATION", "HTTP_HX_REQUEST"})
_MOST_AT_HAND = 100
_PAUSE_SECONDS = 2.0
_DOWN = (OperationalError, InterfaceError)
_STORE_DOWN = (OSError, RedisError)

type Responder = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True)
class Kept:
    """A page as it was sent: for who can read compressed answers, and for who cannot.

    Headers are by their name in small letters, each with name and value. until: the second after which it is old.
    """

    body: bytes
    headers: dict[str, tuple[str, str]]
    compressed: bytes
    compressed_headers: dict[str, tuple[str, str]]
    etag: str
    until: float


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
    """The content version, and the last one known for when the database is down.

    ``error``: why the version may be an old one; None while the database answers."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self._last = ""
        self._pause = Pause()

    def now(self) -> str:
        """The version, asked now, or as it was when the database last answered."""
        if self._pause.is_on:
            return self._last
        try:
            self._last = queries.content_version()
        except _DOWN as error:
            self._pause.begin()
            self.error = error
            log.warning("The database is down: pages are served as they last were.")
            return self._last
        if self.error is not None:
            self.error = None
            self._pause.end()
        return self._last

    def refuse(self, request: HttpRequest) -> HttpResponseBase:
        """Let the site's own page for such times answer, without asking the database once more."""
        raise self.error or OperationalError


class Shelf:
    """Where pages are kept: a few at hand in this process, all in the store that processes share. When the store is
    down, pages are made anew; readers notice nothing but time."""

    def __init__(self) -> None:
        self._pause = Pause()
        self._at_hand: dict[str, Kept] = {}

    def find(self, key: str) -> Kept | None:
        page = self._at_hand.get(key) or self._ask(lambda: caches[STORE].get(key))
        if page is None or page.until < time.time():
            return None
        return self._take(key, page)

    def keep(self, key: str, page: Kept) -> None:
        self._take(key, page)
        self._ask(lambda: caches[STORE].set(key, page, rules.KEPT_SECONDS))

    def _take(self, key: str, page: Kept) -> Kept:
        if key not in self._at_hand and len(self._at_hand) >= _MOST_AT_HAND:
            self._at_hand.clear()
        self._at_hand[key] = page
        return page

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
    """Stands before everything else: a kept page has all its headers already. The way to HTTPS is not kept."""
    version, shelf = Version(), Shelf()
    build = getattr(staticfiles_storage, "manifest_hash", "")  # pages name their style sheet by its content
    resting = SecurityMiddleware(convert_exception_to_response(version.refuse))

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = language_in(request)
        if language is None:
            return get_response(request)
        query = query_to_keep(request)
        if query is None:
            return finished(request, get_response(request), language)
        token = version.now()
        address = (request.scheme or "", host_asked(request), request.path, query)
        key = rules.key(token, build, str(settings.DEMO), language, str(display.of(request)), *address)
        page = shelf.find(key)
        if page is None:
            if version.error is not None:
                return resting(request)  # type: ignore[return-value]  # no coroutine: our chain is synchronous
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
    a page, or asked in a way of which there are endlessly many."""
    asked = request.META
    if settings.SESSION_COOKIE_NAME in request.COOKIES or not asked.keys().isdisjoint(_FOR_ONE):
        return None
    if not is_known_host(host_asked(request), asked.get("SERVER_PORT", ""), tuple(settings.ALLOWED_HOSTS)):
        return None
    return (
        rules.canonical_query(asked.get("QUERY_STRING", ""), request.path_info)
        if len(request.path_info) <= rules.LONGEST_PATH
        else None
    )


def host_asked(request: HttpRequest) -> str:
    """The host as the visitor named it; that of the server when they named none."""
    named: str = request.META.get("HTTP_HOST", "")
    return named.lower() or f"{request.META.get('SERVER_NAME', '')}:{request.META.get('SERVER_PORT', '')}".lower()


@lru_cache(maxsize=100)
def is_known_host(host: str, port: str, allowed: tuple[str, ...]) -> bool:
    """Whether a host is one of ours, with no port, or one that a visitor may honestly name: to Django a host with any
    number behind the colon is ours. Hosts that are not go on to where Django refuses them."""
    name, named_port = split_domain_port(host)
    ports = ("", port, str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or ""))
    return bool(name) and validate_host(name, allowed) and named_port in ports


def kept(response: HttpResponseBase, language: str) -> Kept | None:
    """The answer as it may be given to everyone who asks the same; None when it is not for everyone."""
    if not is_same_for_everyone(response) or not isinstance(response, HttpResponse):
        return None
    if response.status_code != HTTPStatus.OK or response.cookies:
        return None
    body = gzip.decompress(response.content) if response.has_header("Content-Encoding") else response.content
    if _MADE_FOR_ONE.search(body) or "nonce-" in response.headers.get("Content-Security-Policy", ""):
        log.error("A page that says it is the same for everyone holds a token, a nonce or a form that writes.")
        return None
    patch_vary_headers(response, VARY)
    del response.headers["Content-Encoding"]
    etag = rules.etag(body, language)
    small = gzip.compress(body, mtime=0)
    headers = {**response.headers, "Cache-Control": REVALIDATE, "ETag": etag}
    return Kept(
        body=body,
        headers=_ready(headers | {"Content-Length": str(len(body))}),
        compressed=small,
        compressed_headers=_ready(headers | {"Content-Length": str(len(small)), "Content-Encoding": "gzip"}),
        etag=etag,
        until=_kept_until(response),
    )


def _kept_until(response: HttpResponseBase) -> float:
    """The second after which the answer is old: ours, or before it the one from which what it says is wrong."""
    wrong_from = same_until(response)
    longest = time.time() + rules.KEPT_SECONDS
    return min(longest, wrong_from.timestamp()) if wrong_from else longest


def _ready(headers: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {name.lower(): (name, value) for name, value in headers.items()}


def answer(request: HttpRequest, page: Kept, language: str) -> HttpResponseBase:
    """The kept page for this reader: compressed if the browser can, or the word that nothing changed."""
    compressed = _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.compressed if compressed else page.body
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    # As ResponseHeaders keeps them, without checking each again: a third of what serving a kept page takes.
    response.headers._store.update(page.compressed_headers if compressed else page.headers)  # noqa: SLF001  the headers are ours, made and kept whole
    if "HTTP_IF_NONE_MATCH" in request.META:
        response = get_conditional_response(request, etag=page.etag, response=response) or response
    remember_language(request, response, language)
    return response


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
    asked = request.META
    opened = asked.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate" and "HTTP_SEC_PURPOSE" not in asked
    if request.method == "GET" and opened and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
        dict.update(response.cookies, language_cookie(language, secure=settings.LANGUAGE_COOKIE_SECURE))


@lru_cache(maxsize=100)
def language_cookie(language: str, *, secure: bool) -> SimpleCookie:
    """The cookie as ``set_cookie`` would make it, made once: everybody's first page sets it."""
    response = HttpResponse()
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=secure, samesite="Lax", httponly=True)
    response.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] = settings.LANGUAGE_COOKIE_AGE
    return response.cookies
