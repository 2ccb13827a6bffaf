"""Entries of the directory as a sheet (CSV): read with a report line by line, and written so that it can be read again.

Nothing is guessed: a cell that cannot be understood is an error that names its line and column, and a file with an
error is used for nothing.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import pgettext
from modeltranslation.utils import build_localized_fieldname

from pages.library.models import Entry, EntrySession
from pages.library.queries import picture_names
from pages.library.rules import Audience, Contact, Known, Need, Reach
from pages.queries.entries import OWN_NAMES
from pages.rules.hours import DAYS
from pages.rules.sessions import Week, closed_days
from portal.fields import join_codes
from portal.reports.exchange.sheets import looks_like_a_formula, plain_cell, safe_cell

CONTEXT: Final = "sheet of entries"
MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 10_000
MOST_LINES: Final = 200
"""Lines of a report; of more, their number."""

TEXTS: Final = (
    "name",
    "line",
    "happens",
    "audience",
    "where",
    "getting_there",
    "parking",
    "when",
    "bring",
    "person",
    "cost",
)
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
CODES: Final[dict[str, frozenset[str]]] = {
    "needs": frozenset(Need),
    "audiences": frozenset(Audience),
    "languages": frozenset(OWN_NAMES),
}
KNOWN: Final = {"step_free": "is_step_free", "someone_with_you": "can_come_with"}
TIMES: Final = ("times", "appointment", "from_day", "until_day", "bank_holidays", "closed_on")
FIELDS: Final = {"first_on": "from_day", "last_on": "until_day"}
"""Fields that a sheet calls by another name."""

NOT_TAKEN: Final = ("contact_state", "checked_on")
"""What an export says and an import leaves out: a place that comes in a file has been checked by nobody here."""

NEUTRAL: Final = ("code", "picture", "reach", *CODES, *KNOWN, "phone", "website", *TIMES)
COLUMNS: Final = (*NEUTRAL[:1], *TEXTS, *NEUTRAL[1:], *NOT_TAKEN)

_TIME: Final = re.compile(
    r"(?:(?P<week>[a-z]+) +)?(?P<day>[a-z]{3}) +(?P<opens>\d{1,2}:\d\d) *(?:-|–|to) *(?P<closes>\d{1,2}:\d\d)"
)
_PARTED: Final = re.compile(r"[;,\s]+")
_MAY_LEAD: Final = {"phone": "+"}
_DIGITS: Final = re.compile(r"[0-9 ]+")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Said:
    """One line of the report. number: of the line in the file, 0 for the file as a whole. column: blank when it is
    about the whole line."""

    number: int
    column: str
    words: str
    is_error: bool = True


@dataclass
class Sheet:
    """What a file holds: entries ready to be stored, and what there is to say of them. Entries are without a row in
    the database yet."""

    entries: list[tuple[int, Entry]] = field(default_factory=list)
    lines: list[Said] = field(default_factory=list)

    @property
    def can_be_used(self) -> bool:
        """Whether there is nothing wrong with any line."""
        return bool(self.entries) and not any(line.is_error for line in self.lines)

    @property
    def shown(self) -> list[Said]:
        """The first lines of the report, errors before the rest."""
        return sorted(self.lines, key=lambda line: (not line.is_error, line.number))[:MOST_LINES]

    @property
    def left_out(self) -> int:
        """How many lines the report has besides."""
        return max(0, len(self.lines) - MOST_LINES)

    def error(self, number: int, column: str, words: str) -> None:
        self.lines.append(Said(number, column, words))


class _CellError(ValueError):
    """A cell cannot be understood; the words say why."""


def read(data: bytes) -> Sheet:
    """Read a file: UTF-8, with or without its mark, commas, semicolons or tabs between cells, names of columns first.

    Never raises for what is in the file: everything that is wrong stands in the report.
    """
    sheet = Sheet()
    text = _decoded(data, sheet)
    if text is None:
        return sheet
    try:
        rows = list(_rows(text))
    except csv.Error:
        sheet.error(0, "", _p("A cell is longer than any cell may be, or a quotation mark is never closed."))
        return sheet
    if not rows:
        sheet.error(0, "", _p("The file is empty. Its first line names the columns."))
        return sheet
    columns = _columns(rows[0][1], sheet)
    if len(rows) - 1 > MOST_ROWS:
        sheet.error(0, "", _p("The file has more than 10,000 lines. Bring it in parts."))
    if sheet.lines:
        return sheet
    _read_rows(rows[1:], columns, sheet)
    if not sheet.entries and not sheet.lines:
        sheet.error(0, "", _p("There are names of columns, and no entry below them."))
    return sheet


def _p(words: str) -> str:
    return pgettext(CONTEXT, words)


def _decoded(data: bytes, sheet: Sheet) -> str | None:
    if len(data) > MOST_BYTES:
        sheet.error(0, "", _p("The file is larger than 5 MB. Bring it in parts."))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = _p("The letters of this file cannot be read. In your spreadsheet save it as “CSV UTF-8” and try again.")
        sheet.error(0, "", words)
        return None
    if "\x00" in text:
        sheet.error(0, "", _p("This is no sheet in CSV: it holds signs that no text has."))
        return None
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with something in them, each with the number at which it ends in the file."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _columns(header: list[str], sheet: Sheet) -> list[str]:
    """The names of the columns, each once and each one of ours."""
    columns = [cell.strip().casefold().replace(" ", "_").replace("-", "_") for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    known = set(COLUMNS) | {f"{name}_{code.replace('-', '_')}" for name in TEXTS for code in LANGUAGES}
    for column in dict.fromkeys(columns):
        if column not in known:
            sheet.error(1, column[:40], _p("There is no column of this name. Its words may be in another language."))
        elif columns.count(column) > 1:
            sheet.error(1, column, _p("This column is there twice."))
    if "name" not in columns and "name_en" not in columns:
        sheet.error(1, "name", _p("The column “name” is missing."))
    if {"name", "name_en"} <= set(columns):
        sheet.error(1, "name_en", _p("“name” and “name_en” are the same. Leave one out."))
    return columns


def _read_rows(rows: Iterable[tuple[int, list[str]]], columns: list[str], sheet: Sheet) -> None:
    codes: dict[str, int] = {}
    called: dict[str, int] = {}
    for number, cells in rows:
        if any(cell.strip() for cell in cells[len(columns) :]):
            sheet.error(number, "", _p("This line has more cells than there are columns."))
            continue
        values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        entry = _entry(number, values, sheet)
        if entry is None:
            continue
        name = (entry.edition_heading(settings.LANGUAGE_CODE)).casefold()
        for known, key, column in ((codes, entry.code, "code"), (called, name, "name")):
            if key in known:
                words = _p("The same stands in line %(line)s already.") % {"line": known[key]}
                sheet.error(number, column, words)
            known.setdefault(key, number)
        sheet.entries.append((number, entry))
    if any(name in columns for name in NOT_TAKEN):
        words = _p("Nothing is taken over of who checked an entry: all that are brought are “not checked”.")
        sheet.lines.append(Said(1, "", words, is_error=False))


def _entry(number: int, values: dict[str, str], sheet: Sheet) -> Entry | None:
    """One line as an entry; None when there is something wrong with it."""
    before = len(sheet.lines)
    told: dict[str, Any] = {}
    for column, cell in values.items():
        try:
            told |= _told(column, _plain(column, cell))
        except _CellError as error:
            sheet.error(number, column, str(error))
    sessions = _sessions(number, values, sheet)
    if len(sheet.lines) > before:
        return None
    entry = Entry(contact_state=Contact.NOT_CHECKED.value, **told)
    name = entry.edition_heading(settings.LANGUAGE_CODE)
    entry.code = entry.code or slugify(name)[:60]
    if name and not entry.code:
        sheet.error(number, "code", _p("No address can be made of this name. Write one here, in Latin letters."))
        return None
    for place, session in enumerate(sessions):
        session.sort_order = place
        entry.sessions.add(session)
    for name, words in _faults(entry):
        sheet.error(number, name, words)
    return entry if len(sheet.lines) == before else None


def _plain(column: str, cell: str) -> str:
    """The words of a cell. What a spreadsheet would calculate is refused; a mark of text before it is taken off."""
    if looks_like_a_formula(cell) and not cell.startswith(_MAY_LEAD.get(column, "\0")):
        raise _CellError(_p("This looks like a formula. Write words, or put ' before it."))
    if _UNSEEN.search(cell):
        raise _CellError(_p("There are signs in this cell that cannot be seen."))
    return plain_cell(cell).replace("\r\n", "\n").replace("\r", "\n")


def _told(column: str, cell: str) -> dict[str, Any]:
    """The fields that a cell fills."""
    if column in CODES:
        return {column: join_codes(_chosen(cell, CODES[column]))}
    if column in KNOWN:
        return {KNOWN[column]: _one_of(cell, [known.value for known in Known])}
    if column == "reach":
        return {column: _one_of(cell, [reach.value for reach in Reach])}
    if column == "picture":
        return {column: _one_of(cell, picture_names())}
    if column in TEXTS:
        return {build_localized_fieldname(column, settings.LANGUAGE_CODE): cell}
    return {} if column in (*TIMES, *NOT_TAKEN) else {column: cell}


def _chosen(cell: str, choices: Iterable[str]) -> list[str]:
    return [_one_of(code, choices) for code in _PARTED.split(cell) if code]


def _one_of(cell: str, choices: Iterable[str]) -> str:
    value, known = cell.casefold(), sorted(choices)
    if value not in known:
        told = {"said": cell[:40], "choices": ", ".join(known[:40])}
        raise _CellError(_p("“%(said)s” is none of these: %(choices)s") % told)
    return value


def _sessions(number: int, values: Mapping[str, str], sheet: Sheet) -> list[EntrySession]:
    """The times of a line: ``thu 13:00-16:00; first sun 10:00-13:00``, with what holds for all of them."""
    try:
        held = {
            "needs_appointment": _one_of(values.get("appointment", Known.UNKNOWN), [known.value for known in Known]),
            "first_on": _day(values.get("from_day", "")),
            "last_on": _day(values.get("until_day", "")),
            "is_on_holidays": _one_of(values.get("bank_holidays", Known.NO), [Known.YES, Known.NO]) == Known.YES,
            "closed_on": "\n".join(str(_day(day)) for day in _PARTED.split(values.get("closed_on", "")) if day),
        }
        times = [part.strip() for part in re.split(r"[;\n]", values.get("times", "")) if part.strip()]
        sessions = [EntrySession(**_time(part), **held) for part in times]
    except _CellError as error:
        sheet.error(number, "times", str(error))
        return []
    if not sessions and any(values.get(name) for name in TIMES):
        sheet.error(number, "times", _p("There is something about times here, and no time."))
    return sessions


def _time(text: str) -> dict[str, Any]:
    found = _TIME.fullmatch(text.casefold())
    if not found or found["day"] not in DAYS or (found["week"] or Week.EVERY) not in set(Week):
        raise _CellError(_p("“%(said)s” is no time. Write it as “thu 13:00-16:00”.") % {"said": text[:40]})
    try:
        opens, closes = (datetime.time.fromisoformat(found[name].zfill(5)) for name in ("opens", "closes"))
    except ValueError:
        raise _CellError(_p("“%(said)s” is no time of a day.") % {"said": text[:40]}) from None
    return {"weekday": found["day"], "week": found["week"] or Week.EVERY.value, "opens": opens, "closes": closes}


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise _CellError(_p("“%(said)s” is no day. Write it as 2026-12-25.") % {"said": text[:40]}) from None


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    """What the entry's own fields say against it, by column."""
    checks: list[Callable[[], None]] = [entry.clean_fields, entry.clean]
    checks += [session.clean for session in entry.sessions.all()]
    seen = set()
    for check in checks:
        try:
            with translation.override(settings.LANGUAGE_CODE):
                check()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = FIELDS.get(name) or name.removesuffix(f"_{settings.LANGUAGE_CODE}")
                if column not in seen:
                    seen.add(column)
                    yield column, " ".join(messages)


