"""A backup holds everything but the keys, comes back whole, and brings nobody back who was erased."""

import base64
import dataclasses
import errno
import io
import json
import os
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import connection

from portal.accounts.models import Consent, User
from portal.privacy.actions import backup, deletion
from portal.privacy.checks import no_restore_is_unfinished
from portal.privacy.exchange import archive, databases
from portal.privacy.exchange import kept as keeping
from portal.privacy.exchange.archive import BackupRefusedError
from portal.privacy.exchange.in_use import by_the_site
from portal.privacy.models import Erasure
from portal.sealing.actions import open_words, rewrap_keys, seal_words
from portal.sealing.models import DataKey
from portal.sealing.rules import Place
from tests.factories.people import PersonFactory
from tests.moving import Time

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PLACE = Place("notes", "words", "1")
PICTURE = b"a picture" * 1000
WRITTEN_BY_A_RESTORE = {"audit.AuditEntry", "privacy.Erasure", "page_cache.ContentVersion"}


@pytest.fixture
def lasting(transactional_db: None) -> Iterator[None]:
    """A database that really commits. Emptying it afterwards must not fail on rows of the audit, which stand."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_auditentry_no_{act}")


@pytest.fixture
def people(lasting: None, time: Time, kept: Path, settings: object, tmp_path: Path) -> dict[uuid.UUID, str]:
    """Thirty people with a consent and sealed words each, by id: the envelope; and a picture among the uploads."""
    settings.BACKUP_DIR = str(tmp_path / "backups")
    (tmp_path / "media" / "pictures").mkdir(parents=True)
    (tmp_path / "media" / "pictures" / "knee.png").write_bytes(PICTURE)
    found = {}
    for person in PersonFactory.create_batch(30):
        Consent.objects.create(
            person=person, purpose="needs", version=1, language="en", given_at=time.now, given_by=person.pk
        )
        found[person.pk] = seal_words(f"words of {person.pk}", owner=person.pk, place=PLACE)
    return found


def all_rows() -> dict[str, list[str]]:
    """Every row of every table of ours and of the packages, as the database holds it."""
    return {
        model._meta.label: sorted(
            repr(row) for row in model._base_manager.values_list(*[f.attname for f in model._meta.concrete_fields])
        )
        for model in apps.get_models()
        if model._meta.label not in WRITTEN_BY_A_RESTORE
    }


def wreck(tmp_path: Path) -> None:
    User.objects.all().delete()
    DataKey.objects.all().delete()
    (tmp_path / "media" / "pictures" / "knee.png").unlink()
    (tmp_path / "media" / "later.png").write_bytes(b"later")


def test_the_drill_loses_nothing(people: dict[uuid.UUID, str], time: Time, tmp_path: Path) -> None:
    before = all_rows()
    file = backup.back_up(now=time.now)
    wreck(tmp_path)
    assert backup.restore(file=file, now=time.now) == 0
    assert all_rows() == before
    assert (tmp_path / "media" / "pictures" / "knee.png").read_bytes() == PICTURE
    assert not (tmp_path / "media" / "later.png").exists()
    for person, envelope in people.items():
        assert open_words(envelope, owner=person, place=PLACE) == f"words of {person}"


def test_who_was_erased_after_the_backup_stays_erased(people: dict[uuid.UUID, str], time: Time, tmp_path: Path) -> None:
    file = backup.back_up(now=time.now)
    gone, *stay = people
    deletion.ask_to_delete(by=User.objects.get(pk=gone), now=time.now)
    time.pass_(days=7)
    deletion.erase_due(now=time.now)
    Erasure.objects.all().delete()  # the database is lost, and its ledger with it
    wreck(tmp_path)
    assert backup.restore(file=file, now=time.now) == 1
    assert set(User.objects.values_list("pk", flat=True)) == set(stay)
    assert open_words(people[gone], owner=gone, place=PLACE) == ""
    assert Erasure.objects.filter(mark=deletion.mark_of(gone)).exists()


def test_no_key_is_in_the_backup(people: dict[uuid.UUID, str], time: Time, settings: object) -> None:
    wrapped = list(DataKey.objects.values_list("wrapped", flat=True))
    content = backup.back_up(now=time.now).read_bytes()
    assert not any(key.encode() in content for key in wrapped)
    assert settings.SEALING_KEYS.encode() not in content
    assert json.loads((keeping.folder() / keeping.KEYS).read_text())[0]["wrapped"] in wrapped


def changed(file: Path, name: str, change: Callable[[bytes], bytes], tmp_path: Path) -> Path:
    """The same archive with one file in it changed."""
    made = tmp_path / "changed.tar"
    with tarfile.open(file) as old, tarfile.open(made, "w") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()
            content = change(content) if member.name == name else content
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return made


@pytest.mark.parametrize("name", ["media/pictures/knee.png", "manifest.json", "manifest.signature", "database"])
def test_a_file_that_was_changed_is_refused_and_nothing_is_touched(
    people: dict[uuid.UUID, str], time: Time, tmp_path: Path, name: str
) -> None:
    file = backup.back_up(now=time.now)
    name = (
        {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[connection.vendor] if name == "database" else name
    )
    spoilt = changed(file, name, lambda content: content[:-1] + bytes([content[-1] ^ 1]), tmp_path)
    before = all_rows()
    with pytest.raises(BackupRefusedError):
        backup.restore(file=spoilt, now=time.now)
    assert all_rows() == before
    assert (tmp_path / "media" / "pictures" / "knee.png").read_bytes() == PICTURE


@pytest.mark.parametrize("at", [0, 100, 5000])
def test_a_file_that_was_cut_off_is_refused(people: dict[uuid.UUID, str], time: Time, tmp_path: Path, at: int) -> None:
    file = backup.back_up(now=time.now)
    file.write_bytes(file.read_bytes()[:at])
    with pytest.raises(BackupRefusedError):
        backup.restore(file=file, now=time.now)
    assert User.objects.count() == 30


def test_without_the_keys_that_were_kept_apart_nothing_is_touched(people: dict[uuid.UUID, str], time: Time) -> None:
    file = backup.back_up(now=time.now)
    (keeping.folder() / keeping.KEYS).unlink()
    with pytest.raises(BackupRefusedError, match="STRIDES_KEPT"):
        backup.restore(file=file, now=time.now)
    assert User.objects.count() == 30


def test_keys_of_another_master_key_are_refused_and_nothing_is_touched(
    people: dict[uuid.UUID, str], time: Time, settings: object
) -> None:
    """The copy of the folder is older than the new master key, and the old one was taken away."""
    old, new = settings.SEALING_KEYS, base64.b64encode(b"n" * 32).decode()
    backup.back_up(now=time.now)
    copy = (keeping.folder() / keeping.KEYS).read_text()
    settings.SEALING_KEYS = f"{new},{old}"
    rewrap_keys(now=time.now)
    settings.SEALING_KEYS = new
    time.pass_(hours=1)
    file = backup.back_up(now=time.now)
    (keeping.folder() / keeping.KEYS).write_text(copy)
    before = all_rows()
    with pytest.raises(BackupRefusedError, match="sealed under another master key"):
        backup.restore(file=file, now=time.now)
    assert all_rows() == before
    assert no_restore_is_unfinished() == []
    settings.SEALING_KEYS = f"{new},{old}"
    backup.restore(file=file, now=time.now)
    person, envelope = next(iter(people.items()))
    assert open_words(envelope, owner=person, place=PLACE) == f"words of {person}"


@pytest.mark.parametrize("part", ["_put_keys_back", "_put_media_back", "replay", "_remember_erasures"])
def test_a_restore_that_is_cut_off_lets_nothing_start_and_can_be_done_once_more(
    people: dict[uuid.UUID, str], time: Time, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def power_cut(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    before = all_rows()
    file = backup.back_up(now=time.now)
    wreck(tmp_path)
    with monkeypatch.context() as crash:
        crash.setattr(backup, part, power_cut)
        with pytest.raises(KeyboardInterrupt):
            backup.restore(file=file, now=time.now)
    with pytest.raises(SystemCheckError, match=f"make restore FROM={file} REPLACE=yes"):
        call_command("migrate", skip_checks=False)
    call_command("restore", file, "--replace")
    assert no_restore_is_unfinished() == []
    assert all_rows() == before
    assert (tmp_path / "media" / "pictures" / "knee.png").read_bytes() == PICTURE
    for person, envelope in people.items():
        assert open_words(envelope, owner=person, place=PLACE) == f"words of {person}"


def test_a_backup_that_is_refused_leaves_no_note(people: dict[uuid.UUID, str], time: Time, tmp_path: Path) -> None:
    with pytest.raises(BackupRefusedError):
        backup.restore(file=tmp_path / "nowhere.tar", now=time.now)
    assert no_restore_is_unfinished() == []


def test_a_backup_of_another_kind_of_database_is_refused_and_leaves_no_note(
    people: dict[uuid.UUID, str], time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backup.back_up(now=time.now)
    unpacked = archive.unpack
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(archive, "unpack", lambda *a, **b: dataclasses.replace(unpacked(*a, **b), engine="other"))
        with pytest.raises(BackupRefusedError, match="STRIDES_DATABASE_URL leads to"):
            backup.restore(file=file, now=time.now)
    assert no_restore_is_unfinished() == []
    assert User.objects.count() == 30


def disk_full(*_args: object, **_kwargs: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sqlite_full(*_args: object, **_kwargs: object) -> None:
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute("PRAGMA max_page_count = 2")
        small.execute("CREATE TABLE rows AS SELECT randomblob(100000)")


def folder_full(*_args: object, **_kwargs: object) -> None:
    raise shutil.Error([("from", "to", str(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))])


@pytest.mark.parametrize(
    "fault",
    [
        (archive.tarfile.TarFile, "add", disk_full),
        (databases, "dump", sqlite_full),
        (shutil, "copytree", folder_full),
    ],
)
def test_a_backup_on_a_full_disk_says_so_and_leaves_nothing(
    people: dict[uuid.UUID, str], settings: object, monkeypatch: pytest.MonkeyPatch, fault: tuple[Any, str, Any]
) -> None:
    monkeypatch.setattr(*fault)
    with pytest.raises(CommandError, match=rf"There is no room in {settings.BACKUP_DIR}: \d+ MB are free"):
        call_command("backup")
    assert list(Path(settings.BACKUP_DIR).iterdir()) == []


@pytest.mark.parametrize(
    ("fault", "begun"),
    [
        ((archive.tarfile.TarFile, "extractall", disk_full), False),
        ((databases, "load", sqlite_full), True),
        ((backup, "_put_media_back", folder_full), True),
    ],
)
def test_a_restore_on_a_full_disk_says_so_and_does_not_call_the_backup_broken(
    people: dict[uuid.UUID, str],
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
    fault: tuple[Any, str, Any],
    begun: object,
) -> None:
    before = all_rows()
    file = backup.back_up(now=time.now)
    with monkeypatch.context() as crash:
        crash.setattr(*fault)
        with pytest.raises(CommandError, match=r"There is no room in .* Make room, then do the same once more"):
            call_command("restore", file, "--replace")
    assert bool(no_restore_is_unfinished()) is begun
    call_command("restore", file, "--replace")
    assert all_rows() == before


def test_another_error_of_the_system_is_not_called_a_full_disk(
    people: dict[uuid.UUID, str], time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(databases, "dump", refused)
    with pytest.raises(PermissionError):
        backup.back_up(now=time.now)


def test_a_restore_waits_until_the_site_is_stopped(people: dict[uuid.UUID, str], time: Time) -> None:
    file = backup.back_up(now=time.now)
    User.objects.all().delete()
    with by_the_site(), by_the_site(), pytest.raises(CommandError, match="The site is running here"):
        call_command("restore", file, "--replace")
    assert not User.objects.exists()
    assert no_restore_is_unfinished() == []
    call_command("restore", file, "--replace")
    assert User.objects.count() == 30


def test_the_commands_say_where_it_is_and_ask_before_they_replace(
    people: dict[uuid.UUID, str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup")
    file = capsys.readouterr().out.splitlines()[0].removeprefix("Backup: ")
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", file)
    call_command("restore", file, "--replace")
    assert "Restored" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no backup that can be read"):
        call_command("restore", "nowhere.tar", "--replace")
