"""What a reader of a language gets: words of live editions only, otherwise the source words.

The gate is closed only inside ``public_reading()``; previews, the admin and tasks see drafts.
"""

import contextlib
import contextvars
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import get_language
from modelcluster.fields import ParentalKey
from modeltranslation.fields import TranslationFieldDescriptor
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname
from wagtail.blocks import StreamValue
from wagtail.models import Page

from pages.editions.models.edition import Edition
from pages.editions.rules import is_blank


@dataclass(frozen=True)
class PageEdition:
    """A readable edition of a page, and where the page stands: what frames, breadcrumbs and lists show.

    path, depth, url_path: of the tree. app_label, model: of the page's own type. is_restricted: only some people may
    open the page or one above it.
    """

    page_id: int
    language: str
    heading: str
    summary: str
    state: str
    origin: str
    clinical_changed_at: datetime.datetime | None
    path: str
    depth: int
    slug: str
    url_path: str
    app_label: str
    model: str
    is_restricted: bool


class Gate:
    """One request's knowledge of what is live: one query for a page, one for all snippets, however many are shown.

    ``outline``: readable editions of the page in hand, of those above it and of the areas of the site, where the
    request has asked for them at once; empty where it has not.
    """

    def __init__(self) -> None:
        self.outline: tuple[PageEdition, ...] = ()
        self._pages: dict[Any, frozenset[str]] = {}
        self._snippets: dict[str, Mapping[Any, str]] = {}
        self._one_language: dict[tuple[Any, str], bool] = {}

    def learn(self, outline: Iterable[PageEdition], *, page_id: int) -> None:
        """Take over what was asked at once. It holds every readable language of the page."""
        self.outline = tuple(outline)
        self._pages[page_id] = frozenset(row.language for row in self.outline if row.page_id == page_id)

    def learn_one(self, page_id: int, language: str, *, is_live: bool) -> None:
        """Take over whether a page is live in one language; of its others nothing is known by this."""
        self._one_language[page_id, language] = is_live

    def is_live(self, page: Any, language: str) -> bool:
        """Whether readers may see the page in the language."""
        known = self._one_language.get((page.pk, language))
        return language in self.live_languages(page) if known is None else known

    def learn_snippets(self, language: str, origins: Mapping[Any, str]) -> None:
        """Take over every readable snippet of a language: its key, and who made its words."""
        self._snippets[language] = origins

    def live_languages(self, page: Any) -> frozenset[str]:
        if page.pk not in self._pages:
            self._pages[page.pk] = live_languages(page)
        return self._pages[page.pk]

    def live_snippets(self, language: str) -> Mapping[Any, str]:
        """The keys of the readable snippets in the language, each with the origin of its words."""
        if language not in self._snippets:
            rows = Edition.objects.readable().filter(page=None, language=language)
            self._snippets[language] = dict(rows.values_list("key", "origin"))
        return self._snippets[language]


_gate: contextvars.ContextVar[Gate | None] = contextvars.ContextVar("gate", default=None)


@contextlib.contextmanager
def public_reading() -> Iterator[Gate]:
    """Inside, translated fields give readers' text. Render inside too: a template response is lazy.

    Requests for the site have it from ``readers_gate``; tasks and commands that make something for readers ask for it.
    """
    closed = _gate.get() or Gate()
    token = _gate.set(closed)
    try:
        yield closed
    finally:
        _gate.reset(token)


@contextlib.contextmanager
def drafts_shown() -> Iterator[None]:
    """Inside, the gate is open: for an editor's preview, which travels the same road as a reader's request."""
    token = _gate.set(None)
    try:
        yield
    finally:
        _gate.reset(token)


def gate() -> Gate | None:
    """The closed gate of the request in hand; None where drafts may be seen."""
    return _gate.get()


def current_language() -> str:
    """The language asked for, one of ours; the source when none is active."""
    language = get_language()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def is_filled(value: Any) -> bool:
    """Whether a field's value has something to read."""
    return len(value) > 0 if isinstance(value, StreamValue) else not is_blank(value)


class EditionDescriptor(TranslationFieldDescriptor):
    """modeltranslation's descriptor, with two changes: blank text falls back, and readers pass the gate."""

    def meaningful_value(self, val: Any, undefined: Any) -> bool:
        return is_filled(val)

    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None or gate() is None or not hasattr(instance, "reading_language"):
            return super().__get__(instance, owner)
        language = instance.reading_language(self.field.name)
        value = getattr(instance, build_localized_fieldname(self.field.name, language))
        return self.field.get_default() if value is None else value


def install_descriptors() -> None:
    """Swap the descriptors of every registered model. Called once all apps are ready; harmless when repeated."""
    for model in translator.get_registered_models():
        for name, old in list(vars(model).items()):
            if type(old) is TranslationFieldDescriptor:
                new = EditionDescriptor(old.field, old.fallback_languages, old.fallback_value, old.fallback_undefined)
                setattr(model, name, new)


def live_languages(content: Any) -> frozenset[str]:
    """The languages in which readers may see the content, asked of the database now."""
    return frozenset(Edition.objects.readable().of(content).values_list("language", flat=True))


def is_live_in(content: Any, language: str) -> bool:
    """Whether the one who is reading may see the content in the language: outside the gate, drafts too."""
    closed = gate()
    if closed is None:
        return True
    if isinstance(content, Page):
        return closed.is_live(content, language)
    return content.key in closed.live_snippets(language)


class ReadableContent:
    """The content's own fields fall back one by one, each to the source language."""

    heading_field: ClassVar[str] = "heading"

    def reading_language(self, field: str | None = None) -> str:
        """The language a reader gets: of the whole (that of its heading), or of one field."""
        language, source = current_language(), settings.LANGUAGE_CODE
        if language == source or not is_live_in(self, language):
            return source
        field = field or self.heading_field
        if is_filled(getattr(self, build_localized_fieldname(field, language))):
            return language
        return source if is_filled(getattr(self, build_localized_fieldname(field, source))) else language


class ReadablePart:
    """A part (a step with its question and answers) is the unit of fallback: never half a step in each language."""

    _meta: Any
    is_complete_in: Callable[[str], bool]

    @property
    def edition_parent(self) -> Any:
        """The page, snippet or part that this one belongs to."""
        return next(getattr(self, field.name) for field in self._meta.fields if isinstance(field, ParentalKey))

    def reading_language(self, field: str | None = None) -> str:
        """The language a reader gets of this part as a whole, whichever field is asked for."""
        language, source = self.edition_parent.reading_language(), settings.LANGUAGE_CODE
        if language == source:
            return source
        known = self.__dict__.setdefault("_complete_in", {})
        if language not in known:
            known[language] = self.is_complete_in(language)
        return language if known[language] else source
