"""One person's machine: DEBUG off, the real middleware and policies, loopback only, cookies without Secure."""

from portal.settings.base import *
from portal.settings.keys import kept_key

LOOPBACK_ONLY = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = "development-only-key-never-used-on-duty"  # noqa: S105  no secret: production wants its own
SEALING_KEYS = SEALING_KEYS or kept_key(VAR_DIR / "sealing.key")
MAILERS = {"default": {"BACKEND": "portal.communications.mail.FolderBackend"}}
