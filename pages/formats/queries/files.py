"""What is behind the address of a format."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.models import Site

from pages.editions.models import Edition
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.queries.offers import Offer, offer_of
from pages.formats.rules import Format
from pages.formats.rules.kinds import MEDIA_TYPES
from pages.formats.rules.states import State, pair

ORDER = [code for code, _name in settings.LANGUAGES]
SOURCE: str = settings.LANGUAGE_CODE


class Behind(StrEnum):
    """``file``: give it. ``older``: say that the page is newer, and offer the copy. ``making``: it is not there yet.
    ``ask``: we do not have it. ``gone``: readers had it, and may not have it any more."""

    FILE = "file"
    OLDER = "older"
    MAKING = "making"
    ASK = "ask"
    GONE = "gone"


@dataclass(frozen=True)
class Found:
    """A format that is, was or will be at an address. page_url: "" when readers have no page there any more; called:
    the last part of its true address; older_url leads to a copy that is older than the page; name: for whoever saves
    the file; etag: with its quotes."""

    behind: Behind
    row_id: int
    page_url: str
    called: str
    older_url: str
    file: str
    size_bytes: int
    media_type: str
    name: str
    etag: str
    dated: datetime.date | None

    def open(self) -> BinaryIO:
        """The file, to be read from its beginning. Raises FileNotFoundError when it is not on this disk."""
        return store.path_of(self.file).open("rb")


def access_format(
    request: HttpRequest, *, path: str, language: str, format_: Format, other: str = "", version: str = ""
) -> Found:
    """What is at the address of a format of the page at this path (below the language, with a slash at its end).

    other: the second language of a two-language sheet; either may be named first. version: of the copy that the reader
    takes knowing that it is older than the page. Raises Http404 where there never was anything. Readers lose the file
    with the page, whoever took that away and however: it is asked of the database now.
    """
    other = other if format_ == Format.TWO_LANGUAGES else ""
    if language not in ORDER or (format_ == Format.TWO_LANGUAGES and other not in {*ORDER} - {language}):
        raise Http404
    languages = pair(language, other, ORDER) if other else (language, "")
    row = _row(request, path, languages, format_)
    live = Edition.objects.readable().public().filter(key=row.key, language__in={*languages, SOURCE})
    readable = set(live.values_list("language", flat=True))
    page_url = f"/{language}/{path}" if readable & {language, SOURCE} else ""
    behind = _behind(row, version) if readable >= set(filter(None, languages)) else Behind.GONE
    if behind == Behind.GONE and not (row.built_at or row.withdrawn_at):
        raise Http404
    ending = row.name.rsplit(".", 1)[1]
    asked = f"with={other}&" if other else ""
    return Found(
        behind=behind,
        row_id=row.pk,
        page_url=page_url,
        called=row.name,
        older_url=f"{page_url}{row.name}?{asked}version={row.version}" if behind == Behind.OLDER else "",
        file=row.file,
        size_bytes=row.size_bytes,
        media_type=MEDIA_TYPES[ending],
        name="-".join([path.split("/")[-2], *filter(None, languages), row.name]),
        etag=f'"{row.file.split("-")[-1].split(".")[0]}"',
        dated=row.dated,
    )


def _row(request: HttpRequest, path: str, languages: tuple[str, str], format_: Format) -> FormatFile:
    site: Any = Site.find_for_request(request)
    edition = Edition.objects.filter(page__url_path=f"{site.root_page.url_path}{path}").first() if site else None
    place = {"language": languages[0], "other_language": languages[1], "format": format_}
    row = FormatFile.objects.filter(key=edition.key, **place).first() if edition else None
    if row is None:
        raise Http404
    return row


def _behind(row: FormatFile, version: str) -> Behind:
    if row.state == State.STALE or (row.withdrawn_at and not row.file):
        return Behind.GONE
    offer = offer_of(row)
    if offer == Offer.READY or (offer == Offer.OLDER and version and version == row.version):
        return Behind.FILE
    return Behind(offer.value)
