"""Nothing stands between a person and help: no page asks for something to be done first, and help is always in sight.

A crawler opens every address: those of the URL table, every live page, and every link found on the way. It reports
whatever keeps a reader out, and every page on which help is not where it is on all others. Gates put in on purpose
show that it would report them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.test import Client

from modules.learning.models import LessonPage
from pages.models import HomePage
from portal.http import ANYONE
from portal.management.commands.routes import routes
from tests.addresses import reading_paths
from tests.cast import sign_in

# Redirects that ask nothing of anybody: where they lead from, where to, and why.
SENT_ON = {
    ("/", "/en/"): "the language of the visitor",
    ("/help-now/", "/en/help-now/"): "the language of the visitor",
    ("/{language}/_util/login/", "/{language}/sign-in/"): "Wagtail's own sign-in page gives way to ours",
    ("/{language}/sign-in/", "/{language}/me/"): "somebody signed in has no need of it",
    ("/{language}/sign-in/here/", "/{language}/sign-in/"): "one tap on a phone that is known: a form sends it",
    ("/{language}/join/card/pin/", "/{language}/join/card/"): "the second page of a form whose first was not sent",
    ("/{language}/me/", "/{language}/sign-in/"): "a person's own page",
    ("/{language}/ask/clear/", "/{language}/ask/"): "one press on a face under a page: a form sends it",
    ("/{language}/sign-in/code/", "/{language}/sign-in/"): "the second page of a form whose first was not sent",
    ("/{language}/sign-in/second-step/", "/{language}/sign-in/"): "a later page of the same form",
    ("/{language}/sign-in/second-step/set-up/", "/{language}/sign-in/"): "a later page of the same form",
}
WORKSHOP = "/design/"  # the gallery of components: its frame is drawn from examples, with an example's number
DOORS_OF_STAFF = ("/cms/", "/django-admin/")
WITHOUT_HELP_BAR = {"/livez", "/readyz", "/robots.txt", "/sitemap.xml", "/sw.js"}  # read by machines
PAGES_THAT_ARE_HELP = ("/help-now/", "/offline/")
NOT_HERE = "not-here/"
WHERE_FROM = {"next", "page"}  # parameters that say which page somebody came from: the page they are given to is one
PARTS_OF_PAGES = ("/learn/carry-on/part/",)  # put by a script beside a page that has help; empty for somebody new


@dataclass
class Crawl:
    """One visit of every address in some languages. ``problems`` says what kept the reader out, or hid help."""

    client: Client
    languages: tuple[str, ...]
    visited: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)

    def visit(self, addresses: Iterable[str]) -> "Crawl":
        waiting = list(addresses)
        while waiting:
            address = waiting.pop(0)
            if address not in self.visited and same_for_all(address) not in self.seen:
                self.visited.add(address)
                self.seen.add(same_for_all(address))
                waiting += self.look_at(address)
        return self

    def look_at(self, address: str) -> list[str]:
        """Open one address, note what is wrong, give the links on it."""
        response = self.client.get(address)
        path = urlsplit(address).path
        if response.status_code in {301, 302, 303, 307, 308}:
            return self.sent_on(path, response["Location"])
        if path.endswith(PARTS_OF_PAGES) and response.status_code == 204:
            return []
        wanted = 404 if path.endswith(NOT_HERE) else 200
        if response.status_code != wanted:
            self.problems.append(f"{address} answers {response.status_code}")
        if not response["Content-Type"].startswith("text/html") or path in WITHOUT_HELP_BAR:
            return []
        soup = BeautifulSoup(response.content, "html.parser")
        self.problems += [f"{address}: {fault}" for fault in [*hidden_help(soup, path), *hidden_way_past(soup)]]
        heading = soup.h1.get_text(strip=True) if soup.h1 else ""
        if self.headings.get(path, heading) != heading:
            self.problems.append(f"{address} shows “{heading}” instead of its own page")
        return self.links(soup, address)

    def sent_on(self, path: str, target: str) -> list[str]:
        if path.startswith(DOORS_OF_STAFF):
            return []
        language = path.split("/")[1]
        target_path = urlsplit(target).path
        known = {(start.format(language=language), end.format(language=language)) for start, end in SENT_ON}
        if (path, target_path) not in known and not self.is_staff_page(path, target_path):
            self.problems.append(f"{path} sends the reader to {target} first")
        return [target_path]

    def is_staff_page(self, path: str, target: str) -> bool:
        return path.split("/")[2:3] == ["staff"] and target.endswith("/sign-in/")

    def links(self, soup: BeautifulSoup, address: str) -> list[str]:
        written = [a["href"] for a in soup.select("a[href]")]
        written += [form.get("action") or address for form in soup.select("form") if form.get("method", "get") == "get"]
        own = [urldefrag(urljoin(address, each)).url for each in written if not each.startswith(("tel:", "http", "#"))]
        return [each for each in own if self.is_in_reach(each)]

    def is_in_reach(self, address: str) -> bool:
        language = address.split("/")[1]
        return len(language) > 3 or language in self.languages


def same_for_all(address: str) -> str:
    """An address without the name of the page somebody came from."""
    path, _, query = address.partition("?")
    fields = [(name, "" if name in WHERE_FROM else value) for name, value in parse_qsl(query, keep_blank_values=True)]
    return f"{path}?{urlencode(fields)}"


def hidden_help(soup: BeautifulSoup, path: str) -> list[str]:
    """What is wrong with the way to help on this page; nothing when it is where it always is."""
    if any(place in path for place in PAGES_THAT_ARE_HELP):
        return hidden_call(soup)
    if path == WORKSHOP:
        return []
    bar = soup.select_one("body > header > nav.help-bar")
    if bar is None:
        return ["no help bar in the header"]
    places = [place for place in bar.select("li") if isinstance(place, Tag)]
    faults = []
    if bar.find_next_sibling() is not None:
        faults.append("the help bar is not the last thing in the header")
    ways = [place.a["href"] if place.a else "" for place in places]
    if len(places) != 3 or not ways[0].endswith("/help-now/"):
        faults.append("“Get help now” is not first in the help bar")
    elif not ways[1].endswith("/ask/call/"):
        faults.append("“Ask us to call you” is not second in the help bar")
    elif "00000 000000" not in places[2].get_text():
        faults.append("the phone number is not third in the help bar")
    return faults


def hidden_way_past(soup: BeautifulSoup) -> list[str]:
    """What keeps a reader in a step of a lesson; nothing on a page that is none, such as the end of one."""
    if soup.select_one("#step form[data-step]") is None:
        return []
    line = soup.select_one("#step > aside.skip-line")
    if line is None:
        return ["no way past the step"]
    language = soup.html["lang"]
    ways = [link["href"] for link in line.select("a")]
    faults = [] if ways[:1] and ways[0].startswith(f"/{language}/") else ["“Skip this” is not first"]
    faults += [] if any(way.startswith(f"/{language}/help-now/") for way in ways[1:2]) else ["no help now second"]
    return faults + ([] if f"/{language}/ask/call/" in ways[2:3] else ["no way to ask for a call third"])


def hidden_call(soup: BeautifulSoup) -> list[str]:
    """The help-now pages are help: they must say which number to call, and ours, and lead on without a script."""
    faults = [] if soup.select('main a[href^="tel:"]') else ["no number to call"]
    return faults + ([] if "00000 000000" in soup.main.get_text() else ["our own number is missing"])


def starting_points(languages: tuple[str, ...]) -> list[str]:
    """Every address without a part to fill in, of the URL table and of the page tree, and one that is not there."""
    of_table = [f"/{route.pattern}" for route in routes() if route.who == (ANYONE,)]
    plain = [
        address
        for address in of_table
        if not any(mark in address for mark in ("(", "<int", "<slug", "<uuid", "<str", "\\", "^"))
    ]
    addresses = [
        address.replace("<lang>", language) for address in plain for language in languages if "$" not in address
    ]
    below = ["", *reading_paths(), NOT_HERE]
    return [*dict.fromkeys([*addresses, *(f"/{language}/{path}" for language in languages for path in below)])]


def crawled(client: Client, *languages: str) -> Crawl:
    return Crawl(client, languages).visit(starting_points(languages))


def lesson_steps() -> list[str]:
    """The path of every step of every lesson below the language, and of the end of each."""
    found = []
    for page in LessonPage.objects.all():
        below = f"learn/{page.slug}/"
        found += [*(f"{below}{step.slug}/" for step in page.steps.all()), f"{below}print/"]
    return found


def page_headings(client: Client) -> dict[str, str]:
    """The first heading of some English pages as they stand without a gate."""
    soups = {path: BeautifulSoup(client.get(path).content, "html.parser") for path in NEAR_THE_GATE}
    return {path: soup.h1.get_text(strip=True) for path, soup in soups.items()}


@pytest.mark.slow
def test_a_stranger_reaches_everything_and_help_is_always_in_the_same_place(
    client: Client, demo_site: HomePage
) -> None:
    crawl = crawled(client, "en", "ur")
    assert "\n".join(crawl.problems) == ""
    assert {f"/{language}/{path}" for language in ("en", "ur") for path in reading_paths()} <= crawl.visited
    assert {"/en/not-here/", "/ur/sign-in/", "/en/display/", "/en/search/"} <= crawl.visited
    assert {f"/{language}/{step}" for language in ("en", "ur") for step in lesson_steps()} <= crawl.visited


@pytest.mark.slow
def test_somebody_signed_in_who_has_done_nothing_reaches_everything(
    client: Client, demo_site: HomePage, amira: object
) -> None:
    """In one language: the account decides what is shown, and a stranger has seen both."""
    assert "\n".join(crawled(sign_in(client, amira), "ur").problems) == ""


def test_errors_show_help_in_the_same_place(demo_site: HomePage, client: Client) -> None:
    forged = Client(enforce_csrf_checks=True).post("/en/display/", {"size": "2"})
    assert forged.status_code == 403
    assert hidden_help(BeautifulSoup(forged.content, "html.parser"), "/en/display/") == []


def test_a_fault_of_ours_shows_help_in_the_same_place(
    demo_site: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(HomePage, "get_context", broken)
    client.raise_request_exception = False
    response = client.get("/ur/")
    assert response.status_code == 500
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == "ur"
    assert hidden_help(soup, "/ur/") == []


# Gates put in on purpose


def on_article(request: HttpRequest) -> bool:
    return "/read/knee-pain" in request.path


def sends_away(request: HttpRequest) -> HttpResponse | None:
    return HttpResponseRedirect("/en/about/") if on_article(request) else None


def forbids(request: HttpRequest) -> HttpResponse | None:
    return HttpResponseForbidden() if on_article(request) else None


def asks_for_sign_in(request: HttpRequest) -> HttpResponse | None:
    return HttpResponseRedirect(f"/en/sign-in/?next={request.path}") if on_article(request) else None


def says_no_such_page(request: HttpRequest) -> HttpResponse | None:
    return HttpResponse(status=404) if on_article(request) else None


def shows_a_form_instead(request: HttpRequest) -> HttpResponse | None:
    words = "<h1>First, rate your confidence</h1><form method=post></form>"
    return HttpResponse(words) if on_article(request) else None


Gate = Callable[[HttpRequest], HttpResponse | None]
NEAR_THE_GATE = ["/en/", "/en/read/", "/en/read/knee-pain/", "/en/body/knee/", "/en/help-now/", "/en/about/"]
GATES: list[Gate] = [sends_away, forbids, asks_for_sign_in, says_no_such_page, shows_a_form_instead]


@pytest.mark.parametrize("gate", GATES)
def test_the_crawler_reports_a_gate(
    gate: Gate, client: Client, demo_site: HomePage, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    headings = page_headings(client)

    def gated(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
        return lambda request: gate(request) or get_response(request)

    monkeypatch.setattr("portal.views.gated", gated, raising=False)
    settings.MIDDLEWARE = ["portal.views.gated", *settings.MIDDLEWARE]
    crawl = Crawl(Client(), ("en",), headings=headings)
    found = [crawl.look_at(address) for address in NEAR_THE_GATE]
    assert any("/en/read/knee-pain/" in links for links in found)  # so that a crawl would come here
    assert crawl.problems
    assert [problem for problem in crawl.problems if "/read/knee-pain/" not in problem] == []


def test_the_crawler_reports_a_page_without_the_way_to_help(client: Client, demo_site: HomePage) -> None:
    soup = BeautifulSoup(client.get("/en/read/knee-pain/").content, "html.parser")
    soup.select_one("nav.help-bar li").decompose()
    assert hidden_help(soup, "/en/read/knee-pain/") == ["“Get help now” is not first in the help bar"]


def test_the_crawler_reports_a_step_without_a_way_past_it(client: Client, demo_site: HomePage) -> None:
    page = client.get("/en/learn/do-i-need-a-scan/what-scans-show/").content
    assert hidden_way_past(BeautifulSoup(page, "html.parser")) == []
    for place, fault in enumerate(["“Skip this” is not first", "no help now second", "no way to ask for a call third"]):
        soup = BeautifulSoup(page, "html.parser")
        soup.select("aside.skip-line a")[place]["href"] = "/elsewhere/"
        assert hidden_way_past(soup) == [fault]
    soup.select_one("aside.skip-line").decompose()
    assert hidden_way_past(soup) == ["no way past the step"]
