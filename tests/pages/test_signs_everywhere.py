"""Whoever opens something about the body sees its current warning signs: by whatever page, and in every format."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from modules.learning.models import LessonPage
from pages.formats import sources
from pages.formats.rules import Source
from pages.models import ArticlePage, BodyAreaPage, ExpressPlanPage, HelpNowPage, HomePage, LeafletPage
from pages.models.governed import GovernedPage
from pages.rules.pieces import plain_lines
from pages.safety.models import RedFlagSet

CHANGED = "Your left thumb is green today."
LANGUAGES = ("en", "cy", "pl", "ur", "bn")


@pytest.fixture
def changed_sets(demo_site: HomePage) -> int:
    """Every set of signs has a sign whose words were changed a moment ago, in every language. How many there are."""
    for of in RedFlagSet.objects.all():
        sign = of.flags.first()
        for language in LANGUAGES:
            setattr(sign, f"text_{language}", CHANGED)
        sign.save()
    return RedFlagSet.objects.count()


def about_the_body() -> Iterator[GovernedPage]:
    for model in (ArticlePage, HelpNowPage, LeafletPage, LessonPage):
        yield from (page for page in model.objects.live().order_by("slug") if page.areas or page.red_flag_set)


def words(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser").main.get_text()


def ways(page: GovernedPage) -> list[str]:
    """Every address under which the words of a page are opened, from its language on."""
    path = page.url_path.split("/", 2)[2]
    if not isinstance(page, LeafletPage):
        return [path]
    return [path, f"{path}print/", *([f"{path}easy/"] if page.easy_body_en else [])]


def parts(page: GovernedPage | BodyAreaPage) -> list[str]:
    """The addresses below a page that open a part of it: a lesson's steps, each answer of an express plan."""
    path = page.url_path.split("/", 2)[2]
    if isinstance(page, LessonPage):
        return [*(f"{path}{step.slug}/" for step in page.steps.all()), f"{path}print/"]
    if isinstance(page, ExpressPlanPage):
        return [path, f"{path}work/", *(f"{path}plan/{choice.code}/" for choice in page.choices.all())]
    return [path]


@pytest.mark.slow
@pytest.mark.parametrize("model", [LessonPage, BodyAreaPage, ExpressPlanPage])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_part_that_opens_by_itself_says_the_current_signs(
    client: Client, changed_sets: int, model: type[GovernedPage], language: str
) -> None:
    pages = [page for page in model.objects.live().order_by("slug") if page.red_flag_set]
    assert pages
    addresses = [f"/{language}/{part}" for page in pages for part in parts(page)]
    assert [address for address in addresses if CHANGED not in words(client, address)] == []


@pytest.mark.slow
def test_pages_say_the_current_signs_however_they_are_opened(client: Client, changed_sets: int) -> None:
    pages = list(about_the_body())
    assert {type(page) for page in pages} == {ArticlePage, HelpNowPage, LeafletPage, LessonPage}
    addresses = [f"/en/{way}" for page in pages for way in ways(page)]
    addresses += [f"/ur/{page.url_path.split('/', 2)[2]}" for page in pages]
    addresses += [f"/l/{page.short_code}" for page in pages]
    assert [address for address in addresses if CHANGED not in words(client, address)] == []


def test_every_format_is_made_from_the_current_signs(changed_sets: int) -> None:
    made = [
        source
        for page in about_the_body()
        if (kind := sources.kind_of(page.key))
        for language in sorted(kind.live_languages(page.key))
        if (source := kind.source_of(page.key, language))
    ]
    assert {source.kind for source in made} == {"leaflet", "lesson", "help-now"}
    assert [(source.title, source.language) for source in made if CHANGED not in _said(source)] == []
    easy = [source for source in made if source.easy]
    assert easy
    assert [source.title for source in easy if CHANGED not in _easily(source)] == []


def _said(source: Source) -> str:
    return "\n".join(line for piece in source.pieces for line in plain_lines(piece))


def _easily(source: Source) -> str:
    return "\n".join(line for piece in source.easy for line in plain_lines(piece))
