"""Pages that are not content: the way in, how pages look, what machines read, and the gallery of components."""

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pages import queries
from pages.cache.queries import content_version
from pages.forms import DisplayForm
from portal import display
from portal.http import ANYONE, open_to, same_for_everyone

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "sw.js"


@open_to(ANYONE)
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def way_in(request: HttpRequest, path: str = "") -> HttpResponse:
    """``/`` and the like lead to the same page in the person's language: the one they chose last, else their
    browser's, else English. Never for good: the next person on this phone may read another."""
    return HttpResponseRedirect(f"/{get_language_from_request(request)}/{path}")


@open_to(ANYONE)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may fetch: everything for readers."""
    closed = "".join(f"Disallow: /{path}\n" for path in ("cms/", "django-admin/", "design/"))
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")


@open_to(ANYONE)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in each language in which it is live."""
    context = {"pages": queries.site_map(), "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@open_to(ANYONE)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker for one language (``?language=``; English for any other value). It stands at the root, for
    the whole site, and is another file after each change of the content: so a phone learns that something changed."""
    asked = request.GET.get("language", "")
    language = asked if asked in queries.language_codes() else settings.LANGUAGE_CODE
    told = {
        "version": content_version(),
        "language": language,
        "pages": queries.kept_offline(language),
        "offline": f"/{language}/offline/",
        "styles": [static("help-now.css")],
    }
    script = f"const STRIDES = {json.dumps(told)};\n{WORKER.read_text(encoding='utf-8')}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@open_to(ANYONE)
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """For when there is no signal; the service worker adds what is kept on the phone."""
    language = get_language()
    context = {"page": {"heading": _("Pages kept on this phone")}, "content_language": language}
    response = render(request, "pages/offline.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return same_for_everyone(response)


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
