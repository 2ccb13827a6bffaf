"""A bounded load on a server of this machine: a few connections that ask again and again for a few seconds."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field

CONNECTIONS = 8
SECONDS = 5.0


@dataclass
class Load:
    """What came back. Durations are in seconds."""

    seconds: float = 0.0
    failures: int = 0
    durations: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.durations) / self.seconds if self.seconds else 0.0

    @property
    def middle_ms(self) -> float:
        return statistics.median(self.durations) * 1000 if self.durations else 0.0


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body of one answer from this machine. Raises OSError while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def load(port: int, path: str, headers: dict[str, str] | None = None, *, seconds: float = SECONDS) -> Load:
    """Ask for one path from 8 connections for some seconds; an answer other than 200 counts as a failure."""
    result = Load()
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_ask, args=(port, path, headers or {}, began + seconds, result))
        for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    return result


def _ask(port: int, path: str, headers: dict[str, str], until: float, result: Load) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while (asked := time.perf_counter()) < until:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == http.HTTPStatus.OK:
            result.durations.append(time.perf_counter() - asked)
        else:
            result.failures += 1
    connection.close()
