"""The screens of a person's own confidence, and of keeping a leaflet, on a small phone and by screen reader."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from modules.activation.models import Rating
from modules.activation.rules import ItemKind
from modules.activation.rules.definition import ItemDefinition
from pages.models import HomePage, LeafletPage
from portal import clock
from portal.accounts.actions.shelf import save_page
from portal.accounts.models import User
from tests.browser.measures import RUNS_OFF, SMALL_TARGETS
from tests.browsing import OpenBrowser, axe_faults, open_everything
from tests.cast import sign_in
from tests.factories.instruments import a_definition, choice_item, live_instrument, options
from tests.modules.activation.answering import answer, begin
from tests.modules.activation.test_path import rated

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OWN = "me/confidence/small-check/"
SURE = {"en": "How sure?", "ur": "کتنا یقین؟"}


@pytest.fixture
def screens(demo_site: HomePage, amira: User) -> list[str]:
    """The addresses, without the language: what somebody sees who rated herself twice and is in the middle of a third
    time, with one answer that sounds like a warning sign; and who keeps a leaflet."""
    sure = ItemDefinition("sure", "sure", ItemKind.INTEGER, SURE, low=Decimal(0), high=Decimal(10), is_scored=False)
    live_instrument(replace(a_definition(sure, choice_item("one"), choice_item("two")), code="slider-check"))
    warned = choice_item("one", options=options(red_flag="often"))
    instrument = live_instrument(a_definition(warned, choice_item("two"), choice_item("three")))
    rated(amira, instrument, "220", weeks=0)
    rated(amira, instrument, "000", weeks=6)
    client = sign_in(Client(), amira)
    slider = begin(client, "slider-check").removeprefix("/en/")
    first = begin(client).removeprefix("/en/")
    help_first = answer(client, f"/en/{first}", "Often")["Location"].removeprefix("/en/")
    rating = first.replace("one/", "")
    leaflet = LeafletPage.objects.get(slug="low-back-pain")
    save_page(by=amira, page_key=leaflet.key, now=clock.now())
    assert help_first == f"{first}help/"
    assert Rating.objects.filter(person=amira).count() == 4
    own = ["me/confidence/", OWN, f"{OWN}print/", rating, first, help_first, f"{rating}two/", slider]
    kept = ["me/shelf/", "leaflets/low-back-pain/keep/", f"ask/text/{leaflet.short_code}/"]
    return [*own, f"{rating}delete/", *kept]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing_and_nothing_runs_off(
    visitor: OpenBrowser, amira: User, screens: list[str], language: str
) -> None:
    somebody = visitor(width=320, height=640, staff=amira)
    found = {}
    for path in screens:
        page = somebody.open(f"/{language}/{path}")
        open_everything(page)
        faults = [*axe_faults(page), *page.evaluate(RUNS_OFF), *page.evaluate(SMALL_TARGETS)]
        if faults:
            found[path] = faults
    assert found == {}
    assert len(screens) == 12
