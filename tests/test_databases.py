"""The templates of the tests' databases: none that is in use is swept away, and none is there without its tables."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import databases
from tests.databases import KEPT_TEMPLATES, InMemory


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemory]:
    """One with a folder and a memory of its own."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE TABLE knees (name TEXT)")
        there = SimpleNamespace(connection=memory, ensure_connection=lambda: None)
        monkeypatch.setattr(databases, "connection", there)
        database = InMemory()
        database.folder = tmp_path
        yield database


def kept(database: InMemory, name: str, *, made_at: int) -> Path:
    """A template that was made so many seconds after the beginning of time."""
    template = database.folder / f"test-database-{name}.sqlite3"
    database.keep(template)
    os.utime(template, (made_at, made_at))
    return template


def test_a_template_that_is_in_use_stays_however_old_it_is(database: InMemory) -> None:
    used, forgotten = kept(database, "used", made_at=1), kept(database, "forgotten", made_at=2)
    database.copy(used)
    for number in range(KEPT_TEMPLATES - 1):
        kept(database, f"newer-{number}", made_at=10 + number)
    assert used.exists()
    assert not forgotten.exists()


def test_a_template_that_is_gone_is_not_made_anew_without_its_tables(database: InMemory) -> None:
    gone = database.folder / "test-database-gone.sqlite3"
    with pytest.raises(FileNotFoundError):
        database.copy(gone)
    assert not gone.exists()
