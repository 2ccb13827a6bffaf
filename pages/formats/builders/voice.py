"""The computer voice that comes with Strides, and what any other has to offer in its place."""

import importlib
import importlib.util
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Protocol, cast

from django.conf import settings

from pages.formats.rules import Unavailable, Unfit

PROGRAM = Path(__file__).with_name("voice_program.py")
VOICES = {"en": ("en-gb-x-rp", 150), "cy": ("cy", 145), "pl": ("pl", 145), "ur": ("ur", 145), "bn": ("bn", 145)}
"""By language: the voice, and its pace in its own words a minute: slower than usual, so that advice is not missed."""

SHORTEST_WAIT_SECONDS = 30
WORDS_A_SECOND = 50  # slower than the slowest machine we know


class Engine(Protocol):
    """What a module that speaks has to offer."""

    VERSION: str
    """Changes whenever it would sound different."""

    def languages(self) -> Collection[str]:
        """Those that it has a voice for, on this machine."""

    def speak(self, said: Sequence[tuple[str, str]]) -> Iterator[tuple[int, bytes]]:
        """For each (language, text): samples a second, and the samples: 16 bits, little endian, one channel.

        Raises Unavailable ("no-voice") for a language that it does not speak and Unfit when it breaks down.
        """


VERSION = "espeak-ng 1"


def engine() -> Engine:
    """The engine that the settings name."""
    return cast("Engine", importlib.import_module(settings.AUDIO_ENGINE))


def languages() -> Collection[str]:
    """Those with a voice; none where the voice is not installed."""
    return VOICES if importlib.util.find_spec("espeakng_loader") else ()


def speak(said: Sequence[tuple[str, str]]) -> Iterator[tuple[int, bytes]]:
    """Say everything in a process of its own, which does not outlive its time or our interest in it."""
    if any(language not in languages() for language, _text in said):
        raise Unavailable("no-voice")
    asked = {"said": [[VOICES[language][0], text, VOICES[language][1]] for language, text in said]}
    words = sum(len(text.split()) for _language, text in said)
    seconds = SHORTEST_WAIT_SECONDS + words / WORDS_A_SECOND
    with closing(_spoken(json.dumps(asked).encode(), len(said), seconds)) as spoken:
        yield from spoken


def _spoken(asked: bytes, count: int, seconds: float) -> Generator[tuple[int, bytes]]:
    command = [sys.executable, "-I", str(PROGRAM)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603  our own program
    stop = threading.Timer(seconds, process.kill)
    stop.start()
    try:
        into, out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        with into, out:
            into.write(asked)
            into.close()
            (rate,) = struct.unpack("<I", _exactly(out, 4))
            for _each in range(count):
                (length,) = struct.unpack("<I", _exactly(out, 4))
                yield rate, _exactly(out, length)
    except BrokenPipeError as fault:
        raise Unfit("The computer voice stopped in the middle.") from fault
    finally:
        stop.cancel()
        process.kill()
        process.wait()


def _exactly(out: IO[bytes], count: int) -> bytes:
    data = out.read(count)
    if len(data) != count:
        raise Unfit("The computer voice stopped in the middle.")
    return data
