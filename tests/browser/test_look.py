"""How pages look in a real browser: contrast in every palette, room on a small screen, targets, focus, paper."""

import pytest
from playwright.sync_api import Page

from tests.browser.measures import space_out
from tests.browsing import OpenBrowser, Visitor, axe_faults, follow, until

pytestmark = pytest.mark.browser

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'header a, footer a, .nhsuk-button, .care-card__call, .task-card a, .choice-card a, .door a, summary')]
  .filter(e => e.offsetParent)
  .map(e => [(e.closest('.task-card, .choice-card, .door') || e).getBoundingClientRect(), e.textContent])
  .filter(([box]) => box.width < 44 || box.height < 44)
  .map(([box, words]) => `${words.trim()}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


def choose(somebody: Visitor, written: str) -> None:
    somebody.context.add_cookies([{"name": "strides_display", "value": written, "url": somebody.origin}])


LIGHT, DARK = "theme=light", "theme=dark"
STRONG_LIGHT, STRONG_DARK = "theme=light&contrast=1", "theme=dark&contrast=1&size=3"


@pytest.mark.parametrize(
    ("language", "colours"),
    [
        ("en", LIGHT),
        ("ur", DARK),
        ("en", STRONG_DARK),
        *(
            pytest.param(language, colours, marks=pytest.mark.slow)
            for language, colours in [
                ("en", DARK),
                ("en", STRONG_LIGHT),
                ("ur", LIGHT),
                ("ur", STRONG_LIGHT),
                ("ur", STRONG_DARK),
            ]
        ),
    ],
)
def test_every_component_passes_axe_in_every_palette(reader: Visitor, language: str, colours: str) -> None:
    reader.look(width=1280)
    page = reader.open(f"/design/?language={language}&{colours}")
    assert axe_faults(page) == []


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("size", ["1", "3"])
def test_no_component_scrolls_sideways_on_the_smallest_screen(reader: Visitor, language: str, size: str) -> None:
    """320 px is also what a screen of 1280 px shows at 400 %."""
    assert reader.open(f"/design/?language={language}&size={size}").evaluate(TOO_WIDE) <= 0


def test_more_room_between_letters_and_lines_loses_nothing(reader: Visitor) -> None:
    page = reader.open("/design/")
    space_out(page)
    assert page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_people_tap_is_44_pixels(reader: Visitor, language: str) -> None:
    for path in (f"/{language}/", f"/design/?language={language}"):
        page = reader.open(path)
        for width in (320, 1280):
            reader.look(width=width)
            assert page.evaluate(SMALL_TARGETS) == [], (path, width)


def focused(page: Page) -> dict[str, str]:
    return page.evaluate(
        """() => { const e = document.activeElement, own = getComputedStyle(e), after = getComputedStyle(e, '::after')
          const ring = own.outlineStyle === 'none' ? after : own
          const [style, width, shadow] = [ring.outlineStyle, ring.outlineWidth, ring.boxShadow]
          return {words: e.textContent.trim(), style, width, shadow} }"""
    )


def test_focus_can_be_seen_on_every_link_of_the_home_page(visitor: OpenBrowser) -> None:
    page = visitor(width=1280).open("/en/")
    until(page, "!document.querySelector('[data-beside]')")  # the link that goes when there is nothing to carry on with
    for _ in range(page.locator("a:visible").count()):
        page.keyboard.press("Tab")
        ring = focused(page)
        assert (ring["style"], ring["width"]) == ("solid", "3px"), ring
        assert "6px" in ring["shadow"], ring


def test_a_person_makes_pages_larger_and_darker_without_script(visitor: OpenBrowser) -> None:
    somebody = visitor(script=False)
    page = somebody.open("/en/body/")
    normal = page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    follow(page.get_by_role("link", name="Text and colours").first)
    page.get_by_label("Very large").check()
    page.get_by_label("Dark", exact=True).check()
    follow(page.get_by_role("button", name="Save and go back"))
    assert somebody.path == "/en/body/"
    assert page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") > normal
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(14, 26, 36)"


def test_the_device_decides_the_colours_until_a_person_does(visitor: OpenBrowser) -> None:
    somebody = visitor(theme="dark")
    background = "() => getComputedStyle(document.body).backgroundColor"
    assert somebody.open("/en/").evaluate(background) == "rgb(14, 26, 36)"
    choose(somebody, "theme=light")
    assert somebody.open("/en/").evaluate(background) == "rgb(247, 242, 232)"


def test_the_data_saver_sends_one_page_and_one_style_sheet(visitor: OpenBrowser) -> None:
    somebody = visitor()
    choose(somebody, "saver=1")
    somebody.open("/en/")
    kinds = sorted(request.resource_type for request in somebody.requests)
    assert set(kinds) - {"image"} == {"document", "stylesheet"}  # an image: the mark on the tab
    assert len(kinds) <= 3


def test_urdu_has_room_and_no_slant(visitor: OpenBrowser) -> None:
    page = visitor().open("/ur/")
    looks = page.locator("main p").first.evaluate(
        """e => { const s = getComputedStyle(e)
          return [parseFloat(s.lineHeight) / parseFloat(s.fontSize), s.fontStyle, s.letterSpacing] }"""
    )
    assert looks[0] >= 2
    assert looks[1:] == ["normal", "normal"]


def test_urdu_is_the_mirror_of_english(visitor: OpenBrowser) -> None:
    def left_edge(language: str) -> float:
        page = visitor(width=390).open(f"/{language}/")
        return page.locator(".header__name").evaluate("e => e.getBoundingClientRect().left")

    assert left_edge("en") < 100 < left_edge("ur")
    mirrored = visitor().open("/ur/back-now/work/").locator(".picture--turns").first
    assert mirrored.evaluate("e => getComputedStyle(e).transform") == "matrix(-1, 0, 0, 1, 0, 0)"


@pytest.mark.parametrize("path", ["leaflets/low-back-pain/print/", "learn/do-i-need-a-scan/print/"])
def test_warning_signs_on_paper_are_black_on_white(visitor: OpenBrowser, path: str) -> None:
    """Browsers print no grounds: white words on a coloured band would be pale grey."""
    page = visitor().open(f"/en/{path}")
    page.emulate_media(media="print")
    looks = page.locator(".signs__heading, .signs__call").evaluate_all(
        "all => all.map(e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.backgroundImage] })"
    )
    assert len(looks) >= 5
    assert {tuple(look) for look in looks} == {("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "none")}


def test_paper_has_14_point_black_on_white_and_no_frame(visitor: OpenBrowser) -> None:
    page = visitor().open("/en/read/knee-pain/")
    page.emulate_media(media="print")
    body = page.locator("body").evaluate(
        "e => { const s = getComputedStyle(e); return [s.fontSize, s.backgroundColor, s.color] }"
    )
    assert body == ["18.6667px", "rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"]
    assert not page.locator(".navigation").is_visible()
    assert not page.locator("footer").is_visible()
    assert page.locator("main a").first.evaluate("e => getComputedStyle(e, '::after').content") in (
        "none",
        "normal",
        '""',
    )
