"""What staff see of formats in the CMS, and what they may do."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.formats.models import FormatFile
from pages.formats.queries.standing import format_words
from pages.formats.rules.kinds import Format
from pages.formats.rules.states import State
from pages.models import ArticlePage, LeafletPage, PlainPage
from pages.safety.models import RedFlagSet
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.factories.leaflets import typed_points
from tests.pages.editions.posting import posted

REPORT = "/cms/formats/"


@pytest.fixture
def failed(knee: ArticlePage) -> FormatFile:
    row = FormatFile.objects.get(language="ur", format="audio.mp3")
    FormatFile.objects.filter(pk=row.pk).update(state=State.FAILED, reason="The disk is full.")
    return row


def rows(desk: Client, address: str) -> list[str]:
    soup = BeautifulSoup(desk.get(address).content, "html.parser")
    return [" ".join(row.get_text(" ", strip=True).split()) for row in soup.select("table.listing tbody tr")]


def test_the_report_shows_what_failed_first_in_words(client: Client, failed: FormatFile, dai: object) -> None:
    listed = rows(sign_in(client, dai), REPORT)
    assert len(listed) == FormatFile.objects.count()
    assert listed[0].startswith("Knee pain Audio اردو Could not be made: The disk is full.")
    assert "Readers are offered the copy of 22 November 2026, as older than the page." in listed[0]
    assert listed[0].endswith("Try again Knee pain, Audio, اردو")
    assert "Ready" in listed[1]


def test_the_report_counts_the_states_and_what_is_not_offered_is_no_failure(
    client: Client, failed: FormatFile, dai: object
) -> None:
    waiting, ours = FormatFile.objects.exclude(pk=failed.pk)[:2]
    FormatFile.objects.filter(pk=ours.pk).update(state=State.UNAVAILABLE, reason="no-table")
    FormatFile.objects.filter(pk=waiting.pk).update(state=State.QUEUED)
    desk = sign_in(client, dai)
    soup = BeautifulSoup(desk.get(REPORT).content, "html.parser")
    ready = FormatFile.objects.filter(state=State.READY).count()
    assert [line.get_text() for line in soup.select("main li")][-4:] == [
        "Could not be made: 1",
        "Waiting to be made: 1",
        "Not offered: readers are told to ask us: 1",
        f"Ready: {ready}",
    ]
    listed = rows(desk, REPORT)
    assert "Waiting to be made" in listed[1]
    assert "No braille that a reader has checked exists for this language." in listed[2]


def test_every_format_has_words_for_staff() -> None:
    words = [format_words(kind) for kind in Format]
    assert len(set(words)) == len(words)
    assert not any("." in each for each in words)


def test_one_that_failed_is_tried_again_with_a_press(client: Client, failed: FormatFile, dai: object) -> None:
    desk = sign_in(client, dai)
    assert desk.get(f"{REPORT}{failed.pk}/again/")["Location"] == REPORT
    assert FormatFile.objects.get(pk=failed.pk).state == State.FAILED
    assert desk.post(f"{REPORT}{failed.pk}/again/").status_code == 303
    assert FormatFile.objects.get(pk=failed.pk).state == State.QUEUED
    assert AuditEntry.objects.get(action="formats.tried_again").actor == dai.pk


def test_who_may_not_publish_sees_and_presses_nothing(client: Client, failed: FormatFile, farid: object) -> None:
    desk = sign_in(client, farid)
    assert not any("Try again" in row for row in rows(desk, REPORT))
    for row in (failed.pk, 999_999):
        assert desk.post(f"{REPORT}{row}/again/", follow=True).status_code == 404
    assert FormatFile.objects.get(pk=failed.pk).state == State.FAILED


def test_patients_find_no_report(client: Client, failed: FormatFile, amira: object) -> None:
    answer = sign_in(client, amira).get(REPORT)
    assert answer.status_code in {302, 403, 404}


def test_the_editing_screen_of_a_page_shows_its_formats(client: Client, failed: FormatFile, dai: object) -> None:
    page = ArticlePage.objects.get(slug="knee-pain")
    shown = BeautifulSoup(sign_in(client, dai).get(f"/cms/pages/{page.pk}/edit/").content, "html.parser")
    listed = [row.get_text(" ", strip=True) for row in shown.select("tr") if "Audio" in row.get_text()]
    assert listed[0].startswith("Audio اردو Could not be made: The disk is full.")
    assert shown.select_one("[role=tab][href='#tab-formats']")
    assert shown.select_one("#tab-formats table.listing")
    other = ArticlePage.objects.get(slug="do-i-need-a-scan")
    FormatFile.objects.filter(key=other.key).delete()
    assert b"The report of formats" not in client.get(f"/cms/pages/{other.pk}/edit/").content


def test_whoever_publishes_learns_that_formats_follow(client: Client, demo_site: object, dai: object) -> None:
    desk = sign_in(client, dai)

    def said_after_publishing(page: Page) -> str:
        address = f"/cms/pages/{page.pk}/edit/"
        form = {name: value for name, value in posted(desk.get(address)).items() if not name.startswith("body_en")}
        body = [typed_points(), ("text", rich_text("<p>Most necks ease.</p>"))]
        words = nested_form_data({"body_en": streamfield(body)})
        answers = {"clinical_change": "no", "action-publish": "1"}
        response = desk.post(address, {**form, **words, **answers}, follow=True)
        return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())

    leaflet = LeafletPage.objects.get(slug="neck-pain")
    assert "Every format of “Neck pain” is being made." in said_after_publishing(leaflet)
    assert "has been published" in (plain := said_after_publishing(PlainPage.objects.get(slug="accessibility")))
    assert "Every format of" not in plain


def test_whoever_publishes_a_translation_learns_the_same(client: Client, demo_site: object, dai: object) -> None:
    desk, leaflet = sign_in(client, dai), LeafletPage.objects.get(slug="knee-osteoarthritis")
    response = desk.post(f"/cms/editions/{leaflet.key}/ur/publish/", {}, follow=True)
    said = " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())
    assert "is live now." in said
    assert "Every format of “Knee osteoarthritis” is being made." in said
    sign = RedFlagSet.objects.get(code="back")
    response = desk.post(f"/cms/editions/{sign.key}/ur/publish/", {}, follow=True)
    said = response.content.decode()
    assert "is live now." in said
    assert "Every format of" not in said


def test_the_first_page_of_the_cms_counts_what_failed(client: Client, failed: FormatFile, dai: object) -> None:
    desk = sign_in(client, dai)
    assert "1 format could not be made" in desk.get("/cms/").content.decode()
    FormatFile.objects.update(state=State.READY)
    assert "could not be made" not in desk.get("/cms/").content.decode()


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (State.UNAVAILABLE, "no-voice", "There is no computer voice for this language, and no recording."),
        (State.UNAVAILABLE, "no-such-code", "no-such-code"),
        (State.STALE, "", "Withdrawn"),
        (State.QUEUED, "", "Waiting to be made"),
    ],
)
def test_each_state_is_said_in_words(  # noqa: PLR0917  one for each part of the row
    client: Client, failed: FormatFile, dai: object, state: State, reason: str, words: str
) -> None:
    FormatFile.objects.exclude(pk=failed.pk).delete()
    FormatFile.objects.update(state=state, reason=reason, file="", built="")
    assert words in rows(sign_in(client, dai), REPORT)[0]
