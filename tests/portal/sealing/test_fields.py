"""Words of a person: plain in Python, sealed in the database, bound to their place, gone with their key."""

import uuid

import pytest
from django.core.checks import Error
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, models, transaction
from django.test.utils import CaptureQueriesContext, isolate_apps

from portal.sealing.actions import forget
from portal.sealing.fields import NotSealedError, SealedText
from portal.sealing.models import DataKey
from portal.sealing.queries import keys_at_hand
from portal.sealing.rules import SealBrokenError

AMIRA, BEN = uuid.uuid4(), uuid.uuid4()
WORDS = "My knee hurts on stairs. گھٹنا"


@pytest.fixture
def note(notes):
    return notes.objects.create(person_id=AMIRA, words=WORDS)


def test_words_are_plain_in_python_and_sealed_in_the_database(notes, note, raw):
    assert note.words == WORDS
    assert notes.objects.get(pk=note.pk).words == WORDS
    assert raw("words", note).startswith("1.")
    assert "knee" not in raw("words", note)
    assert raw("reply", note) == ""


def test_a_row_that_is_saved_unread_keeps_its_envelope_and_one_that_is_changed_gets_a_fresh_one(notes, note, raw):
    first = raw("words", note)
    notes.objects.get(pk=note.pk).save()
    assert raw("words", note) == first
    again = notes.objects.get(pk=note.pk)
    again.words = "Better"
    again.save(update_fields=["words"])
    assert raw("words", note) != first
    assert notes.objects.get(pk=note.pk).words == "Better"


def test_many_rows_are_sealed_when_made_at_once(notes, raw):
    rows = notes.objects.bulk_create([notes(person_id=AMIRA, words=f"{n}") for n in range(3)])
    assert raw("words", rows[0]).startswith("1.")
    assert {row.words for row in notes.objects.all()} == {"0", "1", "2"}


def test_a_deferred_column_opens_when_it_is_asked_for(notes, note):
    assert notes.objects.defer("words").get(pk=note.pk).words == WORDS
    note.refresh_from_db()
    assert note.words == WORDS


def test_words_that_are_not_opened_never_show(notes, note):
    [value] = notes.objects.values_list("words", flat=True)
    assert str(value) == repr(value) == "[sealed]"


def test_words_are_never_written_or_searched_past_the_seal(notes, note):
    with pytest.raises(NotSealedError), transaction.atomic():
        notes.objects.update(words="in the clear")
    with pytest.raises(NotSealedError):
        list(notes.objects.filter(words="in the clear"))
    with pytest.raises(NotSealedError):
        list(notes.objects.filter(words__icontains="knee"))
    note.words = "in the clear"
    with pytest.raises(NotSealedError), transaction.atomic():
        notes.objects.bulk_update([note], ["words"])
    assert notes.objects.exclude(words="").count() == 1
    notes.objects.update(words="")
    assert notes.objects.get(pk=note.pk).words == ""


@pytest.mark.parametrize("wrong", [{"person_id": None}, {"words": None}, {"words": 5}])
def test_a_row_without_owner_or_words_is_refused(notes, wrong):
    with pytest.raises(NotSealedError), transaction.atomic():
        notes(**{"person_id": AMIRA, "words": "x", **wrong}).save()


def test_an_envelope_moved_to_another_row_column_or_owner_does_not_open(notes, note, raw, tamper):
    other = notes.objects.create(person_id=AMIRA, words="Other")
    tamper(other, words=raw("words", note))
    tamper(note, reply=raw("words", note), person_id=str(BEN) if connection.vendor == "postgresql" else BEN.hex)
    with pytest.raises(SealBrokenError):
        _ = notes.objects.get(pk=other.pk).words
    with pytest.raises(SealBrokenError):
        _ = notes.objects.get(pk=note.pk).reply
    with pytest.raises(SealBrokenError):
        _ = notes.objects.get(pk=note.pk).words  # Ben's row now, and still under Amira's key


@pytest.mark.parametrize("broken", ["1.aa.bb", "in the clear", "9"])
def test_a_tampered_envelope_says_so_and_shows_nothing(notes, note, tamper, broken):
    tamper(note, words=broken)
    with pytest.raises(SealBrokenError) as refused:
        _ = notes.objects.get(pk=note.pk).words
    assert broken not in str(refused.value)


def test_after_forgetting_the_words_are_empty_for_ever_and_nobody_elses_are(notes, note):
    bens = notes.objects.create(person_id=BEN, words="Ben's")
    assert forget(owner=AMIRA) is True
    assert notes.objects.get(pk=note.pk).words == ""
    notes.objects.create(person_id=AMIRA, words="Back again")
    assert notes.objects.get(pk=note.pk).words == ""
    assert notes.objects.get(pk=bens.pk).words == "Ben's"
    assert forget(owner=uuid.uuid4()) is False


def test_a_hundred_rows_of_one_owner_cost_one_key_query(notes):
    notes.objects.bulk_create([notes(person_id=AMIRA, words="x", reply="y") for _ in range(100)])
    with keys_at_hand(), CaptureQueriesContext(connection) as seen:
        assert [(row.words, row.reply) for row in notes.objects.all()] == [("x", "y")] * 100
    assert len(seen) == 2


@pytest.fixture
def requests_keep_the_connection():
    """A request that begins or ends closes connections that are too old: not this test's, as in Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_key_at_hand_never_outlives_forgetting_or_the_request(notes, note, requests_keep_the_connection):
    request_started.send(sender=None)
    assert notes.objects.get(pk=note.pk).words == WORDS
    forget(owner=AMIRA)
    assert notes.objects.get(pk=note.pk).words == ""
    request_finished.send(sender=None)
    second = notes.objects.create(person_id=AMIRA, words="New")
    request_started.send(sender=None)
    assert notes.objects.get(pk=second.pk).words == "New"
    request_finished.send(sender=None)
    DataKey.objects.all().delete()  # as another process would
    request_started.send(sender=None)
    assert notes.objects.get(pk=second.pk).words == ""
    request_finished.send(sender=None)


def test_words_written_after_a_failed_transaction_have_a_key_that_is_kept(notes):
    with keys_at_hand():
        with transaction.atomic():
            lost = notes.objects.create(person_id=AMIRA, words="lost")
            assert notes.objects.get(pk=lost.pk).words == "lost"
            transaction.set_rollback(True)
        kept = notes.objects.create(person_id=AMIRA, words="kept")
    assert notes.objects.get(pk=kept.pk).words == "kept"


@isolate_apps("portal.sealing")
def test_a_field_that_cannot_seal_is_refused_when_the_site_starts():
    class Bad(models.Model):
        words = SealedText(null=True)

        class Meta:
            app_label = "sealing"

    found = [fault for fault in Bad.check() if isinstance(fault, Error)]
    assert len([fault for fault in found if fault.obj is Bad._meta.get_field("words")]) == 3
