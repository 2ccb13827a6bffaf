"""A person's own rows of accounts, as plain values. What opens a door (hashes, keys, marks) is left out."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from portal.accounts.models import Preferences, User

type Row = dict[str, Any]

SHOWN = {
    "cards": ("issued_at", "joined_at", "stopped_at", "wrong_pins"),
    "known_devices": ("kind", "made_at", "seen_at"),
    "consents": ("purpose", "version", "language", "given_at", "withdrawn_at"),
    "needs": ("code", "recorded_at", "reviewed_on", "review_by"),
}
"""The rows that hang on a person, by the name they are reached by, and their columns."""
PREFERENCES: tuple[str, ...] = (
    "display",
    "channel",
    "phone",
    "wants_requests",
    "wants_reminders",
    "when",
    "quiet_start_hour",
)
PREFERENCES += ("quiet_end_hour", "interpreter", "interpreter_gender")


def own_rows(person: User) -> dict[str, list[Row]]:
    """Section name to rows, the sections always in the same order, times in ISO form."""
    sections: dict[str, list[Row]] = {"person": [_person(person)]}
    for name, columns in SHOWN.items():
        sections[name] = [_row(row, columns) for row in getattr(person, name).order_by("pk").values(*columns)]
    preferences = Preferences.objects.filter(person=person).values(*PREFERENCES)
    sections["preferences"] = [_row(row, PREFERENCES) for row in preferences]
    sections["signed_in_on"] = [
        {"since": row.created_at.isoformat(), "last_seen": row.last_seen_at.isoformat(), "browser": row.user_agent}
        for row in UserSession.objects.filter(user=person).order_by("created_at")
    ]
    keys = Authenticator.objects.filter(user=person).order_by("created_at")
    sections["sign_in_keys"] = [{"kind": key.type, "made_at": key.created_at.isoformat()} for key in keys]
    return sections


def _person(person: User) -> Row:
    columns = ("id", "name", "email", "language", "joined_at", "opened_at", "last_login", "is_demo")
    return _row({name: getattr(person, name) for name in columns}, columns)


def _row(row: Row, columns: tuple[str, ...]) -> Row:
    return {name: plain(row[name]) for name in columns}


def plain(value: Any) -> Any:
    """A value as JSON has it: times and days in ISO form, ids as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
