"""The colours themselves: what stands on what can be read, in every palette."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from pages.rules import SAND, contrast, darker

TOKENS = (settings.BASE_DIR / "static" / "scss" / "_tokens.scss").read_text(encoding="utf-8")
NAMES = ("light", "dark", "light-high", "dark-high")

BODY = [(ink, ground) for ink in ("ink", "ink-soft") for ground in ("paper", "sand", "mist", "clay-tint", "sun-tint")]
BODY += [("ink", "sand-deep"), ("on-ground", "ground"), ("on-ground-soft", "ground"), ("on-lead", "lead")]
TEXT = [(ink, ground) for ink in ("pine", "pine-dark", "clay") for ground in ("paper", "sand")]
TEXT += [("pine", "mist"), ("pine", "sun-tint"), ("clay", "clay-tint"), ("ink-soft", "sand-deep")]
TEXT += [("paper", "pine"), ("paper", "pine-dark"), ("paper", "clay"), ("paper", "ink"), ("on-sun", "sun")]
EDGES = [("line-strong", "paper"), ("line-strong", "sand"), ("pine", "sand-deep"), ("clay", "sand")]


def palette(name: str) -> dict[str, str]:
    """The colours of a palette: the high-contrast ones change the plain ones of the same light."""
    base = palette(name.removesuffix("-high")) if name.endswith("-high") else {}
    [block] = re.findall(rf"^\${name}: \((.*?)^\);", TOKENS, re.DOTALL | re.MULTILINE)
    return base | dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6})', block))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("pairs", "least"), [(BODY, 7.0), (TEXT, 4.5), (EDGES, 3.0)], ids=["body", "text", "edges"])
def test_what_stands_on_what_can_be_read(name: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = palette(name)
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}


def test_own_colours_are_measured_against_the_ground_they_stand_on() -> None:
    assert palette("light")["sand"] == SAND


colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_in_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


@pytest.mark.parametrize(
    ("one", "other", "known"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)]
)
def test_contrast_of_known_pairs(one: str, other: str, known: float) -> None:
    assert contrast(one, other) == pytest.approx(known, abs=0.01)


@given(colours)
def test_darker_is_never_lighter(colour: str) -> None:
    assert contrast(darker(colour), "#ffffff") >= contrast(colour, "#ffffff")
