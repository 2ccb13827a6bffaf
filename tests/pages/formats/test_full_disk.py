"""A disk that is really full: the folder of finished files is a file system of one megabyte, and the worker finds no
room on it. What was good stays; nothing half is left; when there is room again, what was wanted is made."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.management.commands.serve import children
from tests.databases import DEMO
from tests.place import Place, place
from tests.processes import ENDS_WITHIN_SECONDS, eventually

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo_site")]
APART = ("unshare", "--user", "--map-root-user", "--mount")
MOUNT = 'mount -t tmpfs -o size=1m none "$0"'
SAYS_MOUNTED = 'touch "$0/mounted"'
WITHIN_SECONDS = 240
BALLAST = "ballast"
LEAFLET = ("from pages.models import LeafletPage", "page = LeafletPage.objects.live().order_by('slug').first()")
ROWS = "from pages.formats.models import FormatFile"
ONLY_TWO = (
    "FormatFile.objects.exclude(key=page.key, language='en').delete()",
    "FormatFile.objects.exclude(format__in=['large-print-18.pdf', 'leaflet.pdf']).delete()",
)


@dataclass(frozen=True)
class Worker:
    """The worker of formats on a small disk. disk: the folder of finished files as the worker sees it."""

    here: Place
    disk: Path

    def files(self) -> set[str]:
        """All that is on the disk, also what is unfinished or hidden."""
        return {file.name for file in self.disk.iterdir()} - {BALLAST}

    def fill(self) -> None:
        """Leave not a byte of room."""
        with suppress(OSError), (self.disk / BALLAST).open("wb", buffering=0) as file:
            while file.write(b"\0" * 4096):
                pass

    def rows(self) -> list[Any]:
        """State, reason as staff read it, file, whether readers are given an older copy; by format."""
        return self.here.told(
            ROWS,
            "from pages.formats.queries.standing import formats_of",
            *LEAFLET,
            "rows = sorted(formats_of(page.key), key=lambda row: row.format)",
            "files = dict(FormatFile.objects.values_list('pk', 'file'))",
            "told = [[row.state, row.reason, files[row.row_id], row.is_older] for row in rows]",
        )

    def wake(self) -> None:
        """Have the worker look now, as if the wait after a failure were over."""
        self.here.told(
            ROWS,
            "from pages.formats.tasks import kick",
            "from portal import clock",
            "told = FormatFile.objects.filter(state='queued').update(not_before=clock.now())",
            "kick()",
        )

    def until(self, state: str, reason: str) -> list[Any]:
        """The rows, once all of them stand so."""
        self.wake()
        eventually(lambda: {tuple(row[:2]) for row in self.rows()} == {(state, reason)}, within=WITHIN_SECONDS, every=2)
        return self.rows()


def why_not(folder: Path) -> str:
    """Why there can be no small disk on this machine; "" when there can."""
    if not shutil.which("unshare"):
        return "there is no unshare"
    tried = subprocess.run([*APART, "sh", "-c", MOUNT, folder], capture_output=True, text=True, check=False)
    return tried.stderr.strip() if tried.returncode else ""


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """Of the demo only one leaflet in English, on paper and in large print, is to be had."""
    formats = tmp_path / "formats"
    formats.mkdir()
    if reason := why_not(formats):
        pytest.skip(f"This machine lends nobody a file system of their own: {reason}")
    command = children("127.0.0.1", 0)["formats"]
    with place(tmp_path, template=DEMO, STRIDES_DEMO="1", CELERY_SKIP_CHECKS="1") as here:
        here.told(
            *LEAFLET,
            ROWS,
            *ONLY_TWO,
            "told = FormatFile.objects.count()",
        )
        script = f'{MOUNT} && {SAYS_MOUNTED} && exec "$@"'
        process = here.start(*APART, "sh", "-c", script, str(formats), *command, log=tmp_path / "log")
        seen = Path(f"/proc/{process.pid}/root{formats}")
        try:
            eventually(lambda: process.poll() is not None or (seen / "mounted").exists())
            (seen / "mounted").unlink()
            yield Worker(here, seen)
        finally:
            process.terminate()
            process.wait(ENDS_WITHIN_SECONDS)


def test_a_full_disk_keeps_the_old_files_and_is_tried_again_when_there_is_room(worker: Worker) -> None:
    before = worker.until("ready", "")
    old = {file for *_rest, file, _older in before}
    assert len(old) == 2
    assert worker.files() == old
    words = {name: (worker.disk / name).read_bytes() for name in old}
    worker.fill()
    worker.here.told(
        *LEAFLET,
        ROWS,
        "from pages.editions.actions import publish_edition",
        "page.summary_en = 'Words that need room.'",
        "page.save_revision()",
        "publish_edition(by=None, content=page, language='en', origin='demo')",
        *ONLY_TWO,
        "told = True",
    )
    full = worker.until("queued", "The disk is full.")
    assert {(file, is_older) for *_rest, file, is_older in full} == {(file, True) for file in old}
    assert {name: (worker.disk / name).read_bytes() for name in worker.files()} == words
    (worker.disk / BALLAST).unlink()
    after = worker.until("ready", "")
    new = {file for *_rest, file, _older in after}
    assert worker.files() == new
    assert not new & old
    assert {is_older for *_rest, is_older in after} == {False}
