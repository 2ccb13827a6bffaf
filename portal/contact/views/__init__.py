"""Asking a person, the page of what was asked, and the staff's queue: read the form, one call down, answer."""

import uuid
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pages.queries import entry_at, listed_at
from pages.safety.queries import signs_for, word_alerts
from portal import clock
from portal.accounts.actions.sign_in import TooOftenError
from portal.accounts.rules import Role
from portal.accounts.views.answers import errors_of, language, network, person_of, see
from portal.communications.queries import can_text
from portal.contact import queries
from portal.contact.actions import answering, asking
from portal.contact.actions.clear import say_clear
from portal.contact.exchange import faces, phone
from portal.contact.forms import FORM_OF, ClearForm, FinishForm, NoteForm, safe_page
from portal.contact.queries import words, work
from portal.contact.queries.clear import clear_lines
from portal.contact.rules import About, Form, Kind
from portal.contact.rules.clear import Clear
from portal.contact.rules.promises import Age
from portal.contact.rules.states import Act, NoSuchMoveError, Outcome
from portal.http import ANYONE, SIGNED_IN, open_to
from portal.reports.rules import FEWEST

ROLES: Final = (Role.ADVISER, Role.MANAGER, Role.ADMIN)
"""Who opens the queue."""


@open_to(ANYONE)
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What we can be asked for, by picture."""
    page = safe_page(request.GET.get("page", ""))
    query = f"?{urlencode({'page': page})}" if page else ""
    return render(request, "contact/choose.html", {"openness": queries.openness(now=clock.now()), "query": query})


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("number", "name", "words")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: Kind) -> HttpResponse:
    """One way of asking: a form, and what came of it on a page of its own."""
    if request.method != "POST":
        about = {name: request.GET.get(name, "") for name in ("page", "form")}
        first = {"key": uuid.uuid4(), **about, **_known(request)}
        return _form_page(request, kind, FORM_OF[kind](initial=first, languages=queries.languages()), status=200)
    form = FORM_OF[kind](request.POST, languages=queries.languages())
    if not form.is_valid():
        return _form_page(request, kind, form, status=422)
    asked = _asked(request)
    try:
        done = asking.ask(
            by=person_of(request),
            wish=form.wish(language=language(), needs=_known(request).get("needs", ())),
            idempotency_key=form.cleaned_data["key"],
            network=network(request),
            now=clock.now(),
            sent_here=asked.sent,
        )
    except TooOftenError as error:
        return _limited(request, kind, form, error)
    response = see(reverse("ask-sent", args=[done.token]))
    signs = tuple(alert.code for alert in word_alerts(form.cleaned_data.get("words", "")))
    return response if person_of(request) else _remembering(request, response, asked.plus(done.token, signs))


def _asked(request: HttpRequest) -> phone.Asked:
    """What was sent signed out from this browser."""
    return phone.read(request.COOKIES.get(phone.COOKIE, ""))


def _remembering(request: HttpRequest, response: HttpResponse, asked: phone.Asked) -> HttpResponse:
    response.set_cookie(
        phone.COOKIE,
        phone.written(asked),
        max_age=phone.COOKIE_AGE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _known(request: HttpRequest) -> dict[str, Any]:
    """What we know already, so that nobody types it twice."""
    return vars(queries.known_of(person_of(request))) if person_of(request) else {}


def _form_page(request: HttpRequest, kind: Kind, form: Any, *, status: int, **context: Any) -> HttpResponse:
    person = person_of(request)
    openness = queries.openness(now=clock.now())
    path = safe_page(str(form["page"].value() or ""))
    shown = {
        "kind": kind,
        "form": form,
        "errors": errors_of(form),
        "openness": openness,
        "parts": _parts(openness.never),
        "abouts": _options(words.ABOUT),
        "forms": _options(words.FORMS),
        "voices": _options(words.VOICES),
        "voice": form["interpreter_voice"].value() or "" if "interpreter_voice" in form.fields else "",
        "prefers": _ticks(form),
        "languages": _lines(queries.languages()),
        "interpreters": _lines(queries.interpreters()),
        "already": queries.open_call_of_person(person) if person and kind is Kind.CALL else None,
        "signs": _signs_of(form),
        "about": listed_at(path) or entry_at(path),
        "signed_in": person is not None,
        "can_text": can_text(),
        **context,
    }
    return render(request, "contact/ask.html", shown, status=status)


def _parts(never: tuple[str, ...]) -> list[dict[str, Any]]:
    """The parts of a day; where we are never open in one, it says so and may be chosen all the same."""
    told = gettext("We are not open then. We call as near to it as we can.")
    return [
        {"value": str(part), "label": label, "picture": picture, "hint": told if part in never else ""}
        for part, (picture, label) in words.PARTS.items()
    ]


def _ticks(form: Any) -> list[dict[str, Any]]:
    chosen = form["prefers"].value() or [] if "prefers" in form.fields else []
    return [
        {"value": str(code), "label": label, "id": f"id_prefers_{code}", "checked": str(code) in chosen}
        for code, label in words.PREFERS.items()
    ]


def _lines(languages: dict[str, str]) -> list[dict[str, Any]]:
    """Languages as the select component takes them, each by its own name."""
    ours = words.OTHERS.keys()
    return [
        {"value": code, "label": name, "language": "" if code in ours else code} for code, name in languages.items()
    ]


def _signs_of(form: Any) -> Any:
    """The signs that typed words sound like, shown even while the form has a mistake in it."""
    typed = form["words"].value() if form.is_bound else ""
    return signs_for(alert.code for alert in word_alerts(typed)) if typed else ()


def _limited(request: HttpRequest, kind: Kind, form: Any, error: TooOftenError) -> HttpResponse:
    """Too many asks at once: our phone number, and everything that was typed."""
    response = _form_page(request, kind, form, status=429, limited=True, minutes=error.minutes)
    response["Retry-After"] = str(error.minutes * 60)
    return response


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The page of what was asked: where it stands, and one tap to change one's mind."""
    try:
        if request.method == "POST":
            return _changed(request, token)
        shown = queries.status(token, by=person_of(request), now=clock.now())
    except queries.NoSuchRequestError:
        raise Http404 from None
    signs = sorted({*shown.signs, *_asked(request).signs_of(token)})
    context = {"shown": shown, "signs": signs_for(signs), "openness": queries.openness(now=clock.now())}
    return render(request, "contact/sent.html", context)


