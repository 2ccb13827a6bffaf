"""Words that readers type, the words that our pages use, and how often nothing was found."""

from django.conf import settings
from django.db import models

from pages.search.rules import Asked


class Synonym(models.Model):
    """“bad back” means “low back pain”: one language, one direction."""

    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    typed = models.CharField(max_length=80, help_text="What a reader types, in small letters.")
    means = models.CharField(max_length=120, help_text="The words that our pages use.")

    class Meta:
        ordering = ["language", "typed"]
        constraints = [models.UniqueConstraint(fields=["language", "typed"], name="one_meaning_for_each_typed")]

    def __str__(self) -> str:
        return f"{self.typed} → {self.means} ({self.language})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.typed = self.typed.strip().casefold()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is wider than ours needs


class Gap(models.Model):
    """How often in one day the same thing was looked for in vain. Of nobody: no address, no person, no time of day.

    mark: what was looked for, so that the same is counted together: a keyed hash of typed words, or the choices of the
    directory. words: blank until the same words were typed often enough to be nobody's own.
    """

    day = models.DateField()
    language = models.CharField(max_length=10, help_text="Of the page that was searched on.")
    asked = models.CharField(max_length=10, choices=[(asked.value, asked.value) for asked in Asked])
    mark = models.CharField(max_length=64)
    words = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=40, blank=True, help_text="The part of the body that the words name.")
    need = models.CharField(max_length=20, blank=True)
    spoken = models.CharField(max_length=10, blank=True, help_text="The language that somebody wants to speak there.")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "asked", "mark"], name="one_gap_a_day_for_each_mark")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.asked} {self.words or self.mark[:8]}: {self.count}"
