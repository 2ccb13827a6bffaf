"""Nasreen and her son read one sheet together, English and Urdu side by side. Her neighbour has it in large print.

With the service as it runs: an editor publishes, the worker of formats makes, a phone fetches.
"""

import io
import json
import re
from collections.abc import Iterator

import pikepdf
import pytest
from bs4 import BeautifulSoup
from pytest_django.plugin import DjangoDbBlocker

from pages.formats.builders import pdf_check
from pages.formats.rules import Format
from tests.journeys.test_leaflet import PATH, WORDS
from tests.live import Service, service
from tests.processes import eventually

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("demo_site")]
WITHIN_SECONDS = 240
KNEE = "leaflets/knee-osteoarthritis/"
NEIGHBOURS = (
    "from pages.formats.models import FormatFile",
    "from pages.models import LeafletPage",
    f"knee = LeafletPage.objects.get(slug='{KNEE.split('/')[1]}')",
    "FormatFile.objects.exclude(key=knee.key, language='ur').delete()",
    f"FormatFile.objects.exclude(format='{Format.LARGE_18}').delete()",
)
"""Of all the demo only the large print of the knee leaflet in Urdu is to be made."""


@pytest.fixture(scope="module")
def live(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The service, started once for both of them; there an editor has published a leaflet in both languages."""
    with django_db_blocker.unblock(), service(tmp_path_factory.mktemp("live"), *NEIGHBOURS) as found:
        found.here.told(
            "import json",
            "from tests.factories.leaflets import make_leaflet",
            f"told = make_leaflet(languages=('ur',), **json.loads({json.dumps(WORDS)!r})).pk",
        )
        yield found


def given(live: Service, address: str) -> bytes:
    """What is behind an address, once it is made."""
    phone = live.phone()
    eventually(lambda: phone.get(address).status != 503, within=WITHIN_SECONDS, every=1)
    answer = phone.get(address)
    assert answer.status == 200
    return answer.data


def page(live: Service, path: str) -> BeautifulSoup:
    return BeautifulSoup(live.phone().get(path).text, "html.parser")


def links(soup: BeautifulSoup, format_: Format) -> list[str]:
    """Where the page leads for a format, one address for each file."""
    return [link["href"] for link in soup.select(".formats__way li a") if f"/{format_}" in link["href"]]


def test_both_languages_stand_side_by_side_heading_by_heading(live: Service) -> None:
    given(live, f"/en/{PATH}two-languages.pdf?with=ur")
    leaflet = page(live, f"/en/{PATH}")
    code = re.search(r"[a-z]{5}", leaflet.select_one(".governance bdi[dir=ltr]").get_text())[0]
    (address,) = links(leaflet, Format.TWO_LANGUAGES)
    data = given(live, address)
    text = pdf_check.extracted(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        told = [str(each.S) for each in pdf_check.elements(opened.Root.StructTreeRoot.K)]
        assert [float(side) for side in opened.pages[0].MediaBox][2:] == pytest.approx([595.3, 841.9], abs=0.1), "A4"
    assert told.count("/H1") == 2
    assert told.count("/H2") % 2 == 0
    assert {"Sore", "thumb", *WORDS["heading_ur"].split()} <= set(text.split())
    assert text.index("Now") < text.index("Rest for 2 days")
    assert f"/l/{code}" in text
    (dated,) = live.here.told(
        "from pages.formats.models import FormatFile",
        f"rows = FormatFile.objects.filter(format='{Format.TWO_LANGUAGES}')",
        "told = [str(row.dated.year) for row in rows]",
    )
    assert dated in text
    assert links(page(live, f"/ur/{PATH}"), Format.TWO_LANGUAGES), "the same sheet is there from the Urdu page"


def test_the_knee_leaflet_in_large_print_in_urdu_is_there_to_be_sent(live: Service) -> None:
    data = given(live, f"/ur/{KNEE}{Format.LARGE_18}")
    knee = page(live, f"/ur/{KNEE}")
    assert links(knee, Format.LARGE_18) == [f"/ur/{KNEE}{Format.LARGE_18}"]
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert str(opened.Root.Lang) == "ur"
    assert pdf_check.share_of_words(pdf_check.extracted(data), knee.h1.get_text()) == 1


def test_a_format_that_the_leaflet_cannot_have_is_asked_for(live: Service) -> None:
    address = f"/ur/{PATH}{Format.EASY}"
    phone = live.phone()
    eventually(lambda: phone.get(address).status != 503, within=WITHIN_SECONDS, every=1)
    assert phone.get(address).status == 404
    leaflet = page(live, f"/ur/{PATH}")
    assert not links(leaflet, Format.EASY)
    (ask,) = leaflet.select(".formats a[href*='form=easy-read']")
    assert phone.get(ask["href"]).status == 200
