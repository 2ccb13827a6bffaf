"""Grace hears a leaflet: by the file that the service made, at her pace, from where she wants, and on from where she
stopped. Nothing is fetched before she asks, and she is told whose voice it is and how much there is to fetch."""

import datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from pages.formats import actions
from pages.formats.actions.building import build_due
from pages.formats.models import FormatFile
from pages.formats.rules import Format
from pages.models import HomePage, LeafletPage
from portal import clock
from portal.outbox.bell import Bell
from tests.browsing import OpenBrowser, until
from tests.factories.leaflets import blocks, make_leaflet

PATH = "/en/leaflets/sore-thumb/"
BODY = blocks(
    ("heading", {"level": "2", "text": "What helps"}),
    ("text", "<p>Rest it for two days, and move it a little, often.</p>"),
    ("heading", {"level": "2", "text": "When to ask"}),
    ("text", "<p>Ask us when it is not better after six weeks.</p>"),
)


def heard(page: Tag) -> list[list[tuple[int, int]]]:
    """When each marked element of a screen is said, from and to in tenths of a second, as the script reads it."""
    found, at = [], 0
    for written in page.select_one("[data-listen]")["data-parts"].split():
        runs = []
        for run in written.split(",") if written != "-" else []:
            first, *last = (int(number) for number in run.split("-"))
            began, at = (first, last[0]) if last else (at, at + first)
            runs.append((began, at))
        found.append(runs)
    return found


@pytest.fixture
def leaflet(demo_site: HomePage, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks) -> LeafletPage:
    """A leaflet whose audio the worker has made, as it makes all."""
    monkeypatch.setattr(Bell, "ring", lambda self: None)
    page = make_leaflet(body_en=BODY)
    with django_capture_on_commit_callbacks(execute=True):
        actions.want(key=page.key, now=clock.now())
    audio = FormatFile.objects.filter(key=page.key, language="en", format=Format.AUDIO)
    FormatFile.objects.exclude(pk__in=audio).update(not_before=clock.now() + datetime.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert build_due(clock=clock.now) == (1, False)
    return page


def control(path: str = PATH) -> Tag:
    return BeautifulSoup(Client().get(path).content, "html.parser").select_one("[data-listen]")


def test_the_row_knows_where_each_block_is_said(leaflet: LeafletPage) -> None:
    row = FormatFile.objects.get(key=leaflet.key, language="en", format=Format.AUDIO)
    ids = [part[:8] for part, _began, _ended in row.parts]
    assert {str(block.id)[:8] for block in leaflet.body} <= set(ids)
    assert "signs" in ids
    page = BeautifulSoup(Client().get(PATH).content, "html.parser")
    marked = page.select("main [data-part]")
    found = heard(page)
    assert len(found) == len(marked) == len(leaflet.body) + 2, "the title, the signs, and each block"
    begins = {part: began // 100 for part, began, _ended in row.parts}
    points, *rest = (str(block.id) for block in leaflet.body)
    assert [run[0][0] for run in found] == [begins[part] for part in ("title", points, "signs", *rest)]
    assert "When to ask" in marked[5].get_text()


def test_without_a_script_there_is_a_link_that_says_what_it_is(leaflet: LeafletPage) -> None:
    shown = control()
    link = shown.select_one("a")
    assert link["href"] == f"{PATH}audio.mp3"
    assert "kilobytes" in shown.get_text()
    assert "Computer voice" in shown.get_text()
    assert not shown.select("audio, source"), "nothing is fetched by itself"
    answer = Client().get(link["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mpeg")
    answer.close()


def test_in_a_language_without_the_leaflet_the_sound_is_that_of_the_english(leaflet: LeafletPage) -> None:
    assert control("/pl/leaflets/sore-thumb/").select_one("a")["href"] == f"{PATH}audio.mp3"


@pytest.mark.parametrize("state", ["queued", "stale", "failed"])
def test_sound_of_another_text_is_not_offered_as_that_of_the_page(leaflet: LeafletPage, state: str) -> None:
    FormatFile.objects.filter(key=leaflet.key).update(state=state)
    shown = control()
    assert shown["data-audio"] == ""
    assert not shown.select("a")


SOUND = """
window.sounds = [];
const Real = window.Audio;
window.Audio = function (...given) { const one = new Real(...given); window.sounds.push(one); return one; };
"""
PLAYS = "window.sounds.at(-1) && !window.sounds.at(-1).paused && window.sounds.at(-1).currentTime > 0.2"


@pytest.mark.browser
@pytest.mark.slow
def test_she_listens_stops_and_goes_on(leaflet: LeafletPage, visitor: OpenBrowser) -> None:
    somebody = visitor(width=320)
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    somebody.page.add_init_script(SOUND)
    page = somebody.open(PATH)
    button = page.locator("[data-listen] > button")
    button.wait_for(state="visible")
    assert not any(url.endswith(".mp3") for url in asked)
    page.locator("[data-pace] select").select_option("1.5")
    button.click()
    until(page, PLAYS)
    assert page.evaluate("window.sounds.at(-1).playbackRate") == 1.5
    button.click()
    until(page, "window.sounds.at(-1).paused")
    stopped = page.evaluate("window.sounds.at(-1).currentTime")
    button.click()
    until(page, PLAYS)
    assert page.evaluate("window.sounds.at(-1).currentTime") >= stopped - 0.5
    here = page.locator(".listen__here", has_text="When to ask")
    here.click()
    until(page, "document.querySelector('[data-part][data-sounding]')?.textContent.includes('When to ask')")
    assert page.evaluate("window.sounds.filter((one) => !one.paused).length") == 1
    button.click()
    until(page, "!document.querySelector('[data-part][data-sounding]')")


@pytest.mark.browser
@pytest.mark.slow
def test_when_the_sound_is_gone_she_is_told_what_is_left(leaflet: LeafletPage, visitor: OpenBrowser) -> None:
    somebody = visitor()
    somebody.expects(503, 410)
    page = somebody.open(PATH)
    page.locator("[data-listen] > button").wait_for(state="visible")
    FormatFile.objects.filter(key=leaflet.key).update(state="stale")
    page.locator("[data-listen] > button").click()
    until(page, "document.querySelector('[data-listen]').dataset.audio === ''")
    until(page, "document.querySelector('[data-listen] > button').ariaPressed === 'false'")
