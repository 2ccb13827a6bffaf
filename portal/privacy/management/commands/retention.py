"""``manage.py retention``: how long what is kept, what would go now, and what the brake holds."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.privacy.actions.retention import NotSweptError, go_on
from portal.privacy.queries.retention import report
from portal.privacy.rules.retention import Ends, Keep


class Command(BaseCommand):
    help = "Report how long rows about people are kept; --go-on MODEL deletes what the brake holds, once you looked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--report", action="store_true", help="one line for each kind of row")
        choice.add_argument(
            "--go-on", metavar="MODEL", help="delete what is due of this kind, for example contact.Request"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["go_on"]:
            self.go_on(options["go_on"])
            return
        for line in report(now=clock.now()):
            held = "  STOPPED: look, then --go-on" if line.held else ""
            self.stdout.write(f"{line.keep.model:28} {line.total:8} rows {line.due:8} due  {until(line.keep)}{held}")

    def go_on(self, model: str) -> None:
        try:
            deleted = go_on(model=model, now=clock.now())
        except NotSweptError:
            raise CommandError(f"{model} is not swept. The report names what is.") from None
        self.stdout.write(f"Rows of {model} deleted: {deleted}.")


def until(keep: Keep) -> str:
    if keep.ends is Ends.SWEPT:
        return f"{keep.days} days after {keep.since}: {keep.why}"
    return f"{keep.ends}{f' {keep.task}' if keep.task else ''}: {keep.why}"
