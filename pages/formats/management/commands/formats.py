"""``manage.py formats``: make everything that is due, in this process; a line for each."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pages.formats.actions import building, looking
from pages.formats.checks import check_tools
from portal import clock


class Command(BaseCommand):
    help = "Make the formats that are due, here and now, and print a line for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make every format anew, whatever is there")
        parser.add_argument("--look", action="store_true", help="first look for formats that differ from their page")
        parser.add_argument("--check", action="store_true", help="only say which tools this machine lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        for warning in check_tools():
            self.stderr.write(f"{warning.msg} {warning.hint}")
        if options["check"]:
            return
        if options["rebuild"]:
            self.stdout.write(f"{looking.rebuild(now=clock.now())} formats are to be made anew.")
        elif options["look"]:
            self.stdout.write(f"{looking.look_again(now=clock.now())} formats differ from their page.")
        done = 0
        while row := building.claim(now=clock.now()):
            building.build(row, clock=clock.now)
            row.refresh_from_db()
            done += 1
            self.stdout.write(f"{row.state:11} {row.seconds:6.2f} s {row.size_bytes:9} bytes  {row} {row.reason}")
        self.stdout.write(f"{done} formats were due.")
