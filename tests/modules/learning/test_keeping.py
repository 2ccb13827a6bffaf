"""Where a person is in a lesson: kept in the account or on the phone, joined when the person says so."""

import datetime

import pytest
from django.test import Client

from modules.learning.exchange import phone
from modules.learning.models import LessonPage, StepProgress
from pages.models import HomePage
from portal import clock
from tests.cast import sign_in
from tests.modules.learning.walking import SCAN, STEPS, answers, go_on, on_phone, soup_of

# In an account


def test_signed_in_the_account_keeps_it_and_the_phone_does_not(
    client: Client, demo_site: HomePage, amira: object
) -> None:
    sign_in(client, amira)
    choice = answers(client, STEPS[0])[0]
    go_on(client, STEPS[0], answer=choice)
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    row = StepProgress.objects.get(person=amira)
    assert (row.page_key, row.part_key) == (page.key, page.steps.get(slug=STEPS[0]).key)
    assert str(row.answer_key) == choice
    assert row.revision_id == page.live_revision_id
    assert row.done_at
    assert row.mode == "self"
    assert phone.COOKIE not in client.cookies


def test_nobody_sees_how_far_another_came(client: Client, demo_site: HomePage, amira: object, ben: object) -> None:
    go_on(sign_in(client, amira), STEPS[0])
    other = sign_in(Client(), ben)
    assert other.get("/en/learn/carry-on/").status_code == 200
    assert not soup_of(other.get(f"{SCAN}{STEPS[1]}/")).select("[data-said]")


def test_a_double_tap_makes_one_thing(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira)
    choice = answers(client, STEPS[0])[0]
    locations = {go_on(client, STEPS[0], answer=choice)["Location"] for _tap in range(20)}
    assert len(locations) == 1
    assert StepProgress.objects.filter(person=amira).count() == 1


def test_two_devices_of_one_person_lose_nothing(demo_site: HomePage, amira: object) -> None:
    first, second = sign_in(Client(), amira), sign_in(Client(), amira)
    go_on(first, STEPS[0])
    go_on(second, STEPS[1])
    go_on(first, STEPS[2], act="stop")
    assert second.get("/en/learn/carry-on/")["Location"] == f"{SCAN}{STEPS[2]}/"
    assert StepProgress.objects.filter(person=amira, done_at__isnull=False).count() == 2


def test_going_back_and_stopping_undoes_nothing(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira)
    go_on(client, STEPS[0])
    go_on(client, STEPS[0], act="stop")
    assert StepProgress.objects.get(person=amira).done_at


def test_a_session_that_ends_in_the_middle_loses_nothing(client: Client, demo_site: HomePage, amira: object) -> None:
    sign_in(client, amira)
    go_on(client, STEPS[0])
    client.cookies.pop("sessionid")
    assert go_on(client, STEPS[1]).status_code == 303
    assert len(on_phone(client)) == 1
    sign_in(client, amira)
    client.post("/en/learn/this-phone/", {"add": "yes"})
    assert client.get("/en/learn/carry-on/")["Location"] == f"{SCAN}{STEPS[2]}/"


# What a phone holds joins an account, when the person says so


def test_nothing_joins_the_account_before_somebody_says_yes(client: Client, demo_site: HomePage, amira: object) -> None:
    go_on(client, STEPS[0])
    sign_in(client, amira)
    assert soup_of(client.get("/en/learn/this-phone/")).h1.get_text().startswith("Add what was done on this phone")
    assert StepProgress.objects.count() == 0
    assert client.post("/en/learn/this-phone/", {}).status_code == 422
    assert StepProgress.objects.count() == 0


def test_yes_adds_everything_once(client: Client, demo_site: HomePage, amira: object) -> None:
    choice = answers(client, STEPS[0])[0]
    for slug in STEPS:
        go_on(client, slug, **({"answer": choice, "told": choice} if slug == STEPS[0] else {}))
    held = on_phone(client)
    sign_in(client, amira)
    go_on(client, STEPS[1])
    assert client.post("/en/learn/this-phone/", {"add": "yes"}).status_code == 303
    assert not on_phone(client)
    rows = {(row.page_key, row.part_key): row for row in StepProgress.objects.filter(person=amira)}
    assert rows.keys() == held.keys()
    assert {str(row.answer_key) for row in rows.values() if row.answer_key} == {choice}
    client.post("/en/learn/this-phone/", {"add": "yes"})
    assert StepProgress.objects.count() == len(held)


def test_no_leaves_both_as_they_are_and_asks_no_more(client: Client, demo_site: HomePage, amira: object) -> None:
    go_on(client, STEPS[0])
    sign_in(client, amira)
    client.post("/en/learn/this-phone/", {"add": "no"})
    assert StepProgress.objects.count() == 0
    assert len(on_phone(client)) == 1
    assert "Everything is in your account" not in client.get("/en/learn/carry-on/").content.decode()
    assert not soup_of(client.get("/en/learn/this-phone/")).select("main button[value=yes]")


def test_the_phone_can_be_cleared(client: Client, demo_site: HomePage) -> None:
    go_on(client, STEPS[0])
    response = client.post("/en/learn/clear/")
    assert response.status_code == 303
    assert response["Clear-Site-Data"] == '"cache"'
    assert not on_phone(client)
    assert client.get("/en/learn/carry-on/").status_code == 200
    assert soup_of(client.get(response["Location"])).h1.get_text() == "This phone is clear"


# The cookie


def test_a_tampered_cookie_is_ignored_and_the_server_forgets_nothing(
    client: Client, demo_site: HomePage, amira: object
) -> None:
    sign_in(client, amira)
    go_on(client, STEPS[0])
    client.cookies[phone.COOKIE] = "AQ" * 60 + ":1tAbcd:forged"
    assert client.get("/en/learn/carry-on/")["Location"] == f"{SCAN}{STEPS[1]}/"
    assert client.post("/en/learn/this-phone/", {"add": "yes"}).status_code == 303
    assert StepProgress.objects.count() == 1


@pytest.mark.parametrize("value", ["", "x", "\x01", ":::", "a" * 5000, "AQ:1:2", "\xe9"])
def test_any_cookie_is_answered(client: Client, demo_site: HomePage, value: str) -> None:
    client.cookies[phone.COOKIE] = value
    assert client.get(f"{SCAN}{STEPS[1]}/").status_code == 200
    assert go_on(client, STEPS[1]).status_code == 303
    assert len(on_phone(client)) == 1


def test_the_cookie_is_signed_small_and_for_thirty_days(client: Client, demo_site: HomePage) -> None:
    for page in LessonPage.objects.all():
        for step in page.steps.all():
            choice = step.answers.first()
            fields = {"answer": str(choice.key), "told": str(choice.key)} if choice else {}
            client.post(f"/en/learn/{page.slug}/{step.slug}/", {"act": "continue", **fields})
    cookie = client.cookies[phone.COOKIE]
    assert len(on_phone(client)) == sum(page.steps.count() + 1 for page in LessonPage.objects.all())
    assert len(cookie.value) < 4000
    assert cookie["max-age"] == 60 * 60 * 24 * 30
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_cookie_older_than_thirty_days_says_nothing(
    client: Client, demo_site: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on(client, STEPS[0])
    later = clock.now() + datetime.timedelta(days=30, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert not on_phone(client)
