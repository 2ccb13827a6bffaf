"""The page of a person's own phones and sign-ins, and a changed e-mail address."""

import pytest
from django.test import Client

from portal.accounts.models import AddressChange, KnownDevice, User
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.portal.accounts.conftest import ask, page, summary

pytestmark = pytest.mark.django_db
DEVICES = "/en/me/devices/"
ADDRESS = "/en/me/devices/email/"
ADDRESS_CODE = "/en/me/devices/email/code/"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130"


@pytest.fixture
def came_in(amira, mailed_code):
    """A phone on which Amira signed in by e-mail."""
    places = iter(range(1, 200))

    def arrive(user_agent: str = IPHONE) -> Client:
        browser = Client(REMOTE_ADDR=f"10.0.0.{next(places)}", headers={"User-Agent": user_agent})
        ask(browser, amira.email)
        assert browser.post("/en/sign-in/code/", {"code": mailed_code()}).status_code == 303
        return browser

    return arrive


def is_in(client: Client) -> bool:
    return client.get(DEVICES).status_code == 200


def test_the_page_says_where_and_when_and_is_never_kept(came_in):
    came_in(ANDROID)
    shown = came_in(IPHONE).get(DEVICES)
    assert "no-store" in shown["Cache-Control"]
    lists = page(shown).main.select("ul")
    assert [line.text.split(" ·")[0].strip() for line in lists[0].select("li")] == [
        "iPhone (the one you are using now)",
        "Android phone or tablet",
    ]
    assert "since 22 November 2026, 09:00" in lists[0].text
    assert len(lists[1].select("li")) == 2


def test_the_page_costs_the_same_for_many_phones(came_in, django_assert_max_num_queries):
    for _ in range(4):
        phone = came_in()
    with django_assert_max_num_queries(15):
        phone.get(DEVICES)


def test_the_cookie_of_a_phone_is_long_and_only_its_hash_is_kept(came_in, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = came_in().cookies["strides_device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert len(cookie.value) >= 43
    assert cookie.value not in str(list(KnownDevice.objects.values()))


def test_signing_out_elsewhere_leaves_this_phone_alone_signed_in_and_known(came_in):
    other, here = came_in(), came_in()
    assert here.post(DEVICES, {"act": "elsewhere"})["Location"] == f"{DEVICES}?done=elsewhere"
    assert is_in(here)
    assert not is_in(other)
    assert other.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"
    shown = page(here.get(f"{DEVICES}?done=elsewhere")).main
    assert "signed out everywhere else" in shown.text
    assert [len(each.select("li")) for each in shown.select("ul")[:2]] == [1, 1]
    assert "(the one you are using now) · since 22 November 2026, 09:00" in shown.select("ul")[0].text
    del here.cookies["sessionid"]
    assert here.post("/en/sign-in/here/").status_code == 303
    assert AuditEntry.objects.filter(action="accounts.signed_out_elsewhere").count() == 1


def test_who_signed_out_elsewhere_stands_on_the_list_of_the_next_phone(came_in):
    came_in(IPHONE).post(DEVICES, {"act": "elsewhere"})
    shown = page(came_in(ANDROID).get(DEVICES)).main.select("ul")[0]
    assert [line.text.split(" ·")[0].strip() for line in shown.select("li")] == [
        "Android phone or tablet (the one you are using now)",
        "iPhone",
    ]


def test_a_phone_taken_off_the_list_opens_nothing_and_another_persons_is_not_there(came_in, ben):
    phone, other = came_in(), came_in(ANDROID)
    stranger = sign_in(Client(), ben)
    lost = KnownDevice.objects.get(kind="android")
    assert stranger.post(DEVICES, {"act": "forget", "device": lost.pk}).status_code == 404
    assert phone.post(DEVICES, {"act": "forget", "device": lost.pk}).status_code == 303
    del other.cookies["sessionid"]
    assert other.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"
    assert phone.post(DEVICES, {"act": "forget", "device": lost.pk}).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "x"},
        {"act": "forget"},
        {"act": "forget", "device": "1"},
        {"act": "forget", "device": "\x00"},
        {"act": "remove"},
        {"act": "remove", "passkey": "x"},
        {"act": "remove", "passkey": "9" * 40},
        {"act": "remove", "passkey": "-1"},
    ],
)
def test_an_act_that_is_not_there_is_a_404(client, amira, sent):
    assert sign_in(client, amira).post(DEVICES, sent).status_code == 404


def test_signing_out_makes_the_phone_a_stranger(came_in):
    phone = came_in()
    cookie = phone.cookies["strides_device"].value
    phone.post("/en/sign-out/")
    phone.cookies["strides_device"] = cookie
    assert phone.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"
    assert not KnownDevice.objects.exists()


def test_signing_out_after_the_session_was_over_still_forgets_the_phone(came_in, amira):
    phone = came_in()
    phone.cookies.pop("sessionid")
    phone.post("/en/sign-out/")
    assert not KnownDevice.objects.filter(person=amira).exists()


def test_a_phone_that_is_known_offers_one_tap_and_only_a_sent_form_opens(came_in):
    phone = came_in()
    del phone.cookies["sessionid"]
    main = page(phone.get("/en/sign-in/?next=/en/help-now/")).main
    form = main.select_one("form[action='/en/sign-in/here/']")
    assert "Yes, this is me" in form.text
    assert phone.get("/en/sign-in/here/")["Location"] == "/en/sign-in/"
    assert not is_in(phone)
    assert phone.post("/en/sign-in/here/", {"next": "/en/help-now/"})["Location"] == "/en/help-now/"
    assert phone.post("/en/sign-in/here/", {"next": "//evil.example/"})["Location"] == "/en/me/"


