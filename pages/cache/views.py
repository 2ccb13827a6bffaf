"""Copies on the phone: the service worker, and the page for when there is no signal."""

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages import queries
from pages.cache.queries import content_version
from portal.http import ANYONE, open_to, same_for_everyone

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "sw.js"


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
    context = {"page": {"heading": _("Pages kept on this phone")}, "content_language": get_language()}
    return same_for_everyone(render(request, "pages/cache/offline.html", context))
