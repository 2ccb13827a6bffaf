"""How a person wants pages to look: read strictly, written one way."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from portal import display
from portal.display import DEFAULT, Display, parse

displays = st.builds(
    Display,
    size=st.sampled_from(display.SIZES),
    contrast=st.booleans(),
    theme=st.sampled_from(display.THEMES),
    saver=st.booleans(),
    pictures=st.booleans(),
    listen=st.booleans(),
)


@given(displays)
def test_what_is_written_is_read_again(chosen: Display) -> None:
    assert parse(str(chosen)) == chosen


@given(st.text(max_size=80))
def test_no_cookie_breaks_a_page(value: str) -> None:
    assert parse(str(parse(value))) == parse(value)


def test_part_of_a_cookie_is_enough() -> None:
    assert parse("theme=dark.size=2") == Display(size="2", theme="dark")


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "size=4.contrast=0.theme=dark.saver=0",
        "size=2.theme=pink",
        "size=2.contrast=yes",
        "size=2.pictures=2",
        "size=2.size=3",
        "size=2.colour=red",
        "size=2\x00",
        "size=２",
        "size=2;theme=dark",
        "size=1." * 100_000,
    ],
)
def test_junk_gives_the_defaults_whole(junk: str) -> None:
    assert parse(junk) == DEFAULT


@pytest.mark.parametrize(("header", "saver"), [("on", True), (" ON ", True), ("off", False), ("", False)])
def test_a_browser_that_asks_for_less_data_gets_the_saver(header: str, saver: bool) -> None:
    request = RequestFactory().get("/en/", headers={"save-data": header}, HTTP_COOKIE="strides_display=size=3")
    assert display.of(request) == Display(size="3", saver=saver)
