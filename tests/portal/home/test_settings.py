"""The settings: each part saved by itself, said so, and put back with one press."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.accounts.models import Consent, Need
from portal.accounts.queries.consents import consents_of
from portal.accounts.queries.preferences import preferences_of
from portal.accounts.rules.consents import VERSIONS, Purpose
from portal.accounts.rules.preferences import NO_QUIET, Channel, Quiet, Topic, When
from portal.audit.models import AuditEntry
from portal.home.forms import FORMS
from tests.cast import sign_in

PAGE = "/en/me/settings/"
MESSAGES = {"channel": "text", "phone": "07700 900123", "wants_requests": "1", "when": "morning", "quiet": "none"}
LOOK = {"size": "3", "theme": "dark", "contrast": "1", "listen": "1", "without_pictures": "1"}
GOOD = {
    "language": {"language": "ur"},
    "look": LOOK,
    "name": {"name": "Grace"},
    "messages": MESSAGES,
    "interpreter": {"interpreter": "ur", "interpreter_gender": "woman"},
    "needs": {"needs": ["format-audio", "contact-voice"]},
}


@pytest.fixture
def client(client: Client, amira: object) -> Client:
    return sign_in(client, amira)


def soup_of(response: object, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def save(client: Client, part: str, page: str = PAGE, **changed: object) -> object:
    return client.post(page, {**GOOD[part], "part": part, **changed})


def undo(client: Client, part: str, page: str = PAGE) -> object:
    return client.post(page, {"part": part, "act": "undo"})


def test_a_stranger_is_led_to_sign_in(db):
    assert Client().get(PAGE)["Location"].startswith("/en/sign-in/")
    assert Client().post(PAGE, {"part": "name", "name": "x"}).status_code == 302


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_part_is_a_form_with_its_own_button(client, language):
    page = soup_of(client.get(f"/{language}/me/settings/"))
    parts = {section["id"]: section.form for section in page.select("section.setting")}
    assert list(parts) == list(FORMS)
    assert all(form.select_one("[name=part]")["value"] == part for part, form in parts.items())
    assert all(form["method"] == "post" for form in parts.values())
    buttons = [form.select_one("button[type=submit]").text for form in parts.values()]
    assert len(set(buttons)) == len(buttons), "each button says what it saves"
    at_once = [part for part, form in parts.items() if form.has_attr("data-saves")]
    assert at_once == [part for part in FORMS if part != "language"], "a new language turns the page: only on a press"
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("part", list(FORMS))
def test_a_part_is_saved_and_said_to_be_and_can_be_put_back(client, amira, part):
    before = preferences_of(amira)
    response = save(client, part)
    language = "ur" if part == "language" else "en"
    assert response.status_code == 303
    assert response["Location"] == f"/{language}/me/settings/?saved={part}#{part}"
    amira.refresh_from_db()
    assert preferences_of(amira) != before
    page = soup_of(client.get(response["Location"]))
    section = page.select_one(f"section#{part}")
    assert section.select_one("[data-told]")
    assert section.select_one("button[value=undo]")
    assert [tag.find_parent("section")["id"] for tag in page.select("[data-told]")] == [part]
    assert undo(client, part).status_code == 303
    amira.refresh_from_db()
    assert preferences_of(amira) == before


def test_what_was_saved_is_shown_again(client, amira):
    for part in ("name", "messages", "interpreter", "needs", "look"):
        save(client, part)
    page = soup_of(client.get(PAGE))
    chosen = {tag["name"]: tag["value"] for tag in page.select("main input[type=radio][checked]")}
    assert chosen | {"channel": "text", "when": "morning", "quiet": "none", "size": "3", "theme": "dark"} == chosen
    assert page.select_one("[name=phone]")["value"] == "07700 900123"
    assert page.select_one("[name=name]")["value"] == "Grace"
    assert page.select_one("[name=interpreter] option[selected]")["value"] == "ur"
    ticked = {tag["value"] for tag in page.select("[name=needs][checked]")}
    assert ticked == {"format-audio", "contact-voice"}
    assert page.html.has_attr("data-listens")
    choices = preferences_of(amira)
    assert (choices.channel, choices.phone, choices.when) == (Channel.TEXT, "+447700900123", When.MORNING)
    assert choices.quiet == NO_QUIET
    assert choices.topics == {Topic.REQUESTS}


def test_quiet_hours_are_eight_in_the_evening_to_nine_until_somebody_says_otherwise(client, amira):
    assert preferences_of(amira).quiet == Quiet(20, 9)
    assert soup_of(client.get(PAGE)).select_one("[name=quiet][checked]")["value"] == "20-9"


def test_the_language_is_kept_in_the_account_and_on_this_phone(client, amira):
    response = save(client, "language")
    assert client.cookies["strides_language"].value == "ur"
    assert soup_of(client.get(response["Location"])).html["lang"] == "ur"
    amira.refresh_from_db()
    assert amira.language == "ur"


def test_an_undo_in_a_second_window_undoes_nothing_twice(client, amira):
    save(client, "name")
    save(client, "messages")
    assert undo(client, "name").status_code == 303
    amira.refresh_from_db()
    assert amira.name == "Grace"
    undo(client, "messages")
    undo(client, "messages")
    assert preferences_of(amira).channel == Channel.EMAIL


def test_ben_sees_and_changes_nothing_of_amiras(client, amira, ben):
    save(client, "needs")
    save(client, "name")
    other = sign_in(Client(), ben)
    undo(other, "name")
    assert preferences_of(ben).needs == ()
    assert soup_of(other.get(PAGE)).select("[name=needs][checked]") == []
    amira.refresh_from_db()
    assert amira.name == "Grace"


# Needs, and saying yes


def test_needs_are_written_down_with_a_day_to_look_again(client, amira):
    save(client, "needs")
    need = Need.objects.get(person=amira, code="format-audio")
    assert (need.review_by - need.reviewed_on).days == 365
    assert need.recorded_by == amira.pk
    assert "Last looked at on" in soup_of(client.get(PAGE)).select_one("#needs").text


def test_still_right_begins_the_year_anew(client, amira):
    save(client, "needs")
    Need.objects.update(reviewed_on="2020-01-01", review_by="2021-01-01")
    assert client.post(PAGE, {"part": "needs", "act": "review"}).status_code == 303
    assert not Need.objects.filter(reviewed_on="2020-01-01").exists()


def test_reminders_and_needs_are_a_yes_to_the_words_beside_them_and_taking_it_back(client, amira):
    save(client, "messages", wants_reminders="1")
    save(client, "needs")
    given = {line.purpose: line for line in consents_of(amira)}
    assert set(given) == {Purpose.REMINDERS, Purpose.NEEDS}
    assert given[Purpose.REMINDERS].words in soup_of(client.get(PAGE)).text
    save(client, "messages")
    save(client, "needs", needs=[])
    assert not Consent.objects.filter(person=amira, withdrawn_at=None).exists()
    assert len(consents_of(amira)) == 2, "what was said and taken back stays on record"


@pytest.mark.parametrize(("part", "purpose"), [("messages", Purpose.REMINDERS), ("needs", Purpose.NEEDS)])
def test_words_that_have_changed_since_a_yes_are_asked_again(client, amira, part, purpose):
    changed = {"wants_reminders": "1"} if part == "messages" else {}
    save(client, part, **changed)
    assert soup_of(client.get(PAGE)).select("[data-asks-again]") == []
    Consent.objects.filter(person=amira, purpose=purpose).update(version=VERSIONS[purpose] - 1)
    page = soup_of(client.get(PAGE))
    assert [tag.find_parent("section")["id"] for tag in page.select("[data-asks-again]")] == [part]
    own_data = soup_of(client.get("/en/me/data/"))
    assert own_data.select_one(f"#consents ~ details a[href='{PAGE}#{part}']")
    save(client, part, **changed)
    assert soup_of(client.get(PAGE)).select("[data-asks-again]") == []
    assert own_links(client) == []
    standing = Consent.objects.get(person=amira, withdrawn_at=None)
    assert (standing.purpose, standing.version) == (purpose, VERSIONS[purpose])


def own_links(client):
    return soup_of(client.get("/en/me/data/")).select(f"#consents ~ details a[href^='{PAGE}']")


def test_each_change_is_written_down_without_a_word_of_it(client, amira):
    save(client, "name")
    save(client, "messages")
    entries = AuditEntry.objects.filter(action="accounts.preferences_changed", subject_key=str(amira.pk))
    assert [entry.detail["what"] for entry in entries.order_by("pk")][:1] == [["name"]]
    assert "Grace" not in str(list(entries.values()))
    assert "900123" not in str(list(entries.values()))


# Wrong input


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("language", {"language": "xx"}),
        ("language", {"language": ""}),
        ("look", {"size": "9"}),
        ("look", {"theme": "🙂"}),
        ("name", {"name": "x" * 121}),
        ("messages", {"phone": ""}),
        ("messages", {"phone": "not a number"}),
        ("messages", {"channel": "pigeon"}),
        ("messages", {"quiet": "20-8"}),
        ("messages", {"when": "\x00"}),
        ("interpreter", {"interpreter": "tlh"}),
        ("interpreter", {"interpreter_gender": "x" * 100_000}),
        ("needs", {"needs": ["format-audio", "nonsense"]}),
        ("nonsense", {}),
        ("", {}),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(client, amira, part, wrong):
    before = preferences_of(amira)
    response = client.post(PAGE, {**GOOD.get(part, {}), "part": part, **wrong})
    page = soup_of(response, 422)
    amira.refresh_from_db()
    assert preferences_of(amira) == before
    assert page.title.text.startswith("Error:")
    for link in page.select(".error-summary a"):
        assert page.find(id=link["href"].removeprefix("#")), link["href"]
    assert page.select(".error-summary a") or page.select_one("main p[role=alert]")


def test_what_was_typed_is_kept_after_a_mistake(client):
    page = soup_of(save(client, "messages", phone="12 and a half"), 422)
    assert page.select_one("[name=phone]")["value"] == "12 and a half"
    assert page.select_one("[name=channel][checked]")["value"] == "text"


@pytest.mark.parametrize("name", ["Zoë 🙂", "غزالہ", "a\x00b", "a\u202eb", "<b>x</b>", "  spaced  ", ""])
def test_any_name_is_fine(client, amira, name):
    assert save(client, "name", name=name).status_code == 303
    amira.refresh_from_db()
    assert amira.name == name.replace("\x00", "").replace("\u202e", "").strip()


def test_the_names_of_people_who_work_here_are_not_changed_here(esi):
    client = sign_in(Client(), esi)
    assert soup_of(client.get(PAGE)).select("#name") == []
    assert client.post(PAGE, {"part": "name", "name": "Somebody else"}).status_code == 422
    esi.refresh_from_db()
    assert esi.name == "Esi"
