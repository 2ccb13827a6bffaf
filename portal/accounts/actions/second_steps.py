"""Second steps that were kept before there was a seal."""

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction

from portal.sealing.rules import SealBrokenError, key_id_of

SECRETS: Final = ("secret", "seed")
"""The entries of a row that open something: the key of an app, the seed of recovery codes."""


@transaction.atomic
def seal_second_steps() -> int:
    """Seal what lies in the clear; how many rows. Runs after every migration, and finds nothing from the second on."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    return sum(_seal(row) for row in Authenticator.objects.select_for_update().filter(type__in=kinds))


def _seal(row: Authenticator) -> bool:
    clear = {name: row.data[name] for name in SECRETS if name in row.data and not _is_sealed(row.data[name])}
    if clear:
        row.data |= {name: encrypt(value) for name, value in clear.items()}
        row.save(update_fields=["data"])
    return bool(clear)


def _is_sealed(value: str) -> bool:
    try:
        key_id_of(value)
    except SealBrokenError:
        return False
    return True
