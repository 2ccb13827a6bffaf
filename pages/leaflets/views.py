"""Keeping a leaflet, and the shelf: read the form, one call down, answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pages import queries
from pages.leaflets.forms import SAVE, KeepForm, RemoveForm
from pages.leaflets.queries import kept_pages
from portal import clock
from portal.accounts.actions.shelf import remove_page, save_page
from portal.accounts.queries.shelf import is_saved
from portal.accounts.views.answers import person_of, query, see
from portal.http import ANYONE, SIGNED_IN, open_to


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """A leaflet and the shelf: on it, or not yet. Without an account it can be taken along in other ways, and the way
    to sign in leads back to here; nothing is said to be kept that is not."""
    page, shown = queries.access_leaflet(request, slug)
    person = person_of(request)
    if request.method != "POST":
        return render(
            request, "pages/leaflet_keep.html", {**shown, "is_kept": bool(person and is_saved(person, page.key))}
        )
    form = KeepForm(request.POST)
    if not form.is_valid():
        raise Http404
    here = reverse("leaflet-keep", args=[slug])
    if person is None:
        return see(reverse("sign-in") + query(next=here))
    act = save_page if form.cleaned_data["act"] == SAVE else remove_page
    act(by=person, page_key=page.key, now=clock.now())
    return see(here)


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shelf(request: HttpRequest) -> HttpResponse:
    """What a person kept to read again."""
    if request.method != "POST":
        return render(request, "pages/shelf.html", {"kept": kept_pages(person_of(request))})
    form = RemoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    remove_page(by=person_of(request), page_key=form.cleaned_data["page_key"], now=clock.now())
    return see(reverse("shelf"))
