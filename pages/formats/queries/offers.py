"""The formats that a page offers."""

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import pgettext

from pages.editions.models import Edition
from pages.formats import sources
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.formats.rules.states import EVERY_FORMAT, State

ORDER = [code for code, _name in settings.LANGUAGES]


class Offer(StrEnum):
    """What a reader may do. ``older``: take a copy of what the page said before, knowing it. ``making``: come back in a
    few minutes. ``ask``: ask us, because it is not made for this page or in this language."""

    READY = "ready"
    OLDER = "older"
    MAKING = "making"
    ASK = "ask"


@dataclass(frozen=True)
class FormatRow:
    """One format on a page. url: "" unless there is a file. dated: the day of the text in the file. other_language: the
    second one of a two-language sheet, else "". note: a sentence for the reader, "" when there is nothing to say.
    is_coming: it is being made, or made anew. reason: a code of Unavailable, else "". parts: of a computer voice, the
    blocks of the page as (id, begin, end) in milliseconds, in order. recorded_on: the day of a person's recording."""

    format: Format
    state: Offer
    size_bytes: int = 0
    url: str = ""
    dated: datetime.date | None = None
    note: str = ""
    other_language: str = ""
    is_coming: bool = False
    reason: str = ""
    parts: tuple[tuple[str, int, int], ...] = ()
    recorded_on: datetime.date | None = None


def formats_row(key: uuid.UUID, language: str) -> tuple[FormatRow, ...]:
    """The formats of a page in a language, in the order of its kind; two-language sheets by the other language, one for
    each other language that is live. Empty when the page is not live in the language for everybody. One query."""
    live = Edition.objects.readable().public().filter(key=OuterRef("key")).exclude(page=None)
    rows = (
        FormatFile.objects.filter(Q(language=language) | Q(other_language=language), key=key)
        .exclude(state=State.STALE)
        .filter(Exists(live.filter(language=OuterRef("language"))))
        .filter(Q(other_language="") | Exists(live.filter(language=OuterRef("other_language"))))
        .annotate(url_path=Subquery(live.values("page__url_path")[:1]))
    )
    found = list(rows)
    kind = sources.kind(found[0].kind) if found else None
    order = list(kind.formats if kind else EVERY_FORMAT)
    offered = [_offered(row, row.url_path, language) for row in found if row.format in order]
    return tuple(sorted(offered, key=lambda each: (order.index(each.format), each.other_language)))


def _offered(row: FormatFile, url_path: str, language: str) -> FormatRow:
    state, page = offer_of(row), f"/{language}/{url_path.split('/', 2)[2]}"
    other = row.other_language and (row.language if row.other_language == language else row.other_language)
    asked = {"with": other} if other else {}
    if state == Offer.OLDER:
        asked["version"] = row.version
    return FormatRow(
        format=Format(row.format),
        state=state,
        size_bytes=row.size_bytes if row.file else 0,
        url=f"{page}{row.name}{'?' if asked else ''}{urlencode(asked)}" if row.file else "",
        dated=row.dated if row.file else None,
        note=note_of(state),
        other_language=other,
        is_coming=row.state in (State.QUEUED, State.BUILDING),
        parts=tuple((part, began, ended) for part, began, ended in row.parts),
        recorded_on=row.recorded_on,
        reason=row.reason if row.state == State.UNAVAILABLE else "",
    )


def offer_of(row: FormatFile) -> Offer:
    """What a reader may do with a row that is not withdrawn."""
    if row.state == State.READY:
        return Offer.READY
    if row.file:
        return Offer.OLDER
    return Offer.MAKING if row.state in (State.QUEUED, State.BUILDING) else Offer.ASK


def note_of(offer: Offer) -> str:
    """The sentence that stands beside a format."""
    return {
        Offer.READY: "",
        Offer.OLDER: pgettext("format of a page", "This copy is older. The web page is newer."),
        Offer.MAKING: pgettext("format of a page", "We are making it. Try again in a few minutes."),
        Offer.ASK: pgettext("format of a page", "We do not have this here. Ask us for it."),
    }[offer]
