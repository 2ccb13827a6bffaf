"""Every block on one page, in English and from right to left: axe finds nothing, and nothing runs off a phone."""

import pytest

from pages.blocks import ReadingStream
from pages.models import ArticlePage, HomePage
from tests.browser.measures import RUNS_OFF
from tests.browsing import Visitor, axe_faults, open_everything
from tests.factories.bodies import one_of_each
from tests.factories.recordings import film, sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def every_block(demo_site: HomePage) -> str:
    """The page with one of each, below the language."""
    film()
    sound()
    bodies = {f"body_{language}": one_of_each(language) for language in ("en", "ur")}
    ArticlePage.objects.filter(slug="knee-pain").update(**bodies)
    return "read/knee-pain/"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing_on_any_block(every_block: str, reader: Visitor, language: str) -> None:
    page = reader.open(f"/{language}/{every_block}")
    assert len(page.query_selector_all("article.reading > *")) > len(ReadingStream().child_blocks)
    open_everything(page)
    assert axe_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(RUNS_OFF) == []
