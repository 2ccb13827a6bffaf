"""Steps of lessons, their end, carrying on, and what happens to what a phone holds."""

import re
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules.learning import actions, queries
from modules.learning.exchange import phone
from modules.learning.forms import PhoneForm, StepForm
from modules.learning.rules import Mark, Place, with_marks
from pages.queries import url_of
from portal import clock
from portal.http import ANYONE, SIGNED_IN, open_to, same_for_everyone

_SLUG = re.compile(r"[\w-]+")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, lesson: str, step: str) -> HttpResponse:
    """One step; nobody needs to have done another first. POST keeps it and goes on, without an answer as well."""
    page, frame = queries.access_lesson(request, lesson)
    here = queries.access_step(page, step)
    if request.method == "POST":
        return _keep_step(request, page, here, frame)
    ticked = {"asked": request.GET.get("answer", ""), "picked": request.GET.get("picked", "")}
    screen = queries.step_screen(page, here, _marks(request, page.key), **ticked)
    return render(request, "modules/learning/step.html", {**frame, "screen": screen, "step": here})


def _keep_step(request: HttpRequest, page: Any, here: Any, frame: dict[str, Any]) -> HttpResponse:
    screen = queries.step_screen(page, here, _marks(request, page.key))
    form = StepForm(request.POST, options=screen.options)
    if not form.is_valid():
        errors = [{"text": text, "field": "answer"} for text in form.errors["answer"]]
        shown = {**frame, "screen": screen, "step": here, "errors": errors}
        return render(request, "modules/learning/step.html", shown, status=422)
    new = queries.marks_of_step(page, here, answer=form.chosen, is_done=not form.stops, now=clock.now())
    if form.stops:
        return _kept(request, HttpResponseRedirect(screen.start_url, status=303), new)
    if form.chosen and not form.is_told:
        told = f"{screen.url}?{urlencode({'answer': form.chosen})}#explained"
        return _kept(request, HttpResponseRedirect(told, status=303), new)
    return _kept(request, HttpResponseRedirect(screen.next_url, status=303), new)


@open_to(ANYONE)
@never_cache
@require_safe
def done(request: HttpRequest, lesson: str) -> HttpResponse:
    """The end of a lesson; whoever opens it may read it."""
    page, frame = queries.access_lesson(request, lesson)
    return render(request, "modules/learning/done.html", {**frame, "screen": queries.done_screen(page)})


@open_to(ANYONE)
@require_safe
def print_lesson(request: HttpRequest, lesson: str) -> HttpResponse:
    """A whole lesson on one page, the same for everyone."""
    page, frame = queries.access_lesson(request, lesson, "whole")
    response = render(request, "modules/learning/print.html", {**frame, "steps": queries.printed(page)})
    return same_for_everyone(response) if page.is_known_public else response


@open_to(ANYONE)
@never_cache
@require_safe
def work_note(request: HttpRequest, lesson: str, step: str) -> HttpResponse:
    """The note for a boss, made from the ticks in the address and kept nowhere."""
    page, frame = queries.access_lesson(request, lesson)
    here = queries.access_step(page, step)
    shown = {
        "note": queries.note_of(here, request.GET.dict()),
        "step": here,
        "screen": queries.step_screen(page, here, {}),
    }
    return render(request, "modules/learning/work_note.html", {**frame, **shown})


@open_to(ANYONE)
@never_cache
@require_safe
def carry_on(request: HttpRequest) -> HttpResponse:
    """To the step where the person stopped; a kind word when there is none."""
    found = queries.carry_on(_marks(request))
    if found:
        return HttpResponseRedirect(found.url)
    return render(request, "modules/learning/carry_on.html", {"learn_url": url_of("learn/")})


@open_to(ANYONE)
@never_cache
@require_safe
def carry_on_part(request: HttpRequest) -> HttpResponse:
    """The same as a part that a script puts beside a page that everybody shares; ``?lesson=`` asks about one lesson.
    Empty (204) when there is nothing to say."""
    marks = _marks(request)
    slug = request.GET.get("lesson", "") if _SLUG.fullmatch(request.GET.get("lesson", "")) else ""
    standing = queries.lesson_standing_at(slug, marks) if slug and marks else None
    found = queries.carry_on(marks) if marks and not slug else None
    if not found and not (standing and standing.is_begun):
        return HttpResponse(status=204)
    return render(request, "modules/learning/carry_on_part.html", {"carry_on": found, "standing": standing})


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def this_phone(request: HttpRequest) -> HttpResponse:
    """“Add what was done on this phone to your account?” Nothing is added before somebody says yes."""
    waiting = queries.phone_waiting(request)
    if request.method != "POST":
        return render(request, "modules/learning/this_phone.html", {"waiting": waiting})
    form = PhoneForm(request.POST)
    if not form.is_valid():
        errors = [{"text": text, "field": "add"} for text in form.errors["add"]]
        return render(request, "modules/learning/this_phone.html", {"waiting": waiting, "errors": errors}, status=422)
    response = HttpResponseRedirect(reverse("carry-on"), status=303)
    if not form.adds:
        request.session[queries.LEFT_OUT] = True
        return response
    actions.keep_marks(by=request.user, marks=_on_phone(request), now=clock.now(), from_phone=True)
    response.delete_cookie(phone.COOKIE, samesite="Lax")
    return response


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """“Finish and clear this phone”: nothing of a person without an account is left in this browser."""
    if request.method != "POST":
        return render(request, "modules/learning/clear.html", {"is_cleared": "cleared" in request.GET})
    response = HttpResponseRedirect(f"{reverse('clear-phone')}?cleared=1", status=303)
    response.delete_cookie(phone.COOKIE, samesite="Lax")
    if not request.user.is_authenticated:
        request.session.flush()
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _on_phone(request: HttpRequest) -> tuple[Mark, ...]:
    return phone.read(request.COOKIES.get(phone.COOKIE, ""))


def _marks(request: HttpRequest, page_key: uuid.UUID | None = None) -> dict[Place, Mark]:
    """What is kept of whoever asks: in the account when they are signed in, else on this phone."""
    if request.user.is_authenticated:
        return queries.marks_of(request.user, page_key=page_key)
    return with_marks({}, _on_phone(request))


def _kept(request: HttpRequest, response: HttpResponse, new: Iterable[Mark]) -> HttpResponse:
    """Keep the marks where they belong."""
    if request.user.is_authenticated:
        actions.keep_marks(by=request.user, marks=new, now=clock.now())
        return response
    value = phone.written(with_marks(_marks(request), new).values())
    response.set_cookie(
        phone.COOKIE,
        value,
        max_age=phone.COOKIE_AGE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
