"""Bringing an instrument in a file, and taking one away, in the CMS."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from modules.activation.exchange.fhir import parsing
from modules.activation.exchange.fhir.reading import read
from modules.activation.models import Instrument
from modules.activation.queries.instruments import definition_of
from portal.audit.models import AuditEntry
from tests.cast import sign_in

FILES = Path(__file__).parents[1] / "files"
IMPORT = "/cms/instruments/import/"


@pytest.fixture
def desk(client: Client, dai: object) -> Client:
    return sign_in(client, dai)


def look(client: Client, name: str, **how: bool) -> object:
    content = (FILES / name).read_bytes()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content, "application/json")}, **how)


def shown(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def carried(response: object) -> str:
    return shown(response).find("input", attrs={"name": "carried"})["value"]


def test_an_editor_looks_first_and_adds_a_draft_once(desk: Client) -> None:
    first = look(desk, "stairs-ordinal.json")
    page = shown(first)
    assert first.status_code == 200
    assert page.find(lang="ur", dir="rtl").get_text() == "سیڑھیوں پر اعتماد"
    assert "fr-FR" in page.select_one("#report-heading + table").get_text()
    assert not Instrument.objects.exists()
    for _tap in range(2):
        answer = desk.post(IMPORT, {"carried": carried(first)})
        assert answer.status_code == 303
    stored = Instrument.objects.get()
    assert answer.headers["Location"] == f"/cms/snippets/activation/instrument/edit/{stored.pk}/"
    assert not stored.live
    assert definition_of(stored) == read((FILES / "stairs-ordinal.json").read_bytes()).definition
    assert AuditEntry.objects.filter(action="activation.instrument_stored").count() == 1
    assert desk.get(answer.headers["Location"]).status_code == 200


def test_the_same_file_brought_again_is_not_stored_twice(desk: Client) -> None:
    for _time in range(2):
        desk.post(IMPORT, {"carried": carried(look(desk, "walk-iif.json"))})
    assert Instrument.objects.count() == 1


def test_a_broken_file_says_why_line_by_line_and_stores_nothing(desk: Client) -> None:
    answer = look(desk, "broken-links.json")
    page = shown(answer)
    assert answer.status_code == 422
    assert page.find(id="report-heading").get_text(strip=True) == "The file cannot be used. Nothing was stored."
    assert "item[1] (1)" in page.select_one("#report-heading + table").get_text()
    assert page.find("input", attrs={"name": "carried"}) is None
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"file": "no file but words"}, {"carried": "made up"}, {"carried": ""}])
def test_a_form_without_a_file_is_refused_in_words(desk: Client, sent: dict[str, str]) -> None:
    answer = desk.post(IMPORT, sent)
    assert answer.status_code == 422
    assert "Choose" in shown(answer).find(id="report-heading").find_next("table").get_text()


def test_an_empty_and_a_huge_file_are_refused_in_words(desk: Client) -> None:
    for content, words in ((b"", "empty"), (b" " * (parsing.MOST_BYTES + 1), "5 MB")):
        answer = desk.post(IMPORT, {"file": SimpleUploadedFile("x.json", content)})
        assert answer.status_code == 422
        assert words in shown(answer).select_one("#report-heading + table").get_text()


def test_what_one_person_looked_at_another_cannot_add(desk: Client, kwame: object) -> None:
    looked_at = carried(look(desk, "walk-iif.json"))
    assert sign_in(Client(), kwame).post(IMPORT, {"carried": looked_at}).status_code == 422
    assert not Instrument.objects.exists()


def test_who_may_not_add_instruments_finds_no_such_page(farid: object, esi: object, amira: object, dai: object) -> None:
    for person, wanted in ((farid, 404), (esi, 403), (amira, 404)):  # 403: the door of the whole CMS
        client = sign_in(Client(), person)
        assert client.get(IMPORT, follow=True).status_code == wanted
        assert look(client, "walk-iif.json", follow=True).status_code == wanted
    assert Client().get(IMPORT).status_code == 302
    assert sign_in(Client(), dai).get(IMPORT).status_code == 200
    assert not Instrument.objects.exists()


def test_the_list_leads_to_both_ways(desk: Client, farid: object) -> None:
    desk.post(IMPORT, {"carried": carried(look(desk, "walk-iif.json"))})
    pk = Instrument.objects.get().pk
    address = "/cms/snippets/activation/instrument/"
    links = [link["href"] for link in shown(desk.get(address)).find_all("a", href=True)]
    assert IMPORT in links
    assert f"/cms/instruments/{pk}/export/" in links
    others = [link["href"] for link in shown(sign_in(Client(), farid).get(address)).find_all("a", href=True)]
    assert IMPORT not in others


def test_the_file_that_is_taken_away_reads_back_equal(desk: Client, esi: object) -> None:
    desk.post(IMPORT, {"carried": carried(look(desk, "stairs-ordinal.json"))})
    stored = Instrument.objects.get()
    address = f"/cms/instruments/{stored.pk}/export/"
    answer = desk.get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sure-on-the-stairs-2.json"'
    assert json.loads(answer.content)["resourceType"] == "Questionnaire"
    assert read(answer.content).definition == definition_of(stored)
    assert sign_in(Client(), esi).get(address).status_code == 403
    assert desk.get("/cms/instruments/999/export/", follow=True).status_code == 404


def test_words_that_are_code_stay_words(desk: Client) -> None:
    value = json.loads((FILES / "walk-iif.json").read_text())
    value["title"] = "<script>alert(1)</script> {{ 7 }}"
    answer = desk.post(IMPORT, {"file": SimpleUploadedFile("x.json", json.dumps(value).encode())})
    assert answer.status_code == 200
    assert b"<script>alert(1)" not in answer.content
