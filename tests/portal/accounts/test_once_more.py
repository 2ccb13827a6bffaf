"""What gives an account away or takes it away asks once more who somebody is, and leads back to where they were."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts.models import Card, KnownDevice, User
from portal.accounts.rules import SIGNED_IN_AT
from portal.accounts.views.entering import ENTERED_BY
from tests.cast import sign_in
from tests.portal.accounts.cards import PaperCard, give_card
from tests.portal.accounts.conftest import page, summary
from tests.portal.accounts.phone_with_passkeys import Phone
from tests.portal.accounts.test_passkeys import asked, make, use

pytestmark = pytest.mark.django_db
DEVICES = "/en/me/devices/"
PASSKEY = "/en/me/devices/passkey/"
ADDRESS = "/en/me/devices/email/"
CODE = "/en/me/devices/email/code/"
ONCE_MORE = "/en/me/once-more/"
PIN = "7391"


def by_phone_alone(client: Client) -> None:
    session = client.session
    session[ENTERED_BY] = "device"
    session.save()


def long_ago(client: Client) -> None:
    session = client.session
    session[SIGNED_IN_AT] -= 601
    session.save()


@pytest.fixture
def hers(amira: User, time: object) -> Client:
    """Amira's browser, signed in this instant, with a code for a new address on its way."""
    client = sign_in(Client(), amira)
    assert client.post(ADDRESS, {"email": "new@example.net"}).status_code == 303
    return client


@pytest.fixture
def phone_and_card(esi: User, time: object) -> tuple[Client, PaperCard]:
    """The phone of somebody who has a card and a PIN, and nothing else; and the card."""
    phone, card = Client(), give_card(esi, User.objects.create_user())
    phone.post(card.path)
    assert phone.post("/en/join/card/pin/", {"pin": PIN, "again": PIN})["Location"] == "/en/me/"
    return phone, card


@pytest.fixture
def with_card_alone(phone_and_card: tuple[Client, PaperCard]) -> Client:
    return phone_and_card[0]


ROUTES = [
    ("get", PASSKEY, {}),
    ("post", PASSKEY, {"credential": "{}"}),
    ("get", ADDRESS, {}),
    ("post", ADDRESS, {"email": "other@example.net"}),
    ("get", CODE, {}),
    ("post", CODE, {"code": "AAAAAA"}),
    ("post", DEVICES, {"act": "elsewhere"}),
    ("post", DEVICES, {"act": "forget", "device": "00000000-0000-0000-0000-000000000000"}),
    ("post", DEVICES, {"act": "remove", "passkey": "1"}),
]


@pytest.mark.parametrize(("method", "address", "sent"), ROUTES)
def test_who_came_in_just_now_is_not_asked(hers: Client, method: str, address: str, sent: dict[str, str]) -> None:
    answer = getattr(hers, method)(address, sent)
    assert ONCE_MORE not in answer.headers.get("Location", "")


