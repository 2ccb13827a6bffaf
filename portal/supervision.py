"""Keep a few processes alive, and stop them all: what ``manage.py serve`` turns into once it knows what to run.

Standard library alone, so that the process that only watches stays small. Each child leads a process group of its
own: what it leaves behind when it dies is ended with it. When the supervisor itself is killed, the system tells the
children.
"""

import ctypes
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0  # a child that stood this long begins again at the first wait
HEAD_START_SECONDS = 4.0  # of what answers people, before what works behind it
PATIENCE_SECONDS = 3.0  # from asking all to stop to making them
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is gone; elsewhere only an orderly stop ends the children."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process to keep alive. ``starts_at`` is on the monotonic clock, in seconds."""

    name: str
    command: list[str]
    starts_at: float = 0.0
    started_at: float = 0.0
    wait: float = FIRST_WAIT_SECONDS
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    unfinished: bytes = b""

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  the commands are our own
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  this process has no threads
        )

    def kill_group(self) -> None:
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def lines(self, piece: bytes) -> Iterator[str]:
        """The whole lines that a piece of output completes, without their ends."""
        *whole, self.unfinished = (self.unfinished + piece).split(b"\n")
        return (line.decode(errors="replace").rstrip() for line in whole)

    def plan_restart(self) -> float:
        """Seconds until this child is started again: twice as long each time, unless it had been steady."""
        now = time.monotonic()
        wait = FIRST_WAIT_SECONDS if now - self.started_at > STEADY_AFTER_SECONDS else self.wait
        self.starts_at, self.wait = now + wait, min(wait * 2, LONGEST_WAIT_SECONDS)
        return wait


def children_of(commands: dict[str, list[str]], *, now: float) -> list[Child]:
    """A child for each command, by name. The first, which answers people, has the processor to itself for a while: all
    load the same code, and at once they would keep each other waiting. now: seconds of the monotonic clock."""
    later = [now + (HEAD_START_SECONDS if place else 0) for place in range(len(commands))]
    return [Child(name, command, at) for (name, command), at in zip(commands.items(), later, strict=True)]


class Supervisor:
    """Runs the children until a stop signal comes; one that ends is started again."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.width = max(len(child.name) for child in children)
        self.events = selectors.DefaultSelector()
        self.stopping = False

    def run(self) -> None:
        self._hear_signals()
        while not self.stopping:
            for child in self.children:
                if child.process is None and child.starts_at <= time.monotonic():
                    self._start(child)
            self._attend(until=time.monotonic() + 0.2)
        self._stop()

    def say(self, name: str, line: str) -> None:
        with suppress(BrokenPipeError):  # whoever read our output has gone; the children must still be kept or stopped
            sys.stdout.write(f"{name:{self.width}} | {line}\n")
            sys.stdout.flush()

    def _hear_signals(self) -> None:
        heard, wakes = os.pipe()
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_stop)
        self.events.register(heard, selectors.EVENT_READ, None)

    def _on_stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        child.start()
        if child.process and child.process.stdout:
            os.set_blocking(child.process.stdout.fileno(), False)
            self.events.register(child.process.stdout, selectors.EVENT_READ, child)

    def _attend(self, *, until: float) -> None:
        """Pass on output and notice ends, until the given moment of the monotonic clock or the first event."""
        for key, _mask in self.events.select(max(0.0, until - time.monotonic())):
            if key.data is None:
                os.read(key.fd, 512)  # a signal: its handler has run
            else:
                self._pass_on(key.data)
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self._bury(child, child.process)

    def _pass_on(self, child: Child) -> None:
        if child.process and child.process.stdout:
            piece = child.process.stdout.read1(65536)  # type: ignore[attr-defined]  # a pipe is a BufferedReader
            if not piece:
                self.events.unregister(child.process.stdout)
            for line in child.lines(piece or b""):
                self.say(child.name, line)

    def _bury(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        child.kill_group()  # what the dead one left behind, such as its own workers
        process.wait()
        if process.stdout:
            with suppress(KeyError):
                self._pass_on(child)
                self.events.unregister(process.stdout)
            process.stdout.close()
        child.process = None
        if not self.stopping:
            wait = child.plan_restart()
            self.say(child.name, f"ended with {process.returncode}; starting it again in {wait:g} s")

    def _stop(self) -> None:
        self.say("serve", "stopping")
        for child in self.children:
            if child.process:
                child.process.terminate()  # the leader alone: it knows how to end its own
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and any(child.process for child in self.children):
            self._attend(until=min(deadline, time.monotonic() + 0.1))
        for child in self.children:
            if child.process:
                self._bury(child, child.process)


if __name__ == "__main__":
    Supervisor(children_of(json.loads(sys.argv[1]), now=time.monotonic())).run()
