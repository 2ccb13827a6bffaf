"""A card at the door: what it opens, how often, for how long, and what it tells a stranger (nothing)."""

import uuid

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Card, KnownDevice, Turns, User
from portal.accounts.signals import joined
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.portal.accounts.cards import PaperCard, give_card, number_on, other_number
from tests.portal.accounts.conftest import page, summary

pytestmark = pytest.mark.django_db
PIN = "7294"
NUMBER = "/en/join/card/"
PIN_PAGE = "/en/join/card/pin/"


@pytest.fixture
def patient(db: None) -> User:
    return User.objects.create_user(language="en")


@pytest.fixture
def card(esi: User, patient: User, time: object) -> PaperCard:
    return give_card(esi, patient)


@pytest.fixture
def opened(card: PaperCard) -> PaperCard:
    """A card whose owner chose a PIN, on a phone of their own."""
    assert join(Client(REMOTE_ADDR="10.9.9.9"), card).status_code == 303
    return card


def join(client: Client, card: PaperCard, pin: str = PIN) -> object:
    client.post(card.path)
    return client.post(PIN_PAGE, {"pin": pin, "again": pin})


def by_number(client: Client, number: str) -> object:
    return client.post(NUMBER, {"number": number})


def is_in(client: Client) -> bool:
    return client.get("/en/me/devices/").status_code == 200


# What it opens


def test_the_number_chooses_a_pin_once_and_afterwards_wants_it(card, client):
    by_number(client, card.number)
    assert page(client.get(PIN_PAGE)).find("input", {"name": "again"})
    assert client.post(PIN_PAGE, {"pin": PIN, "again": PIN}).status_code == 303
    thief = Client()
    by_number(thief, card.number)
    assert not page(thief.get(PIN_PAGE)).find("input", {"name": "again"})
    assert thief.post(PIN_PAGE, {"pin": "8306", "again": "8306"}).status_code == 422
    assert not is_in(thief)


@pytest.mark.parametrize("way", ["number", "picture"])
def test_a_card_that_nobody_used_for_fourteen_days_opens_nothing(card, client, time, way):
    time.pass_(days=13, hours=23)
    client.post(card.path) if way == "picture" else by_number(client, card.number)
    assert page(client.get(PIN_PAGE)).find("input", {"name": "again"})
    time.pass_(hours=1)
    refused = client.post(PIN_PAGE, {"pin": PIN, "again": PIN})
    assert refused.status_code == 422
    assert "did not work together" in summary(refused)
    assert not is_in(client)


def test_a_card_that_is_in_use_goes_on_for_longer(opened, client, time):
    time.pass_(days=400)
    client.post(opened.path)
    assert client.post(PIN_PAGE, {"pin": PIN}).status_code == 303


def test_a_new_card_stops_the_old_one(opened, esi, patient, client):
    new = give_card(esi, patient)
    client.post(opened.path)
    assert client.post(PIN_PAGE, {"pin": PIN}).status_code == 422
    assert join(Client(), new, "8306").status_code == 303
    assert Card.objects.filter(person=patient, stopped_at=None).count() == 1


def test_the_session_gets_a_new_id_when_the_card_opens(card, client):
    client.post(card.path)
    assert client.session.get_expiry_age() == 30 * 60
    before = client.cookies["sessionid"].value
    client.post(PIN_PAGE, {"pin": PIN, "again": PIN})
    assert client.cookies["sessionid"].value != before
    assert client.session.get_expiry_age() == 14 * 24 * 60 * 60


def test_the_digits_of_every_script_and_spaces_are_taken(card, client):
    bengali = "".join("০১২৩৪৫৬৭৮৯"[int(sign)] if sign.isdecimal() else sign for sign in card.number)
    assert by_number(client, f" {bengali} - ").status_code == 303
    urdu = "".join("۰۱۲۳۴۵۶۷۸۹"[int(sign)] for sign in PIN)
    assert client.post(PIN_PAGE, {"pin": urdu, "again": PIN}).status_code == 303


def test_a_person_who_works_here_is_never_let_in_by_a_card(card, patient, client):
    User.objects.filter(pk=patient.pk).update(is_staff=True)
    assert join(client, card).status_code == 422
    assert not is_in(client)


# What is kept


def test_only_hashes_are_kept(opened):
    rows = (
        str(list(Card.objects.values()))
        + str(list(AuditEntry.objects.values()))
        + str(list(KnownDevice.objects.values()))
    )
    token = opened.path.split("/")[-2]
    for secret in (token, opened.number.replace(" ", ""), PIN):
        assert f"'{secret}'" not in rows
        assert secret not in rows or len(secret) < 9


