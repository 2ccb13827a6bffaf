"""The demo content holds together: the same in every language, numbers from figures, nobody said to have checked."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.actions.demo import clear_demo_content
from pages.editions.models import Edition
from pages.editions.rules import READABLE, Origin
from pages.exchange.demo import FOLDER, DemoContent
from pages.library.models import EvidenceSource, LibraryRecording
from pages.models import ArticlePage, ExpressPlanPage, GovernedPage, HomePage
from portal.settings.languages import LANGUAGES as DEPLOYED
from tests.addresses import reading_paths

CONTENT = DemoContent()
LANGUAGES = [code for code, _name in DEPLOYED]
OTHERS = [code for code in LANGUAGES if code != "en"]
EVERYWHERE = ["site.toml", "help_now.toml", "plan.toml", "library.toml", "articles/knee-pain.toml"]
IN_SOME_LANGUAGES = "entries.toml"  # a place is told in another language once somebody has translated it
OWN_WORDS = "synonyms"  # each language has the words that its own readers use
PLACEHOLDER = re.compile(r"\{\w+\}")
DIGITS = re.compile(r"[0-9۰-۹০-৯]+")
MINUTES = re.compile(r"[0-9]+ (minut|munud|منٹ|মিনিট)")  # how long, not how many people
SUMMARY_LIMIT = 160


def leaves(table: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every text with the names that lead to it; a list counts as one with its length."""
    if isinstance(table, dict):
        for name, value in table.items():
            if name != OWN_WORDS:
                yield from leaves(value, f"{path}.{name}")
    else:
        yield path, table


def read(language: str, name: str) -> dict[str, object]:
    return dict(leaves(tomllib.loads((FOLDER / language / name).read_text(encoding="utf-8"))))


def comparable(name: str, language: str) -> tuple[dict[str, object], dict[str, object]]:
    """A file in English and in the language; of entries only those that the language has."""
    english, other = read("en", name), read(language, name)
    if name == IN_SOME_LANGUAGES:
        told = {path.split(".")[2] for path in other}
        english = {path: text for path, text in english.items() if path.split(".")[2] in told}
    return english, other


def files(language: str) -> list[str]:
    folder: Path = FOLDER / language
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.toml"))


def texts_of(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def test_every_language_of_the_site_has_help_now_the_plan_the_site_and_the_knee_article() -> None:
    assert list(CONTENT.languages) == LANGUAGES
    for language in LANGUAGES:
        assert set(EVERYWHERE) <= set(files(language)), language


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_same_keys_as_english(language: str) -> None:
    for name in files(language):
        english, other = comparable(name, language)
        assert list(other) == list(english), name
        lists = {path: len(value) for path, value in english.items() if isinstance(value, list)}
        assert {path: len(other[path]) for path in lists} == lists, name


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_same_placeholders_as_english(language: str) -> None:
    for name in files(language):
        english, other = comparable(name, language)
        for path, value in english.items():
            wanted = sorted(PLACEHOLDER.findall(" ".join(texts_of(value))))
            assert sorted(PLACEHOLDER.findall(" ".join(texts_of(other[path])))) == wanted, (name, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    for name in files(language):
        assert [path for path, value in read(language, name).items() if not all(map(str.strip, texts_of(value)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_summaries_are_short(language: str) -> None:
    for name in files(language):
        found = {path: str(value) for path, value in read(language, name).items() if path.endswith(".summary")}
        assert {path: len(text) for path, text in found.items() if len(text) > SUMMARY_LIMIT} == {}, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", [article["slug"] for article in CONTENT.structure["articles"]])
def test_no_number_of_a_figure_is_typed_in_the_text_of_an_article(
    demo_site: HomePage, slug: str, language: str
) -> None:
    """Only in the figure itself: a number typed beside it would stay behind when the figure changes."""
    page = ArticlePage.objects.get(slug=slug)
    body = getattr(page, f"body_{language}")
    figures = [block.value["figure"] for block in body if block.block_type == "figure"]
    counts = {figure.count for figure in figures} | {figure.compare_count for figure in figures} - {None}
    typed = " ".join(
        block.block.plain_text(block.value) for block in body if block.block_type not in {"figure", "glossary"}
    )
    of_people = {int(number) for number in DIGITS.findall(MINUTES.sub("", typed))}
    assert of_people & counts == set()
    assert "%" not in typed


def test_every_source_is_cited_and_every_citation_is_whole(demo_site: HomePage) -> None:
    for source in EvidenceSource.objects.all():
        assert source.authors
        assert source.title
        assert source.citation.endswith(".")
        assert source.figures.exists() or source.cited_by.exists(), source.code


def test_nobody_is_said_to_have_checked_anything(demo_site: HomePage, client: Client) -> None:
    assert not Edition.objects.exclude(reviewer=None).exists()
    assert not Edition.objects.exclude(translator=None).exists()
    assert set(Edition.objects.filter(state__in=READABLE).values_list("origin", flat=True)) == {Origin.DEMO}
    governed = [model for model in GovernedPage.__subclasses__() if not model._meta.abstract]
    assert ArticlePage in governed
    assert ExpressPlanPage in governed
    for model in governed:
        for page in model.objects.all():
            assert (page.reviewed_by, page.reviewer_role, page.last_reviewed) == ("", "", None)
            assert page.review_by
            assert page.red_flag_set or not page.areas


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_demo_content(client: Client, demo_site: HomePage, language: str) -> None:
    for path in reading_paths():
        soup = BeautifulSoup(client.get(f"/{language}/{path}").content, "html.parser")
        assert soup.select_one(".notice--demo, main .note"), path


@pytest.mark.slow
def test_turning_the_demo_off_hides_all_of_it(client: Client, demo_site: HomePage, settings: object) -> None:
    paths = reading_paths()
    assert client.get("/en/").status_code == 200
    settings.DEMO = False
    for language in ("en", "ur"):
        assert {path: client.get(f"/{language}/{path}").status_code for path in paths} == dict.fromkeys(paths, 404)
    assert "knee-pain" not in client.get("/sitemap.xml").content.decode()
    found = BeautifulSoup(client.get("/en/search/?q=knee").content, "html.parser")
    assert found.select("main .results a, main .grid--doors a") == []


@pytest.mark.parametrize(("slug", "tag"), [("hip-osteoarthritis", "video"), ("shoulder-pain", "audio")])
def test_the_film_and_the_sound_of_the_demo_are_small_and_readable_instead(
    demo_site: HomePage, client: Client, slug: str, tag: str
) -> None:
    main = BeautifulSoup(client.get(f"/en/leaflets/{slug}/").content, "html.parser").main
    player = main.select_one(f"figure.recording {tag}")
    assert player["preload"] == "none"
    recording = LibraryRecording.objects.get(kind=tag)
    assert player.source["src"] == recording.address
    assert 5_000 < recording.size_bytes < 60_000
    assert "demo" in recording.title
    assert not recording.shows_people
    told = main.select_one("figure.recording").get_text(" ", strip=True)
    assert [line for line in recording.transcript_lines if line not in told] == []
    assert "KB" in told.replace("\xa0", " "), "its size is said before it is played"
    assert bool(player.find("track")) == (tag == "video")


def test_laying_the_demo_anew_leaves_no_film_behind(demo_site: HomePage) -> None:
    clear_demo_content()
    assert not LibraryRecording.objects.exists()
