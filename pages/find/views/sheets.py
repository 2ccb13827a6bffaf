"""Entries in sheets, in the CMS: look at what a sheet would become, store it as drafts, and take all entries away."""

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from pages.find.actions import import_entries
from pages.find.exchange.sheet import COLUMNS, CONTEXT, MOST_BYTES, Sheet, read, written
from pages.find.queries import all_entries, known_codes, may_import
from portal import clock
from portal.http import STAFF, open_to

CARRIED_FOR_SECONDS = 60 * 60 * 12
MOST_CARRIED = 2_000_000
MOST_ENTRIES_HERE = 500
"""As many are stored within the time that a browser waits; the command takes more."""

MOST_PREVIEWED = 50
SALT = "pages.find.sheet"


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def import_sheet(request: HttpRequest) -> HttpResponse:
    """Choose a sheet, look at the report, and only then store it. Between the two nothing is kept here: the page
    carries what was looked at, signed for this person."""
    if not may_import(request.user):
        raise Http404
    if request.method != "POST":
        return _page(request, None)
    return _store(request) if "carried" in request.POST else _look(request)


def _look(request: HttpRequest) -> HttpResponse:
    uploaded = request.FILES.get("file")
    if not isinstance(uploaded, UploadedFile):
        return _page(request, _refused(pgettext(CONTEXT, "Choose a file first.")))
    data = uploaded.read(MOST_BYTES + 1)
    sheet = read(data)
    carried = _carried(request, data) if sheet.can_be_used else ""
    if len(sheet.entries) > MOST_ENTRIES_HERE or len(carried) > MOST_CARRIED:
        words = pgettext(CONTEXT, "There are too many entries to store here. Use “manage.py entries import”.")
        sheet.error(0, "", words)
        carried = ""
    return _page(request, sheet, carried)


def _carried(request: HttpRequest, data: bytes) -> str:
    return signing.dumps([str(request.user.pk), data.decode("utf-8-sig")], salt=SALT, compress=True)


def _refused(words: str) -> Sheet:
    sheet = Sheet()
    sheet.error(0, "", words)
    return sheet


def _page(request: HttpRequest, sheet: Sheet | None, carried: str = "") -> HttpResponse:
    known = known_codes([entry.code for _number, entry in sheet.entries]) if sheet else frozenset()
    preview = [(number, entry, entry.code in known) for number, entry in sheet.entries] if sheet and carried else []
    shown = {
        "page_title": pgettext(CONTEXT, "Import entries"),
        "header_icon": "upload",
        "sheet": sheet,
        "preview": preview[:MOST_PREVIEWED],
        "more": max(0, len(preview) - MOST_PREVIEWED),
        "added": sum(not is_known for _number, _entry, is_known in preview),
        "carried": carried,
        "columns": COLUMNS,
        "list_url": _list_url(),
    }
    return render(request, "pages/find/cms/import.html", shown, status=422 if sheet and not carried else 200)


def _store(request: HttpRequest) -> HttpResponse:
    try:
        person, text = signing.loads(request.POST["carried"], salt=SALT, max_age=CARRIED_FOR_SECONDS)
    except signing.BadSignature:
        person, text = "", ""
    sheet = read(text.encode()) if person == str(request.user.pk) else None
    if sheet is None or not sheet.can_be_used:
        words = "This page is too old, or was changed on its way. Nothing was stored. Choose the file again."
        return _page(request, _refused(pgettext(CONTEXT, words)))
    told = import_entries(by=request.user, sheet=sheet, now=clock.now())
    added = ngettext(
        "%(count)s entry is here as a draft, not checked.",
        "%(count)s entries are here as drafts, not checked.",
        told.added,
    )
    left = ngettext(
        "%(count)s entry was here already and stays as it is.",
        "%(count)s entries were here already and stay as they are.",
        told.left,
    )
    said = [added % {"count": told.added}, *([left % {"count": told.left}] if told.left else [])]
    messages.success(request, " ".join(said))
    response = redirect(_list_url())
    response.status_code = 303
    return response


@open_to(STAFF)
@require_safe
def export_sheet(request: HttpRequest) -> HttpResponse:
    """Every entry in one sheet, for whoever may add some."""
    if not may_import(request.user):
        raise Http404
    response = HttpResponse(written(all_entries()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="entries.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _list_url() -> str:
    return reverse("wagtailsnippets_library_entry:list")
