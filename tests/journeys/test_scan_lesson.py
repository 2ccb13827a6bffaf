"""Mo, 67, told by a friend to get a scan, does the lesson on scans; later he changes his mind about being seen.

He picks his age and reads how many people without any pain have worn discs, with the source. Either answer to the
question is explained. Whatever he chooses in the end is one tap away, and nothing is held against him.
"""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from modules.learning.exchange.demo import DemoLessons
from modules.learning.models import LessonPage, StepProgress
from pages.models import HomePage
from tests.journeys.conftest import Reader, plain

LANGUAGES = ["en", "ur"]
AGES = (20, 30, 40, 50, 60, 70, 80)
NEAREST = "disc-wear-70"


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_list_of_lessons_to_a_hundred_people_without_pain(
    client: Client, demo_site: HomePage, language: str
) -> None:
    words = DemoLessons().words("do-i-need-a-scan")[language]
    listed = BeautifulSoup(client.get(f"/{language}/learn/").content, "html.parser")
    link = next(a for a in listed.select("main .card a") if a.get_text() == words["title"])
    start = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    assert words["outcome"] in start.main.get_text()
    first = client.get(start.select_one("main a.nhsuk-button")["href"])
    token_page = BeautifulSoup(first.content, "html.parser")
    following = client.post(token_page.select_one("form[data-step]")["action"], {"act": "continue"})["Location"]
    hundred = BeautifulSoup(client.get(following).content, "html.parser")
    assert plain(hundred.h1.get_text()) == plain(words["steps"]["hundred-people"]["title"])
    drawn = hundred.select("figure.hundred")
    assert len(drawn) == len(AGES)
    for figure in drawn:
        dots = figure.select(".hundred__on circle")
        sentence = figure.select_one(".hundred__sentence").get_text()
        assert str(len(dots)) in sentence
        assert figure.select("table")
        assert "Brinjikji" in figure.select_one("dl.facts").get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_picks_an_age_and_sees_100_people_a_sentence_a_table_and_the_source(
    client: Client, demo_site: HomePage, words: dict, language: str
) -> None:
    figure = words(language)["library"]["figures"][NEAREST]
    ages = hundred_people(client, language).select('details[name="figures"]')
    captions = [plain(age.summary.get_text(" ")) for age in ages]
    assert len(ages) == len(set(captions)) == len(AGES)
    assert not any(age.has_attr("open") for age in ages)
    picked = ages[captions.index(plain(figure["caption"]))]
    assert len(picked.select(".hundred__dots .hundred__on circle")) == 93
    assert len(picked.select(".hundred__dots circle")) == 100
    told = plain(picked.get_text(" "))
    assert plain(figure["sentence"].replace("{n}", "93")) in told
    assert plain(figure["note"]) in told
    assert picked.select_one("table")
    assert "Brinjikji" in told


def test_the_printed_lesson_shows_every_age_without_opening_anything(client: Client, demo_site: HomePage) -> None:
    printed = BeautifulSoup(client.get("/en/learn/do-i-need-a-scan/print/").content, "html.parser")
    assert len(printed.select(".hundred")) == len(AGES)
    assert printed.select('details[name="figures"]') == []


def hundred_people(client: Client, language: str) -> BeautifulSoup:
    response = client.get(f"/{language}/learn/do-i-need-a-scan/hundred-people/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_answers_are_explained_and_none_is_marked(client: Client, demo_site: HomePage, language: str) -> None:
    address = f"/{language}/learn/do-i-need-a-scan/hundred-people/"
    told = DemoLessons().words("do-i-need-a-scan")[language]["steps"]["hundred-people"]["check_back"]["answers"]
    step = LessonPage.objects.get(slug="do-i-need-a-scan").steps.get(slug="hundred-people")
    for answer, words in zip(step.answers.all(), told, strict=True):
        response = client.post(address, {"act": "continue", "answer": str(answer.key)}, follow=True)
        page = BeautifulSoup(response.content, "html.parser")
        assert plain(page.select_one("#explained").get_text()) == plain(words["explanation"])
        assert not page.select(".correct, .wrong, [data-mark]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_managing_alone_and_wanting_to_be_seen_are_one_tap_each(
    reader: Reader, demo_site: HomePage, language: str
) -> None:
    with translation.override(language):
        alone, seen = gettext("I will look after this myself for now"), gettext("I want to be seen")
    reader.open(f"/{language}/learn/do-i-need-a-scan/done/")
    reader.tap(alone)
    assert reader.path == f"/{language}/"
    before = reader.taps
    reader.open(f"/{language}/learn/do-i-need-a-scan/done/")
    reader.tap(seen)
    assert reader.path == f"/{language}/ask/call/"
    assert reader.taps == before + 1
    assert not reader.sees(alone)


def test_nothing_is_kept_on_the_server_of_somebody_without_an_account(client: Client, demo_site: HomePage) -> None:
    for step in LessonPage.objects.get(slug="do-i-need-a-scan").steps.all():
        client.post(f"/en/learn/do-i-need-a-scan/{step.slug}/", {"act": "continue"})
    assert StepProgress.objects.count() == 0
    assert Session.objects.count() == 0
