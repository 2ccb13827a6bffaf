"""Grace, who cannot read, is afraid that her back pain is something serious.

From her own page she taps the picture of a back, then says what she fears. She hears that most back pain is not, then
the warning signs one after the other, and may hear each one again. Whichever way she answers, a person is one tap away.
"""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from pages.models import BodyAreaPage, HomePage
from portal.accounts.models import User
from tests.browsing import OpenBrowser, until
from tests.cast import sign_in
from tests.journeys.conftest import WAYS, ByRequests, InChromium, Reader, plain
from tests.journeys.test_lesson_by_ear import QUICK_VOICES
from tests.portal.contact.asking import ask

LANGUAGES = ["en", "ur"]
LISTENS = "size=1.contrast=0.theme=light.saver=0.pictures=1.listen=1"
# These tell when they begin, and note what the page points at then: how many signs, which, whether it is seen whole.
TELLING_VOICES = (
    QUICK_VOICES
    + """
const saying = speechSynthesis.speak;
const waiting = [];
window.shown = [];
const look = () => {
  const signs = [...document.querySelectorAll(".signs__list li")].filter((sign) => sign.matches("[data-sounding]"));
  const [first] = signs;
  if (!first) return;
  const isSeen = first.getBoundingClientRect().bottom <= innerHeight + 1;
  window.shown.push([signs.length, first.querySelector("[data-said]").id, isSeen]);
};
const next = () => {
  const [one] = waiting;
  if (!one) return;
  one.onstart?.();
  look();
  setTimeout(() => one === waiting[0] && (waiting.shift(), one.onend?.(), next()), 20);
};
speechSynthesis.speak = (one) => { window.said.push([one.lang, one.text]); if (waiting.push(one) === 1) next(); };
speechSynthesis.cancel = () => { waiting.length = 0; };
"""
)


@pytest.fixture(params=WAYS)
def grace(request: pytest.FixtureRequest, demo_site: HomePage, amira: User) -> Reader:
    """Somebody with something on her own page who always listens, on a phone of 320 px, once for each way."""
    assert ask(sign_in(Client(), amira), "question").status_code == 303
    if request.param == "requests":
        reader = ByRequests()
        sign_in(reader.client, amira).cookies["strides_display"] = LISTENS
        return reader
    open_browser: OpenBrowser = request.getfixturevalue("visitor")
    visitor = open_browser(width=320, height=640, script=request.param == "chromium", staff=amira)
    visitor.context.add_cookies([{"name": "strides_display", "value": LISTENS, "url": visitor.origin}])
    return InChromium(visitor)


def spoken(page: BeautifulSoup) -> str:
    return plain(" ".join(part.get_text(" ") for part in page.select("main h1, main [data-spoken]")))


def in_words(text: str, language: str) -> str:
    with translation.override(language):
        return gettext(text)


def worry(language: str) -> str:
    return in_words("I am worried it is something serious", language)


