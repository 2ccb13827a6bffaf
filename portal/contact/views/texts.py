"""“Text me the link”: a form with one number, and the same answer whatever the number."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pages.queries.reading import Listed
from portal import clock
from portal.accounts.actions.sign_in import TooOftenError
from portal.accounts.views.answers import errors_of, language, network, person_of, see
from portal.communications.queries import can_text
from portal.contact import queries
from portal.contact.actions.texts import ask_for_link
from portal.contact.forms import LinkForm
from portal.contact.queries.texts import page_with_code
from portal.contact.rules.texts import TEXTS_PER_NUMBER
from portal.http import ANYONE, open_to


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
def text_link(request: HttpRequest, code: str) -> HttpResponse:
    """Where a number is typed, signed in or not."""
    page = _page(code)
    person = person_of(request)
    if request.method != "POST":
        number = queries.known_of(person).number if person else ""
        return _form_page(request, page, LinkForm(initial={"key": uuid.uuid4(), "number": number}), status=200)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _form_page(request, page, form, status=422)
    try:
        ask_for_link(
            by=person,
            number=form.cleaned_data["number"],
            code=code.casefold(),
            language=language(),
            idempotency_key=form.cleaned_data["key"],
            network=network(request),
            now=clock.now(),
        )
    except TooOftenError as error:
        response = _form_page(request, page, form, status=429, limited=True, minutes=error.minutes)
        response["Retry-After"] = str(error.minutes * 60)
        return response
    return see(reverse("link-texted", args=[code]))


@open_to(ANYONE)
@never_cache
@require_safe
def link_texted(request: HttpRequest, code: str) -> HttpResponse:
    """What happens now: the same words for every number."""
    return render(request, "contact/link_texted.html", {"page": _page(code), "most": TEXTS_PER_NUMBER.most})


def _page(code: str) -> Listed:
    page = page_with_code(code) if can_text() else None
    if page is None:
        raise Http404
    return page


def _form_page(request: HttpRequest, page: Listed, form: LinkForm, *, status: int, **more: Any) -> HttpResponse:
    shown = {"page": page, "form": form, "errors": errors_of(form), **more}
    return render(request, "contact/link.html", shown, status=status)
