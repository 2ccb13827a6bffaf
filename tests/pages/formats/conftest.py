"""A kind of content of its own, whose texts are a dictionary, and makers that do as they are told."""

import uuid
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pytest

from pages.formats import builders, sources
from pages.formats.rules import Format, Source
from tests.factories.sources import source
from tests.pages.formats import maker

KEY = uuid.UUID(int=7)


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


@pytest.fixture
def mood(monkeypatch: pytest.MonkeyPatch) -> Iterator[maker.Mood]:
    """Every format is made by the maker of the tests; what it is to do."""
    monkeypatch.setattr(builders, "MODULES", dict.fromkeys(Format, "tests.pages.formats.maker"))
    monkeypatch.setattr(maker, "mood", maker.Mood())
    return maker.mood


type Committed = Callable[..., Any]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Committed:
    """Call something and then all that waits for its commit; no bell rings."""
    from portal.outbox.bell import Bell

    monkeypatch.setattr(Bell, "ring", lambda self: None)

    def run(function: Callable[..., Any], **options: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return function(**options)

    return run
