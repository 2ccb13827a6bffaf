"""Every template, opened once in each language and looked at in every way that is asked of all pages.

Another width needs no other opening: a phone that is turned shows the same page. What is wrong is gathered and told
together, each fault with its template, its language and the screen it was seen on.

A look (text size, theme, contrast) is marks on the root of the page and nothing else, which
``tests/pages/test_display.py`` proves for every template: so it is put on the page that is open.

Axe looks at English and Urdu, one language of each direction. What it judges (names, roles, order, contrast, targets)
is written in templates and style sheets, which all languages share. Whether words run off the screen is measured in
every language, for that is where words differ.
"""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page

from pages import models
from tests.addresses import EVERY_TEMPLATE
from tests.browser.measures import (
    CUT_OFF,
    LAID_OVER,
    MAIN_CONTROLS,
    RUNS_OFF,
    SMALL_MAIN_CONTROLS,
    SMALL_TARGETS,
    space_out,
)
from tests.browsing import Visitor, axe_faults, open_everything

pytestmark = pytest.mark.browser

BOTH_WAYS = ["en", "ur"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LARGEST = {"size": "3"}
LOOKS = {
    "dark": {"theme": "dark"},
    "contrast": {"theme": "light", "contrast": ""},
    "contrast and dark": {"theme": "dark", "contrast": ""},
    "largest text": LARGEST,
}
PLAIN = {"size": "1", "theme": "auto"}
OF_A_LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""The rules of axe that judge by colours and sizes. A look changes nothing else, so all others would say the same."""

SMALL_PHONE, WIDER_PHONE, WIDER = 320, 390, (768, 1280)
CONDITION, SIZE = re.compile(r"@media([^{]*)"), re.compile(r"([0-9.]+)(em|px)")
PUT_ON = "look => { const marks = document.documentElement.dataset; delete marks.contrast; Object.assign(marks, look) }"


def opened(reader: Visitor, template: str, language: str) -> Page:
    """The page of a template with everything unfolded: what is folded away is part of the page."""
    reader.expects(404 if template == "errors/404.html" else 200)
    page = reader.open(f"/{language}/{EVERY_TEMPLATE[template]}")
    open_everything(page)
    return page


def told(page: Page, template: str, seen: str, **found: list[str]) -> list[str]:
    """Each fault on a line of its own, with where it was seen."""
    language = page.evaluate("() => document.documentElement.lang")
    screen = f"{page.viewport_size['width']} px{seen and ', '}{seen}"
    return [
        f"{template} in {language} at {screen}: {what.replace('_', ' ')}: {each}"
        for what, faults in found.items()
        for each in faults
    ]


@pytest.mark.parametrize("language", BOTH_WAYS)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_a_small_phone_shows_everything_and_axe_finds_nothing(reader: Visitor, template: str, language: str) -> None:
    page = opened(reader, template, language)
    found = told(
        page,
        template,
        "",
        axe=axe_faults(page),
        runs_off=page.evaluate(RUNS_OFF),
        small_target=page.evaluate(SMALL_TARGETS),
    )
    reader.look(width=390)
    found += told(page, template, "", small_main_control=page.evaluate(SMALL_MAIN_CONTROLS, MAIN_CONTROLS))
    reader.look(width=320, height=640)
    space_out(page)
    found += told(
        page,
        template,
        "spaced out",
        runs_off=page.evaluate(RUNS_OFF),
        cut_off=page.evaluate(CUT_OFF),
        laid_over=page.evaluate(LAID_OVER),
    )
    page.evaluate("() => { document.adoptedStyleSheets = [] }")
    page.evaluate(PUT_ON, PLAIN | LARGEST)
    found += told(page, template, "largest text", runs_off=page.evaluate(RUNS_OFF))
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_wider_screens_and_every_look_lose_nothing_and_axe_finds_nothing(
    reader: Visitor, template: str, language: str
) -> None:
    page, found = opened(reader, template, language), []
    for width in (WIDER_PHONE, *WIDER):
        reader.look(width=width)
        found += told(page, template, "", runs_off=page.evaluate(RUNS_OFF), cut_off=page.evaluate(CUT_OFF))
        if language in BOTH_WAYS and width in WIDER:
            found += told(page, template, "", axe=axe_faults(page))
    reader.look(width=320, height=640)
    page.evaluate(PUT_ON, PLAIN | LARGEST)
    found += told(page, template, "largest text", runs_off=page.evaluate(RUNS_OFF), cut_off=page.evaluate(CUT_OFF))
    if language in BOTH_WAYS:
        for look, marks in LOOKS.items():
            page.evaluate(PUT_ON, PLAIN | marks)
            found += told(page, template, look, axe=axe_faults(page, rules=OF_A_LOOK))
        page.evaluate(PUT_ON, PLAIN)
        reader.look(width=320, height=640, theme="dark")
        found += told(page, template, "dark device", axe=axe_faults(page, rules=OF_A_LOOK))
    assert not found, "\n".join(found)


def test_a_wider_phone_shows_what_a_small_phone_shows() -> None:
    """So axe need not look at both: no rule of any style sheet begins or ends between their widths."""
    sheets = [file.read_text(encoding="utf-8") for file in (settings.BASE_DIR / "static" / "dist").glob("*.css")]
    conditions = "".join(line for sheet in sheets for line in CONDITION.findall(sheet) if "width" in line)
    widths = [float(size) * (16 if unit == "em" else 1) for size, unit in SIZE.findall(conditions)]
    assert 640 in widths
    assert [width for width in widths if SMALL_PHONE < width <= WIDER_PHONE] == []


@pytest.mark.parametrize("look", LOOKS)
def test_what_axe_is_asked_of_a_look_finds_what_a_look_can_spoil(reader: Visitor, look: str) -> None:
    page = opened(reader, "pages/plain.html", "en")
    page.evaluate(PUT_ON, PLAIN | LOOKS[look])
    assert axe_faults(page, rules=OF_A_LOOK) == []
    page.evaluate("() => { document.querySelector('main p').style.cssText = 'color: #888; background: #999' }")
    assert "color-contrast" in "".join(axe_faults(page, rules=OF_A_LOOK))


def test_every_template_of_a_page_has_its_place_in_the_list() -> None:
    own = {f"pages/{file.name}" for file in (settings.BASE_DIR / "templates" / "pages").glob("*.html")}
    served = {getattr(model, "template", None) for model in vars(models).values()} & own
    assert len(served) > 8
    assert served - set(EVERY_TEMPLATE) == set()


def test_a_fault_is_told_with_its_page_its_language_and_its_screen(reader: Visitor) -> None:
    page = opened(reader, "pages/plain.html", "ur")
    page.evaluate("() => { document.querySelector('h1').style.minWidth = '500px' }")
    page.evaluate("() => { document.querySelector('h1').innerHTML += '<img src=\"data:,\">' }")
    for width, runs_off in ((320, True), (768, False)):
        reader.look(width=width)
        found = told(page, "pages/plain.html", "so", runs_off=page.evaluate(RUNS_OFF), axe=axe_faults(page))
        place = f"pages/plain.html in ur at {width} px, so: "
        assert all(fault.startswith(place) for fault in found)
        assert any(fault.startswith(f"{place}runs off: <") for fault in found) is runs_off
        assert any("axe" in fault and "image-alt" in fault for fault in found)
