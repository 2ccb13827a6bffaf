"""Words that readers type, and the words that our pages use."""

from django.conf import settings
from django.db import models


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
