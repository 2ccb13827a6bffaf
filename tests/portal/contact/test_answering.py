"""The queue of the people who answer: of two at once one wins, every look is written down, nothing grows old unseen."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from portal import clock
from portal.audit.models import AuditEntry
from portal.communications import actions as communications
from portal.contact.actions import answering
from portal.contact.models import Line, Request
from portal.contact.queries import work
from portal.contact.rules.promises import Age
from portal.contact.rules.states import Act, NoSuchMoveError, Outcome
from portal.outbox.models import OutboxItem
from tests.cast import sign_in
from tests.factories.people import PersonFactory
from tests.portal.contact.asking import ask, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client: Client) -> Request:
    """A call-back that somebody asked for, signed out."""
    ask(client, words="CANARY knee", name="Grace")
    return Request.objects.get()


@pytest.fixture
def tasha(db: None) -> Any:
    """A second adviser."""
    return PersonFactory(name="Tasha", adviser=True)


def address(row: Request) -> str:
    return f"/en/staff/requests/{row.pk}/"


def move(row: Request, act: Act, *, by: Any, turn: int, **more: Any) -> None:
    answering.act_on(request_id=row.pk, act=act, turn=turn, by=by, now=clock.now(), **more)


# Who may


@pytest.mark.parametrize("person", ["amira", "carys", "dai", "farid", "gwen", "hana", "idris"])
def test_only_those_who_answer_see_the_queue_or_learn_that_a_request_is_there(
    client: Client, request: pytest.FixtureRequest, asked: Request, person: str
) -> None:
    sign_in(client, request.getfixturevalue(person))
    assert client.get("/en/staff/requests/").status_code == 404
    there, nowhere = client.get(address(asked)), client.get(f"/en/staff/requests/{uuid.uuid4()}/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert b"CANARY" not in there.content


@pytest.mark.parametrize("person", ["esi", "jola", "kwame"])
def test_advisers_managers_and_admins_open_it(
    client: Client, request: pytest.FixtureRequest, asked: Request, person: str
) -> None:
    sign_in(client, request.getfixturevalue(person))
    assert "CANARY knee" in page(client.get(address(asked))).main.get_text()


def test_a_stranger_is_sent_to_sign_in(asked: Request) -> None:
    assert Client().get(address(asked))["Location"].startswith("/en/sign-in/")


# Looks


def test_each_look_at_a_persons_request_is_written_down_as_a_look_at_them(amira: Any, esi: Any) -> None:
    ask(sign_in(Client(), amira))
    adviser = sign_in(Client(), esi)
    for _look in range(2):
        adviser.get(address(Request.objects.get()))
    looks = AuditEntry.objects.filter(action="contact.looked")
    assert {(look.actor, look.subject_type, look.subject_key) for look in looks} == {
        (esi.pk, "accounts.user", str(amira.pk))
    }
    assert len(looks) == 2


def test_a_look_at_what_was_asked_signed_out_is_written_down_too(client: Client, asked: Request, esi: Any) -> None:
    sign_in(client, esi).get(address(asked))
    look = AuditEntry.objects.get(action="contact.looked")
    assert (look.subject_type, look.subject_key) == ("contact.request", str(asked.pk))


def test_the_list_shows_no_name_number_or_words_so_it_is_no_look(client: Client, asked: Request, esi: Any) -> None:
    text = page(sign_in(client, esi).get("/en/staff/requests/")).main.get_text()
    assert not any(secret in text for secret in ("CANARY", "Grace", "07700", "900123"))
    assert not AuditEntry.objects.filter(action="contact.looked").exists()


# Two at once


def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told_by_whom(asked: Request, esi: Any, tasha: Any) -> None:
    first, second = sign_in(Client(), esi), sign_in(Client(), tasha)
    turns = [page(each.get(address(asked))).select_one("input[name=turn]")["value"] for each in (first, second)]
    assert turns == ["0", "0"], "both saw it free"
    assert first.post(address(asked), {"act": "claim", "turn": "0"}).status_code == 303
    response = second.post(address(asked), {"act": "claim", "turn": "0"})
    assert response.status_code == 409
    told = page(response).select_one("main [role=alert]").get_text(" ", strip=True)
    assert told.startswith("Esi was first.")
    asked.refresh_from_db()
    assert asked.claimed_by == esi
    assert asked.lines.filter(kind=Line.MOVED).count() == 1


def test_the_database_decides_when_both_have_read_the_same_row(
    asked: Request, esi: Any, tasha: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the read and the write of one, the other writes."""
    real = answering.moved

    def other_first(state: Any, act: Any) -> Any:
        monkeypatch.setattr(answering, "moved", real)
        move(asked, Act.CLAIM, by=tasha, turn=0)
        return real(state, act)

    monkeypatch.setattr(answering, "moved", other_first)
    with pytest.raises(answering.MovedFirstError) as lost:
        move(asked, Act.CLAIM, by=esi, turn=0)
    assert lost.value.who == "Tasha"
    asked.refresh_from_db()
    assert (asked.claimed_by, asked.turn) == (tasha, 1)


