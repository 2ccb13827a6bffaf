"""Entries brought in a sheet, in the CMS and by the command: looked at first, drafts nobody checked, all or none."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.find.actions import UnusableSheetError, import_entries
from pages.find.exchange.sheet import read
from pages.library.models import Entry
from portal import clock
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.factories.places import add_place

IMPORT, EXPORT = "/cms/entries/import/", "/cms/entries/export/"
TWO = "code,name,line,name_ur,times,appointment\nwalk,A walk,We walk.,سیر,thu 13:00-16:00,no\nclub,A club,We talk.,,,\n"
BROKEN = "code,name,line\nwalk,A walk,We walk.\nclub,=1+1,We talk.\n"


@pytest.fixture
def desk(client: Client, dai: object) -> Client:
    return sign_in(client, dai)


def look(client: Client, text: str | bytes) -> object:
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile("entries.csv", content, "text/csv")})


def shown(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def carried(response: object) -> str:
    return shown(response).find("input", attrs={"name": "carried"})["value"]


def test_an_editor_looks_first_and_adds_drafts_once(desk: Client) -> None:
    first = look(desk, TWO)
    assert first.status_code == 200
    page = shown(first)
    assert page.find(id="report-heading").get_text(strip=True) == "The file can be used"
    assert [row.th.get_text(" ", strip=True) for row in page.select("tbody tr")] == ["A walk walk", "A club club"]
    assert not Entry.objects.exists()
    for _tap in range(2):
        answer = desk.post(IMPORT, {"carried": carried(first)})
        assert (answer.status_code, answer["Location"]) == (303, "/cms/snippets/library/entry/")
    assert "2 entries were here already" in desk.get(answer["Location"]).text
    walk = Entry.objects.get(code="walk")
    assert (walk.live, walk.contact_state, walk.checked_on) == (False, "not-checked", None)
    draft = walk.get_latest_revision_as_object()
    assert (draft.name_en, draft.name_ur, len(draft.sessions.all())) == ("A walk", "سیر", 1)
    assert AuditEntry.objects.filter(action="find.entries_imported").count() == 2
    assert Client().get("/en/find/walk/").status_code == 404
    assert "A walk" not in Client().get("/en/find/").text
    edit = desk.get(f"/cms/snippets/library/entry/edit/{walk.pk}/")
    assert edit.status_code == 200
    assert "Opening times" in edit.text


def test_what_is_here_already_stays_as_it_is(desk: Client) -> None:
    add_place("walk", name_en="Our own walk")
    response = look(desk, TWO)
    assert "It is here already and stays as it is." in response.text
    desk.post(IMPORT, {"carried": carried(response)})
    assert Entry.objects.get(code="walk").name_en == "Our own walk"
    assert Entry.objects.count() == 2


def test_a_broken_sheet_says_why_and_nothing_is_stored_half(desk: Client) -> None:
    response = look(desk, BROKEN)
    assert response.status_code == 422
    row = shown(response).select_one("tbody tr").get_text(" ", strip=True)
    assert row.startswith("3 name This looks like a formula")
    assert shown(response).find("input", attrs={"name": "carried"}) is None
    with pytest.raises(UnusableSheetError):
        import_entries(by=None, sheet=read(BROKEN.encode()), now=clock.now())
    assert not Entry.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"file": "words"}, {"carried": "made up"}, {"carried": ""}])
def test_a_form_without_a_sheet_is_refused_in_words(desk: Client, sent: dict[str, str]) -> None:
    response = desk.post(IMPORT, sent)
    assert response.status_code == 422
    assert "Choose" in shown(response).select_one("tbody").get_text()


def test_what_another_editor_looked_at_is_not_stored_for_me(desk: Client, kwame: object) -> None:
    theirs = carried(look(sign_in(Client(), kwame), TWO))
    assert desk.post(IMPORT, {"carried": theirs}).status_code == 422
    assert not Entry.objects.exists()


def test_more_than_a_browser_waits_for_is_left_to_the_command(desk: Client) -> None:
    many = "name,line\n" + "".join(f"Place {number},x\n" for number in range(501))
    response = look(desk, many)
    assert response.status_code == 422
    assert "manage.py entries import" in response.text


def test_words_in_a_sheet_are_only_words(desk: Client) -> None:
    page = shown(look(desk, "code,name,line\nx,<script>alert(1)</script>,<b>x\n"))
    assert "<script>alert(1)</script>" in page.select_one("tbody th").get_text()


@pytest.mark.parametrize("who", ["esi", "jola"])
@pytest.mark.parametrize("address", [IMPORT, EXPORT])
def test_only_those_who_may_add_entries_come_here(
    client: Client, request: pytest.FixtureRequest, who: str, address: str
) -> None:
    response = sign_in(client, request.getfixturevalue(who)).get(address)
    assert response.status_code == 403, "no door to the CMS"
    assert sign_in(Client(), request.getfixturevalue("dai")).get(address).status_code == 200


def test_the_list_says_in_words_what_was_checked(desk: Client, demo_site: object) -> None:
    Entry.objects.filter(code="gym").update(contact_state="checked", checked_on="2026-11-02")
    soup = BeautifulSoup(desk.get("/cms/snippets/library/entry/").content, "html.parser")
    listed = soup.select("tbody tr")
    said = {row.select_one("a").get_text(strip=True): row.get_text(" ", strip=True) for row in listed}
    assert "Checked on 2 November 2026" in said["Gym at the hub"]
    assert "Not checked" in said["Arthritis Action"]
    assert "Anywhere" in said["Arthritis Action"]
    assert ["Made up" in said[name] for name in ("Gym at the hub", "Arthritis Action")] == [True, False]


def test_the_list_has_the_way_in(desk: Client) -> None:
    assert IMPORT in desk.get("/cms/snippets/library/entry/").text


def test_all_entries_can_be_taken_away_and_brought_elsewhere(desk: Client) -> None:
    add_place("walk", ("thu", "13:00", "16:00"), name_en="A walk", needs=" moving ", phone="+44 161 000 000")
    desk.post(IMPORT, {"carried": carried(look(desk, "code,name,line\ndraft,A draft,x\n"))})
    response = desk.get(EXPORT)
    assert response["Content-Disposition"] == 'attachment; filename="entries.csv"'
    sheet = read(response.content)
    assert [entry.code for _number, entry in sheet.entries] == ["draft", "walk"]
    walk = sheet.entries[1][1]
    assert (walk.needs, walk.phone, len(walk.sessions.all())) == (" moving ", "+44 161 000 000", 1)


# The command


def told(*words: str) -> str:
    said = io.StringIO()
    call_command("entries", *words, stdout=said)
    return said.getvalue()


def test_the_command_says_first_and_stores_then(db: None, tmp_path: Path) -> None:
    file = tmp_path / "entries.csv"
    file.write_text(TWO, encoding="utf-8")
    assert "entries in it: 2. Nothing was stored." in told("import", str(file), "--dry-run")
    assert not Entry.objects.exists()
    assert "New drafts, not checked: 2. Here already, left as they are: 0." in told("import", str(file))
    assert "New drafts, not checked: 0. Here already, left as they are: 2." in told("import", str(file))
    away = tmp_path / "away.csv"
    told("export", str(away))
    assert read(away.read_bytes()).can_be_used
    assert told("export").encode() == away.read_bytes()


def test_the_command_refuses_what_is_broken_or_not_there(db: None, tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text(BROKEN, encoding="utf-8")
    said = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("entries", "import", str(file), stdout=said)
    assert "line 3, name: This looks like a formula" in said.getvalue()
    for words in (("import", str(tmp_path / "none.csv")), ("import", str(tmp_path)), ("export", str(tmp_path))):
        with pytest.raises(CommandError):
            call_command("entries", *words, stdout=said)
    assert not Entry.objects.exists()


def test_every_further_line_of_a_sheet_costs_the_same_and_little(db: None) -> None:
    def queries(first: int, last: int) -> int:
        lines = "".join(f"Place {number},x\n" for number in range(first, last))
        with CaptureQueriesContext(connection) as asked:
            import_entries(by=None, sheet=read(f"name,line\n{lines}".encode()), now=clock.now())
        return len(asked)

    queries(0, 1)
    assert queries(10, 13) - queries(20, 21) <= 2 * 15
