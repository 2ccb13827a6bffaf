"""Rotation of the master key, and what is written down when a key goes."""

import base64
import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal import clock
from portal.audit.models import AuditEntry
from portal.sealing import queries
from portal.sealing.actions import INSTALLATION, forget, open_words, seal_words
from portal.sealing.models import DataKey
from portal.sealing.rules import Place, SealBrokenError, master_keys

PLACE = Place("notes_note", "words", "1")
NEW = base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def sealed(db):
    """The envelopes of 30 owners, by owner."""
    owners = [uuid.uuid4() for _ in range(30)]
    return {owner: seal_words(f"words of {owner}", owner=owner, place=PLACE) for owner in owners}


def test_rotation_leaves_the_words_and_lets_the_old_key_go(sealed, settings, capsys):
    settings.SEALING_KEYS = f"{NEW},{settings.SEALING_KEYS}"
    assert queries.keys_to_rewrap() == 30
    call_command("rewrap_keys")
    assert "30" in capsys.readouterr().out
    settings.SEALING_KEYS = NEW
    assert queries.keys_to_rewrap() == 0
    for owner, envelope in sealed.items():
        assert open_words(envelope, owner=owner, place=PLACE) == f"words of {owner}"
    call_command("rewrap_keys")
    assert AuditEntry.objects.filter(action="sealing.keys_rewrapped").count() == 1


def test_new_keys_are_made_under_the_newest_master_key(sealed, settings):
    settings.SEALING_KEYS = f"{NEW},{settings.SEALING_KEYS}"
    seal_words("x", owner=uuid.uuid4(), place=PLACE)
    assert DataKey.objects.filter(master=next(iter(master_keys(NEW)))).count() == 1


def test_rotation_without_the_old_key_changes_nothing_and_says_what_to_do(sealed, settings):
    settings.SEALING_KEYS = NEW
    with pytest.raises(CommandError, match="Put the old key back"):
        call_command("rewrap_keys")
    assert queries.keys_to_rewrap() == 30
    owner, envelope = next(iter(sealed.items()))
    with pytest.raises(SealBrokenError, match="STRIDES_SEALING_KEYS"):
        open_words(envelope, owner=owner, place=PLACE)


def test_keys_of_two_people_that_are_swapped_do_not_open(sealed):
    (one, envelope), (two, _other) = list(sealed.items())[:2]
    kept = DataKey.objects.get(owner=two)
    DataKey.objects.filter(owner=one).update(wrapped=kept.wrapped)
    with pytest.raises(SealBrokenError):
        open_words(envelope, owner=one, place=PLACE)


def test_forgetting_is_written_down_by_the_keys_id_alone(sealed):
    owner = next(iter(sealed))
    key_id = DataKey.objects.get(owner=owner).pk
    forget(owner=owner, by=None, now=clock.now())
    entry = AuditEntry.objects.get(action="sealing.key_forgotten")
    assert (entry.subject_key, entry.detail) == (str(key_id), {})


def test_no_words_need_no_key(db):
    assert seal_words("", owner=INSTALLATION, place=PLACE) == ""
    assert open_words("", owner=INSTALLATION, place=PLACE) == ""
    assert not DataKey.objects.exists()


def test_an_open_key_does_not_show_itself(sealed):
    key = queries.opened(DataKey.objects.first())
    assert str(key) == repr(key) == f"OpenKey({key.id})"
