"""The installation's master key, where none is given by the environment: this machine's own, in a file."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 32


def kept_key(file: Path) -> str:
    """The key in a file that only its owner may read, made when it is not there; base64. Two may ask at once."""
    if not file.exists():
        handle, unfinished = tempfile.mkstemp(dir=file.parent, prefix=".key-")
        with os.fdopen(handle, "w") as fresh:
            fresh.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
        try:
            Path(file).hardlink_to(unfinished)
        except FileExistsError:
            pass  # another process was quicker: its key counts
        finally:
            Path(unfinished).unlink()
    return file.read_text().strip()
