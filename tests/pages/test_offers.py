"""The row of formats: what there is, what is coming, what to ask for; what somebody needs stands first."""

import pytest
from django.utils import translation

from pages.formats.rules import Format
from pages.queries.offers import FIRST_FOR, WAYS, Link, Made, for_needs, offers, size_in_words
from portal.accounts.rules.preferences import NEEDS, Category
from portal.contact.rules import Form

PATH = "/en/leaflets/knee/"


def row(*made: Made, **more: object) -> dict:
    return {offer.code: offer for offer in offers(made, page_path=PATH, language="en", **more)}


def test_every_format_that_is_made_of_a_page_has_a_place_in_the_row() -> None:
    placed = [each for way in WAYS.values() for each in way.labels]
    assert sorted(placed) == sorted(each for each in Format)


def test_what_is_there_has_a_link_with_its_size_in_words() -> None:
    found = row(
        Made(Format.LARGE_24, url="b", size_bytes=2_345_678), Made(Format.LARGE_18, url="a", size_bytes=140_400)
    )
    assert [(link.url, link.size) for link in found["large"].links] == [("a", "140 kilobytes"), ("b", "2.3 megabytes")]
    assert (found["large"].note, found["large"].ask_url) == ("", "")


def test_what_is_being_made_says_so_and_is_not_asked_for() -> None:
    found = row(Made(Format.AUDIO, is_coming=True), Made(Format.PRINT, is_coming=True))
    assert found["audio"].note == "We are making the audio. Try again in a few minutes."
    assert found["print"].note == "We are making it. Try again in a few minutes."
    assert found["audio"].ask_url == found["print"].ask_url == ""


def test_an_older_copy_says_that_it_is_older() -> None:
    found = row(Made(Format.PRINT, url="old", size_bytes=1, is_older=True))
    assert [link.url for link in found["print"].links] == ["old"]
    assert "older" in found["print"].note


def test_what_is_not_made_is_asked_for_with_the_page_and_the_form_that_we_know() -> None:
    found = row()
    assert found["braille"].ask_url == "/en/ask/format/?page=/en/leaflets/knee/&form=braille"
    assert all(offer.ask_url and not offer.links for offer in found.values())
    assert {way.asked_as for way in WAYS.values()} <= {str(form) for form in Form} | {""}


def test_a_page_of_the_site_stands_before_the_files() -> None:
    found = row(Made(Format.EASY, url="pdf"), more={"easy": (Link("Easy Read on this site", "easy/"),)})
    assert [link.url for link in found["easy"].links] == ["easy/", "pdf"]


def test_a_sheet_in_two_languages_is_called_by_the_other_language() -> None:
    link = row(Made(Format.TWO_LANGUAGES, url="x", size_bytes=5, other_language="ur"))["two"].links[0]
    assert (link.label, link.language, link.direction) == ("اردو", "ur", "rtl")


def test_what_a_person_needs_stands_first_and_nothing_is_lost() -> None:
    everybody = offers((), page_path=PATH, language="en")
    hers = for_needs(everybody, ["format-braille", "support-longer", "format-plain-text"])
    assert [offer.code for offer in hers][:2] == ["braille", "text"]
    assert sorted(offer.code for offer in hers) == sorted(offer.code for offer in everybody)
    assert for_needs(everybody, ()) == everybody
    known = {need for need, category in NEEDS.items() if category == Category.FORMAT}
    assert known - set(FIRST_FOR) == {"format-bsl-video"}, "a need that nothing in the row meets"


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [
        (0, ""),
        (-1, ""),
        (1, "1 kilobyte"),
        (1499, "1 kilobyte"),
        (999_499, "999 kilobytes"),
        (1_000_000, "1.0 megabytes"),
    ],
)
def test_sizes_are_said_in_words(size_bytes: int, words: str) -> None:
    assert size_in_words(size_bytes) == words


def test_numbers_are_written_as_the_language_writes_them() -> None:
    with translation.override("pl"):
        assert size_in_words(2_345_678).startswith("2,3")
