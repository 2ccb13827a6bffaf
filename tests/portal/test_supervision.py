"""The supervisor keeps its children alive, and leaves nobody behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.supervision import (
    HEAD_START_SECONDS,
    LONGEST_WAIT_SECONDS,
    PATIENCE_SECONDS,
    STEADY_AFTER_SECONDS,
    Child,
    children_of,
)
from tests.processes import eventually, is_alive

ROOT = Path(__file__).resolve().parents[2]
# A child that has a child of its own, both of which write their ids down and then wait.
PARENT = """
import os, pathlib, signal, subprocess, sys, time
folder, stubborn = pathlib.Path(sys.argv[1]), sys.argv[2] == "stubborn"
signal.signal(signal.SIGTERM, signal.SIG_IGN if stubborn else lambda *_: sys.exit(0))
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
try:
    (folder / str(time.monotonic_ns())).write_text(f"{os.getpid()} {grandchild.pid}")
    print("here I am", flush=True)
    time.sleep(600)
finally:
    grandchild.kill()
"""


class Household:
    """A supervisor with two children, seen from outside."""

    def __init__(self, folder: Path, *, manner: str) -> None:
        self.folders = [folder / "web", folder / "worker"]
        for child in self.folders:
            child.mkdir()
        commands = {child.name: [sys.executable, "-c", PARENT, str(child), manner] for child in self.folders}
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.supervision", json.dumps(commands)], cwd=ROOT, stdout=self.log
        )
        eventually(lambda: all(any(child.iterdir()) for child in self.folders))
        eventually(lambda: len(self.members()) == 4)

    def members(self) -> list[int]:
        """The ids of every child and grandchild of the newest start of each."""
        newest = [max(child.iterdir(), default=None) for child in self.folders]
        return [int(number) for file in newest if file for number in file.read_text().split()]

    def said(self) -> str:
        return Path(self.log.name).read_text()


@pytest.fixture
def household(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Household]:
    household = Household(tmp_path, manner=getattr(request, "param", "polite"))
    yield household
    for process in [household.process.pid, *household.members()]:
        if is_alive(process):
            os.kill(process, signal.SIGKILL)
    household.process.wait()
    household.log.close()


def test_a_child_that_is_killed_is_back_and_its_orphans_are_gone(household: Household) -> None:
    child, grandchild, *others = household.members()
    os.kill(child, signal.SIGKILL)
    eventually(lambda: child not in household.members() and len(household.members()) == 4)
    eventually(lambda: not is_alive(grandchild))
    assert all(is_alive(process) for process in household.members())
    assert household.members()[2:] == others
    assert "web    | ended with -9; starting it again in 0.5 s" in household.said()


@pytest.mark.slow
@pytest.mark.parametrize("household", ["polite", "stubborn"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_signal_ends_everything_even_who_does_not_want_to(household: Household, number: int) -> None:
    members = household.members()
    household.process.send_signal(number)
    assert household.process.wait(timeout=60) == 0
    assert not any(is_alive(process) for process in members)


def test_nobody_waits_5_seconds_for_who_does_not_want_to_end() -> None:
    assert PATIENCE_SECONDS < 5


def test_children_end_when_the_supervisor_itself_is_killed(household: Household) -> None:
    members = household.members()
    household.process.kill()
    household.process.wait()
    eventually(lambda: not any(is_alive(process) for process in members))


def test_each_line_of_the_log_names_who_said_it(household: Household) -> None:
    eventually(lambda: household.said().count("\n") == 2)
    assert sorted(household.said().splitlines()) == ["web    | here I am", "worker | here I am"]


def test_a_child_that_keeps_dying_is_started_ever_more_rarely() -> None:
    child = Child("web", [], started_at=time.monotonic())
    assert [child.plan_restart() for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 30, 30, LONGEST_WAIT_SECONDS]


def test_a_child_that_had_stood_long_is_started_soon_again() -> None:
    child = Child("web", [], started_at=time.monotonic() - STEADY_AFTER_SECONDS - 1, wait=30)
    assert [child.plan_restart()] == [0.5]
    assert child.wait == 1


def test_what_answers_people_starts_at_once_and_the_rest_after_it() -> None:
    children = children_of({"web": ["a"], "worker": ["b"], "beat": ["c"]}, now=100.0)
    starts = {child.name: child.starts_at for child in children}
    assert starts == {"web": 100.0, "worker": 100.0 + HEAD_START_SECONDS, "beat": 100.0 + HEAD_START_SECONDS}
    assert [child.command for child in children] == [["a"], ["b"], ["c"]]
