"""Audit rows: what may be written in them, and that they stand."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit.actions import WordsInAuditError, record, record_once_a_day
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


@pytest.mark.parametrize(("zone_hour", "rows"), [(22, 1), (23, 1), (24, 2), (25, 2)])
def test_one_act_on_several_things_is_written_once_a_day_of_the_service(zone_hour, rows, django_assert_num_queries):
    """In summer the day of the service begins an hour before that of universal time."""
    evening = datetime.datetime(2026, 7, 1, 21, 30, tzinfo=datetime.UTC)
    later = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=zone_hour - 1, minutes=59)
    same = {"by": uuid.UUID(int=7), "action": "accounts.listed", "subject_type": "accounts.user"}
    keys = [uuid.UUID(int=number) for number in (1, 2, 2)]
    record_once_a_day(**same, subject_keys=keys, now=evening)
    with django_assert_num_queries(2 if rows == 2 else 1):
        record_once_a_day(**same, subject_keys=keys, now=later)
    assert AuditEntry.objects.filter(subject_key=str(keys[0])).count() == rows
    assert AuditEntry.objects.count() == 2 * rows
    with pytest.raises(WordsInAuditError):
        record_once_a_day(**same, subject_keys=["Amira Khan"], now=later)
