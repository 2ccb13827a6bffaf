"""Get help now: every sign of every set, in every language, in two requests, on any phone, without a script."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from django.utils import translation

from pages.editions.actions import withdraw_edition
from pages.exchange.demo import DemoContent
from pages.models import HelpNowPage, HomePage
from pages.safety.models import RedFlagSet
from tests.browsing import OpenBrowser, follow
from tests.journeys.conftest import plain
from tests.journeys.test_plan_in_three_taps import A_PAGE_OF_PDF
from tests.weighing import files_of, weight_of_visit

CONTENT = DemoContent()
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PLACES = [place["slug"] for place in CONTENT.structure["help_now"]]
SETS = {table["code"]: table for table in CONTENT.structure["red_flag_sets"]}
EVERY_PAGE = ["help-now/", *(f"help-now/{place}/" for place in PLACES)]
CSS_LIMIT, PAGE_LIMIT, REQUESTS_LIMIT = 8_000, 25_000, 2


def soup_of(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def own_words(language: str, place: str) -> dict:
    """The words of a place's signs as the translators' file has them."""
    table = next(each for each in CONTENT.structure["help_now"] if each["slug"] == place)
    return CONTENT.words[language]["help_now"]["sets"][table["set"]]


def calls_of(place: str) -> dict[str, list[str]]:
    """The numbers of a place's signs by level."""
    return SETS[next(p["set"] for p in CONTENT.structure["help_now"] if p["slug"] == place)]["calls"]


