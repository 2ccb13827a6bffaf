"""The one at the other end, in the worker: writes a text by the key of its job, and notes each time that it came.

At a few items its process is killed when all is written and nobody knows it yet: the worst moment.
"""

import os
import signal
import time
from pathlib import Path

from celery import shared_task
from django.conf import settings

from portal.communications.actions import send_text
from portal.outbox.queries import job_in_hand

ARRIVALS = "arrivals"
DIES_AT = range(1_500, 10_000, 2_000)


@shared_task(name="tests.portal.outbox.receiver.receive")
def receive(*, number: int) -> None:
    job = job_in_hand()
    send_text(to=f"+44770{number:07}", body="We will call you today.")
    with (Path(settings.VAR_DIR) / ARRIVALS).open("a") as log:  # one short line at the end of a file is never torn
        log.write(f"{job.key.hex} {number} {time.time():.3f}\n")
    if number in DIES_AT and not is_known(number):
        os.kill(os.getpid(), signal.SIGKILL)


def is_known(number: int) -> bool:
    """Whether somebody died of this item before; from now on, yes."""
    try:
        (Path(settings.VAR_DIR) / f"died-of-{number}").touch(exist_ok=False)
    except FileExistsError:
        return True
    return False
