"""Who looked at a person's record, in plain words, from the audit."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from portal.accounts.models import User
from portal.accounts.rules import Role
from portal.accounts.views.answers import role_name
from portal.audit.queries import entries_by_others
from portal.lists import in_a_row

MOST: Final = 200
MOST_LISTS: Final = 20
"""Lists come every day: more of them would hide the times that somebody opened the record."""
LISTED: Final = "accounts.person_listed"
WHAT: Final[dict[str, str | Promise]] = {
    "accounts.person_looked_at": gettext_lazy("Opened your page"),
    "accounts.card_issued": gettext_lazy("Made a card for you"),
    "accounts.preferences_changed": gettext_lazy("Changed what you need from us"),
    "accounts.needs_reviewed": gettext_lazy("Looked through what you need from us"),
    LISTED: gettext_lazy("Saw your name in a list of people"),
    "contact.looked": gettext_lazy("Opened something you asked us"),
}
"""What people who work here do that opens a record; other acts of theirs are told where they happen."""


@dataclass(frozen=True)
class Look:
    """One time that somebody opened the record. who: their role, never their name."""

    at: datetime.datetime
    who: str
    what: str


def looks(person: User) -> list[Look]:
    """Each time somebody who works here opened or changed this person's record, the latest first; four queries."""
    opened = entries_by_others(person.pk, most=MOST, but=[LISTED])
    listed = entries_by_others(person.pk, most=MOST_LISTS, only=[LISTED])
    theirs = sorted([*opened, *listed], key=lambda entry: entry.at, reverse=True)
    who = _roles({entry.actor for entry in theirs if entry.actor})
    return [
        Look(entry.at, who.get(entry.actor, ""), str(WHAT.get(entry.action) or gettext("Worked on your account")))
        for entry in theirs
    ]


def _roles(ids: set[uuid.UUID]) -> dict[uuid.UUID | None, str]:
    known = set(Role)
    people = User.objects.filter(pk__in=ids).prefetch_related("groups")
    return {
        person.pk: in_a_row(sorted(role_name(Role(group.name)) for group in person.groups.all() if group.name in known))
        for person in people
    }
