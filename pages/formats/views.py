"""The files that readers fetch, and what the CMS shows of them."""

import re
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO, Final

from django.core.exceptions import ValidationError
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from pages.formats import actions
from pages.formats.forms import RecordingForm
from pages.formats.queries.files import Behind, Found, access_format
from pages.formats.queries.spoken import SpokenStanding, access_spoken
from pages.formats.queries.standing import all_formats, how_many, may_try_again
from pages.formats.rules.kinds import format_at
from portal import clock
from portal.http import ANYONE, STAFF, open_to, posted_from

ONE_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
PIECE_BYTES: Final = 64 * 1024
TO_BE_SAVED: Final = (".brf", ".pef", ".epub")
"""Kinds of files that no browser shows."""

RETRY_SECONDS: Final = 120
STATUS: Final = {
    # Not 404: it will be there in minutes, and whoever fetches by machine is told when to come back. An older copy
    # is no answer to who asks for the newest; it has an address of its own.
    Behind.OLDER: HTTPStatus.SERVICE_UNAVAILABLE,
    Behind.MAKING: HTTPStatus.SERVICE_UNAVAILABLE,
    Behind.ASK: HTTPStatus.NOT_FOUND,
    Behind.GONE: HTTPStatus.GONE,
}


@open_to(ANYONE)
@require_safe
def file(request: HttpRequest, path: str, name: str) -> HttpResponseBase:
    """A format of a page, at the page's own address. What readers may not have (any more) says why, and leads on."""
    found = access_format(
        request,
        path=path,
        language=get_language() or "",
        format_=format_at(name),
        other=request.GET.get("with", ""),
        version=request.GET.get("version", ""),
    )
    if found.behind != Behind.FILE:
        return _not_here(request, found)
    if found.called != name:
        return HttpResponseRedirect(found.page_url + found.called, headers={"Cache-Control": "no-store"})
    try:
        opened = found.open()
    except FileNotFoundError:
        actions.note_lost(row_id=found.row_id, now=clock.now())
        return _not_here(request, found, Behind.MAKING)
    return _given(request, found, opened)


def _not_here(request: HttpRequest, found: Found, behind: Behind | None = None) -> HttpResponse:
    behind = behind or found.behind
    response = render(
        request, "pages/formats/not_here.html", {"found": found, "behind": behind.value}, status=STATUS[behind]
    )
    response["Cache-Control"] = "no-store"
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _given(request: HttpRequest, found: Found, opened: BinaryIO) -> HttpResponseBase:
    """The file or the part of it that was asked for. Browsers and caches ask each time whether it still holds, so that
    what is withdrawn is withdrawn there too."""
    known = get_conditional_response(request, etag=found.etag)
    part = _asked_part(request, found)
    if known is not None or part is None:
        opened.close()
        return known or HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{found.size_bytes}"}
        )
    first, last = part
    response: HttpResponseBase
    if request.method == "HEAD":
        opened.close()
        response = HttpResponse()
    elif first or last < found.size_bytes - 1:
        response = StreamingHttpResponse(_pieces(opened, first, last), status=HTTPStatus.PARTIAL_CONTENT)
        response["Content-Range"] = f"bytes {first}-{last}/{found.size_bytes}"
    else:
        response = FileResponse(opened)
    _describe(response, found, length=last - first + 1)
    return response


def _describe(response: HttpResponseBase, found: Found, *, length: int) -> None:
    response["Content-Type"] = found.media_type
    response["Content-Length"] = str(length)
    response["Content-Encoding"] = "identity"  # compressed already, most of them; and a part must be of the very bytes
    disposition = content_disposition_header(found.name.endswith(TO_BE_SAVED), found.name)
    response["Content-Disposition"] = disposition or ""
    response["ETag"] = found.etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Cross-Origin-Resource-Policy"] = "same-origin"


def _asked_part(request: HttpRequest, found: Found) -> tuple[int, int] | None:
    """The first and the last byte to give; all of them unless one part is asked for of this very file. None for a part
    that is not there."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    whole = (0, found.size_bytes - 1)
    if (
        not asked
        or asked.groups() == ("", "")
        or request.method == "HEAD"
        or request.headers.get("If-Range", found.etag) != found.etag
    ):
        return whole
    first, last = asked.groups()
    if not first:
        return max(found.size_bytes - int(last), 0), found.size_bytes - 1
    if last and int(last) < int(first):
        return whole
    end = min(int(last), found.size_bytes - 1) if last else found.size_bytes - 1
    return (int(first), end) if int(first) <= end else None


def _pieces(opened: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with opened:
        opened.seek(first)
        left = last - first + 1
        while left and (piece := opened.read(min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece


@open_to(STAFF)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How every format stands, what failed first."""
    by = request.user
    shown = {"rows": all_formats(by=by), "counts": how_many(by=by), "page_title": gettext("Formats")}
    return render(request, "pages/formats/report.html", {**shown, "header_icon": "doc-full"})


@open_to(STAFF)
@posted_from("formats-report")
def try_again(request: HttpRequest, row_id: int) -> HttpResponse:
    """Give one format a fresh start."""
    if not may_try_again(by=request.user, row_id=row_id):
        raise Http404
    actions.try_again(by=request.user, row_id=row_id, now=clock.now())
    return HttpResponseRedirect(reverse("formats-report"), status=HTTPStatus.SEE_OTHER)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def recording(request: HttpRequest, key: uuid.UUID, language: str) -> HttpResponse:
    """Bring the recording of a person who reads a page aloud in one language, or take it away."""
    standing = access_spoken(by=request.user, key=key, language=language)
    form = RecordingForm(request.POST or None, request.FILES or None, initial={"words": standing.words})
    if request.method == "POST":
        if "remove" in request.POST:
            actions.remove_recording(by=request.user, key=key, language=language, now=clock.now())
            return _back(standing)
        if form.is_valid() and _is_added(request, form, key, language):
            return _back(standing)
    shown = {
        "standing": standing,
        "form": form,
        "page_title": f"{standing.heading}: {standing.language_name}",
        "header_icon": "media",
    }
    status = HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "pages/formats/recording.html", shown, status=status)


def _is_added(request: HttpRequest, form: RecordingForm, key: uuid.UUID, language: str) -> bool:
    try:
        actions.add_recording(by=request.user, key=key, language=language, **form.recording(), now=clock.now())
    except ValidationError as refused:
        for field, faults in getattr(refused, "error_dict", {None: refused}).items():
            form.add_error(field if field in form.fields else None, faults)
        return False
    return True


def _back(standing: SpokenStanding) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("wagtailadmin_pages:edit", args=[standing.page_id]), status=HTTPStatus.SEE_OTHER
    )
