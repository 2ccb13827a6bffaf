"""A disk that is full is no broken backup: it is told apart, with what to do."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
MEGABYTE: Final = 1_000_000


class NoRoomError(Exception):
    """The disk is full; the text says which folder lies on it."""


@contextmanager
def enough_room(folder: Path) -> Iterator[None]:
    """Raises NoRoomError when what is done in this block finds the disk full. folder: where it writes."""
    try:
        yield
    except Exception as error:
        if not is_full(error):
            raise
        free = shutil.disk_usage(folder).free // MEGABYTE
        raise NoRoomError(
            f"There is no room in {folder}: {free} MB are free, and twice the room of database and uploads is needed. "
            "Make room, then do the same once more."
        ) from None


def is_full(error: BaseException) -> bool:
    """Whether the system, or SQLite, said that the disk is full. Django wraps what SQLite says; copying a folder
    gathers what the system said of each file as text."""
    said = error.__cause__ or error
    if isinstance(said, sqlite3.Error):
        return getattr(said, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    if isinstance(said, shutil.Error):
        return any(os.strerror(code) in str(said) for code in FULL)
    return isinstance(said, OSError) and said.errno in FULL
