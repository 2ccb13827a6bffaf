"""Giving the demo's patients a path of their own, and the report months that show what it looks like."""

import datetime
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from modules.activation.actions.invitations import invite_after_joining
from modules.activation.actions.ratings import begin_rating, finish_rating, keep_answer
from modules.activation.models import ClosedMonth, Instrument, Rating
from modules.activation.queries.months import group_keys, versions_of
from modules.activation.queries.offered import asked_items, offered
from modules.activation.rules import AnswerState, Mode
from modules.activation.rules.asking import Given
from modules.activation.rules.report import LANGUAGE, ROUTE, Figures, Pair, Route, Tally
from modules.activation.rules.trend import Change
from pages.editions.models import public_reading
from portal.accounts.models import User
from portal.audit.actions import record
from portal.reports.queries.groupings import groupings
from portal.reports.rules import Month, month_of

PATHS = (
    ((84, "11021101"), (42, "22132111"), (7, "33233222")),
    ((60, "22212222"), (30, "32312323"), (9, "21202212")),
    ((21, "2-122-12"),),
)
"""Of one patient after another: days ago, and the place of each answer among its options; “-” for “not sure”."""


def create_demo_history(*, now: datetime.datetime) -> None:
    """Let the demo's patients have rated themselves: one surer from time to time, one lower than before, one once. Who
    has rated themselves already is left as they are."""
    patients = User.objects.filter(is_demo=True, is_staff=False)
    people = list(patients.order_by(F("email").asc(nulls_last=True), "joined_at", "pk"))
    with public_reading(), translation.override("en"):
        instrument = next(iter(offered()), None)
        if instrument is None:
            return
        rated = set(patients.filter(ratings__isnull=False).values_list("pk", flat=True))
        for place, (person, path) in enumerate(zip(people, PATHS, strict=False)):
            if person.pk in rated:
                continue
            invite_after_joining(by=person, now=now - datetime.timedelta(days=90))
            for number, (days_ago, answers) in enumerate(path):
                mode = Mode.ASSISTED if number == place == 1 else Mode.SELF
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


DEMO_MONTHS: Final = 6
"""So many months before this one have figures in the demo."""
DEMO_CODE: Final = "confidence-check"
PEOPLE_A_MONTH: Final = (55, 90)
"""Made up: nobody is behind these counts, so that no list of people fills with them."""
HOW_OFTEN: Final = {Change.BETTER: 45, Change.SAME: 38, Change.LOWER: 17}
"""Of a hundred people of the demo."""
LANGUAGES: Final = {"en": 62, "ur": 14, "pl": 10, "cy": 7, "bn": 7}
ROUTES: Final = {Route.ALONE: 75, Route.WITH_HELP: 25}
STEP: Final = {Change.BETTER: 1, Change.SAME: 0, Change.LOWER: -1}


@transaction.atomic
def create_demo_months(*, now: datetime.datetime) -> int:
    """Give the report figures for the months before this one, made up and marked as such; how many. A month that has
    figures already keeps them, so doing it twice changes nothing."""
    versions = versions_of(DEMO_CODE)
    if not versions:
        return 0
    bounds = versions[max(versions)].bounds
    listed = {name: group_keys(name) for name in (LANGUAGE, ROUTE, *groupings())}
    before = _months_before(month_of(timezone.localdate(now)))
    made = sum(_demo_month(month, bounds, listed, now=now) for month in before)
    if made:
        record(by=None, action="activation.demo_months_made", subject=("activation.closedmonth", DEMO_CODE), now=now)
    return made


@transaction.atomic
def remove_demo_months(*, now: datetime.datetime) -> int:
    """Take the made-up months away; how many."""
    gone = ClosedMonth.objects.filter(is_demo=True).delete()[0]
    record(by=None, action="activation.demo_months_removed", subject=("activation.closedmonth", DEMO_CODE), now=now)
    return gone


def _months_before(this: Month) -> list[Month]:
    first = this.year * 12 + this.number - 1
    return [Month(number // 12, number % 12 + 1) for number in range(first - DEMO_MONTHS, first)]


def _demo_month(
    month: Month, bounds: Sequence[Decimal], listed: dict[str, list[str]], *, now: datetime.datetime
) -> bool:
    figures = _demo_figures(month, bounds, listed)
    stored = figures.as_json() if figures else {}
    defaults = {"since": month.first_day, "figures": stored, "made_at": now, "is_demo": True}
    known = {"instrument_code": DEMO_CODE, "month": month.first_day}
    return ClosedMonth.objects.get_or_create(**known, defaults=defaults)[1]


def _demo_figures(month: Month, bounds: Sequence[Decimal], listed: dict[str, list[str]]) -> Figures | None:
    chance = random.Random(str(month))  # noqa: S311  the same figures at every laying
    tally = Tally(bounds=tuple(bounds))
    for _person in range(chance.randint(*PEOPLE_A_MONTH)):
        tally.add(_demo_pair(chance, len(bounds), listed))
    return tally.figures(listed)


def _demo_pair(chance: random.Random, bands: int, listed: dict[str, list[str]]) -> Pair:
    (change,) = chance.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))
    first = chance.randrange(max(bands, 1))
    latest = min(max(first + STEP[change], 0), max(bands - 1, 0))
    groups = {name: chance.sample(keys, min(2, len(keys))) for name, keys in listed.items()}
    groups[LANGUAGE] = chance.choices(list(LANGUAGES), list(LANGUAGES.values()))
    groups[ROUTE] = chance.choices(list(ROUTES), list(ROUTES.values()))
    return Pair(change, first, latest, groups)