def _changed(request: HttpRequest, token: str) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "cancel":
        asking.change_mind(token=token, by=person_of(request), now=clock.now())
        return see(reverse("ask-sent", args=[token]))
    if act != "again":
        raise Http404
    try:
        done = asking.ask_again(token=token, by=person_of(request), network=network(request), now=clock.now())
    except asking.NotYoursToRepeatError as error:
        return see(reverse(f"ask-{error.kind}"))
    except TooOftenError as error:
        response = render(request, "contact/limited.html", {"minutes": error.minutes}, status=429)
        response["Retry-After"] = str(error.minutes * 60)
        return response
    response = see(reverse("ask-sent", args=[done.token]))
    return response if person_of(request) else _remembering(request, response, _asked(request).plus(done.token, ()))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything a person asked for while signed in."""
    lines = [
        {"status": line, "kind": words.KINDS[line.kind], "words": line.in_words}
        for line in queries.of_person(person_of(request))
    ]
    return render(request, "contact/mine.html", {"requests": lines})


# The staff's queue


@open_to(*ROLES)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, what was closed last, and whether anything is late."""
    now = clock.now()
    waiting = work.queue(by=person_of(request), now=now)
    context = {
        "waiting": [_shown(line) for line in waiting],
        "late": sum(line.age is Age.LATE for line in waiting),
        "closed": [_shown(line) for line in work.closed(by=person_of(request), now=now)],
    }
    return render(request, "contact/queue.html", context)


