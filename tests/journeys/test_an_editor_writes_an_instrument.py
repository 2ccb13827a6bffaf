"""Dai writes a set of 4 questions with bands, in English and Polish, by the CMS alone, looks at it as a person would,
and publishes both languages. Amira answers it in both."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.activation.models import Instrument, Rating
from modules.activation.queries.instruments import definition_of
from pages.editions.models import Edition, public_reading
from pages.models import HomePage
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.people import PersonFactory
from tests.modules.activation.answering import answer, begin, soup_of
from tests.modules.activation.writing import PUBLISH, band, create, edit_address, faults_of, item, option, sent

pytestmark = pytest.mark.django_db

WORDS = {
    "stairs": ("I can climb the stairs.", "Wchodzę po schodach."),
    "shoes": ("I can put on my shoes.", "Zakładam buty."),
    "bags": ("I can carry my bags.", "Noszę zakupy."),
    "sleep": ("I can sleep through the night.", "Przesypiam noc."),
}
ANSWERS = [
    option("no", "0", text_en="No", text_pl="Nie"),
    option("partly", "1", text_en="Partly", text_pl="Trochę"),
    option("yes", "2", text_en="Yes", text_pl="Tak"),
]
BANDS = [
    band("0", words_en="Much was hard.", words_pl="Wiele było trudne.", advice_en="Ask us.", advice_pl="Zapytaj nas."),
    band(
        "50", words_en="Much went well.", words_pl="Wiele poszło dobrze.", advice_en="Keep on.", advice_pl="Tak dalej."
    ),
]
FIELDS = {
    "code": "daily-life",
    "name_en": "Daily life",
    "name_pl": "Codzienność",
    "intro_en": "Four questions about your day.",
    "intro_pl": "Cztery pytania o Twój dzień.",
    "method": "mean",
    "missing_most": "1",
    "scale_low": "0",
    "scale_high": "100",
    "licence": "ours",
}


@pytest.fixture
def desk(client: Client, dai: User, demo_site: HomePage) -> Client:
    return sign_in(client, dai)


def preview(desk: Client, instrument: Instrument, language: str) -> BeautifulSoup:
    address = f"/cms/snippets/activation/instrument/preview/{instrument.pk}/?mode={language}"
    given = desk.post(address, sent(desk.get(f"{edit_address(instrument)}?langs=pl")))
    assert given.json()["is_valid"]
    return BeautifulSoup(desk.get(address).content, "html.parser")


@pytest.mark.slow
def test_four_questions_with_bands_in_two_languages_by_the_cms_alone(desk: Client, dai: User) -> None:
    items = [item(code, ANSWERS, text_en=en, text_pl=pl) for code, (en, pl) in WORDS.items()]
    response = create(desk, "pl", FIELDS, items, BANDS)
    assert response.status_code == 302, faults_of(response)
    instrument = Instrument.objects.get(code="daily-life")
    assert not instrument.live

    # Dai looks at the Polish draft as a person would read it.
    shown = preview(desk, instrument, "pl")
    assert shown.html["lang"] == "pl"
    assert shown.h1.get_text(strip=True) == "Codzienność"
    assert [heading.get_text(strip=True) for heading in shown.main.select("h2")][:4] == [pl for _, pl in WORDS.values()]
    assert [choice.get_text(strip=True) for choice in shown.main.ul.select("li")] == ["Nie", "Trochę", "Tak"]

    # English goes out with the Publish button, Polish with its own.
    address = edit_address(instrument)
    response = desk.post(address, sent(desk.get(f"{address}?langs=pl")) | PUBLISH)
    assert response.status_code == 302, faults_of(response)
    assert desk.post(f"/cms/editions/{instrument.key}/pl/publish/", {}).status_code == 302
    live = Instrument.objects.get(code="daily-life")
    assert live.live
    assert {row.language: row.reviewer for row in Edition.objects.filter(key=live.key, state="live")} == {
        "en": dai,
        "pl": dai,
    }
    with public_reading():
        assert live.live_languages() == {"en", "pl"}
    found = definition_of(live)
    assert [(one.code, one.text["en"], one.text["pl"]) for one in found.items] == [
        (code, *words) for code, words in WORDS.items()
    ]
    assert [(one.code, one.value) for one in found.items[0].options] == [("no", 0), ("partly", 1), ("yes", 2)]
    assert [(one.low, one.words["pl"]) for one in found.bands] == [
        (0, "Wiele było trudne."),
        (50, "Wiele poszło dobrze."),
    ]

    # Amira answers it, the first half in Polish, the second in English.
    amira = sign_in(Client(), PersonFactory())
    address = begin(amira, "daily-life", "pl")
    for answer_in_polish in ("Tak", "Trochę"):
        assert soup_of(amira.get(address)).html["lang"] == "pl"
        address = answer(amira, address, answer_in_polish)["Location"]
    address = address.replace("/pl/", "/en/")
    for answer_in_english in ("No", "Yes"):
        address = answer(amira, address, answer_in_english)["Location"]
    assert address == "/en/me/confidence/daily-life/"
    assert Rating.objects.get().score == Decimal("62.50")
    shown = soup_of(amira.get(address.replace("/en/", "/pl/"))).main.get_text()
    assert "Wiele poszło dobrze." in shown
    assert "Tak dalej." in shown