def test_a_person_who_takes_it_back_wins_over_an_open_page(client: Client, esi: Any) -> None:
    status = ask(client)["Location"]
    row = Request.objects.get()
    client.post(status, {"act": "cancel"})
    response = sign_in(Client(), esi).post(address(row), {"act": "claim", "turn": "0"})
    assert response.status_code == 409
    assert Request.objects.get().state == "cancelled"


def test_nobody_finishes_what_a_colleague_has(asked: Request, esi: Any, tasha: Any) -> None:
    move(asked, Act.CLAIM, by=esi, turn=0)
    with pytest.raises(answering.NotYoursError):
        move(asked, Act.FINISH, by=tasha, turn=1, outcome=Outcome.SPOKE)
    move(asked, Act.RELEASE, by=tasha, turn=1)
    move(asked, Act.CLAIM, by=tasha, turn=2)
    move(asked, Act.FINISH, by=tasha, turn=3, outcome=Outcome.SPOKE)
    with pytest.raises(NoSuchMoveError):
        move(asked, Act.CLAIM, by=esi, turn=4)


def test_whoever_tries_to_finish_what_a_colleague_has_is_told_who(asked: Request, esi: Any, tasha: Any) -> None:
    move(asked, Act.CLAIM, by=esi, turn=0)
    answer = sign_in(Client(), tasha).post(address(asked), {"act": "finish", "turn": "1", "outcome": "spoke"})
    assert answer.status_code == 409
    assert page(answer).main.select_one("[role=alert]").get_text(" ", strip=True).startswith("Esi was first.")
    assert Request.objects.get().state == "claimed"


# Finishing and notes


def test_finishing_needs_an_outcome_and_keeps_the_answer(client: Client, asked: Request, esi: Any) -> None:
    sign_in(client, esi)
    move(asked, Act.CLAIM, by=esi, turn=0)
    response = client.post(address(asked), {"act": "finish", "turn": "1", "answer": "We spoke of walking."})
    assert response.status_code == 422
    soup = page(response)
    assert soup.select_one(".error-summary a").get_text() == "Choose how it ended"
    assert "We spoke of walking." in soup.get_text()
    with pytest.raises(ValueError, match="outcome"):
        move(asked, Act.FINISH, by=esi, turn=1)


def test_a_note_is_kept_once_sealed_and_never_shown_to_whoever_has_the_page(client: Client, esi: Any) -> None:
    status = ask(client)["Location"]
    row = Request.objects.get()
    adviser = sign_in(Client(), esi)
    form = {"act": "note", "key": str(uuid.uuid4()), "words": "CANARY note"}
    for _tap in range(2):
        assert adviser.post(address(row), form).status_code == 303
    assert row.lines.filter(kind=Line.NOTE).count() == 1
    assert "CANARY note" in page(adviser.get(address(row))).main.get_text()
    assert b"CANARY note" not in client.get(status).content
    assert adviser.post(address(row), {"act": "note", "words": " "}).status_code == 422


