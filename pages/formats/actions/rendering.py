"""A file for one person: made at once, given to them, kept nowhere."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from pages.formats.builders import builder
from pages.formats.rules import Format, Source, Unavailable
from pages.formats.rules.kinds import MEDIA_TYPES


def render_to_bytes(source: Source, format_: Format) -> bytes:
    """The file of what concerns one person, checked like any other. It is never written to disk. For a worker, or for a
    short text: it takes as long as the maker does. Raises Unavailable and Unfit."""
    maker = builder(format_)
    if code := maker.missing(source, format_):
        raise Unavailable(code)
    data = maker.build(source, format_)
    maker.check(data, source, format_)
    return data


def for_one_person(data: bytes, format_: Format, *, name: str) -> HttpResponse:
    """Hand such a file to its person: no cache may keep it. name: of the file, without its ending."""
    ending = format_.value.rsplit(".", 1)[1]
    response = HttpResponse(data, content_type=MEDIA_TYPES[ending])
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""  # noqa: FBT003  Django's own order
    return response
