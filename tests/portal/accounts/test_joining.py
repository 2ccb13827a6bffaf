"""Joining and signing in by e-mail, and where a patient arrives."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import SignInAttempt, User
from portal.accounts.rules import sign_in_code
from portal.accounts.signals import joined
from portal.audit.models import AuditEntry
from portal.outbox.models import OutboxItem
from tests.cast import sign_in
from tests.portal.accounts.conftest import ask, page, summary
from tests.portal.accounts.test_views import OFF_SITE

pytestmark = pytest.mark.django_db
JOIN = "/en/join/email/"
CODE = "/en/sign-in/code/"
NEW = "rukhsana@example.net"


@pytest.fixture
def heard():
    people = []
    joined.connect(lambda person, **kwargs: people.append(person), weak=False, dispatch_uid="heard")
    yield people
    joined.disconnect(dispatch_uid="heard")


def test_the_first_page_says_that_no_account_is_needed_and_offers_each_way(client):
    main = page(client.get("/en/join/?next=/en/help-now/")).main
    assert "You do not need an account to read or listen." in main.text
    links = [link["href"] for link in main.select("a")]
    assert "/en/join/card/?next=%2Fen%2Fhelp-now%2F" in links
    assert "/en/join/email/?next=%2Fen%2Fhelp-now%2F" in links
    assert "/en/sign-in/passkey/?next=%2Fen%2Fhelp-now%2F" in links
    assert "/en/" in links  # not now


def test_a_new_address_gets_a_code_and_with_it_an_account(client, mailed_code, heard):
    on = client.post("/ur/join/email/", {"email": NEW.upper(), "next": "/ur/help-now/"})
    assert on["Location"] == "/ur/sign-in/code/"
    assert not User.objects.filter(email=NEW).exists()
    done = client.post("/ur/sign-in/code/", {"code": mailed_code()})
    assert (done.status_code, done["Location"]) == (303, "/ur/help-now/")
    person = User.objects.get(email=NEW)
    assert (person.language, person.is_staff, heard) == ("ur", False, [person])
    assert client.get("/ur/me/devices/").status_code == 200


def test_a_patient_needs_no_second_step_and_joins_once(client, amira, mailed_code, heard):
    for place, address in enumerate(("/en/sign-in/", JOIN)):
        browser = Client(REMOTE_ADDR=f"10.0.0.{place}")
        browser.post(address, {"email": amira.email})
        assert browser.post(CODE, {"code": mailed_code()})["Location"] == "/en/me/"
        assert browser.get("/en/me/devices/").status_code == 200
    assert heard == [amira]
    assert User.objects.count() == 1


def test_a_member_of_staff_who_joins_still_needs_the_second_step(client, dai_with_phone, mailed_code, phone):
    client.post(JOIN, {"email": dai_with_phone.email})
    assert client.post(CODE, {"code": mailed_code()})["Location"] == "/en/sign-in/second-step/"
    assert client.get("/en/me/devices/").status_code == 302
    assert "strides_device" not in client.cookies
    assert client.post("/en/sign-in/second-step/", {"code": phone()})["Location"] == "/cms/"


def test_known_new_and_closed_addresses_get_the_same_answer_and_cost_the_same(amira, post_office):
    closed = User.objects.create_user("closed@example.org", is_active=False)
    seen = []
    for place, email in enumerate((amira.email, NEW, closed.email)):
        browser = Client(REMOTE_ADDR=f"10.0.0.{place}")
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(JOIN, {"email": email})
        text = page(browser.get(CODE)).main.text.replace(email, "X")
        wrong = summary(browser.post(CODE, {"code": "AAAAAA"}))
        seen.append((answer["Location"], text, wrong, [query["sql"].split()[0] for query in queries]))
    assert seen[0] == seen[1] == seen[2]
    assert sorted(letter.to[0] for letter in post_office()) == sorted([amira.email, NEW])


def test_a_closed_account_is_not_made_anew_by_its_code(client, settings):
    User.objects.create_user("closed@example.org", is_active=False)
    client.post(JOIN, {"email": "closed@example.org"})
    code = sign_in_code(settings.SECRET_KEY, SignInAttempt.objects.get().pk)
    assert client.post(CODE, {"code": code}).status_code == 422
    assert User.objects.count() == 1


def test_signing_in_makes_no_account_for_a_stranger(client, settings, post_office):
    ask(client, NEW)
    code = sign_in_code(settings.SECRET_KEY, SignInAttempt.objects.get().pk)
    assert post_office() == []
    assert client.post(CODE, {"code": code}).status_code == 422
    assert not User.objects.exists()


def test_twenty_identical_codes_make_one_account(client, mailed_code, heard):
    client.post(JOIN, {"email": NEW})
    code, state = mailed_code(), client.session["coming_in"]
    answers = []
    for _ in range(20):
        browser = Client()
        session = browser.session
        session["coming_in"] = state
        session.save()
        answers.append(browser.post(CODE, {"code": code}).status_code)
    assert answers == [303] + [422] * 19
    assert User.objects.filter(email=NEW).count() == 1
    assert len(heard) == 1


def test_two_codes_for_one_new_address_make_one_account(mailed_code):
    first, second = Client(), Client()
    first.post(JOIN, {"email": NEW})
    early = mailed_code()
    second.post(JOIN, {"email": NEW})
    assert second.post(CODE, {"code": mailed_code()}).status_code == 303
    assert first.post(CODE, {"code": early}).status_code == 422
    assert User.objects.filter(email=NEW).count() == 1


def test_the_address_is_not_in_the_queue_and_the_code_nowhere(client, mailed_code):
    client.post(JOIN, {"email": NEW})
    code = mailed_code()
    assert NEW not in str(list(OutboxItem.objects.values())) + str(list(AuditEntry.objects.values()))
    assert code not in str(list(SignInAttempt.objects.values()))


def test_the_limits_of_sign_in_bite_here_too(client):
    assert [client.post(JOIN, {"email": NEW}).status_code for _ in range(6)] == [303] * 5 + [429]
    others = [client.post(JOIN, {"email": f"p{number}@example.net"}).status_code for number in range(26)]
    assert others[-1] == 429


@pytest.mark.parametrize("email", ["", "no address", "x" * 5000, "\x00", "🦵"])
def test_what_is_no_address_gets_a_kind_message(client, email):
    refused = client.post(JOIN, {"email": email})
    assert refused.status_code == 422
    assert "Enter" in summary(refused)


@pytest.mark.parametrize("payload", OFF_SITE, ids=range(len(OFF_SITE)))
def test_next_never_leads_off_the_site_from_any_door(client, amira, mailed_code, payload):
    for address in (
        "/en/join/",
        JOIN,
        "/en/join/card/",
        "/en/join/card/AAAAAAAAAAAAAAAAAAAAAA/",
        "/en/sign-in/passkey/",
    ):
        shown = client.get(address, {"next": payload}).content.decode()
        assert "evil" not in shown
        assert "aaaaaa" not in shown
    client.post(JOIN, {"email": amira.email, "next": payload})
    assert client.post(CODE, {"code": mailed_code()})["Location"] == "/en/me/"


def test_where_somebody_was_going_goes_along_to_the_other_doors(client):
    main = page(client.get("/en/sign-in/?next=/en/help-now/")).main
    links = [link["href"] for link in main.select("a")]
    assert "/en/join/?next=%2Fen%2Fhelp-now%2F" in links
    assert "/en/sign-in/passkey/?next=%2Fen%2Fhelp-now%2F" in links


# Never round and round


@pytest.mark.parametrize("after", ["", "/en/staff/", "/en/staff/people/", "/cms/", "/django-admin/"])
def test_a_signed_in_patient_never_goes_round_between_sign_in_and_staff(client, amira, after):
    sign_in(client, amira)
    answer = client.get("/en/sign-in/", {"next": after} if after else {}, follow=True)
    assert len(answer.redirect_chain) <= 3
    assert answer.status_code == (404 if after else 200)
    if not after:
        assert answer.redirect_chain[-1][0] == "/en/me/"


def test_a_patient_who_is_given_work_here_does_her_second_step_next_time(client, amira):
    sign_in(client, amira)
    amira.is_staff = True
    amira.save()
    away = client.get("/en/staff/")
    assert "/en/sign-in/" in away["Location"]
    assert client.get(away["Location"]).status_code == 200  # the form, not back to where she was


def test_the_page_for_what_is_lost_names_each_way_back(client):
    main = page(client.get("/en/sign-in/lost/")).main
    for words in ("card", "PIN", "phone", "email"):
        assert words in main.text
    assert main.select_one("a[href='/en/sign-in/']")
