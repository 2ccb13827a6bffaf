"""The forms and pages of asking, with whatever somebody may send."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from portal.contact import privacy
from portal.contact.models import Line, Request
from portal.contact.rules import LONGEST_WORDS, Kind
from tests.cast import sign_in
from tests.portal.contact.asking import NUMBER, ask, page, status_of

pytestmark = pytest.mark.django_db

ODD = [
    "",
    "\x00",
    "a\x00b",
    "🙂" * 50,
    "x" * 100_000,
    "<script>alert(1)</script>",
    "{{7*7}}",
    "\ud800",
    "\u202e" * 9,
    "-1",
]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_way_of_asking_leads_to_a_page_of_its_own(
    client: Client, demo_site: object, kind: Kind, language: str
) -> None:
    assert client.get(f"/{language}/ask/{kind}/").status_code == 200
    soup = status_of(client, ask(client, kind, language=language))
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    assert soup.select_one("main form button")
    assert Request.objects.get().kind == kind


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("odd", ODD)
def test_odd_input_is_answered_and_never_a_fault(client: Client, kind: Kind, odd: str) -> None:
    fields = ("key", "part", "number", "name", "words", "page", "speaks", "interpreter", "form", "about", "prefers")
    for field in fields:
        typed = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        assert ask(client, kind, **{field: typed}).status_code in {303, 422, 429}
    repeated = {name: [odd[:9].replace("\ud800", "")] * 3 for name in fields}
    assert client.post(f"/en/ask/{kind}/", repeated).status_code in {303, 422, 429}
    assert client.post(f"/en/ask/{kind}/", {}).status_code in {303, 422, 429}


def test_what_is_too_long_is_kept_to_be_made_shorter(client: Client) -> None:
    response = ask(client, "question", words="word " * 1000)
    assert response.status_code == 422
    soup = page(response)
    assert f"Use {LONGEST_WORDS} letters or fewer" in soup.select_one(".error-summary").get_text()
    assert len(soup.select_one("textarea").get_text().strip()) > 4000


def test_words_are_shown_as_they_were_written(client: Client, esi: Any) -> None:
    ask(client, "question", words="<b>bold</b>\n{{7*7}} 🙂")
    work = f"/en/staff/requests/{Request.objects.get().pk}/"
    shown = sign_in(Client(), esi).get(work).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt;<br>{{7*7}} 🙂" in shown


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 5000, "..", "%00", "🙂"])
@pytest.mark.parametrize("act", ["cancel", "again", ""])
def test_an_address_that_nobody_was_given_opens_nothing(client: Client, token: str, act: str) -> None:
    ask(client)
    path = f"/en/ask/sent/{token}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"act": act}).status_code == 404
    assert Request.objects.get().state == "new"


def test_the_reference_opens_nothing(client: Client) -> None:
    ask(client)
    assert client.get(f"/en/ask/sent/{Request.objects.get().reference}/").status_code == 404


def test_nothing_of_it_is_kept_by_anything_between(client: Client) -> None:
    response = client.get(ask(client)["Location"])
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "no-store" in client.get("/en/ask/call/")["Cache-Control"]


def test_the_page_somebody_came_from_goes_along_and_a_foreign_one_does_not(client: Client, demo_site: object) -> None:
    assert page(client.get("/en/ask/")).select_one("a[href='/en/ask/format/']")
    soup = page(client.get("/en/ask/", {"page": "/en/body/knee/"}))
    way = soup.select_one("a[href^='/en/ask/format/']")["href"]
    hidden = page(client.get(way)).select_one("input[name=page]")["value"]
    ask(client, "format", page=hidden)
    ask(client, "format", page="https://evil.example/")
    ask(client, "format", page="//evil.example/")
    ask(client, "format", page="/en/search/?q=CANARY")
    assert sorted(Request.objects.values_list("page", flat=True)) == ["", "", "/en/body/knee/", "/en/search/"]


@pytest.mark.parametrize("kind", ["question", "format", "translate", "problem"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_form_names_the_page_that_it_is_about_and_does_not_ask_which(
    client: Client, demo_site: object, kind: str, language: str
) -> None:
    named = page(client.get(f"/{language}/ask/{kind}/", {"page": f"/{language}/body/knee/"})).main
    heading = page(client.get(f"/{language}/body/knee/")).h1.get_text(strip=True)
    assert named.select_one(f"form a[href='/{language}/body/knee/']").get_text(strip=True) == heading
    assert "Which page" not in named.get_text()
    refused = ask(client, kind, page="/en/body/knee/", number="12", words="")
    assert page(refused).main.select_one("form a[href='/en/body/knee/']"), "after a mistake too"
    for odd in ("/en/", "/en/nowhere/", "//evil.example/en/body/knee/", "/en/%_/", "\x00"):
        assert page(client.get("/en/ask/format/", {"page": odd})).main.select("form a") == []


def test_what_is_said_of_a_place_to_go_to_names_it(client: Client, demo_site: object) -> None:
    place = page(client.get("/ur/find/pram-walk/")).h1.get_text(strip=True)
    named = page(client.get("/ur/ask/problem/", {"page": "/ur/find/pram-walk/"})).main
    assert named.select_one("form a[href='/ur/find/pram-walk/']").get_text(strip=True) == place
    for odd in ("/en/find/nowhere/", "/en/find/today/", "/en/find/pram-walk/poster/"):
        assert page(client.get("/en/ask/problem/", {"page": odd})).main.select("form a") == []


def test_a_weekday_within_a_sentence_is_small_in_polish(client: Client) -> None:
    """Django's Polish weekdays begin with a capital letter, which Polish has at the beginning of a sentence alone."""
    shown = status_of(client, ask(client, language="pl")).main.get_text()
    assert re.search(r"\b(poniedziałek|wtorek|środa|czwartek|piątek) \d", shown)
    assert not re.search(r"\b(Poniedziałek|Wtorek|Środa|Czwartek|Piątek|Sobota|Niedziela) \d", shown)


