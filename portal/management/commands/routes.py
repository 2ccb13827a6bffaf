"""List every address pattern and who may open it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

# Addresses of packages, whose views we do not write: how the pattern begins, who may open it, and what holds to that.
# The longest beginning wins. An entry that no pattern uses fails a test.
PACKAGES = {
    "cms/": (("staff",), "Wagtail asks for the permission to use the CMS; our sign-in asks for the second step"),
    "django-admin/": (("staff",), "Django admin lets in active staff only; our sign-in asks for the second step"),
    "<lang>/((?:": (("anyone",), "Wagtail's published pages: the same for everyone"),
    "<lang>/_util/": (("anyone",), "Wagtail's doors to restricted pages, which this service does not use"),
}


@dataclass(frozen=True)
class Route:
    """One address pattern. ``who`` is empty when neither a view of ours nor the table says who may open it."""

    pattern: str
    name: str
    who: tuple[str, ...]
    held_by: str


def routes() -> list[Route]:
    """Every address pattern, in the order in which they are tried; the language stands as ``<lang>/``."""
    return _below(get_resolver().url_patterns, before="", namespace="")


def _below(patterns: list[Any], *, before: str, namespace: str) -> list[Route]:
    found = []
    for entry in patterns:
        pattern = before + _written(entry)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += _below(entry.url_patterns, before=pattern, namespace=inner)
        else:
            found.append(_route(entry, pattern, namespace))
    return found


def _written(entry: URLPattern | URLResolver) -> str:
    return "<lang>/" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern).removeprefix("^")


def _route(entry: URLPattern, pattern: str, namespace: str) -> Route:
    name = f"{namespace}{entry.name or ''}"
    declared = getattr(entry.callback, "open_to", None)
    if declared:
        return Route(pattern, name, declared, "the view")
    beginning = prefix_of(pattern)
    who, why = PACKAGES[beginning] if beginning is not None and not is_ours(entry) else ((), "nothing")
    return Route(pattern, name, who, why)


def prefix_of(pattern: str) -> str | None:
    """The longest beginning in PACKAGES that the pattern has, or None."""
    return max((beginning for beginning in PACKAGES if pattern.startswith(beginning)), key=len, default=None)


def is_ours(entry: URLPattern) -> bool:
    """Whether the view behind a pattern is our own, and so must say itself who may open it."""
    view = getattr(entry.callback, "view_class", entry.callback)
    return str(getattr(view, "__module__", "")).split(".")[0] in {"portal", "modules", "community", "pages"}


class Command(BaseCommand):
    help = "List every address pattern, its name and who may open it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON: a list of pattern, name, who, held_by")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in routes()], indent=1))
            return
        for route in routes():
            self.stdout.write(f"{' or '.join(route.who) or 'NOT DECLARED':20} /{route.pattern}  {route.name}")
