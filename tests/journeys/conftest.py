"""Three ways through the site that every journey takes: plain requests, Chromium without script, Chromium with it."""

import datetime
import uuid
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from pages.exchange.demo import DemoContent
from pages.formats import actions
from pages.formats.actions.building import build_due
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HomePage
from portal import clock
from portal.outbox.bell import Bell
from tests.browsing import OpenBrowser, Visitor, follow


def plain(words: str) -> str:
    """Words as they are compared: any white space, no-break spaces included, is one space."""
    return " ".join(words.split())


class Sounded(Protocol):
    """The worker makes the audio of a page, as it makes all: its key, and the languages."""

    def __call__(self, key: uuid.UUID, languages: Sequence[str]) -> None: ...


@pytest.fixture
def sounded(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> Sounded:
    monkeypatch.setattr(Bell, "ring", lambda self: None)

    def make(key: uuid.UUID, languages: Sequence[str]) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            actions.want(key=key, now=clock.now())
        audio = FormatFile.objects.filter(key=key, language__in=languages, format=Format.AUDIO)
        FormatFile.objects.exclude(pk__in=audio).update(not_before=clock.now() + datetime.timedelta(days=1))
        with django_capture_on_commit_callbacks(execute=True):
            assert build_due(clock=clock.now) == (len(languages), False)

    return make


class Reader(Protocol):
    """Somebody reading the site. A tap follows the first link whose words contain those given."""

    taps: int

    def open(self, address: str) -> None: ...
    def tap(self, words: str) -> None: ...
    def sees(self, words: str) -> bool: ...
    @property
    def path(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def soup(self) -> BeautifulSoup: ...


class Reading:
    """What all ways share: a page as a soup, and what a person would read on it."""

    soup: BeautifulSoup
    taps: int

    @property
    def heading(self) -> str:
        return plain(self.soup.h1.get_text(" ", strip=True)) if self.soup.h1 else ""

    def sees(self, words: str) -> bool:
        return plain(words) in plain(self.soup.body.get_text(" ", strip=True))


class ByRequests(Reading):
    """A reader of HTML: one page at a time, links followed by their words, cookies kept."""

    def __init__(self) -> None:
        self.client = Client()
        self.taps = 0
        self.path = ""

    def open(self, address: str) -> None:
        self.response = self.client.get(address, follow=True)
        assert self.response.status_code == 200, f"{address} answers {self.response.status_code}"
        self.path = self.response.redirect_chain[-1][0] if self.response.redirect_chain else address
        self.soup = BeautifulSoup(self.response.content, "html.parser")

    def tap(self, words: str) -> None:
        self.taps += 1
        link = next((link for link in self.soup.select("a[href]") if self._says(link, words)), None)
        assert link, f"{self.path} has no link that says “{words}”"
        self.open(urlsplit(urljoin(self.path, link["href"]))._replace(fragment="").geturl())

    @staticmethod
    def _says(link: Tag, words: str) -> bool:
        return plain(words) in plain(link.get_text(" ", strip=True))


class InChromium(Reading):
    """A person with a phone."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.taps = 0

    def open(self, address: str) -> None:
        self.visitor.open(address)

    def tap(self, words: str) -> None:
        self.taps += 1
        link = self.visitor.page.get_by_role("link").filter(has_text=words, visible=True).first
        follow(link)

    @property
    def path(self) -> str:
        return self.visitor.path

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.visitor.page.content(), "html.parser")


WAYS = [
    pytest.param("requests", id="requests"),
    pytest.param("chromium", id="chromium", marks=pytest.mark.browser),
    pytest.param("chromium-without-script", id="chromium-without-script", marks=pytest.mark.browser),
]


@pytest.fixture(params=WAYS)
def reader(request: pytest.FixtureRequest, demo_site: HomePage) -> Reader:
    """A reader on a phone of 320 px, once for each way through the site."""
    if request.param == "requests":
        return ByRequests()
    visitor: OpenBrowser = request.getfixturevalue("visitor")
    return InChromium(visitor(width=320, height=640, script=request.param == "chromium"))


@pytest.fixture(scope="session")
def words() -> Callable[..., dict]:
    """The demo's words in a language, by file: ``words("ur")["plan"]``."""
    content = DemoContent()
    return lambda language: content.words[language]
