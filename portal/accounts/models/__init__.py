"""Who people are, and how they sign in."""

from portal.accounts.models.people import User, UserManager
from portal.accounts.models.sign_in import SignInAttempt, Turns

__all__ = ["SignInAttempt", "Turns", "User", "UserManager"]
