"""What may be made into formats. Each app that has such content registers its kind in its ``apps.py``."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.utils import translation

from pages.editions.models import public_reading
from pages.formats.models import SpokenEdition
from pages.formats.rules import Format, Source
from pages.formats.rules.speech import said
from pages.formats.rules.states import EVERY_FORMAT

type SourceOf = Callable[[uuid.UUID, str], Source | None]
type LanguagesOf = Callable[[uuid.UUID], Collection[str]]


@dataclass(frozen=True)
class Kind:
    """A kind of content and how it is asked. ``formats``: what is made of it."""

    name: str
    source: SourceOf
    languages: LanguagesOf
    formats: tuple[Format, ...]

    def source_of(self, key: uuid.UUID, language: str) -> Source | None:
        """The content as every reader gets it now, in the language; None when readers have none of it. With the
        recording of a person who reads just these words aloud, where there is one."""
        with public_reading(), translation.override(language):
            source = self.source(key, language)
        if source is None or Format.AUDIO not in self.formats:
            return source
        spoken = SpokenEdition.objects.select_related("recording").filter(key=key, language=language).first()
        if spoken is None or not spoken.is_to_be_heard or spoken.said != said(source):
            return source
        return replace(source, recording=spoken.recording.file.path, recorded_on=spoken.recorded_on)

    def live_languages(self, key: uuid.UUID) -> frozenset[str]:
        """The languages in which everybody may read the content now."""
        return frozenset(self.languages(key))


_kinds: dict[str, Kind] = {}


def register(
    kind: str, *, source: SourceOf, languages: LanguagesOf, formats: tuple[Format, ...] = EVERY_FORMAT
) -> None:
    """Say of a kind of content how to read it.

    source: the content with the key in a language, as readers get it; None when there is none. It is called with the
    readers' gate closed and the language in force. languages: those in which everybody may read the content with the
    key; none for a key that is of another kind. formats: what is made of it, in the order in which pages offer them.
    """
    _kinds[kind] = Kind(kind, source, languages, formats)


def kind(name: str) -> Kind | None:
    """The kind of this name; None for one that no app has registered (any more)."""
    return _kinds.get(name)


def kind_of(key: uuid.UUID) -> Kind | None:
    """The kind of content that has this key and is live; None when it is of none."""
    return next((each for each in _kinds.values() if each.languages(key)), None)
