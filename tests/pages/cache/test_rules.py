"""Which requests ask for the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.cache.rules import canonical_query, etag, key


def test_canonical_query_drops_what_no_page_reads() -> None:
    assert canonical_query("utm_source=leaflet&fbclid=abc") == ""
    assert canonical_query("utm_source=leaflet&page=2") == "page=2"


@pytest.mark.parametrize(
    "query",
    [
        "q=knee",
        "page=0",
        "page=100",
        "page=2&page=3",
        "page=2&page=2",
        "page=%D9%A2",
        "Page=2",
        "utm_source=a&x",
        "&".join(f"utm_{n}=1" for n in range(30)),
        "page",
        "\x00",
        "utm_source\x00=1",
        "x" * 100_000,
    ],
)
def test_canonical_query_says_no_to_anything_else(query: str) -> None:
    assert canonical_query(query) is None


@given(st.text())
def test_canonical_query_knows_few_answers_whatever_is_asked(query: str) -> None:
    assert canonical_query(query) in {None, "", *(f"page={number}" for number in range(1, 100))}


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_key_is_the_same_only_for_the_same_parts(one: list[str], other: list[str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


def test_etag_changes_with_the_words_and_with_their_language() -> None:
    assert etag(b"a", "en") == etag(b"a", "en")
    assert len({etag(b"a", "en"), etag(b"b", "en"), etag(b"a", "ur")}) == 3
