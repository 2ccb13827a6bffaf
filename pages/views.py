"""Pages that are not content: how pages look, and the gallery of components."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override

from pages import queries
from pages.forms import DisplayForm
from portal import display
from portal.http import ANYONE, open_to


@open_to(ANYONE)
def display_settings(request: HttpRequest) -> HttpResponse:
    """Text and colours: a form that sets one cookie and leads back to where the person was."""
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            return _looking_like(form.display(), back_to=_safe(request, request.POST.get("next", "")))
        return render(request, "pages/display.html", {"form": form, "next": request.POST.get("next", "")}, status=422)
    chosen = display.parse(request.COOKIES.get(display.COOKIE, ""))
    form = DisplayForm(initial=vars(chosen))
    return render(request, "pages/display.html", {"form": form, "next": request.GET.get("next", "")})


def _looking_like(chosen: display.Display, *, back_to: str) -> HttpResponse:
    response = HttpResponseRedirect(back_to)
    response.status_code = 303
    response.set_cookie(display.COOKIE, str(chosen), max_age=display.COOKIE_AGE_SECONDS, samesite="Lax", httponly=True)
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """The address if it is a path of this site, else home in the language in use."""
    inside = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if inside and address.isprintable() else f"/{get_language()}/"


@open_to(ANYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component from its examples, in the language, size and colours asked for in the address."""
    language = request.GET.get("language", "")
    chosen = {name: request.GET[name] for name in ("size", "theme", "contrast", "saver") if name in request.GET}
    written = ".".join(f"{name}={value}" for name, value in chosen.items())
    request.display = display.parse(written)  # type: ignore[attr-defined]  # our own attribute, read by the frame
    with override(language if language in queries.language_codes() else settings.LANGUAGE_CODE):
        return render(request, "pages/gallery.html", queries.gallery(request))
