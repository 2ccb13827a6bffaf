"""What the CMS shows of instruments: their list, their forms, and two screens of their own."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from modules.activation.actions.rights import confirm_licence, new_version
from modules.activation.models import Instrument
from modules.activation.queries.refusals import answered_among, deletion_words
from modules.activation.queries.standing import access_instrument_to, standing_of
from portal import clock
from portal.http import STAFF, open_to


def licence_words(instrument: Instrument) -> str:
    """Whether the licence is any hindrance, and who said so."""
    if instrument.licence_confirmed_by:
        confirmed = pgettext("licence of an instrument", "Confirmed by %(name)s")
        return confirmed % {"name": instrument.licence_confirmed_by}
    if instrument.is_licence_clear:
        return pgettext("licence of an instrument", "Clear")
    return pgettext("licence of an instrument", "Has to be confirmed")


class Instruments(SnippetViewSet):
    model = Instrument
    icon = "list-ol"
    list_display = [
        "name",
        Column("code", label="Code", sort_key="code"),
        Column("version", label="Version", sort_key="version"),
        Column("licence", label="Licence", accessor=licence_words),
        LiveStatusTagColumn(),
    ]
    list_filter = ["licence", "code"]
    menu_label = "Instruments"
    menu_order = 260
    add_to_admin_menu = True


register_snippet(Instruments)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def licence(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says that this service may use the instrument: their name and the day are kept."""
    instrument = access_instrument_to("publish", by=request.user, pk=pk)
    error = ""
    if request.method == "POST":
        if request.POST.get("confirm") != "yes":
            error = pgettext("an instrument", "Tick the box if this service may use it. Nothing was changed.")
        else:
            try:
                confirm_licence(by=request.user, instrument=instrument, now=clock.now())
            except ValidationError as refused:
                error = " ".join(refused.messages)
            else:
                messages.success(request, pgettext("an instrument", "The licence is confirmed, with your name."))
                return _to_form(request, instrument)
    shown = {"error": error} | _frame(request, instrument)
    return render(request, "modules/activation/cms/licence.html", shown, status=422 if error else 200)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then begin the next version as a draft. The hidden key makes a double tap one version."""
    instrument = access_instrument_to("add", by=request.user, pk=pk)
    if request.method == "POST":
        made = new_version(by=request.user, instrument=instrument, now=clock.now(), key=_key(request))
        words = pgettext("an instrument", "Version %(number)s is here as a draft. Readers see nothing of it yet.")
        messages.success(request, words % {"number": made.version})
        return _to_form(request, made)
    shown = {"key": uuid.uuid4()} | _frame(request, instrument)
    return render(request, "modules/activation/cms/version.html", shown)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _to_form(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    response = redirect(_edit_url(request, instrument))
    response.status_code = 303
    return response


def _edit_url(request: HttpRequest, instrument: Instrument) -> str:
    return str(AdminURLFinder(request.user).get_edit_url(instrument))


def _frame(request: HttpRequest, instrument: Instrument) -> dict[str, Any]:
    draft: Any = instrument.get_latest_revision_as_object()
    return {
        "page_title": str(draft),
        "edit_url": _edit_url(request, instrument),
        "standing": standing_of(draft),
    }


@hooks.register("register_admin_urls")
def screens_of_instruments() -> list[Any]:
    return [
        path("instruments/<int:pk>/licence/", licence, name="instrument-licence"),
        path("instruments/<int:pk>/new-version/", version, name="instrument-version"),
    ]


@hooks.register("before_delete_snippet")
def what_was_answered_is_kept(request: HttpRequest, instances: list[Any]) -> HttpResponseBase | None:
    """The screens for deleting say why not, and change nothing."""
    kept = answered_among(each for each in instances if isinstance(each, Instrument))
    if not kept:
        return None
    messages.error(request, deletion_words(kept))
    return _to_form(request, kept[0])
