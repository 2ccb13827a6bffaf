"""Instruments: sets of questions with a score, each version a snippet of its own. Once answered a version is frozen."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PreviewableMixin

from modules.activation.rules import Fill, ItemKind, Licence, Method, Offer
from modules.activation.rules.labels import choices
from pages.editions.models import EditionedSnippet, KeyedChild
from portal.fields import CodesField

POINTS: Any = {"max_digits": 9, "decimal_places": 3}


class Instrument(EditionedSnippet, PreviewableMixin):
    """One version of a set of questions. ``code`` is shared by all versions; trends join them and say where the
    version changed."""

    wagtail_reference_index_ignore = True  # no page shows it: nothing asks where it is used
    heading_field = "name"
    summary_field = "intro"

    code = models.SlugField(max_length=60, help_text="Part of the address: in Latin letters, the same in all versions.")
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=160)
    intro = models.TextField(blank=True, help_text="What it is for, in two or three sentences, before the first item.")
    recall = models.CharField(max_length=160, blank=True, help_text="The time that is asked about: “In the last week”.")
    owner = models.CharField(max_length=200, blank=True, help_text="Who holds the rights in the wording.")
    licence = models.CharField(max_length=12, choices=choices(Licence), default=Licence.CONFIRM.value)
    licence_text = models.TextField(blank=True, help_text="The terms, and where they stand.")
    licence_confirmed_by = models.CharField(max_length=160, blank=True, editable=False)
    licence_confirmed_on = models.DateField(null=True, blank=True, editable=False)
    languages_allowed = CodesField(
        "languages allowed",
        codes=[(code, str(name)) for code, name in settings.LANGUAGES],
        help_text="None ticked: every language of the site.",
    )
    wording_locked = models.BooleanField(default=False, help_text="The owner allows no change of the wording.")
    is_validated = models.BooleanField(default=False, help_text="Published studies show what its score means.")
    source = models.TextField(blank=True, help_text="Where the scoring and its limits are published.")
    method = models.CharField("scoring", max_length=12, choices=choices(Method), default=Method.NONE.value)
    missing_most = models.PositiveSmallIntegerField(default=0, help_text="Of so many items an answer may be missing.")
    fill = models.CharField("missing answers", max_length=10, choices=choices(Fill), default=Fill.LEAVE_OUT.value)
    scale_low = models.DecimalField(null=True, blank=True, **POINTS, help_text="Blank: as the points give it.")
    scale_high = models.DecimalField(null=True, blank=True, **POINTS)
    higher_is_better = models.BooleanField(default=True)
    smallest_change = models.DecimalField(
        "smallest change worth showing", null=True, blank=True, **POINTS, help_text="Blank: unknown, and said to be so."
    )
    expression = models.TextField(blank=True, help_text="FHIRPath, as it came with the instrument.")
    score_note = models.TextField(blank=True, help_text="Why there is no score, when there is none.")

    class Meta:
        ordering = ("code", "-version")
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="activation_one_row_per_version"),)

    def __str__(self) -> str:
        return f"{self.name or self.code}, {self.version}"

    @property
    def is_licence_clear(self) -> bool:
        """Whether the terms are no hindrance: ours, free, or confirmed by a named person."""
        return not Licence(self.licence).needs_confirming or bool(self.licence_confirmed_by)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "modules/activation/cms/preview.html"

    def allows(self, language: str) -> bool:
        """Whether the owner's terms allow this language."""
        return not self.languages_allowed or language in self.languages_allowed.split()

    def reading_language(self, field: str | None = None) -> str:
        """As for all content, but never a language that the terms do not allow, whatever was live in it before."""
        language = super().reading_language(field)
        return language if self.allows(language) else settings.LANGUAGE_CODE

    def clean(self) -> None:
        super().clean()
        if (self.scale_low is None) != (self.scale_high is None):
            raise ValidationError({"scale_high": gettext("Give both ends of the scale, or neither.")})
        if self.scale_low is not None and self.scale_high is not None and self.scale_low >= self.scale_high:
            raise ValidationError({"scale_high": gettext("The upper end must be above the lower end.")})


class Item(KeyedChild):
    """One question, or words that hold or say something between questions. One item a screen."""

    wagtail_reference_index_ignore = True  # no page shows it: nothing asks where it is used
    instrument = ParentalKey(Instrument, on_delete=models.CASCADE, related_name="items")
    code = models.SlugField(
        max_length=60, help_text="Part of the address: in Latin letters, lasting, used once in its instrument."
    )
    link_id = models.CharField(max_length=255, blank=True, help_text="Its name in files; blank: the code.")
    kind = models.CharField(max_length=12, choices=choices(ItemKind), default=ItemKind.CHOICE.value)
    group = models.CharField(max_length=60, blank=True, help_text="The code of the group that it stands in.")
    text = models.CharField(max_length=500, blank=True, help_text="The statement or question itself.")
    hint = models.TextField(blank=True)
    topic = models.CharField(max_length=160, blank=True, help_text="“feel surest about …”: a few words, no full stop.")
    is_required = models.BooleanField(default=False, help_text="Kept for files. Nobody is made to answer.")
    repeats = models.BooleanField(default=False, help_text="More than one answer may be chosen.")
    is_scored = models.BooleanField(default=True)
    weight = models.DecimalField(default=Decimal(1), **POINTS)
    low = models.DecimalField(null=True, blank=True, **POINTS, help_text="For a number: the least.")
    high = models.DecimalField(null=True, blank=True, **POINTS)
    low_label = models.CharField(max_length=160, blank=True)
    high_label = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    is_slider = models.BooleanField(default=False)
    enable_when = models.JSONField(
        default=list, blank=True, help_text="Shown only when: as in FHIR, question by link id, operator and answer."
    )
    enable_all = models.BooleanField(default=False, help_text="All of these must hold, not any one.")
    next_page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="To read when this is low."
    )
    offer = models.CharField(
        max_length=16, blank=True, choices=choices(Offer), help_text="What a person can do with them."
    )

    def __str__(self) -> str:
        return self.text or self.code


class Option(KeyedChild):
    """One answer to choose. value: its points (FHIR ``ordinalValue``), None when it counts for nothing."""

    wagtail_reference_index_ignore = True  # no page shows it: nothing asks where it is used
    item = ParentalKey(Item, on_delete=models.CASCADE, related_name="options")
    code = models.CharField(max_length=120)
    text = models.CharField(max_length=255, blank=True)
    value = models.DecimalField(null=True, blank=True, **POINTS)
    is_red_flag = models.BooleanField(default=False, help_text="Whoever chooses it sees help now at once.")

    def __str__(self) -> str:
        return self.text or self.code


class Band(KeyedChild):
    """What is said of scores from ``low`` up to the next band. The bound belongs to the upper band."""

    wagtail_reference_index_ignore = True  # no page shows it: nothing asks where it is used
    instrument = ParentalKey(Instrument, on_delete=models.CASCADE, related_name="bands")
    low = models.DecimalField(**POINTS)
    words = models.CharField(max_length=300, blank=True, help_text="In the person's own terms; never a level or mark.")
    advice = models.TextField(blank=True)
