"""People who work here: inviting them, mending their sign-in, letting them go."""

import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.actions.devices import forget_passkeys
from portal.accounts.models import User
from portal.accounts.rules import Role
from portal.audit import actions as audit
from portal.outbox import actions as outbox


class NotStaffRoleError(ValueError):
    """Patients are not invited to work here."""


class NotOneselfError(ValueError):
    """Nobody mends or ends their own way in: a second person looks at it."""


def invite_staff(
    *, email: str, role: Role, name: str, by: User | None, language: str, now: datetime.datetime
) -> tuple[User, bool]:
    """Give the person with this address a role here, making or waking the account, and write them where to sign in.

    Returns the person, and whether anything changed; when nothing did, no mail is sent and nothing is written down.
    by: who invites, or None for the command line. Raises NotStaffRoleError.
    """
    if role is Role.PATIENT:
        raise NotStaffRoleError
    with transaction.atomic():
        person = User.objects.select_for_update().filter(email=email.strip().lower()).first()
        if person and _works_as(person, role):
            return person, False
        person = person or User.objects.create_user(email, name=name)
        give_role(person=person, role=role)
        audit.record(by=by, action="accounts.staff_invited", subject=person, detail={"role": role}, now=now)
        outbox.send_after_commit(
            kind="portal.communications.send_invitation",
            payload={"person": person.pk, "language": language},
            now=now,
        )
    return person, True


def _works_as(person: User, role: Role) -> bool:
    return person.is_active and person.is_staff and person.groups.filter(name=role).exists()


def give_role(*, person: User, role: Role) -> None:
    """Put the person in the group of the role, active, with what the role brings at the doors of the staff pages."""
    person.is_active = True
    person.is_staff = role is not Role.PATIENT
    person.is_superuser = person.is_superuser or role is Role.ADMIN
    person.save(update_fields=["is_active", "is_staff", "is_superuser"])
    person.groups.add(Group.objects.get_or_create(name=role)[0])


def reset_second_step(*, person: User, by: User, now: datetime.datetime) -> None:
    """Take away a lost second step: the person sets up a new one at the next sign-in. They are told by e-mail.

    Ends all their sessions. Raises NotOneselfError.
    """
    if by.pk == person.pk:
        raise NotOneselfError
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        _end_sessions(person)
        audit.record(by=by, action="accounts.second_step_reset", subject=person, now=now)
        outbox.send_after_commit(
            kind="portal.communications.tell_second_step_reset", payload={"person": person.pk}, now=now
        )


def deactivate(*, person: User, by: User, now: datetime.datetime) -> None:
    """Close the account: no sign-in, and no further request of a session that is open. Raises NotOneselfError.

    Cards, known phones and passkeys end for good: if the account opens again, what was lost or taken meanwhile opens
    nothing.
    """
    if by.pk == person.pk:
        raise NotOneselfError
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        _end_sessions(person)
        person.cards.filter(stopped_at=None).update(stopped_at=now)
        person.known_devices.all().delete()
        forget_passkeys(person)
        audit.record(by=by, action="accounts.deactivated", subject=person, now=now)


def reactivate(*, person: User, by: User, now: datetime.datetime) -> None:
    """Open a closed account again, with the roles and the second step it had."""
    with transaction.atomic():
        person.is_active = True
        person.save(update_fields=["is_active"])
        audit.record(by=by, action="accounts.reactivated", subject=person, now=now)


def _end_sessions(person: User) -> None:
    """Sessions carry a hash of this mark, so a new one ends them all."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
