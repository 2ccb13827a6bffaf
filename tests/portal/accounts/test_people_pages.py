"""What an adviser does for people, and who else does not."""

import uuid

import pytest
from django.test import Client
from django.utils import translation

from portal.accounts.actions.people import note_search
from portal.accounts.models import Card, KnownDevice, User
from portal.accounts.models.preferences import Preferences
from portal.audit.models import AuditEntry
from portal.privacy.queries import looks as looking
from tests.cast import sign_in
from tests.factories.people import PersonFactory
from tests.portal.accounts.cards import give_card, number_on
from tests.portal.accounts.conftest import page, summary

pytestmark = pytest.mark.django_db
LIST = "/en/staff/people/"


@pytest.fixture
def at_work(client: Client, esi: User, time: object) -> Client:
    return sign_in(client, esi)


def address_of(person: User) -> str:
    return f"{LIST}{person.pk}/"


def make_card(client: Client, person: User, key: object = None) -> object:
    return client.post(f"{address_of(person)}card/", {"form_key": key or uuid.uuid4()})


def test_an_adviser_adds_a_person_without_name_or_address(at_work):
    form = page(at_work.get(LIST)).select_one("main form[method=post]")
    key = form.find("input", {"name": "form_key"})["value"]
    done = at_work.post(LIST, {"form_key": key, "name": "", "language": "ur"})
    person = User.objects.get(pk=key)
    assert (person.name, person.email, person.language, person.is_staff) == ("", None, "ur", False)
    assert not person.has_usable_password()
    assert done["Location"] == f"{address_of(person)}?done=added"
    shown = at_work.get(done["Location"]).content.decode()
    assert "A person without a name" in shown
    assert "اردو" in shown


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": "x" * 121, "language": "en"}, "120 characters"),
        ({"name": "Nasreen"}, "Choose a language"),
        ({"name": "Nasreen", "language": "xx"}, "Select a valid choice"),
    ],
)
def test_a_form_with_a_mistake_keeps_what_was_typed(at_work, sent, says):
    before = User.objects.count()
    refused = at_work.post(LIST, {"form_key": "no-key", **sent})
    assert refused.status_code == 422
    assert says in summary(refused)
    assert page(refused).find("input", {"name": "name"})["value"].startswith(sent["name"][:7])
    assert User.objects.count() == before


def test_extra_fields_are_not_taken(at_work):
    at_work.post(LIST, {"form_key": uuid.uuid4(), "name": "Eve", "language": "en", "is_staff": "1", "email": "e@x.org"})
    eve = User.objects.get(name="Eve")
    assert (eve.is_staff, eve.email) == (False, None)


def test_people_are_found_by_name_address_and_card_and_those_who_work_here_are_not(at_work, esi, amira, ben, dai):
    number = give_card(esi, ben).number

    def found(words: str) -> list[str]:
        return [link.text for link in page(at_work.get(LIST, {"q": words})).select("ul.people a")]

    assert found("mir") == ["Amira"]
    assert found(ben.email.upper()) == ["Ben"]
    assert found(number) == ["Ben"]
    assert set(found("")) == {"Amira", "Ben"}
    assert found("Dai") == []
    for strange in ("x" * 100_000, "x\x00x", "%", "_", "' OR 1=1", "🦵"):
        assert found(strange) == []


def test_the_list_costs_the_same_for_many_people(at_work, django_assert_max_num_queries):
    for _ in range(40):
        PersonFactory()
    for _first_then_again in range(2):
        with django_assert_max_num_queries(15):
            shown = page(at_work.get(LIST))
    assert len(shown.select("ul.people li")) == 30
    assert "There may be more" in shown.text


