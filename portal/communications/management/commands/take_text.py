"""``manage.py take_text``: hand in a text that a phone sent us; the first line is its number, the rest its words."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.communications.actions import take_text


class Command(BaseCommand):
    help = "Take in a text from standard input: the number (+447700900123) on the first line, then the words."

    def handle(self, *args: Any, **options: Any) -> None:
        number, _, words = sys.stdin.read().partition("\n")
        if not number.strip().startswith("+"):
            raise CommandError("The first line is the number that the text came from, like +447700900123.")
        self.stdout.write(take_text(number=number.strip(), words=words, now=clock.now()))
