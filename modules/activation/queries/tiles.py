"""What a person's own page is offered: one invitation at most, or the way back to questions that were begun."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from modules.activation.models import Rating
from modules.activation.queries.invitations import invitation_of
from modules.activation.queries.offered import offered
from modules.activation.rules.invitations import PLACE_KEPT
from portal.timeline import Event, Tile

MOST_EVENTS = 10


def confidence_tile(person: Any, now: datetime.datetime) -> list[Tile]:
    """One tile: carry on, an invitation, or simply the way to one's own path. None where nothing is asked here."""
    if not offered():
        return []
    title = pgettext("tile", "My confidence")
    address = reverse("confidence")
    latest = Rating.objects.filter(person=person).order_by("-saved_at").first()
    if latest and latest.finished_at is None and now < latest.saved_at + PLACE_KEPT:
        line = gettext("You began. Your place is kept.")
        return [Tile("activation.confidence", title, line, address, picture="face-glad", order=20)]
    if invitation_of(person, now, latest=latest):
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
