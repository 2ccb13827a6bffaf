"""Every block can be shown, previewed, read as plain text and spoken; a figure's picture never says another number."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils import translation
from wagtail.blocks import Block

from pages.blocks import ReadingStream
from pages.blocks.reading import ReadingBlock
from pages.editions.models import public_reading
from pages.library.models import Figure
from pages.models import ArticlePage, HomePage
from tests.factories.recordings import film, sound

BLOCKS = dict(ReadingStream().child_blocks)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ARTICLES = ["knee-pain", "low-back-pain", "do-i-need-a-scan"]


@pytest.fixture
def demo_site(demo_site: HomePage) -> HomePage:
    """With a film and a sound of its own, for the blocks that choose one."""
    film()
    sound()
    return demo_site


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_a_template_of_its_own_and_says_how_it_reads(name: str) -> None:
    block = BLOCKS[name]
    assert isinstance(block, ReadingBlock)
    assert block.meta.template == f"blocks/{name}.html"
    assert get_template(block.meta.template)
    assert type(block).pieces is not ReadingBlock.pieces


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_preview_of_a_block_shows_and_reads(demo_site: HomePage, name: str, language: str) -> None:
    block: Block = BLOCKS[name]
    with translation.override(language):
        value = block.get_preview_value()
        shown = BeautifulSoup(block.render(value), "html.parser").get_text(" ", strip=True)
        assert shown
        assert block.plain_text(value).strip()
        assert block.spoken_text(value).strip()
        assert "<" not in block.plain_text(value)


def test_every_template_of_a_block_belongs_to_a_block() -> None:
    files = {file.stem for file in (settings.BASE_DIR / "templates" / "blocks").glob("*.html")}
    assert files == set(BLOCKS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_library_draws_the_number_that_its_sentence_and_its_pieces_say(
    demo_site: HomePage, language: str
) -> None:
    block = BLOCKS["figure"]
    figures = list(Figure.objects.select_related("source"))
    assert len(figures) > 9
    with translation.override(language), public_reading():
        for figure in figures:
            value = block.normalize({"heading": "", "figure": figure})
            soup = BeautifulSoup(block.render(value), "html.parser")
            (piece,) = block.pieces(value)
            counts = [figure.count] + ([figure.compare_count] if figure.compare_count is not None else [])
            assert_draws(soup.select_one("figure.hundred"), counts)
            assert [count.count for count in piece.counts] == counts, figure.code
            assert piece.sentence == soup.select_one(".hundred__sentence").get_text()


def assert_draws(picture: Tag, counts: list[int]) -> None:
    """Dots, table and sentence of one figure say these numbers and no others."""
    arrays = picture.select("svg.hundred__dots")
    assert [len(array.select(".hundred__on circle")) for array in arrays] == counts
    assert [len(array.select(".hundred__off circle")) for array in arrays] == [100 - count for count in counts]
    assert numbers_of_table(picture) == counts + [100 - count for count in counts]
    sentence = picture.select_one(".hundred__sentence").get_text()
    assert all(str(count) in sentence for count in counts)
    assert arrays[0]["role"] == "img"
    assert arrays[0]["aria-label"] == sentence


def figures_of(page: ArticlePage, language: str) -> list[Figure]:
    """The figures that a page shows, in its order."""
    body = getattr(page, f"body_{language}") or page.body_en
    return [block.value["figure"] for block in body if block.block_type == "figure"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ARTICLES)
def test_the_filled_dots_equal_the_number_in_the_sentence_and_in_the_table(
    client: Client, demo_site: HomePage, slug: str, language: str
) -> None:
    chosen = figures_of(ArticlePage.objects.get(slug=slug), language)
    soup = BeautifulSoup(client.get(f"/{language}/read/{slug}/").content, "html.parser")
    drawn = soup.select("figure.hundred")
    assert len(drawn) == len(chosen) > 0
    for figure, picture in zip(chosen, drawn, strict=True):
        counts = [figure.count] + ([figure.compare_count] if figure.compare_count is not None else [])
        assert_draws(picture, counts)


def numbers_of_table(picture: Tag) -> list[int]:
    return [int(cell.get_text()) for cell in picture.select("tbody td")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ARTICLES)
def test_every_figure_names_its_source_and_its_dates_on_the_page(
    client: Client, demo_site: HomePage, slug: str, language: str
) -> None:
    chosen = figures_of(ArticlePage.objects.get(slug=slug), language)
    soup = BeautifulSoup(client.get(f"/{language}/read/{slug}/").content, "html.parser")
    for figure, picture in zip(chosen, soup.select("figure.hundred"), strict=True):
        told = picture.select_one("dl.facts").get_text(" ", strip=True)
        assert figure.source.citation in told
        assert figure.who in told
        assert str(figure.dated.year) in told
        assert str(figure.recheck_by.year) in told


def test_dots_fill_from_the_side_on_which_reading_begins(client: Client, demo_site: HomePage) -> None:
    def first_dot(language: str) -> int:
        soup = BeautifulSoup(client.get(f"/{language}/read/knee-pain/").content, "html.parser")
        return int(soup.select_one(".hundred__on circle")["cx"])

    assert first_dot("en") < 50 < first_dot("ur")
