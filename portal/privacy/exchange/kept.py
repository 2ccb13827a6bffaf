"""The folder that is kept apart from backups: the data keys, themselves sealed, and who was erased since.

A backup holds neither. Only together with this folder, as it is now, does an old backup open; so whoever was erased
stays erased, however old the backup.
"""

import datetime
import json
import os
import tempfile
from pathlib import Path

from django.conf import settings

from portal.sealing.models import DataKey

KEYS = "data-keys.json"
ERASURES = "erasures.jsonl"
RESTORING = "restore-not-finished"


def folder() -> Path:
    """Where it is (STRIDES_KEPT), made when it is not there; only its owner may read it."""
    place = where()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def where() -> Path:
    """The folder, which may not be there yet."""
    return Path(settings.KEPT_DIR or Path(settings.VAR_DIR) / "kept")


def keep_keys() -> int:
    """Write down all data keys as they lie in the database, in place of those written before; how many."""
    rows = [
        {
            "id": row.pk.hex,
            "owner": row.owner.hex,
            "wrapped": row.wrapped,
            "master": row.master,
            "made_at": row.made_at.isoformat(),
        }
        for row in DataKey.objects.order_by("made_at", "pk")
    ]
    replace(folder() / KEYS, json.dumps(rows, indent=1))
    return len(rows)


def kept_keys() -> list[DataKey]:
    """The data keys that were written down last, as rows that are not saved. Raises FileNotFoundError."""
    rows = json.loads((folder() / KEYS).read_text())
    return [DataKey(**{**row, "made_at": datetime.datetime.fromisoformat(row["made_at"])}) for row in rows]


def note_restore(file: Path | None) -> None:
    """Note that a restore of this file has begun; with None, that it is done."""
    note = folder() / RESTORING
    if file is None:
        note.unlink(missing_ok=True)
    else:
        replace(note, str(file.resolve()))


def unfinished_restore() -> str:
    """The file whose restore was begun and not finished; blank when there is none."""
    note = where() / RESTORING
    return note.read_text() if note.exists() else ""


def has_kept_keys() -> bool:
    return (folder() / KEYS).exists()


def note_erasure(mark: str, *, at: datetime.datetime) -> None:
    """Add a line, and be sure it is on the disk."""
    with (folder() / ERASURES).open("a") as ledger:
        ledger.write(json.dumps({"mark": mark, "erased_at": at.isoformat()}) + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def erasures() -> dict[str, datetime.datetime]:
    """Everybody who was erased: mark and instant. A line that a power cut left unfinished is passed over."""
    ledger = folder() / ERASURES
    found = {}
    for line in ledger.read_text().splitlines() if ledger.exists() else []:
        try:
            row = json.loads(line)
            found[row["mark"]] = datetime.datetime.fromisoformat(row["erased_at"])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def replace(file: Path, text: str) -> None:
    """Put a whole new text in place of a file at once: whoever reads meets the old one or the new one."""
    handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(handle, "w") as fresh:
        fresh.write(text)
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(unfinished).replace(file)
