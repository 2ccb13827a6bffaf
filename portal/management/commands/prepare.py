"""Bring this machine's data up to date with the code: catalogues, tables, static files, a demo on an empty site,
the shipped instruments."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import DatabaseError, OperationalError

from modules.activation.actions.shipped import load_shipped_instruments
from modules.learning.models import LessonIndex
from pages.actions import keep_unavailable_pages, lay_first_pages
from portal import clock
from portal.accounts.models import User
from portal.catalogues import compile_catalogues
from portal.views import migrations_are_applied

OUR_CODE = ("portal", "modules", "community", "pages")


class Command(BaseCommand):
    help = "Compile catalogues, migrate, collect static files, load demo and instruments; only what is needed."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_a_database_that_is_away()
        compile_catalogues()
        if not (is_done("tables", code_print()) and tables_stand()):
            self.stdout.write("Bringing the tables up to date ...")
            call_command("migrate", interactive=False, verbosity=0)
            remember("tables", code_print())
        if not (is_done("static", static_print()) and (settings.STATIC_ROOT / "staticfiles.json").exists()):
            self.stdout.write("Collecting static files ...")
            call_command("collectstatic", interactive=False, verbosity=0)
            remember("static", static_print())
        self.settle_demo()
        if not settings.DEMO and lay_first_pages(more=[LessonIndex(slug="learn", heading_en="Lessons")]):
            self.stdout.write("The first pages are laid as drafts, to be written in the CMS.")
        load_shipped_instruments(now=clock.now())
        keep_unavailable_pages()

    def settle_demo(self) -> None:
        """Load the demo where nobody lives yet; take it away where it was and is no longer wanted."""
        if settings.DEMO and not User.objects.exists():
            self.stdout.write("Loading the demo ...")
            call_command("load_demo", stdout=self.stdout)
        elif not settings.DEMO and User.objects.filter(is_demo=True, email__isnull=False).exists():
            self.stdout.write("Taking the demo away ...")
            call_command("demo_off", stdout=self.stdout)


def refuse_a_database_that_is_away() -> None:
    """Raises CommandError in place of a page of errors when nothing answers where the settings say."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        where = "STRIDES_DATABASE_URL" if connection.vendor == "postgresql" else "STRIDES_VAR"
        raise CommandError(f"The database does not answer: {error}. Look at {where}, and whether it runs.") from None


def tables_stand() -> bool:
    try:
        return migrations_are_applied()
    except DatabaseError:
        return False


def code_print() -> str:
    """Changes with any line of our code or any package: what a migration leaves also depends on models and roles."""
    files = [file for package in OUR_CODE for file in (settings.BASE_DIR / package).rglob("*.py")]
    return fingerprint([*files, settings.BASE_DIR / "uv.lock"])


def static_print() -> str:
    """Changes with any static file of ours and any package."""
    folders = [Path(entry[1]) for entry in settings.STATICFILES_DIRS]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return fingerprint([*files, settings.BASE_DIR / "uv.lock"])


def fingerprint(files: Iterable[Path]) -> str:
    seen = hashlib.sha256()
    for file in sorted(files):
        seen.update(f"{file}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def record() -> dict[str, str]:
    """What was done here last, by step; empty when that is not known, and then everything is done again."""
    try:
        return dict(json.loads((settings.VAR_DIR / "prepared.json").read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def is_done(step: str, state: str) -> bool:
    return record().get(step) == state


def remember(step: str, state: str) -> None:
    (settings.VAR_DIR / "prepared.json").write_text(json.dumps({**record(), step: state}))
