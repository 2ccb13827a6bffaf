"""Search, as a plain page: what was typed stands in the address, and nowhere else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.queries import doors
from pages.search.queries import MOST_RESULTS, find
from pages.search.rules import typed
from portal.http import ANYONE, open_to


@open_to(ANYONE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` in the language of the address. Whatever is typed gives a page: results, or what to do next."""
    asked = typed(request.GET.get("q", ""))
    found = find(asked, get_language() or "en")
    context = {"asked": asked, "found": found, "most": MOST_RESULTS}
    if not found.count:
        context["doors"] = doors()
    response = render(request, "pages/search/search.html", context)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
