"""Grace hears the warning signs of one place: each lit as it is said, each again by itself, on from where she stopped,
at her pace. By the file that the service made; her phone needs no voice. The help-now page itself stays without a
script."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from playwright.sync_api import Page

from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HelpNowPage, HomePage
from tests.browsing import OpenBrowser, axe_faults, until
from tests.journeys.conftest import Sounded, plain
from tests.journeys.test_hear_a_leaflet import PLAYS, SOUND, heard
from tests.journeys.test_hear_a_lesson import HEARS, control, to_the_end
from tests.journeys.test_lesson_by_ear import QUICK_VOICES
from tests.weighing import weight_of_visit

PLACE = "help-now/back/"
LANGUAGES = ["en", "ur"]


@pytest.fixture
def made(demo_site: HomePage, sounded: Sounded) -> HelpNowPage:
    """A help-now page whose audio the worker has made in two languages, as it makes all."""
    page = HelpNowPage.objects.get(slug="back")
    sounded(page.key, LANGUAGES)
    return page


def shown(path: str, client: Client | None = None) -> BeautifulSoup:
    response = (client or Client()).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said(page: HelpNowPage, language: str, part: str) -> list[tuple[int, int]]:
    """Where this part is said in the sound, in tenths of a second."""
    row = FormatFile.objects.get(key=page.key, language=language, format=Format.AUDIO)
    return [(began // 100, ended // 100) for each, began, ended in row.parts if each == part]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_on_the_screen_has_its_place_in_the_sound(made: HelpNowPage, language: str) -> None:
    soup = shown(f"/{language}/{PLACE}listen/")
    assert control(soup)["data-audio"] == f"/{language}/{PLACE}audio.mp3"
    marked, found = soup.select("main [data-part]"), heard(soup)
    assert len(found) == len(marked)
    assert all(found), "nothing on the screen is left unsaid"
    signs = {
        each.select_one("[data-said]")["id"]: runs
        for each, runs in zip(marked, found, strict=True)
        if each.name == "li"
    }
    assert len(signs) == len(soup.select(".signs__list > li"))
    for part, runs in signs.items():
        assert runs == said(made, language, part), part
        assert len(runs) == (1 if language == "en" else 2), "the English beside it is said of the same sign"
    begins = [runs[0][0] for runs in found]
    assert begins == sorted(begins), "in the order of the screen"
    assert len({*begins}) == len(begins)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_now_page_leads_there_and_stays_without_a_script(made: HelpNowPage, language: str) -> None:
    soup = shown(f"/{language}/{PLACE}")
    assert soup.select_one("audio")["src"] == f"/{language}/{PLACE}audio.mp3"
    assert soup.select("script, [data-part]") == []
    assert soup.select_one("main a.listen")["href"] == f"/{language}/{PLACE}listen/"
    weight = weight_of_visit(Client(), f"/{language}/{PLACE}")
    assert weight.requests <= 2
    assert weight.bytes <= 25_000


@pytest.mark.slow
def test_without_a_script_the_players_of_the_browser_stay(made: HelpNowPage) -> None:
    soup = shown(f"/en/{PLACE}listen/")
    assert soup.select_one("noscript audio")["preload"] == "none"
    assert soup.select("[autoplay]") == []
    saving = Client()
    saving.cookies["strides_display"] = "size=1.contrast=0.theme=auto.saver=1"
    soup = shown(f"/en/{PLACE}listen/", saving)
    assert soup.select("script") == []
    assert soup.select_one("audio").find_parent("noscript") is None


def test_every_place_can_be_heard_and_has_its_numbers(demo_site: HomePage) -> None:
    for language in LANGUAGES:
        for place in HelpNowPage.objects.live():
            plainly, heard_ = (shown(f"/{language}/help-now/{place.slug}/{inner}") for inner in ("", "listen/"))
            calls = [link["href"] for link in plainly.select('.signs a[href^="tel:"]')]
            assert [link["href"] for link in heard_.select('.signs a[href^="tel:"]')] == calls
            assert control(heard_)["data-audio"] == "", "nothing was made of it yet"
            assert heard_.select("audio, [data-part]") == []
            assert len(heard_.select("[data-listen-part]")) == len(plainly.select(".signs__list > li"))
    assert Client().get(f"/en/{PLACE}speak/").status_code == 404


LIT = """
window.lit = [];
new MutationObserver((changes) => {
  const lit = changes.map(({ target }) => target).filter((each) => each.matches("li[data-sounding]"));
  window.lit.push(...lit.map((each) => each.querySelector("[data-said]").id));
}).observe(document, { subtree: true, attributeFilter: ["data-sounding"] });
"""


def lit_throughout(page: Page) -> None:
    """Light everything that is ever lit, as while it is said."""
    page.evaluate("document.querySelectorAll('main [data-part]').forEach((each) => (each.dataset.sounding = ''))")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_she_hears_the_signs_and_one_of_them_again(made: HelpNowPage, visitor: OpenBrowser, language: str) -> None:
    somebody = visitor(width=320, height=640)
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    somebody.page.add_init_script(SOUND + HEARS + LIT)
    page = somebody.open(f"/{language}/{PLACE}listen/")
    button = page.locator("[data-listen] > button")
    button.wait_for(state="visible")
    signs = page.locator(".signs__list > li")
    for sign in signs.all():
        assert sign.locator("[data-listen-part] button").is_visible(), "whatever voices the phone has"
    assert not any(url.endswith(".mp3") for url in asked), "nothing is fetched before she asks"
    page.locator("[data-pace] select").select_option("1.5")
    third = signs.nth(2)
    part = third.locator("[data-said]").get_attribute("id")
    third.locator("[data-listen-part] button").click()
    until(page, "window.lit.length > 0")
    assert page.evaluate("window.sounds.at(-1).playbackRate") == 1.5
    to_the_end(page)
    told, runs = page.evaluate("window.heard"), said(made, language, part)
    assert told
    assert min(told) >= runs[0][0] / 10 - 0.3
    assert max(told) <= runs[-1][1] / 10 + 1, "and nothing of the next sign"
    assert {*page.evaluate("window.lit")} == {part}
    until(page, "!document.querySelector('[data-sounding], [aria-pressed=true]')")
    page.evaluate("window.lit.length = 0")
    second = signs.nth(1).locator("[data-said]").get_attribute("id")
    place = [f"strides-heard:/{language}/{PLACE}audio.mp3", str(said(made, language, second)[0][0] / 10 + 0.1)]
    page.evaluate("([name, at]) => sessionStorage.setItem(name, at)", place)
    button.click()
    until(page, "window.lit.length > 0")
    assert page.evaluate("window.lit[0]") == second, "the whole goes on where she was"
    button.click()
    until(page, "window.sounds.at(-1).paused")
    stopped = page.evaluate("window.sounds.at(-1).currentTime")
    button.click()
    until(page, PLAYS)
    assert page.evaluate("window.sounds.at(-1).currentTime") >= stopped - 0.5
    assert page.evaluate("window.sounds.filter((one) => !one.paused).length") == 1


@pytest.mark.browser
@pytest.mark.slow
def test_what_is_lit_can_be_seen(made: HelpNowPage, visitor: OpenBrowser) -> None:
    for language in LANGUAGES:
        page = visitor(width=320).open(f"/{language}/{PLACE}listen/")
        page.locator("[data-listen] > button").wait_for(state="visible")
        lit_throughout(page)
        assert axe_faults(page) == []


@pytest.mark.browser
@pytest.mark.slow
def test_without_made_sound_the_phone_reads_them_or_says_that_it_cannot(
    demo_site: HomePage, visitor: OpenBrowser
) -> None:
    somebody = visitor()
    somebody.page.add_init_script(QUICK_VOICES % "'en-GB'")
    page = somebody.open(f"/en/{PLACE}listen/")
    sign = page.locator(".signs__list > li").first
    sign.locator("[data-listen-part] button").click()
    until(page, "window.said.length > 0")
    spoken = " ".join(plain(text) for _voice, text in page.evaluate("window.said"))
    assert spoken == plain(sign.locator("[data-said]").inner_text())
    page = somebody.open(f"/ur/{PLACE}listen/")
    page.locator("[data-no-voice]").wait_for(state="visible")
    assert page.locator("[data-listen] > button").is_hidden()
