"""Which addresses search engines and phones are told of: only what every visitor may read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q

from pages.editions.models import Edition
from pages.models import GovernedPage

SOURCE: str = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Address:
    """A page in one language. path: from the root of the site, ``/ur/body/knee/``."""

    language: str
    path: str


@dataclass(frozen=True)
class MappedPage:
    """A page in every language in which it is live, English first. changed_on: the day of the last publication."""

    addresses: tuple[Address, ...]
    changed_on: str


def site_map() -> tuple[MappedPage, ...]:
    """Every public page with a live English edition, in tree order, in its live languages; no fallbacks. One query."""
    rows = (
        Edition.objects.readable()
        .public()
        .filter(page__isnull=False)
        .order_by("page__path", "language")
        .values_list("page__url_path", "language", "published_at")
    )
    found: dict[str, dict[str, str]] = {}
    for url_path, language, published_at in rows:
        found.setdefault(url_path, {})[language] = published_at.date().isoformat() if published_at else ""
    return tuple(_mapped(url_path, languages) for url_path, languages in found.items() if SOURCE in languages)


def _mapped(url_path: str, languages: dict[str, str]) -> MappedPage:
    below_home = url_path.split("/", 2)[2]
    codes = [code for code, _name in settings.LANGUAGES if code in languages]
    codes.sort(key=lambda code: code != SOURCE)
    return MappedPage(
        addresses=tuple(Address(code, f"/{code}/{below_home}") for code in codes),
        changed_on=max(languages.values()),
    )


def path_of_code(code: str) -> str | None:
    """The path below the language of the page with a short code, however it is written; None when no public page has
    it. Two queries."""
    found = page_id_of_code(code)
    if found is None:
        return None
    readable = Edition.objects.readable().public().filter(page_id=found, language=SOURCE)
    url_path: str | None = readable.exclude(page=None).values_list("page__url_path", flat=True).first()
    return url_path.split("/", 2)[2] if url_path else None


def page_id_of_code(code: str) -> int | None:
    """The primary key of the page with a short code, readable or not. One query."""
    rows = [
        model.objects.filter(short_code=code.casefold()).values_list("page_ptr_id", flat=True)
        for model in _governed(GovernedPage)
    ]
    found: int | None = rows[0].union(*rows[1:]).first()
    return found


def _governed(base: Any) -> list[Any]:
    """Every page type with a short code."""
    found = []
    for model in base.__subclasses__():
        found += [*([] if model._meta.abstract else [model]), *_governed(model)]
    return found


def kept_offline(language: str) -> tuple[str, ...]:
    """The paths of the pages that every phone keeps: help now, in the language, in tree order. One query."""
    help_now = Q(page__slug="help-now", page__depth=3) | Q(page__helpnowpage__keep_offline=True)
    rows = Edition.objects.readable().public().filter(help_now, language=SOURCE).order_by("page__path")
    url_paths = rows.values_list("page__url_path", flat=True)
    return tuple(f"/{language}/{url_path.split('/', 2)[2]}" for url_path in url_paths)
