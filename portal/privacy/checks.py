"""Nothing starts on a database, uploads and keys that may not belong together."""

from typing import Any

from django.core.checks import CheckMessage, Error

from portal.privacy.exchange.kept import unfinished_restore


def no_restore_is_unfinished(**_kwargs: Any) -> list[CheckMessage]:
    """An error that says what to do, while a restore that was begun has not come to its end."""
    file = unfinished_restore()
    if not file:
        return []
    told = f"The restore of {file} was cut off: database, uploads and keys may not belong together."
    return [Error(told, hint=f"Do it once more: make restore FROM={file} REPLACE=yes", id="privacy.E001")]