def test_twenty_identical_posts_make_one_card_one_account_and_one_use(esi, client):
    sign_in(client, esi)
    person_key, card_key = str(uuid.uuid4()), str(uuid.uuid4())
    for _ in range(20):
        made = client.post("/en/staff/people/", {"form_key": person_key, "name": "", "language": "ur"})
    assert User.objects.filter(language="ur").count() == 1
    address = made["Location"].split("?")[0] + "card/"
    numbers = {number_on(client.post(address, {"form_key": card_key})) for _ in range(20)}
    assert len(numbers) == 1
    assert Card.objects.count() == 1
    heard = []
    joined.connect(lambda person, **kwargs: heard.append(person), weak=False, dispatch_uid="heard")
    try:
        phones = [Client() for _ in range(20)]
        for phone in phones:
            phone.post(NUMBER, {"number": numbers.copy().pop()})
        answers = [phone.post(PIN_PAGE, {"pin": PIN, "again": PIN}).status_code for phone in phones]
    finally:
        joined.disconnect(dispatch_uid="heard")
    assert answers == [303] * 20  # the first chose the PIN, the others gave it
    assert len(heard) == 1
    assert AuditEntry.objects.filter(action="accounts.card_opened").count() == 1


# Wrong PINs


def test_five_wrong_pins_stop_the_card_and_the_right_one_comes_too_late(opened):
    for number in range(5):
        phone = Client(REMOTE_ADDR=f"10.0.0.{number}")
        phone.post(opened.path)
        assert phone.post(PIN_PAGE, {"pin": "8306"}).status_code == 422
    late = Client(REMOTE_ADDR="10.0.0.77")
    late.post(opened.path)
    assert late.post(PIN_PAGE, {"pin": PIN}).status_code == 422


def test_right_pins_do_not_count_and_do_not_wipe_the_wrong_ones_out(opened):
    for pin in ("8306", PIN, "8306", PIN, "8306", PIN, "8306", PIN):
        phone = Client()
        phone.post(opened.path)
        phone.post(PIN_PAGE, {"pin": pin})
        assert is_in(phone) == (pin == PIN)
    last = Client()
    last.post(opened.path)
    last.post(PIN_PAGE, {"pin": "8306"})
    last.post(PIN_PAGE, {"pin": PIN})
    assert not is_in(last)


def test_a_phone_that_is_known_opens_although_the_card_is_stopped(card, esi, patient):
    own = Client()
    join(own, card)
    for number in range(5):
        phone = Client(REMOTE_ADDR=f"10.0.0.{number}")
        phone.post(card.path)
        phone.post(PIN_PAGE, {"pin": "8306"})
    del own.cookies["sessionid"]
    assert own.post("/en/sign-in/here/").status_code == 303
    assert is_in(own)
    del own.cookies["sessionid"]
    assert own.post(card.path)["Location"] == "/en/me/"  # the card on her own phone asks for no PIN
    shown = sign_in(Client(), esi).get(f"/en/staff/people/{patient.pk}/").content.decode()
    assert "Stopped after 5 wrong PINs" in shown
    assert join(Client(), give_card(esi, patient), "8306").status_code == 303


# What a stranger is told


def test_a_number_nobody_has_gets_the_same_answer_work_and_text_as_one_in_use(opened, monkeypatch):
    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    by_number(Client(REMOTE_ADDR="10.0.1.99"), other_number(opened.number))  # the counts of this hour have begun
    seen = []
    for place, number in enumerate((opened.number, other_number(opened.number))):
        stranger = Client(REMOTE_ADDR=f"10.0.1.{place}")
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            first = by_number(stranger, number)
            shown = stranger.get(PIN_PAGE)
            refused = stranger.post(PIN_PAGE, {"pin": "8306"})
        statements = [query["sql"].split()[0] for query in queries]
        texts = [page(answer).find("main").get_text(" ", strip=True) for answer in (shown, refused)]
        seen.append((first.status_code, first["Location"], refused.status_code, texts, statements, len(hashed)))
    assert seen[0] == seen[1]
    assert seen[0][-1] == 1


def test_an_address_of_no_card_gets_the_same_answer_work_and_text_as_one_in_use(opened):
    seen = []
    for place, path in enumerate((opened.path, "/en/join/card/AAAAAAAAAAAAAAAAAAAAAA/")):
        stranger = Client(REMOTE_ADDR=f"10.0.2.{place}")
        with CaptureQueriesContext(connection) as queries:
            shown = stranger.get(path)
            on = stranger.post(path)
            refused = stranger.post(PIN_PAGE, {"pin": "8306"})
        statements = [query["sql"].split()[0] for query in queries]
        texts = [page(answer).find("main").get_text(" ", strip=True) for answer in (shown, refused)]
        seen.append((on["Location"], refused.status_code, texts, statements))
    assert seen[0] == seen[1]


# Limits


def test_a_network_that_typed_five_wrong_numbers_waits_a_quarter_of_an_hour(card, client, time):
    wrong = other_number(card.number)
    assert [by_number(client, wrong).status_code for _ in range(6)] == [303] * 5 + [429]
    refused = by_number(client, card.number)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in summary(refused)
    assert client.post(card.path).status_code == 303  # the picture cannot be guessed: it is not held up
    time.pass_(minutes=15)
    assert by_number(client, card.number).status_code == 303


