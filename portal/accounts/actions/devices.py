"""Coming in and going out: the phone that is known from now on, and everywhere else being signed out."""

import datetime
import secrets
import uuid
from dataclasses import dataclass
from importlib import import_module

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from portal.accounts.actions.sign_in import RefusedError
from portal.accounts.models import KnownDevice, User
from portal.accounts.queries import may_come_in
from portal.accounts.queries.cards import hash_of_cookie
from portal.accounts.rules.devices import DeviceKind
from portal.audit import actions as audit
from portal.outbox import actions as outbox

COOKIE_BYTES = 32
LONGEST_USER_AGENT = 200


@dataclass(frozen=True)
class Opened:
    """What came of opening an account. is_first: its owner was never here before. cookie: of the phone from now on."""

    is_first: bool
    cookie: str


@transaction.atomic
def open_account(*, by: User, how: str, cookie: str, kind: DeviceKind, now: datetime.datetime) -> Opened:
    """Write down that a patient came in, and know the phone from now on.

    how: a code for the way: ``card``, ``email``, ``passkey``, ``device``. cookie: the one it has, or blank.
    """
    is_first = bool(User.objects.filter(pk=by.pk, opened_at=None).update(opened_at=now))
    audit.record(by=by, action="accounts.signed_in", subject=by, detail={"with": how}, now=now)
    known = KnownDevice.objects.open(now).filter(person=by, cookie_hash=hash_of_cookie(cookie)) if cookie else None
    if known is not None and known.update(seen_at=now, kind=kind):
        return Opened(is_first, cookie)
    fresh = secrets.token_urlsafe(COOKIE_BYTES)
    KnownDevice.objects.create(person=by, cookie_hash=hash_of_cookie(fresh), kind=kind, made_at=now, seen_at=now)
    return Opened(is_first, fresh)


@transaction.atomic
def note_session(*, by: User, session_key: str, address: str, user_agent: str, now: datetime.datetime) -> None:
    """Put a session on its owner's list. address, user_agent: of the browser; both go when the session is over."""
    seen = {"user": by, "ip": address, "user_agent": user_agent[:LONGEST_USER_AGENT], "created_at": now}
    UserSession.objects.update_or_create(session_key=session_key, defaults={**seen, "last_seen_at": now})


@transaction.atomic
def note_new_key(*, before: str, after: str) -> None:
    """A session that goes on under another key stays on its owner's list, with the instant at which it began."""
    UserSession.objects.filter(session_key=before).update(session_key=after)


@transaction.atomic
def forget_this_device(*, cookie: str, now: datetime.datetime) -> None:
    """Signing out on a phone: it opens nothing any more, even when its session was over. The cookie is the proof."""
    known = KnownDevice.objects.filter(cookie_hash=hash_of_cookie(cookie)).select_related("person").first()
    if known:
        known.delete()
        audit.record(by=known.person, action="accounts.device_forgotten", subject=known.person, now=now)


@transaction.atomic
def forget_device(*, by: User, device_id: uuid.UUID, now: datetime.datetime) -> None:
    """Take one phone off a person's own list. Raises LookupError for a phone that is not theirs."""
    if not KnownDevice.objects.filter(pk=device_id, person=by).delete()[0]:
        raise LookupError(device_id)
    audit.record(by=by, action="accounts.device_forgotten", subject=by, now=now)


@transaction.atomic
def sign_out_elsewhere(*, person: User, by: User, keep_session: str, keep_cookie: str, now: datetime.datetime) -> None:
    """End every session of a person and forget every phone, but for the one named. by: the person, or an adviser.

    keep_session, keep_cookie: of the browser that asks; blank keeps none. The mark that sessions are checked against
    is new afterwards: whoever keeps a session lays the new mark in it.
    """
    others = KnownDevice.objects.filter(person=person)
    if keep_cookie:
        others = others.exclude(cookie_hash=hash_of_cookie(keep_cookie))
    others.delete()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in UserSession.objects.filter(user=person).exclude(session_key=keep_session):
        store.delete(session.session_key)
        session.delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    audit.record(by=by, action="accounts.signed_out_elsewhere", subject=person, now=now)


@transaction.atomic
def keep_passkey(*, by: User, name: str, credential: dict[str, object], language: str, now: datetime.datetime) -> None:
    """Write down a passkey that was checked, and tell its owner's address, if one is known.

    name: what its owner calls it. language: of the letter.
    """
    Authenticator.objects.create(
        user=by, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": credential}, created_at=now
    )
    audit.record(by=by, action="accounts.passkey_added", subject=by, now=now)
    if by.email:
        outbox.send_after_commit(
            kind="portal.communications.tell_passkey_added",
            payload={"person": by.pk, "language": language},
            now=now,
        )


def forget_passkeys(person: User) -> None:
    """Take all passkeys of somebody whose phone is lost, or whose account is closed."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).delete()


@transaction.atomic
def use_passkey(*, passkey: int, now: datetime.datetime) -> User:
    """Note that a passkey was used. Returns its owner. Raises RefusedError for somebody who may not come in."""
    kept = Authenticator.objects.select_related("user").get(pk=passkey)
    person: User = kept.user
    if not may_come_in(person):
        raise RefusedError
    Authenticator.objects.filter(pk=passkey).update(last_used_at=now)
    audit.record(by=person, action="accounts.passkey_used", subject=person, now=now)
    return person


@transaction.atomic
def remove_passkey(*, by: User, passkey: int, now: datetime.datetime) -> None:
    """Take a passkey away. Raises LookupError for one that is not theirs."""
    if not Authenticator.objects.filter(pk=passkey, user=by, type=Authenticator.Type.WEBAUTHN).delete()[0]:
        raise LookupError(passkey)
    audit.record(by=by, action="accounts.passkey_removed", subject=by, now=now)