def test_the_page_of_a_person_costs_few_queries_and_each_look_is_written_down(
    at_work, esi, amira, django_assert_max_num_queries
):
    for _ in range(2):
        with django_assert_max_num_queries(15):
            at_work.get(address_of(amira))
    looks = AuditEntry.objects.filter(action="accounts.person_looked_at", subject_key=str(amira.pk))
    assert [look.actor for look in looks] == [esi.pk, esi.pk]
    at_work.get(LIST, {"q": "Amira"})
    search = AuditEntry.objects.get(action="accounts.people_searched")
    assert search.detail == {"found": 1}


def test_whoever_stood_in_a_list_of_staff_is_told_once_a_day(esi, kwame, amira, ben, time):
    """Seeing that somebody is here is seeing something of them; a list opened a hundred times is one line of it."""
    hers, at_work = sign_in(Client(), amira), sign_in(Client(), esi)

    def told() -> str:
        return page(hers.get("/en/me/data/")).find("section", {"aria-labelledby": "looks"}).get_text(" ", strip=True)

    at_work.get(LIST, {"q": "Ben"})
    assert "Nobody who works here has opened it." in told()
    mistaken = at_work.post(LIST, {"form_key": uuid.uuid4(), "name": "x" * 1000, "language": "en"})
    assert "Amira" in mistaken.text
    assert told().count("Saw your name in a list of people (Adviser)") == 1
    at_work.get(LIST, {"q": "Amira"})
    time.pass_(minutes=1)
    at_work.get(LIST)
    assert told().count("Saw your name in a list of people (Adviser)") == 1
    sign_in(Client(), kwame).get(LIST)
    assert told().count("Saw your name in a list of people (Admin)") == 1
    time.pass_(days=1)
    sign_in(Client(), esi).get(LIST)
    assert told().count("Saw your name in a list of people (Adviser)") == 2
    listed = AuditEntry.objects.filter(action="accounts.person_listed")
    assert listed.filter(subject_key=str(ben.pk)).count() == 3
    assert listed.count() == 6


def test_lists_never_hide_who_opened_the_record(at_work, esi, amira, time):
    at_work.get(address_of(amira))
    for _ in range(looking.MOST_LISTS + 1):
        time.pass_(days=1)
        note_search(shown=[amira.pk], by=esi, now=time.now)
    said = [look.what for look in looking.looks(amira)]
    assert len(said) == looking.MOST_LISTS + 1
    assert said[-1] == "Opened your page"


def test_what_a_person_needs_stands_at_the_top(at_work, amira):
    Preferences.objects.create(person=amira, interpreter="ur")
    main = page(at_work.get(address_of(amira))).main
    needs = main.find("h2")
    assert needs.text == "What they need"
    assert "Urdu" in needs.find_next("li").text


def test_a_card_is_shown_once_in_the_language_of_its_owner(at_work, amira, time):
    amira.language = "ur"
    amira.save()
    key = uuid.uuid4()
    made = make_card(at_work, amira, key)
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    card = page(made).select_one(".join-card")
    assert (card["lang"], card["dir"]) == ("ur", "rtl")
    assert card.select_one(".qr[role=img] svg path")
    number = number_on(made)
    assert len(number.replace(" ", "")) == 9
    with translation.override("ur"):
        assert number not in at_work.get(address_of(amira)).content.decode()
    assert number_on(make_card(at_work, amira, key)) == number  # an impatient finger
    time.pass_(minutes=1)
    again = make_card(at_work, amira, key)
    assert again.status_code == 409
    assert number not in again.content.decode()
    assert Card.objects.count() == 1
    row = AuditEntry.objects.get(action="accounts.card_issued")
    assert row.subject_key == str(amira.pk)
    assert at_work.get(f"{address_of(amira)}card/")["Location"] == address_of(amira)


def test_a_form_of_one_person_makes_no_card_for_another(at_work, amira, ben):
    key = uuid.uuid4()
    make_card(at_work, amira, key)
    refused = make_card(at_work, ben, key)
    assert refused.status_code == 409
    assert not Card.objects.filter(person=ben).exists()


