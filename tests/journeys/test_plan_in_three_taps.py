"""Shane, a bricklayer paid by the week: his back went this morning, he is on a cheap phone and has no account.

He taps "It hurts now", answers "none of these" to the warning signs, says that his job lifts, and has a plan for
today and the next days. Nothing about him is kept.
"""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from pages.models import HomePage
from tests.browsing import OpenBrowser
from tests.journeys.conftest import Reader, plain
from tests.weighing import weight_of_visit

LANGUAGES = ["en", "ur"]
ALL_LANGUAGES = ["en", "cy", "pl", "ur", "bn"]
ANSWERS = ["lifts", "sits", "drives"]
A_PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_to_a_day_by_day_plan_in_three_taps(reader: Reader, words: dict, language: str) -> None:
    plan = words(language)["plan"]
    reader.open(f"/{language}/")

    reader.tap(words(language)["site"]["pages"]["home"]["tasks"]["hurts-now"]["label"])
    assert reader.path == f"/{language}/back-now/"
    assert reader.heading == plain(plan["safety"]["heading"])
    for sign in words(language)["help_now"]["sets"]["back"]["flags"].values():
        assert reader.sees(sign)

    reader.tap(plan["safety"]["none"])
    assert reader.path == f"/{language}/back-now/work/"
    assert reader.heading == plain(plan["work"]["heading"])

    reader.tap(plan["work"]["choices"]["lifts"]["label"])
    assert reader.path == f"/{language}/back-now/plan/lifts/"
    assert reader.heading == plain(plan["plan"]["heading"])
    assert reader.taps == 3

    for day in plan["plan"]["days"].values():
        assert reader.sees(day["heading"])
        assert all(reader.sees(action) for action in day["actions"])
    movements = plan["plan"]["movements"]["items"]
    assert len(movements) == 3
    for picture, movement in movements.items():
        assert reader.sees(movement["name"])
        assert all(reader.sees(step) for step in movement["how"]), picture
    assert all(reader.sees(tip) for tip in plan["plan"]["advice"]["lifts"]["items"])
    assert reader.sees(plan["plan"]["medicine"]["ask"])
    assert reader.sees(plan["plan"]["help"]["emergency"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_the_signs_leads_to_the_numbers_to_call(reader: Reader, words: dict, language: str) -> None:
    reader.open(f"/{language}/back-now/")
    reader.tap(words(language)["plan"]["safety"]["have"])
    assert reader.path == f"/{language}/help-now/back/"
    assert reader.soup.select('a[href="tel:999"]')
    assert reader.soup.select('a[href="tel:111"]')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_gives_its_own_advice_and_can_be_changed(
    reader: Reader, words: dict, language: str, answer: str
) -> None:
    plan = words(language)["plan"]
    reader.open(f"/{language}/back-now/work/")
    reader.tap(plan["work"]["choices"][answer]["label"])
    for other in ANSWERS:
        assert reader.sees(plan["plan"]["advice"][other]["heading"]) == (other == answer)
    with translation.override(language):
        reader.tap(gettext("Change my answer"))
    assert reader.path == f"/{language}/back-now/work/"


def test_nothing_is_kept_of_a_person_who_makes_a_plan(client: Client, demo_site: HomePage) -> None:
    for path in ("", "back-now/", "back-now/work/", "back-now/plan/lifts/"):
        response = client.get(f"/en/{path}")
        assert "sessionid" not in response.cookies
        assert "csrftoken" not in response.cookies
    assert Session.objects.count() == 0


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_the_whole_way_weighs_at_most_150_kb(client: Client, demo_site: HomePage, language: str) -> None:
    paths = [f"/{language}/{path}" for path in ("back-now/", "back-now/work/", "back-now/plan/lifts/")]
    assert weight_of_visit(client, *paths).bytes <= 150_000


@pytest.mark.browser
@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_the_plan_prints_on_one_sheet(visitor: OpenBrowser, language: str) -> None:
    page = visitor().open(f"/{language}/back-now/plan/lifts/")
    assert len(A_PAGE_OF_PDF.findall(page.pdf(format="A4"))) == 1


@pytest.mark.browser
def test_who_reads_in_larger_letters_gets_larger_letters_on_paper(visitor: OpenBrowser) -> None:
    somebody = visitor()
    choice = {"name": "strides_display", "value": "size=3.contrast=0.theme=light.saver=0", "url": somebody.origin}
    somebody.context.add_cookies([choice])
    page = somebody.open("/en/back-now/plan/lifts/")
    page.emulate_media(media="print")
    points = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.day li')).fontSize) * 0.75")
    assert points >= 14


@pytest.mark.browser
def test_the_count_of_printed_pages_can_be_trusted(visitor: OpenBrowser) -> None:
    page = visitor().page
    page.set_content("<p style='break-after: page'>1</p><p style='break-after: page'>2</p><p>3</p>")
    assert len(A_PAGE_OF_PDF.findall(page.pdf(format="A4"))) == 3
