"""``manage.py restore FILE``: a backup in place of everything there is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.accounts.models import User
from portal.privacy.actions.backup import restore
from portal.privacy.exchange.archive import BackupRefusedError
from portal.privacy.exchange.in_use import InUseError, by_a_restore
from portal.privacy.exchange.room import NoRoomError
from portal.views import migrations_are_applied


class Command(BaseCommand):
    requires_system_checks = ()  # one of them refuses everything but this, after a restore that was cut off
    help = "Put a backup in place of the database and the uploads. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="even where there are accounts already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["replace"] and somebody_lives_here():
            raise CommandError("There are accounts here. Stop the site, then say --replace (make: REPLACE=yes).")
        try:
            with by_a_restore():
                again = restore(file=options["file"], now=clock.now())
        except InUseError:
            raise CommandError("The site is running here. Stop it, then do this again.") from None
        except (BackupRefusedError, NoRoomError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restored. People who were erased since the backup, and are erased again: {again}.")


def somebody_lives_here() -> bool:
    return migrations_are_applied() and User.objects.filter(is_demo=False).exists()
