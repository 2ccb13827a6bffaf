"""The doorbell: tells a worker that something waits. It may fail; the sweep every 20 seconds finds what it missed.

A request never waits for the broker: it only sets a flag, and a thread of this process does the talking. A broker that
is down, or that takes the connection and says nothing, costs a line in the log.
"""

import logging
import os
import threading

from celery import current_app

log = logging.getLogger(__name__)

SWEEP = "portal.outbox.sweep"


class Bell:
    """One thread for each process, started by the first ring; many rings in a row are one call."""

    def __init__(self) -> None:
        self.flag = threading.Event()
        self.lock = threading.Lock()
        self.process = 0

    def ring(self) -> None:
        """Ask for a sweep soon. Returns at once and never raises."""
        with self.lock:
            if self.process != os.getpid():  # a forked child has the flag but not the thread
                self.process = os.getpid()
                self.flag = threading.Event()
                threading.Thread(target=self._listen, args=(self.flag,), name="outbox-bell", daemon=True).start()
        self.flag.set()

    def _listen(self, flag: threading.Event) -> None:
        while flag.wait():
            flag.clear()
            call()


def call() -> bool:
    """Put one sweep on the broker; whether that worked."""
    try:
        current_app.send_task(SWEEP, retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  whatever the broker does, the row is safe and the sweep will find it
        log.warning("The outbox bell did not ring (%s); the next sweep finds the item.", type(error).__name__)
        return False
    return True


bell = Bell()
