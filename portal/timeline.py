"""What a person's own page shows, offered from below: apps register, ``portal.home`` asks. It knows none of them.

An app registers in the ``ready()`` of its ``apps.py``. Words are in the active language by the time they come back.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:  # the person stands a storey higher: only the type checker looks up there
    from portal.accounts.models import User


@dataclass(frozen=True)
class Tile:
    """One thing to go on with. order: lower comes first; the first of all is shown as the one next thing.

    picture: the name of an icon, blank for none. line: one calm sentence; never a count of what was missed.
    """

    key: str
    title: str
    line: str
    href: str
    picture: str = ""
    order: int = 50


@dataclass(frozen=True)
class Event:
    """One thing that happened, or is to happen, at an instant. href: where more of it stands, blank for nowhere."""

    at: datetime.datetime
    title: str
    line: str
    href: str = ""


type Tiles = Callable[["User", datetime.datetime], Sequence[Tile]]
type Events = Callable[["User", datetime.datetime], Sequence[Event]]
type Regions = Callable[[HttpRequest, "User", datetime.datetime], Sequence[Tile]]


@dataclass(frozen=True)
class Offer:
    """What one app offers."""

    tiles: Tiles | None = None
    events: Events | None = None
    regions: Regions | None = None


class TakenError(ValueError):
    """Two apps registered under one name: one of them would go unheard."""


_offers: dict[str, Offer] = {}


def register(
    name: str, *, tiles: Tiles | None = None, events: Events | None = None, regions: Regions | None = None
) -> None:
    """Offer tiles and events for a person's own page; each provider asks the database a constant number of times.

    name: the app's label. regions: tiles that depend on the request as well (what this phone holds in a cookie).
    Raises TakenError when the name is in use.
    """
    if name in _offers:
        raise TakenError(name)
    _offers[name] = Offer(tiles=tiles, events=events, regions=regions)


def tiles_for(person: "User", now: datetime.datetime) -> list[Tile]:
    """Everything offered to this person that needs no request: lowest order first, then by key."""
    return in_order([tile for offer in _offers.values() if offer.tiles for tile in offer.tiles(person, now)])


def regions_for(request: HttpRequest, person: "User", now: datetime.datetime) -> list[Tile]:
    """The tiles that depend on the request: lowest order first, then by key."""
    return in_order(
        [tile for offer in _offers.values() if offer.regions for tile in offer.regions(request, person, now)]
    )


def events_for(person: "User", now: datetime.datetime, *, without: str = "") -> list[Event]:
    """What happened and what is to come: latest first, then by title. without: the name of the app that asks, to hear
    of the others alone."""
    offers = [offer for name, offer in _offers.items() if name != without]
    found = [event for offer in offers if offer.events for event in offer.events(person, now)]
    return sorted(sorted(found, key=lambda event: event.title), key=lambda event: event.at, reverse=True)


def in_order(tiles: Sequence[Tile]) -> list[Tile]:
    """Lowest order first, then by key, so that the page is the same each time."""
    return sorted(tiles, key=lambda tile: (tile.order, tile.key))
