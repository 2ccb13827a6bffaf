"""Run the whole service on this machine: web, worker and beat under one supervisor, until Ctrl-C."""

import json
import os
import socket
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from portal.accounts.models import User
from portal.accounts.queries import DEMO_CARD
from portal.accounts.rules.cards import spaced_number
from portal.privacy.exchange.in_use import InUseError, by_the_site
from portal.sealing.queries import masters_missing
from portal.views import migrations_are_applied

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DEFAULT_PORT = 8000
PORTS_TRIED = 50


class Command(BaseCommand):
    help = "Run web, worker and beat until Ctrl-C. PORT in the environment names the port (8000 when it does not)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="bring database, files and demo up to date first")

    def handle(self, *args: Any, **options: Any) -> None:
        host = os.environ.get("STRIDES_BIND") or "127.0.0.1"
        if settings.LOOPBACK_ONLY and host not in LOOPBACK:
            raise CommandError(f"These settings serve this machine only: STRIDES_BIND={host} is refused.")
        try:
            with by_the_site():
                self.start(host, prepares=options["prepare"])
        except InUseError:
            raise CommandError("A backup is being put back here. Start again when that is done.") from None

    def start(self, host: str, *, prepares: bool) -> None:
        """Turn this process into the supervisor. Whoever calls holds the folder of data, from before it is prepared."""
        if prepares:
            call_command("prepare")
        refuse_closed_words()
        port = self.free_port(host)
        self.introduce(port)
        for warning in run_checks(tags=["formats"], include_deployment_checks=True):
            self.stderr.write(f"{warning.msg} {warning.hint}")
        connections.close_all()
        if settings.LOOPBACK_ONLY:
            os.environ.setdefault("STRIDES_BASE_URL", f"http://localhost:{port}")
        # From here on only the small supervisor is left in this process.
        sys.stdout.flush()
        supervisor = [sys.executable, "-m", "portal.supervision", json.dumps(children(host, port))]
        os.environ["CELERY_SKIP_CHECKS"] = "1"  # this command has just made them
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, supervisor)  # noqa: S606  our own module, no shell

    def free_port(self, host: str) -> int:
        """The port asked for, or the next free one, said aloud."""
        wanted = os.environ.get("PORT") or str(DEFAULT_PORT)
        if not wanted.isdecimal() or not 0 < int(wanted) < 2**16:
            raise CommandError(f"PORT must be a number from 1 to 65535, not {wanted!r}.")
        first = int(wanted)
        for port in range(first, min(first + PORTS_TRIED, 2**16)):
            if is_free(host, port):
                if port != first:
                    self.stdout.write(f"Port {first} is taken: using {port}.")
                return port
        raise CommandError(f"No free port from {first} to {port}. Choose another with PORT=...")

    def introduce(self, port: int) -> None:
        self.stdout.write(f"\nStrides: http://localhost:{port}/   (staff: http://localhost:{port}/cms/)\n")
        if settings.LOOPBACK_ONLY:
            self.stdout.write(
                f"Mail is written to {settings.VAR_DIR / 'mail'}, texts to {settings.VAR_DIR / 'texts'}.\n"
            )
        if settings.DEMO:
            self.introduce_cast()
        self.stdout.write("Ctrl-C stops everything.\n\n")

    def introduce_cast(self) -> None:
        """Who may be tried out. A code comes by mail; ``demo_session`` signs in without one."""
        cast = User.objects.filter(is_demo=True, is_active=True, email__isnull=False, groups__isnull=False)
        rows = cast.order_by("groups__name", "email").values_list("groups__name", "email")
        if not rows:
            return
        self.stdout.write("Demo sign-ins (type the e-mail address, then the code from the mail folder):\n")
        for role, email in rows:
            self.stdout.write(f"  {role:18} {email}\n")
        if cast.filter(cards__stopped_at=None, cards__joined_at__isnull=False).exists():
            number = spaced_number(DEMO_CARD.number)
            self.stdout.write(f"Demo card, at /en/join/card/: number {number}, then PIN {DEMO_CARD.pin}\n")
        self.stdout.write("Or take a signed-in cookie, second step included: manage.py demo_session ROLE\n")


def refuse_closed_words() -> None:
    """Raises CommandError where a master key is missing: what people wrote could not be read, nor anything be kept.
    A database that is not there yet is waited for by those who ask it."""
    missing: list[str] = []
    with suppress(DatabaseError):
        missing = masters_missing() if migrations_are_applied() else []
    if missing:
        raise CommandError(
            f"What people wrote is sealed under a master key that is not set ({', '.join(missing)}). "
            "Put it back behind the others in STRIDES_SEALING_KEYS, and take no key away before manage.py rewrap_keys."
        )


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just given back is free
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def children(host: str, port: int) -> dict[str, list[str]]:
    """What the supervisor keeps alive: a name, as it stands before each line of its log, and the command."""
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"] if settings.LOOPBACK_ONLY else []
    celery = [sys.executable, *quiet, "-m", "celery", "--app", "portal.celery", "--quiet"]
    return {
        "web": [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *("--workers", str(settings.WEB_PROCESSES), "--blocking-threads", str(settings.WEB_THREADS)),
            *("--respawn-failed-workers", "--workers-kill-timeout", "3", "--log-level", "warning"),
            "portal.wsgi:application",
        ],
        **workers(celery),
        "beat": [*celery, "beat", "--pidfile=", "--loglevel", "WARNING"],
    }


def workers(celery: list[str]) -> dict[str, list[str]]:
    """The workers. Over Redis one that forks. Over files each is a process of its own: there the children of one would
    share a lock, and one that is killed while it holds it would stop the others for good."""
    plain = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING")
    formats = formats_worker([*celery, "worker", "--queues", "formats", "--hostname", "formats@%h", *plain])
    if settings.REDIS_URL:
        forking = ("--pool", "prefork", "--concurrency", str(settings.WORKER_PROCESSES))
        return {"worker": [*celery, "worker", *forking, *plain], "formats": formats}
    names = [f"worker-{number}" for number in range(1, settings.WORKER_PROCESSES + 1)]
    solo = {name: [*celery, "worker", "--pool", "solo", "--hostname", f"{name}@%h", *plain] for name in names}
    return {**solo, "formats": formats}


def formats_worker(command: list[str]) -> list[str]:
    """The one that makes formats: one at a time, because voices and fonts are kept for the whole process, and begun
    anew before it has grown too big."""
    memory = ("--max-memory-per-child", str(settings.FORMATS_MAX_MEMORY_PER_CHILD))
    if settings.REDIS_URL:
        tasks = ("--max-tasks-per-child", str(settings.FORMATS_MAX_TASKS_PER_CHILD))
        return [*command, "--pool", "prefork", "--concurrency", "1", *tasks, *memory]
    return [*command, "--pool", "solo", *memory]
