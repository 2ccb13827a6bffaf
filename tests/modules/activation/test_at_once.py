"""Two devices, and two editors, at the very same moment. On PostgreSQL the hands really move at once; SQLite takes one
after the other, so there they move in turn."""

import datetime
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from modules.activation.actions.importing import import_instrument
from modules.activation.actions.ratings import begin_rating, keep_answer
from modules.activation.actions.rights import new_version
from modules.activation.models import Answer, Instrument, Rating
from modules.activation.queries.offered import asked_items
from modules.activation.rules import AnswerState
from modules.activation.rules.asking import Given
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests.factories.instruments import a_definition, live_instrument

IS_AT_ONCE = connection.vendor != "sqlite"
pytestmark = pytest.mark.django_db(transaction=IS_AT_ONCE)  # what one hand has not committed, another cannot see
NOW = datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC)
HANDS = 4


def at_once[Result](*acts: Callable[[], Result]) -> list[Result]:
    """What each act gives; all of them begin together."""
    if not IS_AT_ONCE:
        return [act() for act in acts]
    ready = threading.Barrier(len(acts))

    def move(act: Callable[[], Result]) -> Result:
        try:
            ready.wait(60)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return [hand.result() for hand in [hands.submit(move, act) for act in acts]]


def test_beginning_on_several_devices_at_once_is_one_rating(amira: User) -> None:
    instrument = live_instrument()
    begun = at_once(*[lambda: begin_rating(by=amira, person=amira, instrument=instrument, now=NOW)] * HANDS)
    assert {rating.pk for rating in begun} == {Rating.objects.get().pk}
    assert AuditEntry.objects.filter(action="activation.begun").count() == 1


def test_answering_one_question_on_several_devices_at_once_is_one_answer(amira: User) -> None:
    instrument = live_instrument()
    rating = begin_rating(by=amira, person=amira, instrument=instrument, now=NOW)
    item = asked_items(instrument)[0]

    def saying(code: str) -> Callable[[], None]:
        given = Given(AnswerState.ANSWERED, (code,))
        return lambda: keep_answer(by=amira, rating=rating, item=item, given=given, now=NOW)

    at_once(saying("never"), saying("often"), saying("never"), saying("often"))
    assert Answer.objects.get().value in {0, 2}


def test_the_same_file_imported_at_once_is_stored_once() -> None:
    said = at_once(*[lambda: import_instrument(by=None, definition=a_definition(), now=NOW)] * HANDS)
    assert sorted(is_new for _instrument, is_new in said) == [False] * (HANDS - 1) + [True]
    assert {instrument.pk for instrument, _is_new in said} == {Instrument.objects.get().pk}


def test_different_files_that_want_the_same_version_each_get_one(amira: User) -> None:
    files = [replace(a_definition(), owner=f"Owner {number}") for number in range(HANDS)]
    said = at_once(*[lambda file=file: import_instrument(by=None, definition=file, now=NOW) for file in files])
    assert [is_new for _instrument, is_new in said] == [True] * HANDS
    assert sorted(instrument.version for instrument, _is_new in said) == [1, 2, 3, 4]
    assert {row.owner for row in Instrument.objects.all()} == {file.owner for file in files}


def test_two_editors_who_begin_a_new_version_at_once_get_one_each(dai: User) -> None:
    first = live_instrument()
    made = at_once(*[lambda: new_version(by=dai, instrument=first, now=NOW, key=uuid.uuid4())] * 2)
    assert sorted(instrument.version for instrument in made) == [2, 3]
