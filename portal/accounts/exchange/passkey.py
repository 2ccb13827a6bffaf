"""Passkeys: what a browser is asked for, and whether what it sends back is right. The checks are those of fido2."""

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

LONGEST = 20_000
"""Signs of what a browser sends back; a large one has some 2,000."""

PARTS = ("id", "rawId", "type", "response", "clientExtensionResults", "authenticatorAttachment")
ODD = (ValidationError, ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)
"""What fido2 raises on bytes that no authenticator makes."""


class WrongPasskeyError(Exception):
    """What the browser sent does not fit what it was asked, or is not a passkey of anybody here."""


def _read(sent: str) -> dict[str, Any]:
    """Raises WrongPasskeyError for what is no JSON object."""
    try:
        found = json.loads(sent[:LONGEST])
    except (ValueError, RecursionError):
        raise WrongPasskeyError from None
    if not isinstance(found, dict):
        raise WrongPasskeyError
    return {name: found[name] for name in PARTS if name in found}


def ask_for_new(person: Any) -> dict[str, Any]:
    """What to hand to ``navigator.credentials.create``: a passkey that finds its owner by itself. The challenge is kept
    in the session of the request."""
    return auth.begin_registration(person, passwordless=True)


def check_new(sent: str) -> dict[str, Any]:
    """The passkey a browser made, to be kept. Raises WrongPasskeyError."""
    credential = _read(sent)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except ODD:
        raise WrongPasskeyError from None
    return credential


def ask_for_known() -> dict[str, Any]:
    """What to hand to ``navigator.credentials.get``: any passkey of this site."""
    return auth.begin_authentication()


def check_known(sent: str) -> Authenticator:
    """The passkey somebody showed, with its owner. Raises WrongPasskeyError; who has one and who not is not told."""
    credential = _read(sent)
    try:
        person = auth.extract_user_from_response(credential)
        return auth.complete_authentication(person, credential)
    except ODD:
        raise WrongPasskeyError from None