def written(entries: Iterable[Entry]) -> str:
    """The entries as a sheet, in UTF-8 with the mark by which spreadsheets know it, to be read again by ``read``."""
    others = [code.replace("-", "_") for code in LANGUAGES if code != settings.LANGUAGE_CODE]
    columns = [*COLUMNS, *(f"{name}_{code}" for code in others for name in TEXTS)]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    for entry in entries:
        cells = _cells(entry)
        writer.writerow([_safe(column, cells.get(column, getattr(entry, column, "") or "")) for column in columns])
    return f"\ufeff{file.getvalue()}"


def _safe(column: str, cell: str) -> str:
    """A number with its country's code stays as it is: nothing but digits is left to calculate with."""
    lead = _MAY_LEAD.get(column)
    is_number = lead is not None and cell.startswith(lead) and _DIGITS.fullmatch(cell[len(lead) :])
    return cell if is_number else safe_cell(cell)


def _cells(entry: Entry) -> dict[str, str]:
    sessions = list(entry.sessions.all())
    source = {name: getattr(entry, build_localized_fieldname(name, settings.LANGUAGE_CODE)) or "" for name in TEXTS}
    codes = {name: getattr(entry, name).strip() for name in CODES}
    known = {column: getattr(entry, name) for column, name in KNOWN.items()}
    checked = {"checked_on": str(entry.checked_on or ""), "contact_state": entry.contact_state}
    return {**source, **codes, **known, **checked, **(_session_cells(sessions) if sessions else {})}


def _session_cells(sessions: list[EntrySession]) -> dict[str, str]:
    """The times of an entry. What a sheet has for all of them together is said of the first."""
    first = sessions[0]
    days = sorted(day for session in sessions for day in closed_days(session.closed_on))
    return {
        "times": "; ".join(_time_words(session) for session in sessions),
        "appointment": first.needs_appointment,
        "from_day": str(first.first_on or ""),
        "until_day": str(first.last_on or ""),
        "bank_holidays": Known.YES if first.is_on_holidays else Known.NO,
        "closed_on": " ".join(str(day) for day in dict.fromkeys(days)),
    }


def _time_words(session: EntrySession) -> str:
    week = "" if session.week == Week.EVERY else f"{session.week} "
    return f"{week}{session.weekday} {session.opens:%H:%M}-{session.closes:%H:%M}"
