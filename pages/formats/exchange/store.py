"""The folder of finished files: private, served by our own view alone, and never holding half a file.

It lies under the data of the service and is in no backup: everything in it can be made again.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

UNFINISHED: Final = ".unfinished-"


def folder() -> Path:
    """Where the files are; made when it is not there."""
    found = Path(settings.VAR_DIR) / "formats"
    found.mkdir(parents=True, exist_ok=True)
    return found


def name_of(data: bytes, *, row: int, ending: str) -> str:
    """The name of a finished file: its row, and a hash of what it holds. Two rows never share a file."""
    return f"{row}-{hashlib.sha256(data).hexdigest()[:40]}.{ending}"


def put(name: str, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut. Raises OSError, leaving nothing."""
    where = folder()
    handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=where)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(where / name)
    except BaseException:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise
    _settle(where)


def _settle(where: Path) -> None:
    """Have the folder itself written down, so that the new name outlives a power cut."""
    handle = os.open(where, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def room() -> int:
    """How many bytes may still be written where the files are."""
    return shutil.disk_usage(folder()).free


def path_of(name: str) -> Path:
    """Where the file of this name is, or would be."""
    return folder() / name


def is_there(name: str) -> bool:
    return bool(name) and path_of(name).is_file()


def remove(names: Collection[str]) -> None:
    """Take these files away; one that is gone already is no matter."""
    for name in names:
        if name:
            path_of(name).unlink(missing_ok=True)


def left_over(known: Collection[str], *, older_than: float) -> list[str]:
    """The files that no row knows, and unfinished ones, not touched since the instant (seconds since 1970): what was
    written just now may belong to a row that is about to be."""
    kept = set(known)
    return sorted(
        file.name for file in folder().iterdir() if file.name not in kept and file.stat().st_mtime < older_than
    )
