"""What a person's own pages show of their requests, and what is given out to them."""

import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext

from portal.accounts.models import User
from portal.contact.models import Request
from portal.contact.queries import words
from portal.contact.rules import OPEN, Kind
from portal.contact.rules.numbers import shown
from portal.contact.rules.states import State
from portal.timeline import Event, Tile


def export_rows(person: User) -> list[dict[str, Any]]:
    """Every request of a person as plain values, oldest first, each with its lines; colleagues' notes among them."""
    rows = Request.objects.filter(person=person).prefetch_related("lines")
    return [
        {
            **{name: getattr(row, name) for name in EXPORTED},
            **{name: moment.isoformat() for name in MOMENTS if (moment := getattr(row, name))},
            "number": shown(row.number),
            "lines": [
                {"at": line.at.isoformat(), "what": line.code or line.kind, "words": line.words}
                for line in row.lines.all()
            ],
        }
        for row in rows
    ]


MOMENTS: Final = ("sent_at", "aim_by", "closed_at")
EXPORTED: Final = (
    "reference",
    "kind",
    "about",
    "is_complaint",
    "page",
    "form",
    "part",
    "language",
    "speaks",
    "interpreter",
    "interpreter_voice",
    "comes_along",
    "prefers",
    "needs",
    "wants_texts",
    "name",
    "words",
    "may_need_help_now",
    "state",
    "outcome",
)


def own_tiles(person: User, now: datetime.datetime) -> list[Tile]:
    """What a person's own page says of their newest open request; nothing when there is none. One query: nothing that
    is sealed is opened."""
    row = Request.objects.filter(person=person, state__in=OPEN).order_by("-sent_at").first()
    if row is None:
        return []
    kind = Kind(row.kind)
    line = words.where_it_stands(kind=kind, state=State(row.state), sent_at=row.sent_at, aim_by=row.aim_by)
    return [Tile("requests", str(words.KINDS[kind]), line, reverse("my-requests"), picture="call", order=20)]


def own_events(person: User, now: datetime.datetime) -> list[Event]:
    """What happened to a person's requests, for their own page: sent, and done. One query."""
    rows = Request.objects.filter(person=person).order_by("-sent_at")[:MOST_EVENTS]
    found = [
        Event(row.sent_at, str(words.KINDS[Kind(row.kind)]), gettext("You asked us for this."), reverse("my-requests"))
        for row in rows
    ]
    return found + [
        Event(row.closed_at, str(words.KINDS[Kind(row.kind)]), gettext("This is done."), reverse("my-requests"))
        for row in rows
        if row.closed_at and row.state == State.DONE
    ]


MOST_EVENTS: Final = 10
