"""A place of its own for real processes: a migrated database, a folder, the environment that leads there.

On SQLite, or on PostgreSQL with Redis when the tests were given these; never what the tests themselves work on.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import EMPTY, InMemory, OnServer, test_database
from tests.processes import outside

ROOT = Path(__file__).resolve().parents[1]
MANAGE = (sys.executable, "manage.py")


@dataclass(frozen=True)
class Place:
    """Where a service of its own lives. environment: all that a process there is started with."""

    folder: Path
    environment: dict[str, str]

    def manage(self, *words: str, said: str = "") -> str:
        """Run one of our commands there; what it printed. Fails when the command does."""
        result = subprocess.run(
            [*MANAGE, *words],
            cwd=ROOT,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr[-2000:]
        return result.stdout

    def told(self, *lines: str) -> Any:
        """Run lines of Python there; what is in ``told`` after the last one, through JSON."""
        code = "\n".join(["import json", *lines, "print(json.dumps(told))"])
        return json.loads(self.manage("shell", "--no-imports", "--command", code).splitlines()[-1])

    def start(self, *command: str, log: Path | None = None) -> subprocess.Popen[bytes]:
        """Begin a process there; what it says goes to a file, or nowhere."""
        with (log or Path(os.devnull)).open("wb") as output:
            return subprocess.Popen(
                [*command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )


def number_of_process() -> int:
    """Which of the test processes that run beside each other this is: 0, 1, ..."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@contextmanager
def place(folder: Path, *, template: str = EMPTY, **more: str) -> Iterator[Place]:
    """A place with a copy of a template of tests.databases, which a test must have laid before. more: environment."""
    worker = number_of_process()
    ours = {"STRIDES_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev", **more}
    if os.environ.get("STRIDES_REDIS_URL"):
        ours["STRIDES_REDIS_URL"] = f"{os.environ['STRIDES_REDIS_URL'].rstrip('/')}/{8 + worker}"
    database = test_database()
    if isinstance(database, InMemory):
        shutil.copy(database.template(template), folder / "strides.sqlite3")
        yield Place(folder, {**outside(), **ours})
        return
    with copied(database, database.template(template), f"strides_place_{worker}") as name:
        url = os.environ["STRIDES_DATABASE_URL"].rpartition("/")[0]
        yield Place(folder, {**outside(), **ours, "STRIDES_DATABASE_URL": f"{url}/{name}"})


@contextmanager
def copied(database: OnServer, template: str, name: str) -> Iterator[str]:
    database.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    database.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        database.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
