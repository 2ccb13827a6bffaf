"""What people said to “Was this clear?”, for those who write the pages and for whoever said it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from pages.editions.models import Edition
from portal.accounts.models import User
from portal.contact.models import ClearAnswer
from portal.contact.rules.clear import Clear
from portal.reports.rules import is_enough, suppressed
from portal.rows import Rows


@dataclass(frozen=True)
class ClearLine:
    """One page in the report. counts: of yes, partly and no, None where too few people said so; empty while too few
    people said anything."""

    heading: str
    counts: tuple[int | None, ...]


def is_readable_page(page_key: uuid.UUID) -> bool:
    """Whether readers can open the page with this key."""
    pages = Edition.objects.readable().public().filter(key=page_key, language=settings.LANGUAGE_CODE)
    return pages.exists()


def clear_lines() -> list[ClearLine]:
    """Every page that anybody said something of, by its English heading; three queries at most."""
    each = {str(answer): Count("pk", filter=Q(answer=answer)) for answer in Clear}
    said: Any = ClearAnswer.objects.order_by().values("page_key").annotate(**each)
    rows = {row["page_key"]: row for row in said}
    headings = Edition.objects.filter(key__in=rows, language=settings.LANGUAGE_CODE).values_list("heading", "key")
    found = []
    for heading, key in sorted(headings):
        counts = [rows[key][str(answer)] for answer in Clear]
        found.append(ClearLine(heading, suppressed(counts) if is_enough(counts) else ()))
    return found


def clear_rows(person: User) -> Rows:
    """A person's own answers as plain values, by page. Fetched when somebody looks."""
    return Rows(ClearAnswer.objects.filter(person=person), ("page_key", "answer", "said_at"), by="page_key")
