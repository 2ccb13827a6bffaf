"""What people said to “Was this clear?”, for those who write the pages and for whoever said it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from pages.editions.models import Edition
from portal.accounts.models import User
from portal.contact.models import ClearAnswer, ClearMonth
from portal.contact.rules.clear import Clear
from portal.reports.queries.tables import month_words
from portal.reports.rules import Month, bounds, month_of
from portal.rows import Rows


@dataclass(frozen=True)
class ClearLine:
    """One page and month in the report. months: one or several counted together, in words. counts: of yes, partly and
    no, None where too few people said so."""

    heading: str
    months: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Uncounted:
    """A page of which something was said since its last closed month, or never closed before. since: the first month
    that is not counted yet."""

    page_key: uuid.UUID
    since: Month


def is_readable_page(page_key: uuid.UUID) -> bool:
    """Whether readers can open the page with this key."""
    pages = Edition.objects.readable().public().filter(key=page_key, language=settings.LANGUAGE_CODE)
    return pages.exists()


def clear_lines() -> list[ClearLine]:
    """Every closed month of every page, by its English heading, the latest month first; two queries."""
    rows = list(ClearMonth.objects.order_by("-month"))
    keys = {row.page_key for row in rows}
    headings = dict(Edition.objects.filter(key__in=keys, language=settings.LANGUAGE_CODE).values_list("key", "heading"))
    known = sorted((row for row in rows if row.page_key in headings), key=lambda row: headings[row.page_key])
    return [
        ClearLine(headings[row.page_key], month_words(row.month, row.since), (row.yes, row.partly, row.no))
        for row in known
    ]


def uncounted() -> list[Uncounted]:
    """The pages of which anybody said anything, each with the month from which it is not counted yet. Two queries."""
    said: Any = ClearAnswer.objects.order_by().values("page_key").annotate(first=Min("said_at"))
    closed: Any = ClearMonth.objects.order_by().values("page_key").annotate(last=Max("month"))
    last = {row["page_key"]: month_of(row["last"]).following for row in closed}
    first = {row["page_key"]: month_of(timezone.localdate(row["first"])) for row in said}
    return [Uncounted(key, last.get(key, month)) for key, month in first.items()]


def clear_counts(page_key: uuid.UUID, *, since: Month, month: Month) -> tuple[int, ...]:
    """How many people said yes, partly and no of a page from the beginning of one month to the end of another."""
    begins, ends = bounds(since, month, timezone.get_default_timezone())
    rows = ClearAnswer.objects.filter(page_key=page_key, said_at__gte=begins, said_at__lt=ends)
    said = rows.aggregate(**{str(answer): Count("pk", filter=Q(answer=answer)) for answer in Clear})
    return tuple(said[answer] for answer in Clear)


def clear_rows(person: User) -> Rows:
    """A person's own answers as plain values, by page. Fetched when somebody looks."""
    return Rows(ClearAnswer.objects.filter(person=person), ("page_key", "answer", "said_at"), by="page_key")
