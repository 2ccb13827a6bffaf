"""A small film and a small sound: bytes of the right make, without a picture or a tone."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pages.library.models import LibraryRecording

FRAME = b"\xff\xfb\x90\x00" + bytes(413)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + FRAME * 24
CAPTIONS = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nI began with the gate.\n"


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def mp4(*handlers: bytes) -> bytes:
    """An MP4 with a track for each handler: ``vide`` or ``soun``."""
    tracks = b"".join(box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(12)))) for kind in handlers)
    return box(b"ftyp", b"isom\x00\x00\x02\x00isommp41") + box(b"mdat", bytes(2000)) + box(b"moov", tracks)


def m4a(seconds: int) -> bytes:
    """A sound in the make of a phone, of this length."""
    times = b"".join(each.to_bytes(4) for each in (0, 0, 0, 1000, seconds * 1000))
    told = box(b"mdia", box(b"mdhd", times + bytes(4)) + box(b"hdlr", bytes(8) + b"soun" + bytes(13)))
    moov = box(b"moov", box(b"mvhd", times + bytes(80)) + box(b"trak", told))
    return box(b"ftyp", b"M4A \x00\x00\x00\x00") + moov + box(b"mdat", bytes(64))


def film(**changes: Any) -> LibraryRecording:
    """A film with captions and everything said in it."""
    told = {"title": "To the gate", "transcript": "A woman walks to a gate.\n“I began with the gate,” she says."}
    return _made(told | {"captions": CAPTIONS, "file": upload("gate.mp4", mp4(b"vide", b"soun"))} | changes)


def sound(**changes: Any) -> LibraryRecording:
    told = {"title": "Breathing slowly", "transcript": "Breathe in.\nBreathe out."}
    return _made(told | {"file": upload("breathing.mp3", MP3)} | changes)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def _made(values: dict[str, Any]) -> LibraryRecording:
    recording = LibraryRecording(**{"language": "en", "licence": "Made by us", **values})
    recording.full_clean()
    recording.save()
    return recording