def test_a_number_that_is_taken_is_drawn_again(at_work, amira, ben, monkeypatch):
    from portal.accounts.actions import cards
    from portal.accounts.rules.cards import CardSecrets, card_secrets

    taken = number_on(make_card(at_work, amira)).replace(" ", "")

    def drawn(secret: str, *, person: uuid.UUID, form: uuid.UUID, turn: int) -> CardSecrets:
        real = card_secrets(secret, person=person, form=form, turn=turn)
        return CardSecrets(real.token, taken) if turn < 3 else real

    monkeypatch.setattr(cards, "card_secrets", drawn)
    key = uuid.uuid4()
    other = number_on(make_card(at_work, ben, key)).replace(" ", "")
    assert other != taken
    assert number_on(make_card(at_work, ben, key)).replace(" ", "") == other


def test_closing_an_account_ends_session_card_and_phone_at_once_and_for_good(at_work, esi, amira):
    phone = Client()
    card = give_card(esi, amira)
    phone.post(card.path)
    phone.post("/en/join/card/pin/", {"pin": "7294", "again": "7294"})
    assert phone.get("/en/me/devices/").status_code == 200
    at_work.post(address_of(amira), {"act": "deactivate"})
    assert phone.get("/en/me/devices/").status_code == 302
    assert phone.get("/en/me/devices/", headers={"HX-Request": "true"}).status_code == 302
    assert "Account closed" in at_work.get(LIST).content.decode()
    assert "Closed" in at_work.get(address_of(amira)).content.decode()
    assert make_card(at_work, amira).status_code == 303
    at_work.post(address_of(amira), {"act": "reactivate"})
    assert phone.post("/en/sign-in/here/")["Location"] == "/en/sign-in/"
    stranger = Client()
    stranger.post(card.path)
    assert stranger.post("/en/join/card/pin/", {"pin": "7294"}).status_code == 422


def test_a_lost_phone_is_signed_out_and_the_card_stays(at_work, esi, amira):
    phone = Client()
    card = give_card(esi, amira)
    phone.post(card.path)
    phone.post("/en/join/card/pin/", {"pin": "7294", "again": "7294"})
    at_work.post(address_of(amira), {"act": "sign-out"})
    assert phone.get("/en/me/devices/").status_code == 302
    assert not KnownDevice.objects.exists()
    phone.post(card.path)
    assert phone.post("/en/join/card/pin/", {"pin": "7294"}).status_code == 303


@pytest.mark.parametrize("who", ["dai", "carys", "hana", "jola", "gwen", "amira"])
def test_other_roles_and_patients_find_nothing(request, client, esi, ben, who):
    sign_in(client, request.getfixturevalue(who))
    for address in (LIST, address_of(ben), f"{address_of(ben)}card/"):
        for send in (client.get, client.post):
            assert send(address, {"act": "deactivate"}).status_code == 404
    ben.refresh_from_db()
    assert ben.is_active
    assert not Card.objects.exists()


def test_somebody_who_works_here_or_is_not_there_is_the_same_404(at_work, dai):
    shown = []
    for person_id in (dai.pk, uuid.uuid4()):
        for path in ("", "card/"):
            answer = at_work.post(f"{LIST}{person_id}/{path}", {"act": "deactivate"})
            shown.append((answer.status_code, page(answer).main.text))
    assert len(set(shown)) == 1
    assert shown[0][0] == 404


@pytest.mark.parametrize("act", ["", "delete", "deactivate\x00", "x" * 10_000])
def test_an_unknown_act_is_not_there(at_work, amira, act):
    assert at_work.post(address_of(amira), {"act": act}).status_code == 404


def test_a_name_keeps_the_marks_that_join_its_letters_and_none_that_turn_it_around(client, esi):
    joined = "\u09b0\u200d\u09cd\u09af\u09be"
    sign_in(client, esi).post("/en/staff/people/", {"name": f"\u202e{joined}\u2066", "language": "bn"})
    assert User.objects.get(language="bn").name == joined
