"""The saved shelf: what a person was told is kept stands there, once, until they take it off."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import HomePage, LeafletPage
from portal import clock
from portal.accounts import privacy
from portal.accounts.models import SavedPage, User
from portal.audit.models import AuditEntry
from tests.cast import sign_in
from tests.factories.leaflets import make_leaflet

LEAFLET = "/en/leaflets/low-back-pain/"
KEEP = f"{LEAFLET}keep/"
SHELF = "/en/me/shelf/"


def soup(response: object) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def save(client: Client, address: str = KEEP) -> object:
    return client.post(address, {"act": "save"})


def headings(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("main .card__heading a")]


def test_a_leaflet_leads_everybody_to_the_shelf_without_script(client: Client, demo_site: HomePage) -> None:
    page = soup(client.get(LEAFLET)).main
    assert page.select_one(f".keep a[href='{KEEP}']")
    assert not page.select("form")
    told = soup(client.get(KEEP)).main
    assert told.select_one(f"a[href='/en/sign-in/?next={KEEP}']")
    assert "Nothing is kept until you sign in." in told.get_text()
    assert not told.select("button[name=act]")


def test_pressed_without_an_account_it_leads_to_sign_in_and_back_and_claims_nothing(
    client: Client, demo_site: HomePage
) -> None:
    response = save(client)
    assert (response.status_code, response["Location"]) == (303, f"/en/sign-in/?next={KEEP.replace('/', '%2F')}")
    assert not SavedPage.objects.exists()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_one_press_keeps_it_once_and_says_so_in_every_place(
    client: Client, demo_site: HomePage, amira: User, ben: User, language: str
) -> None:
    sign_in(client, amira)
    address = KEEP.replace("/en/", f"/{language}/")
    form = soup(client.get(address.replace("keep/", "formats/"))).select_one(".keep form")
    assert form["action"] == address
    assert form.select_one("input[name=csrfmiddlewaretoken]")
    for _press in range(3):
        response = save(client, address)
        assert (response.status_code, response["Location"]) == (303, address)
    row = SavedPage.objects.get()
    assert (row.person, row.page_key) == (amira, LeafletPage.objects.get(slug="low-back-pain").key)
    assert AuditEntry.objects.filter(action="accounts.page_saved").count() == 1
    assert soup(client.get(address)).select_one("button[name=act]")["value"] == "remove"
    assert not soup(client.get(address.replace("keep/", "formats/"))).select(".keep form")
    assert len(headings(soup(client.get(SHELF)))) == 1
    assert soup(client.get("/en/me/")).select_one(f"main a[href='{SHELF}']")
    others = sign_in(Client(), ben)
    assert headings(soup(others.get(SHELF))) == []
    assert not soup(others.get(SHELF)).select("main .card")


def test_the_same_page_is_never_on_a_shelf_twice(demo_site: HomePage, amira: User) -> None:
    key = LeafletPage.objects.get(slug="low-back-pain").key
    SavedPage.objects.create(person=amira, page_key=key, saved_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedPage.objects.create(person=amira, page_key=key, saved_at=clock.now())


def test_the_shelf_shows_pages_as_they_stand_now_in_the_persons_language_the_latest_first(
    client: Client, demo_site: HomePage, amira: User
) -> None:
    make_leaflet("sore-thumb")
    make_leaflet("old-thumb", heading_en="Old thumb")
    sign_in(client, amira)
    for hours, slug in enumerate(["old-thumb", "knee-osteoarthritis", "sore-thumb"]):
        save(client, f"/en/leaflets/{slug}/keep/")
        moment = clock.now() + datetime.timedelta(hours=hours)
        SavedPage.objects.filter(page_key=LeafletPage.objects.get(slug=slug).key).update(saved_at=moment)
    LeafletPage.objects.get(slug="old-thumb").unpublish()
    cards = soup(client.get("/ur/me/shelf/")).select("main .card")
    assert [bool(card.select_one("a")) for card in cards] == [True, True, False]
    assert cards[0].div["lang"] == "en"
    assert cards[1].select_one("a")["href"] == "/ur/leaflets/knee-osteoarthritis/"
    assert "lang" not in cards[1].div.attrs
    gone = soup(client.get(SHELF)).select("main .card")[2]
    assert "not on this site any more" in gone.get_text()
    key = gone.select_one("input[name=page_key]")["value"]
    for _press in range(2):
        assert client.post(SHELF, {"page_key": key})["Location"] == SHELF
    assert len(soup(client.get(SHELF)).select("main .card")) == 2


def test_it_asks_as_often_for_much_as_for_little(client: Client, demo_site: HomePage, amira: User) -> None:
    sign_in(client, amira)
    slugs = list(LeafletPage.objects.values_list("slug", flat=True))

    def asked() -> int:
        client.get(SHELF)
        with CaptureQueriesContext(connection) as captured:
            client.get(SHELF)
        return len(captured)

    save(client, f"/en/leaflets/{slugs[0]}/keep/")
    few = asked()
    for slug in slugs[1:]:
        save(client, f"/en/leaflets/{slug}/keep/")
    assert len(slugs) > 2
    assert asked() == few <= 15


def test_it_can_be_taken_off_again_is_given_out_and_goes_with_the_person(
    client: Client, demo_site: HomePage, amira: User
) -> None:
    sign_in(client, amira)
    save(client)
    assert client.post(KEEP, {"act": "remove"})["Location"] == KEEP
    assert not SavedPage.objects.exists()
    save(client)
    key = str(LeafletPage.objects.get(slug="low-back-pain").key)
    assert [row["page_key"] for row in privacy.export(amira)["shelf"]] == [key]
    privacy.erase(amira, now=clock.now())
    assert not SavedPage.objects.exists()


@pytest.mark.parametrize("act", ["", "SAVE", "\x00", "🙂" * 99])
def test_odd_input_keeps_nothing(client: Client, demo_site: HomePage, amira: User, act: str) -> None:
    sign_in(client, amira)
    assert client.post(KEEP, {"act": act}).status_code == 404
    assert client.post(SHELF, {"page_key": act}).status_code == 404
    assert save(client, "/en/leaflets/not-here/keep/").status_code == 404
    assert not SavedPage.objects.exists()