def dialled(within: Tag) -> set[str]:
    return {link["href"].removeprefix("tel:") for link in within.select('a[href^="tel:"]')}


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [plain(each.get_text(" ", strip=True)) for each in soup.select(selector)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_sign_of_the_set_stands_on_its_page_in_its_language(
    client: Client, demo_site: HomePage, language: str, place: str
) -> None:
    words = own_words(language, place)
    soup = soup_of(client, f"/{language}/help-now/{place}/")
    shown = plain(soup.main.get_text(" ", strip=True))
    missing = [sign for sign in [*words["flags"].values(), *words["levels"].values()] if plain(sign) not in shown]
    assert missing == []
    assert len(soup.select("main .signs__list > li")) == len(words["flags"])
    assert len(soup.select("main .signs__list svg")) == len(words["flags"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_has_fewer_signs_or_other_signs_than_english(language: str) -> None:
    for place in PLACES:
        assert list(own_words(language, place)["flags"]) == list(own_words("en", place)["flags"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_the_numbers_to_call_are_links_beside_their_signs(
    client: Client, demo_site: HomePage, language: str, place: str
) -> None:
    soup = soup_of(client, f"/{language}/help-now/{place}/")
    levels = soup.select(".signs__level")
    assert levels
    for section in levels:
        numbers = calls_of(place)[section["class"][1].removeprefix("signs__level--")]
        assert dialled(section) == {number.replace(" ", "") for number in numbers}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_no_number_of_a_place_is_left_without_a_link(
    client: Client, demo_site: HomePage, language: str, place: str
) -> None:
    soup = soup_of(client, f"/{language}/help-now/{place}/")
    numbers = {number.replace(" ", "") for numbers in calls_of(place).values() for number in numbers}
    assert dialled(soup.main) == numbers


def test_a_number_that_belongs_to_no_sign_stays_out_of_the_emergency_card(client: Client, demo_site: HomePage) -> None:
    soup = soup_of(client, "/en/help-now/child/")
    assert soup.select_one('main a[href="tel:111"]').find_parent("section") is None


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_english_stands_beside_signs_that_no_translator_has_checked(
    client: Client, demo_site: HomePage, language: str
) -> None:
    for place in PLACES:
        soup = soup_of(client, f"/{language}/help-now/{place}/")
        assert texts(soup, '.signs__list [lang="en"][dir="ltr"]') == [
            plain(sign) for sign in own_words("en", place)["flags"].values()
        ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_is_two_requests_and_few_bytes(client: Client, demo_site: HomePage, language: str, path: str) -> None:
    weight = weight_of_visit(client, f"/{language}/{path}")
    assert weight.requests <= REQUESTS_LIMIT
    assert weight.bytes <= PAGE_LIMIT
    (stylesheet,) = files_of(client, f"/{language}/{path}").values()
    assert stylesheet <= CSS_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_has_no_script_no_picture_file_and_no_form(
    client: Client, demo_site: HomePage, language: str, path: str
) -> None:
    soup = soup_of(client, f"/{language}/{path}")
    assert soup.select("script, img, iframe, form, link[rel=preload], [onclick], [style]") == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_our_own_number_is_on_every_page_and_said_not_to_be_for_emergencies(
    client: Client, demo_site: HomePage, path: str
) -> None:
    for language in LANGUAGES:
        shown = soup_of(client, f"/{language}/{path}").main.get_text(" ", strip=True)
        with translation.override(language):
            warning = translation.gettext("Our phone line is not for emergencies. In an emergency, call 999.")
        assert "00000 000000" in shown
        assert warning in shown


def test_a_withdrawn_language_gets_the_english_larger_with_the_phone(
    client: Client, demo_site: HomePage, dai: object
) -> None:
    withdraw_edition(by=dai, content=RedFlagSet.objects.get(code="back"), language="ur")
    soup = soup_of(client, "/ur/help-now/back/")
    signs = soup.select_one(".signs")
    assert soup.html["lang"] == "ur"
    assert (signs["lang"], signs["dir"]) == ("en", "ltr")
    assert "signs--larger" in signs["class"]
    assert texts(signs, ".signs__list > li") == [plain(sign) for sign in own_words("en", "back")["flags"].values()]
    notice = soup.select_one(".signs__fallback")
    assert notice["lang"] == "ur"
    assert "00000 000000" in notice.get_text()
    assert not any(plain(sign) in plain(soup.get_text(" ")) for sign in own_words("ur", "back")["flags"].values())


def test_inside_other_pages_the_signs_fall_back_the_same_way(client: Client, demo_site: HomePage, dai: object) -> None:
    withdraw_edition(by=dai, content=RedFlagSet.objects.get(code="back"), language="ur")
    for path in ("back-now/", "body/back/", "read/low-back-pain/"):
        soup = soup_of(client, f"/ur/{path}")
        assert "signs--larger" in soup.select_one(".signs")["class"], path
        assert soup.select_one(".signs__fallback"), path


@pytest.mark.browser
def test_the_fallback_is_really_larger(visitor: OpenBrowser, dai: object) -> None:
    def size(path: str) -> float:
        page = visitor(width=320).open(path)
        return page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.signs__list > li')).fontSize)")

    before = size("/en/help-now/back/")
    withdraw_edition(by=dai, content=RedFlagSet.objects.get(code="back"), language="ur")
    assert size("/ur/help-now/back/") > before


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_prints_on_one_sheet_with_its_signs_and_numbers(visitor: OpenBrowser, language: str) -> None:
    page = visitor().open(f"/{language}/help-now/back/")
    page.emulate_media(media="print")
    shown = page.evaluate("() => document.body.innerText")
    assert all(plain(sign) in plain(shown) for sign in own_words(language, "back")["flags"].values())
    assert "999" in shown
    assert "111" in shown
    assert len(A_PAGE_OF_PDF.findall(page.pdf(format="A4"))) == 1


@pytest.mark.browser
def test_the_pages_open_without_script_and_lead_to_one_another(visitor: OpenBrowser) -> None:
    somebody = visitor(width=320, script=False)
    page = somebody.open("/ur/help-now/")
    for place in HelpNowPage.objects.live():
        page.goto(f"{somebody.origin}/ur/help-now/")
        follow(page.locator(f'a[href="/ur/help-now/{place.slug}/"]'))
        assert somebody.path == f"/ur/help-now/{place.slug}/"
        assert page.locator("h1").count() == 1
