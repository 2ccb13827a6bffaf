"""The people of the demo: one for each role, flagged, and gone when the demo is turned off."""

import base64
import datetime
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts import queries
from portal.accounts.actions.cards import join_with_card, keep_card
from portal.accounts.actions.people import add_person, note_look
from portal.accounts.actions.preferences import IN_NEEDS, change, review_needs
from portal.accounts.actions.sign_in import keep_authenticator
from portal.accounts.actions.staff import give_role
from portal.accounts.models import Card, User
from portal.accounts.queries.cards import key_of_number
from portal.accounts.queries.people import not_emptied
from portal.accounts.rules import Role, session_marks
from portal.accounts.rules.cards import TOKEN_BYTES, CardSecrets, kept
from portal.audit import actions as audit
from portal.audit.queries import entries_by

DEMO_NAMES = {
    Role.PATIENT: "Demo Amira",
    Role.ADVISER: "Demo Esi",
    Role.FACILITATOR: "Demo Carys",
    Role.MODERATOR: "Demo Hana",
    Role.SAFEGUARDING_LEAD: "Demo Idris",
    Role.EDITOR: "Demo Dai",
    Role.TRANSLATOR: "Demo Farid",
    Role.CLINICAL_REVIEWER: "Demo Gwen",
    Role.MANAGER: "Demo Jola",
    Role.ADMIN: "Demo Kwame",
}


class DemoRefusedError(Exception):
    """The demo is not allowed here; the text says why (queries.DemoRefusal)."""


def refuse_unless_demo() -> None:
    """Raises DemoRefusedError unless the demo is allowed."""
    reason = queries.demo_refusal()
    if reason:
        raise DemoRefusedError(reason)


@transaction.atomic
def create_demo_people(*, now: datetime.datetime) -> list[User]:
    """Make one demo person for each role, those who work here with a second step of their own. Idempotent.

    Raises DemoRefusedError.
    """
    refuse_unless_demo()
    return [_demo_person(role, now=now) for role in Role]


def _demo_person(role: Role, *, now: datetime.datetime) -> User:
    email = f"{role}@demo.invalid"
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, name=DEMO_NAMES[role], is_demo=True)
        audit.record(by=None, action="accounts.demo_person_made", subject=person, detail={"role": role}, now=now)
    give_role(person=person, role=role)
    if role is Role.PATIENT:
        _demo_card(person, now=now)
    if person.is_staff and not queries.has_second_step(person):
        secret = base64.b32encode(secrets.token_bytes(20)).decode()
        keep_authenticator(person=person, secret=secret, last_step=-1)
    return person


@dataclass(frozen=True)
class DemoPatient:
    """Somebody an adviser of the demo added at the desk. days_ago: when; changes: as in preferences.change."""

    name: str
    language: str
    days_ago: int
    changes: Mapping[str, object]


DEMO_PATIENTS: Final = (
    DemoPatient("Demo Grace", "en", 40, {"needs": ["contact-voice", "format-audio"]}),
    DemoPatient("Demo Nasreen", "ur", 21, {"interpreter": "ur", "interpreter_gender": "woman"}),
    DemoPatient("Demo Mo", "en", 6, {}),
)
DEMO_PEOPLE: Final = uuid.UUID("0b5f3c57-7a0c-4c33-9e0e-6d6a5f4f2a11")
"""The namespace of the ids of these people: made once, and found again."""


@transaction.atomic
def create_demo_history(*, now: datetime.datetime) -> None:
    """What the demo's adviser and admin did for three more people: added them, wrote down and looked through what they
    need; and that everybody who works here signed in now and then. Once and no more; nothing without the demo's
    people."""
    adviser, admin = queries.demo_person(Role.ADVISER), queries.demo_person(Role.ADMIN)
    if adviser is None or admin is None:
        return
    for person in User.objects.filter(is_demo=True, is_staff=True):
        _signed_in_now_and_then(person, now=now)
    for each in DEMO_PATIENTS:
        form = uuid.uuid5(DEMO_PEOPLE, each.name)
        if User.objects.filter(pk=form).exists():
            continue
        at = now - datetime.timedelta(days=each.days_ago)
        person = add_person(form=form, name=each.name, language=each.language, by=adviser, now=at)
        User.objects.filter(pk=form).update(joined_at=at)
        if each.changes:
            note_look(person=person, by=adviser, now=at)
            change(by=adviser, person=person, changes=each.changes, now=at)
        if IN_NEEDS in each.changes:
            then = now - datetime.timedelta(days=each.days_ago // 2)
            note_look(person=person, by=admin, now=then)
            review_needs(by=admin, person=person, now=then)


def _signed_in_now_and_then(person: User, *, now: datetime.datetime) -> None:
    if entries_by(person.pk, ["accounts.signed_in"], most=1):
        return
    for days_ago in (16, 9, 2):
        at = now - datetime.timedelta(days=days_ago)
        audit.record(by=person, action="accounts.signed_in", subject=person, detail={"with": "app"}, now=at)


def _demo_card(person: User, *, now: datetime.datetime) -> None:
    """A card with the number and PIN of queries.DEMO_CARD, opened already. Its address is drawn and known to nobody."""
    form_hash = kept(settings.SECRET_KEY, "card-form", "demo")
    if Card.objects.filter(form_hash=form_hash).exists():
        return
    drawn = CardSecrets(token=secrets.token_urlsafe(TOKEN_BYTES), number=queries.DEMO_CARD.number)
    card = keep_card(person=person, secrets=drawn, form_hash=form_hash, by=None, now=now)
    join_with_card(key=key_of_number(drawn.number), pin=queries.DEMO_CARD.pin, now=now)
    audit.record(by=None, action="accounts.demo_card_made", subject=card, now=now)


@transaction.atomic
def remove_demo_people(*, now: datetime.datetime) -> int:
    """Delete every account flagged demo, and so end its sessions; how many. Needs no leave: the demo may be over."""
    people = list(User.objects.filter(not_emptied(), is_demo=True))
    for person in people:
        audit.record(by=None, action="accounts.demo_person_removed", subject=person, now=now)
        try:
            with transaction.atomic():
                person.delete()
        except ProtectedError:
            empty_account(person)
    return len(people)


def empty_account(person: User) -> None:
    """What stays of a person whose approval stands on an edition: a row with no name, address, role or way in."""
    person.email, person.name = None, ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    Authenticator.objects.filter(user=person).delete()
    person.cards.all().delete()
    person.known_devices.all().delete()


def demo_session(*, role: Role, now: datetime.datetime) -> str:
    """Sign in the demo person of a role, second step included; returns the value of the session cookie.

    Raises DemoRefusedError, and LookupError when the demo has not been set up.
    """
    refuse_unless_demo()
    person = queries.demo_person(role)
    if person is None:
        raise LookupError(role)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.update(session_marks(now=now, second_step=person.is_staff))
    session.set_expiry(settings.STAFF_LONGEST_HOURS * 3600)
    session.create()
    audit.record(by=None, action="accounts.demo_session_made", subject=person, detail={"role": role}, now=now)
    key: str = session.session_key
    return key
