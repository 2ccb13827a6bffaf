"""A migrated database for each test process, migrated once and copied from then on.

Wagtail's migrations take some twenty seconds, the demo content some ten. Each runs once for each state of the files
that decide it; the result is kept as a template (an SQLite file under ``.make/``, or a PostgreSQL database). Before a
test the template that it wants is copied, unless a copy of it is there already that no test has spoilt.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test import override_settings

from modules.learning.actions.demo import load_demo_lessons
from pages.actions import load_demo_content

KEPT_TEMPLATES = 6
EMPTY, DEMO = "empty", "demo"
"""The templates: migrated and nothing else; and with the demo content on top."""

ROOT = Path(__file__).resolve().parents[1]
CONTENT = (ROOT / "pages", ROOT / "modules" / "learning")
WITHOUT_PART_IN_DEMO = {"cache", "queries", "templatetags"} | {
    f"{name}.py" for name in ("checks", "context", "forms", "panels", "queries", "urls", "views", "wagtail_hooks")
}


@cache
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


@cache
def demo_key() -> str:
    """The template key, with all that decides what the demo content becomes: its files and the code of content."""
    seen = hashlib.sha256(template_key().encode())
    for file in sorted(file for folder in CONTENT for file in folder.rglob("*")):
        name = file.relative_to(ROOT)
        if file.suffix == ".toml" or (file.suffix == ".py" and not WITHOUT_PART_IN_DEMO & set(name.parts)):
            seen.update(f"{name}\n".encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def load_demo() -> None:
    with override_settings(DEMO=True):
        load_demo_lessons(load_demo_content())


@contextmanager
def swapped_models_remembered() -> Iterator[None]:
    """Which model stands for which setting, looked up once for each name.

    Django remembers it too, but forgets it for all registries with every model that a migration renders, and then
    asks each model of the site anew for each foreign key. The site's own models do not change while it migrates.
    """
    ask = cache(apps.get_swappable_settings_name)
    with mock.patch.object(apps, "get_swappable_settings_name", ask):
        yield


def migrate() -> None:
    with swapped_models_remembered():
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    if getattr(settings, "HAS_COLUMNS_BEYOND_MIGRATIONS", False):
        call_command("sync_translation_fields", verbosity=0, interactive=False)
    # Once more, because the roles are laid before the permissions of the very last app, which here is one of the tests.
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


@contextmanager
def one_at_a_time(folder: Path, what: str) -> Iterator[None]:
    """Hold a lock shared by all test processes of this tree, so that only one of them does what it names."""
    folder.mkdir(exist_ok=True)
    with (folder / f"test-database-{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class InMemory:
    """SQLite: the templates are files, each process works on a copy in memory."""

    def __init__(self) -> None:
        self.folder = settings.BASE_DIR / ".make"
        self.laid = ""
        self.is_prepared = False

    def template(self, name: str) -> Path:
        key = demo_key() if name == DEMO else template_key()
        return self.folder / f"test-database-{name}-{key}.sqlite3"

    def create(self) -> None:
        connection.close()
        connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        connection.ensure_connection()

    def lay(self, name: str) -> None:
        """Give this process a fresh copy of the template, unless it works on one already."""
        if self.laid == name:
            return
        template = self.template(name)
        self.build(name, template)
        self.copy(template)
        if not self.is_prepared:
            emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
            self.is_prepared = True
        self.laid = name

    def build(self, name: str, template: Path) -> None:
        """Make the template unless it is there. Who wants only the empty one never waits for the demo content."""
        if template.exists():
            return
        with one_at_a_time(self.folder, name):
            if template.exists():
                return  # made by another process while this one waited
            self.fill(name)
            self.keep(template)

    def fill(self, name: str) -> None:
        if name == DEMO:
            empty = self.template(EMPTY)
            self.build(EMPTY, empty)
            self.copy(empty)
            load_demo()
        else:
            self.clear()
            migrate()

    def keep(self, template: Path) -> None:
        unfinished = template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as file:
            connection.connection.backup(file)
        unfinished.rename(template)
        kept = sorted(self.folder.glob("test-database-*.sqlite3"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-KEPT_TEMPLATES]:
            old.unlink(missing_ok=True)

    def copy(self, template: Path) -> None:
        """Raises FileNotFoundError when the template is gone; opening it would make one without a table, to stay."""
        os.utime(template)  # what is in use is the last to be swept away, however long ago it was made
        connection.ensure_connection()
        with closing(sqlite3.connect(template)) as file:
            file.backup(connection.connection)

    def clear(self) -> None:
        """Take away what an earlier test was given: else a template made later would hold it too."""
        connection.ensure_connection()
        with closing(sqlite3.connect(":memory:")) as nothing:
            nothing.backup(connection.connection)

    def drop(self) -> None:
        pass  # memory goes with the process


class OnServer:
    """PostgreSQL: the templates are databases, each process works on a database copied from one."""

    def __init__(self) -> None:
        self.folder = settings.BASE_DIR / ".make"
        self.name = f"strides_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        self.laid = ""

    def template(self, name: str) -> str:
        return f"strides_template_{name}_{demo_key() if name == DEMO else template_key()}"

    def create(self) -> None:
        pass  # a database is laid before each test that needs another one

    def lay(self, name: str) -> None:
        """Give this process a fresh copy of the template, unless it works on one already."""
        if self.laid == name:
            return
        template = self.template(name)
        with one_at_a_time(self.folder, "server"):  # a template is copied only while nobody is connected to it
            self.build(name, template)
            connection.close()
            self.drop()
            self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')
        self.use(self.name)
        self.laid = name

    def build(self, name: str, template: str) -> None:
        if self.run("SELECT 1 FROM pg_database WHERE datname = %s", template):
            return
        unfinished = f"{template}_unfinished"
        self.run(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
        if name == DEMO:
            self.build(EMPTY, self.template(EMPTY))
            self.run(f'CREATE DATABASE "{unfinished}" TEMPLATE "{self.template(EMPTY)}"')
        else:
            self.run(f'CREATE DATABASE "{unfinished}"')
        self.use(unfinished)
        load_demo() if name == DEMO else migrate()
        connection.close()
        self.run(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')

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
