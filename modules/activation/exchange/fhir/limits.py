"""What can be kept of a file: how many letters, which codes, and which numbers."""

import re
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import pgettext

from modules.activation.exchange.fhir.report import Report

CODE = re.compile(r"[-a-zA-Z0-9_]+")
GREATEST = Decimal(1_000_000)
PLACES = 3
CONTEXT = "instrument file"


def room(model: type[models.Model], name: str) -> int:
    """How many letters the column can hold."""
    column: Any = model._meta.get_field(name)
    return int(column.max_length)


def is_code(said: Any, most: int) -> bool:
    """Whether this can be a code as it stands."""
    return isinstance(said, str) and len(said) <= most and CODE.fullmatch(said) is not None


def code_of(said: Any, most: int) -> str:
    """A code made of words; blank when there is nothing in them that an address can hold."""
    return slugify(re.sub(r"[\W_]+", "-", str(said or "")))[:most].strip("-")


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
