"""Counting what people look for in vain, without keeping what one of them typed."""

import datetime
import logging
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.utils.crypto import salted_hmac

from pages.search.models import Gap
from pages.search.rules import Asked, countable
from portal.reports.rules import FEWEST

log = logging.getLogger(__name__)

KEPT_DAYS: Final = 400
"""As long as a report compares: this month with the same one a year ago."""

TOGETHER_DAYS: Final = 31
"""Within how many days the same words must be typed often enough to be kept as words."""

MOST_MARKS_A_DAY: Final = 2000
"""Whatever else is looked for on that day is counted together: nobody can fill the table."""

OTHERS: Final = "others"


def count_words(*, text: str, language: str, area: str, now: datetime.datetime) -> None:
    """Count a search that found nothing. Kept are a keyed hash, the language and the part of the body that was named;
    the words themselves only once the same ones were typed five times within a month.

    Never in the way of the page: when the database cannot take it, it is not counted.
    """
    said = countable(text)
    mark = salted_hmac("pages.search.gap", f"{language}:{said}", algorithm="sha256").hexdigest() if said else OTHERS
    told = {"language": language, "asked": Asked.WORDS.value, "mark": mark}
    _count_or_log(told, {"area": area}, said, now=now)


def count_choices(*, query: str, language: str, need: str, spoken: str, now: datetime.datetime) -> None:
    """Count choices in the directory that fit no place. query: the choices, as an address names them; nothing typed.

    Never in the way of the page, as ``count_words``.
    """
    told = {"language": language, "asked": Asked.CHOICES.value, "mark": query[:64]}
    _count_or_log(told, {"need": need, "spoken": spoken}, "", now=now)


def _count_or_log(told: dict[str, str], more: dict[str, str], said: str, *, now: datetime.datetime) -> None:
    try:
        with transaction.atomic():
            _count(told, more, said, now=now)
    except DatabaseError:
        log.warning("A search that found nothing was not counted.")


def _count(told: dict[str, Any], more: dict[str, str], said: str, *, now: datetime.datetime) -> None:
    day = now.astimezone(datetime.UTC).date()
    rows = Gap.objects.filter(day=day, **told)
    if not rows.update(count=F("count") + 1):
        known = Gap.objects.filter(day=day)
        if not known.exists():
            Gap.objects.filter(day__lt=day - datetime.timedelta(days=KEPT_DAYS)).delete()
        if known.count() >= MOST_MARKS_A_DAY:
            told, more, said = {**told, "mark": OTHERS}, {}, ""
            rows = Gap.objects.filter(day=day, **told)
        # In bulk: without the signals by which pages notice that content changed. Nobody's page shows this.
        Gap.objects.bulk_create([Gap(day=day, **told, **more)], ignore_conflicts=True)
        rows.update(count=F("count") + 1)
    if said:
        _keep_words(told, said, day=day)


def _keep_words(told: dict[str, str], said: str, *, day: datetime.date) -> None:
    same = Gap.objects.filter(**told, day__gt=day - datetime.timedelta(days=TOGETHER_DAYS))
    if (same.aggregate(times=Sum("count"))["times"] or 0) >= FEWEST:
        same.filter(words="").update(words=said)
