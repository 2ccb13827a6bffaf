"""``python -m tests.bench.ratings``: how sure 100,000 people feel, in 1,000,000 ratings over two years.

The same people come out at every run; the days move with today. Eight answers hang on the ratings of one person in
fifty (and of the one whose page is measured): no figure here reads anybody else's. Twenty thousand invitations are due,
every other of them to somebody who allows messages.
On SQLite, or on PostgreSQL when ``.ci/services.py`` starts it. Each figure is taken in a process of its own, so that
its memory is its own. The own page among few people and among many is measured in turns, in the same minute: what else
the machine does then weighs on both. ``python -m tests.bench.ratings 1000 20000`` does the same with fewer people.
"""

# ruff: noqa: E402  Django is set up before its models are imported

import datetime
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"

import django

django.setup()

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import setup_test_environment

from modules.activation import actions
from modules.activation.actions.months import close_months
from modules.activation.actions.shipped import load_shipped_instruments
from modules.activation.models import Answer, ClosedMonth, Instrument, Invitation, Rating
from modules.learning.models import LessonPage, StepProgress
from portal import clock
from portal.accounts.models import Preferences, User
from tests.cast import sign_in
from tests.databases import DEMO, InMemory, OnServer
from tests.factories.people import PersonFactory

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".make"
FEW, MANY = "strides_bench_few", "strides_bench"
"""The databases. The first is a copy of the second, from the time when there were few people."""
STAGES = (1_000, 100_000)
MONTHS_CLOSED = {FEW: 99, MANY: 3}
"""How many of the last months are closed at once: all of them among few people, so that the report has two years."""
RATINGS_EACH, DAYS = 10, 730
ONE_WITH_ANSWERS_IN = 50
DUE_INVITATIONS = 20_000
BATCH = 1_000
TIMES, TURNS = 30, 3
CODE = "confidence-check"


def main(few: int, many: int) -> None:
    lay()
    load_shipped_instruments(now=clock.now())
    reader, manager = PersonFactory(name="Reader"), PersonFactory(manager=True)
    people = Crowd(Instrument.objects.get(code=CODE))
    people.live([reader], has_answers=True)
    grow(people, few)
    measured(FEW, str(manager.pk))
    copy(MANY, FEW)
    use(MANY)
    grow(people, many)
    people.invite(min(DUE_INVITATIONS, many))
    measured(MANY, str(manager.pk))
    figure(f"invitations, {min(DUE_INVITATIONS, many):,} due", of_task(child(MANY, "sweep")))
    compare(str(reader.pk))


def grow(people: "Crowd", size: int) -> None:
    began = time.perf_counter()
    while people.count < size:
        people.come(min(BATCH, size - people.count))
    figure(f"made: {size:,} people", f"{Rating.objects.count():,} ratings, {time.perf_counter() - began:.0f} s")


def measured(stage: str, manager: str) -> None:
    """Print what was measured among the people that there are now; stage: what they are called."""
    connection.close()
    figure("months closed at once", of_task(child(MANY, "close", str(MONTHS_CLOSED[stage]))))
    figure("the last month closed", of_task(child(MANY, "close_last")))
    for way in ("month", "language", "route", "lesson"):
        report = child(MANY, "report", manager, way)
        figure(f"report by {way}, database", f"{report['database_ms']:.1f} ms, {report['queries']} queries")


def compare(reader: str) -> None:
    """Print how long the own page takes among few people and among many, in turns."""
    turns = [[child(name, "own_page", reader) for name in (FEW, MANY)] for _ in range(TURNS)]
    few, many = (min(taken, key=lambda page: page["ms"]) for taken in zip(*turns, strict=True))
    figure("own path of 10 ratings, few people", f"{few['ms']:.1f} ms, {few['queries']} queries")
    ratio = f"{many['ms'] / few['ms']:.2f} times"
    figure("own path of 10 ratings, many people", f"{many['ms']:.1f} ms, {many['queries']} queries, {ratio}")