@pytest.mark.parametrize("spoil", [by_phone_alone, long_ago])
@pytest.mark.parametrize(("method", "address", "sent"), ROUTES)
def test_a_phone_alone_or_an_old_sign_in_is_asked_once_more(
    hers: Client, method: str, address: str, sent: dict[str, str], spoil: object
) -> None:
    spoil(hers)
    answer = getattr(hers, method)(address, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{ONCE_MORE}?next={address.replace('/', '%2F')}")
    assert hers.get(answer["Location"]).status_code == 200


def test_the_list_stays_open_to_a_phone_that_is_known(hers: Client) -> None:
    by_phone_alone(hers)
    assert hers.get(DEVICES).status_code == 200


def test_the_ten_minutes_end(hers: Client, time) -> None:
    time.pass_(minutes=9, seconds=59)
    assert hers.get(PASSKEY).status_code == 200
    time.pass_(seconds=1)
    assert hers.get(PASSKEY).status_code == 303


def test_nothing_happens_before_somebody_showed_who_they_are(hers: Client, amira: User) -> None:
    known = KnownDevice.objects.create(
        person=amira, cookie_hash="x", kind="iphone", made_at="2026-11-22T08:00Z", seen_at="2026-11-22T08:00Z"
    )
    phone = Phone()
    made = phone.create(asked(hers, PASSKEY))
    long_ago(hers)
    hers.post(PASSKEY, {"credential": made})
    hers.post(DEVICES, {"act": "forget", "device": known.pk})
    hers.post(DEVICES, {"act": "elsewhere"})
    assert not Authenticator.objects.exists()
    assert KnownDevice.objects.exists()


def test_what_was_typed_is_there_again_after_the_code(hers: Client, mailed_code) -> None:
    long_ago(hers)
    to = hers.post(ADDRESS, {"email": "typed@example.net"})["Location"]
    assert "typed" not in to
    assert hers.post(to, {"act": "code"})["Location"] == "/en/sign-in/code/"
    assert hers.post("/en/sign-in/code/", {"code": mailed_code()})["Location"] == ADDRESS
    assert page(hers.get(ADDRESS)).select_one("input[name=email]")["value"] == "typed@example.net"
    assert not page(hers.get(ADDRESS)).select_one("input[name=email]").get("value")


def test_the_name_of_a_passkey_is_there_again(hers: Client, mailed_code) -> None:
    long_ago(hers)
    to = hers.post(PASSKEY, {"name": "my phone", "credential": "{}"})["Location"]
    hers.post(to, {"act": "code"})
    hers.post("/en/sign-in/code/", {"code": mailed_code()})
    assert page(hers.get(PASSKEY)).select_one("input[name=name]")["value"] == "my phone"


def test_somebody_with_a_card_and_a_pin_alone_enters_once_more_by_pin(with_card_alone: Client, time) -> None:
    phone = with_card_alone
    time.pass_(minutes=11)
    to = phone.get(PASSKEY)["Location"]
    main = page(phone.get(to)).main
    assert "Email me a code" not in main.text
    wrong = phone.post(to, {"act": "pin", "pin": "1593"})
    assert (wrong.status_code, Card.objects.get().wrong_pins) == (422, 1)
    assert "did not work together" in summary(wrong)
    assert phone.get(PASSKEY).status_code == 303
    again = page(wrong).main.select_one("input[name=next]")["value"]
    assert phone.post(ONCE_MORE, {"act": "pin", "pin": PIN, "next": again})["Location"] == PASSKEY
    assert phone.get(PASSKEY).status_code == 200


def test_whoever_holds_a_known_phone_can_neither_guess_the_pin_nor_stop_the_card(phone_and_card, time) -> None:
    phone, card = phone_and_card
    time.pass_(minutes=11)
    for _ in range(8):
        assert phone.post(ONCE_MORE, {"act": "pin", "pin": "1593"}).status_code == 422
    assert Card.objects.get().wrong_pins == 3
    refused = phone.post(ONCE_MORE, {"act": "pin", "pin": PIN})
    main = page(refused).main
    assert "Use your card and your PIN together" in main.select_one("[role=alert]").text
    assert main.select("input[name=pin], .nhsuk-error-summary") == []
    assert phone.get(PASSKEY).status_code == 303
    assert phone.get("/en/me/").status_code == 200
    owner = Client()
    owner.post(card.path)
    assert owner.post("/en/join/card/pin/", {"pin": PIN})["Location"] == "/en/me/"


def test_with_the_card_in_hand_five_wrong_pins_in_all_stop_it_wherever_they_were_typed(phone_and_card, time) -> None:
    phone, card = phone_and_card
    time.pass_(minutes=11)
    for _ in range(3):
        phone.post(ONCE_MORE, {"act": "pin", "pin": "1593"})
    stranger = Client(REMOTE_ADDR="10.0.0.7")
    stranger.post(card.path)
    for _ in range(2):
        assert stranger.post("/en/join/card/pin/", {"pin": "1593"}).status_code == 422
    assert stranger.post("/en/join/card/pin/", {"pin": PIN}).status_code == 422
    told = page(phone.get(ONCE_MORE)).main.select_one("[role=alert]")
    assert "Your card has stopped" in told.text
    assert told.select_one("a")["href"] == "/en/ask/call/"
    assert phone.get("/en/me/").status_code == 200


def test_a_pin_of_somebody_without_a_card_is_refused_in_the_same_words(hers: Client) -> None:
    assert "did not work together" in summary(hers.post(ONCE_MORE, {"act": "pin", "pin": PIN}))


def test_a_passkey_is_a_way_too(hers: Client, time) -> None:
    phone = Phone()
    make(hers, phone)
    long_ago(hers)
    link = page(hers.get(f"{ONCE_MORE}?next={ADDRESS}")).main.select_one("a[href^='/en/sign-in/passkey/']")
    assert link["href"].endswith("?next=%2Fen%2Fme%2Fdevices%2Femail%2F")
    assert use(hers, phone, next=ADDRESS)["Location"] == ADDRESS
    assert hers.get(ADDRESS).status_code == 200


def test_who_gives_the_code_up_stays_signed_in_as_long_as_before(hers: Client) -> None:
    before = hers.session.get_expiry_age()
    hers.post(ONCE_MORE, {"act": "code"})
    assert abs(hers.session.get_expiry_age() - before) <= 2
    assert "/en/me/once-more/" in page(hers.get("/en/sign-in/code/")).main.decode()


@pytest.mark.parametrize("after", ["//evil.example/", "https://evil.example/", "\x00", "x" * 5000, "/\\evil"])
def test_it_never_leads_off_the_site(hers: Client, with_card_alone: Client, after: str) -> None:
    assert hers.get(ONCE_MORE, {"next": after}).status_code == 200
    assert with_card_alone.post(ONCE_MORE, {"act": "pin", "pin": PIN, "next": after})["Location"] == "/en/me/"


def test_somebody_who_works_here_takes_both_steps_again(client, dai_with_phone, mailed_code, phone, time) -> None:
    sign_in(client, dai_with_phone)
    time.pass_(minutes=11)
    to = client.get(PASSKEY)["Location"]
    client.post(to, {"act": "code"})
    assert client.post("/en/sign-in/code/", {"code": mailed_code()})["Location"] == "/en/sign-in/second-step/"
    assert client.get(PASSKEY).status_code == 303
    assert client.post("/en/sign-in/second-step/", {"code": phone()})["Location"] == PASSKEY
    assert client.get(PASSKEY).status_code == 200


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert "/sign-in/" in client.get(ONCE_MORE)["Location"]
