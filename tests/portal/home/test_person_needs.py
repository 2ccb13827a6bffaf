"""What people who work here record and review of a person's needs, and what the person sees of it."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal import clock
from portal.accounts.actions import preferences
from portal.accounts.models import Consent, User
from portal.accounts.queries.preferences import needs_of
from portal.audit.models import AuditEntry
from portal.privacy.queries.looks import looks
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


def address(person: User) -> str:
    return f"/en/staff/people/{person.pk}/needs/"


def soup(response: object) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def send(client: Client, person: User, **sent: object) -> object:
    seen = soup(client.get(address(person))).select_one("input[name=seen]")["value"]
    return client.post(address(person), {"seen": seen, **sent})


@pytest.fixture
def at_work(client: Client, esi: User) -> Client:
    return sign_in(client, esi)


def test_an_adviser_records_needs_and_the_person_sees_who_did(at_work: Client, esi: User, amira: User) -> None:
    first = soup(at_work.get(address(amira)))
    assert [row.dd.get_text() for row in first.select("dl.facts > div")] == ["Not yet", "Not known"]
    assert first.select_one("blockquote").get_text(strip=True)
    done = send(
        at_work,
        amira,
        interpreter="ur",
        interpreter_gender="woman",
        needs=["contact-voice", "format-audio", "support-longer"],
    )
    assert done.status_code == 303
    shown = soup(at_work.get(done["Location"]))
    assert "Saved" in shown.select_one(".notice").get_text()
    assert {box["value"] for box in shown.select("input[name=needs][checked]")} == {
        "contact-voice",
        "format-audio",
        "support-longer",
    }
    today = clock.today()
    needs = needs_of(amira)
    assert (needs.reviewed_on, needs.review_by) == (today, today + datetime.timedelta(days=365))
    assert Consent.objects.get(person=amira, withdrawn_at=None).given_by == esi.pk
    top = soup(at_work.get(f"/en/staff/people/{amira.pk}/")).select_one("section[aria-labelledby=needs]").get_text()
    assert "Interpreter: Urdu" in top
    assert top.count("Interpreter") == 1
    entry = AuditEntry.objects.filter(action="accounts.preferences_changed").get()
    assert (entry.actor, entry.subject_key) == (esi.pk, str(amira.pk))
    said = [look.what for look in looks(amira)]
    assert "Changed what you need from us" in said
    assert "Opened your page" in said


def test_needs_that_are_due_are_said_and_looked_through_together(at_work: Client, amira: User) -> None:
    long_ago = clock.now() - datetime.timedelta(days=366)
    preferences.change(by=amira, person=amira, changes={"needs": ["format-braille"]}, now=long_ago)
    person = f"/en/staff/people/{amira.pk}/"
    for page in (person, address(amira)):
        assert "It is time to ask whether this is still right." in at_work.get(page).content.decode()
    done = send(at_work, amira, act="review")
    assert done["Location"].endswith("?done=reviewed")
    assert needs_of(amira).reviewed_on == clock.today()
    assert "It is time" not in at_work.get(person).content.decode()
    assert [look.what for look in looks(amira)].count("Looked through what you need from us") == 1


def test_whoever_was_later_is_told_and_nothing_is_written_over(at_work: Client, amira: User) -> None:
    seen = soup(at_work.get(address(amira))).select_one("input[name=seen]")["value"]
    preferences.change(by=amira, person=amira, changes={"needs": ["format-audio"]}, now=clock.now())
    late = at_work.post(address(amira), {"seen": seen, "interpreter": "", "interpreter_gender": ""})
    assert late.status_code == 409
    assert "changed this in the meantime" in soup(late).select_one("main [role=alert]").get_text()
    assert soup(late).select_one("input[name=needs][checked]")["value"] == "format-audio"
    assert [line.code for line in needs_of(amira).lines] == ["format-audio"]


@pytest.mark.parametrize(
    "wrong",
    [{"interpreter": "xx"}, {"interpreter": "ur", "interpreter_gender": "🙂"}, {"needs": ["rich"]}, {"needs": "x\x00"}],
)
def test_a_choice_that_is_not_there_is_refused_in_words(at_work: Client, amira: User, wrong: dict) -> None:
    refused = send(at_work, amira, **wrong)
    assert refused.status_code == 422
    assert soup(refused).select_one(".error-summary a")["href"] != "#"
    assert needs_of(amira).lines == ()


def test_an_interpreter_alone_asks_for_no_consent_to_needs(at_work: Client, amira: User) -> None:
    assert send(at_work, amira, interpreter="pl", interpreter_gender="").status_code == 303
    assert [line.code for line in needs_of(amira).lines] == ["interpreter-pl"]
    assert not Consent.objects.filter(person=amira).exists()


@pytest.mark.parametrize("who", ["carys", "dai", "farid", "gwen", "hana", "idris", "jola", "ben"])
def test_other_roles_and_patients_find_nothing(
    request: pytest.FixtureRequest, client: Client, amira: User, who: str
) -> None:
    assert client.get(address(amira)).status_code == 302
    sign_in(client, request.getfixturevalue(who))
    for answer in (client.get(address(amira)), client.post(address(amira), {"needs": ["format-audio"]})):
        assert answer.status_code == 404
    assert needs_of(amira).lines == ()


def test_somebody_who_works_here_or_is_not_there_is_the_same_404(at_work: Client, dai: User) -> None:
    for person_id in (dai.pk, uuid.uuid4()):
        assert at_work.get(f"/en/staff/people/{person_id}/needs/").status_code == 404
