"""Stands for every maker: gives back the title, and does on demand whatever a real one may do."""

from collections.abc import Callable

from pages.formats.rules import Format, Source, Unavailable, Unfit

MAKES = tuple(Format)
VERSION = "1"


class Mood:
    """What the maker is to do this time. ``made``: what it was asked for."""

    def __init__(self) -> None:
        self.lacks = ""
        self.unfit = ""
        self.first: Callable[[], None] = lambda: None
        self.made: list[tuple[str, str, str]] = []


mood = Mood()


def missing(source: Source, format_: Format) -> str:
    return mood.lacks


def build(source: Source, format_: Format, other: Source | None = None) -> bytes:
    if not source.title:
        raise Unavailable("not-suited")
    mood.first()
    mood.made.append((source.language, other.language if other else "", format_.value))
    return f"{source.title} {other.title if other else ''} {format_}".encode()


def check(data: bytes, source: Source, format_: Format, other: Source | None = None) -> None:
    if mood.unfit:
        raise Unfit(mood.unfit)
