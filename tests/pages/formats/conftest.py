"""A kind of content of its own, whose texts are a dictionary, and makers that do as they are told."""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from pages.editions.models import Edition
from pages.formats import actions, builders, sources
from pages.formats.actions.building import build_due
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.rules import Format, Source
from pages.models import ArticlePage
from portal.clock import now as wall_clock
from portal.outbox.bell import Bell
from tests.factories.sources import source
from tests.pages.formats import maker

KEY = uuid.UUID(int=7)
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)

type Committed = Callable[..., Any]


class Reader(Client):
    """A browser that takes whatever is sent to its end, as servers see to. ``read``: what that was."""

    def request(self, **asked: Any) -> Any:
        response = super().request(**asked)
        response.read = b"".join(response) if response.streaming else response.content
        request_finished.disconnect(close_old_connections)  # as the test client does, in a test's transaction
        response.close()
        request_finished.connect(close_old_connections)
        return response


@pytest.fixture
def reader() -> Reader:
    return Reader()


class Shelf:
    """The live texts: by language, what is told apart from the sample. Those of one key."""

    def __init__(self) -> None:
        self.live: dict[str, dict[str, Any]] = {"en": {}, "ur": {}}

    def source(self, key: uuid.UUID, language: str) -> Source | None:
        return source(language, key=key, **self.live[language]) if language in self.live else None

    def languages(self, key: uuid.UUID) -> Collection[str]:
        return tuple(self.live) if key == KEY else ()


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Content that is live in English and Urdu, of which a plain text, a recording and one sheet are made."""
    found = Shelf()
    monkeypatch.setattr(sources, "_kinds", {})
    formats = (Format.TEXT, Format.AUDIO, Format.TWO_LANGUAGES)
    sources.register("sample", source=found.source, languages=found.languages, formats=formats)
    return found


class LivePages:
    """Articles of the demo site as sources: the sample, under the heading that the page has now."""

    def source(self, key: uuid.UUID, language: str) -> Source | None:
        page = ArticlePage.objects.filter(key=key).first()
        return source(language, key=key, title=page.heading) if page else None

    def languages(self, key: uuid.UUID) -> Collection[str]:
        rows = Edition.objects.readable().public().filter(key=key, page__articlepage__isnull=False)
        return tuple(rows.values_list("language", flat=True))


@pytest.fixture
def articles(demo_site: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles can be had as plain text, to listen to, and in two languages; nothing is made of anything else."""
    found = LivePages()
    FormatFile.objects.all().delete()
    monkeypatch.setattr(sources, "_kinds", {})
    formats = (Format.TEXT, Format.AUDIO, Format.TWO_LANGUAGES)
    sources.register("article", source=found.source, languages=found.languages, formats=formats)


@pytest.fixture
def knee(articles: None, mood: maker.Mood, committed: Committed) -> ArticlePage:
    """A live article of which everything has been made."""
    page = ArticlePage.objects.get(slug="knee-pain")
    committed(actions.want, key=page.key, now=wall_clock())
    committed(build_due, clock=wall_clock)
    return page


@pytest.fixture
def mood(monkeypatch: pytest.MonkeyPatch) -> Iterator[maker.Mood]:
    """Every format is made by the maker of the tests; what it is to do."""
    monkeypatch.setattr(builders, "MODULES", dict.fromkeys(Format, "tests.pages.formats.maker"))
    monkeypatch.setattr(maker, "mood", maker.Mood())
    return maker.mood


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Committed:
    """Call something and then all that waits for its commit; no bell rings."""
    monkeypatch.setattr(Bell, "ring", lambda self: None)

    def run(function: Callable[..., Any], **options: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return function(**options)

    return run


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def want(committed: Committed) -> Committed:
    def wanted(**options: Any) -> int:
        return committed(actions.want, **{"key": KEY, "now": NOW, **options})

    return wanted


@pytest.fixture
def build(committed: Committed, clock: Clock) -> Committed:
    """Make everything that is due at an instant; how many became ready."""

    def built(now: datetime.datetime = NOW) -> int:
        clock.now = now
        return committed(build_due, clock=clock)[0]

    return built


def row(format_: Format = Format.TEXT, language: str = "en") -> FormatFile:
    return FormatFile.objects.get(format=format_, language=language)


def words(of: FormatFile) -> str:
    return store.path_of(of.file).read_text()
