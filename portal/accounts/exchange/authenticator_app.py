"""A new key for an authenticator app, as a picture to scan and as text to type."""

import base64
import secrets
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.safestring import SafeString

from portal.accounts.exchange import qr_code

KEY_BYTES = 20  # RFC 4226, section 4, R6: 160 bits are recommended


def new_secret() -> str:
    """A key drawn by chance, in base32 without padding."""
    return base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def address(secret: str, *, email: str) -> str:
    """The ``otpauth:`` address that authenticator apps read; it shows as "Strides (email)"."""
    service = settings.WAGTAIL_SITE_NAME
    label = quote(f"{service}:{email}", safe=":@")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': service}, quote_via=quote)}"


def picture(secret: str, *, email: str) -> SafeString:
    """The same as a QR code."""
    return qr_code.picture(address(secret, email=email))


def spaced(secret: str) -> str:
    """The key in groups of four, for eyes and fingers."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
