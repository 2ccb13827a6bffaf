"""Tables of reports, as the template and the file show them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, pgettext

from portal.reports.rules import FEWEST, Hidden, Shown


@dataclass(frozen=True)
class ReportTable:
    """One table. key: unique on its page. rows: each begins with the name of its group. meaning: what the columns
    mean, as pairs of words and explanation. instead: shown in place of the rows when there are none."""

    key: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    meaning: tuple[tuple[str, str], ...] = ()
    instead: str = ""


def few_words() -> str:
    """In place of a small count."""
    return gettext("fewer than %(fewest)s") % {"fewest": FEWEST}


def not_enough_words() -> str:
    """In place of a table of too few people."""
    return gettext("Not enough people yet")


def count_words(count: Shown) -> str | int:
    """A count as it stands in a cell."""
    if isinstance(count, int):
        return count
    return few_words() if count is Hidden.FEW else pgettext("a count in a report", "left out")


def hidden_meaning() -> tuple[str, str]:
    """What “left out” means, for the definitions of a table."""
    return (
        pgettext("a count in a report", "left out"),
        gettext("Shown, it would give away a number of fewer than %(fewest)s people somewhere else.")
        % {"fewest": FEWEST},
    )


def month_words(month: datetime.date, since: datetime.date | None = None) -> str:
    """One month, or several that were counted together."""
    last = date_format(month, "F Y")
    if since is None or since == month:
        return last
    return gettext("%(first)s to %(last)s, counted together") % {"first": date_format(since, "F Y"), "last": last}


def named(words: str, language: str) -> str:
    """The name of a group, marked with its language where that is not the page's. A string that templates trust."""
    if not language or language == get_language():
        return words
    direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction, words)


def plain_rows(tables: Sequence[ReportTable]) -> list[list[object]]:
    """Tables below one another as they are written in a file: caption, headers, rows, an empty line."""
    found: list[list[object]] = []
    for table in tables:
        found += [[table.caption], list(table.headers)]
        found += [list(row) for row in table.rows] or [[table.instead]]
        found.append([])
    return found
