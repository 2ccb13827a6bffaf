"""A few requests of the demo, in several states: believable, and of nobody."""

import datetime
import uuid
from typing import Final

from pages.editions.models import Edition
from portal.accounts.models import User
from portal.accounts.queries import demo_person
from portal.accounts.rules import Role
from portal.accounts.rules.preferences import Voice
from portal.contact.actions import answering, asking
from portal.contact.actions.clear import close_clear_months, say_clear
from portal.contact.models import ClearAnswer, ClearMonth, Request
from portal.contact.rules import About, Form, Kind, Part, Prefers, Wish
from portal.contact.rules.clear import Clear
from portal.contact.rules.states import Act, Outcome
from portal.settings.languages import SOURCE_LANGUAGE

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
    "leah": Wish(
        kind=Kind.PROBLEM,
        language="en",
        about=About.CONTENT,
        page="/en/read/knee-pain/",
        name="Demo Leah",
        words="The page says 12 weeks in one place and 3 months in another. Which is right?",
    ),
    "ray": Wish(
        kind=Kind.PROBLEM,
        language="en",
        about=About.ANYTHING,
        is_complaint=True,
        name="Demo Ray",
        words="The door of the drop-in was locked when I came with my frame, and I waited outside.",
    ),
    "iris": Wish(
        kind=Kind.PROBLEM,
        language="en",
        about=About.STAFF,
        is_complaint=True,
        name="Demo Iris",
        words="Somebody talked about my back in front of the whole waiting room.",
    ),
    "pat": Wish(kind=Kind.CALL, language="en", part=Part.MORNING, number="+447700900103", name="Demo Pat"),
}
ANSWERS: Final = {
    "mo": "Yes. Begin with a few holes, and stop where it stays comfortable. We can help you build up.",
    "ray": "We are sorry that you had to wait. The door is open from 9am now, and there is a bell at your height.",
}
DAYS_AGO: Final = {"ray": 9, "pat": 4}
"""What is done by now. Everything else was asked in the last hours."""

CLEAR: Final = ({Clear.YES: 16, Clear.PARTLY: 7, Clear.NO: 5}, {Clear.YES: 9, Clear.PARTLY: 6, Clear.NO: 2})
"""What is said of the first short lessons: how often each."""

NETWORK: Final = "demo"


def create_demo_history(*, now: datetime.datetime) -> None:
    """Lay the requests of the demo: new, taken on, tried, done, and one of the demo patient. Once and no more."""
    adviser, patient, manager = (demo_person(role) for role in (Role.ADVISER, Role.PATIENT, Role.MANAGER))
    if adviser is None or manager is None or Request.objects.filter(idempotency_key=_key("grace")).exists():
        return
    hour = datetime.timedelta(hours=1)
    for number, name in enumerate(WISHES):
        ago = datetime.timedelta(days=DAYS_AGO.get(name, 0), hours=len(WISHES) - number)
        _ask(name, now=now - ago)
    if patient:
        _ask("grace", by=patient, now=now - hour)
    _move("nasreen", Act.CLAIM, by=adviser, now=now - hour)
    for act in (Act.CLAIM, Act.TRY):
        _move("shane", act, by=manager, now=now - hour / 2)
    _move("mo", Act.CLAIM, by=adviser, now=now - hour)
    _move("mo", Act.FINISH, by=adviser, now=now - hour / 2, outcome=Outcome.ANSWERED, answer=ANSWERS["mo"])
    _finish("ray", Outcome.PASSED_ON, by=manager, acts=(Act.CLAIM,), at=now - datetime.timedelta(days=6))
    _finish("pat", Outcome.NOT_REACHED, by=adviser, acts=(Act.CLAIM, Act.TRY, Act.TRY), at=now - 48 * hour)


def _finish(name: str, outcome: Outcome, *, by: User, acts: tuple[Act, ...], at: datetime.datetime) -> None:
    for number, act in enumerate(acts):
        _move(name, act, by=by, now=at - (len(acts) - number) * datetime.timedelta(hours=2))
    _move(name, Act.FINISH, by=by, now=at, outcome=outcome, answer=ANSWERS.get(name, ""))


def create_demo_answers(*, now: datetime.datetime) -> None:
    """Let people have said of the first short lessons whether they were clear, often enough for the report: on several
    days of the month before, from phones that lead to nobody. Saying it again changes nothing."""
    last_month = now.replace(day=1) - datetime.timedelta(days=1)
    for page_key, said in zip(_lessons(), CLEAR, strict=False):
        answers = [answer for answer, times in said.items() for _time in range(times)]
        if ClearAnswer.objects.filter(pk__in=[_answer_id(page_key, number) for number in range(len(answers))]).exists():
            continue
        for number, answer in enumerate(answers):
            say_clear(
                by=None,
                page_key=page_key,
                answer=answer,
                own_key=_form(f"clear-{number}"),
                network=f"{NETWORK}-{number}",
                now=last_month - datetime.timedelta(days=number % 20),
            )
    close_clear_months(by=None, now=now, is_demo=True)


def _answer_id(page_key: uuid.UUID, number: int) -> uuid.UUID:
    return uuid.uuid5(page_key, str(_form(f"clear-{number}")))


def _lessons() -> list[uuid.UUID]:
    """The keys of the short lessons that readers can open, in their order."""
    rows = Edition.objects.readable().public().filter(language=SOURCE_LANGUAGE, page__url_path__contains="/learn/")
    return list(rows.filter(page__depth=LESSON_DEPTH).order_by("page__path").values_list("key", flat=True))


LESSON_DEPTH: Final = 4
"""The root, home, the list of lessons, a lesson."""


def remove_demo_history() -> int:
    """Take away what the demo asked and said, whoever it was; how many requests. What the demo patient asked goes with
    the account. Works with the demo switched off, when its lessons are no longer there for readers."""
    most = max(sum(said.values()) for said in CLEAR)
    pages = ClearAnswer.objects.filter(person=None).values_list("page_key", flat=True).distinct()
    ids = [_answer_id(page_key, number) for page_key in pages for number in range(most)]
    ClearAnswer.objects.filter(pk__in=ids).delete()
    ClearMonth.objects.filter(is_demo=True).delete()
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
