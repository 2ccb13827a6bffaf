"""The report of confidence: what closed months say, in words and tables. It reads figures, never people."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext

from modules.activation.models import ClosedMonth, Instrument
from modules.activation.rules.report import CHANGES, EVERYBODY, LANGUAGE, ROUTE, Bands, Figures, Route, figures_of
from modules.activation.rules.trend import Change
from portal.reports.queries.groupings import groupings
from portal.reports.queries.tables import (
    ReportTable,
    count_words,
    hidden_meaning,
    month_words,
    named,
    not_enough_words,
)
from portal.reports.rules import SafeRow, month_of

MONTH: Final = "month"
FIRST_CHOICE: Final = "confidence-check"
"""The instrument shown when nobody chose one and it is there."""


@dataclass(frozen=True)
class Choice:
    """One line of a list to choose from."""

    value: str
    label: str
    language: str = ""


@dataclass(frozen=True)
class Report:
    """Everything on ``/staff/reports/confidence/``. ways, months, instruments: what may be chosen; by, month,
    instrument: what is. is_behind: the last closed month has not been counted yet. is_unknown: something was asked for
    that is not there, so the usual is shown. is_plain: every difference counts as a change. is_demo: some of the months
    are made up."""

    name: str
    language: str
    ways: tuple[Choice, ...]
    months: tuple[Choice, ...]
    instruments: tuple[Choice, ...]
    by: str
    month: str
    instrument: str
    tables: tuple[ReportTable, ...]
    is_behind: bool
    is_unknown: bool
    is_plain: bool
    is_demo: bool

    @property
    def chosen(self) -> dict[str, str]:
        """What the address of the same view holds."""
        chosen = {"instrument": self.instrument, "by": self.by, "month": self.month}
        return {name: value for name, value in chosen.items() if value}

    @property
    def file_name(self) -> str:
        """Of the figures as a file, without its ending."""
        return "-".join(word for word in ("confidence", self.by, self.month) if word)


@dataclass(frozen=True)
class _Closed:
    """A month that has figures."""

    row: ClosedMonth
    figures: Figures

    @property
    def key(self) -> str:
        return str(month_of(self.row.month))

    @property
    def words(self) -> str:
        return month_words(self.row.month, self.row.since)


def confidence_report(*, by: str, month: str, instrument: str, now: datetime.datetime) -> Report:
    """The report as it was asked for. by: ``month``, ``language``, ``route`` or the name of a grouping. month: as
    ``2026-10``. instrument: a code. A blank or unknown choice is the usual one. How often the database is asked does
    not depend on how many people or months there are."""
    codes = list(ClosedMonth.objects.order_by("instrument_code").values_list("instrument_code", flat=True).distinct())
    code = instrument if instrument in codes else FIRST_CHOICE if FIRST_CHOICE in codes or not codes else codes[0]
    rows = list(ClosedMonth.objects.filter(instrument_code=code).order_by("month"))
    closed = [_Closed(row, figures) for row in rows if (figures := figures_of(row.figures))]
    ways = _ways()
    way = by if by in ways else MONTH
    chosen = next((one for one in closed if one.key == month), closed[-1] if closed else None)
    names = _instruments(codes or [code])
    return Report(
        name=names[code].label,
        language=names[code].language,
        ways=tuple(Choice(value, label) for value, label in ways.items()),
        months=tuple(Choice(one.key, one.words) for one in reversed(closed)),
        instruments=tuple(names[each] for each in codes),
        by=way,
        month=chosen.key if chosen else "",
        instrument=code,
        tables=_tables(way, closed, chosen, rows),
        is_behind=bool(rows) and month_of(rows[-1].month).following < month_of(timezone.localdate(now)),
        is_unknown=_is_unknown((by, ways), (month, [one.key for one in closed]), (instrument, codes)),
        is_plain=any(one.figures.is_plain for one in closed),
        is_demo=any(row.is_demo for row in rows),
    )


def _is_unknown(*asked: tuple[str, Sequence[str] | Mapping[str, str]]) -> bool:
    return any(value and value not in known for value, known in asked)


def _ways() -> dict[str, str]:
    ways = {
        MONTH: pgettext("way of looking at figures", "By month"),
        LANGUAGE: pgettext("way of looking at figures", "By language"),
        ROUTE: pgettext("way of looking at figures", "Alone or with help"),
    }
    return {**ways, **{name: str(grouping.label) for name, grouping in groupings().items()}}


def _instruments(codes: Sequence[str]) -> dict[str, Choice]:
    """The name of each instrument, in its newest version; its code where it is gone."""
    found = {code: Choice(code, code) for code in codes}
    for row in Instrument.objects.filter(code__in=codes).order_by("version"):
        found[row.code] = Choice(row.code, row.name or row.code, row.reading_language())
    return found


def _tables(
    way: str, closed: Sequence[_Closed], chosen: _Closed | None, rows: Sequence[ClosedMonth]
) -> tuple[ReportTable, ...]:
    if way == MONTH:
        return (_by_month(closed, rows), *(_by_bands(chosen) if chosen else ()))
    return (_by_group(way, chosen),)


def _by_month(closed: Sequence[_Closed], rows: Sequence[ClosedMonth]) -> ReportTable:
    lines: list[tuple[object, ...]] = [
        (one.words, one.figures.people, *_three(one.figures)) for one in reversed(closed)
    ]
    if rows and not rows[-1].figures:
        waits = (month_words(rows[-1].month, rows[-1].since), not_enough_words(), "", "", "")
        lines.insert(0, waits)
    return ReportTable(
        key="by-month",
        caption=pgettext("confidence report", "First rating against the latest, by month"),
        headers=(pgettext("confidence report", "Month"), _people(), *map(_change_words, CHANGES)),
        rows=tuple(lines),
        meaning=(
            (_people(), _people_meaning()),
            *_change_meanings(),
            (
                pgettext("confidence report", "Month"),
                gettext(
                    "A person counts in each month in which they rated themselves again, so months cannot be added up. "
                    "A month with too few people waits and is counted together with the next."
                ),
            ),
            hidden_meaning(),
        ),
        instead=not_enough_words(),
    )


def _three(figures: Figures) -> list[object]:
    """Better, the same, lower. Classes that are told together say so in both places."""
    found: list[object] = [pgettext("a count in a report", "left out")] * len(CHANGES)
    for places, count in zip(figures.merge, figures.totals, strict=True):
        words = gettext("%(count)s in both together") % {"count": count}
        for place in places:
            found[place] = words if len(places) > 1 else count
    return found


def _by_bands(chosen: _Closed) -> list[ReportTable]:
    return [_bands_table(chosen, route, both) for route, both in chosen.figures.bands.items()]


def _bands_table(chosen: _Closed, route: str, both: tuple[Bands, Bands]) -> ReportTable:
    of_whom = {
        EVERYBODY: gettext("Scores, first and latest, %(month)s"),
        Route.ALONE: gettext("Scores of people who rated themselves alone, first and latest, %(month)s"),
        Route.WITH_HELP: gettext("Scores of people who had help, first and latest, %(month)s"),
    }
    first, latest = pgettext("confidence report", "First"), pgettext("confidence report", "Latest")
    rows = [
        (f"{when}: {_between(bands, place)}", bands.people[place])
        for when, bands in ((first, both[0]), (latest, both[1]))
        for place in range(len(bands.people))
    ]
    return ReportTable(
        key=f"bands-{route or 'all'}",
        caption=of_whom[route] % {"month": chosen.words},
        headers=(pgettext("confidence report", "Rating and score"), _people()),
        rows=tuple(rows),
        meaning=(
            (
                pgettext("confidence report", "Score"),
                gettext("By the rule of the instrument. Neighbouring ranges with few people are joined."),
            ),
            *([_route_meaning()] if route else []),
        ),
    )


def _between(bands: Bands, place: int) -> str:
    low = f"{bands.bounds[place].normalize():f}"
    is_last = place == len(bands.bounds) - 1
    high = "" if is_last else f"{bands.bounds[place + 1].normalize():f}"
    if place == 0:
        return gettext("any score") if is_last else gettext("below %(high)s") % {"high": high}
    if is_last:
        return gettext("%(low)s or more") % {"low": low}
    return gettext("from %(low)s to below %(high)s") % {"low": low, "high": high}


def _by_group(way: str, chosen: _Closed | None) -> ReportTable:
    rows = chosen.figures.by.get(way, {}) if chosen else {}
    merge = chosen.figures.merge if chosen else ()
    heading, names, meaning = _groups(way, list(rows))
    classes = [_class_words(places) for places in merge]
    return ReportTable(
        key=f"by-{way}",
        caption=f"{_ways()[way]}, {chosen.words}" if chosen else _ways()[way],
        headers=(heading, _people(), *classes),
        rows=tuple((names[group], *_cells(row)) for group, row in rows.items()),
        meaning=((heading, meaning), (_people(), _people_meaning()), *_change_meanings(), hidden_meaning()),
        instead=not_enough_words(),
    )


def _cells(row: SafeRow) -> list[str | int]:
    return [count_words(row.people), *map(count_words, row.counts)]


def _groups(way: str, keys: Sequence[str]) -> tuple[str, dict[str, str], str]:
    """What stands over the groups, the name of each, and who is counted in one."""
    if way == LANGUAGE:
        known = dict(settings.LANGUAGES)
        names = {key: named(str(known.get(key, key)), key) for key in keys}
        return pgettext("confidence report", "Language"), names, gettext("The language of the latest rating.")
    if way == ROUTE:
        words = {Route.ALONE: gettext("Alone"), Route.WITH_HELP: gettext("With help")}
        return *(pgettext("confidence report", "How"), {key: words[Route(key)] for key in keys}), _route_meaning()[1]
    grouping = groupings()[way]
    known_names = grouping.names(get_language() or settings.LANGUAGE_CODE)
    gone = pgettext("a group in a report", "no longer published")
    found = {
        key: named(known_names[key].words, known_names[key].language) if key in known_names else gone for key in keys
    }
    return str(grouping.heading), found, str(grouping.meaning)


def _route_meaning() -> tuple[str, str]:
    return (
        pgettext("confidence report", "How"),
        gettext("“With help”: at least one of their ratings was done together with somebody who works here."),
    )


def _people() -> str:
    return pgettext("confidence report", "People")


def _people_meaning() -> str:
    return gettext(
        "Those who finished a rating in the month and had finished one before, both with a score and in the same "
        "version. Their first rating ever is set against their latest by the end of the month."
    )


def _change_words(change: Change) -> str:
    words = {
        Change.BETTER: pgettext("confidence report", "Surer than at first"),
        Change.SAME: pgettext("confidence report", "About the same"),
        Change.LOWER: pgettext("confidence report", "Less sure than at first"),
    }
    return words[change]


def _class_words(places: Sequence[int]) -> str:
    if len(places) == 1:
        return _change_words(CHANGES[places[0]])
    if Change.BETTER in {CHANGES[place] for place in places}:
        return pgettext("confidence report", "Surer than at first, or about the same")
    return pgettext("confidence report", "About the same, or less sure than at first")


def _change_meanings() -> tuple[tuple[str, str], ...]:
    return (
        (
            _change_words(Change.SAME),
            gettext("The score changed by less than the smallest change worth showing, as the instrument states it."),
        ),
    )