def test_many_networks_together_guess_no_faster(card, time):
    wrong = other_number(card.number)
    answers = [
        by_number(Client(REMOTE_ADDR=f"10.{place // 200}.3.{place % 200}"), wrong).status_code for place in range(61)
    ]
    assert answers == [303] * 60 + [429]
    assert by_number(Client(REMOTE_ADDR="10.99.99.99"), card.number).status_code == 429
    time.pass_(minutes=60)
    assert by_number(Client(REMOTE_ADDR="10.99.99.99"), card.number).status_code == 303


def test_right_numbers_do_not_use_the_limit_up(card):
    for _ in range(8):
        assert by_number(Client(), card.number).status_code == 303


def test_the_right_number_and_pin_of_a_card_in_use_do_not_use_the_limit_up(opened, time):
    """A family on one network, each with a card and a new phone, and a whole service of them in an hour."""
    for _ in range(8):
        phone = Client(REMOTE_ADDR="10.0.4.1")
        assert by_number(phone, opened.number).status_code == 303
        time.pass_(seconds=1)
        assert phone.post(PIN_PAGE, {"pin": PIN}).status_code == 303
    assert set(Turns.objects.filter(limit__startswith="wrong-cards").values_list("count", flat=True)) == {0}


def test_a_number_is_given_back_to_where_it_was_counted_and_once(opened, time):
    phone, wrong = Client(REMOTE_ADDR="10.0.4.1"), other_number(opened.number)
    by_number(phone, opened.number)
    held = phone.session["card"]
    by_number(Client(REMOTE_ADDR="10.0.4.1"), wrong)
    time.pass_(minutes=15)
    by_number(Client(REMOTE_ADDR="10.0.4.1"), wrong)
    for _ in range(3):  # the same page, sent by three fingers at once
        again = Client(REMOTE_ADDR="10.0.4.1")
        session = again.session
        session["card"] = held
        session.save()
        assert again.post(PIN_PAGE, {"pin": PIN}).status_code == 303
    counts = Turns.objects.filter(limit="wrong-cards-per-network").order_by("window").values_list("count", flat=True)
    assert list(counts) == [1, 1]
    assert Turns.objects.get(limit="wrong-cards-per-day").count == 2


def test_a_card_in_use_is_counted_like_one_that_is_not_there_until_the_pin_was_right(opened):
    phone = Client(REMOTE_ADDR="10.0.4.1")
    for _ in range(5):
        by_number(phone, opened.number)
        assert phone.post(PIN_PAGE, {"pin": "8306"}).status_code == 422
    assert by_number(phone, opened.number).status_code == 429


# What is typed


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter the 9 numbers"),
        ("12345", "Enter all 9 numbers"),
        ("abc", "numbers only"),
        ("123 456 78²", "numbers"),
        ("123456789", "different from your card"),
        ("1" * 100_000, "Enter all 9 numbers"),
        ("\x00", "Enter the 9 numbers"),
        ("🦵" * 9, "Enter"),
        ("٣" * 4, "Enter all 9 numbers"),
    ],
)
def test_a_number_that_cannot_be_right_gets_a_kind_message_and_is_not_counted(client, typed, says):
    refused = by_number(client, typed)
    assert refused.status_code == 422
    assert says in summary(refused)
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    ("pin", "again", "says"),
    [
        ("", "", "Enter your PIN"),
        ("123", "123", "4, 5 or 6 numbers"),
        ("1234567", "1234567", "4, 5 or 6 numbers"),
        ("abcd", "abcd", "4, 5 or 6 numbers"),
        ("1984", "1984", "stranger would try it first"),
        (PIN, "7295", "not the same"),
        (PIN, "", "not the same"),
        ("\x00" * 5, "x" * 100_000, "Enter your PIN"),
    ],
)
def test_a_pin_that_does_not_do_gets_a_kind_message_and_the_card_waits(card, client, pin, again, says):
    client.post(card.path)
    refused = client.post(PIN_PAGE, {"pin": pin, "again": again})
    assert refused.status_code == 422
    assert says in summary(refused)
    assert not page(refused).find("input", {"name": "pin"}).get("value")
    assert client.post(PIN_PAGE, {"pin": PIN, "again": PIN}).status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 3000, "%00", "🦵", "..", "pin"])
def test_an_address_that_is_no_card_is_a_page_all_the_same(client, token):
    assert client.get(f"/en/join/card/{token}/", follow=True).status_code in {200, 404}


def test_without_a_card_in_hand_the_pin_page_leads_to_the_first(client):
    for send in (client.get, client.post):
        assert send(PIN_PAGE)["Location"] == NUMBER


def test_every_form_on_the_way_wants_its_token(card):
    strict = Client(enforce_csrf_checks=True)
    for address in (NUMBER, card.path, PIN_PAGE, "/en/join/email/", "/en/sign-in/here/", "/en/sign-in/passkey/"):
        assert strict.post(address).status_code == 403


def test_pages_of_the_way_are_never_kept(card, client):
    for address in ("/en/join/", NUMBER, card.path, "/en/join/email/", "/en/sign-in/lost/"):
        assert "no-store" in client.get(address)["Cache-Control"]
