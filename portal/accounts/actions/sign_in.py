"""Coming in: the e-mailed code, the second step, and how often one may try."""

import datetime
import hashlib
import hmac
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from portal.accounts import queries
from portal.accounts.models import AddressChange, KnownDevice, SignInAttempt, Turns, User
from portal.accounts.rules import (
    ATTEMPTS_KEPT,
    CODE_LIVES,
    CODES_PER_ADDRESS,
    CODES_PER_NETWORK,
    GUESSES_PER_CODE,
    GUESSES_PER_NETWORK,
    LIMITS_KEPT,
    SECOND_STEPS_PER_DAY,
    SECOND_STEPS_PER_PERSON,
    Limit,
    Purpose,
    as_typed,
    matching_step,
    same_code,
    sign_in_code,
)
from portal.accounts.rules.cards import DEVICE_LIVES
from portal.audit import actions as audit
from portal.outbox import actions as outbox


class RefusedError(Exception):
    """The person was not let in. The kinds below say why, in as far as they may be told."""


class TooOftenError(RefusedError):
    """A limit was reached. ``minutes``: how long it may take until another try counts."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Too often; wait {minutes} minutes.")
        self.minutes = minutes


class WrongCodeError(RefusedError):
    """The code is not the right one; another try is allowed."""


class StaleCodeError(RefusedError):
    """There is no live code for this attempt: too old, used, or guessed at too often. A new one must be asked for."""


def take_turn(limit: Limit, who: str, *, cost: int = 1, now: datetime.datetime) -> None:
    """Count one try against a limit. Raises TooOftenError when it is one too many.

    cost: 0 for a try that is not to be counted; it is refused all the same once the limit was passed, and does the
    same work.

    Counts live in the database, not in the cache: all processes see the same ones, and when they cannot be read, nobody
    signs in. who: what is limited (an address, a network, a person's id); only its keyed hash is kept.
    """
    with transaction.atomic():
        row, _ = Turns.objects.get_or_create(limit=limit.name, key=_hash_of(limit, who), window=limit.window(now))
        Turns.objects.filter(pk=row.pk).update(count=F("count") + cost)
        row.refresh_from_db(fields=["count"])
    if row.count > limit.most:
        raise TooOftenError(limit.minutes)


def give_turn_back(limit: Limit, who: str, *, taken_at: datetime.datetime) -> None:
    """Uncount one try, in the window in which it was counted."""
    taken = Turns.objects.filter(limit=limit.name, key=_hash_of(limit, who), window=limit.window(taken_at))
    taken.filter(count__gt=0).update(count=F("count") - 1)


def _hash_of(limit: Limit, who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{limit.name}:{who}".encode(), hashlib.sha256).hexdigest()


def ask_for_code(
    *,
    email: str,
    network: str,
    language: str,
    purpose: Purpose = Purpose.SIGN_IN,
    by: User | None = None,
    known_as: str = "",
    now: datetime.datetime,
) -> uuid.UUID:
    """Begin an attempt, and have the code mailed if the address may be used for its purpose.

    The same is done, and takes as long, for an address nobody has: the answer gives nobody away. Returns the id of the
    attempt. network: the address the request came from. by: whose address is to change. known_as: the id of the person
    who signed in with this browser before; they have a count of their own, so that a stranger who uses up that of their
    address does not lock them out. Raises TooOftenError.
    """
    take_turn(CODES_PER_NETWORK, network, now=now)
    person = by or queries.person_by_address(email)
    is_known = person is not None and str(person.pk) == known_as
    take_turn(CODES_PER_ADDRESS, known_as if is_known else email.strip().lower(), now=now)
    with transaction.atomic():
        attempt = SignInAttempt.objects.create(
            person=person,
            purpose=purpose,
            new_address="" if purpose is Purpose.SIGN_IN else email.strip().lower(),
            language=language,
            asked_at=now,
        )
        outbox.send_after_commit(
            kind="portal.communications.send_sign_in_code", payload={"attempt": attempt.pk}, now=now
        )
    return attempt.pk


def answer_code(*, attempt_id: str | uuid.UUID, code: str, network: str, now: datetime.datetime) -> uuid.UUID:
    """Check the typed code of an attempt to sign in or to join, and use it up. Returns the id of the person.

    Whoever joins with an address that nobody has gets an account. Raises StaleCodeError, WrongCodeError or
    TooOftenError. An attempt without a person behaves as one with a code that nobody guesses.
    """
    attempt = _with_right_code(attempt_id, code, network=network, now=now)
    if attempt.purpose == Purpose.CHANGE:
        raise StaleCodeError
    with transaction.atomic():
        _use_up(attempt, now=now)
        person = attempt.person or _make_account(attempt, now=now)
        if not queries.may_come_in(person):
            raise StaleCodeError
    return person.pk


def _with_right_code(attempt_id: str | uuid.UUID, code: str, *, network: str, now: datetime.datetime) -> SignInAttempt:
    take_turn(GUESSES_PER_NETWORK, network, now=now)
    attempt = SignInAttempt.objects.select_related("person").filter(pk=attempt_id).first()
    if not attempt or attempt.used_at or now >= attempt.asked_at + CODE_LIVES:
        raise StaleCodeError
    if attempt.wrong_guesses >= GUESSES_PER_CODE:
        raise StaleCodeError
    right = same_code(code, sign_in_code(settings.SECRET_KEY, attempt.pk))
    if not right or not (attempt.person or attempt.new_address):
        _live(attempt).update(wrong_guesses=F("wrong_guesses") + 1)
        if attempt.wrong_guesses + 1 >= GUESSES_PER_CODE:
            raise StaleCodeError
        raise WrongCodeError
    return attempt


def _live(attempt: SignInAttempt) -> QuerySet[SignInAttempt]:
    return SignInAttempt.objects.filter(pk=attempt.pk, used_at=None, wrong_guesses__lt=GUESSES_PER_CODE)


def _use_up(attempt: SignInAttempt, *, now: datetime.datetime) -> None:
    """Of many who send the same code at once, one goes on; raises StaleCodeError for the others."""
    if not _live(attempt).update(used_at=now):
        raise StaleCodeError


@contextmanager
def _of_many_one() -> Iterator[None]:
    """Two who prove the same new address in one instant: the database lets one have it, the other gets
    StaleCodeError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise StaleCodeError from None


def _make_account(attempt: SignInAttempt, *, now: datetime.datetime) -> User:
    if queries.address_is_taken(attempt.new_address):
        raise StaleCodeError
    is_demo = queries.demo_allowed()  # trying the demo out must not end it: it goes with the other demo accounts
    with _of_many_one():
        person = User.objects.create_user(attempt.new_address, language=attempt.language, is_demo=is_demo)
    audit.record(by=person, action="accounts.joined", subject=person, detail={"with": "email"}, now=now)
    return person


def change_address(*, by: User, attempt_id: str | uuid.UUID, code: str, network: str, now: datetime.datetime) -> None:
    """Give the person the new address whose code they typed; the old address, if there was one, is told.

    Raises StaleCodeError (also when somebody else took the address meanwhile), WrongCodeError or TooOftenError.
    """
    attempt = _with_right_code(attempt_id, code, network=network, now=now)
    if attempt.purpose != Purpose.CHANGE or attempt.person != by:
        raise StaleCodeError
    with transaction.atomic():
        _use_up(attempt, now=now)
        if queries.address_is_taken(attempt.new_address):
            raise StaleCodeError
        person = User.objects.select_for_update().get(pk=by.pk)
        old, person.email = person.email, attempt.new_address
        with _of_many_one():
            person.save(update_fields=["email"])
        audit.record(by=by, action="accounts.address_changed", subject=person, now=now)
        if old:
            change = AddressChange.objects.create(
                person=person, old_address=old, language=attempt.language, changed_at=now
            )
            outbox.send_after_commit(
                kind="portal.communications.tell_address_changed", payload={"change": change.pk}, now=now
            )


def answer_second_step(*, person: User, code: str, now: datetime.datetime) -> None:
    """Check a code of the authenticator app, or a recovery code, and use it up.

    Raises WrongCodeError or TooOftenError.
    """
    _take_second_step_turn(person, now=now)
    with transaction.atomic():
        how = _second_step_used(person, code, now=now)
        if how:
            audit.record(by=person, action="accounts.signed_in", subject=person, detail={"with": how}, now=now)
            return
        audit.record(by=person, action="accounts.second_step_refused", subject=person, now=now)
    raise WrongCodeError


def _take_second_step_turn(person: User, *, now: datetime.datetime) -> None:
    for limit in (SECOND_STEPS_PER_PERSON, SECOND_STEPS_PER_DAY):
        take_turn(limit, str(person.pk), now=now)


def _second_step_used(person: User, code: str, *, now: datetime.datetime) -> str:
    """What the code was good for, ``app`` or ``recovery-code``; empty when for nothing."""
    for kept in Authenticator.objects.select_for_update().filter(user=person).order_by("-type"):
        if kept.type == Authenticator.Type.TOTP:
            step = matching_step(decrypt(kept.data["secret"]), code, now=now, last_used=kept.data.get("last_step", -1))
            if step is not None:
                kept.data["last_step"] = step
                kept.last_used_at = now
                kept.save(update_fields=["data", "last_used_at"])
                return "app"
        elif kept.type == Authenticator.Type.RECOVERY_CODES and RecoveryCodes(kept).validate_code(as_typed(code)):
            return "recovery-code"
    return ""


def set_up_second_step(*, person: User, secret: str, code: str, now: datetime.datetime) -> None:
    """Keep the secret of an authenticator app, once the person has shown a code made with it; make recovery codes.

    secret: base32. Raises WrongCodeError or TooOftenError; StaleCodeError when the person has an app already.
    """
    _take_second_step_turn(person, now=now)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if queries.has_second_step(person):
            raise StaleCodeError
        step = matching_step(secret, code, now=now, last_used=-1)
        if step is None:
            raise WrongCodeError
        keep_authenticator(person=person, secret=secret, last_step=step)
        audit.record(by=person, action="accounts.second_step_set_up", subject=person, now=now)
        audit.record(by=person, action="accounts.signed_in", subject=person, detail={"with": "app"}, now=now)


def keep_authenticator(*, person: User, secret: str, last_step: int) -> None:
    """Write down an authenticator app and a fresh set of recovery codes. last_step: the step whose code is spent."""
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret), "last_step": last_step}
    )
    RecoveryCodes.activate(person)


def forget_old(*, now: datetime.datetime) -> int:
    """Delete attempts, counts, old addresses and unused known phones; how many. Sessions that are over go as well."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    old_attempts = SignInAttempt.objects.filter(asked_at__lt=now - ATTEMPTS_KEPT)
    old_turns = Turns.objects.filter(window__lt=now - LIMITS_KEPT)
    old_changes = AddressChange.objects.filter(changed_at__lt=now - ATTEMPTS_KEPT)
    old_devices = KnownDevice.objects.filter(seen_at__lt=now - DEVICE_LIVES)
    return sum(rows.delete()[0] for rows in (old_attempts, old_turns, old_changes, old_devices))
