"""Pages that are not content: the way in, how pages look, what stands beside a leaflet, and the gallery."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers
from wagtail.views import serve

from pages import queries
from pages.forms import TEXT_SIZES, THEMES, DisplayForm, options
from portal import clock, display
from portal.accounts.actions import preferences
from portal.accounts.queries.preferences import preferences_of
from portal.accounts.queries.shelf import is_saved
from portal.http import ANYONE, open_to

LONGEST_WAY_BACK = 2000

SAID = ("yes", "partly", "no")
"""What the address of the page "Was this clear?" may say of an answer that was just given."""


@open_to(ANYONE)
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def way_in(request: HttpRequest, path: str = "") -> HttpResponse:
    """``/`` and the like lead to the same page in the person's language: the one they chose last, else their
    browser's, else English. Never for good: the next person on this phone may read another."""
    return HttpResponseRedirect(f"/{get_language_from_request(request)}/{path}")


@open_to(ANYONE)
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def short_way(request: HttpRequest, code: str) -> HttpResponseBase:
    """``/l/kneep``: the page with this code, in the person's language. Printed on paper, said on the phone."""
    path = queries.path_of_code(code)
    if path is None:
        raise Http404
    return way_in(request, path)


@open_to(ANYONE)
@require_safe
def read(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page that editors publish. Wagtail serves it; we find it in fewer queries."""
    queries.find_page(request, path)
    return serve(request, path)


@open_to(ANYONE)
@never_cache
@require_safe
def leaflet_formats(request: HttpRequest, slug: str) -> HttpResponse:
    """The row of formats as it stands now, with what this person needs first, and the shelf: put beside what everybody
    shares."""
    page, shown = queries.access_leaflet(request, slug)
    person = request.user
    needs = preferences_of(person).needs if person.is_authenticated else ()
    row = queries.for_needs(queries.leaflet_offers(page), needs)
    is_kept = person.is_authenticated and is_saved(person, page.key)
    return render(request, "pages/leaflet_beside.html", {**shown, "offers": row, "is_kept": is_kept})


@open_to(ANYONE)
@never_cache
@require_safe
def leaflet_clear(request: HttpRequest, slug: str) -> HttpResponse:
    """“Was this clear?” of a leaflet: the leaflet itself is the same for everybody and holds no form that writes."""
    _page, shown = queries.access_leaflet(request, slug)
    said = request.GET.get("clear", "")
    asked = {"clear_said": said if said in SAID else "", "clear_key": uuid.uuid4()}
    return render(request, "pages/leaflet_clear.html", {**shown, **asked})


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request: HttpRequest) -> HttpResponse:
    """Text and colours: a form that sets one cookie and leads back to where the person was."""
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            keep_display(request, form.display())
            return _looking_like(form.display(), back_to=_way_back(request.POST.get("next", "")))
        return _display_page(request, form, request.POST.get("next", ""), status=422)
    chosen = display.parse(request.COOKIES.get(display.COOKIE, ""))
    form = DisplayForm(initial=DisplayForm.showing(chosen))
    return _display_page(request, form, request.GET.get("next", ""), status=200)


def _display_page(request: HttpRequest, form: DisplayForm, back_to: str, *, status: int) -> HttpResponse:
    shown = {
        "form": form,
        "next": _way_back(back_to),
        "errors": [
            {"text": fault, "field": form[name].id_for_label}
            for name, faults in form.errors.items()
            for fault in faults
        ],
        "sizes": options(TEXT_SIZES),
        "themes": options(THEMES),
    }
    return render(request, "pages/display.html", shown, status=status)


def keep_display(request: HttpRequest, chosen: display.Display) -> None:
    """Keep the choices in the account as well, for whoever is signed in."""
    if request.user.is_authenticated:
        preferences.change(by=request.user, person=request.user, changes={"display": str(chosen)}, now=clock.now())


def _looking_like(chosen: display.Display, *, back_to: str) -> HttpResponse:
    response = HttpResponseRedirect(back_to, status=303)
    display.keep(response, str(chosen))
    return response


def _way_back(address: str) -> str:
    """The address if it is a path of this site, else home in the language in use."""
    inside = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if inside and address.isprintable() and len(address) <= LONGEST_WAY_BACK else f"/{get_language()}/"


@open_to(ANYONE)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component from its examples, in the language, size and colours asked for in the address."""
    language = request.GET.get("language", "")
    written = ".".join(f"{name}={request.GET[name]}" for name in ("size", "theme", "contrast") if name in request.GET)
    request.display = display.parse(written)  # type: ignore[attr-defined]  # our own attribute, read by the frame
    with override(language if language in queries.language_codes() else settings.LANGUAGE_CODE):
        return render(request, "pages/gallery.html", queries.gallery(request))


@open_to(ANYONE)
@require_safe
def service_style(request: HttpRequest) -> HttpResponse:
    """The service's own colour; empty when it has none. Pages name the colour in the address, so a browser may keep
    it for good."""
    style = queries.service_style()
    kept = "public, max-age=31536000, immutable" if style else "no-cache"
    return HttpResponse(style, content_type="text/css", headers={"Cache-Control": kept})
