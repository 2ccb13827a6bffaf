"""Answers that belong to no app: errors and health."""

import functools
import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: a kind page that says to go back and send it again."""
    return render(request, "errors/403_csrf.html", status=403)
