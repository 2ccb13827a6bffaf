"""The doors of the staff pages: who passes, for how long, and that no password opens anything."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal import clock, display
from portal.accounts import queries
from portal.accounts.actions import preferences
from portal.accounts.models import User
from portal.accounts.queries.preferences import display_of
from portal.accounts.rules import SECOND_STEP_AT, SEEN_AT, SEEN_EVERY_SECONDS, SIGNED_IN_AT

DOOR = re.compile(r"/(?:[a-z]{2,3}(?:-[a-z]+)?/)?(cms|django-admin|staff)(?:/|$)")
LONGEST_NEXT = 2000
ASKED_BY_A_TIMER = re.compile(r"/cms/(?:editing-sessions|sprite|jsi18n)\b")


class NoPasswordBackend(ModelBackend):
    """Rights come from groups; nobody gets in with a password, whatever form it is typed in."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:  # type: ignore[override]  # it never gives anybody
        return None


class StaffGate:
    """Ends sessions that are over, and opens the staff pages to those with both steps and a role that fits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        door = DOOR.match(request.path_info)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # public pages of strangers never touch a session
            end_if_over(request, now=clock.now())
        elif door:
            return to_sign_in(request)
        if door:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            refuse_those_who_do_not_work_here(request.user)
            if SECOND_STEP_AT not in request.session:
                return to_sign_in(request)
            refuse_unless_role_opens(request.user, door[1])
        return self.get_response(request)


def put_back_choices(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: whoever signs in gets back how pages look for them, and on a new phone their language."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        person = getattr(request, "came_in", None)
        if person is not None:
            if chosen := display_of(person):
                display.keep(response, chosen)
            if person.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                keep_language(response, person.language)
        return response

    return middleware


def note_who_came_in(sender: object, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Receiver of Django's ``user_logged_in``: a signal has no answer to put a cookie in, the middleware has."""
    if request is not None:
        request.came_in = user  # type: ignore[attr-defined]  # our own attribute, read by put_back_choices


def take_choices_along(sender: object, person: User, request: HttpRequest, *, how: str = "", **kwargs: Any) -> None:
    """Receiver of ``joined``: what was chosen on this phone before there was an account stays chosen. Whoever joins
    with a card may read no word: they listen from now on, until they say otherwise."""
    kept = display_of(person)
    chosen = display.parse(kept or request.COOKIES.get(display.COOKIE, ""))
    if how == "card":
        chosen = replace(chosen, listen=True)
    if str(chosen) != kept and chosen != display.DEFAULT:
        preferences.change(by=person, person=person, changes={"display": str(chosen)}, now=clock.now())


def keep_language(response: HttpResponseBase, language: str) -> None:
    """Put a language in the cookie that says in which one the site opens."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page, and afterwards back to here (for a form that was sent: to the start)."""
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "", reverse("sign-in"))


def refuse_those_who_do_not_work_here(person: User) -> None:
    """Raises Http404 for them. It comes before the second step: they have none, and would be sent round for ever."""
    if not person.is_staff:
        raise Http404


def refuse_unless_role_opens(person: User, door: str) -> None:
    """Raises PermissionDenied for those whose role does not open this door."""
    if door == "cms" and not person.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    if door == "django-admin" and not person.is_superuser:
        raise PermissionDenied


def end_if_over(request: HttpRequest, *, now: datetime.datetime) -> None:
    """Sign out somebody who was away too long, was signed in too long, or may no longer come in."""
    person = request.user
    if not isinstance(person, User):
        return
    seconds = int(now.timestamp())
    session = request.session
    idle = seconds - session.get(SEEN_AT, 0)
    age = seconds - session.get(SIGNED_IN_AT, 0)
    too_long = idle >= settings.STAFF_IDLE_MINUTES * 60 or age >= settings.STAFF_LONGEST_HOURS * 3600
    if (person.is_staff and too_long) or (person.is_demo and not queries.demo_allowed()):
        logout(request)
    elif idle >= SEEN_EVERY_SECONDS and not ASKED_BY_A_TIMER.match(request.path_info):
        session[SEEN_AT] = seconds


def safe_next(address: str) -> str:
    """The address if it is a path of this site, else empty. Never off the site, never a line break, never a novel."""
    plain = len(address) <= LONGEST_NEXT and address.isprintable() and "\\" not in address
    own = plain and re.match(r"/(?![/])", address) and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own else ""
