"""What stands on a person's own page, and on the first page of the people who work here."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal import timeline
from portal.accounts import queries as accounts
from portal.audit.queries import entries_by
from portal.http import STAFF
from portal.timeline import Event, Tile

if TYPE_CHECKING:
    from portal.accounts.models import User

MOST_EVENTS: Final = 10


@dataclass(frozen=True)
class MyPage:
    """One person's page. next: the one thing to go on with, None when there is nothing yet. tiles: the rest.

    coming: events from now on, soonest first. past: those before, latest first, at most MOST_EVENTS.
    """

    name: str
    next: Tile | None
    tiles: tuple[Tile, ...]
    coming: tuple[Event, ...]
    past: tuple[Event, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was begun and nothing happened."""
        return not (self.next or self.coming or self.past)


def my_page(request: HttpRequest, *, person: "User", now: datetime.datetime) -> MyPage:
    """Everything on ``/me/``. How often the database is asked depends on the apps there are, never on the amount."""
    tiles = timeline.in_order([*timeline.regions_for(request, person, now), *timeline.tiles_for(person, now)])
    events = timeline.events_for(person, now)
    return MyPage(
        name=person.name,
        next=tiles[0] if tiles else None,
        tiles=tuple(tiles[1:]),
        coming=tuple(reversed([event for event in events if event.at >= now])),
        past=tuple([event for event in events if event.at < now][:MOST_EVENTS]),
    )


@dataclass(frozen=True)
class Door:
    """A link for people who work here."""

    url: str
    label: str


STAFF_PAGES: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("staff-requests", _("Requests")),
    ("people", _("People we help")),
    ("clear-report", _("Was this clear?")),
    ("gaps-report", _("What people look for in vain")),
    ("confidence-report", _("How sure people feel")),
    ("staff-list", _("People who work here")),
    ("recovery-codes", _("Your recovery codes")),
)
"""The pages of people who work here, by name, in the order shown. Who may open one is said at its view."""


ACTS: Final[dict[str, str | Promise]] = {
    "accounts.signed_in": _("You signed in"),
    "accounts.person_added": _("You added a person we help"),
    "accounts.card_issued": _("You made a card for a person"),
    "accounts.person_looked_at": _("You opened a person's page"),
    "accounts.preferences_changed": _("You wrote down what a person needs"),
    "accounts.needs_reviewed": _("You looked through what a person needs with them"),
    "accounts.staff_invited": _("You gave somebody a role here"),
    "accounts.second_step_reset": _("You reset somebody's second step"),
    "contact.claim": _("You took on a request"),
    "contact.try": _("You tried to reach somebody"),
    "contact.finish": _("You finished a request"),
    "editions.approved": _("You approved the words of a page in one language"),
    "editions.published": _("You published a page"),
    "editions.withdrawn": _("You took a page down"),
}
"""What people who work here do that their first page tells them, by the code of the audit entry."""


def staff_acts(person: "User") -> list[Event]:
    """What this person did here last, the latest first, at most MOST_EVENTS; never whom it was about. One query. What
    they did with their own settings is not work."""
    entries = entries_by(person.pk, ACTS, most=3 * MOST_EVENTS)
    about_others = [
        entry
        for entry in entries
        if entry.action != "accounts.preferences_changed" or entry.subject_key != str(person.pk)
    ]
    return [Event(entry.at, str(ACTS[entry.action]), "") for entry in about_others[:MOST_EVENTS]]


def staff_doors(person: "User") -> list[Door]:
    """The pages that this person's roles open, in one order: pages that they may not open are not named."""
    roles = accounts.roles(person)
    doors = [Door(reverse(name), str(label)) for name, label in STAFF_PAGES]
    open_doors = [door for door in doors if {STAFF, *roles} & set(resolve(door.url).func.open_to)]  # type: ignore[attr-defined]  # set by portal.http.open_to
    if person.has_perm("wagtailadmin.access_admin"):
        open_doors.insert(0, Door(reverse("wagtailadmin_home"), str(_("Write and publish pages"))))
    if person.is_superuser:
        open_doors.append(Door(reverse("admin:index"), str(_("Records of the system"))))
    return open_doors
