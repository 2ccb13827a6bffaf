"""Entries that come in a sheet: everything that is wrong is said by line and column, and nothing is stored half."""

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.find.exchange import sheet as sheets
from pages.find.exchange.sheet import COLUMNS, Sheet, read, written
from pages.library.models import Entry
from pages.rules.holidays import bank_holidays
from pages.rules.sessions import Week

HEADER = "code,name,line,needs,audiences,languages,step_free,someone_with_you,phone,times,appointment,closed_on\n"
GOOD = (
    "walk,A walk,We walk together.,people moving,adults,en ur,yes,,+44 161 000 000,"
    "thu 13:00-16:00; first sun 10:00-13:00,no,2026-12-24 2026-12-31\n"
)


def told(text: str | bytes) -> Sheet:
    return read(text if isinstance(text, bytes) else text.encode())


def words(sheet: Sheet) -> str:
    return "\n".join(f"{said.number} {said.column}: {said.words}" for said in sheet.lines)


def only_entry(sheet: Sheet) -> Entry:
    assert words(sheet) == ""
    [(_number, entry)] = sheet.entries
    return entry


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_becomes_an_entry_that_nobody_checked(mark: str, delimiter: str, ending: str) -> None:
    rows = list(csv.reader(io.StringIO(HEADER + GOOD)))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=ending).writerows(rows)
    entry = only_entry(told(mark + file.getvalue()))
    assert (entry.code, entry.name_en, entry.line_en) == ("walk", "A walk", "We walk together.")
    assert (entry.needs, entry.audiences, entry.languages) == (" moving people ", " adults ", " en ur ")
    assert (entry.is_step_free, entry.can_come_with, entry.contact_state) == ("yes", "unknown", "not-checked")
    assert (entry.phone, entry.website, entry.checked_on) == ("+44 161 000 000", "", None)
    thursday, sunday = (session.as_session() for session in entry.sessions.all())
    assert (thursday.weekday, thursday.opens, thursday.closes) == (3, datetime.time(13), datetime.time(16))
    assert thursday.closed_on - bank_holidays("england") == {datetime.date(2026, 12, 24), datetime.date(2026, 12, 31)}
    assert thursday.closed_on > bank_holidays("england")
    assert (sunday.week, sunday.needs_appointment) == (Week.FIRST, False)


def test_what_is_not_written_is_not_known() -> None:
    entry = only_entry(told("name,line\nGout club,People with gout.\n"))
    assert entry.code == "gout-club"
    unknown = (entry.needs, entry.audiences, entry.languages, entry.phone, entry.website, entry.where_en or "")
    assert unknown == ("",) * 6
    assert (entry.is_step_free, entry.can_come_with, entry.reach) == ("unknown", "unknown", "local")
    assert not entry.sessions.all()


def test_words_may_come_in_several_languages() -> None:
    entry = only_entry(told("name,line,name_ur,line_pl\nWalk,We walk.,سیر,Spacer.\n"))
    assert (entry.name_ur, entry.line_pl, entry.line_ur or "") == ("سیر", "Spacer.", "")


@pytest.mark.parametrize(
    ("file", "place", "said"),
    [
        (b"", "0 ", "The file is empty"),
        (b"\n \n,,\n", "0 ", "The file is empty"),
        ("name,line\nCaf\xe9,x\n".encode("cp1252"), "0 ", "save it as “CSV UTF-8”"),
        ("name,line\nWalk,x\n".encode("utf-16"), "0 ", "save it as “CSV UTF-8”"),
        (b"name,line\nWa\x00lk,x\n", "0 ", "no sheet in CSV"),
        (b"PK\x03\x04\x00\x00", "0 ", "no sheet in CSV"),
        (b"name,line\n", "0 ", "no entry below"),
        (b"line\nx\n", "1 name", "is missing"),
        (b"name,name_en,line\nx,x,x\n", "1 name_en", "are the same"),
        (b"name,line,line\nx,x,x\n", "1 line", "twice"),
        (b"name,line,colour\nx,x,red\n", "1 colour", "no column of this name"),
        (b"name,line,name_xx\nx,x,x\n", "1 name_xx", "no column of this name"),
        (b"name,line\nx,x,y\n", "2 ", "more cells than"),
        (b"name,line\n,x\n", "2 name", "cannot be"),
        (b"name,line\nx,\n", "2 line", "cannot be"),
        (b"name,line\n" + b"x" * 161 + b",x\n", "2 name", "160"),
        (b"name,line,needs\nx,x,pain beer\n", "2 needs", "“beer” is none of these: carers"),
        (b"name,line,languages\nx,x,klingon\n", "2 languages", "“klingon” is none of these"),
        (b"name,line,step_free\nx,x,maybe\n", "2 step_free", "“maybe” is none of these: no, unknown, yes"),
        (b"name,line,picture\nx,x,../../etc\n", "2 picture", "none of these"),
        (b"name,line,phone\nx,x,call me\n", "2 phone", "digits"),
        (b"name,line,website\nx,x,javascript:alert(1)\n", "2 website", "URL"),
        (b"code,name,line\ntoday,x,x\n", "2 code", "uses this address"),
        (b"code,name,line\nA b,x,x\n", "2 code", "slug"),
        ("name,line\nچہل قدمی,x\n".encode(), "2 code", "in Latin letters"),
        (b"name,line\nWalk,=1+1\n", "2 line", "formula"),
        (b"name,line\n@Walk,x\n", "2 name", "formula"),
        (b"name,line,phone\nx,x,=1+1\n", "2 phone", "formula"),
        ("name,line\nx,\u200b=1+1\n".encode(), "2 line", "formula"),
        (b"name,line\nx\x07,x\n", "2 name", "cannot be seen"),
        (b"name,line,times\nx,x,whenever\n", "2 times", "“whenever” is no time"),
        (b"name,line,times\nx,x,thu 25:00-26:00\n", "2 times", "no time of a day"),
        (b"name,line,times\nx,x,fifth thu 10:00-11:00\n", "2 times", "is no time"),
        (b"name,line,closed_on\nx,x,2026-12-24\n", "2 times", "and no time"),
        (b"name,line,times,closed_on\nx,x,thu 10:00-11:00,christmas\n", "2 times", "is no day"),
        (b"name,line,times,from_day,until_day\nx,x,thu 10:00-11:00,2026-12-01,2026-11-01\n", "2 until_day", "before"),
        (b"code,name,line\na,x,x\na,y,y\n", "3 code", "line 2 already"),
        (b"name,line,code\nWalk,x,a\nwalk,x,b\n", "3 name", "line 2 already"),
        (b'name,line\n"x,x\n', "0 ", "quotation mark"),
        (b"name,line\n" + b"x" * 200_000 + b",x\n", "0 ", "longer than"),
        (b"name,line\n" + b"x,y\n" * 10_001, "0 ", "more than 10,000 lines"),
        (b"x" * (5 * 1024 * 1024 + 1), "0 ", "larger than 5 MB"),
    ],
)
def test_a_wrong_file_is_told_where_and_why(file: bytes, place: str, said: str) -> None:
    sheet = read(file)
    assert not sheet.can_be_used
    found = [f"{line.number} {line.column}: {line.words}" for line in sheet.lines]
    assert any(line.startswith(f"{place}:") and said in line for line in found), found


