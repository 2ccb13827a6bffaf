"""A few requests of the demo, in several states: believable, and of nobody."""

import datetime
import uuid
from typing import Final

from portal.accounts.models import User
from portal.accounts.queries import demo_person
from portal.accounts.rules import Role
from portal.accounts.rules.preferences import Voice
from portal.contact.actions import answering, asking
from portal.contact.models import Request
from portal.contact.rules import About, Form, Kind, Part, Prefers, Wish
from portal.contact.rules.states import Act, Outcome

DEMO: Final = uuid.UUID("b6f6f4f0-6f0b-4f0d-9a44-0b7a5a1a7d10")
"""The namespace of the keys of what the demo asks: laid once, and found again when the demo is over."""

WISHES: Final = {
    "grace": Wish(
        kind=Kind.CALL,
        language="en",
        part=Part.AFTERNOON,
        number="+447700900101",
        name="Grace",
        comes_along=True,
        prefers=(Prefers.VOICE,),
        words="My back hurts when I lift the baby. I would like to come to the pram walk.",
    ),
    "nasreen": Wish(
        kind=Kind.INTERPRETER,
        language="ur",
        number="+447700900102",
        name="Nasreen",
        interpreter="ur",
        interpreter_voice=Voice.WOMAN,
        words="گھٹنے کے بارے میں ملاقات، 3 دسمبر، صبح 10 بجے",
    ),
    "colin": Wish(kind=Kind.FORMAT, language="en", form=Form.AUDIO, page="/en/body/shoulder/", name="Colin"),
    "mo": Wish(kind=Kind.QUESTION, language="en", name="Mo", words="Can I play golf while I wait for physiotherapy?"),
    "shane": Wish(
        kind=Kind.PROBLEM,
        language="en",
        about=About.STAFF,
        is_complaint=True,
        name="Shane",
        words="I was told that I would be called on Friday, and nobody called.",
    ),
}
ANSWERS: Final = {
    "mo": "Yes. Begin with a few holes, and stop where it stays comfortable. We can help you build up.",
}
NETWORK: Final = "demo"


def create_demo_history(*, now: datetime.datetime) -> None:
    """Lay the requests of the demo: new, taken on, tried, done, and one of the demo patient. Once and no more."""
    adviser, patient, manager = (demo_person(role) for role in (Role.ADVISER, Role.PATIENT, Role.MANAGER))
    if adviser is None or manager is None or Request.objects.filter(idempotency_key=_key("grace")).exists():
        return
    hour = datetime.timedelta(hours=1)
    for number, name in enumerate(WISHES):
        _ask(name, now=now - (len(WISHES) - number) * hour)
    if patient:
        _ask("grace", by=patient, now=now - hour)
    _move("nasreen", Act.CLAIM, by=adviser, now=now - hour)
    for act in (Act.CLAIM, Act.TRY):
        _move("shane", act, by=manager, now=now - hour / 2)
    _move("mo", Act.CLAIM, by=adviser, now=now - hour)
    _move("mo", Act.FINISH, by=adviser, now=now - hour / 2, outcome=Outcome.ANSWERED, answer=ANSWERS["mo"])


def remove_demo_history() -> int:
    """Take away what the demo asked, whoever it was; how many."""
    keys = [*(_key(name) for name in WISHES), _key("grace", by=demo_person(Role.PATIENT))]
    return Request.objects.filter(idempotency_key__in=keys).delete()[1].get("contact.Request", 0)


def _form(name: str) -> uuid.UUID:
    return uuid.uuid5(DEMO, name)


def _key(name: str, *, by: User | None = None) -> uuid.UUID:
    return asking.key_of(_form(name), by=by, wish=WISHES[name])


def _ask(name: str, *, now: datetime.datetime, by: User | None = None) -> None:
    asking.ask(by=by, wish=WISHES[name], idempotency_key=_form(name), network=NETWORK, now=now)


def _move(
    name: str, act: Act, *, by: User, now: datetime.datetime, outcome: Outcome | None = None, answer: str = ""
) -> None:
    row = Request.objects.get(idempotency_key=_key(name))
    answering.act_on(request_id=row.pk, act=act, turn=row.turn, by=by, now=now, outcome=outcome, answer=answer)
