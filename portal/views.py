"""Answers that belong to no app: errors and health."""

import functools
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from pages.queries import Service, service, still_frame
from portal.http import open_to

log = logging.getLogger(__name__)


@open_to("anyone")
@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """This process answers: restart it when it does not."""
    return JsonResponse({"live": True})


@open_to("anyone")
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether to send people here: 200, or 503 that names what is missing and no detail of it; the log has the rest."""
    states = {name: _holds(name, check) for name, check in READINESS.items()}
    ready = all(states.values())
    return JsonResponse({"ready": ready, **states}, status=200 if ready else 503)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        log.warning("Not ready: %s", name, exc_info=True)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied() -> bool:
    """Whether the database has every migration this code needs. Raises DatabaseError when it cannot be asked."""
    return _migrations_on_disk() <= MigrationRecorder(connection).applied_migrations().keys()


@functools.cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    """The (app label, name) of each migration this code needs; the code of a running process does not change."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _cache_answers() -> bool:
    cache.set("readyz", "here", timeout=10)
    return cache.get("readyz") == "here"


READINESS = {"database": _database_answers, "migrations": migrations_are_applied, "cache": _cache_answers}


SECRET_FIELDS = re.compile(r"csrfmiddlewaretoken|again|code|credential|.*(pin|password|secret).*", re.IGNORECASE)
"""What somebody types to show who they are: never written into a page."""


@never_cache
@xframe_options_deny
@csp_override(settings.UNFRAMED_CSP)  # type: ignore[arg-type]  # the type checker sees no more than a mapping
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of now: the page was left open while somebody signed in or out, or another site sent it.

    What a page of ours sent is carried, and goes on when the person presses a button; of another site nothing is.
    """
    is_ours = not reason.startswith(FROM_ELSEWHERE) and _was_sent_from_here(request)
    carried = [(name, value) for name, values in request.POST.lists() for value in values] if is_ours else []
    fields = [(name, value) for name, value in carried if not SECRET_FIELDS.fullmatch(name)]
    return render(request, "errors/403_csrf.html", {"is_ours": is_ours, "fields": fields}, status=403)


FROM_ELSEWHERE = tuple(words.split("%", maxsplit=1)[0] for words in (REASON_BAD_ORIGIN, REASON_BAD_REFERER))


def _was_sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this; no script of another site can make it say so. An origin
    that is not ours was refused before the token was looked at."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return "Origin" in request.headers or urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was asked could not even be read."""
    return _without_database(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person is known, and may not."""
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that this person may know of."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. When the database is down, the page kept for that, with the phone number and the warning signs."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return _unavailable(request)
    return _without_database(request, "errors/500.html", status=500, who=_who_we_are())


def _who_we_are() -> Service:
    """Our name and phone; the name alone when what broke the page has broken this as well."""
    try:
        return service()
    except Exception:
        log.warning("An error page stays without the phone number.", exc_info=True)
        return Service(name=settings.WAGTAIL_SITE_NAME)


def _unavailable(request: HttpRequest) -> HttpResponse:
    kept = Path(settings.VAR_DIR) / "unavailable" / f"{_language_of(request)}.html"
    try:
        response = HttpResponse(kept.read_text(encoding="utf-8"), status=503)
    except OSError:  # never made yet: the same page without a phone number
        response = _without_database(request, "errors/503.html", status=503)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


def _without_database(request: HttpRequest, template: str, *, status: int, who: Service | None = None) -> HttpResponse:
    """A page in the frame, made without one query, in the language of the address."""
    language = _language_of(request)
    with translation.override(language):
        shown = {
            "frame": still_frame(request, language),
            "service": who or Service(name=settings.WAGTAIL_SITE_NAME),
        }
        response = HttpResponse(render_to_string(template, shown), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _language_of(request: HttpRequest) -> str:
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
