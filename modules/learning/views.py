"""Steps of lessons, their end, carrying on, and what happens to what a phone holds."""

import re
import secrets
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules.learning import actions, queries
from modules.learning.exchange import phone
from modules.learning.forms import NoteForm, PhoneForm, StepForm
from modules.learning.rules import Mark, Place, with_marks
from modules.learning.rules.work import with_ticks
from pages.queries import page_offers, url_of
from portal import clock
from portal.accounts.actions import devices
from portal.accounts.views.entering import DEVICE
from portal.http import ANYONE, CLEARED, SIGNED_IN, open_to, same_for_everyone

SAID = ("yes", "partly", "no")
"""What the address of the end of a lesson may say of an answer to “Was this clear?” that was just given."""

_SLUG = re.compile(r"[\w-]+")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, lesson: str, step: str) -> HttpResponse:
    """One step; nobody needs to have done another first. POST keeps it and goes on, without an answer as well."""
    request.language_form = "step-form"  # type: ignore[attr-defined]  # read by the frame
    page, frame = queries.access_lesson(request, lesson)
    here = queries.access_step(page, step)
    if request.method == "POST":
        return _keep_step(request, page, here, frame)
    screen = queries.step_screen(page, here, _marks(request, page.key), _ticks(request))
    shown = {**frame, "screen": screen, "step": here, "tasks": here.work_tasks}
    return _with_all_tabs(request, render(request, "modules/learning/step.html", shown))


def _keep_step(request: HttpRequest, page: Any, here: Any, frame: dict[str, Any]) -> HttpResponse:
    """Keep what was sent and say where to go on. Ticks for a note are kept nowhere: the browser sends them again to
    where the answer is explained, and the page itself is the answer."""
    screen = queries.step_screen(page, here, _marks(request, page.key))
    form = StepForm(request.POST, options=screen.options)
    if form.language:
        return _go_on_in(request, page, here, form, frame)
    tasks = with_ticks(here.work_tasks, form.ticks)
    has_ticks = any(task.ticked for task in tasks)
    if not form.is_valid():
        errors = [{"text": text, "field": "answer"} for text in form.errors["answer"]]
        shown = {**frame, "screen": screen, "step": here, "tasks": tasks, "errors": errors}
        return render(request, "modules/learning/step.html", shown, status=422)
    if has_ticks and "told" in request.GET and form.chosen and not form.is_told:
        return render(request, "modules/learning/step.html", {**frame, "screen": screen, "step": here, "tasks": tasks})
    new = queries.marks_of_step(page, here, answer=form.chosen, is_done=not form.stops, now=clock.now())
    if form.stops:
        return _kept(request, HttpResponseRedirect(screen.start_url, status=303), new)
    if form.chosen and not form.is_told:
        explained = f"{screen.url}?told=1#explained"
        return _kept(request, HttpResponseRedirect(explained, status=307 if has_ticks else 303), new)
    return _kept(request, HttpResponseRedirect(screen.next_url, status=303), new)


def _go_on_in(request: HttpRequest, page: Any, here: Any, form: StepForm, frame: dict[str, Any]) -> HttpResponse:
    """To the same step in another language, with what was ticked. Ticks for a note are kept nowhere: the browser sends
    them again, and the page itself is the answer."""
    ticks, tasks = _ticks(request), with_ticks(here.work_tasks, form.ticks)
    if form.is_valid() and form.chosen:
        new = queries.marks_of_step(page, here, answer=form.chosen, is_done=False, now=clock.now())
        ticks |= {mark.place: mark for mark in new}
    if any(task.ticked for task in tasks) and form.language == translation.get_language():
        screen = queries.step_screen(page, here, _marks(request, page.key), ticks)
        shown = {**frame, "screen": screen, "step": here, "tasks": tasks}
        response = render(request, "modules/learning/step.html", shown)
    else:
        with translation.override(form.language):
            there = queries.step_screen(page, here, {}).url
        response = HttpResponseRedirect(there, status=307 if any(task.ticked for task in tasks) else 303)
    if ticks != _ticks(request):
        _keep_ticks(request, response, ticks)
    return response


@open_to(ANYONE)
@never_cache
@require_safe
def done(request: HttpRequest, lesson: str) -> HttpResponse:
    """The end of a lesson; whoever opens it may read it."""
    page, frame = queries.access_lesson(request, lesson, part="end")
    said = request.GET.get("clear", "")
    shown = {"clear_said": said if said in SAID else "", "clear_key": uuid.uuid4()}
    return render(request, "modules/learning/done.html", {**frame, **shown, "screen": queries.done_screen(page)})


