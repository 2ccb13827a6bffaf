"""One language of a page or snippet: the unit of approval, publication, freshness, search and listing."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from pages.editions.rules import READABLE, Origin, State
from portal.fields import CodesField

STATES = (
    (State.DRAFTING.value, pgettext_lazy("state of an edition", "Being written")),
    (State.IN_REVIEW.value, pgettext_lazy("state of an edition", "In review")),
    (State.LIVE.value, pgettext_lazy("state of an edition", "Live")),
    (State.BEHIND.value, pgettext_lazy("state of an edition", "Live, behind the English")),
    (State.BEHIND_CLINICAL.value, pgettext_lazy("state of an edition", "Live, behind a clinical change")),
    (State.WITHDRAWN.value, pgettext_lazy("state of an edition", "Withdrawn")),
)
ORIGINS = (
    (Origin.HUMAN.value, pgettext_lazy("origin of a translation", "A person")),
    (Origin.MACHINE.value, pgettext_lazy("origin of a translation", "A machine, checked by a person")),
    (Origin.DEMO.value, pgettext_lazy("origin of a translation", "Demonstration, not checked")),
)


class EditionQuerySet(models.QuerySet["Edition"]):
    def readable(self) -> "EditionQuerySet":
        """What readers may be given. Demonstration editions only while the demo switch is on."""
        found = self.filter(models.Q(page=None) | models.Q(page__live=True), state__in=READABLE)
        return found if settings.DEMO else found.exclude(origin=Origin.DEMO)

    def with_restriction(self) -> "EditionQuerySet":
        """Each with ``is_restricted``: whether only some people may open its page, or one above that."""
        path = models.ExpressionWrapper(models.OuterRef("page__path"), output_field=models.CharField())
        above = PageViewRestriction.objects.annotate(asked=path).filter(asked__startswith=models.F("page__path"))
        return self.annotate(is_restricted=models.Exists(above))

    def public(self) -> "EditionQuerySet":
        """Without the pages that only some people may open, and without what stands below these."""
        return self.with_restriction().filter(is_restricted=False)  # type: ignore[misc]  # the plugin does not see annotations made in a method

    def of(self, content: Any) -> "EditionQuerySet":
        """The editions of one page or snippet; an alias of a page has those of its original."""
        original = getattr(content, "alias_of_id", None)
        return self.filter(page_id=original) if original else self.filter(key=content.key)


class Edition(index.Indexed, models.Model):
    key = models.UUIDField(help_text="The content, the same in all its languages.")
    language = models.CharField(max_length=10)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="editions")
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    snippet = GenericForeignKey("content_type", "object_id")
    state = models.CharField(max_length=20, choices=STATES, default=State.DRAFTING.value)
    origin = models.CharField(max_length=10, choices=ORIGINS, default=Origin.HUMAN.value)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_hash = models.CharField(max_length=64, blank=True, help_text="The exact text that may go live.")
    approved_source_hash = models.CharField(
        max_length=64, blank=True, help_text="The source the approved text was made from."
    )
    source_hash = models.CharField(max_length=64, blank=True, help_text="The source the live text was made from.")
    clinical_change = models.BooleanField(default=False, help_text="On the source: the approved text changes advice.")
    clinical_changed_at = models.DateTimeField(
        null=True, blank=True, help_text="On a translation: when the source changed its advice; the banner shows it."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    heading = models.CharField(max_length=255, blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    areas = CodesField(help_text="Body areas of the page, for listing by area.")

    objects = EditionQuerySet.as_manager()
    search_fields = [
        index.SearchField("heading", boost=3),
        index.AutocompleteField("heading"),
        index.SearchField("summary"),
        index.SearchField("text"),
        index.FilterField("language"),
        index.FilterField("state"),
        index.FilterField("origin"),
        index.FilterField("areas"),
        index.FilterField("page_id"),
        index.RelatedFields("page", [index.FilterField("live")]),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="one_edition_per_language"),
            models.CheckConstraint(
                condition=models.Q(page=None) ^ models.Q(content_type=None), name="edition_of_a_page_or_a_snippet"
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="edition_of_snippet"),
            models.Index(fields=["language", "state"], name="edition_by_language"),
        ]

    def __str__(self) -> str:
        return f"{self.heading or self.key} [{self.language}]"

    @property
    def content(self) -> Any:
        """The page (as its own class) or the snippet."""
        return self.page.specific if self.page else self.snippet
