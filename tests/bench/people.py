"""``python -m tests.bench.people``: signing in and one's own page among 100,000 people, and after five years of use.

In this process and on SQLite in memory: the ratios are what is read here. Then the whole service, as ``serve`` runs
it, with as many people in its file: seconds from typing a card's number to one's own page.
"""

# ruff: noqa: E402  Django is set up before its models are imported

import datetime
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

import django

django.setup()

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from modules.learning.models import StepProgress
from portal import clock
from portal.accounts.actions.cards import issue_card, join_with_card
from portal.accounts.actions.people import add_person
from portal.accounts.models import User
from portal.accounts.queries import DEMO_CARD
from portal.accounts.queries.cards import key_of_number
from portal.contact.actions import answering, asking
from portal.contact.models import Request
from portal.contact.rules import Kind, Wish
from portal.contact.rules.states import Act, Outcome
from tests.cast import sign_in
from tests.databases import DEMO, InMemory
from tests.factories.people import PersonFactory
from tests.live import Service, service

PEOPLE = 100_000
YEARS, REQUESTS_A_YEAR, STEPS = 5, 12, 400
TIMES = 40
TIMES_SERVED = 8  # what one network may try in an hour is limited
PIN = "7294"


def main() -> None:
    database = InMemory()
    database.create()
    database.lay(DEMO)
    adviser = PersonFactory(adviser=True)
    few = seconds(lambda: card_sign_in(adviser))
    User.objects.bulk_create((User(name=f"Person {number}") for number in range(PEOPLE)), batch_size=2000)
    many = seconds(lambda: card_sign_in(adviser))
    figure("sign-in by card, a handful of people", few)
    figure(f"sign-in by card, {PEOPLE:,} people", many, to=few)
    new, old = PersonFactory(), PersonFactory()
    live(new, adviser, days=1, requests=1, steps=1)
    live(old, adviser, days=365 * YEARS, requests=REQUESTS_A_YEAR * YEARS, steps=STEPS)
    first, last = (own_page(person) for person in (new, old))
    figure("/me/ after a day", first)
    figure(f"/me/ after {YEARS} years", last, to=first)
    served()


def served() -> None:
    """The same over HTTP, against a service of its own."""
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as site:
        few = seconds(lambda: card_over_http(site), times=TIMES_SERVED)
        crowd(site)
        many = seconds(lambda: card_over_http(site), times=TIMES_SERVED)
    figure("sign-in by card over HTTP, a handful of people", few)
    figure(f"sign-in by card over HTTP, {PEOPLE:,} people", many, to=few)


def card_over_http(site: Service) -> None:
    """From the page that asks for the number, on a phone that nobody knows, to one's own page."""
    phone = site.phone()
    assert phone.get("/en/join/card/").status == 200
    asked = phone.post("/en/join/card/", number=DEMO_CARD.number)
    assert asked.status == 303, asked.text[:500]
    assert phone.get(asked.place).status == 200
    entered = phone.post(asked.place, pin=DEMO_CARD.pin)
    assert (entered.status, entered.place) == (303, "/en/me/"), entered.text[:500]
    assert phone.get(entered.place).status == 200


def crowd(site: Service) -> None:
    """Many more people in the database that is served: of the demo, which nobody else may live beside."""
    rows = f"(User(name=f'Person {{number}}', is_demo=True) for number in range({PEOPLE}))"
    asked = f"User.objects.bulk_create({rows}, batch_size=2000)"
    count = site.here.told("from portal.accounts.models import User", asked, "told = User.objects.count()")
    assert count > PEOPLE


def seconds(act: Callable[[], object], *, times: int = TIMES) -> float:
    """The median of how long something takes, after it was done twice."""
    taken = []
    for _ in range(times + 2):
        cache.clear()
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[2:])


def card_sign_in(adviser: User) -> None:
    """From the number on a new card to an open account."""
    person = add_person(form=uuid.uuid4(), name="Grace", language="en", by=adviser, now=clock.now())
    made = issue_card(person=person, form=uuid.uuid4(), by=adviser, now=clock.now())
    key = key_of_number(made.number)
    join_with_card(key=key, pin=PIN, now=clock.now())


def own_page(person: User) -> float:
    client = sign_in(Client(), person)

    def look() -> None:
        assert client.get("/en/me/").status_code == 200

    return seconds(look)


def live(person: User, adviser: User, *, days: int, requests: int, steps: int) -> None:
    """Requests that were answered, and steps of lessons, spread over the days."""
    now = clock.now()
    for number in range(requests):
        at = now - datetime.timedelta(days=days * (number + 1) / requests)
        cache.clear()
        wish = Wish(kind=Kind.QUESTION, language="en", words=f"Question {number}")
        asking.ask(by=person, wish=wish, idempotency_key=uuid.uuid4(), network=f"bench {number}", now=at)
        row = Request.objects.get(person=person, sent_at=at)
        for turn, act in enumerate((Act.CLAIM, Act.FINISH)):
            ended = {"outcome": Outcome.ANSWERED, "answer": "Yes."} if act is Act.FINISH else {}
            answering.act_on(request_id=row.pk, act=act, turn=turn, by=adviser, now=at, **ended)
    StepProgress.objects.bulk_create(
        StepProgress(
            person=person, page_key=uuid.uuid4(), part_key=uuid.uuid4(), revision_id=1, done_at=now, saved_at=now
        )
        for _ in range(steps)
    )


def figure(name: str, value: float, *, to: float = 0.0) -> None:
    ratio = f", {value / to:.2f} times" if to else ""
    print(f"{name}: {value * 1000:.1f} ms{ratio}", flush=True)


if __name__ == "__main__":
    settings.DEMO = True
    main()
