"""“Was this clear?”: one press, kept once, counted without finding anybody, and never a condition."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.learning.models import LessonPage
from pages.models import HomePage
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.contact import privacy
from portal.contact.actions.clear import close_clear_months
from portal.contact.models import ClearAnswer
from tests.cast import sign_in

DONE = "/en/learn/do-i-need-a-scan/done/"
REPORT = "/en/staff/reports/clear/"


def fields(client: Client, address: str = DONE) -> dict[str, str]:
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one(".was-clear form")
    assert form["action"].endswith("/ask/clear/")
    assert [button["value"] for button in form.select("button[name=answer]")] == ["yes", "partly", "no"]
    return {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}


def press(client: Client, answer: str, sent: dict[str, str] | None = None) -> object:
    return client.post("/en/ask/clear/", {**(sent or fields(client)), "answer": answer})


def test_one_press_without_an_account_is_kept_of_nobody_and_thanked_for(client: Client, demo_site: HomePage) -> None:
    response = press(client, "partly")
    assert response.status_code == 303
    assert response["Location"] == f"{DONE}?clear=partly#clear"
    page = BeautifulSoup(client.get(response["Location"]).content, "html.parser")
    assert "Thank you for telling us." in page.select_one(".was-clear [role=status]").get_text()
    assert page.select_one(".was-clear button[aria-pressed]")["value"] == "partly"
    row = ClearAnswer.objects.get()
    lesson = LessonPage.objects.get(slug="do-i-need-a-scan")
    assert (row.person, row.page_key, row.answer, row.said_at.minute) == (None, lesson.key, "partly", 0)
    entry = AuditEntry.objects.get(action="contact.clear_said")
    assert (entry.actor, entry.subject_key, entry.detail) == (None, str(lesson.key), {"answer": "partly"})


def test_its_address_alone_leads_to_the_ways_of_asking(client: Client, demo_site: HomePage) -> None:
    assert client.get("/en/ask/clear/")["Location"] == "/en/ask/"


def test_a_double_tap_and_a_change_of_mind_make_one_answer(client: Client, demo_site: HomePage) -> None:
    sent = fields(client)
    other_tab = fields(client)
    for answer in ("yes", "yes", "no"):
        press(client, answer, sent)
    assert ClearAnswer.objects.get().answer == "no"
    press(client, "partly", other_tab)
    press(client, "yes")
    assert ClearAnswer.objects.get().answer == "yes"
    without_cookie = Client()
    press(without_cookie, "no", sent)
    assert ClearAnswer.objects.get().answer == "no"
    press(Client(), "yes")
    assert ClearAnswer.objects.count() == 2


def test_signed_in_it_is_hers_once_and_given_out_and_erased_with_her(
    client: Client, demo_site: HomePage, amira: User, ben: User
) -> None:
    sign_in(client, amira)
    for answer in ("yes", "no"):
        press(client, answer)
    assert ClearAnswer.objects.get().person == amira
    assert [row["answer"] for row in privacy.export(amira)["was this clear"]] == ["no"]
    assert privacy.export(ben)["was this clear"] == []
    privacy.erase(amira, now=clock.now())
    assert not ClearAnswer.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "maybe"},
        {"answer": "yes\x00"},
        {"page_key": "x" * 10_000},
        {"page_key": str(uuid.uuid4())},
        {"key": "🙂"},
    ],
)
def test_odd_input_is_not_there_and_keeps_nothing(client: Client, demo_site: HomePage, wrong: dict[str, str]) -> None:
    assert client.post("/en/ask/clear/", {**fields(client), "answer": "yes", **wrong}).status_code == 404
    assert not ClearAnswer.objects.exists()


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/en/\x00", "x" * 10_000])
def test_it_leads_nowhere_else(client: Client, demo_site: HomePage, page: str) -> None:
    answer = client.post("/en/ask/clear/", {**fields(client), "answer": "yes", "page": page})
    assert answer["Location"] == "/en/?clear=yes#clear"


@pytest.mark.parametrize("cookie", ["", "x" * 10_000, "not:signed:here"])
def test_a_cookie_that_is_not_ours_is_left_alone(client: Client, demo_site: HomePage, cookie: str) -> None:
    client.cookies["strides_clear"] = cookie
    assert press(client, "yes").status_code == 303
    assert ClearAnswer.objects.count() == 1


def say(page_key: uuid.UUID, answer: str, times: int, *, on: datetime.datetime) -> None:
    for _ in range(times):
        ClearAnswer.objects.create(page_key=page_key, answer=answer, said_at=on)


def report(client: Client) -> list[list[str]]:
    rows = BeautifulSoup(client.get(REPORT).content, "html.parser").select("main tbody tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


OCTOBER, NOVEMBER, DECEMBER, JANUARY = (
    datetime.datetime(year, month, 9, tzinfo=datetime.UTC)
    for year, month in ((2026, 10), (2026, 11), (2026, 12), (2027, 1))
)


def test_editors_see_closed_months_and_of_no_few(client: Client, demo_site: HomePage, dai: User) -> None:
    lesson = LessonPage.objects.get(slug="do-i-need-a-scan")
    few = LessonPage.objects.get(slug="how-this-works").key
    say(lesson.key, "yes", 7, on=OCTOBER)
    say(lesson.key, "partly", 2, on=OCTOBER)
    say(few, "no", 4, on=OCTOBER)
    sign_in(client, dai)
    close_clear_months(by=None, now=OCTOBER)
    assert report(client) == []
    for _twice in range(2):
        close_clear_months(by=None, now=NOVEMBER)
    fewer = "fewer than 5"
    assert report(client) == [[lesson.heading_en, "October 2026", "7", fewer, fewer]]
    assert AuditEntry.objects.filter(action="contact.clear_month_closed").count() == 1
    assert REPORT in client.get("/en/staff/").content.decode()


def test_nobody_is_found_by_looking_before_and_after(client: Client, demo_site: HomePage, dai: User) -> None:
    key = LessonPage.objects.get(slug="do-i-need-a-scan").key
    sign_in(client, dai)
    say(key, "yes", 5, on=OCTOBER)
    close_clear_months(by=None, now=NOVEMBER)
    before = report(client)
    say(key, "yes", 1, on=NOVEMBER)
    assert report(client) == before, "what was said just now moves nothing"
    close_clear_months(by=None, now=DECEMBER)
    assert report(client) == before, "one person waits until there are enough"
    ClearAnswer.objects.filter(page_key=key, said_at=OCTOBER).delete()
    close_clear_months(by=None, now=DECEMBER)
    assert report(client) == before, "a month is never counted again, whoever left"
    say(key, "no", 5, on=DECEMBER)
    close_clear_months(by=None, now=JANUARY)
    first, *others = report(client)
    assert first[1:] == ["November 2026 to December 2026, counted together", "fewer than 5", "fewer than 5", "5"]
    assert others == before


@pytest.mark.parametrize("who", ["esi", "carys", "hana", "amira"])
def test_other_roles_and_patients_find_no_report(
    request: pytest.FixtureRequest, client: Client, db: None, who: str
) -> None:
    assert client.get(REPORT).status_code == 302
    assert sign_in(client, request.getfixturevalue(who)).get(REPORT).status_code == 404
