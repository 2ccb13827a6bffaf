"""What advisers do for people: find or add somebody, give them a card, close a lost account."""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from portal import clock
from portal.accounts import queries as all_queries
from portal.accounts.actions import cards, staff
from portal.accounts.actions import people as actions
from portal.accounts.exchange import card as printed_card
from portal.accounts.exchange import qr_code
from portal.accounts.forms import PersonForm
from portal.accounts.queries import people as queries
from portal.accounts.queries.preferences import language_of, needs_of
from portal.accounts.rules import Role
from portal.accounts.rules.cards import CARD_LIVES, CardState, spaced_number
from portal.accounts.views.answers import language, me, page, query, see
from portal.http import open_to

DONE = ("added", "deactivate", "reactivate", "sign-out")


@open_to(Role.ADVISER, Role.ADMIN)
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Find somebody, or add them."""
    words = request.GET.get("q", "")[: queries.LONGEST_SEARCH]
    form = PersonForm(request.POST if request.method == "POST" else None, initial={"language": language()})
    if request.method == "POST" and form.is_valid():
        person = actions.add_person(
            form=_form_key(request),
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            by=me(request),
            now=clock.now(),
        )
        return see(reverse("person", args=[person.pk]) + query(done="added"))
    found = queries.find_people(words)
    actions.note_search(shown=[line.id for line in found], by=me(request), now=clock.now())
    return page(
        request,
        "people",
        form,
        words=words,
        found=found,
        most=queries.MOST_FOUND,
        form_key=request.POST.get("form_key", "") or uuid.uuid4(),
        languages=_languages(),
    )


@open_to(Role.ADVISER, Role.ADMIN)
@never_cache
def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person: what they need first, then their card and their account."""
    found = _access(person_id)
    if request.method == "POST":
        acts: dict[str, Any] = {
            "deactivate": staff.deactivate,
            "reactivate": staff.reactivate,
            "sign-out": actions.sign_out_everywhere,
        }
        if request.POST.get("act") not in acts:
            raise Http404
        acts[request.POST["act"]](person=found, by=me(request), now=clock.now())
        return see(request.path + query(done=request.POST["act"]))
    actions.note_look(person=found, by=me(request), now=clock.now())
    shown, needs = queries.person_page(found, now=clock.now()), needs_of(found)
    done = request.GET.get("done", "")
    return render(
        request,
        "accounts/person.html",
        {
            "shown": shown,
            "name": shown.person.name or gettext("A person without a name"),
            "language": dict(settings.LANGUAGES).get(shown.person.language, ""),
            "needs": needs,
            "needs_due": needs.is_due(clock.today()),
            "card": _card_words(shown.card.state) if shown.card else "",
            "done": done if done in DONE else "",
            "form_key": uuid.uuid4(),
        },
    )


@open_to(Role.ADVISER, Role.ADMIN)
@never_cache
def card(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Make a card and show it, once. It is the answer to the form itself: a redirect would have to keep the secrets."""
    found = _access(person_id)
    if request.method != "POST" or not found.is_active:
        return see(reverse("person", args=[person_id]))
    now = clock.now()
    try:
        made = cards.issue_card(person=found, form=_form_key(request), by=me(request), now=now)
    except cards.ShownAlreadyError:
        return render(request, "accounts/card_shown.html", {"person_id": person_id}, status=409)
    printed = language_of(found)
    address = printed_card.address(made.token, language=printed)
    return render(
        request,
        "accounts/card.html",
        {
            "person_id": person_id,
            "name": found.name,
            "printed": printed,
            "picture": qr_code.picture(address),
            "number": spaced_number(made.number),
            "until": now + CARD_LIVES,
        },
    )


def _access(person_id: uuid.UUID) -> Any:
    found = queries.access_person(person_id)
    if found is None or (found.is_demo and not all_queries.demo_allowed()):
        raise Http404
    return found


def _form_key(request: HttpRequest) -> uuid.UUID:
    """The chance number of the form; a new one for a form without a readable one."""
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid.uuid4()


def _languages() -> list[dict[str, str]]:
    return [{"value": code, "label": str(name), "language": code} for code, name in settings.LANGUAGES]


def _card_words(state: CardState) -> str:
    return {
        CardState.WAITING: gettext("Given out, not used yet"),
        CardState.TOO_OLD: gettext("Not used within 14 days. It opens nothing any more"),
        CardState.OPENED: gettext("In use, with a PIN of their own"),
        CardState.LOCKED: gettext("Stopped after 5 wrong PINs. A new card helps"),
        CardState.STOPPED: gettext("Stopped. It opens nothing any more"),
    }[state]
