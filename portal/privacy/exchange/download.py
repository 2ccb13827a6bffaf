"""A person's own data as a zip: a page that opens anywhere without a network or a script, and the same for programs."""

import datetime
import json
import tempfile
import zipfile
from typing import IO, Any, Final

from django.utils import timezone

IN_MEMORY_BYTES: Final = 1024 * 1024
FORMAT_VERSION: Final = 1


def file_name(now: datetime.datetime) -> str:
    """Without a name or an illness in it: it lies in a downloads folder that others may see."""
    return f"my-data-{timezone.localtime(now):%Y-%m-%d}.zip"


def packed(*, page: str, sections: dict[str, list[dict[str, Any]]], now: datetime.datetime) -> IO[bytes]:
    """The zip, open at its start: ``index.html`` and ``data.json``. Beyond a megabyte it lies on the disk."""
    data = {"format": FORMAT_VERSION, "made_at": now.isoformat(), "sections": sections}
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  the answer closes it when it was sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("index.html", page)
        pack.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
    file.seek(0)
    return file
