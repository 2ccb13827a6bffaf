"""A migrated database for each test process, migrated once and copied from then on.

Wagtail's migrations take some twenty seconds. They run once for each state of the migration files; the result is kept
as a template (an SQLite file under ``.make/``, or a PostgreSQL database) and copied for each process, and again after
each test that committed for good.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

KEPT_TEMPLATES = 4


def template_key() -> str:
    """A short hash of everything that decides the schema: migrations, registered translations, languages."""
    seen = hashlib.sha256(repr((os.environ["DJANGO_SETTINGS_MODULE"], settings.LANGUAGES)).encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path)
        deciding = [*folder.glob("migrations/*.py"), *folder.glob("translation.py")]
        if "tests" in config.name:
            deciding += folder.rglob("*.py")  # an app of the tests has no migrations: its tables follow its models
        for file in sorted(deciding):
            seen.update(f"{config.label}/{file.name}\n".encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def migrate() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    if getattr(settings, "HAS_COLUMNS_BEYOND_MIGRATIONS", False):
        call_command("sync_translation_fields", verbosity=0, interactive=False)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold a lock shared by all test processes of this tree, so that only one of them migrates."""
    folder.mkdir(exist_ok=True)
    with (folder / "test-database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class InMemory:
    """SQLite: the template is a file, each process works on a copy in memory."""

    def __init__(self) -> None:
        self.folder = settings.BASE_DIR / ".make"
        self.template = self.folder / f"test-database-{template_key()}.sqlite3"

    def create(self) -> None:
        connection.close()
        connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        connection.ensure_connection()
        with one_at_a_time(self.folder):
            if not self.template.exists():
                self.build()
        self.restore()
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    def build(self) -> None:
        migrate()
        unfinished = self.template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as file:
            connection.connection.backup(file)
        unfinished.rename(self.template)
        kept = sorted(self.folder.glob("test-database-*.sqlite3"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-KEPT_TEMPLATES]:
            old.unlink()

    def restore(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as file:
            file.backup(connection.connection)

    def drop(self) -> None:
        pass  # memory goes with the process


class OnServer:
    """PostgreSQL: the template is a database, each process works on a database copied from it."""

    def __init__(self) -> None:
        self.folder = settings.BASE_DIR / ".make"
        self.template = f"strides_template_{template_key()}"
        self.name = f"strides_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"

    def create(self) -> None:
        with one_at_a_time(self.folder):
            if not self.run("SELECT 1 FROM pg_database WHERE datname = %s", self.template):
                self.build()
        self.restore()

    def build(self) -> None:
        unfinished = f"{self.template}_unfinished"
        self.run(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{unfinished}"')
        self.use(unfinished)
        migrate()
        connection.close()
        self.run(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')

    def restore(self) -> None:
        connection.close()
        self.drop()
        self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        self.use(self.name)

    def drop(self) -> None:
        connection.close()
        self.run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def run(self, statement: str, *values: str) -> bool:
        """Whether the statement, run outside any of our databases, gave a row."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.description is not None and cursor.fetchone() is not None


def test_database() -> InMemory | OnServer:
    return InMemory() if connection.vendor == "sqlite" else OnServer()
