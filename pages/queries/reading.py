"""What stands on the pages: doors, tasks, lists, warning signs' addresses, and who answers for a page."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import get_language
from wagtail.models import Page

from pages.editions.models import Edition, PageEdition, gate
from pages.editions.queries import headings_for
from pages.editions.rules import Origin, State
from pages.library.models import GlossaryTerm
from pages.models import EvidenceItem, ExpressPlanPage, GovernedPage, HelpNowPage, HomePage
from pages.queries.addresses import page_id_of_code
from pages.safety.models import RedFlagSet
from pages.safety.queries import SafetySigns, safety_signs
from portal import clock
from portal.settings.languages import SOURCE_LANGUAGE

HOME_DEPTH = 2
"""The home page stands just below the root of the tree."""


@dataclass(frozen=True)
class Listed:
    """A page in a list: its heading and summary in the language that could be read, and that language."""

    url: str
    heading: str
    summary: str
    language: str


@dataclass(frozen=True)
class Door:
    url: str
    picture: str
    heading: str
    language: str


@dataclass(frozen=True)
class Task:
    url: str
    picture: str
    label: str
    description: str
    action: str
    is_first: bool
    language: str


@dataclass(frozen=True)
class Crumb:
    """One step of the way back."""

    url: str
    label: str
    language: str


@dataclass(frozen=True)
class Standing:
    """What a reader must know of the words on a page: how they stand to the English, and whether anybody checked them.

    changed_at: when the English advice changed after this translation; None when the translation is not behind it.
    """

    is_demo: bool
    is_demo_translation: bool
    changed_at: datetime.datetime | None


@dataclass(frozen=True)
class Evidence:
    citation: str
    url: str
    supports: str


@dataclass(frozen=True)
class Governance:
    """Who checked a page, when, and when it is next to be checked. Dates are None when there is none yet."""

    is_checked: bool
    reviewed_by: str
    reviewer_role: str
    last_reviewed: datetime.date | None
    review_by: datetime.date | None
    is_overdue: bool
    authors: str
    made_with: str
    interests: str
    short_code: str
    evidence: tuple[Evidence, ...]


def url_of(path: str) -> str:
    """The address of a tree path below home, in the language in force: ``"body/knee/"`` gives ``/ur/body/knee/``."""
    return f"/{get_language()}/{path}"


def breadcrumb(page: Page) -> tuple[Crumb, ...]:
    """The pages above, from home down, without the page itself; empty on the home page."""
    if page.depth <= HOME_DEPTH:
        return ()
    closed = gate()
    if closed is not None and closed.outline:
        above = [row for row in closed.outline if _is_above(row, page) and not row.is_restricted]
        shown = _in_best_language([(row.url_path, row.language, row.heading) for row in above])
        return tuple(Crumb(_address(url_path), heading, language) for url_path, language, heading in shown)
    rows = headings_for(page.get_ancestors().filter(depth__gt=1).order_by("path"), get_language() or SOURCE_LANGUAGE)
    return tuple(Crumb(_address(row.page.url_path), row.heading, row.language) for row in rows)


def _is_above(row: PageEdition, page: Page) -> bool:
    return row.depth >= HOME_DEPTH and row.path != page.path and page.path.startswith(row.path)


def _in_best_language[Row: tuple[Any, ...]](rows: Iterable[Row]) -> list[Row]:
    """Of rows that begin with a page's address and a language: one for each page, in the language in force, else in
    English; pages without English are left out."""
    language = get_language() or SOURCE_LANGUAGE
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row[0], {})[row[1]] = row
    return [each.get(language) or each[SOURCE_LANGUAGE] for each in found.values() if SOURCE_LANGUAGE in each]


def standing(page: Page, language: str) -> Standing:
    """How the edition that is read stands. ``language`` is that of the words on the page."""
    closed = gate()
    known = closed.outline if closed is not None else ()
    edition: PageEdition | Edition | None = next(
        (row for row in known if row.page_id == page.pk and row.language == language), None
    )
    if edition is None:
        edition = Edition.objects.of(page).filter(language=language).first()
    is_demo = edition is not None and edition.origin == Origin.DEMO
    behind = edition is not None and edition.state == State.BEHIND_CLINICAL
    return Standing(
        is_demo=is_demo,
        is_demo_translation=is_demo and language != SOURCE_LANGUAGE,
        changed_at=edition.clinical_changed_at if edition is not None and behind else None,
    )


def _shown(pages: Q, *columns: str) -> list[tuple[Any, ...]]:
    """One row for each public page that the condition allows, in tree order: address in the tree, language, heading,
    summary, and the columns. One query."""
    languages = {get_language() or SOURCE_LANGUAGE, SOURCE_LANGUAGE}
    rows = Edition.objects.readable().public().filter(pages, language__in=languages)
    in_tree = rows.order_by("page__depth", "page__path")
    return _in_best_language(in_tree.values_list("page__url_path", "language", "heading", "summary", *columns))


def _listed(pages: Q) -> tuple[Listed, ...]:
    return tuple(
        Listed(_address(url_path), heading, summary, language) for url_path, language, heading, summary in _shown(pages)
    )


def _address(url_path: str) -> str:
    """Without Wagtail's site look-up: below the home page, the tree path is the address."""
    return url_of(url_path.split("/", 2)[2])


