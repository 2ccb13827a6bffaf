"""How long one thing may take, whoever does it."""

import faulthandler
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

GRACE_SECONDS: Final = 15
STDERR: Final = 2


class TooLongError(Exception):
    """The time was up."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Stop what is done inside after so many seconds, with TooLongError. Code of a C library that does not come back
    to Python cannot be stopped so: then, a little later, the whole process ends, and what kept it alive starts another.

    For the main thread only. An alarm that was set before goes on as if nothing had been.
    """
    began, before = time.monotonic(), signal.signal(signal.SIGALRM, _stop)
    waited, _every = signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True, file=STDERR)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if waited:
            signal.setitimer(signal.ITIMER_REAL, max(waited - (time.monotonic() - began), 0.1))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError
