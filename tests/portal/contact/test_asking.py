"""Asking: one open call-back, nothing lost, nothing doubled, and our phone number when there is too much at once."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from portal import clock
from portal.accounts.rules import Limit
from portal.audit.models import AuditEntry
from portal.contact.actions import answering, asking
from portal.contact.exchange import phone
from portal.contact.models import Line, Request
from portal.contact.rules import KEPT_WHEN_CLOSED, SHOWN_WHEN_CLOSED, Kind, Part, Wish, said
from portal.contact.rules.states import Act
from portal.outbox.models import OutboxItem
from portal.privacy.actions import retention
from portal.sealing.models import DataKey
from tests.cast import sign_in
from tests.portal.contact.asking import NUMBER, ask, page, status_of

WISH = Wish(kind=Kind.CALL, language="en", part=Part.ANY, number="+447700900123", words="My knee")

pytestmark = pytest.mark.django_db


def send(wish: Wish = WISH, *, by: Any = None, key: uuid.UUID | None = None) -> asking.Sent:
    return asking.ask(by=by, wish=wish, idempotency_key=key or uuid.uuid4(), network="10.0.0.1", now=clock.now())


# One thing


def test_the_same_form_twenty_times_is_one_request(client: Client) -> None:
    form = {"key": str(uuid.uuid4()), "part": "any", "number": NUMBER, "words": "My knee"}
    led_to = {client.post("/en/ask/call/", form)["Location"] for _time in range(20)}
    assert len(led_to) == 1
    assert Request.objects.count() == 1
    assert Line.objects.count() == 1


def test_a_form_sent_back_with_other_words_loses_none_of_them(client: Client) -> None:
    form = {"key": str(uuid.uuid4()), "number": NUMBER}
    first, second = "My knee", "And I cannot feel my legs"
    led_to = [client.post("/en/ask/question/", {**form, "words": words})["Location"] for words in (first, second)]
    assert len(set(led_to)) == 2
    assert {row.words for row in Request.objects.all()} == {first, second}


def test_twenty_forms_with_the_same_words_and_number_are_one_request(client: Client) -> None:
    led_to = {ask(client, words="My knee")["Location"] for _time in range(12)}
    assert len(led_to) == 1
    assert Request.objects.count() == 1
    assert Line.objects.count() == 1


@pytest.mark.parametrize("kind", [Kind.CALL, Kind.QUESTION])
def test_two_in_one_instant_are_told_apart_by_the_database(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    """What a second process sees that looked before the first had written: nothing. The constraint decides."""
    wish = Wish(kind=kind, language="en", number="+447700900123", words="My knee")
    key = uuid.uuid4()
    first = send(wish, key=key)
    look, looks = asking._already_sent, []

    def too_early(key: uuid.UUID) -> Request | None:
        looks.append(key)
        return look(key) if len(looks) > 1 else None

    monkeypatch.setattr(asking, "_already_sent", too_early)
    monkeypatch.setattr(asking, "_join", lambda *args, **kwargs: None)
    assert send(wish, key=key).token == first.token
    assert Request.objects.count() == 1


def test_the_database_itself_allows_one_open_call_for_a_number_and_for_a_person(amira: Any) -> None:
    send()
    send(by=amira)
    for row in Request.objects.all():
        row.pk, row.reference = uuid.uuid4(), "ZZZZZZ"
        row.idempotency_key, row.token_mark = uuid.uuid4(), "x"
        row.token = row.number = row.name = row.words = row.signs = ""
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


# A second ask


def test_a_second_ask_from_the_same_number_joins_the_first_and_gets_its_page(client: Client) -> None:
    first = ask(client, words="My knee")
    second = ask(Client(), number="+44 7700 900 123", words="Please after 3", part="afternoon", comes_along="1")
    assert second["Location"] == first["Location"]
    row = Request.objects.get()
    assert [(line.kind, line.words) for line in row.lines.all()] == [("sent", ""), ("added", "Please after 3")]
    assert (row.part, row.comes_along, row.words) == ("afternoon", True, "My knee")
    text = status_of(client, second).main.get_text()
    assert "You sent more. We added it." in text
    assert "Please after 3" not in text, "whoever types a number learns nothing that was written"


def test_whoever_types_a_number_learns_nothing_of_its_request_and_cannot_stop_it(
    client: Client, demo_site: object, esi: Any
) -> None:
    first = ask(client, words="I can't pee since last night")["Location"]
    row = Request.objects.get()
    for act, more in ((Act.CLAIM, {}), (Act.TRY, {})):
        turn = Request.objects.get().turn
        answering.act_on(request_id=row.pk, act=act, turn=turn, by=esi, now=clock.now(), **more)
    Line.objects.create(request=row, key_id=row.key_id, at=clock.now(), kind=Line.ANSWER, words="About your knee")
    stranger = Client()
    led_to = ask(stranger)["Location"]
    assert led_to == first
    shown = page(stranger.get(led_to))
    assert "aim to call you by" in shown.main.get_text()
    assert shown.select(".signs-now") == []
    assert "About your knee" not in shown.main.get_text()
    assert said(row.reference) not in shown.main.get_text().replace("\u2066", "").replace("\u2069", "")
    assert shown.select("main form") == []
    stranger.post(led_to, {"act": "cancel"})
    assert Request.objects.get().state == "tried"
    assert "phone us" in page(client.get(first)).main.get_text(), "and who asked first is told how to take it back"
    assert page(client.get(first)).select(".signs-now"), "what they wrote themselves stays with their own phone"


def test_somebody_who_joins_reads_the_signs_of_their_own_words(client: Client, demo_site: object) -> None:
    ask(client)
    stranger = Client()
    assert status_of(stranger, ask(stranger, words="numb bottom")).select(".signs-now")
    assert page(client.get(f"/en/ask/sent/{Request.objects.get().token}/")).select(".signs-now") == []


def test_the_same_phone_may_ask_twice_and_still_take_it_back(client: Client) -> None:
    ask(client)
    led_to = ask(client, words="After 3 please")["Location"]
    assert page(client.get(led_to)).select("main form button[value=cancel]")
    client.post(led_to, {"act": "cancel"})
    assert Request.objects.get().state == "cancelled"


@pytest.mark.parametrize("value", ["", "nonsense", "x" * 5000, "a:b:c"])
def test_a_cookie_that_is_not_ours_only_makes_it_another_phone(client: Client, value: str) -> None:
    ask(client)
    client.cookies[phone.COOKIE] = value
    assert ask(client, words="More").status_code == 303
    assert Request.objects.get().is_shared


def test_the_address_of_somebodys_request_does_not_ask_again_in_their_name(client: Client, amira: Any) -> None:
    hers = sign_in(Client(), amira)
    asked = ask(hers, words="My knee")["Location"]
    hers.post(asked, {"act": "cancel"})
    assert page(client.get(asked)).select("main form") == []
    assert client.post(asked, {"act": "again"})["Location"] == "/en/ask/call/"
    assert Request.objects.count() == 1
    assert hers.post(asked, {"act": "again"}).status_code == 303
    assert [row.person for row in Request.objects.all()] == [amira, amira]


@pytest.mark.parametrize("signed_in", [True, False])
def test_an_answer_leaves_the_page_30_days_after_the_end_but_not_for_its_owner(
    client: Client, amira: Any, signed_in: bool
) -> None:
    own = sign_in(client, amira) if signed_in else client
    asked = ask(own, "question")["Location"]
    row = Request.objects.get()
    Line.objects.create(request=row, key_id=row.key_id, at=clock.now(), kind=Line.ANSWER, words="Walk a little")
    own.post(asked, {"act": "cancel"})
    assert "Walk a little" in page(own.get(asked)).main.get_text()
    Request.objects.update(closed_at=clock.now() - SHOWN_WHEN_CLOSED - datetime.timedelta(minutes=1))
    assert ("Walk a little" in page(own.get(asked)).main.get_text()) is signed_in


def test_somebody_who_types_the_number_of_a_person_with_an_account_never_meets_their_request(
    client: Client, amira: Any, ben: Any
) -> None:
    hers = ask(sign_in(Client(), amira))["Location"]
    assert ask(client)["Location"] != hers
    assert ask(sign_in(Client(), ben))["Location"] != hers
    assert Request.objects.count() == 3


def test_questions_are_as_many_as_somebody_has(client: Client) -> None:
    assert len({ask(client, "question", words=f"Question {number}")["Location"] for number in range(3)}) == 3


def test_after_it_is_done_the_same_number_asks_anew(client: Client) -> None:
    first = ask(client)["Location"]
    client.post(first, {"act": "cancel"})
    assert ask(client)["Location"] != first


# What is kept


def test_what_was_written_lies_sealed() -> None:
    send(Wish(kind=Kind.CALL, language="en", number="+447700900123", name="Grace", words="CANARY knee"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM contact_request")
        kept = " ".join(str(value) for value in cursor.fetchone())
    assert all(secret not in kept for secret in ("CANARY", "7700900123", "Grace"))
    row = Request.objects.get()
    assert (row.words, row.name, row.number) == ("CANARY knee", "Grace", "+447700900123")


def test_signed_in_the_key_is_the_persons_and_signed_out_the_requests_own(amira: Any) -> None:
    send(by=amira)
    send()
    mine, nobodys = Request.objects.get(person=amira), Request.objects.get(person=None)
    assert mine.key_id == amira.pk
    assert nobodys.key_id != amira.pk
    assert set(DataKey.objects.values_list("owner", flat=True)) == {mine.key_id, nobodys.key_id}


def test_asking_is_written_down_without_a_word_of_it() -> None:
    send()
    entry = AuditEntry.objects.get(action="contact.asked")
    assert entry.detail == {"kind": "call"}
    assert entry.actor is None


def test_what_was_asked_signed_out_goes_with_its_key_after_half_a_year(amira: Any) -> None:
    now = clock.now()
    for by in (None, amira):
        asking.change_mind(token=send(by=by).token, by=by, now=now)
    assert retention.sweep(now=now + KEPT_WHEN_CLOSED) == 0
    assert retention.sweep(now=now + KEPT_WHEN_CLOSED + datetime.timedelta(seconds=1)) == 1
    assert [row.person for row in Request.objects.all()] == [amira]
    assert [key.owner for key in DataKey.objects.all()] == [amira.pk]


# Words that may be a warning sign


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    ("words", "place"), [("I can't pee since last night", "back"), ("I want to die", "mind"), ("nie chcę żyć", "mind")]
)
def test_words_for_a_sign_show_help_first_and_are_kept_whole(
    client: Client, demo_site: object, language: str, words: str, place: str
) -> None:
    status = status_of(client, ask(client, language=language, words=words))
    first = status.main.find("section")
    assert "signs-now" in first["class"]
    assert first.select_one(f"a[href='/{language}/help-now/{place}/']")
    assert first.select("a[href='tel:999']")
    assert status.h1 in first.find_all_next("h1"), "help stands before everything else"
    assert Request.objects.get().words == words
    assert Request.objects.get().may_need_help_now


def test_a_form_with_a_mistake_shows_help_all_the_same(client: Client, demo_site: object) -> None:
    response = ask(client, number="", words="numb bottom")
    assert response.status_code == 422
    soup = page(response)
    assert soup.select_one(".signs-now a[href='tel:999']")
    assert soup.select_one("textarea").get_text().strip() == "numb bottom"


def test_other_words_show_no_alarm(client: Client, demo_site: object) -> None:
    assert status_of(client, ask(client, words="My knee is stiff")).select(".signs-now") == []


# Too much at once. Turns are counted by the quarter of an hour and by the hour: while the clock stands still, none ends
# in the middle of a test by chance.


@pytest.mark.usefixtures("time")
def test_whoever_reaches_a_limit_sees_our_phone_and_keeps_every_word(
    client: Client, demo_site: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ASKS_PER_NETWORK", Limit("asks-per-network", most=1, minutes=15))
    ask(client, "question")
    response = ask(client, "question", words="And my hip?")
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    soup = page(response)
    assert "00000 000000" in soup.select_one("main [role=alert]").get_text()
    assert soup.select_one("textarea").get_text().strip() == "And my hip?"
    assert client.get("/en/ask/call/").status_code == 200, "the form stays open"
    assert Request.objects.count() == 1


@pytest.mark.usefixtures("time")
def test_asking_again_has_the_same_limit_and_the_phone(
    client: Client, demo_site: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(client)["Location"]
    client.post(asked, {"act": "cancel"})
    monkeypatch.setattr(asking, "ASKS_IN_ALL", Limit("asks-in-all", most=1, minutes=60))
    response = client.post(asked, {"act": "again"})
    assert response.status_code == 429
    assert "00000 000000" in page(response).main.get_text()


def test_a_repeat_of_the_same_form_costs_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ASKS_PER_NETWORK", Limit("asks-per-network", most=1, minutes=15))
    key = uuid.uuid4()
    assert len({send(key=key).token for _time in range(5)}) == 1


# Messages


def test_nobody_is_written_to_who_did_not_ask_for_it(client: Client) -> None:
    ask(client)
    assert not OutboxItem.objects.exists()
