"""Audio: a recording by a person where there is one, else a computer voice, as MP3 with chapters.

Where each block begins and ends stands in the file as well, for the Listen control of the page.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings

from pages.formats.builders.closing import day
from pages.formats.builders.voice import engine
from pages.formats.rules import Format, Source, Unavailable, Unfit
from pages.formats.rules.clean import cleaned
from pages.formats.rules.mp3 import frames
from pages.formats.rules.speech import Utterance, site_of, utterances

MAKES = (Format.AUDIO,)
VERSION = f"2 {settings.AUDIO_ENGINE} {engine().VERSION}"
KBPS = 32
QUALITY = 7  # of 2 (best) to 9 (fastest): for speech at this rate nobody hears more
THREE_LETTERS = {"en": "eng", "cy": "cym", "pl": "pol", "ur": "urd", "bn": "ben"}
UNKNOWN = "und"
COMPUTER = "computer voice"
FEWEST_WORDS = 60
"""Below so many words their number says nothing about the length."""

WORDS_A_MINUTE = range(75, 261)
LONGEST_RECORDING_SECONDS = 3 * 3600
SHORTEST_RECORDING_SECONDS = 2
LARGEST_RECORDING_BYTES = 200 * 1024 * 1024

type Part = tuple[str, int, int]
"""The id of a block, and where it begins and ends, in milliseconds."""


@dataclass
class Sound:
    """What was said so far."""

    mp3: bytearray = field(default_factory=bytearray)
    milliseconds: float = 0
    chapters: list[tuple[str, int]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def missing(source: Source, format: Format) -> str:  # noqa: A002  the form that every maker has
    """``no-voice`` where neither a person nor the engine speaks the languages of the text."""
    if source.recording:
        return ""
    languages = {source.language, *(piece.language for piece in source.pieces if piece.language)}
    return "" if languages <= set(engine().languages()) else "no-voice"


def build(source: Source, format: Format, other: Source | None = None) -> bytes:  # noqa: A002  the form that every maker has
    """MP3 at 32 kbit/s, one channel; or the recording, with our tags."""
    if lacking := missing(source, format):
        raise Unavailable(lacking)
    source = cleaned(source)
    return _recorded(source) if source.recording else _spoken(source)


def _said(source: Source) -> list[Utterance]:
    labels = source.labels
    last = [
        f"{labels.made_by}: {source.service}" if source.service else "",
        f"{labels.dated}: {day(source.dated, source.language)}",
        labels.computer_voice,
        f"{labels.newest_at}: {site_of(source.short_address)}",
    ]
    return list(utterances(source, last))


def _spoken(source: Source) -> bytes:
    import lameenc  # noqa: PLC0415  only whoever makes audio loads it

    said = _said(source)
    sound, encoder = Sound(), lameenc.Encoder()
    encoder.set_bit_rate(KBPS)
    encoder.set_channels(1)
    encoder.set_quality(QUALITY)
    encoder.silence()
    rate = 0
    for each, (its_rate, samples) in zip(said, engine().speak([(one.language, one.text) for one in said]), strict=True):
        if not rate:
            rate = its_rate
            encoder.set_in_sample_rate(rate)
        began = round(sound.milliseconds)
        sound.mp3 += encoder.encode(samples + bytes(2 * (rate * each.pause // 1000)))
        sound.milliseconds += len(samples) * 500 / rate + each.pause
        if each.chapter:
            sound.chapters.append((each.chapter, began))
        _note_part(sound.parts, each.part, began, round(sound.milliseconds))
    sound.mp3 += encoder.flush()
    return _tagged(bytes(sound.mp3), source, sound)


def _note_part(parts: list[Part], part: str, began: int, ended: int) -> None:
    if not part:
        return
    if parts and parts[-1][0] == part:
        parts[-1] = (part, parts[-1][1], ended)
    else:
        parts.append((part, began, ended))


def _tagged(mp3: bytes, source: Source, sound: Sound) -> bytes:
    from mutagen import id3  # noqa: PLC0415  only whoever makes audio loads it

    made: Any = id3.ID3()
    _name(made, source)
    made.add(id3.COMM(encoding=3, lang="eng", desc="", text=[COMPUTER]))
    ends = [*(began for _heading, began in sound.chapters[1:]), round(sound.milliseconds)]
    names = [f"chp{at}" for at in range(len(sound.chapters))]
    flags = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    made.add(id3.CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[]))
    for name, (heading, began), end in zip(names, sound.chapters, ends, strict=True):
        title = id3.TIT2(encoding=3, text=[heading])
        made.add(id3.CHAP(element_id=name, start_time=began, end_time=end, sub_frames=[title]))
    made.add(id3.TXXX(encoding=3, desc="parts", text=[json.dumps(sound.parts, separators=(",", ":"))]))
    return _with_tags(mp3, made)


def _name(made: Any, source: Source) -> None:
    from mutagen import id3  # noqa: PLC0415  only whoever makes audio loads it

    made.add(id3.TIT2(encoding=3, text=[source.title.strip() or source.service]))
    made.add(id3.TLAN(encoding=3, text=[THREE_LETTERS.get(source.language.split("-")[0], UNKNOWN)]))
    made.add(id3.TPE1(encoding=3, text=[source.service]))
    made.add(id3.TDRC(encoding=3, text=[source.dated.isoformat()]))
    made.add(id3.WOAS(url=source.short_address))


def _with_tags(mp3: bytes, tags: Any) -> bytes:
    held = io.BytesIO(mp3)
    tags.save(held, v2_version=4, padding=lambda _info: 0)
    return held.getvalue()


def _recorded(source: Source) -> bytes:
    """The recording with our title, language and date in the place of whatever tags it brought."""
    from mutagen import id3  # noqa: PLC0415  only whoever makes audio loads it

    path = Path(source.recording)
    if not path.is_file() or path.stat().st_size > LARGEST_RECORDING_BYTES:
        raise Unfit("The recording is not there, or larger than 200 MB.")
    data = path.read_bytes()
    if _is_m4a(data):
        return _tagged_m4a(data, source)
    held = io.BytesIO(data)
    id3.delete(held)
    made: Any = id3.ID3()
    _name(made, source)
    return _with_tags(held.getvalue(), made)


def _is_m4a(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _tagged_m4a(data: bytes, source: Source) -> bytes:
    from mutagen.mp4 import MP4, MP4StreamInfoError  # noqa: PLC0415  only whoever makes audio loads it

    held = io.BytesIO(data)
    try:
        found: Any = MP4(held)
    except MP4StreamInfoError as fault:
        raise Unfit("The recording is no sound that we can read.") from fault
    found.delete(held)
    found["\xa9nam"], found["\xa9ART"] = [source.title], [source.service]
    found["\xa9day"] = [source.dated.isoformat()]
    held.seek(0)
    found.save(held)
    return held.getvalue()


def parts(data: bytes) -> list[Part]:
    """Where each block begins and ends, in milliseconds and in order; nothing for a recording by a person."""
    from mutagen.id3 import ID3, ID3NoHeaderError  # noqa: PLC0415  only whoever makes audio loads it

    try:
        found: Any = ID3(io.BytesIO(data)).get("TXXX:parts")
    except ID3NoHeaderError:
        return []
    return [(part, began, ended) for part, began, ended in json.loads(found.text[0])] if found else []


def check(data: bytes, source: Source, format: Format, other: Source | None = None) -> None:  # noqa: A002  the form that every maker has
    """Raises Unfit for what is no whole sound, is too short or too long for its words, or has other chapters."""
    if source.recording:
        _check_recording(data)
        return
    found = frames(data)
    if not found.is_whole:
        raise Unfit("The sound is not a whole MP3.")
    said = _said(cleaned(source))
    words = sum(len(each.text.split()) for each in said)
    minutes = (found.seconds - sum(each.pause for each in said) / 1000) / 60
    if words >= FEWEST_WORDS and not (minutes > 0 and int(words / minutes) in WORDS_A_MINUTE):
        raise Unfit(f"{words} words in {found.seconds:.0f} seconds: too long or too short.")
    if [heading for heading, _began in chapters(data)] != [each.chapter for each in said if each.chapter]:
        raise Unfit("The chapters are not the headings of the page.")
    times = [0, *(at for _heading, at in chapters(data)), round(found.seconds * 1000) + 1000]
    if any(later < earlier for earlier, later in pairwise(times)):
        raise Unfit("The chapters are not in order.")


def _check_recording(data: bytes) -> None:
    seconds = _m4a_seconds(data) if _is_m4a(data) else frames(data).seconds
    if not SHORTEST_RECORDING_SECONDS <= seconds <= LONGEST_RECORDING_SECONDS:
        raise Unfit("The recording is no sound that we can read, or shorter than 2 seconds or longer than 3 hours.")


def _m4a_seconds(data: bytes) -> float:
    from mutagen.mp4 import MP4, MP4StreamInfoError  # noqa: PLC0415  only whoever makes audio loads it

    try:
        info: Any = MP4(io.BytesIO(data)).info
    except MP4StreamInfoError:
        return 0
    return float(info.length)


def chapters(data: bytes) -> Iterator[tuple[str, int]]:
    """Heading and beginning in milliseconds of each chapter, in the order of the table of contents."""
    from mutagen.id3 import ID3  # noqa: PLC0415  only whoever makes audio loads it

    found: Any = ID3(io.BytesIO(data))
    for name in found["CTOC:toc"].child_element_ids:
        chapter = found[f"CHAP:{name}"]
        yield chapter.sub_frames["TIT2"].text[0], chapter.start_time
