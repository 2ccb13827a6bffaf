"""What stands at the end of every format: who made it, when, and where the newest is."""

import datetime

from django.utils import translation
from django.utils.formats import date_format

from pages.formats.rules import Source


def closing(source: Source) -> list[str]:
    """The last lines in reading order, in the language of the source; the address of the newest version is the last."""
    labels = source.labels
    lines = [
        source.checked,
        f"{labels.made_by}: {source.service}" if source.service else "",
        source.phone,
        f"{labels.version}: {source.version}",
        f"{labels.dated}: {day(source.dated, source.language)}",
        labels.help_now,
        f"{labels.newest_at}: {source.short_address}",
    ]
    return [each for each in lines if each.strip()]


def day(of: datetime.date, language: str) -> str:
    """A day as people write it: 22 November 2026."""
    with translation.override(language):
        return date_format(of, "j E Y")
