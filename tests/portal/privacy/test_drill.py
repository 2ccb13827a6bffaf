"""The drill as on duty: ``make backup``, everything is lost, ``make restore FROM=``; on a place of its own."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import DEMO
from tests.place import ROOT, Place, place

pytestmark = pytest.mark.slow
LIVED_IN = (
    "from portal import clock",
    "from portal.accounts.actions import demo as accounts",
    "from portal.contact.actions import demo as contact",
    "from modules.learning.actions import demo as lessons",
    "now = clock.now()",
    "accounts.create_demo_people(now=now)",
    "[app.create_demo_history(now=now) for app in (accounts, contact, lessons)]",
    "told = 'lived in'",
)
HOLDS = (
    "import hashlib",
    "from django.apps import apps",
    "from portal.contact.models import Request",
    "made = {'audit.AuditEntry', 'page_cache.ContentVersion', 'privacy.Erasure', 'sessions.Session'}",
    "from django.db import connection",
    "cursor, quoted = connection.cursor(), connection.ops.quote_name",
    "names = lambda m: ', '.join(quoted(field.column) for field in m._meta.local_concrete_fields)",
    "asked = lambda m: cursor.execute(f'SELECT {names(m)} FROM {quoted(m._meta.db_table)}') and None",
    "rows = lambda m: asked(m) or sorted(repr(row) for row in cursor.fetchall())",
    "models = [m for m in apps.get_models() if m._meta.label not in made]",
    "told = {m._meta.label: [len(rows(m)), hashlib.sha256(repr(rows(m)).encode()).hexdigest()] for m in models}",
    "told['words'] = sorted(row.words for row in Request.objects.all())",
)
LOST = (
    "from portal.accounts.models import User",
    "from portal.contact.models import Request",
    "from portal.sealing.models import DataKey",
    "Request.objects.all().delete(), DataKey.objects.all().delete(), User.objects.filter(is_staff=False).delete()",
    "told = Request.objects.count()",
)
MUST_BE_IN_IT = ("accounts.User", "accounts.Card", "contact.Request", "contact.Line", "learning.StepProgress")
PICTURE = b"a picture" * 1000


@pytest.fixture
def lived_in(tmp_path: Path, demo_site: object) -> Iterator[Place]:
    with place(tmp_path, template=DEMO, STRIDES_DEMO="1") as here:
        assert here.told(*LIVED_IN) == "lived in"
        (tmp_path / "media").mkdir(exist_ok=True)
        (tmp_path / "media" / "knee.png").write_bytes(PICTURE)
        yield here


def make(here: Place, *words: str) -> str:
    result = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT,
        env=here.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


def test_make_backup_and_make_restore_lose_nothing(lived_in: Place) -> None:
    before: dict[str, Any] = lived_in.told(*HOLDS)
    assert all(before[label][0] for label in (*MUST_BE_IN_IT, "sealing.DataKey", "wagtailcore.Page"))
    assert any(before["words"])
    file = make(lived_in, "backup").splitlines()[0].removeprefix("Backup: ")
    assert lived_in.told(*LOST) == 0
    shutil.rmtree(lived_in.folder / "media")
    assert "Restored" in make(lived_in, "restore", f"FROM={file}", "REPLACE=yes")
    after = lived_in.told(*HOLDS)
    assert {label for label in before if after[label] != before[label]} == set()
    assert (lived_in.folder / "media" / "knee.png").read_bytes() == PICTURE
