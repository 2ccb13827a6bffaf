"""Lists in a line, with the comma of the language."""

import pytest
from django.utils import translation

from portal.lists import in_a_row


@pytest.mark.parametrize(("language", "line"), [("en", "a, b"), ("pl", "a, b"), ("ur", "a، b"), ("ar-eg", "a، b")])
def test_a_list_has_the_comma_of_its_language(language: str, line: str) -> None:
    with translation.override(language):
        assert in_a_row(["a", "b"]) == line
        assert in_a_row(["a"]) == "a"
    assert in_a_row([]) == ""
