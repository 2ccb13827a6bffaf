"""Whether the site runs on this folder of data: a lock on a file in it, which the system takes back from whoever ends.

Other machines that share the database are not seen: docs/running.md says that they are stopped first.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LOCK = "in-use"


class InUseError(Exception):
    """The site runs here while nobody may, or a restore is at work where the site was to start."""


@contextmanager
def by_the_site() -> Iterator[None]:
    """Hold the folder for the site, beside others of the site; a process that this one turns into goes on holding it.
    Raises InUseError while a restore is at work."""
    with _locked(fcntl.LOCK_SH) as handle:
        os.set_inheritable(handle, True)  # noqa: FBT003  a builtin takes no names
        yield


@contextmanager
def by_a_restore() -> Iterator[None]:
    """Hold the folder alone. Raises InUseError while the site runs here, or another restore is at work."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(kind: int) -> Iterator[int]:
    handle = os.open(Path(settings.VAR_DIR) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUseError from None
        yield handle
    finally:
        os.close(handle)