def of_task(result: dict[str, float]) -> str:
    return f"{result['done']}, {result['seconds']:.1f} s, {result['megabytes']:.0f} MB, {result['more']:.0f} MB more"


def child(*words: str) -> dict[str, float]:
    """What one measurement says, taken in a process of its own. words: the database, the measurement, its words."""
    command = [sys.executable, "-m", "tests.bench.ratings", *words]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(said.splitlines()[-1])


# The people


class Crowd:
    """Makes people, the same ones at every run."""

    def __init__(self, instrument: Instrument) -> None:
        self.chance = random.Random(11)
        self.instrument = instrument
        self.items = [item.key for item in instrument.items.all()]
        self.lessons = list(LessonPage.objects.values_list("key", flat=True))
        self.now = clock.now()
        self.count = 0

    def come(self, count: int) -> None:
        """So many more people, their ratings, and the lessons that they finished."""
        is_answering = self.count % (BATCH * ONE_WITH_ANSWERS_IN) == 0
        self.count += count
        people = User.objects.bulk_create(
            User(id=uuid.UUID(int=self.chance.getrandbits(128), version=4), name=f"Person {number}")
            for number in range(count)
        )
        self.live(people, has_answers=is_answering)
        StepProgress.objects.bulk_create(self.finished(person, self.chance.choice(self.lessons)) for person in people)

    def finished(self, person: User, lesson: uuid.UUID) -> StepProgress:
        at = self.some_day()
        return StepProgress(person=person, page_key=lesson, part_key=lesson, revision_id=1, done_at=at, saved_at=at)

    def live(self, people: list[User], *, has_answers: bool) -> None:
        ratings = [rating for person in people for rating in self.ratings_of(person)]
        put(Rating, ratings)
        if has_answers:
            put(Answer, [answer for rating in ratings for answer in self.answers_of(rating)])

    def ratings_of(self, person: User) -> Iterator[Rating]:
        language = self.chance.choices(["en", "cy", "pl", "ur", "bn"], [80, 8, 5, 5, 2])[0]
        score = self.chance.randint(10, 80)
        for at in sorted(self.some_day() for _ in range(RATINGS_EACH)):
            score = min(100, max(0, score + self.chance.randint(-15, 20)))
            yield Rating(
                id=uuid.UUID(int=self.chance.getrandbits(128), version=4),
                person=person,
                instrument_code=CODE,
                instrument_version=1,
                instrument_key=self.instrument.key,
                revision_id=1,
                language=language,
                mode="assisted" if self.chance.random() < 0.1 else "self",
                begun_at=at,
                saved_at=at,
                finished_at=at,
                score=Decimal(score),
            )

    def some_day(self) -> datetime.datetime:
        return self.now - datetime.timedelta(minutes=self.chance.randint(1, DAYS * 1440))

    def answers_of(self, rating: Rating) -> Iterator[Answer]:
        for item in self.items:
            value = Decimal(self.chance.randint(0, 4))
            of = {"rating": rating, "person_id": rating.person_id, "saved_at": rating.saved_at}
            yield Answer(**of, item_key=item, value=value)

    def invite(self, count: int) -> None:
        """Invitations that are due; every other person allows messages."""
        people = list(User.objects.filter(name__startswith="Person").order_by("pk")[:count])
        due = self.now - datetime.timedelta(days=1)
        Invitation.objects.bulk_create(
            [Invitation(person=person, occasion="six-weeks", due_at=due) for person in people], batch_size=500
        )
        allowing = people[::2]
        for person in allowing:
            person.email = f"{person.pk}@example.org"
        User.objects.bulk_update(allowing, ["email"], batch_size=500)
        Preferences.objects.bulk_create(
            [Preferences(person=person, wants_reminders=True) for person in allowing], batch_size=500
        )


# The database, and one measurement in it