@open_to(ANYONE)
@require_safe
def print_lesson(request: HttpRequest, lesson: str) -> HttpResponse:
    """A whole lesson on one page, the same for everyone."""
    page, frame = queries.access_lesson(request, lesson, "whole")
    shown = {**frame, "steps": queries.printed(page), "offers": page_offers(page)}
    response = render(request, "modules/learning/print.html", shown)
    return same_for_everyone(response) if page.is_known_public else response


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_note(request: HttpRequest, lesson: str, step: str) -> HttpResponse:
    """The note for a boss, made from the ticks that were sent. Nothing is kept, so the answer is the note itself; in
    another language, and on the way back to the step, the browser sends the ticks again."""
    request.language_form = "note-form"  # type: ignore[attr-defined]  # read by the frame
    page, frame = queries.access_lesson(request, lesson, part="beside")
    here = queries.access_step(page, step)
    form = NoteForm(request.POST)
    note = queries.note_of(here, form.ticks)
    if form.language not in {"", translation.get_language()}:
        with translation.override(form.language):
            return HttpResponseRedirect(f"{queries.step_screen(page, here, {}).url}note/", status=307)
    screen = queries.step_screen(page, here, {})
    shown = {"note": note, "step": here, "screen": screen, "answer": _offered(screen, form)}
    shown["content_language"] = translation.get_language()  # a note of the site's own, around lines of the lesson
    return render(request, "modules/learning/work_note.html", {**frame, **shown})


def _offered(screen: queries.StepScreen, form: NoteForm) -> str:
    """The answer that was chosen on the step, and not sent yet, when it is one of the step's."""
    chosen = form.ticks.get("answer", "")
    return chosen if any(chosen == option["value"] for option in screen.options) else ""


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
    for cookie in filter(phone.is_ours, request.COOKIES):
        response.delete_cookie(cookie, samesite="Lax")
    return response


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """“Finish and clear this phone”: everything of ours in this browser goes, whatever was begun in it, and whoever is
    signed in is signed out. Help now may stay."""
    if request.method != "POST":
        return render(request, "modules/learning/clear.html", {"is_cleared": "cleared" in request.GET})
    if DEVICE in request.COOKIES:
        devices.forget_this_device(cookie=request.COOKIES[DEVICE], now=clock.now())
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        logout(request)
    response = HttpResponseRedirect(f"{reverse('clear-phone')}?cleared=1", status=303)
    for cookie in request.COOKIES.keys() - {CLEARED}:
        response.delete_cookie(cookie, samesite="Lax")
    is_secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(CLEARED, secrets.token_hex(8), secure=is_secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _on_phone(request: HttpRequest) -> tuple[Mark, ...]:
    return phone.all_in(request.COOKIES)


def _marks(request: HttpRequest, page_key: uuid.UUID | None = None) -> dict[Place, Mark]:
    """What is kept of whoever asks: in the account when they are signed in, else on this phone."""
    if request.user.is_authenticated:
        return queries.marks_of(request.user, page_key=page_key)
    return with_marks({}, _on_phone(request))


def _kept(request: HttpRequest, response: HttpResponse, new: Iterable[Mark]) -> HttpResponse:
    """Keep the marks where they belong; what was only ticked is settled with them."""
    new = list(new)
    ticks = _ticks(request)
    if left := ticks.keys() & {mark.place for mark in new}:
        _keep_ticks(request, response, {place: mark for place, mark in ticks.items() if place not in left})
    if request.user.is_authenticated:
        actions.keep_marks(by=request.user, marks=new, now=clock.now())
        return response
    _put(request, response, phone.COOKIE, with_marks(_marks(request), new))
    _put(request, response, f"{phone.JUST_NOW}{new[0].part_key.hex[:8]}", with_marks({}, new), phone.JUST_NOW_SECONDS)
    return response


def _with_all_tabs(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Two tabs that send at the same time each get an answer made from what was kept before: the later one would undo
    the earlier. What each has just sent stands beside it for a minute, and is put back here."""
    kept, all_marks = (
        with_marks({}, phone.read(request.COOKIES.get(phone.COOKIE, ""))),
        with_marks({}, _on_phone(request)),
    )
    if all_marks != kept and not request.user.is_authenticated:
        _put(request, response, phone.COOKIE, all_marks)
    return response


def _ticks(request: HttpRequest) -> dict[Place, Mark]:
    """What was ticked and not sent: in the session of somebody signed in, else on this phone."""
    signed_in = request.user.is_authenticated
    value = request.session.get(phone.TICKED, "") if signed_in else request.COOKIES.get(phone.TICKED, "")
    return {mark.place: mark for mark in phone.read(value)}


def _keep_ticks(request: HttpRequest, response: HttpResponse, ticks: dict[Place, Mark]) -> None:
    if request.user.is_authenticated:
        request.session[phone.TICKED] = phone.written(ticks.values())
    else:
        _put(request, response, phone.TICKED, ticks)


def _put(
    request: HttpRequest,
    response: HttpResponse,
    cookie: str,
    marks: dict[Place, Mark],
    seconds: int = phone.COOKIE_AGE_SECONDS,
) -> None:
    response.set_cookie(
        cookie,
        phone.written(marks.values()),
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
