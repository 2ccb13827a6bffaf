"""My confidence: the start, one question a screen, one's own path, and what can be done with it."""

import uuid
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from modules.activation import actions, queries
from modules.activation.forms import AnswerForm
from modules.activation.queries.responses import own_bundle
from pages.queries import help_now_places
from pages.safety.queries import signs_for, word_alerts
from portal import clock
from portal.accounts.views.answers import errors_of, see
from portal.http import SIGNED_IN, open_to, posted_from

if TYPE_CHECKING:  # the web asks queries and actions, never models
    from modules.activation.models import Item
    from modules.activation.queries import Sheet


@open_to(SIGNED_IN)
@never_cache
@require_safe
def confidence(request: HttpRequest) -> HttpResponse:
    """The only instrument there is, or the choice between several."""
    found = queries.offered()
    if len(found) == 1:
        return render(request, "modules/activation/path.html", _path(request, found[0].code))
    return render(request, "modules/activation/choose.html", {"instruments": found})


@open_to(SIGNED_IN)
@never_cache
@require_safe
def confidence_of(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument: where to begin or carry on, and the person's own path."""
    return render(request, "modules/activation/path.html", _path(request, code))


def _path(request: HttpRequest, code: str) -> dict[str, Any]:
    instrument, known = queries.access_versions(code)
    path = queries.own_path(request.user, known, instrument, clock.now())
    return {
        "instrument": instrument,
        "path": path,
        "said": [(point, queries.change_words(point.change)) for point in reversed(path.points)],
        "count": len(queries.asked_items(instrument)),
        "shows_numbers": "numbers" in request.GET,
        "is_invited": "asked" in request.GET,
        "is_demo": queries.is_demo(instrument),
        "is_deleted": "deleted" in request.GET,
        "other_languages": queries.other_languages(instrument),
    }


@open_to(SIGNED_IN)
@never_cache
@require_safe
def print_confidence(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet of paper with a person's own words and path."""
    return render(request, "modules/activation/print.html", {**_path(request, code), "printed_on": clock.today()})


@open_to(SIGNED_IN)
@never_cache
@require_safe
def confidence_file(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that the person answered, as a file that other health systems read."""
    _instrument, versions = queries.access_versions(code)
    response = JsonResponse(own_bundle(request.user, versions), content_type="application/fhir+json")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.json"'
    return response


@open_to(SIGNED_IN)
@posted_from("me")
def not_now(request: HttpRequest) -> HttpResponse:
    """“Not now”: nothing is asked for four weeks."""
    actions.put_off(by=request.user, now=clock.now())
    return see(reverse("me"))


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """To the first question that was not met yet."""
    instrument = queries.access_instrument(code)
    if request.method != "POST":
        return see(reverse("confidence-of", args=[code]))
    rating = actions.begin_rating(by=request.user, person=request.user, instrument=instrument, now=clock.now())
    sheet = queries.sheet_of(rating)
    if sheet is None:
        return _gone(request)
    return see(_address(sheet, sheet.next_item))


@open_to(SIGNED_IN)
@never_cache
@require_safe
def rating(request: HttpRequest, rating_id: uuid.UUID) -> HttpResponse:
    """All questions of one rating, in any order, and the way to its end."""
    sheet = queries.access_sheet(by=request.user, rating_id=rating_id)
    if sheet is None:
        return _gone(request)
    rows = [(item, queries.item_url(sheet.rating, item), sheet.answers.get(item.key)) for item in sheet.items]
    shown = {"sheet": sheet, "rows": rows, "is_open": sheet.is_open(clock.now()), "nothing": "nothing" in request.GET}
    return render(request, "modules/activation/rating.html", shown)


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("answer", "words")
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, rating_id: uuid.UUID, code: str) -> HttpResponse:
    """One question. POST keeps the answer and goes on, without an answer as well."""
    request.language_form = "step-form"  # type: ignore[attr-defined]  # read by the frame
    sheet = queries.access_sheet(by=request.user, rating_id=rating_id)
    if sheet is None:
        return _gone(request)
    here = sheet.item(code)
    if here is None:
        return see(reverse("rating", args=[rating_id]))
    if request.method != "POST":
        return _question(request, sheet, here)
    return _keep(request, sheet, here)


def _keep(request: HttpRequest, sheet: "Sheet", here: "Item") -> HttpResponse:
    form = AnswerForm(request.POST, item=here)
    if form.language not in {"", translation.get_language()}:
        with translation.override(form.language):  # the browser sends the same answer again, there
            return HttpResponseRedirect(queries.item_url(sheet.rating, here), status=307)
    if not form.is_valid():
        return _question(request, sheet, here, form, status=422)
    try:
        if form.given:
            actions.keep_answer(by=request.user, rating=sheet.rating, item=here, given=form.given, now=clock.now())
        elif not (form.language or form.stops) and here.key not in sheet.answers:
            actions.pass_over(by=request.user, rating=sheet.rating, item=here, now=clock.now())
    except actions.RatingClosedError:
        return _question(request, sheet, here, form, status=409)
    return _go_on(request, sheet, here, form)


def _go_on(request: HttpRequest, sheet: "Sheet", here: "Item", form: AnswerForm) -> HttpResponse:
    if form.given and (_is_red(here, form) or word_alerts(form.given.words)):
        return _leave(request, reverse("rating-help", args=[sheet.rating.pk, here.code]))
    if form.language:
        return see(queries.item_url(sheet.rating, here))
    if form.stops:
        return see(reverse("me"))
    return _after(request, sheet, here)


def _after(request: HttpRequest, sheet: "Sheet", here: "Item") -> HttpResponse:
    """Where “Continue” leads: the next item; after the last one the end, or the list when nothing was answered."""
    now_asked = queries.access_sheet(by=request.user, rating_id=sheet.rating.pk) or sheet
    following = now_asked.after(here)
    if following:
        return see(queries.item_url(sheet.rating, following))
    return _leave(request, _finished(request, now_asked))


def _leave(request: HttpRequest, address: str) -> HttpResponse:
    """To a page that is no question: a script that swaps questions is told to open it whole."""
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else see(address)


def _finished(request: HttpRequest, sheet: "Sheet") -> str:
    if actions.finish_rating(by=request.user, rating=sheet.rating, now=clock.now()):
        actions.settle(by=request.user, now=clock.now())
        return reverse("confidence-of", args=[sheet.instrument.code])
    return f"{reverse('rating', args=[sheet.rating.pk])}?nothing=1"


def _is_red(here: "Item", form: AnswerForm) -> bool:
    chosen = form.given.options if form.given else ()
    return any(option.is_red_flag and option.code in chosen for option in here.options.all())


def _question(
    request: HttpRequest, sheet: "Sheet", here: "Item", form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    screen = queries.question_screen(sheet, here)
    shown = {
        "sheet": sheet,
        "instrument": sheet.instrument,
        "screen": screen,
        "chosen": form.chosen if form else [choice.value for choice in screen.choices if choice.checked],
        "answer": form.chosen[0] if form and form.chosen else ("" if form else screen.chosen),
        "typed": form.typed if form else screen.typed,
        "errors": errors_of(form),
        "is_closed": not sheet.is_open(clock.now()),
        "other_languages": queries.other_languages(sheet.instrument),
    }
    return render(request, "modules/activation/question.html", shown, status=status)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def item_help(request: HttpRequest, rating_id: uuid.UUID, code: str) -> HttpResponse:
    """What was answered may be a sign that needs help now: help first, and the questions can go on."""
    sheet = queries.access_sheet(by=request.user, rating_id=rating_id)
    here = sheet.item(code) if sheet else None
    if sheet is None or here is None:
        raise Http404
    answer = sheet.answers.get(here.key)
    words = answer.words if answer else ""
    shown = {
        "signs": signs_for(alert.code for alert in word_alerts(words)),
        "places": help_now_places(),
        "next_url": _after_help(sheet, here),
        "back_url": queries.item_url(sheet.rating, here),
    }
    return render(request, "modules/activation/help.html", shown)


def _after_help(sheet: "Sheet", here: "Item") -> str:
    following = sheet.after(here)
    return queries.item_url(sheet.rating, following) if following else reverse("rating", args=[sheet.rating.pk])


@open_to(SIGNED_IN)
@posted_from("rating", "rating_id")
def finish(request: HttpRequest, rating_id: uuid.UUID) -> HttpResponse:
    """Say that this is all for now."""
    sheet = queries.access_sheet(by=request.user, rating_id=rating_id)
    if sheet is None:
        return _gone(request)
    try:
        return see(_finished(request, sheet))
    except actions.RatingClosedError:
        return see(reverse("confidence-of", args=[sheet.instrument.code]))


@open_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, rating_id: uuid.UUID) -> HttpResponse:
    """Take one rating away, after asking once."""
    found = queries.access_rating(by=request.user, rating_id=rating_id)
    if request.method != "POST":
        return render(request, "modules/activation/delete.html", {"rating": found})
    actions.delete_rating(by=request.user, rating=found, now=clock.now())
    return see(f"{reverse('confidence')}?deleted=1")


def _gone(request: HttpRequest) -> HttpResponse:
    """The questions were taken away in the meantime; what was answered is kept."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return render(request, "modules/activation/gone.html", status=410)


def _address(sheet: "Sheet", found: "Item | None") -> str:
    return queries.item_url(sheet.rating, found) if found else reverse("rating", args=[sheet.rating.pk])
