"""The one way in, whatever opened the door: a mailed code, a card, a passkey or a phone that is known."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal import clock
from portal.accounts.actions import devices
from portal.accounts.rules import session_marks
from portal.accounts.rules.cards import DEVICE_LIVES
from portal.accounts.rules.devices import device_kind
from portal.accounts.signals import joined
from portal.accounts.views.answers import network, see, start

STATE = "coming_in"  # what a session holds of somebody between the first page and the last
CARD = "card"  # which card a session holds between showing it and giving the PIN
ENTERED_BY = "entered_by"  # which door opened a session: a phone alone is not enough to give or take an account away
KNOWN = "strides_known"  # whose browser this is, for the limits alone: it opens nothing
KNOWN_SECONDS = 60 * 60 * 24 * 90
DEVICE = "strides_device"  # opens its owner's pages without card or PIN
DEVICE_SECONDS = int(DEVICE_LIVES.total_seconds())


def enter(request: HttpRequest, person: Any, *, how: str, after: str) -> HttpResponse:
    """Go on with somebody who showed who they are: patients are in, people who work here take their second step."""
    if person.is_staff:
        request.session[STATE] = {"person": str(person.pk), "next": after}
        return see(reverse("second-step"))
    now = clock.now()
    opened = devices.open_account(
        by=person,
        how=how,
        cookie=request.COOKIES.get(DEVICE, ""),
        kind=device_kind(request.headers.get("User-Agent", "")),
        now=now,
    )
    sign_in_here(request, person, second_step=False)
    request.session[ENTERED_BY] = how
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)
    if opened.is_first:
        joined.send(sender=type(person), person=person, request=request, how=how)
    response = know_again(see(after or start(person)), person)
    response.set_cookie(DEVICE, opened.cookie, **kept_for(DEVICE_SECONDS))
    return response


def sign_in_here(request: HttpRequest, person: Any, *, second_step: bool) -> None:
    """A session with a new id, and nothing in it of the way here."""
    for name in (STATE, CARD):
        request.session.pop(name, None)
    login(request, person)
    request.session.update(session_marks(now=clock.now(), second_step=second_step))
    if not request.session.session_key:  # somebody else was signed in here: their session is gone, and its id
        request.session.create()
    devices.note_session(
        by=person,
        session_key=request.session.session_key or "",
        address=network(request),
        user_agent=request.headers.get("User-Agent", ""),
        now=clock.now(),
    )


def know_again(response: HttpResponse, person: Any) -> HttpResponse:
    """Let the limits tell this browser from a stranger's."""
    response.set_signed_cookie(KNOWN, str(person.pk), **kept_for(KNOWN_SECONDS))
    return response


def kept_for(seconds: int) -> dict[str, Any]:
    """How every cookie of ours that names somebody is set."""
    return {"max_age": seconds, "secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
