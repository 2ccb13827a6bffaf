"""A worker that is a process of its own, over the file broker: one that grew too big ends itself, its work done."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.management.commands.serve import workers
from tests.place import Place, place
from tests.processes import ENDS_WITHIN_SECONDS, eventually

STARTS_WITHIN_SECONDS = 120


@contextmanager
def solo_worker(folder: Path, *more: str) -> Iterator[tuple[Place, subprocess.Popen[bytes]]]:
    """The first worker as ``serve`` starts it without Redis, in a place of its own."""
    command = next(iter(workers([sys.executable, "-m", "celery", "--app", "portal.celery"]).values()))
    with place(folder, CELERY_SKIP_CHECKS="1") as found:
        ours = {name: value for name, value in found.environment.items() if name != "STRIDES_REDIS_URL"}
        here = Place(folder, ours)
        worker = here.start(*command, *more, log=folder / "log")
        try:
            yield here, worker
        finally:
            worker.terminate()
            worker.wait(ENDS_WITHIN_SECONDS)


@pytest.fixture
def without_redis(settings: object, db: None) -> None:
    settings.REDIS_URL = ""


def waiting(here: Place) -> list[Path]:
    """The messages that nobody has taken yet."""
    return [file for file in here.folder.rglob("waiting/*") if file.suffix == ".msg"]


def ask_for_a_sweep(here: Place) -> None:
    assert here.told("from portal.outbox.tasks import sweep", "sweep.delay()", "told = True")


@pytest.mark.slow
def test_one_that_is_too_big_does_its_task_and_ends_itself(tmp_path: Path, without_redis: None) -> None:
    with solo_worker(tmp_path, "--max-memory-per-child", "1000") as (here, worker):
        ask_for_a_sweep(here)
        eventually(lambda: worker.poll() is not None, within=STARTS_WITHIN_SECONDS)
        assert worker.returncode == 0
        assert waiting(here) == [], "what it did is not done again"
        assert "ends itself" in (here.folder / "log").read_text()


@pytest.mark.slow
def test_one_of_the_usual_size_works_on(tmp_path: Path, without_redis: None) -> None:
    with solo_worker(tmp_path) as (here, worker):
        for _ in range(3):
            ask_for_a_sweep(here)
            eventually(lambda: waiting(here) == [], within=STARTS_WITHIN_SECONDS)
        assert worker.poll() is None
