"""Images, films and sounds as readers fetch them, on a machine that has no web server in front."""

import uuid

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from pages.library import queries
from pages.library.rules import IMAGE_TYPES
from pages.rules.recordings import MEDIA_TYPES, asked_part
from portal.http import ANYONE, open_to

ONE_YEAR = 60 * 60 * 24 * 365


@open_to(ANYONE)
@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """A drawn size of an image. Originals are never served; the type is told by us, never by the file."""
    kind = IMAGE_TYPES.get(name.rsplit(".", 1)[-1])
    stored = f"images/{name}"
    if kind is None or not default_storage.exists(stored):
        raise Http404
    return _kept(FileResponse(default_storage.open(stored), content_type=kind))


@open_to(ANYONE)
@require_safe
def recording(request: HttpRequest, name: uuid.UUID, ending: str) -> HttpResponseBase:
    """A film or a sound, whole or the part of it that a player asks for. The type is told by us, never by the file."""
    kind, stored = MEDIA_TYPES.get(ending), queries.recording_file(str(name), ending)
    if kind is None or not stored or not default_storage.exists(stored):
        raise Http404
    file = default_storage.open(stored)
    part = asked_part(request.headers.get("range", ""), file.size)
    if part is None:
        response = FileResponse(file, content_type=kind)
    else:
        file.seek(part.start)
        response = FileResponse(_Part(file, len(part)), content_type=kind, status=206)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
        response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    return _kept(response)


@open_to(ANYONE)
@require_safe
def captions(request: HttpRequest, name: uuid.UUID) -> HttpResponseBase:
    """The captions of a film: times and plain words."""
    text = queries.captions_of(str(name))
    if not text:
        raise Http404
    return _guarded(HttpResponse(text, content_type="text/vtt; charset=utf-8"))


class _Part:
    """Some bytes of an open file, from where it stands."""

    def __init__(self, file: File, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def _kept(response: FileResponse) -> FileResponse:
    """A file never changes under its name."""
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    _guarded(response)
    return response


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing in it may run, whatever it is opened as, and no other site may use it."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
