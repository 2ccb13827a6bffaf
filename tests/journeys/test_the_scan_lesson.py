"""Mo, 67, was told by a friend to get a scan. He picks his age, sees 100 people without back pain, reads answers."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.learning.exchange.demo import DemoLessons
from pages.models import HomePage
from tests.journeys.conftest import plain

LESSON = "do-i-need-a-scan"
STEP = "hundred-people"
NEAREST = "disc-wear-70"
AGES = 7
LANGUAGES = ["en", "ur"]


def opened(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_picks_an_age_and_sees_100_people_a_sentence_a_table_and_the_source(
    client: Client, demo_site: HomePage, words: dict, language: str
) -> None:
    figure = words(language)["library"]["figures"][NEAREST]
    ages = opened(client, f"/{language}/learn/{LESSON}/{STEP}/").select('details[name="figures"]')
    captions = [plain(age.summary.get_text(" ")) for age in ages]
    assert len(ages) == len(set(captions)) == AGES
    assert not any(age.has_attr("open") for age in ages)
    picked = ages[captions.index(plain(figure["caption"]))]
    assert len(picked.select(".hundred__dots .hundred__on circle")) == 93
    assert len(picked.select(".hundred__dots circle")) == 100
    told = plain(picked.get_text(" "))
    assert plain(figure["sentence"].replace("{n}", "93")) in told
    assert plain(figure["note"]) in told
    assert picked.select_one("table")
    assert "Brinjikji" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_about_a_worn_disc_is_explained(client: Client, demo_site: HomePage, language: str) -> None:
    address = f"/{language}/learn/{LESSON}/{STEP}/"
    wanted = DemoLessons().words(LESSON)[language]["steps"][STEP]["check_back"]["answers"]
    choices = [radio["value"] for radio in opened(client, address).select("input[name=answer]")]
    assert len(choices) == len(wanted) == 3
    for choice, answer in zip(choices, wanted, strict=True):
        response = client.post(address, {"answer": choice, "act": "continue"})
        assert response.status_code == 303
        explained = opened(client, response["Location"]).select_one("#explained")
        assert explained
        assert plain(explained.get_text()) == plain(answer["explanation"])


def test_the_printed_lesson_shows_every_age_without_opening_anything(client: Client, demo_site: HomePage) -> None:
    printed = opened(client, f"/en/learn/{LESSON}/print/")
    assert len(printed.select(".hundred")) == AGES
    assert printed.select('details[name="figures"]') == []
