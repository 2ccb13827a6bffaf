"""What an adviser does for a person: adding them, and closing the account or signing it out everywhere."""

import datetime
import uuid
from collections.abc import Collection

from django.db import transaction

from portal.accounts.actions.devices import forget_passkeys, sign_out_elsewhere
from portal.accounts.models import User
from portal.audit import actions as audit


@transaction.atomic
def add_person(*, form: uuid.UUID, name: str, language: str, by: User, now: datetime.datetime) -> User:
    """Make an account for somebody who is here: no e-mail address, and a name only if they like.

    form: the chance number of the form that asks; it becomes the person's id, so that the form sent twice makes one.
    Whom a demo person adds is one too: a real account would end the demo.
    """
    chosen = {"name": name, "language": language, "password": "!", "is_demo": by.is_demo}
    person, is_new = User.objects.get_or_create(pk=form, defaults=chosen)
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        audit.record(by=by, action="accounts.person_added", subject=person, now=now)
    return person


@transaction.atomic
def note_look(*, person: User, by: User, now: datetime.datetime) -> None:
    """Somebody who works here opened a person's page."""
    audit.record(by=by, action="accounts.person_looked_at", subject=person, now=now)


@transaction.atomic
def note_search(*, shown: Collection[uuid.UUID], by: User, now: datetime.datetime) -> None:
    """Somebody who works here looked for people; what they typed is not written down. Whoever was shown is told so
    among those who looked, once a day. shown: the ids of the people in the list."""
    found = {"found": len(shown)}
    audit.record(by=by, action="accounts.people_searched", subject=("accounts.user", ""), detail=found, now=now)
    audit.record_once_a_day(
        by=by, action="accounts.person_listed", subject_type="accounts.user", subject_keys=shown, now=now
    )


@transaction.atomic
def sign_out_everywhere(*, person: User, by: User, now: datetime.datetime) -> None:
    """Somebody's phone is lost: no session goes on, no phone is known and no passkey opens any more. The card
    stays as it is."""
    forget_passkeys(person)
    sign_out_elsewhere(person=person, by=by, keep_session="", keep_cookie="", now=now)
