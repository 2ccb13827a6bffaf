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
from tests.browsing import OpenBrowser, until
from tests.journeys.conftest import plain

LANGUAGES = ["en", "ur"]
LESSON = "how-this-works"

SCAN = "do-i-need-a-scan"

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
# And these have said everything at once.
QUICK_VOICES = (
    VOICES
    + """
const given = speechSynthesis.speak;
speechSynthesis.speak = (one) => (given(one), setTimeout(() => one.onend?.(), 50));
"""
)


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


def test_each_answer_has_a_letter_to_call_it_by(client: Client, demo_site: HomePage) -> None:
    for language in LANGUAGES:
        page = page_of(client, f"/{language}/learn/{SCAN}/what-scans-show/")
        labels = [plain(label.get_text()) for label in page.select("#step-form label")]
        assert [label[:3] for label in labels] == ["A. ", "B. ", "C. "][: len(labels)]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_tap_on_the_start_reads_all_the_way(visitor: OpenBrowser, demo_site: HomePage, language: str) -> None:
    """Every page that she comes to reads itself, the explanation of an answer too, until she says to stop."""
    lesson = DemoLessons().words(SCAN)[language]
    first, second = list(lesson["steps"])[:2]
    somebody = visitor()
    somebody.page.add_init_script(QUICK_VOICES % "'en-GB', 'ur-PK'")
    page = somebody.open(f"/{language}/learn/{SCAN}/")
    page.locator("[data-listen] button").click()
    assert plain(page.evaluate("window.said")[0][1]) == plain(lesson["title"])
    page.locator("main a.nhsuk-button").first.click()
    page.wait_for_url(f"**/{first}/")
    until(page, "window.said.length > 2")
    said = page.evaluate("window.said")
    assert plain(said[0][1]) == plain(lesson["steps"][first]["title"])
    assert said[0][0].startswith(language)
    until(page, "document.querySelector('[data-listen] button').ariaPressed === 'false'")
    page.locator("#step-form label").last.click()
    page.locator("button[value=continue]").click()
    page.wait_for_selector("#explained")
    until(page, f"window.said.length > {len(said)}")
    explained = page.evaluate("window.said")[len(said) :]
    assert [plain(text) for _voice, text in explained] == [plain(page.locator("#explained").inner_text())]
    page.locator("button[value=continue]").click()
    page.wait_for_url(f"**/{second}/")
    until(page, f"window.said.length > {len(said) + 1}")
    assert plain(page.evaluate("window.said")[len(said) + 1][1]) == plain(lesson["steps"][second]["title"])


@pytest.mark.browser
def test_stop_is_stop_for_the_pages_after_it_too(visitor: OpenBrowser, demo_site: HomePage) -> None:
    somebody = visitor()
    somebody.page.add_init_script(VOICES % "'en-GB'")
    page = somebody.open(f"/en/learn/{SCAN}/what-a-scan-costs/")
    for _tap in range(2):
        page.locator("[data-listen] button").click()
    said = len(page.evaluate("window.said"))
    page.locator("button[value=continue]").click()
    page.wait_for_url("**/questions-to-ask/")
    until(page, "document.activeElement.tagName === 'H1'")
    assert len(page.evaluate("window.said")) == said


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_is_seen_in_its_order(visitor: OpenBrowser, demo_site: HomePage, language: str) -> None:
    """Of seven closed pictures of 100 people the names are read, and of the open one what it shows."""
    own = DemoLessons().words(SCAN)[language]["steps"]["hundred-people"]
    somebody = visitor()
    somebody.page.add_init_script(QUICK_VOICES % "'en-GB', 'ur-PK'")
    page = somebody.open(f"/{language}/learn/{SCAN}/hundred-people/")
    page.locator("[data-listen] button").click()
    said = [plain(text) for _voice, text in page.evaluate("window.said")]
    names = [plain(name) for name in page.locator('details[name="figures"] > summary').all_inner_texts()]
    assert len(names) == 7
    assert said[0] == plain(own["title"])
    assert said[1] == plain(own["idea"])
    assert [text for text in said if text in names] == names
    closed = plain(page.locator(".hundred__sentence").first.text_content() or "")
    assert closed not in said
    assert said[-3:] == [
        f"{letter}. {plain(answer['text'])}" for letter, answer in zip("ABC", own["check_back"]["answers"], strict=True)
    ]
    assert said[-4] == plain(own["check_back"]["question"])
    page.locator('details[name="figures"] > summary').first.click()
    until(page, "document.querySelector('[data-listen] button').ariaPressed === 'false'")
    page.locator("[data-listen] button").click()
    opened = [plain(text) for _voice, text in page.evaluate("window.said")][len(said) :]
    assert opened.index(names[0]) < opened.index(closed) < opened.index(names[1])
    assert not any("Brinjikji" in text for text in opened), "where the number comes from is closed"


@pytest.mark.browser
def test_a_phone_without_a_voice_for_the_language_says_so(visitor: OpenBrowser, demo_site: HomePage) -> None:
    somebody = visitor()
    somebody.page.add_init_script(VOICES % "'en-GB'")
    page = somebody.open(f"/ur/learn/{LESSON}/{next(iter(DemoLessons().words(LESSON)['ur']['steps']))}/")
    page.locator("[data-no-voice]").wait_for(state="visible")
    assert page.locator("[data-listen] button").is_hidden()
