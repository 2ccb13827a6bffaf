"""A person's own rows of accounts, as plain values. What opens a door (hashes, keys, marks) is left out."""

from collections.abc import Sequence
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from portal.accounts.models import Preferences, User
from portal.rows import Row, Rows, plainly

SHOWN: Final = {
    "cards": ("issued_at", "joined_at", "stopped_at", "wrong_pins"),
    "known_devices": ("kind", "made_at", "seen_at"),
    "consents": ("purpose", "version", "language", "given_at", "withdrawn_at"),
    "needs": ("code", "recorded_at", "reviewed_on", "review_by"),
    "shelf": ("page_key", "saved_at"),
}
"""The rows that hang on a person, by the name they are reached by, and their columns."""
PREFERENCES: Final = (
    "display",
    "channel",
    "phone",
    "wants_requests",
    "wants_reminders",
    "when",
    "quiet_start_hour",
    "quiet_end_hour",
    "interpreter",
    "interpreter_gender",
)
PERSON: Final = ("id", "name", "email", "language", "joined_at", "opened_at", "last_login", "is_demo")


def own_rows(person: User) -> dict[str, Sequence[Row]]:
    """Section name to rows, the sections always in the same order, times in ISO form. Fetched when somebody looks."""
    hanging = {name: Rows(getattr(person, name).all(), columns) for name, columns in SHOWN.items()}
    return {
        "person": [plainly({name: getattr(person, name) for name in PERSON})],
        **hanging,
        "preferences": Rows(Preferences.objects.filter(person=person), PREFERENCES),
        "signed_in_on": Rows(
            UserSession.objects.filter(user=person),
            ("created_at", "last_seen_at", "user_agent"),
            by="created_at",
            told=_session,
        ),
        "sign_in_keys": Rows(
            Authenticator.objects.filter(user=person), ("type", "created_at"), by="created_at", told=_key
        ),
    }


def _session(row: Row) -> Row:
    since, seen = row["created_at"].isoformat(), row["last_seen_at"].isoformat()
    return {"since": since, "last_seen": seen, "browser": row["user_agent"]}


def _key(row: Row) -> Row:
    return {"kind": row["type"], "made_at": row["created_at"].isoformat()}
