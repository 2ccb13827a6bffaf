"""Entries of the directory: places and groups where people find support near them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from pages.editions.models import EditionedSnippet
from pages.library.rules import RESERVED_ENTRIES, Contact, Known
from portal.accounts.rules.preferences import INTERPRETED
from portal.fields import CodesField

SPOKEN = [("en", "English"), *((code, english) for code, (english, _own) in INTERPRETED.items())]
KNOWN = [(known.value, known.value) for known in Known]


class Entry(EditionedSnippet):
    """A place or a group that people can go to. What nobody found out is said to be unknown, never left to guess."""

    heading_field = "name"
    summary_field = "line"

    code = models.SlugField(max_length=60, unique=True, help_text="Part of the address: in Latin letters, lasting.")
    picture = models.SlugField(max_length=40, blank=True, help_text="The name of a picture of the house family.")
    is_demo = models.BooleanField(default=False, help_text="Made up to show how entries look; the page says so.")
    name = models.CharField(max_length=160)
    line = models.CharField(max_length=200, help_text="What it is, in one sentence.")
    happens = models.TextField(blank=True, help_text="What happens there, and how it helps.")
    audience = models.CharField(max_length=200, blank=True, help_text="Who it is for.")
    where = models.CharField(max_length=200, blank=True)
    when = models.CharField(max_length=200, blank=True, help_text="Days and times, in words.")
    person = models.CharField(
        max_length=160, blank=True, help_text="Who you will meet: somebody who agreed to be named here."
    )
    cost = models.CharField(max_length=160, blank=True)
    languages = CodesField("languages spoken there", codes=SPOKEN)
    is_step_free = models.CharField("step-free", max_length=8, choices=KNOWN, default=Known.UNKNOWN.value)
    can_come_with = models.CharField(
        "someone can go with you", max_length=8, choices=KNOWN, default=Known.UNKNOWN.value, help_text="The first time."
    )
    contact_state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in Contact], default=Contact.NOT_CHECKED.value
    )
    checked_on = models.DateField(null=True, blank=True, help_text="The day somebody last asked them.")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.name or self.code

    def clean(self) -> None:
        super().clean()
        if self.code in RESERVED_ENTRIES:
            raise ValidationError(
                {"code": gettext("The site uses this address for something else. Choose another one.")}
            )
        if self.contact_state == Contact.CHECKED and self.checked_on is None:
            raise ValidationError({"checked_on": gettext("Say on which day somebody checked it.")})