def listed_children(page: Page) -> tuple[Listed, ...]:
    """The readable children of a page, in tree order."""
    return _listed(Q(page__path__startswith=page.path, page__depth=page.depth + 1))


def listed_section(page: Page) -> tuple[Listed, ...]:
    """The list of leaflets first, then the readable children of the page, in tree order."""
    children = Q(page__path__startswith=page.path, page__depth=page.depth + 1)
    return _listed(children | Q(page__leafletindex__isnull=False))


def listed_by_id(page_ids: Iterable[int]) -> dict[int, Listed]:
    """The pages with these primary keys that everybody may read. One query."""
    rows = _shown(Q(page__in=list(page_ids)), "page_id")
    return {page: Listed(_address(path), heading, summary, code) for path, code, heading, summary, page in rows}


def listed_by_code(code: str) -> Listed | None:
    """The page with a short code that everybody may read; None when there is none. Two queries."""
    found = page_id_of_code(code)
    return listed_by_id([found]).get(found) if found else None


def listed_at(path: str) -> Listed | None:
    """The page that everybody may read at an address of this site (``/ur/body/knee/``); None when none is there. The
    language in the address does not matter. One query."""
    below = path.partition("?")[0].split("/", 2)[-1]
    if not below:
        return None
    return next((page for page in _listed(Q(page__url_path__endswith=f"/{below}")) if page.url == url_of(below)), None)


def pages_for_area(area: str) -> tuple[Listed, ...]:
    """Every readable page about a part of the body, the express plan before articles, without the help-now pages."""
    return _listed(Q(areas__contains=f" {area} ", page__helpnowpage__isnull=True))


def doors() -> tuple[Door, ...]:
    """The live body areas, in tree order."""
    rows = _shown(Q(page__bodyareapage__isnull=False), "page__bodyareapage__area")
    return tuple(Door(_address(url_path), area, heading, language) for url_path, language, heading, _, area in rows)


def home_tasks(home: HomePage) -> tuple[Task, ...]:
    """At most three tasks whose page is live, in the editor's order."""
    tasks = list(home.tasks.all())
    prefetch_related_objects(tasks, "target")
    open_tasks = [(task, task.target) for task in tasks if task.target and task.target.live]
    return tuple(
        Task(
            _address(target.url_path),
            task.picture,
            task.label,
            task.description,
            task.action,
            number == 0,
            task.reading_language(),
        )
        for number, (task, target) in enumerate(open_tasks[:3])
    )


def help_now_places() -> tuple[Door, ...]:
    """The live help-now pages, in tree order."""
    rows = _shown(Q(page__helpnowpage__isnull=False), "page__helpnowpage__picture")
    return tuple(
        Door(_address(url_path), picture, heading, language) for url_path, language, heading, _, picture in rows
    )


def help_now_signs() -> tuple[SafetySigns, ...]:
    """The signs of every live help-now page, in tree order."""
    pages = HelpNowPage.objects.live().order_by("path").select_related("red_flag_set")
    pages = pages.prefetch_related("red_flag_set__flags")
    found = (safety_signs(page.red_flag_set) for page in pages)
    return tuple(signs for signs in found if signs is not None)


def help_now_url(red_flag_set: RedFlagSet | None) -> str:
    """The help-now page of a set of signs, or the index when there is none."""
    return url_of(f"help-now/{red_flag_set.code}/" if red_flag_set else "help-now/")


def worried_url(red_flag_set: RedFlagSet) -> str:
    """Where somebody goes who fears something serious: the plan that begins with these signs and goes on from them,
    else their help-now page. One query."""
    plan = ExpressPlanPage.objects.live().public().filter(red_flag_set=red_flag_set).first()
    return _address(plan.url_path) if plan else help_now_url(red_flag_set)


def governance(page: GovernedPage) -> Governance:
    """The facts of the box “How we made this”."""
    return Governance(
        is_checked=page.last_reviewed is not None,
        reviewed_by=page.reviewed_by,
        reviewer_role=page.reviewer_role,
        last_reviewed=page.last_reviewed,
        review_by=page.review_by,
        is_overdue=page.is_overdue(clock.today()),
        authors=page.authors,
        made_with=page.made_with,
        interests=page.interests,
        short_code=page.short_code,
        evidence=evidence(page),
    )


def evidence(page: GovernedPage) -> tuple[Evidence, ...]:
    """The sources that a page leans on, in the editors' order, each with what it supports. One query."""
    return tuple(_evidence(item) for item in page.evidence_items.select_related("source"))


def _evidence(item: EvidenceItem) -> Evidence:
    citation = item.source.citation
    return Evidence(citation.removesuffix(".") if item.supports else citation, item.source.url, item.supports)


def glossary() -> tuple[GlossaryTerm, ...]:
    """Every live glossary term, by its word in the language in force."""
    return tuple(sorted(GlossaryTerm.objects.filter(live=True), key=lambda term: (term.term or "").casefold()))
