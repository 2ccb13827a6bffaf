"""The real workers: what is published becomes a file, and a worker that is killed in the middle loses nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from portal.management.commands.serve import children
from tests.databases import DEMO
from tests.place import Place, place
from tests.processes import ENDS_WITHIN_SECONDS, eventually, family

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo_site")]
WITHIN_SECONDS = 480
ROWS = "from pages.formats.models import FormatFile"


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[tuple[Place, subprocess.Popen[bytes]]]:
    """The workers and beat as ``serve`` keeps them alive, on the demo site, of which only the help-now page for the
    back and one leaflet are to be had, as text and on paper."""
    ours = {name: words for name, words in children("127.0.0.1", 0).items() if name != "web"}
    with place(tmp_path, template=DEMO, STRIDES_DEMO="1", CELERY_SKIP_CHECKS="1") as here:
        here.told(
            "from pages.models import HelpNowPage, LeafletPage",
            ROWS,
            "keys = [HelpNowPage.objects.get(slug='back').key, LeafletPage.objects.live().first().key]",
            "FormatFile.objects.exclude(key__in=keys).delete()",
            "FormatFile.objects.exclude(format__in=['leaflet.txt', 'leaflet.pdf']).delete()",
            "told = FormatFile.objects.count()",
        )
        keeper = here.start(sys.executable, "-m", "portal.supervision", json.dumps(ours), log=tmp_path / "log")
        yield here, keeper
        keeper.terminate()
        keeper.wait(ENDS_WITHIN_SECONDS)


def standing(here: Place) -> list[Any]:
    """State, file and whether withdrawn, of each row."""
    return here.told(
        ROWS,
        "rows = FormatFile.objects.order_by('pk')",
        "told = [[row.state, row.file, bool(row.withdrawn_at), row.reason] for row in rows]",
    )


def all_are_ready(here: Place) -> bool:
    return {state for state, *_rest in standing(here)} == {"ready"}


def formats_worker(keeper: subprocess.Popen[bytes]) -> list[int]:
    found = []
    for member in family(keeper.pid)[1:]:
        with suppress(FileNotFoundError, ProcessLookupError):
            found += [member] if b"\0formats\0" in Path(f"/proc/{member}/cmdline").read_bytes() else []
    return found


def test_a_changed_sign_becomes_new_files_though_the_worker_is_killed_in_the_middle(
    workers: tuple[Place, subprocess.Popen[bytes]],
) -> None:
    here, keeper = workers
    eventually(lambda: all_are_ready(here), within=WITHIN_SECONDS, every=1)
    before = {file for _state, file, *_rest in standing(here)}
    changed = here.told(
        "from pages.editions.actions import publish_edition",
        "from pages.safety.models import RedFlagSet",
        ROWS,
        "signs = RedFlagSet.objects.get(code='back')",
        "signs.note_en = 'Call at once, day or night.'",
        "signs.save_revision()",
        "publish_edition(by=None, content=signs, language='en', origin='demo')",
        "rows = FormatFile.objects.filter(kind='help-now')",
        "told = [[row.pk, row.file] for row in rows]",
    )
    assert changed
    assert {file for _row, file in changed} == {""}, "taken back at once"
    eventually(lambda: any(state == "building" for state, *_rest in standing(here)) or all_are_ready(here), within=60)
    for member in formats_worker(keeper):
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    here.told(
        ROWS,
        "from portal import clock",
        "left = FormatFile.objects.filter(state='building')",
        "told = left.update(lease_until=clock.now())",
    )
    eventually(lambda: all_are_ready(here), within=WITHIN_SECONDS, every=1)
    after = {file for _state, file, *_rest in standing(here)}
    finished = {file.name for file in (here.folder / "formats").iterdir() if not file.name.startswith(".")}
    assert finished == after
    assert before - after, "made of the new words"
    english = here.told(
        ROWS, "row = FormatFile.objects.get(kind='help-now', language='en', format='leaflet.txt')", "told = row.file"
    )
    assert "Call at once, day or night." in (here.folder / "formats" / english).read_text()
