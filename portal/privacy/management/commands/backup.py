"""``manage.py backup``: database and uploads as one file, while the site runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.privacy.actions.backup import back_up
from portal.privacy.exchange import kept
from portal.privacy.exchange.archive import BackupRefusedError
from portal.privacy.exchange.room import NoRoomError


class Command(BaseCommand):
    help = "Back up the database and the uploads. The data keys are kept apart: copy that folder elsewhere too."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = back_up(now=clock.now())
        except (BackupRefusedError, NoRoomError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Backup: {file}")
        self.stdout.write(f"Kept apart, always the newest only: {kept.folder()}")
