"""``manage.py instrument``: instruments from FHIR files and into them, with a report on standard output."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import ngettext, pgettext

from modules.activation.actions.importing import CrowdedError, import_instrument
from modules.activation.exchange.fhir.parsing import MOST_BYTES
from modules.activation.exchange.fhir.reading import read
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.writing import file_of
from modules.activation.queries.files import stored_definition
from portal import clock

CANNOT_BE_USED = 1
CONTEXT = "instrument file"


class Command(BaseCommand):
    help = "Import an instrument from a FHIR R4 Questionnaire, or export one. The status is 0 only when that worked."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="import | export")
        incoming = acts.add_parser("import", help="store what a file holds as a draft, after a report line by line")
        incoming.add_argument("file", metavar="FILE")
        incoming.add_argument("--dry-run", action="store_true", help="report only; store nothing")
        outgoing = acts.add_parser("export", help="write an instrument to standard output")
        outgoing.add_argument("code", metavar="CODE")
        outgoing.add_argument("--version", dest="instrument_version", type=int, metavar="N", help="not the newest")

    def handle(self, *args: Any, **options: Any) -> None:
        status = CANNOT_BE_USED
        try:
            status = self.act(options)
            self.stdout.flush()
        except DatabaseError:
            self.say(pgettext(CONTEXT, "The database is not ready: run “manage.py migrate” first."))
        except (OSError, ValueError, AttributeError) as wrong:
            if not is_about_output(wrong):
                raise
            status = CANNOT_BE_USED  # nobody could read the report
            turn_output_off()
        if status:
            sys.exit(status)

    def act(self, options: dict[str, Any]) -> int:
        """The status: 0 when the file can be used or was written."""
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        if options["act"] == "export":
            return self.export(options["code"], options["instrument_version"])
        return self.take_in(options["file"], is_dry=options["dry_run"])

    def export(self, code: str, version: int | None) -> int:
        definition = stored_definition(code, version)
        if definition is None:
            self.say(pgettext(CONTEXT, "There is no such instrument here."))
            return CANNOT_BE_USED
        self.stdout.write(file_of(definition), ending="")
        return 0

    def take_in(self, path: str, *, is_dry: bool) -> int:
        try:
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except (OSError, ValueError) as wrong:  # ValueError: a name with a zero byte
            reason = getattr(wrong, "strerror", None) or str(wrong)
            self.say(pgettext(CONTEXT, "The file cannot be read: %(reason)s.") % {"reason": reason})
            return CANNOT_BE_USED
        reading = read(content)
        self.show(reading.report)
        if reading.definition is None:
            self.say(pgettext(CONTEXT, "The file cannot be used. Nothing was stored."))
            return CANNOT_BE_USED
        if is_dry:
            self.say(pgettext(CONTEXT, "The file can be used. Nothing was stored."))
            return 0
        try:
            instrument, is_new = import_instrument(by=None, definition=reading.definition, now=clock.now())
        except CrowdedError as crowded:
            self.say(str(crowded))
            return CANNOT_BE_USED
        stored = pgettext(CONTEXT, "Stored as a draft: %(code)s, version %(version)d.")
        there = pgettext(CONTEXT, "It is here already: %(code)s, version %(version)d. Nothing was stored.")
        self.say((stored if is_new else there) % {"code": instrument.code, "version": instrument.version})
        return 0

    def show(self, report: Report) -> None:
        for line in report.lines:
            self.say(f"{line.severity.word}: {line.where + ': ' if line.where else ''}{line.words}")
        if report.left_out:
            more = ngettext("… and %(count)d line more.", "… and %(count)d lines more.", report.left_out)
            self.say(more % {"count": report.left_out})

    def say(self, words: str) -> None:
        self.stdout.write(words)


def is_about_output(wrong: Exception) -> bool:
    """Whether standard output is closed, full, or was never there."""
    return isinstance(wrong, OSError) or sys.stdout is None or sys.stdout.closed


def turn_output_off() -> None:
    """Let the interpreter end without a word about what could not be written."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  it lives as long as the process
