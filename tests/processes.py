"""Real processes, seen from outside, for the tests that start some."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

STARTS_WITHIN_SECONDS: Final = 240
ENDS_WITHIN_SECONDS: Final = 120
"""How long a service may take to be there, and to be gone: a machine may be busy with other tests."""


def outside() -> dict[str, str]:
    """The environment without what chooses our settings or what the tests told Django: a new process starts clean."""
    ours = ("STRIDES_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def is_alive(process: int) -> bool:
    """Whether a process still runs; one that ended and that nobody has asked about yet does not."""
    return bool(_stat(process)) and _stat(process)[0] != "Z"


def family(process: int) -> list[int]:
    """The process and everything that descends from it."""
    found = [process]
    for folder in Path("/proc").glob("[0-9]*"):
        stat = _stat(int(folder.name))
        if stat and int(stat[1]) == process:
            found += family(int(folder.name))
    return found


def _stat(process: int) -> list[str]:
    """State, parent and the other fields after the name; empty when the process is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def eventually(happens: Callable[[], object], *, within: float = 60.0, every: float = 0.02) -> None:
    """Wait until something is true. Fails when it is not after so many seconds, which are many: a busy machine is no
    fault of ours. every: how many seconds lie between two looks; more where looking is work."""
    deadline = time.monotonic() + within
    while not happens():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(every)
