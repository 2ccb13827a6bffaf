"""The report of confidence in Chromium: tables that a small phone, a keyboard and a screen reader can use."""

import pytest

from modules.activation.actions.months import close_months
from portal import clock
from portal.accounts.models import User
from tests.browsing import OpenBrowser, axe_faults
from tests.modules.activation.months import day, instrument, people_rated, rated

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing_on_a_report_with_figures_and_no_page_is_wider_than_a_phone(
    visitor: OpenBrowser, jola: User, language: str
) -> None:
    instrument()
    people_rated(20, 25, 75)
    people_rated(9, 50, 50, language="ur")
    for person in people_rated(8, 75, 20):
        rated(person, 25, day(10, 20), mode="assisted")
    close_months(by=None, now=clock.now())
    somebody = visitor(width=320, height=640, staff=jola)
    for query in ("", "?by=language", "?by=route", "?by=lesson", "?by=wrong"):
        page = somebody.open(f"/{language}/staff/reports/confidence/{query}")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
