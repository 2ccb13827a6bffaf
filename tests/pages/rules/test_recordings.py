"""A file is what its content says; a player gets the part that it asks for."""

import io

import pytest

from pages.rules.recordings import Known, asked_part, known
from tests.factories.recordings import FRAME, MP3, box, mp4

WEBM = b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(900)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (mp4(b"vide", b"soun"), Known("video", "mp4")),
        (mp4(b"soun"), Known("audio", "m4a")),
        (WEBM + b"V_VP9", Known("video", "webm")),
        (MP3, Known("audio", "mp3")),
        (FRAME * 3, Known("audio", "mp3")),
    ],
)
def test_films_and_sounds_are_known_by_their_content(data: bytes, found: Known) -> None:
    assert known(io.BytesIO(data)) == found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        PNG,
        FRAME,  # one frame alone may be chance
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f<script>",
        mp4(),
        mp4(b"vide")[:-20],  # cut short
        box(b"ftyp", b"isom") + b"\x00\x00\x00\x01moov\x00\x00\x00\x00\x00\x00\x00\x01",
        box(b"ftyp", b"isom") + b"\x00\x00\x00\x02moov" + bytes(50),
        WEBM,
        b"\x1a\x45\xdf\xa3matroska V_VP9",
        b"RIFF\x00\x00\x00\x00WAVE" + bytes(100),
    ],
)
def test_nothing_else_is(data: bytes) -> None:
    assert known(io.BytesIO(data)) is None


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-9", range(10)),
        ("bytes=90-", range(90, 100)),
        ("bytes=90-500", range(90, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-500", range(100)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=200-", None),
        ("bytes=-0", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for_or_the_whole(header: str, part: range | None) -> None:
    assert asked_part(header, 100) == part
