"""The cookie by which a phone without an account changes its answer to “Was this clear?” and gives no second one:
signed, for 90 days, with the chance number that it used for each page and nothing else."""

import uuid
from collections.abc import Mapping

from django.core import signing

COOKIE = "strides_clear"
COOKIE_AGE_SECONDS = 60 * 60 * 24 * 90

_SALT = "portal.contact.faces"
_MOST = 20
_LONGEST = 4_096


def written(said: Mapping[uuid.UUID, uuid.UUID]) -> str:
    """The cookie's value: the number used for each page, the latest pages."""
    rows = [[page.hex, key.hex] for page, key in said.items()][-_MOST:]
    return signing.dumps(rows, salt=_SALT, compress=True)


def read(value: str) -> dict[uuid.UUID, uuid.UUID]:
    """What a cookie's value says; nothing when it was not written by us or is too old."""
    if not value or len(value) > _LONGEST:
        return {}
    try:
        rows = signing.loads(value, salt=_SALT, max_age=COOKIE_AGE_SECONDS)
    except signing.BadSignature:
        return {}
    return {uuid.UUID(page): uuid.UUID(key) for page, key in rows}
