"""Giving the demo's patients a path of their own."""

import datetime

from django.db.models import F
from django.utils import translation

from modules.activation.actions.invitations import invite_after_joining
from modules.activation.actions.ratings import begin_rating, finish_rating, keep_answer
from modules.activation.models import Instrument, Rating
from modules.activation.queries.offered import asked_items, offered
from modules.activation.rules import AnswerState, Mode
from modules.activation.rules.asking import Given
from pages.editions.models import public_reading
from portal.accounts.models import User

PATHS = (
    ((84, "11021101"), (42, "22132111"), (7, "33233222")),
    ((60, "22212222"), (30, "32312323"), (9, "21202212")),
    ((21, "2-122-12"),),
)
"""Of one patient after another: days ago, and the place of each answer among its options; “-” for “not sure”."""


def create_demo_history(*, now: datetime.datetime) -> None:
    """Let the demo's patients have rated themselves: one surer from time to time, one lower than before, one once. Who
    has rated themselves already is left as they are."""
    patients = User.objects.filter(is_demo=True, is_staff=False).exclude(ratings__isnull=False)
    people = list(patients.order_by(F("email").asc(nulls_last=True), "joined_at", "pk"))
    with public_reading(), translation.override("en"):
        instrument = next(iter(offered()), None)
        if instrument is None:
            return
        for person, path in zip(people, PATHS, strict=False):
            invite_after_joining(by=person, now=now - datetime.timedelta(days=90))
            for number, (days_ago, answers) in enumerate(path):
                mode = Mode.ASSISTED if number == 1 and person == people[1] else Mode.SELF
                _rate(person, instrument, answers, mode=mode, at=now - datetime.timedelta(days=days_ago))


def _rate(person: User, instrument: Instrument, answers: str, *, mode: Mode, at: datetime.datetime) -> None:
    rating = begin_rating(by=person, person=person, instrument=instrument, mode=mode, now=at)
    for number, (item, place) in enumerate(zip(asked_items(instrument), answers, strict=False)):
        then = at + datetime.timedelta(seconds=15 * number)
        given = Given(AnswerState.NOT_SURE)
        if place != "-":
            given = Given(AnswerState.ANSWERED, (item.options.all()[int(place)].code,))
        keep_answer(by=person, rating=Rating(pk=rating.pk, person_id=person.pk), item=item, given=given, now=then)
    finish_rating(by=person, rating=rating, now=at + datetime.timedelta(minutes=2))