def test_a_name_holds_no_mark_that_turns_it_around_and_longer_words_stay_as_they_were(client: Client) -> None:
    turned, joined = "\u202eecarG", "\u09b0\u200d\u09cd\u09af\u09be"
    ask(client, "question", name=f"{turned}{joined}", words=f"{turned}\nagain")
    row = Request.objects.get()
    assert (row.name, row.words) == (f"ecarG{joined}", f"{turned}\nagain")


def test_what_is_said_about_staff_is_for_those_who_lead_them(client: Client, esi: Any, jola: Any) -> None:
    ask(client, "problem", about="staff", words="He laughed at me.")
    row = Request.objects.get()
    adviser, manager = sign_in(Client(), esi), sign_in(Client(), jola)
    for act in ({}, {"act": "claim", "turn": "0"}, {"act": "note", "key": str(uuid.uuid4()), "words": "Not true"}):
        answer = (
            adviser.post(f"/en/staff/requests/{row.pk}/", act) if act else adviser.get(f"/en/staff/requests/{row.pk}/")
        )
        assert answer.status_code == 404
    assert str(row.pk) not in adviser.get("/en/staff/requests/").text
    assert str(row.pk) in manager.get("/en/staff/requests/").text
    assert manager.get(f"/en/staff/requests/{row.pk}/").status_code == 200
    assert Request.objects.get().turn == 0


def test_a_complaint_is_marked_as_one_and_says_so_to_both(client: Client, esi: Any) -> None:
    soup = status_of(client, ask(client, "problem", about="anything", is_complaint="1", words="Nobody called me."))
    assert "We have your complaint." in soup.main.get_text()
    assert "Complaint" in page(sign_in(Client(), esi).get("/en/staff/requests/")).main.get_text()


def test_texts_need_a_number(client: Client) -> None:
    response = ask(client, "question", wants_texts="1")
    assert response.status_code == 422
    assert "so that we can text you" in page(response).select_one(".error-summary").get_text()


def test_texts_are_offered_and_promised_only_where_one_can_be_sent(
    client: Client, demo_site: object, settings: Any
) -> None:
    offered = page(client.get("/en/ask/call/")).select_one("input[name=wants_texts]")
    assert offered
    asked = ask(client, wants_texts="on")["Location"]
    assert "We text you" in page(client.get(asked)).main.get_text()
    settings.LOOPBACK_ONLY = False
    assert page(client.get("/en/ask/call/")).select_one("input[name=wants_texts]") is None
    assert "We text you" not in page(client.get(asked)).main.get_text()
    ask(client, "question", wants_texts="on", number=NUMBER)
    assert not Request.objects.get(kind="question").wants_texts


def test_nobody_needs_an_account_a_name_or_a_word_to_be_called(client: Client) -> None:
    assert client.post("/en/ask/call/", {"part": "morning", "number": NUMBER}).status_code == 303
    assert Request.objects.get().words == ""


def test_without_a_time_it_says_what_to_choose(client: Client) -> None:
    response = client.post("/en/ask/call/", {"number": NUMBER})
    assert page(response).select_one(".error-summary a").get_text() == "Choose when we can call you"


def test_one_who_asked_already_is_told_so_before_they_write(client: Client, amira: Any) -> None:
    first = ask(sign_in(client, amira))["Location"]
    notice = page(client.get("/en/ask/call/")).select_one(".notice--info")
    assert notice.a["href"] == first
    assert "You get one call, not two." in notice.get_text()


def test_asking_by_opening_an_address_changes_nothing(client: Client) -> None:
    first = ask(client)["Location"]
    client.get(first, {"act": "cancel"})
    client.get("/en/ask/call/", {"number": NUMBER, "part": "any", "key": str(uuid.uuid4())})
    assert [row.state for row in Request.objects.all()] == ["new"]


# Her own page, her own data


def test_her_own_page_says_where_it_stands_and_nobody_elses_does(client: Client, amira: Any, ben: Any) -> None:
    ask(sign_in(client, amira), words="CANARY knee")
    mine = page(client.get("/en/me/")).main
    assert "We aim to call you by" in mine.get_text()
    assert mine.select_one("a[href='/en/me/requests/']")
    assert "We aim to call you by" not in page(sign_in(Client(), ben).get("/en/me/")).main.get_text()


def test_all_of_it_is_given_out_and_all_of_it_goes(amira: Any, ben: Any) -> None:
    from portal import clock

    ask(sign_in(Client(), amira), words="CANARY knee", name="Amira")
    ask(sign_in(Client(), ben), words="Ben's hip")
    (row,) = privacy.export(amira)["requests"]
    assert (row["words"], row["number"], row["name"]) == ("CANARY knee", NUMBER, "Amira")
    assert [line["what"] for line in row["lines"]] == ["sent"]
    privacy.erase(amira, now=clock.now())
    assert privacy.export(amira) == {"requests": [], "was this clear": []}
    assert [each.person for each in Request.objects.all()] == [ben]
    assert Line.objects.count() == 1
