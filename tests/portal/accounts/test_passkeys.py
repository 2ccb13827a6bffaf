"""Passkeys: made on one's own page, used at the door, and of no use to anybody else."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal import clock
from portal.accounts.actions.people import sign_out_everywhere
from portal.accounts.actions.staff import deactivate
from portal.accounts.models import User
from portal.accounts.views.answers import network
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.portal.accounts.conftest import page, summary
from tests.portal.accounts.phone_with_passkeys import Phone

pytestmark = pytest.mark.django_db
ADD = "/en/me/devices/passkey/"
USE = "/en/sign-in/passkey/"
DEVICES = "/en/me/devices/"


def asked(client: Client, address: str) -> dict:
    """What the page tells its script to ask the phone."""
    return json.loads(page(client.get(address)).find(id="passkey-options").string)


def make(client: Client, phone: Phone, **fields: str) -> object:
    return client.post(ADD, {"credential": phone.create(asked(client, ADD)), **fields})


def use(client: Client, phone: Phone, **fields: str) -> object:
    return client.post(USE, {"credential": phone.get(asked(client, USE)), **fields})


@pytest.fixture
def phone(amira: User, time: object) -> Phone:
    """Amira's phone, with a passkey on it."""
    phone = Phone()
    assert make(sign_in(Client(), amira), phone, name="my phone").status_code == 303
    return phone


def test_a_passkey_is_made_shown_used_and_removed(client, amira, phone):
    arrived = use(client, phone, next="/en/help-now/")
    assert (arrived.status_code, arrived["Location"]) == (303, "/en/help-now/")
    shown = page(client.get(DEVICES)).main
    assert "my phone" in shown.text
    kept = Authenticator.objects.get(user=amira)
    assert kept.last_used_at
    assert AuditEntry.objects.filter(action="accounts.passkey_used", actor=amira.pk).exists()
    assert client.post(DEVICES, {"act": "remove", "passkey": kept.pk}).status_code == 303
    assert use(Client(), phone).status_code == 422


def test_somebody_without_an_address_or_name_can_make_one(client):
    person, phone = User.objects.create_user(), Phone()
    sign_in(client, person)
    assert make(client, phone).status_code == 303
    assert "Passkey" in page(client.get(DEVICES)).main.text
    assert use(Client(), phone)["Location"] == "/en/me/"


def test_the_session_gets_a_new_id_and_the_phone_is_known(client, phone):
    client.get(USE)
    before = client.cookies["sessionid"].value
    use(client, phone)
    assert client.cookies["sessionid"].value != before
    assert client.cookies["strides_device"].value


def test_a_member_of_staff_still_takes_the_second_step(client, dai_with_phone):
    phone = Phone()
    make(sign_in(Client(), dai_with_phone), phone)
    assert use(client, phone)["Location"] == "/en/sign-in/second-step/"
    assert client.get("/cms/").status_code == 302


def test_a_closed_account_is_not_opened(client, amira, phone):
    amira.is_active = False
    amira.save()
    assert use(client, phone).status_code == 422


def test_an_answer_works_once(client, phone):
    answer = phone.get(asked(client, USE))
    assert client.post(USE, {"credential": answer}).status_code == 303
    client.post("/en/sign-out/")
    client.get(USE)
    assert client.post(USE, {"credential": answer}).status_code == 422
    assert Client().post(USE, {"credential": answer}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"verifies": False},  # nobody showed a finger
        {"origin": "https://evil.example"},
        {"origin": "http://testserver"},
    ],
)
def test_a_passkey_shown_the_wrong_way_opens_nothing(client, phone, wrong):
    for name, value in wrong.items():
        setattr(phone, name, value)
    refused = use(client, phone)
    assert refused.status_code == 422
    assert "did not work here" in summary(refused)


def test_another_key_of_the_same_name_opens_nothing(client, phone):
    assert use(client, Phone(id=phone.id, owner=phone.owner)).status_code == 422


