"""Films and sounds: only real ones are stored, nothing in them can run, and nobody is left without the words."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import Client

from pages.library.models import LibraryRecording
from pages.rules.recordings import MOST_BYTES
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.recordings import MP3, film, mp4, sound, upload

STORED = re.compile(r"recordings/[0-9a-f-]{36}\.(mp4|mp3)")


@pytest.fixture(autouse=True)
def tables(db: None) -> None:
    """A database."""


def refused(**changes: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        film(**changes)
    assert not LibraryRecording.objects.exists()
    return refusal.value.message_dict


def test_the_name_of_the_sender_is_not_kept_and_the_content_says_what_it_is() -> None:
    made = film(file=upload("../../amira-smith.html", mp4(b"vide")))
    assert STORED.fullmatch(made.file.name)
    assert (made.kind, made.ending, made.media_type) == ("video", "mp4", "video/mp4")
    assert made.size_bytes == made.file.size
    assert sound().kind == "audio"


@pytest.mark.parametrize("data", [b"", b"<script>alert(1)</script>" * 99, b"\x89PNG\r\n\x1a\n" + bytes(99)])
def test_what_is_no_film_and_no_sound_is_refused_in_words(data: bytes) -> None:
    assert refused(file=upload("film.mp4", data)).keys() == {"file"}


def test_no_road_to_storage_leads_past_the_check() -> None:
    with pytest.raises(ValidationError):
        LibraryRecording(title="x", file=upload("x.mp4", b"<html>")).save()


def test_a_heavy_file_is_refused_with_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST_BYTES, "video", 1024)
    assert "Make it smaller" in refused()["file"][0]


def test_a_film_needs_captions_and_both_need_their_words() -> None:
    assert refused(captions="").keys() == {"captions"}
    assert refused(transcript=" \n ").keys() == {"transcript"}
    assert "consent_kept" in refused(shows_people=True)
    assert "Line 3" in refused(captions="WEBVTT\n\n00:01 --> 00:02\nHello")["captions"][0]


def test_a_film_is_served_whole_and_in_parts_and_can_run_nothing(client: Client) -> None:
    made = film()
    whole = client.get(made.address)
    data = b"".join(whole.streaming_content)
    assert len(data) == made.size_bytes
    assert whole["Content-Type"] == "video/mp4"
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole["Content-Security-Policy"]
    part = client.get(made.address, headers={"range": "bytes=4-7"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 4-7/{made.size_bytes}"
    assert b"".join(part.streaming_content) == data[4:8] == b"ftyp"
    captions = client.get(made.captions_address)
    assert captions["Content-Type"] == "text/vtt; charset=utf-8"
    assert captions.content.decode() == made.captions


def test_nothing_else_is_served(client: Client) -> None:
    made, silent = film(), sound()
    default_storage.save("recordings/page.html", upload("page.html", b"<script>"))
    stem = made.address.rpartition(".")[0]
    for address in (f"{stem}.html", f"{stem}.mp3", "/en/media/recordings/", "/media/recordings/page.html"):
        assert client.get(address).status_code == 404, address
    assert client.get(silent.captions_address or f"{silent.address.rpartition('.')[0]}.vtt").status_code == 404
    made.delete()
    assert client.get(f"{stem}.mp4").status_code == 404


def test_an_editor_adds_a_sound_in_the_cms(client: Client, dai: User) -> None:
    desk = sign_in(client, dai)
    values = {"title": "Breathing", "language": "en", "transcript": "Breathe in.", "captions": "", "licence": "Ours"}
    address = "/cms/snippets/library/libraryrecording/add/"
    broken = desk.post(address, values | {"consent_kept": "", "file": upload("a.mp3", b"<html>")})
    assert broken.status_code == 200
    assert "Save it as MP4 or MP3" in broken.content.decode()
    sent = desk.post(address, values | {"consent_kept": "", "file": upload("a.mp3", MP3)})
    assert sent.status_code == 302
    assert LibraryRecording.objects.get().kind == "audio"
