"""What can be kept of a file: how many letters, and which numbers."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import pgettext

from modules.activation.exchange.fhir.report import Report

GREATEST = Decimal(1_000_000)
PLACES = 3
CONTEXT = "instrument file"


def room(model: type[models.Model], name: str) -> int:
    """How many letters the column can hold."""
    column: Any = model._meta.get_field(name)
    return int(column.max_length)


def number_of(value: Any, where: str, report: Report) -> Decimal | None:
    """A number that can be kept: below a million, at most three decimals. None for nothing; else a line says why."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        report.error(where, pgettext(CONTEXT, "There is no number where one should stand."))
        return None
    number = Decimal(value)
    if abs(number) >= GREATEST or number != round(number, PLACES):
        message = pgettext(CONTEXT, "The number %(number)s cannot be kept: below a million, at most three decimals.")
        report.error(where, message % {"number": str(number)[:30]})
        return None
    return number
