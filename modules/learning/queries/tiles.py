"""What a person's own page is offered by lessons."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, pgettext

from modules.learning.exchange import phone
from modules.learning.queries.lessons import lesson_url
from modules.learning.queries.progress import (
    carry_on,
    finished_lessons,
    finishing_marks_of,
    is_phone_waiting,
    live_marks_of,
    marks_of,
)
from portal.timeline import Event, Tile

LEFT_OUT = "learning.left_out"
"""In the session of somebody who does not want what this phone holds in their account."""


def carry_on_tile(person: Any, now: datetime.datetime) -> list[Tile]:
    """Where the person stopped; nothing when they have not begun, or when nothing is left."""
    found = carry_on(live_marks_of(person))
    if found is None:
        return []
    line = gettext("%(lesson)s · step %(number)d of %(count)d")
    numbered = line % {"lesson": "{lesson}", "number": found.number, "count": found.count}
    words = format_html(numbered, lesson=_named(found.heading, found.language))
    title = gettext("There is something new in a short lesson") if found.is_new else pgettext("tile", "Carry on")
    return [Tile(key="learning.carry-on", title=title, line=words, href=found.url, picture="learn", order=10)]


def finished_events(person: Any, now: datetime.datetime) -> list[Event]:
    """The lessons that the person finished and that can still be read."""
    marks = finishing_marks_of(person)
    return [
        Event(
            at=at,
            title=gettext("You did a short lesson"),
            line=_named(page.heading, page.reading_language()),
            href=lesson_url(page),
        )
        for page, at in finished_lessons(marks)
    ]


def _named(heading: str, language: str) -> str:
    """The name of a lesson; one that is not in the language in use says which it is in."""
    return heading if language == get_language() else format_html('<bdi lang="{}">{}</bdi>', language, heading)


def phone_tile(request: HttpRequest, person: Any, now: datetime.datetime) -> list[Tile]:
    """The question whether what this phone holds joins the account, until it is answered."""
    if not phone_waiting(request):
        return []
    title = gettext("Add what was done on this phone to your account?")
    line = gettext("Somebody worked on a short lesson here before you signed in.")
    return [Tile("learning.this-phone", title, line, reverse("this-phone"), picture="save", order=1)]


def phone_waiting(request: HttpRequest) -> bool:
    """Whether this phone holds steps that the account of the one who is signed in does not, and they did not say to
    leave them out."""
    on_phone = phone.all_in(request.COOKIES)
    if not on_phone or request.session.get(LEFT_OUT):
        return False
    return is_phone_waiting(on_phone, marks_of(request.user))
