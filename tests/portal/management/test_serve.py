"""``manage.py serve``: where it listens, what it starts, and that nothing is left when it stops."""

import base64
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from portal import clock
from portal.accounts.actions.demo import create_demo_people
from portal.management.commands import serve
from portal.privacy.exchange.in_use import InUseError, by_a_restore
from portal.sealing.actions import seal_words
from portal.sealing.rules import Place
from tests.databases import EMPTY, InMemory
from tests.factories.people import PersonFactory
from tests.processes import ENDS_WITHIN_SECONDS, STARTS_WITHIN_SECONDS, eventually, family, is_alive, outside

ROOT = Path(__file__).resolve().parents[3]


class Started(Exception):  # noqa: N818  not an error: the moment in which the command becomes the supervisor
    """What the process would have turned into."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, db: None) -> Any:
    """Run the command up to where it becomes the supervisor; gives the children by name."""

    def become(_program: str, words: list[str]) -> None:
        raise Started(json.loads(words[-1]))

    monkeypatch.setattr(os, "execv", become)
    monkeypatch.setattr(os, "chdir", lambda _folder: None)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    for name in ("STRIDES_BIND", "STRIDES_BASE_URL", "CELERY_SKIP_CHECKS"):
        monkeypatch.setenv(name, "")  # so that what the command sets is taken back after the test
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORT", str(free_port()))

    def run() -> dict[str, list[str]]:
        with pytest.raises(Started) as start:
            call_command("serve")
        return start.value.args[0]

    return run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_runs_web_workers_and_beat_on_this_machine_only(started: Any, settings: Any) -> None:
    settings.REDIS_URL = ""
    children = started()
    assert list(children) == ["web", "worker-1", "worker-2", "formats", "beat"]
    web = " ".join(children["web"])
    assert f"--host 127.0.0.1 --port {os.environ['PORT']} --workers 1" in web
    assert "--pool solo --hostname worker-2@" in " ".join(children["worker-2"])
    assert "-B" not in children["worker-1"]


def test_over_redis_the_worker_forks_its_processes(started: Any, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1"
    children = started()
    assert list(children) == ["web", "worker", "formats", "beat"]
    assert "--pool prefork --concurrency 2" in " ".join(children["worker"])


def test_serve_takes_the_next_free_port_and_says_so(started: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        os.environ["PORT"] = str(taken)
        web = started()["web"]
    port = int(web[web.index("--port") + 1])
    said = capsys.readouterr().out
    assert port > taken
    assert f"Port {taken} is taken: using {port}." in said
    assert f"http://localhost:{port}/" in said
    assert os.environ["STRIDES_BASE_URL"] == f"http://localhost:{port}"


@pytest.mark.parametrize("wrong", ["0", "65536", "http", "-1", "80 80"])
def test_serve_refuses_a_port_that_is_none(started: Any, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(CommandError, match="PORT must be a number"):
        call_command("serve")


def test_serve_holds_its_data_so_that_no_restore_begins_and_starts_in_the_middle_of_none(
    started: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(_program: str, words: list[str]) -> None:
        with pytest.raises(InUseError), by_a_restore():
            pass
        raise Started(json.loads(words[-1]))

    monkeypatch.setattr(os, "execv", look)
    assert started()
    monkeypatch.setattr(serve, "call_command", lambda name: pytest.fail(f"{name}, in the middle of a restore"))
    with by_a_restore(), pytest.raises(CommandError, match="A backup is being put back here"):
        call_command("serve", prepare=True)


def test_serve_does_not_start_where_a_master_key_was_taken_away_too_early(started: Any, settings: Any) -> None:
    owner = uuid.uuid4()
    seal_words("My knee hurts", owner=owner, place=Place("notes", "words", "1"))
    old, settings.SEALING_KEYS = settings.SEALING_KEYS, base64.b64encode(b"n" * 32).decode()
    with pytest.raises(CommandError, match=r"not set \([0-9a-f]{16}\)\. Put it back behind the others"):
        call_command("serve")
    settings.SEALING_KEYS += f",{old}"
    assert started()


def test_serve_waits_for_no_database(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise OperationalError

    monkeypatch.setattr(serve, "migrations_are_applied", away)
    assert started()


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_serve_refuses_other_addresses_than_this_machines_unless_on_duty(
    started: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, address: str
) -> None:
    monkeypatch.setenv("STRIDES_BIND", address)
    with pytest.raises(CommandError, match="is refused"):
        call_command("serve")
    settings.LOOPBACK_ONLY = False
    monkeypatch.setattr(serve, "is_free", lambda _host, _port: True)
    web = started()["web"]
    assert web[web.index("--host") + 1] == address


def test_serve_introduces_the_demo_people_by_role(
    started: Any, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    PersonFactory(email="dai@demo.invalid", editor=True, is_demo=True)
    PersonFactory(email="real@example.org", editor=True)
    started()
    assert "dai@demo.invalid" not in capsys.readouterr().out
    settings.DEMO = True
    started()
    said = capsys.readouterr().out
    assert "editor             dai@demo.invalid" in said
    assert "real@example.org" not in said
    assert "demo_session" in said
    assert "Demo card" not in said  # nobody has it


def test_serve_prints_the_demo_card_while_there_is_one(
    started: Any, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    create_demo_people(now=clock.now())
    started()
    said = capsys.readouterr().out
    assert "patient            patient@demo.invalid" in said
    assert "Demo card, at /en/join/card/: number 483 927 163, then PIN 7294" in said


# The real thing


def answer(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@pytest.fixture
def service(tmp_path: Path, db: None) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The whole service on an empty, migrated database of its own."""
    port = free_port()
    clean = outside()
    ours = {"STRIDES_VAR": str(tmp_path), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    manage = [sys.executable, "manage.py"]
    migrated = InMemory().template(EMPTY)
    if migrated.exists():  # not so when only tests on PostgreSQL were run
        shutil.copy(migrated, tmp_path / "strides.sqlite3")
    subprocess.run([*manage, "migrate", "--verbosity=0"], cwd=ROOT, env={**clean, **ours}, check=True)
    process = subprocess.Popen([*manage, "serve"], cwd=ROOT, env={**clean, **ours}, stdout=subprocess.DEVNULL)
    yield process, port
    if process.poll() is None:
        process.kill()
    process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_service_mends_itself_and_stops_whole(service: tuple[subprocess.Popen[bytes], int], number: int) -> None:
    process, port = service
    eventually(lambda: answer(port, "/readyz") == 200, within=STARTS_WITHIN_SECONDS)
    # The supervisor, two for the web, two workers, the one that makes formats, and beat.
    eventually(lambda: len(family(process.pid)) == 7, within=STARTS_WITHIN_SECONDS)
    web = next(child for child in family(process.pid) if b"granian" in Path(f"/proc/{child}/cmdline").read_bytes()[:90])
    os.kill(web, signal.SIGKILL)
    eventually(lambda: web not in family(process.pid))
    eventually(lambda: answer(port, "/readyz") == 200, within=STARTS_WITHIN_SECONDS)
    with pytest.raises(InUseError), by_a_restore():
        pass
    everybody = family(process.pid)
    process.send_signal(number)
    process.wait(ENDS_WITHIN_SECONDS)
    assert [member for member in everybody if is_alive(member)] == []
    with by_a_restore():  # nobody holds the data any more
        pass