def test_a_phone_that_was_not_used_for_half_a_year_is_a_stranger(came_in, time):
    phone = came_in()
    time.pass_(days=179)
    assert phone.post("/en/sign-in/here/").status_code == 303
    time.pass_(days=179)
    assert phone.post("/en/sign-in/here/")["Location"] == "/en/me/"
    time.pass_(days=180)
    assert phone.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "é", "a b"])
def test_a_forged_cookie_opens_nothing(client, amira, cookie):
    client.cookies["strides_device"] = cookie
    assert client.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"


def test_a_phone_of_somebody_who_works_here_now_opens_nothing(came_in, amira):
    phone = came_in()
    User.objects.filter(pk=amira.pk).update(is_staff=True)
    del phone.cookies["sessionid"]
    assert phone.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client):
    for address in (DEVICES, ADDRESS, ADDRESS_CODE, f"{DEVICES}passkey/"):
        assert client.get(address)["Location"] == f"/en/sign-in/?next={address}"


# Another address


def change(browser: Client, email: str, mailed_code) -> object:
    assert browser.post(ADDRESS, {"email": email})["Location"] == ADDRESS_CODE
    return browser.post(ADDRESS_CODE, {"code": mailed_code()})


def test_a_changed_address_is_checked_by_code_and_the_old_one_is_told(came_in, amira, mailed_code, post_office):
    phone, old = came_in(), amira.email
    assert change(phone, "New@Example.net", mailed_code)["Location"] == f"{DEVICES}?done=address"
    amira.refresh_from_db()
    assert amira.email == "new@example.net"
    told = post_office()[-1]
    assert (told.to, told.subject) == ([old], "Your email address here was changed")
    assert "/en/sign-in/lost/" in told.body
    assert "new@example.net" not in told.body
    assert is_in(phone)
    assert AuditEntry.objects.filter(action="accounts.address_changed", actor=amira.pk).exists()
    assert AddressChange.objects.get().old_address == old


def test_a_first_address_tells_nobody(client, mailed_code, post_office):
    person = User.objects.create_user()
    sign_in(client, person)
    after = change(client, "first@example.net", mailed_code)["Location"]
    said = page(client.get(after)).main.text
    assert "Your email address is kept." in said
    assert "the old one" not in said
    person.refresh_from_db()
    assert person.email == "first@example.net"
    assert len(post_office()) == 1


def test_an_address_of_somebody_else_gets_no_mail_and_the_same_answer(came_in, amira, ben, post_office, settings):
    from portal.accounts.models import SignInAttempt
    from portal.accounts.rules import sign_in_code

    phone, mails = came_in(), len(post_office())
    assert phone.post(ADDRESS, {"email": ben.email})["Location"] == ADDRESS_CODE
    assert len(post_office()) == mails
    attempt = SignInAttempt.objects.get(purpose="change")
    refused = phone.post(ADDRESS_CODE, {"code": sign_in_code(settings.SECRET_KEY, attempt.pk)})
    assert "no longer works" in summary(refused)
    amira.refresh_from_db()
    assert amira.email != ben.email


def test_the_code_of_a_change_signs_nobody_in_and_is_of_no_use_to_another(came_in, amira, ben, mailed_code):
    from portal.accounts.models import SignInAttempt

    phone = came_in()
    phone.post(ADDRESS, {"email": "new@example.net"})
    code, attempt = mailed_code(), SignInAttempt.objects.get(purpose="change")
    thief = Client()
    session = thief.session
    session["coming_in"] = {"attempt": str(attempt.pk), "email": "new@example.net", "next": ""}
    session.save()
    assert thief.post("/en/sign-in/code/", {"code": code}).status_code == 422
    sign_in(thief, ben)
    session = thief.session
    session["changing_address"] = {"attempt": str(attempt.pk), "email": "new@example.net"}
    session.save()
    assert thief.post(ADDRESS_CODE, {"code": code}).status_code == 422
    assert phone.post(ADDRESS_CODE, {"code": code}).status_code == 303


def test_a_wrong_code_changes_nothing_and_without_one_asked_for_there_is_no_page(came_in, amira):
    phone, old = came_in(), amira.email
    assert phone.get(ADDRESS_CODE)["Location"] == ADDRESS
    assert phone.post(ADDRESS, {"email": "nonsense"}).status_code == 422
    phone.post(ADDRESS, {"email": "new@example.net"})
    assert "not the code" in summary(phone.post(ADDRESS_CODE, {"code": "AAAAAA"}))
    amira.refresh_from_db()
    assert amira.email == old


def test_the_address_of_somebody_who_works_here_changes_by_invitation_only(client, dai):
    sign_in(client, dai)
    for address in (ADDRESS, ADDRESS_CODE):
        assert client.get(address).status_code == 404
    assert client.get(DEVICES).status_code == 200


def test_a_phone_that_changes_hands_changes_session_and_shows_the_new_owner_alone(came_in, ben, mailed_code):
    phone = came_in()
    before = phone.cookies["sessionid"].value
    del phone.cookies["strides_device"]
    phone.get("/en/sign-in/passkey/")
    session = phone.session
    session["coming_in"] = {"attempt": "", "email": "", "next": ""}
    session.save()
    ben_asks = Client(REMOTE_ADDR="10.0.0.250")
    ask(ben_asks, ben.email)
    session["coming_in"] = ben_asks.session["coming_in"]
    session.save()
    assert phone.post("/en/sign-in/code/", {"code": mailed_code()})["Location"] == "/en/me/"
    assert phone.cookies["sessionid"].value != before
    assert page(phone.get(DEVICES)).main.text.count("the one you are using now") == 2
    assert KnownDevice.objects.filter(person=ben).count() == 1
