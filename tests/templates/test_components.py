"""The components: every one renders from its examples, in every language, and tells the truth."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pages.queries.gallery import COMPONENTS, components
from pages.templatetags import pictures

NAMES = sorted(folder.name for folder in COMPONENTS.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_component_says_what_it_is_and_has_examples(name: str) -> None:
    source = (COMPONENTS / name / f"{name}.html").read_text(encoding="utf-8")
    examples = json.loads((COMPONENTS / name / "examples.json").read_text(encoding="utf-8"))
    assert source.startswith("{% comment %}\n")
    assert examples
    assert all(set(example) <= {"name", "context", "language"} for example in examples)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_example_renders_with_whole_markup(language: str) -> None:
    with translation.override(language):
        drawn = components()
    assert [component.name for component in drawn] == NAMES
    for component in drawn:
        assert component.about
        for example in component.examples:
            assert example.html.strip(), f"{component.name}: {example.name} is empty"
            assert "{{" not in example.html
            assert "None" not in BeautifulSoup(example.html, "html.parser").text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_gallery_shows_them_all_and_stays_out_of_search_engines(client: Client, language: str) -> None:
    page = BeautifulSoup(client.get("/design/", {"language": language, "theme": "dark"}).content, "html.parser")
    shown = {element["data-component"] for element in page.select("[data-component]")}
    assert shown == set(NAMES) - {"footer", "header", "help-bar", "navigation"}
    assert page.html["lang"] == language
    assert page.html["data-theme"] == "dark"
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["xx", "🙂", "en\x00", "x" * 10_000])
def test_the_gallery_takes_no_harm_from_its_address(client: Client, wrong: str) -> None:
    response = client.get("/design/", {"language": wrong, "size": wrong, "theme": wrong})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "en"


# The picture of a hundred people


def hundred(count: int, **extra: object) -> BeautifulSoup:
    shown = {"count": count, "sentence": f"{count} of 100 people.", "label_with": "a", "label_without": "b", **extra}
    return BeautifulSoup(render_to_string("components/hundred/hundred.html", shown), "html.parser")


@given(st.integers(0, 100), st.sampled_from(["ltr", "rtl"]))
def test_as_many_dots_are_filled_as_the_number_says(count: int, direction: str) -> None:
    page = hundred(count, direction=direction)
    picture = page.select_one("svg[role=img]")
    assert len(picture.select(".hundred__on circle")) == count
    assert len(picture.select(".hundred__off circle")) == 100 - count
    assert len({(dot["cx"], dot.parent["transform"]) for dot in picture.select("circle")}) == 100
    assert picture["aria-label"] == page.select_one(".hundred__sentence").text == f"{count} of 100 people."
    assert [cell.text for cell in page.select("tbody td")] == [str(count), str(100 - count)]


@pytest.mark.parametrize(("language", "first"), [("en", "5"), ("ur", "95"), ("bn", "5")])
def test_dots_fill_from_the_side_where_reading_begins(language: str, first: str) -> None:
    with translation.override(language):
        assert hundred(1).select_one(".hundred__on circle")["cx"] == first
        assert hundred(1, direction="ltr").select_one(".hundred__on circle")["cx"] == "5"


def test_a_comparison_has_two_pictures_and_one_table() -> None:
    page = hundred(60, caption="did", compare_count=45, compare_caption="did not")
    filled = [len(picture.select(".hundred__on circle")) for picture in page.select("svg[role=img]")]
    assert filled == [60, 45]
    assert [cell.text for cell in page.select("tbody td")] == ["60", "45", "40", "55"]


def test_a_comparison_with_nobody_is_a_comparison() -> None:
    page = hundred(4, caption="did", compare_count=0, compare_caption="did not")
    assert [cell.text for cell in page.select("tbody td")] == ["4", "0", "96", "100"]


@pytest.mark.parametrize("count", [-1, 101])
def test_no_picture_shows_more_people_than_there_are(count: int) -> None:
    with pytest.raises(ValueError, match="100 people"):
        pictures.hundred_dots(count)


# Pictures


def test_every_drawn_picture_is_decorative_and_small() -> None:
    files = sorted(pictures.FOLDER.glob("*.svg"))
    assert files
    for file in files:
        svg = BeautifulSoup(pictures.picture(file.stem), "html.parser").svg
        assert svg["aria-hidden"] == "true"
        assert not svg.find_all(["script", "style", "a", "use", "image", "text"])
        assert file.stat().st_size <= 4096


def test_an_unknown_picture_fails_loudly_here_and_leaves_a_gap_on_duty(settings: object) -> None:
    settings.PICTURES_MUST_EXIST = True
    for name in ("unicorn", "../scss/page", "", "KNEE"):
        with pytest.raises(pictures.UnknownPictureError):
            pictures.picture(name)
    settings.PICTURES_MUST_EXIST = False
    assert pictures.picture("unicorn") == ""


def test_what_points_somewhere_is_the_same_here_and_in_the_folder() -> None:
    told = (pictures.FOLDER / "README.md").read_text(encoding="utf-8").split("## Directional")[1].split("Never")[0]
    assert set(re.findall(r"`([a-z-]+)`", told)) == pictures.DIRECTIONAL
    assert "picture--turns" in pictures.picture("arrow")
    assert "picture--turns" not in pictures.picture("knee")


def test_a_number_keeps_its_direction_and_its_marks_are_no_markup() -> None:
    drawn = Template("{% load reading %}{{ number|ltr }}").render(Context({"number": "<b>0300 & 1"}))
    assert drawn == '<bdi dir="ltr">&lt;b&gt;0300 &amp; 1</bdi>'