@pytest.mark.parametrize("typed", [{"act": "cancel"}, {"act": ""}, {}, {"act": "\x00"}, {"act": "delete"}])
def test_an_act_that_is_none_is_not_there(client: Client, asked: Request, esi: Any, typed: dict[str, str]) -> None:
    assert sign_in(client, esi).post(address(asked), typed).status_code == 404


@pytest.mark.parametrize("turn", ["", "-1", "x", "9" * 40, "٣", "1.5", "\x00"])
def test_a_turn_that_is_none_moves_nothing(client: Client, asked: Request, esi: Any, turn: str) -> None:
    assert sign_in(client, esi).post(address(asked), {"act": "claim", "turn": turn}).status_code == 409
    assert Request.objects.get().state == "new"


# Age


def test_what_is_late_stands_first_with_an_alarm_and_needs_stand_on_top(
    client: Client, asked: Request, esi: Any
) -> None:
    ask(Client(), number="07700 900456", prefers="voice")
    late = Request.objects.exclude(pk=asked.pk).get()
    Request.objects.filter(pk=late.pk).update(aim_by=clock.now() - datetime.timedelta(hours=1))
    soup = page(sign_in(client, esi).get("/en/staff/requests/"))
    assert "1 request is past the time we named." in soup.select_one("main [role=alert]").get_text()
    first = soup.select_one("main > .told li")
    assert first.a["href"] == address(late)
    assert first.find(True).get_text(strip=True) == "prefers: voice"


def test_words_that_may_be_a_sign_stand_before_what_is_late(asked: Request, esi: Any) -> None:
    Request.objects.update(aim_by=clock.now() - datetime.timedelta(hours=1))
    ask(Client(), number="07700 900456", words="numb bottom")
    assert [line.may_need_help_now for line in work.queue(by=esi, now=clock.now())] == [True, False]
    assert work.queue(by=esi, now=clock.now())[1].age is Age.LATE


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(
    client: Client, asked: Request, esi: Any, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, esi)
    for number in range(12):
        ask(Client(), number=f"07700 9001{number:02}")
    with django_assert_max_num_queries(15):
        assert len(page(client.get("/en/staff/requests/")).select("main > .told > li")) == 13


# Messages


def test_whoever_asked_for_texts_gets_one_for_each_move_with_no_word_of_health(
    client: Client, esi: Any, settings: Any
) -> None:
    from portal.contact.tasks import tell

    settings.LOOPBACK_ONLY = True
    ask(client, words="My knee", wants_texts="1")
    move(Request.objects.get(), Act.CLAIM, by=esi, turn=0)
    item = OutboxItem.objects.get()
    assert item.kind == "portal.contact.tell"
    tell(**item.payload)
    (text,) = (settings.VAR_DIR / "texts").iterdir()
    said = text.read_text()
    assert "+447700900123" in said
    assert "/en/ask/sent/" in said
    assert not any(word in said.lower() for word in ("knee", "pain", "physio"))
    communications.take_text(number="+447700900123", words="STOP", now=clock.now())
    tell(**item.payload)
    assert len(list((settings.VAR_DIR / "texts").iterdir())) == 1, "STOP is heard"


def test_somebody_signed_in_is_told_in_the_way_they_chose(amira: Any, esi: Any) -> None:
    ask(sign_in(Client(), amira))
    move(Request.objects.get(), Act.CLAIM, by=esi, turn=0)
    item = OutboxItem.objects.get()
    assert item.kind == "portal.communications.deliver"
    assert item.payload == {"person": str(amira.pk), "message": "request_news"}
