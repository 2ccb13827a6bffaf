"""A person reads a page aloud: their recording goes before the computer voice, says whose voice it is and of what day,
and is given to nobody once the page says something else or the person's consent is gone."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Page

from pages.editions.actions import publish_edition
from pages.formats import actions
from pages.formats.actions.building import build_due
from pages.formats.models import FormatFile, SpokenEdition
from pages.formats.rules import Format
from pages.library.models import LibraryRecording
from pages.models import HelpNowPage, HomePage, LeafletPage
from portal import clock
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.factories.leaflets import blocks, make_leaflet
from tests.factories.recordings import FRAME, m4a, mp4
from tests.pages.formats.conftest import Committed, Reader

PATH = "/en/leaflets/sore-thumb/"
MP3 = FRAME * 120
BODY = blocks(("text", "<p>Rest it for two days, and move it a little, often.</p>"))
DAY = datetime.date(2026, 11, 20)

type Build = Callable[[], int]


@pytest.fixture(autouse=True)
def _disk(settings: Any) -> None:
    """Recordings lie in files, as the worker reads them."""
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": kept}


@pytest.fixture
def leaflet(demo_site: HomePage, committed: Committed) -> LeafletPage:
    """A leaflet that waits for the worker."""
    page = make_leaflet(body_en=BODY)
    committed(actions.want, key=page.key, now=clock.now())
    return page


@pytest.fixture
def build(committed: Committed, leaflet: LeafletPage) -> Build:
    """The worker, with nothing to make but the English audio of the leaflet."""

    def run() -> int:
        audio = FormatFile.objects.filter(key=leaflet.key, language="en", format=Format.AUDIO)
        FormatFile.objects.exclude(pk__in=audio).update(not_before=clock.now() + datetime.timedelta(days=1))
        return committed(build_due, clock=clock.now)[0]

    return run


@pytest.fixture
def desk(dai: object) -> Client:
    return sign_in(Client(), dai)


def screen(page: Page, language: str = "en") -> str:
    return f"/cms/formats/{page.key}/{language}/"


def bring(desk: Client, page: Page, data: bytes = MP3, **changes: Any) -> Any:
    """What an editor sends from the screen."""
    shown = BeautifulSoup(desk.get(screen(page)).content, "html.parser")
    sent = {
        "words": shown.select_one("[name=words]")["value"],
        "file": SimpleUploadedFile("Kate reads.mp3", data, content_type="image/gif"),
        "recorded_on": DAY.isoformat(),
        "licence": "Read by Kate for us",
        "consent_kept": "Folder 12",
        "says_it": "on",
    }
    return desk.post(screen(page), {**sent, **changes})


def row() -> FormatFile:
    page = LeafletPage.objects.get(slug="sore-thumb")
    return FormatFile.objects.get(language="en", format=Format.AUDIO, key=page.key)


def way(client: Client, address: str = PATH) -> Tag:
    """How the page offers its sound, in the row of formats."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return next(each for each in soup.select(".formats__way") if each.select_one('a[href*="audio"]'))


def publish(page: LeafletPage, committed: Committed, *, clinical: bool = False, **words: Any) -> None:
    draft = LeafletPage.objects.get(pk=page.pk)
    for field, said in words.items():
        setattr(draft, field, said)
    draft.save_revision()
    committed(publish_edition, by=None, content=draft, language="en", clinical=clinical, origin="demo")


def test_an_editor_brings_a_recording_and_readers_hear_it(
    leaflet: LeafletPage, build: Build, desk: Client, reader: Reader, committed: Committed
) -> None:
    assert "Rest it for two days" in desk.get(screen(leaflet)).content.decode(), "what it has to say"
    assert bring(desk, leaflet).status_code == 303
    recording = LibraryRecording.objects.latest("pk")
    assert (recording.shows_people, recording.consent_kept, recording.kind) == (True, "Folder 12", "audio")
    assert "Rest it for two days, and move it a little, often." in recording.transcript
    assert AuditEntry.objects.filter(action="formats.recording_added").count() == 1
    assert build() == 1
    answer = reader.get(f"{PATH}audio.mp3")
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mpeg")
    assert answer.read.endswith(MP3)
    assert b"computer" not in answer.read
    offered = way(Client())
    assert [link["href"] for link in offered.select("a")] == [f"{PATH}audio.mp3"], "nothing else beside it"
    assert "A person’s voice, recorded on 20 November 2026" in offered.get_text()
    listen = BeautifulSoup(Client().get(PATH).content, "html.parser").select_one("[data-listen]")
    assert listen["data-audio"] == f"{PATH}audio.mp3"
    assert "A person’s voice, recorded on 20 November 2026" in listen.get_text()
    assert "Computer voice" not in listen.get_text()
    assert b"Readers hear the recording of 20 November 2026." in desk.get(screen(leaflet)).content
    assert b"(20 November 2026)" in desk.get(f"/cms/pages/{leaflet.pk}/edit/").content


