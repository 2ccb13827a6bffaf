"""Content in many languages: pages, snippets and their keyed parts, with the two choke points ``save`` and
``with_content_json``: everything that restores content and everything that writes a live row goes through them."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core import checks
from django.db import models, transaction
from django.http import Http404
from django.utils import translation
from modelcluster.models import ClusterableModel
from modeltranslation.utils import build_localized_fieldname
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from pages.editions.models import publishing
from pages.editions.models.edition import Edition
from pages.editions.models.merging import (
    LANGUAGES,
    SOURCE,
    keyed_relations,
    shape_of,
    stored,
    translated_fields,
    worded_relations,
)
from pages.editions.models.reading import (
    ReadableContent,
    ReadablePart,
    current_language,
    drafts_shown,
    is_filled,
    live_languages,
    public_reading,
)
from pages.editions.rules import align
from portal.http import same_for_everyone


def unwrapped(response: Any) -> Any:
    """The response, rendered now: a template response is lazy, and must be rendered in the language set here."""
    return response.render() if hasattr(response, "render") and not response.is_rendered else response


class EditionedContent(ReadableContent, models.Model):
    """What pages and snippets with editions share. The source language owns the bare columns, whatever language
    the editor's own screen is in: hence ``override`` around all that reads or writes them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    summary_field: ClassVar[str] = "summary"
    words_not_in_every_language: ClassVar[frozenset[str]] = frozenset()
    released: frozenset[str] = frozenset()
    held_back: bool = False
    live: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic(), translation.override(SOURCE):
            columns = kwargs.get("update_fields")
            if columns is None or set(columns) & set(shape_of(type(self)).governed):
                publishing.hold_back_unapproved(self)
                self.name_in_source()
            elif "live_revision" in columns and not self.live:
                self.live_revision = self.first_published_at = self.last_published_at = None  # a copy is a draft
            return super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.name_in_source()
        with translation.override(SOURCE):
            super().full_clean(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        self.name_in_source()
        with transaction.atomic(), translation.override(SOURCE):
            revision = super().save_revision(*args, **kwargs)  # type: ignore[misc]  # from Wagtail's mixins
            publishing.note_drafts(self, revision.content)
            return revision

    def serializable_data(self) -> dict[str, Any]:
        with translation.override(SOURCE):
            return super().serializable_data()  # type: ignore[misc]  # from ClusterableModel

    def with_content_json(self, content: dict[str, Any]) -> Any:
        with translation.override(SOURCE):
            row = stored(self)
            restored = align(shape_of(type(self)), content, row.serializable_data()) if row else content
            made = super().with_content_json(restored)  # type: ignore[misc]  # from Wagtail's mixins
        made.key = self.key  # the content's own, never another's (an alias is updated from its original)
        return made

    def name_in_source(self) -> None:
        """Set what must follow the source heading; nothing for most content."""

    def edition_heading(self, language: str) -> str:
        """The words that lists show for this content in the language; empty when there are none."""
        return getattr(self, build_localized_fieldname(self.heading_field, language)) or ""

    def edition_summary(self, language: str) -> str:
        """A sentence or two below the heading in lists; empty for content that has no summary."""
        return getattr(self, build_localized_fieldname(self.summary_field, language), "") or ""

    def allows(self, language: str) -> bool:
        """Whether this content may be in the language at all; every content may, unless a subclass knows better."""
        return bool(language)

    def live_languages(self) -> frozenset[str]:
        """The languages in which readers may see this content."""
        return live_languages(self)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if not cls._meta.abstract and cls.heading_field not in translated_fields(cls):
            found.append(
                checks.Error(
                    f"{cls.__name__}.{cls.heading_field} must be a translated field.",
                    hint="Register the model for translation, or name its heading field in `heading_field`.",
                    obj=cls,
                    id="editions.E001",
                )
            )
        if issubclass(cls, PreviewableMixin) and cls.serve_preview is not EditionedContent.serve_preview:
            found.append(
                checks.Error(
                    f"{cls.__name__} previews in one language only.",
                    hint="Name PreviewableMixin after the base class with editions.",
                    obj=cls,
                    id="editions.E002",
                )
            )
        return found

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One mode a language: previews show drafts."""
        return [(code, str(name)) for code, name in settings.LANGUAGES]

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        with drafts_shown(), translation.override(mode_name if mode_name in LANGUAGES else SOURCE):
            return unwrapped(super().serve_preview(request, mode_name))  # type: ignore[misc]  # from Wagtail's mixins


class ContentPage(EditionedContent, Page):
    """A page whose words are one edition per language. Wagtail's ``title`` is the editors' own name for it."""

    heading = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    title: Any

    exclude_fields_in_copy = ["key"]

    class Meta:
        abstract = True

    def name_in_source(self) -> None:
        self.title = self.edition_heading(SOURCE) or self.title

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        models.prefetch_related_objects([self], *worded_relations(type(self)))
        language = current_language()
        context["content_language"] = self.reading_language()
        context["is_fallback"] = context["content_language"] != language
        return context

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with public_reading() as gate:
            if SOURCE not in gate.live_languages(self):
                raise Http404
            response = unwrapped(super().serve(request, *args, **kwargs))
            response.headers["Content-Language"] = self.reading_language()
        return response if getattr(request, "is_preview", False) else same_for_everyone(response)


class EditionedSnippet(
    EditionedContent, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """A snippet whose words are one edition per language: published, scheduled and reviewed like a page.

    A subclass names its heading in ``heading_field`` when it has no field ``heading``.
    """

    editions = GenericRelation(Edition)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.edition_heading(SOURCE) or str(self.key)


class KeyedChild(ReadablePart, ClusterableModel, Orderable):
    """A part known by a key that survives publishing, restoring and copying; never use its primary key.

    The key is unique within the parent only: a copied page keeps the keys of its parts.
    """

    key = models.UUIDField(default=uuid.uuid4)

    class Meta(Orderable.Meta):
        abstract = True

    def is_complete_in(self, language: str) -> bool:
        """Whether all that is filled in the source is filled in the language, here and in the parts below."""

        def filled(name: str, code: str) -> bool:
            return is_filled(getattr(self, build_localized_fieldname(name, code)))

        own = (filled(name, language) for name in translated_fields(type(self)) if filled(name, SOURCE))
        below = (
            part.is_complete_in(language)
            for name, _ in keyed_relations(type(self))
            for part in getattr(self, name).all()
        )
        return all(own) and all(below)
