"""People who rated themselves in months that have ended."""

import datetime
import uuid
from decimal import Decimal

from django.utils import timezone

from modules.activation.models import Instrument, Rating
from tests.factories.people import PersonFactory

CODE = "confidence-check"
NOW = datetime.datetime(2026, 11, 22, 14, tzinfo=datetime.UTC)
REPORT = "/en/staff/reports/confidence/"


def instrument(code: str = CODE, *, version: int = 1, bounds: tuple[int, ...] = (0, 30, 70), **fields: object) -> None:
    """An instrument with a score from 0 to 100, and a change of 10 worth showing unless it says otherwise."""
    row = Instrument(code=code, version=version, name_en="My confidence", **{"smallest_change": Decimal(10), **fields})
    row.bands = [row.bands.model(low=Decimal(bound)) for bound in bounds]
    row.save()


def day(month: int, number: int = 15, year: int = 2026) -> datetime.datetime:
    return datetime.datetime(year, month, number, 12, tzinfo=timezone.get_default_timezone())


def rated(person: object, score: float | None, at: datetime.datetime, **fields: object) -> Rating:
    """A finished rating."""
    row = rating(person, score, at, **fields)
    row.save()
    return row


def rating(person: object, score: float | None, at: datetime.datetime, **fields: object) -> Rating:
    """The same, not saved."""
    return Rating(
        **{
            "person": person,
            "instrument_code": CODE,
            "instrument_version": 1,
            "instrument_key": uuid.uuid4(),
            "revision_id": 1,
            "language": "en",
            "mode": "self",
            "begun_at": at,
            "saved_at": at,
            "finished_at": at,
            "score": None if score is None else Decimal(str(score)),
            **fields,
        }
    )


def people_rated(
    count: int, first: float, latest: float, *, month: int = 10, before: int = 8, **fields: object
) -> list[object]:
    """So many people with a first score in an earlier month and a latest one in this month."""
    people = [PersonFactory() for _ in range(count)]
    for person in people:
        rated(person, first, day(before), **fields)
        rated(person, latest, day(month), **fields)
    return people
