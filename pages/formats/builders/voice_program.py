"""The free voice espeak-ng, as a program of its own: it holds one synthesiser, and its licence stays in here.

It is run by its path and imports nothing of ours. It reads one JSON value from standard input::

    {"said": [["en-gb-x-rp", "Words.", 150], ...]}

and writes to standard output the samples a second (4 bytes, little endian), and then for each thing said the length in
bytes (4 bytes) and that many bytes of samples of 16 bits, one channel. It ends with 2 for a voice that is not there.
"""

import ctypes
import json
import struct
import sys
from typing import Any

import espeakng_loader

SYNCHRONOUS = 2
UTF8 = 1
RATE = 1


def main() -> int:
    """Say everything; the exit status."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    if rate <= 0:
        return 1
    heard = bytearray()
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

    def keep(samples: Any, count: int, _events: object) -> int:
        if samples and count:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    listener = kind(keep)  # held here as long as the library may call it
    library.espeak_SetSynthCallback(listener)
    out = sys.stdout.buffer
    out.write(struct.pack("<I", rate))
    for voice, text, pace in json.loads(sys.stdin.buffer.read())["said"]:
        heard.clear()
        if library.espeak_SetVoiceByName(voice.encode()):
            return 2
        library.espeak_SetParameter(RATE, pace, 0)
        data = text.encode()
        if library.espeak_Synth(data, len(data) + 1, 0, 1, 0, UTF8, None, None):
            return 1
        library.espeak_Synchronize()
        out.write(struct.pack("<I", len(heard)))
        out.write(heard)
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
