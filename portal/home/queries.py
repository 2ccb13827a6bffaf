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
    ("staff-list", _("People who work here")),
    ("recovery-codes", _("Your recovery codes")),
)
"""The pages of people who work here, by name, in the order shown. Who may open one is said at its view."""


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
