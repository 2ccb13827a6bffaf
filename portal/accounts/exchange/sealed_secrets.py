"""What allauth keeps of a second step lies sealed: its own hooks, with the installation's key."""

from allauth.mfa.adapter import DefaultMFAAdapter

from portal.sealing.actions import INSTALLATION, open_words, seal_words
from portal.sealing.rules import Place

PLACE = Place("mfa_authenticator", "data", "any")
"""allauth's hooks do not say whose row it is, so these envelopes are bound to the table and the column."""


class SealedSecrets(DefaultMFAAdapter):
    """Every key of an authenticator app and every seed of recovery codes passes through here."""

    def encrypt(self, text: str) -> str:
        return seal_words(text, owner=INSTALLATION, place=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises SealBrokenError for what was not sealed by us."""
        return open_words(encrypted_text, owner=INSTALLATION, place=PLACE)
