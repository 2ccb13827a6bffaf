"""What a block says in its pieces is what it says on the page, word for word, in every language."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import translation
from wagtail.blocks import StreamValue

from modules.learning.models import LessonPage
from pages.blocks import ReadingStream, pieces_of
from pages.blocks.reading import ReadingBlock
from pages.editions.models import public_reading
from pages.models import ArticlePage, HomePage
from pages.rules.pieces import Piece, plain_lines
from tests.factories.recordings import film, sound

BLOCKS = dict(ReadingStream().child_blocks)
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ADDRESS = re.compile(r" \(https?://[^)]*\)")
NUMBERED = re.compile(r"^\d+\. ")

OF_THE_FRAME = {
    "figure": ["Where this number comes from"],  # opens the facts
    "video": ["Read what is said"],
    "audio": ["Read what is said"],
}
"""Words that the page needs and no other format does, by block."""

OF_THE_PIECES = {
    "care_card": ["Emergency", "Today", "In the next few days"],  # on the page: colour and picture
}
"""Words that stand for what the page shows without words, by block."""


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def said(pieces: tuple[Piece, ...]) -> str:
    lines = [line for piece in pieces for line in plain_lines(piece)]
    return "\n".join(NUMBERED.sub("", ADDRESS.sub("", line)) for line in lines)


def shown(name: str, html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for unheard in soup.select("svg title, .hundred__pictures p, .recording > .small"):
        unheard.decompose()
    alternatives = [image.get("alt", "") for image in soup.select("img")]
    return " ".join([soup.get_text(" ", strip=True), *alternatives])


def frame_words(name: str, listed: dict[str, list[str]]) -> set[str]:
    found = {translation.gettext(text) for text in listed.get(name, [])}
    found |= {translation.pgettext("level of help", text) for text in listed.get(name, [])}
    return {word for text in found for word in words_of(text)}


def assert_same_words(name: str, html: str, pieces: tuple[Piece, ...]) -> None:
    on_page, in_pieces = set(words_of(shown(name, html))), set(words_of(said(pieces)))
    assert on_page - in_pieces - frame_words(name, OF_THE_FRAME) == set(), name
    assert in_pieces - on_page - frame_words(name, OF_THE_PIECES) == set(), name


@pytest.fixture
def demo_site(demo_site: HomePage) -> HomePage:
    """With a film and a sound of its own, for the blocks that choose one."""
    film()
    sound()
    return demo_site


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_its_pieces_itself(name: str) -> None:
    assert isinstance(BLOCKS[name], ReadingBlock)
    assert type(BLOCKS[name]).pieces is not ReadingBlock.pieces


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BLOCKS)
def test_the_preview_says_the_same_words_as_its_pieces(demo_site: HomePage, name: str, language: str) -> None:
    block = BLOCKS[name]
    with translation.override(language), public_reading():
        value = block.get_preview_value()
        assert_same_words(name, block.render(value), block.pieces(value))


def bodies(language: str) -> list[StreamValue]:
    """Every body of the demo site in one language: articles and steps of lessons."""
    with translation.override(language), public_reading():
        articles = [page.body for page in ArticlePage.objects.all()]
        return articles + [step.body for page in LessonPage.objects.all() for step in page.steps.all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_body_says_the_same_words_as_its_pieces(demo_site: HomePage, language: str) -> None:
    found = bodies(language)
    assert sum(len(body) for body in found) > 50
    with translation.override(language), public_reading():
        for body in found:
            for child in body:
                assert_same_words(child.block_type, child.render(), child.block.pieces(child.value))


def test_a_piece_names_the_block_that_it_came_from_the_same_in_every_language(demo_site: HomePage) -> None:
    page = ArticlePage.objects.get(slug="knee-pain")
    english, urdu = pieces_of(page.body_en), pieces_of(page.body_ur)
    ids = [child.id for child in page.body_en]
    assert list(dict.fromkeys(piece.part for piece in english)) == ids
    assert [piece.part for piece in english] == [piece.part for piece in urdu]
