"""``/me/settings/``: each part is a form of its own, saved at once, and put back with one press."""

from dataclasses import dataclass
from typing import Any, Final

from django.forms import BoundField, ChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pages.forms import DisplayForm
from portal import clock, display
from portal.accounts.actions import preferences
from portal.accounts.gate import keep_language
from portal.accounts.queries.consents import consent_words, to_be_asked_again
from portal.accounts.queries.preferences import CATEGORY_NAMES, NEED_NAMES, Choices, preferences_of
from portal.accounts.rules.consents import Purpose
from portal.accounts.rules.preferences import NEEDS
from portal.accounts.views.answers import me
from portal.communications.queries import is_stopped
from portal.home.forms import FORMS, Setting
from portal.http import SIGNED_IN, open_to

PUT_BACK: Final = "settings_before"
"""What a session holds of the last change: the part, and what it was before."""


@dataclass(frozen=True)
class Part:
    """One part of the page. can_undo: it was the last to be changed. saved, undone: just now."""

    form: Setting
    errors: list[dict[str, str]]
    options: dict[str, list[dict[str, object]]]
    saved: bool = False
    undone: bool = False
    can_undo: bool = False


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """All parts; a form that was sent is saved, or told what is wrong with it."""
    if request.method != "POST":
        return _page(request)
    name = request.POST.get("part", "")
    if request.POST.get("act") == "undo":
        return _undo(request, name)
    if request.POST.get("act") == "review":
        preferences.review_needs(by=me(request), person=me(request), now=clock.now())
        return _see(part="needs", how="saved")
    if name not in _forms(request):
        return _page(request, status=422)
    form = FORMS[name](request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return _page(request, refused={name: form}, status=422)
    return _save(request, name, form.changes())


def _save(request: HttpRequest, name: str, changes: dict[str, object]) -> HttpResponse:
    before = preferences.change(by=me(request), person=me(request), changes=changes, now=clock.now())
    request.session[PUT_BACK] = {"part": name, "before": before}
    return _in_force(changes, part=name, how="saved")


def _undo(request: HttpRequest, name: str) -> HttpResponse:
    """Put the last change back; with nothing to put back (another window was quicker) the page as it is."""
    kept = request.session.get(PUT_BACK, {})
    if not name or kept.get("part") != name:
        return HttpResponseRedirect(reverse("settings"), status=303)
    del request.session[PUT_BACK]
    preferences.change(by=me(request), person=me(request), changes=kept["before"], now=clock.now())
    return _in_force(kept["before"], part=name, how="undone")


def _in_force(changes: dict[str, object], *, part: str, how: str) -> HttpResponse:
    """To the part, in the language and with the looks that hold from now on."""
    language = str(changes.get("language") or get_language())
    with override(language):
        response = _see(part=part, how=how)
    if "language" in changes:
        keep_language(response, language)
    if "display" in changes:
        display.keep(response, str(changes["display"] or display.DEFAULT))
    return response


def _see(*, part: str, how: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('settings')}?{how}={part}#{part}", status=303)


def _page(request: HttpRequest, *, refused: dict[str, Setting] | None = None, status: int = 200) -> HttpResponse:
    choices = preferences_of(me(request))
    parts = {name: _part(request, name, choices, (refused or {}).get(name)) for name in _forms(request)}
    shown = {
        "parts": parts,
        "errors": [error for part in parts.values() for error in part.errors],
        "problem": "" if refused or status == 200 else gettext("That did not save. Try again."),  # noqa: PLR2004  an answer without a mistake
        "consents": {purpose.value: consent_words(purpose) for purpose in Purpose},
        "asks_again": {purpose.value: True for purpose in to_be_asked_again(me(request))},
        "needs": needs_by_kind(parts["needs"].form),
        "stopped": bool(choices.phone) and is_stopped(choices.phone),
        "reviewed_on": choices.reviewed_on,
        "review_by": choices.review_by,
    }
    return render(request, "home/settings.html", shown, status=status)


def _part(request: HttpRequest, name: str, choices: Choices, refused: Setting | None) -> Part:
    form = refused or FORMS[name](initial=_showing(request, name, choices), auto_id=f"{name}-%s")
    errors = [
        {"text": str(fault), "field": form[field].id_for_label or f"{name}-{field}"}
        for field, faults in form.errors.items()
        for fault in faults
    ]
    return Part(
        form=form,
        errors=errors,
        options={field.name: options_of(field) for field in form if isinstance(field.field, ChoiceField)},
        saved=request.GET.get("saved") == name,
        undone=request.GET.get("undone") == name,
        can_undo=request.session.get(PUT_BACK, {}).get("part") == name,
    )


def options_of(field: BoundField) -> list[dict[str, object]]:
    """The choices of a field as the components take them; names of languages in their own script say which."""
    is_language = field.name == "language"
    return [
        {"value": value, "label": label, "language": value if is_language else ""}
        for value, label in field.field.choices  # type: ignore[attr-defined]  # a choice field has them
    ]


def _showing(request: HttpRequest, name: str, choices: Choices) -> dict[str, object]:
    """What a part shows: the choice, else what holds on this phone."""
    initial = FORMS[name].of(choices)
    if name == "language":
        return {"language": choices.language or get_language()}
    if name == "look" and not choices.display:
        return DisplayForm.showing(display.parse(request.COOKIES.get(display.COOKIE, "")))
    return initial


def _forms(request: HttpRequest) -> list[str]:
    """The parts this person has: the names of people who work here are given with their role."""
    return [name for name in FORMS if name != "name" or not me(request).is_staff]


def needs_by_kind(form: Setting) -> list[dict[str, Any]]:
    """The needs to tick, in groups by kind."""
    chosen = form["needs"].value() or []
    return [
        {
            "legend": words,
            "id": f"needs-{kind}",
            "options": [
                {"value": code, "label": NEED_NAMES[code], "checked": code in chosen}
                for code, each in NEEDS.items()
                if each is kind
            ],
        }
        for kind, words in CATEGORY_NAMES.items()
    ]
