"""Where a person is signed in, which phones are known, and which passkeys open their pages."""

import datetime
import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from portal.accounts.models import AddressChange, KnownDevice, User
from portal.accounts.queries.cards import hash_of_cookie
from portal.accounts.rules.devices import DeviceKind, device_kind


@dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in. is_here: the browser that asks."""

    kind: DeviceKind
    since: datetime.datetime
    is_here: bool


@dataclass(frozen=True)
class DeviceLine:
    """One phone that opens the pages by itself. is_here: the one that asks."""

    id: uuid.UUID
    kind: DeviceKind
    made_at: datetime.datetime
    seen_at: datetime.datetime
    is_here: bool


@dataclass(frozen=True)
class PasskeyLine:
    """One passkey."""

    id: int
    name: str
    made_at: datetime.datetime
    used_at: datetime.datetime | None


def sessions(person: User, *, here: str, now: datetime.datetime) -> list[SessionLine]:
    """Where this person is signed in now, this browser first, then the latest. here: the key of its session."""
    rows = list(UserSession.objects.filter(user=person).order_by("-created_at"))
    keys = [row.session_key for row in rows]
    live = set(Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True))
    lines = [
        SessionLine(device_kind(row.user_agent), row.created_at, row.session_key == here)
        for row in rows
        if row.session_key in live
    ]
    return sorted(lines, key=lambda line: not line.is_here)


def devices(person: User, *, cookie: str, now: datetime.datetime) -> list[DeviceLine]:
    """The phones that open this person's pages by themselves, the one that asks first, then the latest used."""
    here = hash_of_cookie(cookie)
    lines = [
        DeviceLine(row.pk, DeviceKind(row.kind), row.made_at, row.seen_at, row.cookie_hash == here)
        for row in KnownDevice.objects.open(now).filter(person=person).order_by("-seen_at", "pk")
    ]
    return sorted(lines, key=lambda line: not line.is_here)


def passkeys(person: User) -> list[PasskeyLine]:
    """The passkeys of this person, oldest first."""
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk")
    return [PasskeyLine(row.pk, str(row.data.get("name", "")), row.created_at, row.last_used_at) for row in rows]


@dataclass(frozen=True)
class ChangeMail:
    """What the letter to the old address needs."""

    email: str
    language: str
    name: str


def change_mail(change_id: str) -> ChangeMail | None:
    """Whom to tell of a changed address; None when it is forgotten by now."""
    change = AddressChange.objects.select_related("person").filter(pk=change_id).first()
    return ChangeMail(change.old_address, change.language, change.person.name) if change else None