def test_a_recording_of_a_phone_keeps_its_own_kind_at_its_own_address(
    leaflet: LeafletPage, build: Build, desk: Client, reader: Reader
) -> None:
    assert bring(desk, leaflet, m4a(30)).status_code == 303
    assert build() == 1
    (link,) = way(Client()).select("a")
    assert (link["href"], link.get_text()) == (f"{PATH}audio.m4a", "Audio (M4A)")
    answer = reader.get(link["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mp4")
    assert answer["Content-Disposition"] == 'inline; filename="sore-thumb-en-audio.m4a"'
    assert answer["Content-Length"] == str(len(answer.read))
    other = reader.get(f"{PATH}audio.mp3")
    assert (other.status_code, other["Location"]) == (302, f"{PATH}audio.m4a")


def test_when_the_words_change_the_recording_is_dated_until_the_computer_says_the_new_ones(
    leaflet: LeafletPage, build: Build, desk: Client, reader: Reader, committed: Committed
) -> None:
    bring(desk, leaflet, m4a(30))
    build()
    publish(leaflet, committed, summary_en="Other words than she read.")
    assert reader.get(f"{PATH}audio.m4a").status_code == 503
    assert "This copy is older." in way(Client()).get_text()
    assert build() == 1
    assert row().recorded_on is None
    assert "Computer voice" in way(Client()).get_text()
    assert reader.get(f"{PATH}audio.m4a")["Location"] == f"{PATH}audio.mp3"
    told = desk.get(screen(leaflet)).content
    assert b"The recording of 20 November 2026 does not say what the page says now." in told
    publish(leaflet, committed, summary_en=leaflet.summary_en)
    assert build() == 1
    assert row().recorded_on == DAY, "she read just these words"


def test_changed_advice_withdraws_the_recording_at_once(
    leaflet: LeafletPage, build: Build, desk: Client, reader: Reader, committed: Committed
) -> None:
    bring(desk, leaflet, m4a(30))
    build()
    publish(leaflet, committed, clinical=True, summary_en="Do not rest it.")
    assert reader.get(f"{PATH}audio.m4a").status_code == 410
    committed(leaflet.unpublish)
    assert reader.get(f"{PATH}audio.m4a").status_code == 410


@pytest.mark.parametrize("how", ["removed", "deleted", "no consent", "another file"])
def test_a_recording_that_may_not_be_heard_any_more_is_taken_back_at_once(  # noqa: PLR0917  a way and its places
    leaflet: LeafletPage, build: Build, desk: Client, reader: Reader, committed: Committed, how: str
) -> None:
    bring(desk, leaflet)
    build()
    recording = LibraryRecording.objects.latest("pk")
    match how:
        case "removed":
            assert committed(lambda: desk.post(screen(leaflet), {"remove": "1"})).status_code == 303
            assert AuditEntry.objects.filter(action="formats.recording_removed").count() == 1
        case "deleted":
            committed(recording.delete)
        case "no consent":
            recording.consent_kept, recording.shows_people = "", False
            committed(recording.save)
        case _:
            recording.file = SimpleUploadedFile("other.mp3", MP3)
            committed(recording.save)
    assert reader.get(f"{PATH}audio.mp3").status_code == 410
    assert build() == 1
    assert row().recorded_on is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"data": b"GIF89a" * 100}, "not a film or a sound"),
        ({"data": mp4(b"vide", b"soun")}, "This is a film."),
        ({"consent_kept": ""}, "required"),
        ({"licence": "\x00"}, "Null characters"),
        ({"licence": "x" * 500}, "at most 160"),
        ({"recorded_on": "2027-01-01"}, "has not come yet"),
        ({"says_it": ""}, "required"),
        ({"words": "0" * 64}, "The page has changed since you opened this."),
    ],
)
def test_what_is_no_recording_of_these_words_is_refused_in_words(
    leaflet: LeafletPage, desk: Client, changes: dict[str, Any], told: str
) -> None:
    before = LibraryRecording.objects.count()
    answer = bring(desk, leaflet, **changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not SpokenEdition.objects.exists()
    assert LibraryRecording.objects.count() == before


def test_only_who_publishes_the_page_brings_one_and_only_where_it_is_live(
    leaflet: LeafletPage, desk: Client, farid: object, amira: object
) -> None:
    assert desk.get(screen(leaflet)).status_code == 200
    for who, language in ((desk, "ur"), (desk, "xx"), (sign_in(Client(), farid), "en")):
        assert who.get(screen(leaflet, language), follow=True).status_code == 404
    assert sign_in(Client(), amira).get(screen(leaflet)).status_code in {302, 403, 404}


def test_a_page_of_warning_signs_is_read_aloud_as_well(demo_site: HomePage, desk: Client, committed: Committed) -> None:
    page = HelpNowPage.objects.get(slug="back")
    assert bring(desk, page).status_code == 303
    FormatFile.objects.exclude(key=page.key, language="en", format=Format.AUDIO).delete()
    FormatFile.objects.update(state="queued", not_before=clock.now())
    committed(build_due, clock=clock.now)
    assert FormatFile.objects.get().recorded_on == DAY
    assert "A person’s voice, recorded on 20 November 2026" in Client().get("/en/help-now/back/").content.decode()
