"""What a browser measures on a page as it stands: scripts that give the first few things that are wrong."""

from typing import Final

from playwright.sync_api import Page

SPACED_OUT: Final = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p, li, dd { margin-block-end: 2em !important; }
"""

RUNS_OFF: Final = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth + 1;
    const scrolls = each => each.closest('[role=region][tabindex="0"]');
    const out = [...document.body.querySelectorAll('*')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(each)
            && getComputedStyle(each).position !== 'absolute';
    });
    return wide ? out.slice(0, 5).map(each => each.outerHTML.slice(0, 120)) : [];
}"""
CUT_OFF: Final = """() => [...document.body.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each), clips = v => v === 'hidden' || v === 'clip';
    const seen = each.clientWidth > 1 && each.clientHeight > 1 && each.textContent.trim();
    return seen && ((clips(style.overflowY) && each.scrollHeight > each.clientHeight + 1)
        || (clips(style.overflowX) && each.scrollWidth > each.clientWidth + 1));
}).map(each => each.outerHTML.slice(0, 120))"""
LAID_OVER: Final = """() => {
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
REACH: Final = """
const reach = each => {
    const after = getComputedStyle(each, '::after'), own = each.getBoundingClientRect();
    const covers = after.content !== 'none' && after.position === 'absolute' && after.inset === '0px';
    const holder = covers ? each.offsetParent : each.labels && each.labels[0];
    const box = holder ? holder.getBoundingClientRect() : own;
    return {width: Math.max(own.width, box.width), height: Math.max(own.height, box.height)};
};
const told = (each, box) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`;
"""
SMALL_TARGETS: Final = f"""() => {{ {REACH}
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
SMALL_MAIN_CONTROLS: Final = f"""selector => {{ {REACH}
    return [...document.querySelectorAll(selector)]
        .filter(each => each.checkVisibility() && each.type !== 'hidden').map(each => [each, reach(each)])
        .filter(([each, box]) => box.height < 43.5).map(([each, box]) => told(each, box));
}}"""
MAIN_CONTROLS: Final = (
    ".help-bar a, .navigation a, .header a, .task-card a, .door a, .nhsuk-button, .signs__call, .call, main input"
)


def space_out(page: Page) -> None:
    """More room between lines, letters, words and paragraphs, as a reader may set it for any page (WCAG 1.4.12)."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }",
        SPACED_OUT,
    )
