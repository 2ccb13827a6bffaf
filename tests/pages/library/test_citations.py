"""A source as one line, with a full stop after each of its parts, and none after a question."""

import pytest

from pages.library.models import EvidenceSource


@pytest.mark.parametrize(
    ("title", "publisher", "line"),
    [
        ("Exercise for the hip", "Cochrane", "Smith J (2014). Exercise for the hip. Cochrane."),
        ("How long does a hip last?", "The Lancet", "Smith J (2014). How long does a hip last? The Lancet."),
        ("Exercise for the hip", "", "Smith J (2014). Exercise for the hip."),
        ("How long does a hip last?", "", "Smith J (2014). How long does a hip last?"),
    ],
)
def test_a_source_is_cited_as_people_write_it(title: str, publisher: str, line: str) -> None:
    assert EvidenceSource(authors="Smith J", year=2014, title=title, publisher=publisher).citation == line
