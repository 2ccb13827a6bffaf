"""Run a command with a PostgreSQL and a Redis of its own, which end with it, whatever happens.

    python .ci/services.py COMMAND ...

Both are started in a temporary folder on free ports of the loopback address, never taken from what the machine happens
to run, and stopped by their process ids. The command finds them in STRIDES_DATABASE_URL and STRIDES_REDIS_URL.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

START_SECONDS = 30
PERSON = "strides"


def main(command: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # so that the services are stopped on the way out
    with ExitStack() as services:
        folder = Path(services.enter_context(tempfile.TemporaryDirectory(prefix="strides-services-")))
        environment = {
            **os.environ,
            "STRIDES_DATABASE_URL": services.enter_context(postgresql(folder / "postgresql")),
            "STRIDES_REDIS_URL": services.enter_context(redis(folder / "redis")),
        }
        return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A fresh PostgreSQL that keeps nothing; gives its address. It refuses to run as root, so root lends it a name."""
    programs = newest_postgresql()
    folder.mkdir()
    owner = unprivileged()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.parent.chmod(0o711)
    port = free_port()
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    make = [programs / "initdb", "--pgdata", folder / "data", "--username", PERSON, "--auth", "trust"]
    subprocess.run(
        [*make, "--encoding", "UTF8", "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL, **as_owner
    )
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",  # a test database may be lost
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_connections": 60,
    }
    chosen = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    url = f"postgresql://{PERSON}@127.0.0.1:{port}/postgres"
    ready = [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    with running("PostgreSQL", [programs / "postgres", "-D", folder / "data", *chosen], folder, ready, as_owner):
        yield url


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A fresh Redis that keeps nothing; gives its address."""
    program = shutil.which("redis-server") or stop(
        "Redis could not be started: install the Debian package redis-server."
    )
    folder.mkdir()
    port = str(free_port())
    where = ["--port", port, "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
    ready = ["redis-cli", "-p", port, "ping"]
    with running("Redis", [program, *where], folder, ready, {}):
        yield f"redis://127.0.0.1:{port}"


@contextmanager
def running(
    name: str, command: list[object], folder: Path, ready: list[object], as_owner: dict[str, object]
) -> Iterator[None]:
    """Start a server, wait until it is ready, and end it by its id on leaving."""
    log = folder.parent / f"{name}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=end_with_parent,  # noqa: PLW1509  this process has no threads
            **as_owner,
        )
    try:
        if not comes_true(lambda: server.poll() is None and succeeds(ready), lambda: server.poll() is not None):
            stop(f"{name} could not be started. Its log:\n{log.read_text()}")
        print(f"services: {name} answers, process {server.pid}", flush=True)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # both understand it as: end now, in good order
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def end_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # 1: PR_SET_PDEATHSIG


def newest_postgresql() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        stop("PostgreSQL could not be started: install the Debian package postgresql.")
    return (found[-1] if found else Path(str(on_path)).resolve()).parent


def unprivileged() -> pwd.struct_passwd | None:
    """Whom to be when we are root: postgres where that name is known, else nobody."""
    if os.geteuid():
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def succeeds(command: list[object]) -> bool:
    words = [str(word) for word in command]
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def comes_true(happens: Callable[[], bool], is_hopeless: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not is_hopeless():
        if happens():
            return True
        time.sleep(0.1)
    return False


def stop(reason: str) -> str:
    sys.exit(reason)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
