"""Who people are, and how they sign in."""

from portal.accounts.models.cards import Card, KnownDevice
from portal.accounts.models.consents import Consent
from portal.accounts.models.people import User, UserManager
from portal.accounts.models.preferences import Need, Preferences
from portal.accounts.models.shelf import SavedPage
from portal.accounts.models.sign_in import AddressChange, SignInAttempt, Turns

__all__ = [
    "AddressChange",
    "Card",
    "Consent",
    "KnownDevice",
    "Need",
    "Preferences",
    "SavedPage",
    "SignInAttempt",
    "Turns",
    "User",
    "UserManager",
]
