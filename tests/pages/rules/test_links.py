"""A link's own words say where it leads."""

import pytest

from pages.rules.links import is_bare


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "Click here",
        "here.",
        "https://www.nhs.uk/",
        "www.nhs.uk",
        "nhs.uk/knee",
        "→",
        "🦵",
        "یہاں",
        "kliknij tutaj",
    ],
)
def test_bare(words: str) -> None:
    assert is_bare(words)


@pytest.mark.parametrize(
    "words", ["Knee pain", "NHS: knee pain", "Here is how to stand up", "111", "گھٹنے کا درد", "হাঁটু"]
)
def test_named(words: str) -> None:
    assert not is_bare(words)
