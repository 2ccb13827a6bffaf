"""Search through HTTP: what is found, what never is, and what any typing gives."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.editions.actions import withdraw_edition
from pages.library.models import GlossaryTerm
from pages.models import ArticlePage
from pages.search import queries
from tests.addresses import reading_paths

CANARY = "canarycanary"

pytestmark = pytest.mark.usefixtures("demo_site")


def search(language: str, query: str) -> BeautifulSoup:
    response = Client().get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found(language: str, query: str) -> list[str]:
    return [link["href"] for link in search(language, query).select(".search-result a")]


@pytest.fixture
def knee() -> ArticlePage:
    return ArticlePage.objects.get(slug="knee-pain")


@pytest.mark.parametrize(
    ("language", "query", "path"),
    [
        ("en", "knee", "/en/read/knee-pain/"),
        ("en", "KNEE Pain", "/en/read/knee-pain/"),
        ("en", "bad back", "/en/read/low-back-pain/"),
        ("en", "my bad back", "/en/read/low-back-pain/"),
        ("en", "MRI", "/en/read/do-i-need-a-scan/"),
        ("en", "sciatica", "/en/words/#word-sciatica"),
        ("pl", "kolano", "/pl/body/knee/"),
        ("ur", "گھٹنے", "/ur/body/knee/"),
        ("bn", "হাঁটু", "/bn/body/knee/"),
        ("cy", "pen-glin", "/cy/body/knee/"),
    ],
)
def test_people_find_pages_by_their_own_words(language: str, query: str, path: str) -> None:
    assert path in found(language, query)


def test_english_pages_follow_when_a_language_has_few(knee: ArticlePage) -> None:
    soup = search("ur", "knee")
    assert soup.html["lang"] == "ur"
    english = soup.find("a", href="/ur/read/knee-pain/").find_parent("article")
    assert (english["lang"], english["dir"]) == ("en", "ltr")
    assert knee.heading_en in english.get_text()


def test_the_page_says_how_many_were_found() -> None:
    soup = search("en", "knee")
    count = len(soup.select(".search-result"))
    assert f"{count} pages found" in soup.get_text()


def test_a_search_without_results_offers_ways_on() -> None:
    soup = search("en", "zebra")
    links = {link["href"] for link in soup.select("main a")}
    assert "No page found for “zebra”" in soup.get_text()
    assert {"/en/body/knee/", "/en/help-now/"} <= links


def test_the_results_are_at_most_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_RESULTS", 4)
    soup = search("en", "pain")
    assert len(soup.select(".search-result")) == 4
    assert "There may be more" in soup.get_text()


@pytest.mark.parametrize(
    ("language", "query", "path"),
    [
        ("en", "numb", "/en/help-now/back/"),
        ("en", "numbness in my bottom", "/en/help-now/back/"),
        ("en", "chest pain", "/en/help-now/"),
        ("en", "i can't hold my pee", "/en/help-now/back/"),
        ("en", "hot swollen joint and fever", "/en/help-now/hot-joint/"),
        ("ur", "پیشاب", "/ur/help-now/back/"),
        ("ur", "numb", "/ur/help-now/back/"),
        ("pl", "drętwienie", "/pl/help-now/back/"),
    ],
)
def test_a_typed_warning_sign_shows_help_first(language: str, query: str, path: str) -> None:
    soup = search(language, query)
    panel = soup.select_one("main .panel--help")
    assert path in [link["href"] for link in panel.select("a")]
    assert not panel.find_previous(class_="search-result")


@pytest.mark.parametrize("query", ["knee pain", "low back pain", "do i need a scan", "dog", "hip", "exercise", "work"])
def test_an_everyday_search_does_not_frighten(query: str) -> None:
    assert search("en", query).select_one("main .panel--help") is None


def test_no_draft_is_found(knee: ArticlePage, dai: object) -> None:
    knee.heading_en = knee.heading_pl = f"{CANARY} knee"
    knee.save_revision(user=dai)
    assert found("en", CANARY) == found("pl", CANARY) == []


def test_nothing_withdrawn_is_found(knee: ArticlePage, dai: object, republish: Callable[..., None]) -> None:
    republish(knee, heading_ur=f"{CANARY} گھٹنا")
    assert found("ur", CANARY) == ["/ur/read/knee-pain/"]
    assert found("en", CANARY) == [], "another language's words are not found"
    withdraw_edition(by=dai, content=knee, language="ur")
    assert found("ur", CANARY) == []


def test_nothing_unpublished_is_found(knee: ArticlePage, republish: Callable[..., None]) -> None:
    republish(knee, heading_en=f"{CANARY} knee")
    assert found("en", CANARY) == ["/en/read/knee-pain/"]
    ArticlePage.objects.get(pk=knee.pk).unpublish()
    assert found("en", CANARY) == []


@pytest.mark.parametrize("above", [False, True], ids=["the page", "the page above"])
def test_nothing_private_is_found_listed_or_mapped(
    knee: ArticlePage, republish: Callable[..., None], above: bool
) -> None:
    republish(knee, heading_en=f"{CANARY} knee")
    closed = knee.get_parent() if above else knee
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    paths = ["search/?q=" + CANARY, "read/", "body/knee/", "", "help-now/"]
    for path in [f"/en/{path}" for path in paths] + ["/sitemap.xml", "/sw.js"]:
        body = Client().get(path).content.decode()
        assert f"{CANARY} knee" not in body, path
        assert "/read/knee-pain/" not in body, path


def test_nothing_of_the_demo_is_found_once_it_is_off(settings: object) -> None:
    settings.DEMO = False
    assert found("en", "knee") == []


def test_a_glossary_term_that_is_not_live_is_not_found() -> None:
    GlossaryTerm.objects.get(code="sciatica").unpublish()
    assert "/en/words/#word-sciatica" not in found("en", "sciatica")


ODD = [
    "",
    " ",
    "*",
    '"',
    '"knee',
    "knee*",
    "NEAR(knee pain, 2)",
    "knee OR",
    "AND NOT",
    "heading:knee",
    "(",
    "'; DROP TABLE editions_edition; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%",
    "_",
    "\\",
    "&|!:*",
    "😀",
    "\u202eknee",
    "\u200f",
    "kn\x00ee",
    "\ud800",
    "ا" * 200,
    "knee " * 100,
    "k" * 5_000,
]


@pytest.mark.parametrize("query", ODD, ids=[f"odd-{number}" for number in range(len(ODD))])
def test_whatever_is_typed_gives_a_page(query: str) -> None:
    text = query.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for language in ("en", "ur"):
        response = Client().get(f"/{language}/search/", {"q": text})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
        assert b"<h1>" in response.content


def test_a_megabyte_is_cut_kindly() -> None:
    response = Client().get("/en/search/", {"q": "knee " * 200_000})
    assert response.status_code == 200
    assert "the first 200 letters" in response.content.decode()
    assert len(response.content) < 40_000


def test_a_word_typed_twice_is_searched_once() -> None:
    response = Client().get("/en/search/?q=dog&q=knee&junk=1")
    assert response.status_code == 200
    assert b"/en/read/knee-pain/" in response.content


def test_search_pages_stay_out_of_search_engines_and_caches() -> None:
    response = Client().get("/en/search/", {"q": "knee"})
    assert b'<meta name="robots" content="noindex">' in response.content
    assert "no-cache" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers


def test_search_takes_no_post() -> None:
    assert Client().post("/en/search/", {"q": "knee"}).status_code == 405


def test_the_words_go_along_when_a_person_changes_the_language() -> None:
    assert "/ur/search/?q=knee" in [link["href"] for link in search("en", "knee").select("a[hreflang]")]


class TestSearchEngines:
    def test_the_map_has_every_live_language_of_each_page_and_no_fallback(self, knee: ArticlePage) -> None:
        body = Client().get("/sitemap.xml").content.decode()
        mapped = set(re.findall(r"<loc>http://testserver([^<]+)</loc>", body))
        assert {"/en/", "/ur/", "/en/read/knee-pain/", "/ur/read/knee-pain/"} <= mapped
        assert "/ur/read/do-i-need-a-scan/" not in mapped
        parts = ("/print/", "/listen/", "/work/", "/plan/")  # of a page that is on the map
        pages = {f"/en/{path}" for path in reading_paths() if not any(part in path for part in parts)}
        assert {path for path in mapped if path.startswith("/en/")} == pages

    def test_every_mapped_page_opens_and_says_the_same_of_itself(self) -> None:
        body = Client().get("/sitemap.xml").content.decode()
        for address in re.findall(r"<loc>http://testserver([^<]+)</loc>", body):
            if not address.startswith(("/en/", "/ur/")):
                continue
            head = BeautifulSoup(Client().get(address).content, "html.parser").head
            assert head.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"
            assert head.select_one("meta[name=robots]") is None
            alternates = {link["hreflang"] for link in head.select("link[rel=alternate]")}
            entry = body[body.index(f"<loc>http://testserver{address}</loc>") :].split("</url>")[0]
            assert alternates == set(re.findall(r'hreflang="([^"]+)"', entry)), address

    def test_a_page_that_fell_back_points_at_the_english(self) -> None:
        head = BeautifulSoup(Client().get("/ur/read/do-i-need-a-scan/").content, "html.parser").head
        assert head.select_one("link[rel=canonical]")["href"] == "http://testserver/en/read/do-i-need-a-scan/"
        assert head.select_one("meta[name=robots]")["content"] == "noindex"
        assert {link["hreflang"] for link in head.select("link[rel=alternate]")} == {"en", "x-default"}

    def test_robots_may_read_what_people_may(self) -> None:
        body = Client().get("/robots.txt").content.decode()
        assert "Disallow: /cms/" in body
        assert "Sitemap: http://testserver/sitemap.xml" in body
        assert "Disallow: /\n" not in body


class TestTheWayIn:
    @pytest.mark.parametrize(
        ("cookie", "header", "language"),
        [
            ("", "", "en"),
            ("", "ur-PK,en;q=0.5", "ur"),
            ("", "fr,de", "en"),
            ("pl", "ur", "pl"),
            ("xx", "cy", "cy"),
            ("../evil", "\x00;q=,,,", "en"),
        ],
    )
    @pytest.mark.parametrize("path", ["", "help-now/"])
    def test_leads_to_the_language_of_the_person(self, cookie: str, header: str, language: str, path: str) -> None:
        client = Client()
        if cookie:
            client.cookies["strides_language"] = cookie
        response = client.get(f"/{path}", headers={"accept-language": header})
        assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/{path}")
        assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))
        assert not response.cookies

    def test_the_language_of_the_last_page_is_the_way_in(self) -> None:
        client = Client()
        client.get("/bn/read/")
        assert client.get("/").headers["Location"] == "/bn/"
