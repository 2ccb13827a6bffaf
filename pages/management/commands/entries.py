"""``manage.py entries import FILE`` and ``manage.py entries export [FILE]``: the directory as a sheet (CSV)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.find.actions import import_entries
from pages.find.exchange.sheet import MOST_BYTES, Sheet, read, written
from pages.find.queries import all_entries
from portal import clock


class Command(BaseCommand):
    help = "Bring entries of the directory in a sheet (CSV, UTF-8) as drafts, or write all of them to one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="store the entries of a sheet as drafts: all of them, or none")
        bring.add_argument("file", type=Path)
        bring.add_argument("--dry-run", action="store_true", help="say what would happen, and store nothing")
        take = acts.add_parser("export", help="write every entry to a sheet, or to standard output")
        take.add_argument("file", type=Path, nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "export":
            self._export(options["file"])
        else:
            self._import(options["file"], is_dry=options["dry_run"])

    def _export(self, file: Path | None) -> None:
        if file is None:
            self.stdout.write(written(all_entries()), ending="")
            return
        try:
            file.write_text(written(all_entries()), encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was written.") from error
        self.stdout.write(f"Every entry is in {file}.")

    def _import(self, file: Path, *, is_dry: bool) -> None:
        try:
            with file.open("rb") as opened:
                sheet = read(opened.read(MOST_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        self._report(sheet)
        if not sheet.can_be_used:
            raise CommandError("The file cannot be used. Nothing was stored.")
        if is_dry:
            self.stdout.write(f"The file can be used: entries in it: {len(sheet.entries)}. Nothing was stored.")
            return
        told = import_entries(by=None, sheet=sheet, now=clock.now())
        self.stdout.write(f"New drafts, not checked: {told.added}. Here already, left as they are: {told.left}.")

    def _report(self, sheet: Sheet) -> None:
        for said in sheet.shown:
            place = f"line {said.number}" if said.number else "file"
            self.stdout.write(f"{place}{f', {said.column}' if said.column else ''}: {said.words}")
        if sheet.left_out:
            self.stdout.write(f"... and {sheet.left_out} more.")
