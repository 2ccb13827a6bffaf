"""Finding a page by its address, with all that its frame shows, in three queries however deep it stands.

Wagtail asks for the site, the home page and two rows a level. It still serves the page; we only tell it which.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from pages.editions.models import Edition, PageEdition, gate
from pages.models import ServiceSettings

FRAME_DEPTH = 3
"""Where the areas of the site stand in the tree: the root is 1, home is 2."""

SOURCE: str = settings.LANGUAGE_CODE
_OF_PAGE = ("path", "depth", "slug", "url_path", "content_type__app_label", "content_type__model")
_OF_EDITION = ("page_id", "language", "heading", "summary", "state", "origin", "clinical_changed_at")


def find_page(request: HttpRequest, path: str) -> Any:
    """Let Wagtail know which page stands at the path (below the language); gives that page, None when there is none.
    Wagtail then looks itself: it knows of aliases, and it is the one to say that nothing is there."""
    rows = ServiceSettings.objects.filter(site__is_default_site=True)
    chosen = rows.select_related("site__root_page", "logo").first()
    if chosen is None:
        return None
    request.service_settings = chosen  # type: ignore[attr-defined]  # our own attribute, read by ``service``
    request._wagtail_site = chosen.site  # type: ignore[attr-defined]  # noqa: SLF001  where Wagtail keeps the site
    components = [component for component in path.split("/") if component]
    page, rest = _page_at(chosen.site.root_page.url_path, components)
    if page is None:
        return None
    try:
        found = page.route(request, rest)
    except Http404:
        return None
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]  # noqa: SLF001  where Wagtail keeps the page
    return page


def _page_at(root: str, components: list[str]) -> tuple[Any, list[str]]:
    """The deepest readable page along the path, and what of the path is left for it (a page may have addresses of its
    own); None when there is none."""
    along = [root + "".join(f"{each}/" for each in components[:length]) for length in range(len(components) + 1)]
    rows = _outline(along)
    found = [row for row in rows if row.url_path in along and row.language == SOURCE]
    if not found:
        return None, components
    deepest = max(found, key=lambda row: row.depth)
    closed = gate()
    if closed is not None:
        closed.learn(rows, page_id=deepest.page_id)
    model: Any = apps.get_model(deepest.app_label, deepest.model)
    pages = model.objects.select_related("red_flag_set") if _has_signs(model) else model.objects.all()
    page = pages.get(pk=deepest.page_id)
    page.is_known_public = not deepest.is_restricted
    return page, components[along.index(deepest.url_path) :]


def _has_signs(model: Any) -> bool:
    return any(field.name == "red_flag_set" for field in model._meta.fields)


def _outline(along: list[str]) -> list[PageEdition]:
    """Readable editions of the pages at the addresses in every language, and of the areas of the site in the language
    in use and in English. The gate learns of every readable snippet by the way."""
    language = get_language() or SOURCE
    areas = Q(page__depth=FRAME_DEPTH, language__in={language, SOURCE})
    wanted = Q(page__url_path__in=along) | areas
    if language != SOURCE:
        wanted |= Q(page=None, language=language)
    rows = (
        Edition.objects.readable()
        .with_restriction()
        .filter(wanted)
        .order_by("page__path")
        .values_list("key", *_OF_EDITION, *(f"page__{name}" for name in _OF_PAGE), "is_restricted")
    )
    pages, snippets = [], {}
    for key, page_id, *rest in rows:
        if page_id is None:
            snippets[key] = rest[_OF_EDITION.index("origin") - 1]
        else:
            pages.append(PageEdition(page_id, *rest))
    closed = gate()
    if closed is not None:
        closed.learn_snippets(language, snippets)
    return pages
