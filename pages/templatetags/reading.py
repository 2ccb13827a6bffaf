"""Small touches on text that must read right in every direction."""

import datetime
import hashlib

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.queries import entries
from pages.queries.frame import direction as language_direction
from portal.http import CLEARED

register = template.Library()


@register.filter
def ltr(value: object) -> SafeString:
    """A phone number or code, kept left to right inside text of any direction."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter(expects_localtime=True)
def day_words(instant: datetime.datetime | None) -> str:
    """The day of an instant where the service is, with its weekday, as it stands within a sentence."""
    return entries.day_words(instant) if instant else ""


@register.filter(expects_localtime=True)
def clock_words(instant: datetime.datetime | None) -> str:
    """The time of day of an instant where the service is, as people say it: "5pm" in English, "17:00" elsewhere."""
    return entries.clock_words(instant.time(), by_name=False) if instant else ""


@register.filter
def direction(language: object) -> str:
    """``"rtl"`` for languages written from right to left, else ``"ltr"``."""
    return language_direction(str(language))


@register.filter
def rest_of_hundred(count: int) -> int:
    """How many of 100 people are not among ``count``."""
    return 100 - count


@register.simple_tag(takes_context=True)
def typed_since(context: template.Context) -> SafeString:
    """The first field of a form in which people type: its name is another one once the phone was cleared.

    Going back, browsers put what was typed into a form that has the names it had; so the next hand finds it empty, and
    everybody else finds their words. Where there are scripts, ``_cleared.js`` does the same for every form.
    """
    cleared = context["request"].COOKIES.get(CLEARED, "")
    name = hashlib.sha256(cleared.encode()).hexdigest()[:8] if cleared else "ever"
    return format_html('<input type="hidden" name="typed-since-{}" value="">', name)
