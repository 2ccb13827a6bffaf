"""The one at the other end, in the worker: writes a text by the key of its job, and notes each time that it came."""

import time
from pathlib import Path

from celery import shared_task
from django.conf import settings

from portal.communications.actions import send_text
from portal.outbox.queries import job_in_hand

ARRIVALS = "arrivals"


@shared_task(name="tests.portal.outbox.receiver.receive")
def receive(*, number: int) -> None:
    job = job_in_hand()
    send_text(to=f"+44770{number:07}", body="We will call you today.")
    with (Path(settings.VAR_DIR) / ARRIVALS).open("a") as log:  # one short line at the end of a file is never torn
        log.write(f"{job.key.hex} {number} {time.time():.3f}\n")
