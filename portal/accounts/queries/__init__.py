"""What is known of people: who may come in, with what role, and what the staff pages show of them."""

import datetime
import uuid
from dataclasses import dataclass
from enum import StrEnum

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import SignInAttempt, User
from portal.accounts.rules import CODE_LIVES, Purpose, Role, sign_in_code, totp, totp_step

LOOPBACK_HOSTS = frozenset({"localhost", ".localhost", "127.0.0.1", "[::1]"})


class DemoRefusal(StrEnum):
    """Why nobody may sign in as a demo person."""

    SWITCHED_OFF = "The demo is refused: it is switched off (STRIDES_DEMO is not 1)."
    NOT_LOOPBACK = "The demo is refused: this site answers to more than this machine."
    REAL_ACCOUNTS = "The demo is refused: there is an account that is not a demo one."


def demo_refusal() -> DemoRefusal | None:
    """Why the demo is refused, or None when it is allowed: switched on, bound to loopback, and nobody real about."""
    if not settings.DEMO:
        return DemoRefusal.SWITCHED_OFF
    if not settings.LOOPBACK_ONLY or not LOOPBACK_HOSTS.issuperset(settings.ALLOWED_HOSTS):
        return DemoRefusal.NOT_LOOPBACK
    if User.objects.filter(is_demo=False).exists():
        return DemoRefusal.REAL_ACCOUNTS
    return None


def demo_allowed() -> bool:
    """Whether demo people may sign in."""
    return demo_refusal() is None


def may_come_in(person: User) -> bool:
    """Whether this person may sign in, and stay signed in: active, and not a demo person off duty."""
    return person.is_active and (not person.is_demo or demo_allowed())


def person_by_address(email: str) -> User | None:
    """The person who may sign in with this address, in any capitals; None for a stranger."""
    person = User.objects.filter(email=email.strip().lower()).first()
    return person if person and may_come_in(person) else None


def person_by_id(person_id: str | uuid.UUID) -> User | None:
    """The person with this id who may sign in; None for anyone else."""
    person = User.objects.filter(pk=person_id).first()
    return person if person and may_come_in(person) else None


def person_with_id(person_id: uuid.UUID) -> User | None:
    """The account with this id, closed ones included."""
    return User.objects.filter(pk=person_id).first()


def account(person_id: uuid.UUID) -> User:
    """The account with this id, whatever its state. Raises User.DoesNotExist."""
    return User.objects.get(pk=person_id)


def roles(person: User | AnonymousUser) -> frozenset[Role]:
    """The roles of a person, from the groups of these names."""
    if isinstance(person, AnonymousUser):
        return frozenset()
    return frozenset(Role(name) for name in person.groups.filter(name__in=list(Role)).values_list("name", flat=True))


@dataclass(frozen=True)
class CodeMail:
    """What the mail with a code needs."""

    email: str
    language: str
    code: str
    minutes: int


def code_mail(attempt_id: str, *, now: datetime.datetime) -> CodeMail | None:
    """The mail for one attempt; None when there is nobody to write to, or when it would come too late."""
    attempt = SignInAttempt.objects.select_related("person").filter(pk=attempt_id, used_at=None).first()
    if not attempt or now >= attempt.asked_at + CODE_LIVES:
        return None
    address = _where_to(attempt)
    if not address:
        return None
    code = sign_in_code(settings.SECRET_KEY, attempt.pk)
    return CodeMail(address, attempt.language, code, int(CODE_LIVES.total_seconds() // 60))


def _where_to(attempt: SignInAttempt) -> str:
    """A new address only while nobody has it: whoever has may be closed, or may not know who is asking."""
    if attempt.new_address and (attempt.person is None or attempt.purpose == Purpose.CHANGE):
        return "" if address_is_taken(attempt.new_address) else attempt.new_address
    return (attempt.person.email or "") if attempt.person else ""


def address_is_taken(email: str) -> bool:
    """Whether any account has this address, in any capitals, closed ones included."""
    return User.objects.filter(email=email.strip().lower()).exists()


def has_second_step(person: User) -> bool:
    """Whether the person has set up an authenticator app."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def recovery_codes(person: User) -> list[str]:
    """The recovery codes the person has not used yet."""
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return kept.wrap().get_unused_codes() if kept else []


def demo_code(person: User, *, now: datetime.datetime) -> str:
    """What the authenticator app of a demo person shows now; empty for anyone else, and when the demo is refused."""
    if not person.is_demo or not demo_allowed():
        return ""
    app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if not app:
        return ""
    return totp(decrypt(app.data["secret"]), max(totp_step(now), app.data["last_step"] + 1))  # never one that is spent


@dataclass(frozen=True)
class StaffMember:
    """One line of the staff list."""

    id: uuid.UUID
    name: str
    email: str
    roles: tuple[str, ...]
    is_active: bool
    is_demo: bool
    has_second_step: bool
    last_login: datetime.datetime | None


def staff(*, only: uuid.UUID | None = None) -> list[StaffMember]:
    """Everybody who works here, those who left included, by name; with ``only``, that person alone."""
    people = User.objects.filter(groups__name__in=[role for role in Role if role is not Role.PATIENT]).distinct()
    if only:
        people = people.filter(pk=only)
    enrolled = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    return [
        StaffMember(
            id=person.pk,
            name=person.name,
            email=person.email or "",
            roles=tuple(sorted(group.name for group in person.groups.all())),
            is_active=person.is_active,
            is_demo=person.is_demo,
            has_second_step=person.pk in enrolled,
            last_login=person.last_login,
        )
        for person in people.prefetch_related("groups").order_by("name", "email")
    ]


@dataclass(frozen=True)
class DemoPerson:
    """One line of the demo's list on the sign-in page."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True)
class DemoCard:
    """The card of the demo's patient, for trying the door: no secret, and there only while the demo is allowed."""

    number: str
    pin: str


DEMO_CARD = DemoCard(number="483927163", pin="7294")


def demo_people() -> list[DemoPerson]:
    """The people of the demo in the order of the roles; empty unless the demo is allowed."""
    if not demo_allowed():
        return []
    people = User.objects.filter(is_demo=True, groups__name__in=list(Role)).prefetch_related("groups")
    lines = [DemoPerson(person.email or "", person.name, Role(person.groups.all()[0].name)) for person in people]
    return sorted(lines, key=lambda line: list(Role).index(line.role))


def demo_person(role: Role) -> User | None:
    """The demo person of a role; None unless the demo is allowed and was set up."""
    if not demo_allowed():
        return None
    return User.objects.filter(is_demo=True, groups__name=role).first()
