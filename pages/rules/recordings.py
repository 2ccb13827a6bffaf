"""What a file of sound or film is, told by its content alone: never by its name or by what its sender says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

MOST_BYTES: Final = {"video": 60 * 1024 * 1024, "audio": 20 * 1024 * 1024}
"""Of one file. A film of five minutes in the size of a phone is about 25 MB."""

MEDIA_TYPES: Final = {"mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4"}
"""The endings that we store, and the type that we send for each."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_LOOKED_AT = 64 * 1024
_LONGEST_INDEX = 16 * 1024 * 1024
_WEBM = b"\x1a\x45\xdf\xa3"
_VIDEO_CODECS = (b"V_VP8", b"V_VP9", b"V_AV1")
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES = (44100, 48000, 32000)


@dataclass(frozen=True)
class Known:
    """kind: ``video`` or ``audio``. ending: of the name under which we store it."""

    kind: str
    ending: str


def known(file: BinaryIO) -> Known | None:
    """What the file is; None for anything but MP4, WebM and MP3. Reads the beginning and, of an MP4, its index."""
    file.seek(0)
    head = file.read(_LOOKED_AT)
    if head[4:8] == b"ftyp":
        return _mp4(file)
    if head.startswith(_WEBM) and b"webm" in head[:64]:
        has_video = any(codec in head for codec in _VIDEO_CODECS)
        return Known("video", "webm") if has_video else None
    return Known("audio", "mp3") if _is_mp3(head, file) else None


def _mp4(file: BinaryIO) -> Known | None:
    """A film when one of its tracks has pictures, else a sound when one has sound."""
    for name, size in _boxes(file):
        if name == b"moov" and size <= _LONGEST_INDEX:
            index = file.read(size)
            if b"hdlr" in index and b"vide" in index:
                return Known("video", "mp4")
            return Known("audio", "m4a") if b"hdlr" in index and b"soun" in index else None
    return None


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each box of the file with its length; the file stands at the beginning of its content."""
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, name = int.from_bytes(file.read(4)), file.read(4)
        head = 8
        if size == 1:
            size, head = int.from_bytes(file.read(8)), 16
        if size == 0:
            size = end - at
        if size < head or at + size > end:
            return  # cut short or broken
        yield name, size - head
        at += size


def _is_mp3(head: bytes, file: BinaryIO) -> bool:
    """Whether two frames of MPEG-1 layer 3 follow each other, after a tag where there is one."""
    at = 0
    if head.startswith(b"ID3") and len(head) > 10:  # noqa: PLR2004  the length of a tag's header
        a, b, c, d = head[6:10]
        at = 10 + (a << 21 | b << 14 | c << 7 | d)
    file.seek(at)
    frames = file.read(4096)
    first = _frame(frames)
    return bool(first) and bool(_frame(frames[first:]))


def _frame(data: bytes) -> int:
    """The length of the MPEG-1 or MPEG-2 layer 3 frame at the beginning; 0 when there is none."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:  # noqa: PLR2004  sync and layer as in the standard
        return 0
    version, bitrate, rate = data[1] >> 3 & 3, data[2] >> 4, data[2] >> 2 & 3
    if version == 1 or bitrate in {0, 15} or rate == 3:  # noqa: PLR2004  values that the standard reserves
        return 0
    if version == 3:  # noqa: PLR2004  the code of MPEG-1
        return 144_000 * _BITRATES[bitrate] // _RATES[rate] + (data[2] >> 1 & 1)
    slow = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    sample = _RATES[rate] // (2 if version == 2 else 4)  # noqa: PLR2004  MPEG-2, else 2.5
    return 72_000 * slow[bitrate] // sample + (data[2] >> 1 & 1)


def asked_part(header: str, size: int) -> range | None:
    """The bytes that a ``Range`` header asks for; None for the whole: without one, with one that is not understood,
    that asks for several parts, or for none of the bytes there are. Source: RFC 9110, section 14."""
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        part = range(max(size - int(last), 0), size)
    else:
        part = range(int(first), min(int(last) + 1, size) if last else size)
    return part or None
