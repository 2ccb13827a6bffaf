"""Where e-mails and texts go while nobody real is about: one file each, to be read by whoever tries the portal out."""

import datetime
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal import clock
from portal.outbox.queries import job_in_hand
from portal.outbox.rules import Job


def write(folder: str, name: str, content: bytes) -> Path:
    """Keep one message as one file that is whole or not there; the name begins with the time, so the newest is last.

    A job of the outbox that is done once more writes the same file again: whoever reads the folder has it once.
    Raises ImproperlyConfigured unless the site answers to this machine alone: messages hold sign-in codes.
    """
    if not settings.LOOPBACK_ONLY:
        raise ImproperlyConfigured("Messages are written to files only while the site is bound to this machine.")
    kept = Path(settings.VAR_DIR) / folder
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    job = job_in_hand() or Job(uuid.uuid4(), clock.now())
    stamp = job.since.astimezone(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    file = kept / f"{stamp}-{job.key.hex[:12]}-{re.sub(r'[^a-z0-9@.+-]', '_', name.lower())[:60]}"
    unfinished = file.with_name(f".{uuid.uuid4().hex}")  # two workers may be at it at once
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return file


class FolderBackend(BaseEmailBackend):
    """Each e-mail becomes ``var/mail/<time>-<to>.eml``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not settings.LOOPBACK_ONLY:
            raise ImproperlyConfigured("FolderBackend is for trying things out on one machine, never for duty.")
        super().__init__(*args, **kwargs)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            write("mail", f"{','.join(message.recipients())}.eml", message.message().as_bytes())
        return len(email_messages)
