"""Where a person is in a lesson: kept in the account or on the phone, joined when the person says so."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from modules.learning.exchange import phone
from modules.learning.models import LessonPage, StepProgress
from pages.editions.actions import publish_edition
from pages.models import HomePage
from portal import clock
from portal.http import CLEARED
from tests.cast import sign_in
from tests.modules.learning.walking import SCAN, STEPS, answers, go_on, on_phone, soup_of, ticked

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


def test_the_name_of_a_lesson_says_what_language_it_is_in(client: Client, demo_site: HomePage, amira: object) -> None:
    """Lessons without an Urdu edition are read out in English on an Urdu page."""
    sign_in(client, amira)
    for lesson, step in (("work-and-home", "talk-to-your-boss"), ("do-i-need-a-scan", STEPS[0])):
        client.post(f"/ur/learn/{lesson}/{step}/", {"act": "continue"})
        tile = soup_of(client.get("/ur/me/")).select_one(".task-card p")
        marked = [each["lang"] for each in tile.select("bdi")]
        assert marked == (["en"] if lesson == "work-and-home" else []), tile
    assert not soup_of(client.get("/en/me/")).select("main bdi[lang=en]")


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


@pytest.mark.parametrize("later", ["phone", "account"])
def test_of_two_answers_to_one_step_the_later_counts_wherever_it_was_given(
    client: Client, demo_site: HomePage, amira: object, monkeypatch: pytest.MonkeyPatch, later: str
) -> None:
    first, second = answers(client, STEPS[0])[:2]
    now = clock.now()
    for hours, where in enumerate(["account", "phone"] if later == "phone" else ["phone", "account"]):
        monkeypatch.setattr(clock, "now", lambda at=now + datetime.timedelta(hours=hours): at)
        if where == "account":
            sign_in(client, amira)
            go_on(client, STEPS[0], answer=first)
            client.post("/en/sign-out/")
        else:
            go_on(client, STEPS[0], answer=second)
    sign_in(client, amira)
    question = soup_of(client.get("/en/learn/this-phone/"))
    assert bool(question.select("main button[value=yes]")) == (later == "phone")
    client.post("/en/learn/this-phone/", {"add": "yes"})
    assert str(StepProgress.objects.get(person=amira).answer_key) == (second if later == "phone" else first)
    assert ticked(client.get(f"{SCAN}{STEPS[0]}/")) == (second if later == "phone" else first)
    assert not soup_of(client.get("/en/learn/this-phone/")).select("main button[value=yes]")


def test_the_words_that_were_seen_stand_with_the_answer_to_them(
    client: Client, demo_site: HomePage, amira: object, dai: object
) -> None:
    sign_in(client, amira)
    choice = answers(client, STEPS[0])[0]
    go_on(client, STEPS[0], answer=choice)
    before = StepProgress.objects.get(person=amira).revision_id
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    page.save_revision()
    publish_edition(by=dai, content=page, language="en")
    assert StepProgress.objects.get(person=amira).revision_id == before
    go_on(client, STEPS[0], answer=choice)
    row = StepProgress.objects.get(person=amira)
    assert row.revision_id == LessonPage.objects.get(slug="do-i-need-a-scan").live_revision_id != before


def cleared(client: Client) -> HttpResponse:
    """Finish and clear this phone, from the link that every page has."""
    link = next(
        a for a in soup_of(client.get("/en/")).select("footer a") if a.get_text().startswith("Finish and clear")
    )
    form = soup_of(client.get(link["href"])).select_one("main form")
    return client.post(form["action"])


def test_the_phone_can_be_cleared_of_everything_that_was_begun_on_it(client: Client, demo_site: HomePage) -> None:
    client.cookies["strides_display"] = "size=2"
    client.post(f"{SCAN}{STEPS[0]}/", {"language": "en", "answer": answers(client, STEPS[0])[0]})
    go_on(client, STEPS[0])
    client.post("/en/join/email/", {"email": "somebody@example.org"})
    client.cookies["asked"] = "what somebody asked:signed"
    held = set(client.cookies)
    assert {phone.COOKIE, "strides_display", "asked"} <= held
    response = cleared(client)
    assert response.status_code == 303
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0} >= held
    assert client.get("/en/learn/carry-on/").status_code == 200
    page = soup_of(client.get(response["Location"]))
    assert page.h1.get_text() == "This phone is clear"
    assert len(page.select("main li")) == 4


def test_clearing_the_phone_signs_out_and_leaves_the_account_as_it_is(
    client: Client, demo_site: HomePage, amira: object
) -> None:
    sign_in(client, amira)
    go_on(client, STEPS[0])
    assert "You will be signed out." in client.get("/en/learn/clear/").content.decode()
    cleared(client)
    assert "/sign-in/" in client.get("/en/me/")["Location"]
    assert Session.objects.count() == 0
    assert StepProgress.objects.filter(person=amira).count() == 1


@pytest.mark.parametrize("path", ["back-now/plan/lifts/", "ask/call/", "join/email/", "learn/do-i-need-a-scan/done/"])
def test_whatever_was_begun_leads_to_it(client: Client, demo_site: HomePage, path: str) -> None:
    page = soup_of(client.get(f"/ur/{path}"))
    assert page.select_one("footer a[href='/ur/learn/clear/']")


def test_clearing_twice_is_no_fault_and_the_phone_is_cleared_anew(client: Client, demo_site: HomePage) -> None:
    marks = []
    for _tap in range(2):
        response = client.post("/ur/learn/clear/")
        mark = response.cookies[CLEARED]
        marks.append(mark.value)
        assert response.status_code == 303
        assert (mark["max-age"], mark["expires"]) == ("", ""), "it stays until the browser is closed"
    assert len(set(marks)) == 2


# Two tabs of one phone


def test_two_tabs_of_one_phone_lose_nothing(client: Client, demo_site: HomePage) -> None:
    choice = answers(client, STEPS[0])[0]
    go_on(client, STEPS[1])
    go_on(client, STEPS[0], answer=choice)
    go_on(client, STEPS[3])
    assert len(on_phone(client)) == 3
    assert ticked(client.get(f"{SCAN}{STEPS[0]}/")) == choice


def test_two_tabs_that_send_at_the_same_time_lose_nothing(client: Client, demo_site: HomePage) -> None:
    go_on(client, STEPS[0])
    other_tab = Client()
    other_tab.cookies[phone.COOKIE] = client.cookies[phone.COOKIE].value  # what it sent before the first was answered
    go_on(client, STEPS[1])
    client.cookies.update(go_on(other_tab, STEPS[3], act="stop").cookies)
    client.get(f"{SCAN}{STEPS[2]}/")
    kept = [part for _page, part in on_phone(client)]
    steps = LessonPage.objects.get(slug="do-i-need-a-scan").steps.filter(key__in=kept)
    assert {step.slug for step in steps} == {STEPS[0], STEPS[1], STEPS[3]}


def test_a_double_tap_on_a_phone_without_an_account_makes_one_thing(client: Client, demo_site: HomePage) -> None:
    choice = answers(client, STEPS[0])[0]
    assert len({go_on(client, STEPS[0], answer=choice)["Location"] for _tap in range(5)}) == 1
    assert len(on_phone(client)) == 1


def test_an_answer_given_when_the_session_is_over_is_kept(demo_site: HomePage, amira: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = sign_in(Client(), amira).cookies["sessionid"].value
    page = soup_of(client.get(f"{SCAN}{STEPS[0]}/"))
    choice = page.select_one("input[name=answer]")["value"]
    token = page.select_one("#step-form input[name=csrfmiddlewaretoken]")["value"]
    Session.objects.all().delete()
    response = client.post(f"{SCAN}{STEPS[0]}/", {"act": "continue", "answer": choice, "csrfmiddlewaretoken": token})
    assert response["Location"].startswith(f"{SCAN}{STEPS[0]}/?told=1")
    assert ticked(client.get(response["Location"])) == choice
    assert {str(mark.answer_key) for mark in on_phone(client).values()} == {choice}


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
