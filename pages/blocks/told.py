"""What blocks show and cannot know, being below it: told once, when all apps are ready."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from pages.library.models import Entry

if TYPE_CHECKING:
    from pages.queries import Service, ShownEntry

type EntryCards = Callable[[Iterable[Entry]], Sequence[ShownEntry]]
type NeedCards = Callable[[str, int], Sequence[ShownEntry]]

_told: dict[str, Callable[..., object]] = {}


def tell(*, entry_cards: EntryCards, need_cards: NeedCards, service: "Callable[[], Service]") -> None:
    """Say how entries of the directory and the service itself are shown."""
    _told.update(entry_cards=entry_cards, need_cards=need_cards, service=service)


def entry_cards(entries: Iterable[Entry]) -> "Sequence[ShownEntry]":
    """The entries that readers may see, in the given order."""
    return _told["entry_cards"](entries)  # type: ignore[return-value]  # what tell() was given


def need_cards(need: str, most: int) -> "Sequence[ShownEntry]":
    """At most so many of the entries that help with a need, near ones first."""
    return _told["need_cards"](need, most)  # type: ignore[return-value]  # what tell() was given


def service() -> "Service":
    """Who runs this deployment."""
    return _told["service"]()  # type: ignore[return-value]  # what tell() was given


def ask_url() -> str:
    """Where somebody asks us to call, in the language in force."""
    return f"/{get_language()}/ask/call/"


def find_url(need: str) -> str:
    """Where everything in the directory stands that helps with a need, in the language in force."""
    return f"/{get_language()}/find/?need={need}"
