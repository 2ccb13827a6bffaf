"""Ten thousand items, and workers that are killed in the middle of them: each arrives, and none counts twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from portal.management.commands.serve import children
from portal.outbox.rules import LEASE, State
from tests.place import Place, place
from tests.portal.outbox.receiver import ARRIVALS, DIES_AT
from tests.processes import ENDS_WITHIN_SECONDS, eventually, family

pytestmark = pytest.mark.slow
ITEMS = 10_000
LONGEST_LAG_SECONDS = 240  # nothing is stuck; how soon it comes is printed, and depends on the machine
KILL_AFTER = (150, 700)
"""How many items arrive, at least and at most, before somebody is killed again."""


@pytest.fixture
def worker(tmp_path: Path, db: None) -> Iterator[tuple[Place, subprocess.Popen[bytes]]]:
    """The workers and beat, kept alive as ``serve`` does it, in a place of their own."""
    ours = {name: words for name, words in children("127.0.0.1", 0).items() if name != "web"}
    for name in ours.keys() - {"beat"}:
        ours[name] += ["--include", "tests.portal.outbox.receiver"]
    with place(tmp_path, CELERY_SKIP_CHECKS="1") as here:
        keeper = here.start(sys.executable, "-m", "portal.supervision", json.dumps(ours), log=tmp_path / "log")
        yield here, keeper
        keeper.terminate()
        keeper.wait(ENDS_WITHIN_SECONDS)


def arrivals(here: Place) -> list[tuple[str, int, float]]:
    """What the receiver noted: key, number and instant of each time that something came."""
    file = here.folder / ARRIVALS
    lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
    return [(key, int(number), float(at)) for key, number, at in lines]


def workers(keeper: subprocess.Popen[bytes]) -> list[int]:
    """Every process that works, and over Redis the one that gives them work."""
    return [member for member in family(keeper.pid)[1:] if b"\0worker\0" in words(member)]


def words(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def kill_somebody(keeper: subprocess.Popen[bytes]) -> int:
    """Kill one of them, whoever it is and whatever it does; how many."""
    there = workers(keeper)
    if not there:
        return 0
    with suppress(ProcessLookupError):
        os.kill(random.choice(there), signal.SIGKILL)
    return 1


def test_ten_thousand_items_arrive_once_each_while_workers_are_killed(
    worker: tuple[Place, subprocess.Popen[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    here, keeper = worker
    sender = here.start(sys.executable, "-m", "tests.portal.outbox.sender", str(ITEMS), log=here.folder / "sent")
    eventually(lambda: arrivals(here), within=120)
    killed, until = 0, 0
    while sender.poll() is None:
        if len(arrivals(here)) >= until:
            killed += kill_somebody(keeper)
            until = len(arrivals(here)) + random.randint(*KILL_AFTER)
        time.sleep(0.2)
    assert sender.returncode == 0, (here.folder / "sent").read_text()[-2000:]
    eventually(lambda: len({number for _key, number, _at in arrivals(here)}) == ITEMS, within=180)
    # Whoever died at work is followed when the lease is over, which may be after all others have arrived.
    eventually(lambda: len(arrivals(here)) >= ITEMS + len(DIES_AT), within=120)
    keeper.terminate()
    keeper.wait(ENDS_WITHIN_SECONDS)

    rows = here.told(
        "from portal.outbox.models import OutboxItem",
        "rows = OutboxItem.objects.values_list('payload__number', 'not_before', 'state', 'attempts')",
        "told = [[number, due.isoformat(), state, tries] for number, due, state, tries in rows]",
    )
    came = arrivals(here)
    last = dict.fromkeys(range(ITEMS), 0.0) | {number: at for _key, number, at in reversed(came)}
    lags = [last[number] - datetime.fromisoformat(due).timestamp() for number, due, _state, _tries in rows]
    tried_again = sum(tries > 1 for _number, _due, _state, tries in rows)
    with capsys.disabled():
        print(  # noqa: T201  the figures are for whoever runs it
            f"\n{killed} killed by chance, {len(DIES_AT)} at work, {tried_again} items tried again, "
            f"{len(came) - ITEMS} came twice and were known by their key; "
            f"longest lag {max(lags):.1f} s (lease {LEASE.seconds} s)"
        )
    assert killed >= 8
    assert tried_again >= len(DIES_AT)
    assert len(came) >= ITEMS + len(DIES_AT)
    assert len(rows) == ITEMS
    assert {state for _number, _due, state, _tries in rows} <= {State.DONE, State.TAKEN}  # TAKEN: killed right after
    key_of = {number: key for key, number, _at in came}
    assert len(set(key_of.values())) == ITEMS
    assert {(key, number) for key, number, _at in came} == {(key, number) for number, key in key_of.items()}
    texts = Counter(file.name.rpartition("+")[2] for file in (here.folder / "texts").iterdir())
    texts = {name: count for name, count in texts.items() if name.endswith(".txt")}
    assert len(texts) == ITEMS
    assert set(texts.values()) == {1}
    assert max(lags) <= LONGEST_LAG_SECONDS
