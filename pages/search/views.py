"""Being found: by people who type words, and by search engines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.queries import doors, site_map
from pages.search.actions import count_words
from pages.search.queries import find
from pages.search.rules import named_area, typed
from portal import clock
from portal.http import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` in the language of the address. Whatever is typed gives a page: results, or what to do next. What was
    typed stands in the address. That nothing was found is counted; the words are kept only when many typed them."""
    asked = typed(request.GET.get("q", ""))
    language = get_language() or "en"
    found = find(asked, language)
    context: dict[str, Any] = {"asked": asked, "found": found}
    if not found.count:
        context["doors"] = shown = doors()
        if asked.words and request.method == "GET":
            area = named_area(asked.words, {door.picture: door.heading for door in shown})
            count_words(text=asked.text, language=language, area=area, now=clock.now())
    response = render(request, "pages/search/search.html", context)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@open_to(ANYONE)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may fetch: everything for readers."""
    closed = "".join(f"Disallow: /{path}\n" for path in ("cms/", "django-admin/", "design/"))
    sitemap_url = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {sitemap_url}\n", content_type="text/plain; charset=utf-8")


@open_to(ANYONE)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in each language in which it is live."""
    context = {"pages": site_map(), "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "pages/search/sitemap.xml", context, content_type="application/xml; charset=utf-8")
