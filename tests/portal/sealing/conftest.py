"""A row with sealed words that stands for every app's: its table goes with the test's transaction."""

import uuid

import pytest
from django.apps.registry import Apps
from django.db import connection, models

from portal.sealing.fields import SealedText


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person_id = models.UUIDField()
    words = SealedText(owner="person_id")
    reply = SealedText(owner="person_id")

    class Meta:
        apps = Apps()
        app_label = "notes"


@pytest.fixture
def notes(db: None) -> type[Note]:
    key = "uuid" if connection.vendor == "postgresql" else "char(32)"
    columns = f"id {key} PRIMARY KEY, person_id {key} NOT NULL, words text NOT NULL, reply text NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE notes_note ({columns})")
    return Note


@pytest.fixture
def raw(notes: type[Note]):
    """What the database itself holds in a column, by the row's key."""

    def look(column: str, row: Note) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM notes_note WHERE id = %s", [in_column(row.pk)])
            return cursor.fetchone()[0]

    return look


@pytest.fixture
def tamper(notes: type[Note]):
    """Write past the field, as somebody with a hand in the database would."""

    def put(row: Note, **columns: object) -> None:
        with connection.cursor() as cursor:
            for column, value in columns.items():
                cursor.execute(f"UPDATE notes_note SET {column} = %s WHERE id = %s", [value, in_column(row.pk)])

    return put


def in_column(key: uuid.UUID) -> object:
    return key if connection.vendor == "postgresql" else key.hex
