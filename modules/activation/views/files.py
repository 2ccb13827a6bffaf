"""Instruments in files, in the CMS: look at what a file would become, store it, and take one away."""

import uuid

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from modules.activation.actions.importing import CrowdedError, import_instrument
from modules.activation.exchange.fhir.parsing import MOST_BYTES
from modules.activation.exchange.fhir.reading import Reading, read
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.writing import file_of
from modules.activation.queries.files import access_definition, may_import, preview_of
from portal import clock
from portal.http import STAFF, open_to

CARRIED_FOR_SECONDS = 60 * 60 * 12
MOST_CARRIED = 2_000_000
SALT = "modules.activation.import"
CONTEXT = "instrument file"


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Choose a file, look at what it would become, and only then store it. Between the two nothing is kept here: the
    page carries what was looked at, signed for this person."""
    if not may_import(request.user):
        raise Http404
    if request.method != "POST":
        return _import_page(request, None)
    if "carried" in request.POST:
        return _store(request)
    return _look(request)


def _look(request: HttpRequest) -> HttpResponse:
    uploaded = request.FILES.get("file")
    if not isinstance(uploaded, UploadedFile):
        return _import_page(request, _refused(pgettext(CONTEXT, "Choose a file first.")))
    reading = read(uploaded.read(MOST_BYTES + 1))
    return _import_page(request, reading)


def _refused(words: str) -> Reading:
    report = Report()
    report.error("", words)
    return Reading(None, report)


def _import_page(request: HttpRequest, reading: Reading | None) -> HttpResponse:
    carried = ""
    if reading and reading.definition:
        carried = _carried(request, file_of(reading.definition))
        if len(carried) > MOST_CARRIED:
            message = pgettext(CONTEXT, "There are too many words to add here. Use “manage.py instrument import”.")
            reading.report.error("", message)
            carried = ""
    shown = {
        "page_title": pgettext(CONTEXT, "Import an instrument"),
        "header_icon": "upload",
        "report": reading.report if reading else None,
        "preview": preview_of(reading.definition) if carried and reading and reading.definition else None,
        "carried": carried,
        "list_url": _list_url(),
    }
    status = 422 if reading and not carried else 200
    return render(request, "modules/activation/cms/import.html", shown, status=status)


def _carried(request: HttpRequest, file: str) -> str:
    return signing.dumps([str(request.user.pk), str(uuid.uuid4()), file], salt=SALT, compress=True)


def _store(request: HttpRequest) -> HttpResponse:
    try:
        person, key, file = signing.loads(request.POST["carried"], salt=SALT, max_age=CARRIED_FOR_SECONDS)
    except signing.BadSignature:
        person, key, file = "", "", ""
    definition = read(file.encode()).definition if person == str(request.user.pk) else None
    if definition is None:
        words = pgettext(
            CONTEXT, "This page is too old, or was changed on its way. Nothing was stored. Choose the file again."
        )
        return _import_page(request, _refused(words))
    try:
        instrument, is_new = import_instrument(
            by=request.user, definition=definition, now=clock.now(), key=uuid.UUID(key)
        )
    except CrowdedError as crowded:
        return _import_page(request, _refused(str(crowded)))
    if is_new:
        messages.success(request, pgettext(CONTEXT, "The instrument is here as a draft. Nobody is asked anything yet."))
    else:
        messages.success(request, pgettext(CONTEXT, "The same instrument is here already. Nothing was stored twice."))
    response = redirect(AdminURLFinder(request.user).get_edit_url(instrument) or _list_url())
    response.status_code = 303
    return response


@open_to(STAFF)
@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One instrument as a file: as it is published, or as a draft while it is not."""
    definition = access_definition(by=request.user, pk=pk)
    response = HttpResponse(file_of(definition), content_type="application/fhir+json")
    name = f"{definition.code}-{definition.version}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _list_url() -> str:
    return reverse("wagtailsnippets_activation_instrument:list")
