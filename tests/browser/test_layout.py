"""What everybody can reach: nothing runs off the screen, nothing is lost when text is spaced out, targets are big."""

import pytest
from playwright.sync_api import Page

from tests.addresses import EVERY_TEMPLATE
from tests.browsing import OpenBrowser, Visitor

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ur"]
SPACED_OUT = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p, li, dd { margin-block-end: 2em !important; }
"""

RUNS_OFF = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth + 1;
    const scrolls = each => each.closest('[role=region][tabindex="0"]');
    const out = [...document.body.querySelectorAll('*')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(each)
            && getComputedStyle(each).position !== 'absolute';
    });
    return wide ? out.slice(0, 5).map(each => each.outerHTML.slice(0, 120)) : [];
}"""
CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each), clips = v => v === 'hidden' || v === 'clip';
    const seen = each.clientWidth > 1 && each.clientHeight > 1 && each.textContent.trim();
    return seen && ((clips(style.overflowY) && each.scrollHeight > each.clientHeight + 1)
        || (clips(style.overflowX) && each.scrollWidth > each.clientWidth + 1));
}).map(each => each.outerHTML.slice(0, 120))"""
LAID_OVER = """() => {
    const leaves = [...document.querySelectorAll('main :is(p, li, h1, h2, h3, a, dt, dd)')]
        .filter(each => !each.querySelector('p, li, h1, h2, h3, a, ul, ol, dt, dd') && each.textContent.trim()
            && each.checkVisibility() && each.getBoundingClientRect().height > 1);
    const boxes = leaves.map(each => [each, each.getBoundingClientRect()]);
    const found = [];
    boxes.forEach(([a, one], i) => boxes.slice(i + 1, i + 12).forEach(([b, two]) => {
        const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        if (across > 2 && down > 4 && !a.contains(b) && !b.contains(a)
            && getComputedStyle(a).display !== 'inline' && getComputedStyle(b).display !== 'inline')
            found.push(a.textContent.trim().slice(0, 40) + ' over ' + b.textContent.trim().slice(0, 40));
    }));
    return found;
}"""
REACH = """
const reach = each => {
    const after = getComputedStyle(each, '::after'), own = each.getBoundingClientRect();
    const covers = after.content !== 'none' && after.position === 'absolute' && after.inset === '0px';
    const holder = covers ? each.offsetParent : each.labels && each.labels[0];
    const box = holder ? holder.getBoundingClientRect() : own;
    return {width: Math.max(own.width, box.width), height: Math.max(own.height, box.height)};
};
const told = (each, box) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`;
"""
SMALL_TARGETS = f"""() => {{ {REACH}
    const isInText = each => {{
        const around = each.closest('p, dd, td, li, caption, bdi');
        return each.matches('a') && around && getComputedStyle(each).display === 'inline'
            && around.textContent.trim().length > each.textContent.trim().length + 1;
    }};
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
        .filter(each => each.checkVisibility() && !each.closest('.nhsuk-skip-link, .skip') && !isInText(each))
        .map(each => [each, reach(each)]).filter(([each, box]) => box.height < 23.5 || box.width < 23.5)
        .map(([each, box]) => told(each, box));
}}"""
SMALL_MAIN_CONTROLS = f"""selector => {{ {REACH}
    return [...document.querySelectorAll(selector)]
        .filter(each => each.checkVisibility() && each.type !== 'hidden').map(each => [each, reach(each)])
        .filter(([each, box]) => box.height < 43.5).map(([each, box]) => told(each, box));
}}"""
MAIN_CONTROLS = (
    ".help-bar a, .navigation a, .header a, .task-card a, .door a, .nhsuk-button, .signs__call, .call, main input"
)


def opened(somebody: Visitor, template: str, language: str) -> Page:
    somebody.expects(404 if template == "errors/404.html" else 200)
    return somebody.open(f"/{language}/{EVERY_TEMPLATE[template]}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_a_small_phone_shows_everything_without_scrolling_sideways_even_spaced_out(
    visitor: OpenBrowser, template: str, language: str
) -> None:
    page = opened(visitor(width=320, height=640), template, language)
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate(RUNS_OFF) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }",
        SPACED_OUT,
    )
    assert page.evaluate(RUNS_OFF) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(LAID_OVER) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "template", ["pages/home.html", "pages/article.html", "pages/plan.html", "pages/help_now.html"]
)
def test_at_four_hundred_per_cent_nothing_runs_off(visitor: OpenBrowser, template: str, language: str) -> None:
    page = opened(visitor(width=320, height=256, device_scale_factor=4), template, language)
    assert page.evaluate(RUNS_OFF) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "bn"])
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_nothing_runs_off_wider_screens(visitor: OpenBrowser, template: str, language: str, width: int) -> None:
    assert opened(visitor(width=width), template, language).evaluate(RUNS_OFF) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "bn"])
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_the_largest_text_does_not_run_off_a_small_phone(visitor: OpenBrowser, template: str, language: str) -> None:
    somebody = visitor(width=320, height=640)
    choice = {"name": "strides_display", "value": "size=3.contrast=0.theme=light.saver=0", "url": somebody.origin}
    somebody.context.add_cookies([choice])
    assert opened(somebody, template, language).evaluate(RUNS_OFF) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", EVERY_TEMPLATE)
def test_main_controls_are_as_big_as_a_thumb(visitor: OpenBrowser, template: str, language: str) -> None:
    page = opened(visitor(width=390, height=844), template, language)
    assert page.evaluate(SMALL_MAIN_CONTROLS, MAIN_CONTROLS) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["pages/home.html", "pages/article.html", "pages/search/search.html"])
def test_the_frame_takes_at_most_a_third_of_the_first_screen(
    visitor: OpenBrowser, template: str, language: str
) -> None:
    page = opened(visitor(width=390, height=844), template, language)
    header = page.locator("body > header").bounding_box()
    assert header["y"] + header["height"] <= 844 / 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["pages/home.html", "pages/article.html", "pages/help_now.html"])
def test_the_keyboard_goes_through_the_page_in_reading_order(
    visitor: OpenBrowser, template: str, language: str
) -> None:
    page = opened(visitor(width=390), template, language)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().top >= 0")
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE_FOCUS_IS)
        if here is None or here["place"] in [each["place"] for each in reached]:
            break
        reached.append(here)
    places = [each["place"] for each in reached]
    assert len(places) == page.evaluate(FOCUSABLE) - 1
    assert places == sorted(places)
    assert [each["name"] for each in reached if not each["shows"]] == []


WHERE_FOCUS_IS = """() => {
    const each = document.activeElement;
    if (each === document.body) return null;
    const style = getComputedStyle(each);
    const place = [...document.querySelectorAll('*')].indexOf(each);
    const shows = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderColor !== 'transparent';
    return {place, shows, name: each.outerHTML.slice(0, 100)};
}"""
FOCUSABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility({visibilityProperty: true})).length"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skip_link_leads_to_the_words(visitor: OpenBrowser, language: str) -> None:
    page = opened(visitor(width=390), "pages/article.html", language)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


PLANTED = """<!doctype html><html lang=en><title>t</title><style>body { margin: 0 }</style><main>
    <p style="width: 500px">Runs off the screen</p>
    <p style="width: 60px; height: 20px; overflow: hidden">Cut off because the box is too small for it</p>
    <p style="margin-block-end: -30px; line-height: 40px">One line</p><p style="line-height: 40px">over another</p>
    <button style="width: 10px; height: 10px; padding: 0">x</button></main></html>"""


def test_each_of_these_measures_finds_what_is_wrong(visitor: OpenBrowser) -> None:
    page = visitor(width=320).page
    page.set_content(PLANTED)
    assert "Runs off" in page.evaluate(RUNS_OFF)[0]
    assert "Cut off" in page.evaluate(CUT_OFF)[0]
    assert page.evaluate(LAID_OVER) == ["One line over over another"]
    assert "10x10" in page.evaluate(SMALL_TARGETS)[0]
    assert "10x10" in page.evaluate(SMALL_MAIN_CONTROLS, "button")[0]