def test_a_passkey_does_not_open_somebody_else(client, phone, ben):
    phone.owner = ben.pk.hex.encode()
    assert use(client, phone).status_code == 422


def test_a_passkey_of_somebody_else_is_not_removed(client, phone, ben):
    kept = Authenticator.objects.get()
    assert sign_in(client, ben).post(DEVICES, {"act": "remove", "passkey": kept.pk}).status_code == 404
    assert Authenticator.objects.exists()


NONSENSE = ["", "{", "[]", "1", "{}", '{"response": 1}', "null", "[" * 20_000, "x" * 100_000, "\x00", "🦵"]
NONSENSE += [
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {
                "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiWVEiLCJvcmlnaW4iOiJ4In0",
                "attestationObject": cut_off,
                "authenticatorData": cut_off,
                "signature": "YQ",
                "userHandle": "YQ",
            },
        }
    )
    for cut_off in ("hQ", "gYGB" * 4000, "GQ", "")
]
NONSENSE += ['{"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "AAA"}}']


@pytest.mark.parametrize("address", [ADD, USE])
@pytest.mark.parametrize("sent", NONSENSE, ids=range(len(NONSENSE)))
def test_what_no_phone_says_gets_a_kind_message(client, amira, address, sent):
    if address == ADD:
        sign_in(client, amira)
    client.get(address)
    refused = client.post(address, {"credential": sent})
    assert refused.status_code == 422
    assert summary(refused)
    assert not Authenticator.objects.exists()


def test_the_limit_for_a_network_bites(client):
    answers = [client.post(USE, {"credential": "{}"}).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]


def test_a_session_that_begins_here_is_short_and_they_are_counted(client, amira):
    client.get(USE)
    assert client.session.get_expiry_age() == 600
    assert [Client().get(USE).status_code for _ in range(120)][118:] == [200, 429]
    refused = Client().get(USE)
    assert (refused.status_code, refused["Retry-After"], "sessionid" in refused.cookies) == (429, "3600", False)
    assert "too many tries" in summary(refused)
    assert client.get(USE).status_code == 200  # who holds a session makes no new one


def test_somebody_signed_in_stays_so_as_long_as_before(client, amira):
    sign_in(client, amira)
    before = client.session.get_expiry_age()
    client.get(USE)
    assert client.session.get_expiry_age() == before


def test_the_session_of_a_passkey_lives_as_long_as_any_other(client, phone):
    use(client, phone)
    assert client.session.get_expiry_age() == 14 * 24 * 60 * 60


def test_the_page_works_as_a_page_without_script(client):
    main = page(client.get(USE)).main
    assert main.select_one("a[href='/en/sign-in/']")
    assert main.select_one("a[href='/en/join/card/']")
    assert main.select_one("form[method=post] button[type=submit]")


@pytest.mark.parametrize("road", [sign_out_everywhere, deactivate])
def test_a_lost_phone_s_passkey_opens_nothing_even_when_the_account_opens_again(client, amira, esi, phone, road):
    road(person=amira, by=esi, now=clock.now())
    amira.refresh_from_db()
    amira.is_active = True
    amira.save()
    assert use(client, phone).status_code == 422


@pytest.mark.parametrize(
    ("address", "seen_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
    ],
)
def test_limits_see_a_household_as_one(rf, address, seen_as):
    assert network(rf.get("/", REMOTE_ADDR=address)) == seen_as


def test_a_new_passkey_is_told_to_the_address_that_is_known(client, amira, post_office):
    make(sign_in(client, amira), Phone(), name="Ward 4 phone")
    told = post_office()[-1]
    assert (told.to, told.subject) == ([amira.email], "A passkey was added to your account")
    assert "/en/sign-in/lost/" in told.body
    assert "Ward 4" not in told.body


def test_a_passkey_of_somebody_without_an_address_is_told_to_nobody(client, post_office):
    make(sign_in(client, User.objects.create_user()), Phone())
    assert post_office() == []
