"""Grace, who cannot read, does a lesson by ear: every part that is said on the page can be spoken, either answer is
kindly explained, her place is kept after each step, and at the end somebody of ours is one tap away."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from modules.learning.exchange.demo import DemoLessons
from modules.learning.models import LessonPage
from pages.models import HomePage
from tests.browsing import OpenBrowser
from tests.journeys.conftest import plain

LANGUAGES = ["en", "ur"]
LESSON = "how-this-works"

# Stands in for the voices of a phone: it notes what it is given to say.
VOICES = """
window.said = [];
class Said { constructor(text) { this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Said });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [%s].map((lang) => ({ lang })),
  speak: (one) => window.said.push([one.lang, one.text]),
  cancel: () => {},
  addEventListener: () => {},
} });
"""


def page_of(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_step_can_be_spoken(client: Client, demo_site: HomePage, language: str) -> None:
    words = DemoLessons().words(LESSON)[language]["steps"]
    for slug, own in words.items():
        page = page_of(client, f"/{language}/learn/{LESSON}/{slug}/")
        spoken = plain(" ".join(part.get_text(" ") for part in page.select("main h1, main [data-spoken]")))
        assert plain(own["title"]) in spoken
        assert plain(own["idea"]) in spoken
        for block in own["body"]:
            said = [
                *block.get("paragraphs", []),
                *block.get("items", []),
                block.get("words", ""),
                block.get("text", ""),
            ]
            assert all(plain(line) in spoken for line in said), slug
        if "check_back" in own:
            assert plain(own["check_back"]["question"]) in spoken
            assert all(plain(answer["text"]) in spoken for answer in own["check_back"]["answers"])
        assert page.select_one("[data-listen] button").has_attr("hidden"), "nothing is offered before a voice is found"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tap_at_a_time_to_the_end_with_the_place_kept(client: Client, demo_site: HomePage, language: str) -> None:
    with translation.override(language):
        to_be_seen = gettext("I want to be seen")
    lesson = LessonPage.objects.get(slug=LESSON)
    steps = list(lesson.steps.all())
    for number, step in enumerate(steps):
        address = f"/{language}/learn/{LESSON}/{step.slug}/"
        answer = step.answers.last()
        if answer:
            told = client.post(address, {"act": "continue", "answer": str(answer.key)}, follow=True)
            explained = BeautifulSoup(told.content, "html.parser").select_one("#explained")
            assert "data-spoken" in explained.attrs
            assert plain(explained.get_text())
            fields = {"act": "continue", "answer": str(answer.key), "told": str(answer.key)}
        else:
            fields = {"act": "continue"}
        following = client.post(address, fields)["Location"]
        if number + 1 < len(steps):
            assert client.get(f"/{language}/learn/carry-on/")["Location"] == following
    done = page_of(client, following)
    praise = DemoLessons().words(LESSON)[language]["done"]["praise"]
    assert plain(praise) in plain(" ".join(part.get_text(" ") for part in done.select("[data-spoken]")))
    assert any(plain(link.get_text()) == plain(to_be_seen) for link in done.select("main a[href$='/ask/call/']"))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_tap_speaks_the_step_and_goes_on_with_the_next(
    visitor: OpenBrowser, demo_site: HomePage, language: str
) -> None:
    words = DemoLessons().words(LESSON)[language]["steps"]
    first, second = list(words)[:2]
    somebody = visitor()
    somebody.page.add_init_script(VOICES % "'en-GB', 'ur-PK'")
    page = somebody.open(f"/{language}/learn/{LESSON}/{first}/")
    page.locator("[data-listen] button").click()
    said = page.evaluate("window.said")
    assert plain(said[0][1]) == plain(words[first]["title"])
    assert said[0][0].startswith(language)
    page.locator("button[value=continue]").click()
    page.wait_for_url(f"**/{second}/")
    page.wait_for_function(f"window.said.length > {len(said)}")
    assert plain(page.evaluate(f"window.said[{len(said)}]")[1]) == plain(words[second]["title"])


@pytest.mark.browser
def test_a_phone_without_a_voice_for_the_language_says_so(visitor: OpenBrowser, demo_site: HomePage) -> None:
    somebody = visitor()
    somebody.page.add_init_script(VOICES % "'en-GB'")
    page = somebody.open(f"/ur/learn/{LESSON}/{next(iter(DemoLessons().words(LESSON)['ur']['steps']))}/")
    page.locator("[data-no-voice]").wait_for(state="visible")
    assert page.locator("[data-listen] button").is_hidden()
