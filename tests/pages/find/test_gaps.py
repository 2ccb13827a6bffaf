"""What people look for in vain is counted, and nobody's words are kept."""

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError
from django.test import Client

from pages.cache.queries import content_version
from pages.search import actions
from pages.search.actions import KEPT_DAYS, OTHERS, count_words
from pages.search.models import Gap
from pages.search.rules import countable, named_area
from portal import clock
from tests.cast import sign_in

REPORT = "/en/staff/reports/gaps/"


def table(client: Client, key: str) -> list[list[str]]:
    page = BeautifulSoup(client.get(REPORT).content, "html.parser")
    rows = page.select(f"[aria-labelledby={key}] tbody tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Tai  CHI", "chi tai"),
        ("chi tai", "chi tai"),
        ("knee zumba class hall", "class hall knee zumba"),
        ("07700 900123", ""),
        ("born 3 May 1960", ""),
        ("amira@example.org", ""),
        ("www.example.org", ""),
        ("my husband John Smith hurts me", ""),
        ("x" * 25, ""),
        ("", ""),
        ("؟ !", ""),
        ("گھٹنے کا درد", "درد کا گھٹنے"),
    ],
)
def test_only_a_few_plain_words_may_be_counted(typed: str, counted: str) -> None:
    assert countable(typed) == counted


def test_the_part_of_the_body_is_known_by_its_words() -> None:
    areas = {"back": "Back", "knee": "Knee", "hand": "Wrist and hand"}
    assert named_area(["zumba", "knees"], areas) == "knee"
    assert named_area(["zumba"], areas) == ""


def test_words_are_kept_only_when_the_same_were_typed_five_times(client: Client, demo_site: object) -> None:
    for _time in range(4):
        assert client.get("/en/search/?q=zumba+xylophone").status_code == 200
    row = Gap.objects.get()
    assert (row.count, row.words, row.language) == (4, "", "en")
    assert "zumba" not in row.mark
    client.get("/en/search/?q=Xylophone+ZUMBA")
    row.refresh_from_db()
    assert (row.count, row.words) == (5, "xylophone zumba")


def test_words_typed_over_several_days_are_counted_together_and_by_day(db: None) -> None:
    first = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
    for number in range(5):
        count_words(text="zumba", language="en", area="", now=first + datetime.timedelta(days=number))
    assert [row.words for row in Gap.objects.all()] == ["zumba"] * 5
    later = first + datetime.timedelta(days=60)
    count_words(text="zumba", language="en", area="", now=later)
    assert Gap.objects.get(day=later.date()).words == ""


def test_another_language_is_another_word(db: None) -> None:
    for language in ("en", "pl"):
        count_words(text="zumba", language=language, area="", now=clock.now())
    assert Gap.objects.values("mark").distinct().count() == 2


def test_what_must_not_be_kept_is_counted_with_all_others(client: Client, demo_site: object) -> None:
    for typed in ("0161+496+0000+xq", "xq@xr.xs", "xq+xr+xs+xt+xu"):
        client.get(f"/en/search/?q={typed}")
    row = Gap.objects.get()
    assert (row.mark, row.words, row.count) == (OTHERS, "", 3)


def test_a_search_that_finds_something_or_asks_nothing_is_not_counted(client: Client, demo_site: object) -> None:
    for query in ("?q=knee", "?q=", "", "?q=+"):
        client.get(f"/en/search/{query}")
    client.head("/en/search/?q=zumba+xylophone")
    assert not Gap.objects.exists()


def test_choices_that_fit_no_place_are_counted_by_need_and_language(client: Client, demo_site: object) -> None:
    for _time in range(6):
        client.get("/ur/find/?need=food&spoken=so&who=men&step-free=yes")
    row = Gap.objects.get()
    assert (row.count, row.need, row.spoken, row.language, row.words) == (6, "food", "so", "ur", "")


def test_counting_leaves_kept_pages_alone(client: Client, demo_site: object) -> None:
    before = content_version()
    client.get("/en/search/?q=zumba+xylophone")
    assert Gap.objects.count() == 1
    assert content_version() == before


def test_a_day_takes_only_so_many_different_searches(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_MARKS_A_DAY", 3)
    now = clock.now()
    for word in ("a", "b", "c", "d", "e"):
        count_words(text=word, language="en", area="", now=now)
    assert Gap.objects.count() == 4
    assert Gap.objects.get(mark=OTHERS).count == 2


def test_old_counts_are_thrown_away(db: None) -> None:
    now = clock.now()
    count_words(text="zumba", language="en", area="", now=now - datetime.timedelta(days=KEPT_DAYS + 1))
    count_words(text="zumba", language="en", area="", now=now)
    assert [row.count for row in Gap.objects.all()] == [1]


def test_a_database_that_cannot_count_is_not_in_the_way(
    client: Client, demo_site: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(actions, "_count", fail)
    assert client.get("/en/search/?q=zumba+xylophone").status_code == 200
    assert client.get("/en/find/?need=food&spoken=so").status_code == 200


@pytest.fixture
def report(client: Client, demo_site: object, dai: object) -> Client:
    return sign_in(client, dai)


def test_the_report_shows_what_many_looked_for_and_nothing_of_a_few(
    client: Client, demo_site: object, dai: object, at: Callable[[str], None]
) -> None:
    at("2026-11-26 12:00")
    report, reader = sign_in(client, dai), Client()
    for _time in range(5):
        reader.get("/ur/search/?q=zumba+xylophone")
        reader.get("/en/find/?need=food&spoken=so")
    for _time in range(4):
        reader.get("/en/search/?q=xylophone+quux")
        reader.get("/en/find/?need=money&spoken=so")
    page = report.get(REPORT).text
    assert "What people look for in vain" in page
    assert "quux" not in page
    assert table(report, "words") == [["xylophone zumba", "اردو", "5", "26 November 2026"]]
    assert table(report, "needs") == [["Food", "Soomaali", "English", "5", "26 November 2026"]]
    assert table(report, "areas") == []
    assert table(report, "languages") == [["English", "fewer than 5", "9"], ["اردو", "5", "fewer than 5"]]
    assert '<span lang="ur" dir="rtl">xylophone zumba</span>' in page


def test_the_report_names_parts_of_the_body(report: Client) -> None:
    for _time in range(5):
        count_words(text="zumba knees", language="en", area="knee", now=clock.now())
    assert table(report, "areas")[0][:2] == ["Knee", "5"]


def test_a_report_of_nothing_says_so(report: Client) -> None:
    assert report.get(REPORT).text.count("Nothing was looked for in vain five times or more.") == 4


@pytest.mark.parametrize("who", ["amira", "esi", "farid"])
def test_nobody_else_opens_it(client: Client, demo_site: object, who: str, request: pytest.FixtureRequest) -> None:
    assert sign_in(client, request.getfixturevalue(who)).get(REPORT).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client, demo_site: object) -> None:
    assert client.get(REPORT).status_code == 302
