"""What a person's own page is offered: one invitation at most, or the way back to questions that were begun."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override, pgettext

from modules.activation.models import Rating
from modules.activation.queries.invitations import standing_of
from modules.activation.queries.offered import offered
from portal.timeline import Event, Tile

MOST_EVENTS = 10


def confidence_tile(person: Any, now: datetime.datetime) -> list[Tile]:
    """One tile: carry on, an invitation, or simply the way to one's own path; none where nothing is asked here. Two
    queries: whether the questions are in the person's language is said where they are."""
    with override(settings.LANGUAGE_CODE):
        is_offered = bool(offered())
    if not is_offered:
        return []
    title = pgettext("tile", "My confidence")
    address = reverse("confidence")
    is_begun, is_invited = standing_of(person, now)
    if is_begun:
        line = gettext("You began. Your place is kept.")
        return [Tile("activation.confidence", title, line, address, picture="face-glad", order=20)]
    if is_invited:
        line = gettext("Would you like to say how sure you feel? It takes about 2 minutes. It is up to you.")
        return [Tile("activation.confidence", title, line, f"{address}?asked=1", picture="face-glad", order=30)]
    line = gettext("How sure you feel, in your own words, and how it changes.")
    return [Tile("activation.confidence", title, line, address, picture="face-glad", order=70)]


def rated_events(person: Any, now: datetime.datetime) -> list[Event]:
    """The latest times that the person rated themselves."""
    rows = Rating.objects.filter(person=person, finished_at__isnull=False).order_by("-finished_at")[:MOST_EVENTS]
    address = reverse("confidence")
    return [
        Event(at=row.finished_at, title=gettext("You said how sure you feel"), line="", href=address)
        for row in rows
        if row.finished_at
    ]
