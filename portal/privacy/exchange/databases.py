"""The whole database out into a file and back: SQLite by its backup interface, PostgreSQL by its own programs."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from shutil import which
from typing import Final

from django.db import connection

from portal.privacy.exchange.archive import BackupRefusedError
from portal.sealing.models import DataKey

FILE: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""What the database is called in a backup, by the kind of database."""
PAGES_AT_ONCE: Final = 2000  # so that people go on being served while a large file is copied


def dump(folder: Path) -> str:
    """Write the database into a folder, without the data keys; the name of the file."""
    file = folder / FILE[connection.vendor]
    if connection.vendor == "sqlite":
        _dump_sqlite(file)
    else:
        keys = f"--exclude-table-data={DataKey._meta.db_table}"
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", keys, f"--file={file}", _name())
    return file.name


def refuse_what_does_not_fit(file: Path, *, engine: str) -> None:
    """Raises BackupRefusedError for a dump that cannot be put in place here: of the other kind of database, broken, or
    without the program that it takes."""
    if engine != connection.vendor:
        raise BackupRefusedError(f"The backup is of {engine}; STRIDES_DATABASE_URL leads to {connection.vendor}.")
    if connection.vendor == "postgresql":
        _found("pg_restore")
        return
    with closing(sqlite3.connect(file)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupRefusedError("The database in the backup is broken. Take another backup.")


def load(file: Path) -> None:
    """Put a dump, which was looked at before, in place of the database."""
    if connection.vendor == "sqlite":
        _load_sqlite(file)
    else:
        connection.close()
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
             "--exit-on-error", f"--dbname={_name()}", str(file))  # fmt: skip


def _dump_sqlite(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy, pages=PAGES_AT_ONCE, sleep=0.01)
        copy.execute(f"DELETE FROM {DataKey._meta.db_table}")  # noqa: S608  a name of our own table
        copy.commit()
        copy.execute("VACUUM")  # else the keys' bytes stay in free pages
        copy.execute("PRAGMA journal_mode=DELETE")


def _load_sqlite(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        copy.backup(connection.connection)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL with the connection of the settings. The password travels in the environment."""
    settings = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(settings[key]) for name, key in given.items() if settings.get(key)}
    result = subprocess.run(  # noqa: S603  PostgreSQL's own programs, found on the path, no shell
        [_found(program), *arguments], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise BackupRefusedError(f"{program} failed: {result.stderr.strip()[-500:]}")


def _found(program: str) -> str:
    found = which(program)
    if not found:
        raise BackupRefusedError(f"{program} is missing: install Debian's package postgresql-client.")
    return found
