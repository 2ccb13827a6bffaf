"""What readers get at the address of a format: the file of today, or the truth about it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from pages.editions.actions import publish_edition, withdraw_demo_editions, withdraw_edition
from pages.formats.actions.building import build_due
from pages.formats.exchange import store
from pages.formats.models import FormatFile
from pages.formats.queries import formats_row
from pages.formats.rules.states import State
from pages.models import ArticlePage
from pages.safety.models import RedFlagSet
from portal import clock
from tests.pages.formats.conftest import Committed, Reader
from tests.pages.formats.maker import Mood

TEXT = "/en/read/knee-pain/leaflet.txt"
URDU = "/ur/read/knee-pain/leaflet.txt"
SHEET = "/en/read/knee-pain/two-languages.pdf"


@pytest.fixture
def client(reader: Reader) -> Reader:
    return reader


@pytest.fixture
def publish(committed: Committed, dai: object) -> Callable[..., None]:
    """Change words of a page or snippet and publish them in one language."""

    def act(content: Any, *, clinical: bool = False, **words: str) -> None:
        draft = type(content).objects.get(pk=content.pk)
        for field, text in words.items():
            setattr(draft, field, text)
        draft.save_revision(user=dai)
        language = next(iter(words)).rsplit("_", 1)[1]
        committed(publish_edition, by=dai, content=draft, language=language, clinical=clinical)

    return act


@pytest.fixture
def build(committed: Committed) -> Callable[[], int]:
    return lambda: committed(build_due, clock=clock.now)[0]


def body(client: Reader, address: str) -> bytes:
    return client.get(address).read


def row(name: str = "leaflet.txt", language: str = "en") -> FormatFile:
    return FormatFile.objects.get(format=name, language=language)


def test_a_file_is_given_with_its_type_name_and_size(client: Reader, knee: ArticlePage) -> None:
    response = client.get(TEXT)
    content = response.read
    assert (response.status_code, content) == (200, b"Knee pain  leaflet.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Disposition"] == 'inline; filename="knee-pain-en-leaflet.txt"'
    assert response["Cache-Control"] == "no-cache"
    assert "sessionid" not in response.cookies
    assert client.get("/ur/read/knee-pain/audio.mp3")["Content-Type"] == "audio/mpeg"


def test_the_words_alone_are_asked_for_with_head(client: Reader, knee: ArticlePage) -> None:
    response = client.head(TEXT)
    assert (response.status_code, response.read) == (200, b"")
    assert response["Content-Length"] == str(row().size_bytes)
    assert client.post(TEXT).status_code == 405


def test_a_browser_that_has_it_is_told_so(client: Reader, knee: ArticlePage) -> None:
    etag = client.get(TEXT)["ETag"]
    response = client.get(TEXT, headers={"If-None-Match": etag})
    assert (response.status_code, response.read) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ("bytes=0-3", 206, b"Knee"),
        ("bytes=5-", 206, b"pain  leaflet.txt"),
        ("bytes=-4", 206, b".txt"),
        ("bytes=20-99", 206, b"xt"),
        ("bytes=0-", 200, b"Knee pain  leaflet.txt"),
        ("bytes=99-", 416, b""),
        ("bytes=5-2", 200, b"Knee pain  leaflet.txt"),
        ("bytes=0-1,4-5", 200, b"Knee pain  leaflet.txt"),
        ("bytes=-", 200, b"Knee pain  leaflet.txt"),
        ("pages=1", 200, b"Knee pain  leaflet.txt"),
    ],
)
def test_a_player_may_ask_for_a_part(client: Reader, knee: ArticlePage, asked: str, status: int, given: bytes) -> None:
    response = client.get(TEXT, headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert response.status_code == status
    assert response.read == given
    assert ("Content-Range" in response) == (status != 200)
    other = client.get(TEXT, headers={"Range": asked, "If-Range": '"another"'})
    assert other.status_code == 200


def test_a_sheet_of_two_languages_is_one_whichever_is_named_first(client: Reader, knee: ArticlePage) -> None:
    first = body(client, f"{SHEET}?with=ur")
    assert first == "Knee pain گھٹنے کا درد two-languages.pdf".encode()
    assert body(client, "/ur/read/knee-pain/two-languages.pdf?with=en") == first
    for nonsense in ("", "?with=en", "?with=xx", "?with=%00", f"?with={'u' * 3000}"):
        assert client.get(SHEET + nonsense).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/en/read/not-here/leaflet.txt",
        "/en/read/knee-pain/leaflet.epub",
        "/en/read/do-i-need-a-scan/leaflet.txt",
        "/en/leaflet.txt",
        "/en/read/knee-pain/../knee-pain/leaflet.txt",
    ],
)
def test_what_never_was_is_not_found(client: Reader, knee: ArticlePage, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_being_made_says_when_to_come_back(client: Reader, knee: ArticlePage) -> None:
    FormatFile.objects.update(file="", built="", built_at=None, state=State.QUEUED)
    response = client.get(TEXT)
    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "no-store" in response["Cache-Control"]
    assert b"We are making it" in response.read
    assert b'href="/en/read/knee-pain/"' in response.read


def test_what_cannot_be_made_leads_to_a_person(client: Reader, knee: ArticlePage) -> None:
    FormatFile.objects.update(file="", built="", built_at=None, state=State.UNAVAILABLE, reason="no-voice")
    response = client.get("/en/read/knee-pain/audio.mp3")
    assert response.status_code == 404
    assert b'href="/en/ask/format/"' in response.read


def test_a_copy_older_than_the_page_is_offered_with_its_date_and_never_as_if_it_were_new(
    client: Reader, knee: ArticlePage, publish: Callable[..., None], build: Callable[[], int]
) -> None:
    publish(knee, heading_en="Sore knees")
    response = client.get(TEXT)
    assert response.status_code == 503
    assert b"The copy that we have is of 22 November 2026." in response.read
    (older,) = {each.url for each in formats_row(knee.key, "en") if each.format == "leaflet.txt"}
    assert f'href="{older}"'.encode() in response.read
    assert body(client, older) == b"Knee pain  leaflet.txt"
    assert client.get(f"{TEXT}?version=another").status_code == 503
    build()
    assert body(client, TEXT) == b"Sore knees  leaflet.txt"


def test_unpublishing_withdraws_every_file_at_once(client: Reader, knee: ArticlePage, committed: Committed) -> None:
    etag = client.get(TEXT)["ETag"]
    committed(knee.unpublish)
    for asked in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-3"}):
        response = client.get(TEXT, headers=asked)
        assert response.status_code == 410
        assert b"This copy was taken back" in response.read
        assert b'href="/en/help-now/"' in response.read
        assert b'href="/en/read/knee-pain/"' not in response.read
    assert list(store.folder().iterdir()) == []


def test_withdrawing_one_language_withdraws_its_files_and_points_to_the_page(
    client: Reader, knee: ArticlePage, committed: Committed, dai: object
) -> None:
    committed(withdraw_edition, by=dai, content=knee, language="ur")
    response = client.get(URDU)
    assert response.status_code == 410
    assert b'href="/ur/read/knee-pain/"' in response.read
    assert client.get(f"{SHEET}?with=ur").status_code == 410
    assert client.get(f"{SHEET}?with=pl").status_code == 200
    assert client.get(TEXT).status_code == 200


def test_a_changed_warning_sign_withdraws_the_files_that_show_the_old_one_until_they_are_made_anew(
    client: Reader, knee: ArticlePage, publish: Callable[..., None], build: Callable[[], int]
) -> None:
    signs = RedFlagSet.objects.get(pk=knee.red_flag_set_id)
    publish(signs, note_en="Call at once.")
    assert {client.get(address).status_code for address in (TEXT, URDU, f"{SHEET}?with=ur")} == {410}
    assert list(store.folder().iterdir()) == []
    build()
    assert {client.get(address).status_code for address in (TEXT, URDU, f"{SHEET}?with=ur")} == {200}


def test_a_changed_warning_sign_in_urdu_leaves_the_other_languages(
    client: Reader, knee: ArticlePage, publish: Callable[..., None]
) -> None:
    publish(RedFlagSet.objects.get(pk=knee.red_flag_set_id), note_ur="ابھی فون کریں")
    assert client.get(URDU).status_code == 410
    assert client.get(TEXT).status_code == 200


def test_changed_advice_withdraws_every_language(
    client: Reader, knee: ArticlePage, publish: Callable[..., None]
) -> None:
    publish(knee, clinical=True, heading_en="Sore knees")
    assert {client.get(address).status_code for address in (TEXT, URDU)} == {410}


def test_without_the_demo_its_files_are_gone(client: Reader, knee: ArticlePage, settings: Any) -> None:
    settings.DEMO = False
    assert client.get(TEXT).status_code == 410


@pytest.mark.slow
def test_the_demo_taken_away_takes_its_files_away(knee: ArticlePage, committed: Committed) -> None:
    committed(withdraw_demo_editions, by=None)
    assert list(store.folder().iterdir()) == []


def test_a_page_for_some_people_only_has_no_files_for_everybody(client: Reader, knee: ArticlePage) -> None:
    PageViewRestriction.objects.create(page=knee.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get(TEXT).status_code == 410
    assert formats_row(knee.key, "en") == ()


def test_a_deleted_page_takes_its_rows_and_files_with_it(
    client: Reader, knee: ArticlePage, committed: Committed
) -> None:
    committed(ArticlePage.objects.get(pk=knee.pk).delete)
    assert not FormatFile.objects.exists()
    assert list(store.folder().iterdir()) == []
    assert client.get(TEXT).status_code == 404


def test_a_file_that_is_lost_is_made_again(client: Reader, knee: ArticlePage, build: Callable[[], int]) -> None:
    store.remove([row().file])
    assert client.get(TEXT).status_code == 503
    assert build() == 1
    assert client.get(TEXT).status_code == 200


def test_a_page_offers_its_formats_in_one_query(
    client: Reader, knee: ArticlePage, mood: Mood, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        rows = formats_row(knee.key, "ur")
    assert [(each.format.value, each.other_language) for each in rows] == [
        ("leaflet.txt", ""),
        ("audio.mp3", ""),
        *(("two-languages.pdf", other) for other in ("bn", "cy", "en", "pl")),
    ]
    first = rows[0]
    assert (first.state, first.note, first.url) == ("ready", "", URDU)
    assert (first.size_bytes, first.dated) == (row(language="ur").size_bytes, datetime.date(2026, 11, 22))
    assert {client.get(each.url).status_code for each in rows} == {200}
    FormatFile.objects.update(state=State.FAILED, file="", built="")
    assert {(each.state, each.url) for each in formats_row(knee.key, "ur")} == {("ask", "")}


def test_only_what_readers_notice_empties_the_page_cache(
    client: Reader, knee: ArticlePage, publish: Callable[..., None], committed: Committed, mood: Mood
) -> None:
    from pages.cache.queries import content_version
    from pages.formats.actions import building

    publish(knee, heading_en="Sore knees")
    before = content_version()
    taken = building.claim(now=clock.now())
    assert content_version() == before
    assert committed(lambda: building.build(taken, clock=clock.now))
    assert content_version() != before