def put(model: type[Model], rows: Sequence[Model]) -> None:
    """New rows, as quickly as the database takes them."""
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ([field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields] for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', values)
        else:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a machine that does other things as well is slow
            with cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
                for row in values:
                    copy.write_row(row)


def lay() -> None:
    """A fresh database with the demo content and nobody in it."""
    if connection.vendor == "sqlite":
        kept = InMemory()
        kept.create()
        kept.lay(DEMO)
        shutil.copy(kept.template(DEMO), file_of(MANY))
    else:
        server = OnServer()
        server.name = MANY
        server.lay(DEMO)
    use(MANY)


def copy(name: str, new: str) -> None:
    """The whole database once more."""
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copy(file_of(name), file_of(new))
        return
    server = OnServer()
    server.run(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
    server.run(f'CREATE DATABASE "{new}" TEMPLATE "{name}"')


def use(name: str) -> None:
    connection.settings_dict["NAME"] = str(file_of(name)) if connection.vendor == "sqlite" else name
    connection.close()  # after the name: a database in memory is never closed


def file_of(name: str) -> Path:
    """Where SQLite keeps it."""
    return FOLDER / f"{name}.sqlite3"


def megabytes() -> float:
    """The most memory that this process ever held."""
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def task(act: Callable[[], int]) -> dict[str, float]:
    before, began = megabytes(), time.perf_counter()
    done = act()
    seconds, most = time.perf_counter() - began, megabytes()
    return {"done": done, "seconds": seconds, "megabytes": most, "more": most - before}


def close(months: str) -> dict[str, float]:
    last = ClosedMonth.objects.order_by("-month").values_list("pk", flat=True)[: int(months)]
    ClosedMonth.objects.filter(pk__in=list(last)).delete()
    return task(lambda: close_months(by=None, now=clock.now()))


def close_last() -> dict[str, float]:
    ClosedMonth.objects.order_by("month").last().delete()
    return task(lambda: close_months(by=None, now=clock.now()))


def sweep() -> dict[str, float]:
    return task(lambda: actions.sweep(now=clock.now()))


def report(manager: str, way: str) -> dict[str, float]:
    client = sign_in(Client(), User.objects.get(pk=manager))
    return page(client, f"/en/staff/reports/confidence/?by={way}")


def own_page(reader: str) -> dict[str, float]:
    return page(sign_in(Client(), User.objects.get(pk=reader)), "/en/me/confidence/")


def page(client: Client, address: str) -> dict[str, float]:
    """The least that one page took, as what else the machine does only ever adds: milliseconds of work in all, of the
    database, and how often that was asked."""
    taken = []
    for _ in range(TIMES):
        cache.clear()
        with database_time() as spent:
            began = time.process_time()
            response = client.get(address)
            seconds = time.process_time() - began
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}: there is nothing to measure.")
        seconds += 0 if connection.vendor == "sqlite" else sum(spent)  # SQLite works in this process
        taken.append((seconds * 1000, sum(spent) * 1000, len(spent)))
    ms, database_ms, queries = map(min, zip(*taken, strict=True))
    return {"ms": ms, "database_ms": database_ms, "queries": queries}


@contextmanager
def database_time() -> Iterator[list[float]]:
    """Seconds of each statement."""
    spent: list[float] = []

    def timed(execute: Callable[..., object], *words: object) -> object:
        began = time.perf_counter()
        try:
            return execute(*words)
        finally:
            spent.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        yield spent


def figure(name: str, value: str) -> None:
    print(f"{connection.vendor:10} {name:40} {value}", flush=True)


MEASURES = {each.__name__: each for each in (close, close_last, sweep, report, own_page)}

if __name__ == "__main__":
    settings.DEMO = True
    setup_test_environment()
    if sys.argv[1:2] and sys.argv[1] in {FEW, MANY}:
        use(sys.argv[1])
        print(json.dumps(MEASURES[sys.argv[2]](*sys.argv[3:])))
    else:
        main(*(int(word) for word in sys.argv[1:] or STAGES))
