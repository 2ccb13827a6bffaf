"""What pages choose instead of typing again: figures, their sources, glossary terms and house texts."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from pages.editions.models import EditionedSnippet
from pages.library.rules import PLACEHOLDER_RULES, Certainty, fill_in, placeholder_fault


class EvidenceSource(index.Indexed, models.Model):
    """Where a fact comes from: enough to cite it. The same in every language, but for the plain note."""

    class Kind(models.TextChoices):
        REVIEW = "review", pgettext_lazy("kind of source", "Review of many studies")
        TRIAL = "trial", pgettext_lazy("kind of source", "Trial")
        COHORT = "cohort", pgettext_lazy("kind of source", "Study of what happened to people")
        GUIDELINE = "guideline", pgettext_lazy("kind of source", "Guideline")
        LEAFLET = "leaflet", pgettext_lazy("kind of source", "Health service leaflet")

    code = models.SlugField(max_length=60, unique=True)
    authors = models.CharField(max_length=255)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=400)
    title_is_description = models.BooleanField(default=False, help_text="The exact title is still to be confirmed.")
    publisher = models.CharField(max_length=255, blank=True)
    url = models.URLField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    recheck_by = models.DateField(null=True, blank=True)

    search_fields = [index.AutocompleteField("title"), index.AutocompleteField("authors")]

    class Meta:
        ordering = ["authors", "year"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.authors, str(self.year or ""), self.title) if part)

    @property
    def citation(self) -> str:
        """Authors, year, title and publisher as one line, in the words of the source."""
        year = f" ({self.year})" if self.year else ""
        title = self.title if self.title.endswith(("?", "!", ".")) else f"{self.title}."
        publisher = f" {self.publisher.rstrip('.')}." if self.publisher else ""
        return f"{self.authors}{year}. {title}{publisher}"


class Figure(EditionedSnippet):
    """A number of 100 people, typed once. Pages choose it; only its sentence and labels are translated."""

    heading_field = "sentence"

    code = models.SlugField(max_length=60, unique=True)
    count = models.PositiveSmallIntegerField(
        "of 100", validators=[MinValueValidator(0), MaxValueValidator(100)], help_text="How many of 100 people."
    )
    compare_count = models.PositiveSmallIntegerField(
        "compared with", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    who = models.CharField(max_length=200, help_text="Who was studied.")
    over_what_time = models.CharField(max_length=200)
    compared_with = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Certainty])
    source = models.ForeignKey(EvidenceSource, on_delete=models.PROTECT, related_name="figures")
    dated = models.DateField(help_text="The day this figure was set down.")
    recheck_by = models.DateField()
    sentence = models.CharField(max_length=300, help_text=PLACEHOLDER_RULES)
    caption = models.CharField(max_length=200, help_text="Who the people of the picture are.")
    compare_caption = models.CharField(max_length=200, blank=True, help_text="Who the compared people are.")
    label_with = models.CharField(max_length=120)
    label_without = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.sentence_text or self.code

    @property
    def sentence_text(self) -> str:
        """The sentence of the language in force, with the numbers filled in."""
        return fill_in(self.sentence or "", self.count, self.compare_count)

    @property
    def has_compare(self) -> bool:
        return self.compare_count is not None

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        for field in self._meta.get_fields():
            name = getattr(field, "name", "")
            text = getattr(self, name, None) if re.fullmatch(r"sentence_\w+", name) else None
            fault = placeholder_fault(text, has_compare=self.has_compare) if text else None
            if fault:
                faults[name] = fault
        if faults:
            raise ValidationError(faults)


class GlossaryTerm(EditionedSnippet):
    """A medical word and what it means, in plain words."""

    heading_field = "term"
    summary_field = "meaning"

    code = models.SlugField(max_length=60, unique=True)
    term = models.CharField(max_length=120)
    meaning = models.TextField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.term or self.code

    @property
    def anchor(self) -> str:
        return f"word-{slugify(self.code)}"


class HouseText(EditionedSnippet):
    """A line that the site itself says, the same everywhere, in words that editors own."""

    heading_field = "text"

    code = models.SlugField(max_length=60, unique=True)
    text = models.TextField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