def test_one_wrong_line_makes_the_whole_file_unusable_and_the_others_are_read() -> None:
    sheet = told(HEADER + GOOD + "other,Other,Line.,beer,,,,,,,,\n")
    assert len(sheet.entries) == 1
    assert not sheet.can_be_used


def test_a_long_report_is_cut_short_and_counted() -> None:
    sheet = told("name,line\n" + "=1,=1\n" * 300)
    assert (len(sheet.shown), sheet.left_out) == (200, 400)


def test_many_columns_and_emoji_are_no_trouble() -> None:
    assert not told(",".join(f"column{n}" for n in range(5000)) + "\n1\n").can_be_used
    entry = only_entry(told("name,line,code\n🚶🏽‍♀️,🐕 ❤️,walk\n"))
    assert entry.name_en == "🚶🏽‍♀️"


@given(st.binary(max_size=400))
def test_nothing_in_a_file_makes_it_fail(data: bytes) -> None:
    assert read(data).lines or read(data).entries


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6))
def test_nothing_in_a_sheet_makes_it_fail(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["name", "line", "times", "needs", "phone"], *rows])
    sheet = told(file.getvalue().encode("utf-8", "surrogatepass"))
    assert sheet.lines or sheet.entries


def test_what_is_written_can_be_read_again() -> None:
    header = HEADER.replace("name,line", "name,line,happens,name_ur")
    first = only_entry(told(header + GOOD.replace("We walk together.", "'-We walk,'=happily,سیر")))
    assert (first.line_en, first.happens_en) == ("-We walk", "=happily")
    text = written([first])
    assert text.startswith("\ufeffcode,name,line,")
    assert "'-We walk" in text
    again = read(text.encode())
    assert [said.is_error for said in again.lines] == [False]
    [(_number, second)] = again.entries
    fields = [field.name for field in Entry._meta.fields if field.name not in ("id", "key", "latest_revision")]
    assert [getattr(second, name) or "" for name in fields] == [getattr(first, name) or "" for name in fields]
    times = [[session.as_session() for session in each.sessions.all()] for each in (first, second)]
    assert times[0] == times[1]


def test_a_list_with_dashes_is_marked_in_a_sheet_and_read_again_without_the_marks() -> None:
    entry = only_entry(told(HEADER + GOOD))
    entry.bring_en, entry.phone = "Bring:\n- water; -a hat\n=1+1", "+cmd|' /C calc'!A0"
    text = written([entry])
    assert "Bring:\n'- water;' -a hat\n'=1+1" in text
    assert "'+cmd|" in text, "a number that is none"
    entry.phone = "+44 1632 960000"
    [(_number, again)] = read(written([entry]).encode()).entries
    assert (again.bring_en, again.phone) == (entry.bring_en, entry.phone)


def test_an_export_says_who_checked_and_an_import_does_not_take_it_over() -> None:
    checked = Entry(code="x", name_en="X", line_en="x", contact_state="checked", checked_on=datetime.date(2026, 11, 1))
    text = written([checked])
    assert "checked,2026-11-01" in text.replace("\r\n", ",")
    [(_number, entry)] = read(text.encode()).entries
    assert (entry.contact_state, entry.checked_on) == ("not-checked", None)
    assert set(COLUMNS) >= {"contact_state", "checked_on"}
    assert sheets.MOST_ROWS == 10_000


def test_a_line_says_whether_somebody_is_there_on_bank_holidays() -> None:
    header = HEADER.replace("closed_on", "bank_holidays,closed_on")
    kept = only_entry(told(header + GOOD.replace("2026-12-24", "yes,2026-12-24")))
    assert {session.is_on_holidays for session in kept.sessions.all()} == {True}
    assert all(datetime.date(2026, 12, 25) not in session.as_session().closed_on for session in kept.sessions.all())
    assert ",yes," in written([kept])
    [wrong] = told(header + GOOD.replace("2026-12-24", "sometimes,2026-12-24")).lines
    assert "no, yes" in wrong.words
