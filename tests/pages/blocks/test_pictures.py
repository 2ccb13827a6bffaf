"""Editors' images in a page: three widths, light enough for a phone, with the right to use them written down."""

import io
import random
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from pytest_django import DjangoAssertNumQueries

from pages.blocks.media import PictureWordsBlock
from pages.library.models import LibraryImage
from pages.library.models.images import IMAGE_BYTES
from pages.rules.pieces import Paragraph, Picture
from portal.display import Display

pytestmark = pytest.mark.filterwarnings(
    "ignore:[Uu]nclosed file:ResourceWarning",  # Wagtail leaves its own temporary files to the collector
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

BLOCK = PictureWordsBlock()
WORDS = "Rest your foot on a low step."


@pytest.fixture(autouse=True)
def disk(db: None, settings: Any, tmp_path: Path) -> None:
    """A real folder for files."""
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": store}


def busy(width: int, height: int) -> bytes:
    """A picture with light and shade and many edges, as a photograph has them."""
    chance, picture = random.Random(7), Image.radial_gradient("L").resize((width, height)).convert("RGB")
    brush = ImageDraw.Draw(picture)
    for _ in range(60):
        across, down = chance.randrange(width), chance.randrange(height)
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        brush.ellipse((across, down, across + width // 8, down + height // 6), fill=colour)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def image(width: int = 1600, height: int = 1200, **changes: Any) -> LibraryImage:
    values = {"title": "Foot on a step", "licence": "Drawn by us"} | changes
    made = LibraryImage(file=ContentFile(busy(width, height), name="foot.jpg"), **values)
    made.save()
    return made


def value(chosen: LibraryImage | None, alternative: str = "A foot on a step", **changes: Any) -> Any:
    told = {"picture": "", "image": chosen, "alternative": alternative, "is_decorative": False, "text": WORDS} | changes
    return BLOCK.normalize(told)


def drawn(of: Any, **context: Any) -> Tag:
    return BeautifulSoup(BLOCK.render(of, context=context), "html.parser")


def test_three_widths_in_two_formats_each_light_enough_with_room_kept_for_it() -> None:
    made = image()
    page = drawn(value(made))
    kinds = [source["type"] for source in page.select("picture source")]
    assert kinds == ["image/avif", "image/webp"]
    for source in page.select("picture source"):
        assert [part.split()[1] for part in source["srcset"].split(", ")] == ["320w", "640w", "1280w"]
    for rendition in made.renditions.all():
        asked = int(rendition.filter_spec.removeprefix("width-").split("|")[0])
        assert rendition.file.size <= IMAGE_BYTES[asked], rendition.filter_spec
    shown = page.select_one("img")
    assert (shown["width"], shown["height"], shown["loading"]) == ("640", "480", "lazy")
    assert shown["alt"] == "A foot on a step"


def test_a_small_image_is_not_made_larger() -> None:
    page = drawn(value(image(200, 160)))
    assert [source["srcset"].count("w") for source in page.select("source")]
    assert {part.split()[1] for source in page.select("source") for part in source["srcset"].split(", ")} == {"200w"}


def test_the_second_reader_waits_for_nothing(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    made = image(400, 300)
    drawn(value(made))
    with django_assert_max_num_queries(2):
        drawn(value(LibraryImage.objects.get()))


def test_who_saves_data_gets_the_smallest_alone() -> None:
    class Frame:
        display = Display(saver=True)

    page = drawn(value(image()), frame=Frame())
    assert page.select("source") == []
    assert page.select_one("img")["width"] == "320"


def test_the_right_to_use_it_and_the_people_in_it_are_settled_before_it_is_published() -> None:
    assert BLOCK.unready(value(image(80, 80))) == []
    (told,) = BLOCK.unready(value(image(80, 80, licence=" ")))
    assert "Foot on a step" in told
    assert len(BLOCK.unready(value(image(80, 80, shows_people=True)))) == 1
    assert BLOCK.unready(value(None, picture="short-walk")) == []


def test_a_format_gets_a_file_that_it_can_read() -> None:
    (piece,) = BLOCK.pieces(value(image()))
    assert isinstance(piece, Picture)
    assert Image.open(piece.file).format == "JPEG"
    assert piece.alternative == "A foot on a step"
    (drawing,) = BLOCK.pieces(value(None, picture="short-walk"))
    assert isinstance(drawing, Picture)
    assert Path(drawing.file).read_text().startswith("<svg")
    assert drawing.alternative == ""


def test_an_image_whose_file_is_gone_leaves_its_words() -> None:
    made = image(90, 90)
    made.file.storage.delete(made.file.name)
    assert drawn(value(made)).get_text(strip=True) == WORDS
    pieces = BLOCK.pieces(value(made))
    assert [isinstance(piece, Paragraph) for piece in pieces] == [True, True]


@pytest.fixture
def many() -> list[Any]:
    made = image(64, 64)
    drawn(value(made))
    return [value(made) for _ in range(200)]


def test_two_hundred_pictures_are_a_page_like_any_other(many: list[Any]) -> None:
    assert sum(len(drawn(each).select("img")) for each in many) == 200
    assert sum(len(BLOCK.pieces(each)) for each in many) == 200
