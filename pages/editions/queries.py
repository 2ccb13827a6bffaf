"""What lists, menus, breadcrumbs and the editors' screens ask of editions."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language_info
from wagtail.locks import BasicLock
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy, policy_registry

from pages.editions.models.edition import Edition
from pages.editions.models.merging import shape_of
from pages.editions.models.reading import live_languages as readable_languages
from pages.editions.rules import READABLE, Origin, State, fingerprint

SOURCE: str = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Heading:
    """A page as a list shows it; ``language`` is that of the words, for the ``lang`` attribute."""

    page: Any
    heading: str
    summary: str
    language: str


@dataclass(frozen=True)
class EditionStanding:
    """How one language of a page or snippet stands; ``state`` is None where nothing was begun. is_allowed: whether the
    content may be in this language at all."""

    language: str
    name: str
    state: State | None
    state_name: str
    origin: Origin | None
    is_source: bool
    is_live: bool
    heading: str
    reviewer_name: str
    published_at: datetime.datetime | None
    clinical_changed_at: datetime.datetime | None
    is_allowed: bool = True


def headings_for(pages: Iterable[Any], language: str) -> list[Heading]:
    """The pages that readers may see, in the given order, each with the heading of its edition in the language,
    else of the source. Two queries for any number of pages, one when the pages are already a list."""
    listed = list(pages)
    found = {
        (edition.page_id, edition.language): edition
        for edition in Edition.objects.readable()
        .filter(page__in=[page.pk for page in listed], language__in={language, SOURCE})
        .only("page", "language", "heading", "summary")
    }
    shown = [
        (page, found.get((page.pk, language), found[page.pk, SOURCE])) for page in listed if (page.pk, SOURCE) in found
    ]
    return [Heading(page, edition.heading, edition.summary, edition.language) for page, edition in shown]


def live_languages(content: Any) -> frozenset[str]:
    """The languages in which readers may see the page or snippet: for hreflang, sitemaps and the language switch."""
    return readable_languages(content)


def editions_of(content: Any) -> list[EditionStanding]:
    """One entry per language of the deployment, the source first, then in the order of the settings."""
    rows = {edition.language: edition for edition in Edition.objects.of(content).select_related("reviewer")}
    codes = [SOURCE, *(code for code, _name in settings.LANGUAGES if code != SOURCE)]
    return [replace(_standing(code, rows.get(code)), is_allowed=content.allows(code)) for code in codes]


def _standing(language: str, edition: Edition | None) -> EditionStanding:
    return EditionStanding(
        language=language,
        name=get_language_info(language)["name_local"],
        state=State(edition.state) if edition else None,
        state_name=edition.get_state_display() if edition else "",
        origin=Origin(edition.origin) if edition else None,
        is_source=language == SOURCE,
        is_live=edition is not None and State(edition.state) in READABLE,
        heading=edition.heading if edition else "",
        reviewer_name=str(edition.reviewer) if edition and edition.reviewer else "",
        published_at=edition.published_at if edition else None,
        clinical_changed_at=edition.clinical_changed_at if edition else None,
    )


def is_source_shared(content: Any) -> bool:
    """Whether readers of other languages depend on the live source, so that changing it needs an answer."""
    if not content.pk or not content.live:
        return False
    return Edition.objects.filter(key=content.key, state__in=READABLE).exclude(language=SOURCE).exists()


def has_other_source(content: Any) -> bool:
    """Whether the newest draft's source words differ from the live ones, given the live content."""
    shape, newest = shape_of(type(content)), content.get_latest_revision_as_object()
    live = fingerprint(shape, content.serializable_data(), SOURCE)
    return bool(content.live) and fingerprint(shape, newest.serializable_data(), SOURCE) != live


def access_content(*, by: Any, key: uuid.UUID) -> Any:
    """The page or snippet with the key, if the person may publish it. Raises Http404 otherwise: not yours looks like
    absent."""
    edition = Edition.objects.filter(key=key).select_related("page").first()
    content = edition.content if edition else None
    if content is None or not may_publish(by, content):
        raise Http404
    return content


def may_publish(person: Any, content: Any) -> bool:
    """Whether the CMS lets the person publish this page or snippet."""
    if isinstance(content, Page):
        return bool(content.permissions_for_user(person).can_publish())
    policy = policy_registry.get(content)
    return bool(policy.user_has_permission_for_instance(person, "publish", content))


def is_locked_for(person: Any, content: Any) -> bool:
    """Whether somebody else has locked the content against editing. A schedule or a review of one language does not
    stop the publication of another."""
    lock = content.get_lock()
    return isinstance(lock, BasicLock) and bool(lock.for_user(person))


@dataclass(frozen=True)
class LanguageRow:
    """One page in the matrix of pages and languages; ``standings`` in the order of the languages."""

    page: Any
    heading: str
    depth: int
    standings: tuple[EditionStanding, ...]


def language_matrix(*, by: Any) -> list[LanguageRow]:
    """Every page with editions that the person may find in the CMS, in the order of the site tree: three queries.
    Demonstration editions count as not begun."""
    rows = Edition.objects.exclude(page=None).exclude(origin=Origin.DEMO).select_related("reviewer")
    rows = rows.defer("text", "summary")
    found: dict[int, dict[str, Edition]] = {}
    for row in rows:
        found.setdefault(row.page_id or 0, {})[row.language] = row
    pages = page_permission_policy.explorable_instances(by).filter(pk__in=found).order_by("path")
    return [
        LanguageRow(
            page=page,
            heading=page.title,
            depth=page.depth,
            standings=tuple(_standing(code, found[page.pk].get(code)) for code, _name in settings.LANGUAGES),
        )
        for page in pages
    ]


def pages_showing(snippet: Any) -> list[Any]:
    """The pages whose words, fields or blocks point at the snippet, in the order of the site tree.

    Read from Wagtail's reference index, which knows stored rows, not drafts. A page that shows the snippet only
    through another snippet is found too.
    """
    found: dict[int, Any] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [snippet]
    while waiting:
        target = waiting.pop()
        for group in ReferenceIndex.get_grouped_references_to(target):
            holder = group[0]
            name = (holder._meta.label, str(holder.pk))
            if name in seen:
                continue
            seen.add(name)
            if isinstance(holder, Page):
                found[holder.pk] = holder
            else:
                waiting.append(holder)
    return sorted(found.values(), key=lambda page: page.path)
