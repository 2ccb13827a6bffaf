"""Images as readers fetch them, on a machine that has no web server in front."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from pages.library.rules import IMAGE_TYPES
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
    response = FileResponse(default_storage.open(stored), content_type=kind)
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
