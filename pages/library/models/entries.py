"""Entries of the directory: places and groups where people find support near them."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from modelcluster.fields import ParentalKey

from pages.editions.models import EditionedSnippet, KeyedChild
from pages.library.rules import RESERVED_ENTRIES, Audience, Contact, Known, Need, Reach
from pages.rules.holidays import bank_holidays
from pages.rules.hours import DAYS
from pages.rules.sessions import Session, Week, closed_days
from portal.accounts.rules.preferences import INTERPRETED
from portal.fields import CodesField

SPOKEN = [("en", "English"), *((code, english) for code, (english, _own) in INTERPRETED.items())]
KNOWN = [(Known.YES.value, "Yes"), (Known.NO.value, "No"), (Known.UNKNOWN.value, "Not known")]
CONTACTS = [
    (Contact.NOT_CHECKED.value, "Nobody has checked how to reach them"),
    (Contact.CHECKED.value, "Checked with them"),
]
NEEDS = [
    (Need.PAIN.value, "Living with pain"),
    (Need.PEOPLE.value, "Being with people"),
    (Need.MOVING.value, "Keeping active"),
    (Need.MIND.value, "Feeling low or worried"),
    (Need.MONEY.value, "Money and benefits"),
    (Need.WORK.value, "Work and pay"),
    (Need.FOOD.value, "Food"),
    (Need.FORMS.value, "Reading and forms"),
    (Need.CARERS.value, "Caring for somebody"),
    (Need.FAMILY.value, "Children and family"),
]
AUDIENCES = [(audience.value, audience.value.capitalize()) for audience in Audience]
REACHES = [(Reach.LOCAL.value, "Near here"), (Reach.NATIONAL.value, "Anywhere"), (Reach.ONLINE.value, "Online only")]
WEEKDAYS = list(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
WEEKS = [(week.value, "Every week" if week == Week.EVERY else f"The {week} of the month") for week in Week]
APPOINTMENTS = [(Known.NO.value, "No, anybody can come"), (Known.YES.value, "Yes"), (Known.UNKNOWN.value, "Not known")]


class Entry(EditionedSnippet):
    """A place or a group that people can go to. What nobody found out is said to be unknown, never left to guess."""

    heading_field = "name"
    summary_field = "line"

    code = models.SlugField(max_length=60, unique=True, help_text="Part of the address: in Latin letters, lasting.")
    picture = models.SlugField(max_length=40, blank=True, help_text="The name of a picture of the house family.")
    is_demo = models.BooleanField(default=False, help_text="Made up to show how entries look; the page says so.")
    reach = models.CharField(max_length=10, choices=REACHES, default=Reach.LOCAL.value)
    needs = CodesField("what it helps with", codes=NEEDS)
    audiences = CodesField("for whom", codes=AUDIENCES, help_text="Nothing ticked: for anybody.")
    name = models.CharField(max_length=160)
    line = models.CharField(max_length=200, help_text="What it is, in one sentence.")
    happens = models.TextField(blank=True, help_text="What happens there, and how it helps.")
    audience = models.CharField(max_length=200, blank=True, help_text="Who it is for.")
    where = models.CharField(max_length=200, blank=True)
    getting_there = models.CharField(max_length=300, blank=True, help_text="By bus, on foot.")
    parking = models.CharField(max_length=200, blank=True)
    when = models.CharField(max_length=200, blank=True, help_text="Days and times, in words.")
    bring = models.CharField("what to bring", max_length=300, blank=True)
    person = models.CharField(
        max_length=160, blank=True, help_text="Who you will meet: somebody who agreed to be named here."
    )
    cost = models.CharField(max_length=160, blank=True)
    languages = CodesField("languages spoken there", codes=SPOKEN)
    is_step_free = models.CharField("step-free", max_length=8, choices=KNOWN, default=Known.UNKNOWN.value)
    can_come_with = models.CharField(
        "someone can go with you", max_length=8, choices=KNOWN, default=Known.UNKNOWN.value, help_text="The first time."
    )
    phone = models.CharField(
        max_length=30,
        blank=True,
        help_text="Readers see it only when somebody has checked it.",
        validators=[RegexValidator(r"\A\+?[0-9][0-9 ]{2,28}\Z", "Write digits and spaces only.")],
    )
    website = models.URLField(blank=True, help_text="Readers see it only when somebody has checked it.")
    contact_state = models.CharField(max_length=12, choices=CONTACTS, default=Contact.NOT_CHECKED.value)
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


class EntrySession(KeyedChild):
    """A time of the week at which people can come."""

    entry = ParentalKey(Entry, on_delete=models.CASCADE, related_name="sessions")
    weekday = models.CharField(max_length=3, choices=WEEKDAYS)
    week = models.CharField("which weeks", max_length=6, choices=WEEKS, default=Week.EVERY.value)
    opens = models.TimeField("from")
    closes = models.TimeField("to", help_text="At or before the time it opens means after midnight.")
    needs_appointment = models.CharField(
        "appointment needed", max_length=8, choices=APPOINTMENTS, default=Known.UNKNOWN.value
    )
    first_on = models.DateField("from this day", null=True, blank=True, help_text="Blank: it has begun.")
    last_on = models.DateField("until this day", null=True, blank=True, help_text="Blank: no end is known.")
    is_on_holidays = models.BooleanField(
        "on bank holidays too", default=False, help_text="Not ticked: nobody is there on a bank holiday."
    )
    closed_on = models.TextField(
        "closed on", blank=True, help_text="One day a line, such as 2026-12-24: days off other than bank holidays."
    )

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValidationError({"last_on": gettext("This day is before the first one.")})
        try:
            closed_days(self.closed_on)
        except ValueError:
            raise ValidationError(
                {"closed_on": gettext("Write one day a line, such as 2026-12-25: the year, the month and the day.")}
            ) from None

    def as_session(self) -> Session:
        """This time of the week as the rules know it."""
        return Session(
            weekday=DAYS.index(self.weekday),
            opens=_time(self.opens),
            closes=_time(self.closes),
            week=Week(self.week),
            first_on=self.first_on,
            last_on=self.last_on,
            closed_on=closed_days(self.closed_on) | self._holidays(),
            needs_appointment={Known.YES: True, Known.NO: False}.get(Known(self.needs_appointment)),
        )

    def _holidays(self) -> frozenset[datetime.date]:
        return frozenset() if self.is_on_holidays else bank_holidays(settings.BANK_HOLIDAYS)


def _time(value: datetime.time) -> datetime.time:
    """Whole minutes: seconds are nothing that anybody meets at."""
    return value.replace(second=0, microsecond=0)
