"""Audit rows: what may be written in them, and that they stand."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit.actions import WordsInAuditError, record
from portal.audit.models import AuditEntry, AuditRowStandsError

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


def one_row() -> AuditEntry:
    record(by=uuid.UUID(int=7), action="accounts.invited", subject=("accounts.user", uuid.UUID(int=8)), now=NOW)
    return AuditEntry.objects.get()


def test_record_keeps_who_what_which_and_when():
    row = one_row()
    assert (row.actor, row.action, row.subject_type, row.subject_key, row.at) == (
        uuid.UUID(int=7),
        "accounts.invited",
        "accounts.user",
        str(uuid.UUID(int=8)),
        NOW,
    )


def test_record_takes_a_row_as_its_subject():
    first = one_row()
    record(by=None, action="audit.looked_at", subject=first)
    assert AuditEntry.objects.filter(subject_type="audit.auditentry", subject_key=str(first.pk), actor=None).exists()


@pytest.mark.parametrize(
    "detail",
    [
        {"why": "my back hurts"},
        {"to": "dai@example.org"},
        {"x": "a" * 81},
        {"list": ["ok", "not ok"]},
        {"a b": 1},
        {"n": "a\x00"},
    ],
)
def test_record_refuses_words_and_writes_nothing(detail):
    with pytest.raises(WordsInAuditError):
        record(by=None, action="accounts.invited", subject=("accounts.user", 1), detail=detail)
    assert not AuditEntry.objects.exists()


def test_record_keeps_codes_numbers_and_lists_of_them():
    detail = {"role": "editor", "languages": ["en", "ur"], "count": 3, "first": True}
    record(by=None, action="accounts.invited", subject=("accounts.user", 1), detail=detail)
    assert AuditEntry.objects.get().detail == detail


def test_a_row_cannot_be_changed_or_deleted_through_the_model():
    row = one_row()
    for attempt in (
        row.save,
        row.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="x"),
    ):
        with pytest.raises(AuditRowStandsError):
            attempt()


@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET action = 'x'", "DELETE FROM audit_auditentry"])
def test_the_database_itself_refuses_to_change_a_row(statement):
    one_row()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "accounts.invited"
