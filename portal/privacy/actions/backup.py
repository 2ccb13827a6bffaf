"""Making a backup, and putting one back without bringing anybody back who was erased since."""

import datetime
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from portal.audit import actions as audit
from portal.privacy.actions.deletion import replay
from portal.privacy.exchange import archive, databases, kept
from portal.privacy.exchange.archive import BackupRefusedError
from portal.privacy.exchange.room import enough_room
from portal.privacy.models import Erasure
from portal.sealing.models import DataKey
from portal.sealing.queries import masters_missing


def back_up(*, now: datetime.datetime) -> Path:
    """Make a backup while the site runs; the file. The data keys are written down apart, after the database: no row in
    the backup is newer than the keys. Raises BackupRefusedError or NoRoomError; what was begun then leaves nothing."""
    folder = Path(settings.BACKUP_DIR or Path(settings.VAR_DIR) / "backups")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    into = folder / f"strides-{now:%Y%m%dT%H%M%SZ}.tar"
    with enough_room(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as work:
        place = Path(work)
        database = databases.dump(place)
        if Path(settings.MEDIA_ROOT).is_dir():
            shutil.copytree(settings.MEDIA_ROOT, place / archive.MEDIA)
        archive.pack(place, into=into, engine=database_kind(database), database=database, now=now)
    kept.keep_keys()
    return into


def database_kind(file_name: str) -> str:
    """The kind of database (``sqlite`` or ``postgresql``) by the name of the file it was written to. Raises
    StopIteration for a name that is none of them."""
    return next(kind for kind, name in databases.FILE.items() if name == file_name)


def restore(*, file: Path, now: datetime.datetime) -> int:
    """Put a backup in place of everything there is; how many people were erased again.

    Nothing is touched before the whole backup was checked and the data keys were found. One that is cut off in the
    middle leaves a note, with which nothing starts until it was done once more. Raises BackupRefusedError or
    NoRoomError.
    """
    var = Path(settings.VAR_DIR)
    with enough_room(var), tempfile.TemporaryDirectory(dir=var, prefix=".restoring-") as work:
        backup = archive.unpack(file, into=Path(work))
        databases.refuse_what_does_not_fit(backup.database, engine=backup.engine)
        keys = _keys()
        kept.note_restore(file)
        databases.load(backup.database)
        call_command("migrate", interactive=False, verbosity=0)
        _put_keys_back(keys)
        _put_media_back(backup.media)
    again = replay(now=now)
    _remember_erasures()
    kept.note_restore(None)
    with transaction.atomic():
        detail = {"made_at": f"{backup.made_at:%Y-%m-%dT%H:%M:%SZ}", "erased_again": again}
        audit.record(by=None, action="privacy.restored", subject=("backup", file.name), detail=detail, now=now)
    return again


def _keys() -> list[DataKey]:
    try:
        keys = kept.kept_keys()
    except FileNotFoundError:
        raise BackupRefusedError(
            f"{kept.folder() / kept.KEYS} is missing: without the data keys nothing that people wrote can be read. "
            "Put the folder back that STRIDES_KEPT names."
        ) from None
    if missing := masters_missing(keys):
        raise BackupRefusedError(
            f"The data keys in {kept.folder() / kept.KEYS} are sealed under another master key ({', '.join(missing)}). "
            "Put the newest copy of that folder back, or that key behind the others in STRIDES_SEALING_KEYS."
        )
    return keys


@transaction.atomic
def _put_keys_back(keys: list[DataKey]) -> None:
    DataKey.objects.all().delete()
    DataKey.objects.bulk_create(keys)


def _put_media_back(media: Path) -> None:
    """The uploads that were there go aside for that moment, so that a failure leaves one or the other."""
    root = Path(settings.MEDIA_ROOT)
    aside = root.with_name(f"{root.name}.before")
    shutil.rmtree(aside, ignore_errors=True)
    if root.exists():
        root.rename(aside)
    if media.is_dir():
        shutil.copytree(media, root)
    shutil.rmtree(aside, ignore_errors=True)


@transaction.atomic
def _remember_erasures() -> None:
    """The database's own ledger catches up with the one that was kept apart."""
    for mark, at in kept.erasures().items():
        Erasure.objects.get_or_create(mark=mark, defaults={"erased_at": at})
