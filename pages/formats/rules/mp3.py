"""MP3 as far as we must know it to trust a file: its frames, one after another, to the very end."""

from dataclasses import dataclass

MPEG_1, MPEG_2, MPEG_25 = 3, 2, 0
LAYER_3 = 1
KBPS = {
    MPEG_1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    MPEG_2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES_A_SECOND = {MPEG_1: (44100, 48000, 32000), MPEG_2: (22050, 24000, 16000), MPEG_25: (11025, 12000, 8000)}
"""Source: ISO/IEC 11172-3, 2.4.2.3 and ISO/IEC 13818-3, 2.4.2.3."""

ID3_HEADER = 10
ID3_AT_THE_END = 128


@dataclass(frozen=True)
class Frames:
    """What an MP3 holds. ``is_whole``: nothing but frames and tags from beginning to end."""

    count: int
    seconds: float
    is_whole: bool


def frames(data: bytes) -> Frames:
    """Walk all frames, behind the ID3 tag at the beginning and before the one at the end."""
    at, count, seconds = _behind_tag(data), 0, 0.0
    end = len(data) - ID3_AT_THE_END if data[-ID3_AT_THE_END:].startswith(b"TAG") else len(data)
    while at + 4 <= end:
        size, lasts = _frame(data[at : at + 4])
        if not size:
            break
        at, count, seconds = at + size, count + 1, seconds + lasts
    return Frames(count, seconds, count > 0 and at == end)


def _behind_tag(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < ID3_HEADER:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return ID3_HEADER + size


def _frame(header: bytes) -> tuple[int, float]:
    """Bytes and seconds of the frame with this header; 0 bytes when it is none."""
    if header[0] != 0xFF or header[1] & 0xE0 != 0xE0 or header[1] >> 1 & 3 != LAYER_3:  # noqa: PLR2004  the sync bits
        return 0, 0
    version = header[1] >> 3 & 3
    kbps, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version not in SAMPLES_A_SECOND or kbps in {0, 15} or rate == 3:  # noqa: PLR2004  values that are not in use
        return 0, 0
    samples = 1152 if version == MPEG_1 else 576
    a_second = SAMPLES_A_SECOND[version][rate]
    bits = KBPS[MPEG_1 if version == MPEG_1 else MPEG_2][kbps] * 1000
    return samples // 8 * bits // a_second + padding, samples / a_second