def to_the_signs(reader: Reader, words: dict, language: str) -> None:
    reader.open(f"/{language}/me/")
    assert plain(in_words("Where does it hurt?", language)) in spoken(reader.soup)
    reader.tap(in_words("Where does it hurt?", language))
    assert reader.path == f"/{language}/body/"
    assert reader.soup.select_one("[data-listen]")
    reader.tap(words(language)["site"]["pages"]["body"]["areas"]["back"]["door"])
    assert reader.path == f"/{language}/body/back/"
    assert reader.soup.select_one("[data-listen]"), "this page can be heard"
    reader.tap(worry(language))
    assert reader.path == f"/{language}/back-now/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_a_back_leads_to_what_is_true_of_most_backs(grace: Reader, words: dict, language: str) -> None:
    to_the_signs(grace, words, language)
    page = grace.soup
    assert page.html.has_attr("data-listens"), "she need not ask to hear it"
    assert page.select_one("[data-listen]")
    own = words(language)
    said = spoken(page)
    order = [plain(own["plan"]["page"]["lead"]), *map(plain, own["help_now"]["sets"]["back"]["flags"].values())]
    places = [said.index(line) for line in order]
    assert places[0] == min(places)
    signs = page.select(".signs__list li")
    assert len(signs) == len(order) - 1
    for sign in signs:
        assert sign.select_one("svg")
        assert sign.select_one("[data-listen-part] button"), "each one can be heard alone"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_these_opens_the_numbers_to_call(grace: Reader, words: dict, language: str) -> None:
    to_the_signs(grace, words, language)
    grace.tap(words(language)["plan"]["safety"]["have"])
    assert grace.path == f"/{language}/help-now/back/"
    assert grace.soup.select('a[href="tel:999"]')


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_of_these_gives_a_calm_next_step_and_somebody_to_talk_to(
    grace: Reader, words: dict, language: str
) -> None:
    to_the_signs(grace, words, language)
    grace.tap(words(language)["plan"]["safety"]["none"])
    assert plain(words(language)["help_now"]["sets"]["back"]["none"]) in spoken(grace.soup)
    assert plain(words(language)["plan"]["work"]["heading"]) in spoken(grace.soup)
    grace.tap(in_words("Talk to someone", language))
    assert grace.path == f"/{language}/ask/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_body_has_a_way_for_that_worry(demo_site: HomePage, words: dict, language: str) -> None:
    areas = [area for area in BodyAreaPage.objects.live().select_related("red_flag_set") if area.area != "back"]
    assert areas
    for area in areas:
        reader = ByRequests()
        reader.open(f"/{language}/body/{area.slug}/")
        reader.tap(worry(language))
        assert reader.path == f"/{language}/help-now/{area.red_flag_set.code}/"
        assert reader.soup.select('a[href="tel:999"]')


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signs_are_said_one_after_the_other_and_each_again(visitor: OpenBrowser, language: str) -> None:
    somebody = visitor(width=320, height=640)
    somebody.context.add_cookies([{"name": "strides_display", "value": LISTENS, "url": somebody.origin}])
    somebody.page.add_init_script(TELLING_VOICES % "'en-GB', 'ur-PK'")
    page = somebody.open(f"/{language}/back-now/")
    signs = page.locator(".signs__list li [data-said]")
    until(page, "document.querySelector('[data-listen] button').ariaPressed === 'false' && window.said.length")
    shown = page.evaluate("window.shown")
    assert {(count, is_seen) for count, _sign, is_seen in shown} == {(1, True)}, "one at a time, and on the screen"
    pointed_at = list(dict.fromkeys(sign for _count, sign, _seen in shown))
    assert pointed_at == [sign.get_attribute("id") for sign in signs.all()]
    first = plain(signs.first.inner_text())
    heard = [plain(text) for _voice, text in page.evaluate("window.said")]

    begun = len(heard)
    page.locator(".signs__list li").first.locator("[data-listen-part] button").click()
    until(page, f"window.said.length > {begun}")
    replayed = " ".join(plain(text) for _voice, text in page.evaluate("window.said")[begun:])
    assert replayed == first
    until(page, "document.querySelectorAll('[data-listen] button[aria-pressed=true]').length === 0")
    until(page, "document.querySelectorAll('[data-listen-part] button[aria-pressed=true]').length === 0")
    assert page.locator(".signs__list li[data-sounding]").count() == 0


@pytest.mark.browser
def test_without_a_voice_no_sign_offers_one(visitor: OpenBrowser, demo_site: HomePage) -> None:
    somebody = visitor()
    somebody.page.add_init_script(QUICK_VOICES % "'en-GB'")
    page = somebody.open("/ur/body/back/")
    page.locator("[data-no-voice]").wait_for(state="visible")
    page = somebody.open("/ur/back-now/")
    page.locator("[data-no-voice]").wait_for(state="visible")
    assert page.locator("[data-listen] button").is_hidden()
