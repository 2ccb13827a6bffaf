"""A backup as one file: the database, the uploads, and a signed list of what is in it. No keys.

The list (``manifest.json``) has the checksum of every other file; its own signature is made with a master key, so a
file that was changed, or a list that was changed with it, is refused before anything is touched.
"""

import datetime
import hashlib
import hmac
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from portal.privacy.exchange.room import is_full
from portal.sealing.queries import masters

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.signature"
MEDIA: Final = "media"
FORMAT: Final = 1
CHUNK: Final = 1024 * 1024


class BackupRefusedError(Exception):
    """A backup cannot be trusted or used here; the text says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """An unpacked backup whose every file was checked. engine: sqlite or postgresql."""

    folder: Path
    engine: str
    database: Path
    made_at: datetime.datetime

    @property
    def media(self) -> Path:
        return self.folder / MEDIA


def pack(folder: Path, *, into: Path, engine: str, database: str, now: datetime.datetime) -> None:
    """Make the archive of everything in a folder. The file appears under its name only when it is whole."""
    files = {name: checksum(folder / name) for name in names(folder)}
    listed = {"format": FORMAT, "made_at": now.isoformat(), "engine": engine, "database": database, "files": files}
    manifest = json.dumps(listed, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(manifest)
    (folder / SIGNATURE).write_text(signatures(manifest)[0])
    unfinished = folder / into.name  # goes with the folder when the disk is full
    with tarfile.open(unfinished, "w") as archive:
        for name in (MANIFEST, SIGNATURE, *files):
            archive.add(folder / name, arcname=name, recursive=False)
    unfinished.chmod(0o600)
    unfinished.replace(into)


def unpack(file: Path, *, into: Path) -> Backup:
    """Unpack and check every file. Raises BackupRefusedError for anything that is not as it was packed."""
    with opened(file) as archive:
        try:
            archive.extractall(into, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            if is_full(error):
                raise
            raise BackupRefusedError(f"{file} is broken: {type(error).__name__}. Take another backup.") from None
    listed = manifest_of(into)
    there = set(names(into)) - {MANIFEST, SIGNATURE}
    for name in sorted(there | set(listed["files"])):
        if name not in there or checksum(into / name) != listed["files"].get(name):
            raise BackupRefusedError(f"{name} in the backup is not what was packed. Take another backup.")
    made_at = datetime.datetime.fromisoformat(listed["made_at"])
    return Backup(folder=into, engine=listed["engine"], database=into / listed["database"], made_at=made_at)


@contextmanager
def opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(file, "r:")  # noqa: SIM115  closed below, and the error told apart from those inside
    except (tarfile.TarError, OSError) as error:
        raise BackupRefusedError(f"{file} is no backup that can be read: {type(error).__name__}.") from None
    with archive:
        yield archive


def manifest_of(folder: Path) -> dict[str, Any]:
    """The list, once its signature was checked. Raises BackupRefusedError."""
    try:
        manifest = (folder / MANIFEST).read_text()
        signature = (folder / SIGNATURE).read_text()
    except (OSError, UnicodeDecodeError):
        raise BackupRefusedError("The backup has no list of what is in it.") from None
    if not any(hmac.compare_digest(signature.encode(), ours.encode()) for ours in signatures(manifest)):
        raise BackupRefusedError(
            "The backup was changed, or was made with a master key that is not among STRIDES_SEALING_KEYS."
        )
    listed: dict[str, Any] = json.loads(manifest)
    if listed["format"] != FORMAT:
        raise BackupRefusedError(
            f"This backup is of format {listed['format']}: restore it with the version that made it."
        )
    return listed


def signatures(manifest: str) -> list[str]:
    """The signature by each master key, newest first."""
    keys = [hmac.new(key, b"strides backup", hashlib.sha256).digest() for key in masters().values()]
    return [hmac.new(key, manifest.encode(), hashlib.sha256).hexdigest() for key in keys]


def names(folder: Path) -> list[str]:
    """Every file below a folder, as a path from there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [PurePosixPath(*file.relative_to(folder).parts).as_posix() for file in files]


def checksum(file: Path) -> str:
    seen = hashlib.sha256()
    with file.open("rb") as content:
        while part := content.read(CHUNK):
            seen.update(part)
    return seen.hexdigest()
