"""What was kept long enough, and what the brake holds."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet

from portal.privacy.models import Brake
from portal.privacy.rules.retention import REGISTRY, Ends, Keep


@dataclass(frozen=True)
class Line:
    """One line of the report. due: rows that the sweep would delete now. held: whether the brake holds them."""

    keep: Keep
    total: int
    due: int
    held: bool


def swept() -> list[Keep]:
    """The kinds of rows that the sweep deletes."""
    return [keep for keep in REGISTRY if keep.ends is Ends.SWEPT]


def rows(keep: Keep) -> QuerySet[Model]:
    model = apps.get_model(keep.model)
    return model._default_manager.filter(person=None) if keep.of_nobody else model._default_manager.all()


def due_rows(keep: Keep, *, now: datetime.datetime) -> QuerySet[Model]:
    """The rows that were kept long enough, the oldest first. A row whose time has not begun is not among them."""
    until = now - datetime.timedelta(days=keep.days)
    return rows(keep).filter(**{f"{keep.since}__lt": until}).order_by(keep.since, "pk")


def report(*, now: datetime.datetime) -> list[Line]:
    """Every kind of row about people, in the order of the registry."""
    held = set(Brake.objects.values_list("model", flat=True))
    return [
        Line(
            keep,
            rows(keep).count(),
            due_rows(keep, now=now).count() if keep.ends is Ends.SWEPT else 0,
            keep.ends is Ends.SWEPT and keep.model in held,
        )
        for keep in REGISTRY
    ]
