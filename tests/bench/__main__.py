"""``make bench``: seconds, megabytes and requests a second of this machine. Figures to read, never a test.

Ratios hold from machine to machine, absolute figures do not. Everything runs on the loopback address and ends
by itself.
"""

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from portal.settings.stores import WEB_THREADS
from tests.bench.load import Load, fetch, load

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / ".make" / "bench"
HOME, ARTICLE, HELP_NOW = "/en/", "/en/read/knee-pain/", "/en/help-now/back/"
PAST_THE_CACHE = {"Cookie": "sessionid=nobody"}  # who has a session is served past the cache
LONGEST_START_SECONDS = 60


def main() -> None:
    environment = {**os.environ, "STRIDES_VAR": str(VAR), "STRIDES_DEMO": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    VAR.mkdir(parents=True, exist_ok=True)
    figure("set-up of the data", f"{seconds_of('manage.py', 'prepare', environment=environment):.1f} s")
    figure("the same again", f"{seconds_of('manage.py', 'prepare', environment=environment):.1f} s")
    kept, size = measure_site(environment)
    with served("tests.bench.bare:application", {**environment, "BENCH_BYTES": str(size)}) as server:
        alone = load(server.port, "/")
    show("bare Django view of the same size", alone)
    figure("home through the cache, of the bare view", f"{100 * kept.per_second / alone.per_second:.0f} %")


def measure_site(environment: dict[str, str]) -> tuple[Load, int]:
    """Print the figures of the site; gives the load on the kept home page and that page's size in bytes."""
    with served("portal.wsgi:application", environment) as server:
        figure("start to first answer", f"{server.start_seconds:.1f} s")
        figure("memory of the web processes, just started", f"{server.megabytes():.0f} MB")
        loads = {}
        for path in (HOME, ARTICLE, HELP_NOW):
            status, body = fetch(server.port, path)
            if status != HTTPStatus.OK:
                raise SystemExit(f"{path} answers {status}: there is nothing to measure.")
            figure(path, f"{len(body)} bytes, {len(gzip.compress(body))} compressed")
            loads[path] = load(server.port, path)
            show(f"{path} through the cache", loads[path])
            show(f"{path} past the cache", load(server.port, path, PAST_THE_CACHE))
        figure("memory of the web processes, after the load", f"{server.megabytes():.0f} MB")
        return loads[HOME], len(fetch(server.port, HOME)[1])


@dataclass(frozen=True)
class Server:
    port: int
    start_seconds: float
    process: subprocess.Popen[bytes]

    def megabytes(self) -> float:
        """Memory that the processes of this server hold, shared pages counted once for each."""
        found = [int(file.parent.name) for file in Path("/proc").glob("[0-9]*/stat") if group(file) == self.process.pid]
        statuses = [Path(f"/proc/{number}/status").read_text() for number in found]
        return sum(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) for status in statuses) / 1024


def group(stat: Path) -> int:
    try:
        return int(stat.read_text().rsplit(")", 1)[1].split()[2])
    except (FileNotFoundError, ProcessLookupError):
        return 0


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """A granian of our own with one web process, as the portal runs it; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", str(WEB_THREADS), "--log-level", "error"]
    began = time.perf_counter()
    command = [sys.executable, "-m", "granian", *words, application]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - began > LONGEST_START_SECONDS:
                raise SystemExit(f"{application} did not start.")
            time.sleep(0.05)
        yield Server(port, time.perf_counter() - began, process)
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    try:
        fetch(port, "/livez")
    except OSError:
        return False
    return True


def seconds_of(*words: str, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def show(name: str, result: Load) -> None:
    figure(name, f"{result.per_second:.0f} requests/s, middle {result.middle_ms:.1f} ms, {result.failures} failed")


def figure(name: str, value: str) -> None:
    print(f"{name:48} {value}", flush=True)


if __name__ == "__main__":
    main()
