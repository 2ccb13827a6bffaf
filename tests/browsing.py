"""Real Chromium on the real site: one browser and one server for each test process, a fresh visitor for each test.

Who only looks at pages asks for ``reader``: a visitor who is kept, and forgets everything between two tests. A page
opens three times as quickly in a browser that has opened others.

The server runs in this process, on the test's own database connection and inside its transaction: what the test
writes, the browser sees, and nothing of it is left. Requests are answered one after another.

A browser is at the new address before the page is there: who presses what leads on uses ``follow``, or waits for what
should stand on the new page (``expect``). ``STRIDES_SLOW_LINE=0.25 pytest -m browser`` holds every page back, a quarter
of a second before its first lines and again after them: a test that looks too early fails then each time, and not once
in a hundred times.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.http import HttpResponse
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from pages.models import HomePage
from portal.accounts.models import User
from tests.cast import sign_in

CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS: Final = 30_000
SLOW_LINE_SECONDS: Final = float(os.environ.get("STRIDES_SLOW_LINE", "0"))
FIRST_LINES_BYTES: Final = 600
AXE: Final = django_settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class OnOurConnection:
    """The site as a WSGI application that answers on the test's connection, and commits as far as a test can."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.shared = connections["default"]
        self.lock = threading.Lock()
        self.is_open = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        with self.lock:
            if not self.is_open:  # the test is over, and with it its transaction
                start_response("503 Service Unavailable", [])
                return [b""]
            connections["default"] = self.shared
            waiting = len(self.shared.run_on_commit)
            response = self.handler(environ, start_response)
            for _savepoints, act, _robust in self.shared.run_on_commit[waiting:]:
                act()
            del self.shared.run_on_commit[waiting:]
            is_page = isinstance(response, HttpResponse) and "text/html" in response.get("Content-Type", "")
            return held_back(response) if SLOW_LINE_SECONDS and is_page else response

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Answer for the length of one test; whoever leaves waits for the answer in hand."""
        self.is_open = True
        try:
            yield
        finally:
            with self.lock:
                self.is_open = False


def held_back(response: Any) -> Iterator[bytes]:
    """The answer as a slow line brings it: its first lines, and the rest later."""
    try:
        whole = b"".join(response)
    finally:
        response.close()
    time.sleep(SLOW_LINE_SECONDS)
    yield whole[:FIRST_LINES_BYTES]
    if whole[FIRST_LINES_BYTES:]:
        time.sleep(SLOW_LINE_SECONDS)
        yield whole[FIRST_LINES_BYTES:]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[ThreadedWSGIServer]:
    """The one server of this process. It answers while a test has it open.

    The connection stays shared to the end: when the last test is over, a thread may still be closing its answer.
    """
    connections["default"].inc_thread_sharing()
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(OnOurConnection())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(server: ThreadedWSGIServer, db: None) -> Iterator[str]:
    """The origin of the site on loopback, such as ``http://localhost:40123``."""
    with server.get_app().opened():
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for all tests of this process.

    Playwright leaves an event loop running in this thread. Django would refuse every query made beside it, and open
    a database connection of its own for it: it is told that this is the same thread as before.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    ours = connections["default"]
    with sync_playwright() as playwright:
        connections["default"] = ours
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own: no cookies, nothing cached. ``faults`` is what went wrong so far."""

    origin: str
    context: BrowserContext
    page: Page
    expected: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site; gives the page, loaded."""
        self.page.goto(self.origin + path)
        return self.page

    @property
    def path(self) -> str:
        """Where the visitor is, without the origin."""
        return self.page.url.removeprefix(self.origin)

    def expects(self, *statuses: int) -> None:
        """Answers of these statuses are no fault."""
        self.expected.update(statuses)

    def watch(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the visitor went on to another page before this had come
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _heard(self, message: ConsoleMessage) -> None:
        is_expected = any(f"status of {status}" in message.text for status in self.expected)
        if message.type == "error" and not is_expected:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.faults.append(f"asked another site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.url}")

    def look(self, *, width: int, height: int = 844, theme: Literal["light", "dark"] = "light") -> Page:
        """The page that is open, on a screen of this size and on a device that prefers this theme."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=theme)
        return self.page

    def forget(self) -> None:
        """Leave the site and keep nothing of it but its files: no cookies, nothing stored, no faults."""
        if self.page.url.startswith(self.origin):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.expected, self.faults, self.requests = set(), [], []


type OpenBrowser = Callable[..., Visitor]


@pytest.fixture(scope="session")
def kept_browser(chromium: Browser, server: ThreadedWSGIServer) -> Iterator[Visitor]:
    """The one browser of this process that stays open; tests ask for ``reader``."""
    context = chromium.new_context(service_workers="block", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    somebody = Visitor(f"http://localhost:{server.server_port}", context, context.new_page())
    somebody.watch()
    yield somebody
    context.close()


@pytest.fixture
def reader(kept_browser: Visitor, served: str, demo_site: HomePage) -> Iterator[Visitor]:
    """Somebody who reads on a small phone, for tests that open a page and look. What goes wrong fails the test.

    Tests of the keyboard ask for ``visitor``: where its focus was before is nothing that a browser forgets.
    """
    kept_browser.look(width=320, height=640)
    yield kept_browser
    faults = list(kept_browser.faults)
    kept_browser.forget()
    assert "\n".join(faults) == ""


@pytest.fixture
def visitor(chromium: Browser, served: str, demo_site: HomePage) -> Iterator[OpenBrowser]:
    """Open a browser: ``visitor(width=320, script=False)``. What goes wrong in it fails the test at its end.

    script: whether JavaScript runs. theme: what the device prefers. staff: a person of the cast, signed in.
    keeps_offline: whether service workers may run. Other options are those of Playwright's ``new_context``.
    """
    opened: list[Visitor] = []

    def open_browser(
        *,
        width: int = 390,
        height: int = 844,
        script: bool = True,
        theme: Literal["light", "dark"] = "light",
        staff: User | None = None,
        keeps_offline: bool = False,
        **options: Any,
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=theme,
            service_workers="allow" if keeps_offline else "block",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        if staff:
            context.add_cookies([{"name": "sessionid", "value": session_of(staff), "url": served}])
        somebody = Visitor(served, context, context.new_page())
        somebody.watch()
        opened.append(somebody)
        return somebody

    yield open_browser
    faults = [fault for somebody in opened for fault in somebody.faults]
    for somebody in opened:
        somebody.context.close()
    assert "\n".join(faults) == ""


def session_of(person: User) -> str:
    """The session cookie of somebody who has just signed in, with both steps if they work here."""
    from django.test import Client

    return sign_in(Client(), person).cookies["sessionid"].value


def follow(pressed: Locator) -> Page:
    """Press what leads to another page; gives that page when it has come whole.

    Not for what a script puts into the page in place of another: wait there for what should be seen.
    """
    with pressed.page.expect_navigation():
        pressed.click()
    return pressed.page


def until(page: Page, holds: str) -> None:
    """Wait until an expression or function of the page says yes. (Playwright's own waiting looks again by a way that
    our pages do not allow.)"""
    for _ in range(PATIENCE_MS // 100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"It never came to this: {holds}")


def axe_faults(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong with the page as it stands: one line for each rule, with the first elements it means.

    rules: the only ones to look at, by axe's names; all that we hold to when none is given.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": AXE_TAGS}
    found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    return [
        f"{page.url} {rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


def open_everything(page: Page) -> None:
    """What is folded away is part of the page."""
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
