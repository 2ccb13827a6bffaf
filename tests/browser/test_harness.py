"""The browser that other tests lean on: it sees the site, and it reports what goes wrong."""

import pytest
from playwright.sync_api import expect

from tests.browsing import OpenBrowser, axe_faults

pytestmark = pytest.mark.browser


def test_a_visitor_sees_the_site_and_what_the_test_has_written(visitor: OpenBrowser, demo_site: object) -> None:
    somebody = visitor()
    page = somebody.open("/en/")
    expect(page.locator("h1")).to_have_text(demo_site.heading_en)


def test_script_runs_only_where_it_is_on(visitor: OpenBrowser) -> None:
    for script in (True, False):
        page = visitor(script=script).page
        page.set_content("<p id=a>off</p><script>document.getElementById('a').textContent = 'on'</script>")
        expect(page.locator("#a")).to_have_text("on" if script else "off")


def test_a_missing_file_a_broken_script_and_another_site_are_faults(visitor: OpenBrowser) -> None:
    somebody = visitor()
    page = somebody.open("/en/")
    page.evaluate("() => fetch('/static/not-there.css')")
    page.evaluate("() => { setTimeout(() => { throw new Error('broken') }) }")
    page.evaluate("() => { document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:1/dot.png'})) }")
    page.wait_for_timeout(200)
    seen = "\n".join(somebody.faults)
    somebody.faults.clear()
    assert "404" in seen
    assert "broken" in seen
    assert "asked another site" in seen
    assert "Content Security Policy" in seen


def test_axe_finds_a_picture_without_words(visitor: OpenBrowser) -> None:
    page = visitor().page
    page.set_content("<html lang=en><title>t</title><main><h1>t</h1><img src='data:,'></main>")
    assert any("image-alt" in fault for fault in axe_faults(page))
