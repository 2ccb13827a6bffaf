"""My data: what is held, taking it away, deleting it, and who looked."""

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.actions.sign_in import TooOftenError
from portal.accounts.queries.consents import consents_of
from portal.accounts.views.answers import language, me, see, wait_words
from portal.accounts.views.once_more import ask_once_more, is_fresh
from portal.http import SIGNED_IN, open_to, posted_from
from portal.privacy import queries
from portal.privacy.actions import deletion
from portal.privacy.exchange import download as downloading
from portal.privacy.queries.deletion import due_at
from portal.privacy.queries.looks import looks
from portal.privacy.queries.words import Section, marked_pages, named
from portal.privacy.rules import COOLING_OFF

if TYPE_CHECKING:
    from portal.accounts.models import User


@open_to(SIGNED_IN)
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held in plain words, and the ways on."""
    return _my_data(request)


def _my_data(request: HttpRequest, *, wait_minutes: int = 0) -> HttpResponse:
    """The page; with minutes to wait, what somebody reads who downloaded too often."""
    person = me(request)
    shown = {
        "consents": consents_of(person),
        "looks": looks(person),
        "due_at": due_at(person),
        "works_here": person.is_staff,
        "errors": [{"text": wait_words(wait_minutes), "field": "take"}] if wait_minutes else [],
    }
    response = render(request, "privacy/my_data.html", shown, status=429 if wait_minutes else 200)
    if wait_minutes:
        response["Retry-After"] = str(wait_minutes * 60)
    return response


@open_to(SIGNED_IN)
@never_cache
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Every row, by kind. As with the download, who has only the phone in hand is asked once more who they are."""
    if not is_fresh(request):
        return ask_once_more(request, reverse("my-data-everything"))
    _sections, shown = _held(me(request))
    return render(request, "privacy/everything.html", {"sections": shown})


@open_to(SIGNED_IN)
@never_cache
@posted_from("my-data")
def download(request: HttpRequest) -> HttpResponseBase:
    """Everything as a zip. Who has only the phone in hand is asked once more who they are."""
    if not is_fresh(request):
        return ask_once_more(request, reverse("my-data"))
    person, now = me(request), clock.now()
    try:
        deletion.count_download(by=person, now=now)
    except TooOftenError as error:
        return _my_data(request, wait_minutes=error.minutes)
    sections, words = _held(person)
    shown = {"sections": words, "made_at": now, "language": language(), "direction": _direction()}
    page = render_to_string("privacy/download.html", shown)
    pack = downloading.packed(page=page, sections=sections, now=now)
    deletion.note_download(by=person, now=now)
    return FileResponse(pack, as_attachment=True, filename=downloading.file_name(now), content_type="application/zip")


@open_to(SIGNED_IN)
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """What deleting means, and the button."""
    person = me(request)
    if person.is_staff or due_at(person):
        return see(reverse("my-data"))
    if request.method != "POST":
        return render(request, "privacy/delete.html", {"days": COOLING_OFF.days})
    if not is_fresh(request):
        return ask_once_more(request, reverse("my-data-delete"))
    deletion.ask_to_delete(by=person, now=clock.now())
    return see(reverse("my-data"))


@open_to(SIGNED_IN)
@never_cache
@posted_from("my-data")
def keep(request: HttpRequest) -> HttpResponse:
    """One tap takes the deletion back."""
    deletion.keep_account(by=me(request), now=clock.now())
    return see(reverse("my-data"))


def _held(person: "User") -> tuple[queries.Sections, list[Section]]:
    """All that is held about a person, for programs and in words."""
    pages = marked_pages(person)
    sections = queries.everything(person, besides=[pages])
    return sections, named(sections, pages)


def _direction() -> str:
    return "rtl" if get_language_bidi() else "ltr"
