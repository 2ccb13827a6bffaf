"""After seven days everything of a person goes, from every app, and comes back from no copy."""

import json
import uuid

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from modules.learning.models import StepProgress
from portal.accounts.models import Consent, User
from portal.audit.models import AuditEntry
from portal.contact.models import Request
from portal.contact.rules import Kind
from portal.outbox.models import OutboxItem
from portal.privacy import queries
from portal.privacy.actions import deletion
from portal.privacy.exchange import kept as keeping
from portal.privacy.models import Deletion, Erasure
from portal.sealing.actions import seal_words
from portal.sealing.models import DataKey
from portal.sealing.rules import Place
from tests.moving import Time

PLACE = Place("notes", "words", "1")


@pytest.fixture
def leaving(hers: Client, amira: User, time: Time) -> User:
    """Amira, with rows in several apps, who asked for her account to be deleted."""
    hers.get("/en/me/")
    Consent.objects.create(
        person=amira, purpose="needs", version=1, language="en", given_at=time.now, given_by=amira.pk
    )
    OutboxItem.objects.create(kind="x", payload={"person": str(amira.pk)}, not_before=time.now, created_at=time.now)
    seal_words("My knee", owner=amira.pk, place=PLACE)
    Request.objects.create(
        person=amira,
        key_id=amira.pk,
        idempotency_key=uuid.uuid4(),
        reference="AAAAAA",
        token_mark="mark",
        kind=Kind.QUESTION,
        language="en",
        name=amira.name,
        words="My knee",
        sent_at=time.now,
    )
    StepProgress.objects.create(
        person=amira, page_key=uuid.uuid4(), part_key=uuid.uuid4(), revision_id=1, saved_at=time.now
    )
    deletion.ask_to_delete(by=amira, now=time.now)
    return amira


def test_a_moment_before_the_seven_days_nothing_goes(leaving: User, time: Time) -> None:
    time.pass_(days=7, seconds=-1)
    assert deletion.erase_due(now=time.now) == 0
    assert User.objects.filter(pk=leaving.pk).exists()


def test_after_seven_days_nothing_in_the_database_names_her_but_the_audit(
    leaving: User, ben: User, hers: Client, time: Time
) -> None:
    pk, name, email = leaving.pk, leaving.name, leaving.email
    time.pass_(days=7)
    assert deletion.erase_due(now=time.now) == 1
    assert deletion.erase_due(now=time.now) == 0
    assert everything_that_holds(str(pk), pk.hex, email, name) == {"audit.AuditEntry"}
    assert not DataKey.objects.filter(owner=pk).exists()
    assert not Session.objects.filter(session_key=hers.session.session_key).exists()
    assert User.objects.filter(pk=ben.pk).exists()
    assert hers.get("/en/me/").status_code == 302
    for entry in AuditEntry.objects.filter(subject_key=str(pk)):
        assert email not in json.dumps(entry.detail)


def everything_that_holds(*needles: str) -> set[str]:
    """The models with a row in which one of these stands, in any column."""
    found = set()
    for model in apps.get_models():
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            if any(needle in str(value) for needle in needles for value in row):
                found.add(model._meta.label)
    return found


def test_the_ledger_says_that_and_not_who(leaving: User, time: Time, kept: object) -> None:
    pk = leaving.pk
    time.pass_(days=7)
    deletion.erase_due(now=time.now)
    [row] = Erasure.objects.all()
    written = (kept / "erasures.jsonl").read_text()
    assert row.mark in written
    assert row.mark == deletion.mark_of(pk)
    assert str(pk) not in written
    assert pk.hex not in written


def test_who_changes_their_mind_at_the_last_moment_stays(leaving: User, time: Time) -> None:
    time.pass_(days=7)
    deletion.keep_account(by=leaving, now=time.now)
    assert deletion.erase(person_id=leaving.pk, now=time.now) is False
    assert User.objects.filter(pk=leaving.pk).exists()


def test_one_who_cannot_be_erased_does_not_stop_the_others_and_loses_nothing(
    leaving: User, ben: User, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    deletion.ask_to_delete(by=ben, now=time.now)
    real = queries.keepers()[-1].erase

    def fails_for_amira(person: User, *, now: object) -> None:
        if person.pk == leaving.pk:
            raise RuntimeError
        real(person, now=now)

    monkeypatch.setattr(queries.keepers()[-1], "erase", fails_for_amira)
    time.pass_(days=7)
    assert deletion.erase_due(now=time.now) == 1
    assert User.objects.filter(pk=leaving.pk).exists()
    assert DataKey.objects.filter(owner=leaving.pk).exists()
    assert Consent.objects.filter(person=leaving).exists()
    assert Deletion.objects.filter(person=leaving).exists()


def test_the_key_that_is_kept_apart_goes_too(leaving: User, time: Time) -> None:
    pk = leaving.pk
    seal_words("Ben", owner=uuid.uuid4(), place=PLACE)
    keeping.keep_keys()
    assert pk in {
        row.owner if isinstance(row.owner, uuid.UUID) else uuid.UUID(row.owner) for row in keeping.kept_keys()
    }
    time.pass_(days=7)
    deletion.erase_due(now=time.now)
    assert pk.hex not in (keeping.folder() / keeping.KEYS).read_text()


def test_who_works_here_is_not_deleted_by_a_form(dai: User, time: Time) -> None:
    with pytest.raises(deletion.WorksHereError):
        deletion.ask_to_delete(by=dai, now=time.now)
