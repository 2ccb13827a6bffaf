"""What people looked for in vain, for those who write pages and look after the directory."""

import datetime
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext

from pages.search.models import Gap
from pages.search.rules import Asked
from portal.reports.queries.tables import ReportTable, few_words, named
from portal.reports.rules import FEWEST

REPORT_DAYS: Final = 90
MOST_ROWS: Final = 200

type Words = Callable[[str], str]


def gap_tables(
    *, today: datetime.date, need_words: Words, area_words: Words, language_words: Words
) -> tuple[ReportTable, ...]:
    """Four tables of the last 90 days, each most often first: words, needs, parts of the body, languages. Where
    something was looked for fewer than five times it is not shown, and no words are.

    need_words, area_words, language_words: from a code to what it is called.
    """
    rows = Gap.objects.filter(day__gt=today - datetime.timedelta(days=REPORT_DAYS))
    return (
        _words(rows),
        _needs(rows, need_words, language_words),
        _areas(rows, area_words),
        _languages(rows, language_words),
    )


def _counted(rows: Any, *names: str) -> list[dict[str, Any]]:
    """Groups that were looked for often enough, most often first."""
    found = rows.order_by().values(*names).annotate(times=Sum("count"), last=Max("day"))
    return [dict(row) for row in found.filter(times__gte=FEWEST).order_by("-times", *names)[:MOST_ROWS]]


def _words(rows: Any) -> ReportTable:
    typed = _counted(rows.filter(asked=Asked.WORDS).exclude(words=""), "words", "language")
    return ReportTable(
        key="words",
        caption=gettext("Words that found nothing"),
        headers=(gettext("Words"), gettext("Language"), gettext("Times"), gettext("Last time")),
        rows=tuple(
            (named(row["words"], row["language"]), _language_name(row["language"]), row["times"], _day(row["last"]))
            for row in typed
        ),
        instead=_nothing(),
    )


def _needs(rows: Any, need_words: Words, language_words: Words) -> ReportTable:
    chosen = _counted(rows.filter(asked=Asked.CHOICES), "need", "spoken", "language")
    return ReportTable(
        key="needs",
        caption=gettext("Choices in Find support that fit no place"),
        headers=(
            gettext("Need"),
            gettext("Language spoken there"),
            gettext("Language of the page"),
            gettext("Times"),
            gettext("Last time"),
        ),
        rows=tuple(
            (
                need_words(row["need"]),
                language_words(row["spoken"]) if row["spoken"] else gettext("Any language"),
                _language_name(row["language"]),
                row["times"],
                _day(row["last"]),
            )
            for row in chosen
        ),
        instead=_nothing(),
    )


def _areas(rows: Any, area_words: Words) -> ReportTable:
    named_areas = _counted(rows.filter(asked=Asked.WORDS).exclude(area=""), "area")
    return ReportTable(
        key="areas",
        caption=gettext("Parts of the body in words that found nothing"),
        headers=(gettext("Part of the body"), gettext("Times"), gettext("Last time")),
        rows=tuple((area_words(row["area"]), row["times"], _day(row["last"])) for row in named_areas),
        instead=_nothing(),
    )


def _languages(rows: Any, language_words: Words) -> ReportTable:
    each: dict[str, dict[str, int]] = {}
    for row in rows.order_by().values("language", "asked").annotate(times=Sum("count")):
        each.setdefault(row["language"], {})[row["asked"]] = row["times"]
    return ReportTable(
        key="languages",
        caption=gettext("Searches that found nothing, by language of the page"),
        headers=(gettext("Language"), gettext("Words"), gettext("Choices")),
        rows=tuple(
            (_language_name(code), *(_shown(each[code].get(asked.value, 0)) for asked in Asked))
            for code, _name in settings.LANGUAGES
            if code in each
        ),
        instead=_nothing(),
    )


def _shown(times: int) -> int | str:
    return times if times >= FEWEST else few_words()


def _language_name(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def _day(day: datetime.date) -> str:
    return date_format(day, "j E Y")


def _nothing() -> str:
    return gettext("Nothing was looked for in vain five times or more.")
