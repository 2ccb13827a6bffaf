"""Amira does a short lesson by ear: each screen says its own part of the lesson's one sound, keeps her place, names the
answers, and tells her what is said to the one that she gave. In a language whose voice her phone does not have, too."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from playwright.sync_api import Page

from modules.learning.models import LessonPage
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HomePage
from tests.browsing import OpenBrowser, until
from tests.journeys.conftest import Sounded
from tests.journeys.test_hear_a_leaflet import PLAYS, SOUND, heard

LESSON = "learn/do-i-need-a-scan/"
LANGUAGES = ["en", "ur"]


@pytest.fixture
def lesson(demo_site: HomePage, sounded: Sounded) -> LessonPage:
    """A lesson whose audio the worker has made in two languages, as it makes all."""
    page = LessonPage.objects.get(slug="do-i-need-a-scan")
    sounded(page.key, LANGUAGES)
    return page


def steps(lesson: LessonPage) -> list[Any]:
    return list(lesson.steps.all())


def shown(path: str) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def control(soup: BeautifulSoup) -> Tag:
    found = soup.select_one("[data-listen]")
    assert found is not None
    return found


def said(lesson: LessonPage, language: str, *parts: str) -> list[tuple[int, int]]:
    """Where these parts are said in the sound, in tenths of a second."""
    row = FormatFile.objects.get(key=lesson.key, language=language, format=Format.AUDIO)
    return [(began // 100, ended // 100) for part, began, ended in row.parts if part in parts]


def times(soup: BeautifulSoup) -> list[list[tuple[int, int]]]:
    """When each marked element of a screen is said: as many as are marked."""
    found = heard(soup)
    assert len(found) == len(soup.select("main [data-part]"))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_says_its_own_part(lesson: LessonPage, language: str) -> None:
    ends = -1
    for step in steps(lesson):
        soup = shown(f"/{language}/{LESSON}{step.slug}/")
        assert control(soup)["data-audio"] == f"/{language}/{LESSON}audio.mp3"
        assert "data-within" in control(soup).attrs
        found = times(soup)
        (first, *_rest) = said(lesson, language, str(step.key))
        assert found[0][0][0] == first[0]
        assert first[0] > ends, "each step comes after the one before"
        ends = first[0]
        if step.question:
            asked = said(lesson, language, f"{step.key}ask")
            assert found[-1] == asked
            assert len(asked) == step.answers.count(), "the question runs on into the first answer"
    assert len(times(shown(f"/{language}/{LESSON}"))) == 2
    assert all(times(shown(f"/{language}/{LESSON}done/")))


@pytest.mark.slow
def test_what_is_said_to_an_answer_is_heard_only_once_it_is_given(lesson: LessonPage) -> None:
    step = next(each for each in steps(lesson) if each.question)
    answer = step.answers.all()[1]
    address, client = f"/en/{LESSON}{step.slug}/", Client()
    ((began, ended),) = said(lesson, "en", str(answer.key))
    assert (began, ended) not in times(shown(address))[-1]
    client.post(address, {"answer": str(answer.key), "act": "continue"})
    told = BeautifulSoup(client.get(f"{address}?told=1").content, "html.parser")
    assert times(told)[-1] == [(began, ended)]
    assert told.select("main [data-part]")[-1]["id"] == "explained"


@pytest.mark.slow
def test_a_lesson_that_a_person_reads_is_heard_whole_from_its_start(lesson: LessonPage) -> None:
    FormatFile.objects.filter(key=lesson.key).update(parts=[], recorded_on=datetime.date(2026, 11, 20))
    start = control(shown(f"/en/{LESSON}"))
    assert start["data-audio"] == f"/en/{LESSON}audio.mp3"
    assert "data-within" not in start.attrs
    assert "A person’s voice, recorded on 20 November 2026" in start.get_text()
    step = control(shown(f"/en/{LESSON}{steps(lesson)[0].slug}/"))
    assert step["data-audio"] == ""
    assert step.select_one("[data-no-voice]") is not None


HEARS = """
window.heard = [];
setInterval(() => {
  const one = window.sounds?.at(-1);
  if (one && !one.paused && !one.seeking) window.heard.push(one.currentTime);
}, 50);
"""


def to_the_end(page: Page) -> None:
    """Let it sound until it stops by itself: half a minute at most."""
    for _ in range(300):
        if page.evaluate("window.sounds.at(-1).paused"):
            return
        page.wait_for_timeout(100)
    pytest.fail("It never stopped.")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_she_hears_a_step_and_what_is_said_to_her_answer(
    lesson: LessonPage, visitor: OpenBrowser, language: str
) -> None:
    step = next(each for each in steps(lesson) if each.question)
    somebody = visitor(width=320)
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    somebody.page.add_init_script(SOUND + HEARS)
    page = somebody.open(f"/{language}/{LESSON}{step.slug}/")
    button = page.locator("[data-listen] > button")
    button.wait_for(state="visible")
    assert not any(url.endswith(".mp3") for url in asked), "nothing is fetched before she asks"
    page.locator("[data-pace] select").select_option("1.5")
    button.click()
    until(page, PLAYS)
    ((first, _ended), *_rest) = said(lesson, language, str(step.key))
    until(page, "window.heard.length > 0")
    assert page.evaluate("window.heard[0]") >= first / 10 - 0.5
    until(page, "document.querySelector('.lede[data-sounding]')")
    button.click()
    until(page, "window.sounds.at(-1).paused")
    stopped = page.evaluate("window.sounds.at(-1).currentTime")
    button.click()
    until(page, PLAYS)
    assert page.evaluate("window.sounds.at(-1).currentTime") >= stopped - 0.5
    answer = step.answers.all()[1]
    ((began, ended),) = said(lesson, language, str(answer.key))
    page.locator("input[name=answer]").nth(1).check()
    page.locator("#step-form button").first.click()
    until(page, "document.querySelector('#explained[data-sounding]')")
    page.evaluate("window.heard.length = 0")
    to_the_end(page)
    told = page.evaluate("window.heard")
    assert told
    assert min(told) >= began / 10 - 0.5
    assert max(told) <= ended / 10 + 0.2, "and nothing of the next answer"
    until(page, "document.querySelector('[data-listen] > button').ariaPressed === 'false'")


@pytest.mark.browser
@pytest.mark.slow
def test_the_answers_are_named_without_what_is_said_to_them(lesson: LessonPage, visitor: OpenBrowser) -> None:
    step = next(each for each in steps(lesson) if each.question)
    somebody = visitor()
    somebody.page.add_init_script(SOUND + HEARS)
    page = somebody.open(f"/en/{LESSON}{step.slug}/")
    page.locator("[data-listen] > button").wait_for(state="visible")
    page.locator("[data-pace] select").select_option("1.5")
    asked = said(lesson, "en", f"{step.key}ask")
    page.evaluate("sessionStorage.clear()")
    first = said(lesson, "en", str(step.key))[0][0]
    page.evaluate(
        "([name, at]) => sessionStorage.setItem(name, at)",
        [f"strides-heard:/en/{LESSON}audio.mp3#{first / 10:g}", str(asked[0][0] / 10 + 0.1)],
    )
    page.locator("[data-listen] > button").click()
    until(page, PLAYS)
    to_the_end(page)
    told = page.evaluate("window.heard")
    within = [at for at in told if any(began / 10 - 0.3 <= at <= ended / 10 + 0.3 for began, ended in asked)]
    assert len(within) >= len(told) - 2
    assert any(asked[-1][0] / 10 <= at for at in told), "down to the last answer"
