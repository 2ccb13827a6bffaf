"""What a person needs in order to read, hear or speak with us, as people who work here record and review it with them.

The parts are those of the person's own settings; the words of the consent are read out before anything is saved.
"""

import uuid
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts import queries as accounts
from portal.accounts.actions import preferences
from portal.accounts.actions.people import note_look
from portal.accounts.queries.consents import consent_words
from portal.accounts.queries.people import access_person
from portal.accounts.queries.preferences import Choices, needs_of, preferences_of
from portal.accounts.rules import Role
from portal.accounts.rules.consents import Purpose
from portal.accounts.views.answers import me, query, see
from portal.home.forms import InterpreterForm, NeedsForm
from portal.home.views.settings import needs_by_kind, options_of
from portal.http import open_to

DONE: Final = ("saved", "reviewed")


@open_to(Role.ADVISER, Role.ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_needs(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """See, change and review what one person needs; each look and each change is written down for the person to see."""
    person = access_person(person_id)
    if person is None or (person.is_demo and not accounts.demo_allowed()):
        raise Http404
    if request.method != "POST":
        note_look(person=person, by=me(request), now=clock.now())
        return _page(request, person)
    choices = preferences_of(person)
    if request.POST.get("seen") != _seen(choices):
        return _page(request, person, moved=True, status=409)
    if request.POST.get("act") == "review":
        preferences.review_needs(by=me(request), person=person, now=clock.now())
        return see(request.path + query(done="reviewed"))
    forms = InterpreterForm(request.POST, auto_id="interpreter-%s"), NeedsForm(request.POST, auto_id="needs-%s")
    valid = [form.is_valid() for form in forms]  # each of them, so that every mistake is told at once
    if not all(valid):
        return _page(request, person, forms=forms, status=422)
    interpreter, needs = forms
    changes = interpreter.changes()
    if choices.needs or needs.changes()["needs"]:
        changes = {**changes, **needs.changes()}
    preferences.change(by=me(request), person=person, changes=changes, now=clock.now())
    return see(request.path + query(done="saved"))


def _page(
    request: HttpRequest,
    person: Any,
    *,
    forms: tuple[InterpreterForm, NeedsForm] | None = None,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    choices = preferences_of(person)
    interpreter, needs = forms or (
        InterpreterForm(initial=InterpreterForm.of(choices), auto_id="interpreter-%s"),
        NeedsForm(initial=NeedsForm.of(choices), auto_id="needs-%s"),
    )
    shown = needs_of(person)
    done = request.GET.get("done", "")
    context = {
        "name": person.name or gettext("A person without a name"),
        "person_url": reverse("person", args=[person.pk]),
        "form": interpreter,
        "options": {name: options_of(interpreter[name]) for name in interpreter.fields},
        "groups": needs_by_kind(needs),
        "needs": shown,
        "is_due": shown.is_due(clock.today()),
        "consent": consent_words(Purpose.NEEDS),
        "seen": _seen(choices),
        "errors": [
            {"text": str(fault), "field": form[field].id_for_label or "needs-contact-1"}
            for form in (interpreter, needs)
            for field, faults in form.errors.items()
            for fault in faults
        ],
        "moved": moved,
        "done": done if done in DONE else "",
    }
    return render(request, "home/person_needs.html", context, status=status)


def _seen(choices: Choices) -> str:
    """What the page showed when it was opened: whoever changed it in the meantime is not written over."""
    return "|".join([choices.interpreter, choices.interpreter_gender, *sorted(choices.needs)])
