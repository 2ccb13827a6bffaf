"""``manage.py rewrap_keys``: after a new master key was put first in STRIDES_SEALING_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.sealing.actions import rewrap_keys
from portal.sealing.rules import SealBrokenError


class Command(BaseCommand):
    help = "Seal every data key under the newest master key. Safe to repeat; afterwards the old master key may go."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = rewrap_keys(now=clock.now())
        except SealBrokenError as error:
            raise CommandError(f"{error} Put the old key back behind the new one, and run this again.") from None
        self.stdout.write(f"Data keys sealed under the newest master key: {done}. None is left under an older one.")
