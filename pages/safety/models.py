"""Red-flag sets: the signs that need help now, the same words wherever they are shown."""

from django.db import models
from modelcluster.fields import ParentalKey

from pages.editions.models import EditionedSnippet, KeyedChild
from pages.safety.rules import Level


class RedFlagSet(EditionedSnippet):
    """The warning signs of one place, by level. Safety text has its own edition in each language."""

    heading_field = "check_heading"

    code = models.SlugField(max_length=40, unique=True)
    calls_emergency = models.CharField(max_length=60, blank=True, default="999", help_text="Numbers, with commas.")
    calls_urgent = models.CharField(max_length=60, blank=True, default="111", help_text="Numbers, with commas.")
    calls_soon = models.CharField(max_length=60, blank=True, help_text="Numbers, with commas.")
    check_heading = models.CharField(max_length=160, help_text="The heading when the signs stand inside a page.")
    emergency_heading = models.CharField(max_length=200, blank=True)
    urgent_heading = models.CharField(max_length=200, blank=True)
    soon_heading = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, help_text="One sentence or thought a line, shown under the signs.")
    none_of_these = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.check_heading or self.code


class RedFlag(KeyedChild):
    """One sign: a picture and a line of words."""

    red_flag_set = ParentalKey(RedFlagSet, on_delete=models.CASCADE, related_name="flags")
    code = models.SlugField(max_length=40, help_text="Lasting and in Latin letters.")
    level = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Level])
    picture = models.SlugField(max_length=40, help_text="The name of a picture of the house family.")
    text = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.text or self.code
