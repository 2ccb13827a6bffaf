"""How words are sealed: AES-256-GCM under a data key, which is itself sealed under a master key.

An envelope is ``1.<id of the data key>.<nonce, ciphertext and tag in base64>``. Its place (table, column, row) is
authenticated with it: an envelope that is moved to another row does not open there.
"""

import base64
import binascii
import hashlib
import os
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "1"
KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D, section 5.2.1.1: 96 bits are recommended
PARTS = 3


class SealBrokenError(ValueError):
    """An envelope does not open: changed, moved to another row, or sealed with a key that is not the right one."""


class BadMasterKeyError(ValueError):
    """A master key is not 32 bytes in base64, or none was given."""


@dataclass(frozen=True)
class Place:
    """Where an envelope lies: the table, the column, and the primary key of the row as text."""

    table: str
    column: str
    row: str

    def bound(self, *, key_id: uuid.UUID) -> bytes:
        """What is authenticated beside the words. No part can hold the separator, so no two places look alike."""
        return "\x1f".join((VERSION, key_id.hex, self.table, self.column, self.row)).encode()


def seal(words: str, *, key: bytes, key_id: uuid.UUID, place: Place) -> str:
    """The envelope for some words. key: 32 bytes. Equal words give different envelopes."""
    closed = _close(words.encode("utf-8", "surrogatepass"), key=key, bound=place.bound(key_id=key_id))
    return f"{VERSION}.{key_id.hex}.{closed}"


def key_id_of(envelope: str) -> uuid.UUID:
    """Which data key an envelope was sealed with. Raises SealBrokenError when it is no envelope."""
    parts = envelope.split(".")
    if len(parts) != PARTS or parts[0] != VERSION:
        raise SealBrokenError("This is no sealed envelope of a known version.")
    try:
        key_id = uuid.UUID(hex=parts[1])
    except ValueError:
        raise SealBrokenError("This envelope names no key.") from None
    if key_id.hex != parts[1]:
        raise SealBrokenError("This envelope names its key in another way than we do.")
    return key_id


def unseal(envelope: str, *, key: bytes, place: Place) -> str:
    """The words in an envelope. Raises SealBrokenError when it was changed, or was sealed for another place or key."""
    key_id = key_id_of(envelope)
    opened = _open(envelope.split(".")[2], key=key, bound=place.bound(key_id=key_id))
    return opened.decode("utf-8", "surrogatepass")


def wrap(key: bytes, *, master: bytes, owner: uuid.UUID, key_id: uuid.UUID) -> str:
    """A data key sealed under a master key, bound to its owner."""
    return _close(key, key=master, bound=_bound_to(owner, key_id))


def unwrap(wrapped: str, *, master: bytes, owner: uuid.UUID, key_id: uuid.UUID) -> bytes:
    """The data key. Raises SealBrokenError when it was changed, is another owner's, or the master key is another."""
    return _open(wrapped, key=master, bound=_bound_to(owner, key_id))


def master_keys(text: str) -> dict[str, bytes]:
    """The master keys in a setting, newest first, by id. text: base64 of 32 bytes each, with commas between them.

    Raises BadMasterKeyError; it never quotes a key.
    """
    keys = [_master_key(part) for part in text.split(",") if part.strip()]
    if not keys:
        raise BadMasterKeyError("No master key is set.")
    return {master_id(key): key for key in keys}


def master_id(key: bytes) -> str:
    """A short name of a master key, which tells nothing about it."""
    return hashlib.sha256(b"strides master key:" + key).hexdigest()[:16]


def _master_key(part: str) -> bytes:
    try:
        key = base64.b64decode(part.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadMasterKeyError("Each master key is 32 bytes in base64.")
    return key


def _bound_to(owner: uuid.UUID, key_id: uuid.UUID) -> bytes:
    return "\x1f".join(("data key", key_id.hex, owner.hex)).encode()


def _close(plain: bytes, *, key: bytes, bound: bytes) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, bound)).decode()


def _open(closed: str, *, key: bytes, bound: bytes) -> bytes:
    try:
        raw = base64.b64decode(closed.encode("ascii"), altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode() != closed:  # bits that decoding drops are a change too
            raise SealBrokenError("This envelope is not written as we write it.")
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        raise SealBrokenError("This envelope does not open: changed, moved, or sealed with another key.") from None