@open_to(*ROLES)
@never_cache
@sensitive_post_parameters("words", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def opened(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """One request: needs first, then how to reach the person, then what to do."""
    try:
        if request.method == "POST":
            return _acted(request, request_id)
        return _request_page(request, request_id)
    except queries.NoSuchRequestError:
        raise Http404 from None


def _acted(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "note":
        return _noted(request, request_id)
    if act not in {Act.CLAIM, Act.RELEASE, Act.TRY, Act.FINISH}:
        raise Http404
    form = FinishForm(request.POST)
    if act == Act.FINISH and not form.is_valid():
        return _request_page(request, request_id, finish=form, status=422)
    finishing = form.cleaned_data if act == Act.FINISH else {}
    try:
        answering.act_on(
            request_id=request_id,
            act=Act(act),
            turn=_turn(request),
            by=person_of(request),
            now=clock.now(),
            outcome=Outcome(finishing["outcome"]) if finishing else None,
            answer=finishing.get("answer", ""),
        )
    except answering.MovedFirstError as error:
        return _request_page(request, request_id, finish=form, status=409, moved_first=True, by_whom=error.who)
    except answering.NotYoursError as error:
        return _request_page(request, request_id, finish=form, status=409, moved_first=True, by_whom=error.who)
    except NoSuchMoveError:
        return _request_page(request, request_id, finish=form, status=409, moved_first=True, by_whom="")
    return see(request.path)


def _noted(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _request_page(request, request_id, note=form, status=422)
    answering.note(
        request_id=request_id,
        words=form.cleaned_data["words"],
        idempotency_key=form.cleaned_data["key"],
        by=person_of(request),
        now=clock.now(),
    )
    return see(request.path)


def _turn(request: HttpRequest) -> int:
    typed = request.POST.get("turn", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1  # noqa: PLR2004  fits the column


def _request_page(
    request: HttpRequest, request_id: uuid.UUID, *, note: Any = None, finish: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    opened = answering.look(request_id=request_id, by=person_of(request), now=clock.now())
    context = {
        "opened": opened,
        "note": note or NoteForm(initial={"key": uuid.uuid4()}),
        "finish": finish or FinishForm(),
        "errors": [] if more else [*errors_of(note), *errors_of(finish)],
        "outcomes": _options(words.OUTCOMES),
        "outcome": words.OUTCOMES[Outcome(opened.outcome)] if opened.outcome else "",
        "about": words.ABOUT[About(opened.about)] if opened.about else "",
        "wanted_form": words.FORMS[Form(opened.form)] if opened.form else "",
        "told": [(line, words.told(line)) for line in opened.told],
        "signs": signs_for(opened.signs),
        **_shown(opened.line),
        **more,
    }
    return render(request, "contact/request.html", context, status=status)


def _shown(line: work.Waiting) -> dict[str, Any]:
    """A line of the queue with the words for its codes: what the person needs comes first."""
    return {
        "line": line,
        "kind": words.KINDS[line.kind],
        "state": words.STATES[line.state],
        "part": words.PARTS[line.part][1],
        "needs": words.needs(line),
    }


def _options(labels: Any) -> list[dict[str, Any]]:
    """Codes and their words as the radios component takes them."""
    return [{"value": str(code), "label": label} for code, label in labels.items()]


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """One press on a face under a page: kept once, and back to the page, which says thank you."""
    if request.method != "POST":
        return see(reverse("ask"))
    form = ClearForm(request.POST)
    if not form.is_valid():
        raise Http404
    page_key, said = form.cleaned_data["page_key"], faces.read(request.COOKIES.get(faces.COOKIE, ""))
    own_key = said.get(page_key, form.cleaned_data["key"])
    answer = Clear(form.cleaned_data["answer"])
    back = form.cleaned_data["page"] or f"/{language()}/"
    try:
        say_clear(
            by=person_of(request),
            page_key=page_key,
            answer=answer,
            own_key=own_key,
            network=network(request),
            now=clock.now(),
        )
    except queries.NoSuchRequestError:
        raise Http404 from None
    except TooOftenError:
        return see(back)
    response = see(f"{back}?{urlencode({'clear': answer})}#clear")
    if person_of(request) is None:
        response.set_cookie(
            faces.COOKIE,
            faces.written({**said, page_key: own_key}),
            max_age=faces.COOKIE_AGE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@open_to(Role.EDITOR, Role.CLINICAL_REVIEWER, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN)
@never_cache
@require_safe
def clear_report(request: HttpRequest) -> HttpResponse:
    """How clear people found each page, for those who write them: counts, and none of a few people."""
    return render(request, "contact/clear_report.html", {"lines": clear_lines(), "fewest": FEWEST})
