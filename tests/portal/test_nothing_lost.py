"""What a person was told is saved outlives every process, and is there once however often it was sent."""

import os
import signal
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.live import STARTS_WITHIN_SECONDS, Answer, Phone, Service, service
from tests.processes import eventually

pytestmark = pytest.mark.slow
STEP = "/en/learn/do-i-need-a-scan/what-scans-show/"
AT_ONCE = 20
PIN = "7294"
COUNTS = (
    "from modules.learning.models import StepProgress",
    "from portal.accounts.models import Card, KnownDevice",
    "from portal.contact.models import Request",
    "told = {",
    "    'steps': [str(row.answer_key or '') for row in StepProgress.objects.all()],",
    "    'words': [row.words for row in Request.objects.order_by('sent_at')],",
    "    'calls': Request.objects.filter(kind='call').count(),",
    "    'joined': Card.objects.filter(joined_at__isnull=False).count(),",
    "    'devices': KnownDevice.objects.count(),",
    "}",
)


@pytest.fixture
def live(tmp_path: Path, demo_site: object) -> Iterator[Service]:
    with service(tmp_path) as found:
        yield found


def patient(live: Service) -> Phone:
    return live.phone(live.here.manage("demo_session", "patient").split()[-1])


def question(phone: Phone, words: str) -> Answer:
    key = phone.field("/en/ask/question/", "key")
    return phone.post("/en/ask/question/", key=key, words=words, number="", name="")


def test_what_was_saved_outlives_the_death_of_every_process(live: Service) -> None:
    amira, stranger = patient(live), live.phone()
    answer = amira.field(STEP, "answer")
    said = []
    for victims in (("granian",), ("worker",), ("beat",)):
        eventually(lambda victims=victims: live.members(*victims), within=STARTS_WITHIN_SECONDS)
        words = f"How long? {victims[0]}"
        assert amira.post(STEP, act="continue", answer=answer).status == 303
        sent = question(stranger, words)
        assert sent.status == 303
        killed = live.members(*victims)
        for process in killed:
            os.kill(process, signal.SIGKILL)
        said.append(words)
        eventually(live.answers, within=STARTS_WITHIN_SECONDS)
        eventually(lambda v=victims, k=killed: set(live.members(*v)) - set(k), within=STARTS_WITHIN_SECONDS)
        assert stranger.get(sent.place).status == 200
        chosen = next(tag for tag in amira.get(STEP).text.split("<input") if f'value="{answer}"' in tag)
        assert "checked" in chosen.split(">")[0]
        there = live.here.told(*COUNTS)
        assert there["words"] == said
        assert there["steps"] == [answer]


def at_once(act: Callable[[], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(AT_ONCE) as hands:
        return [hand.result() for hand in [hands.submit(act) for _ in range(AT_ONCE)]]


def test_twenty_identical_posts_at_once_make_one_thing(live: Service) -> None:
    amira, stranger = patient(live), live.phone()

    answer = amira.field(STEP, "answer")
    steps = at_once(lambda: amira.post(STEP, act="continue", answer=answer))
    assert {(each.status, each.place) for each in steps} == {(303, steps[0].place)}

    key = stranger.field("/en/ask/call/", "key")
    calls = at_once(lambda: stranger.post("/en/ask/call/", key=key, part="any", number="07700 900123"))
    assert {(each.status, each.place) for each in calls} == {(303, calls[0].place)}

    before = live.here.told(*COUNTS)
    token = live.here.told(
        "import uuid",
        "from portal import clock",
        "from portal.accounts.actions.cards import issue_card",
        "from portal.accounts.models import User",
        "adviser = User.objects.get(name='Demo Esi')",
        "person = User.objects.create(name='Grace')",
        f"told = issue_card(person=person, form=uuid.UUID('{uuid.uuid4()}'), by=adviser, now=clock.now()).token",
    )
    opening = f"/en/join/card/{token}/"
    phone = live.phone()
    assert phone.get(opening).status == 200
    choosing = phone.post(opening).place
    assert phone.get(choosing).status == 200
    opened = at_once(lambda: phone.post(choosing, pin=PIN, again=PIN))
    assert max(each.status for each in opened) < 500

    there = live.here.told(*COUNTS)
    assert there["steps"] == [answer]
    assert there["calls"] == 1
    assert there["joined"] == before["joined"] + 1
