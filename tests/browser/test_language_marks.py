"""Every passage that is not in the page's language says which language it is in, and which way it runs."""

import itertools
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from django.conf import settings
from django.test import Client

from pages.models import HomePage
from tests.addresses import reading_paths

SCRIPTS = {
    "ur": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufefc]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
}
WORDS_OF_ENGLISH = re.compile(
    r"\b(the|and|you|your|with|of|is|are|for|that|when|have|not|this|from|to)\b", re.IGNORECASE
)
NAMES = re.compile(r"NHS|Strides|GP|A&E|MRI|demo|BMI|X-ray", re.IGNORECASE)  # said alike in every language


def passages(soup: BeautifulSoup) -> Iterator[tuple[str, Tag]]:
    for text in soup.body.find_all(string=True):
        if type(text) is NavigableString and text.strip() and text.parent.name not in {"script", "style"}:
            yield text.strip(), text.parent


def language_of(element: Tag) -> str:
    return element["lang"] if element.get("lang") else element.find_parent(attrs={"lang": True})["lang"]


def direction_of(element: Tag) -> str:
    return element["dir"] if element.get("dir") else element.find_parent(attrs={"dir": True})["dir"]


@pytest.mark.slow
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_scripts_and_languages_agree_on_every_page(client: Client, demo_site: HomePage, language: str) -> None:
    wrong = []
    for path in [*reading_paths(), "search/?q=knee", "display/", "sign-in/", "offline/"]:
        soup = BeautifulSoup(client.get(f"/{language}/{path}").content, "html.parser")
        assert soup.html["lang"] == language
        for text, element in passages(soup):
            said = language_of(element)
            for code, script in SCRIPTS.items():
                if script.search(text) and said != code:
                    wrong.append(f"{path}: {code} marked {said}: {text[:60]}")
            if said in SCRIPTS and is_english(text):
                wrong.append(f"{path}: English marked {said}: {text[:60]}")
            rtl = said in settings.LANGUAGES_BIDI
            if direction_of(element) != ("rtl" if rtl else "ltr") and not is_neutral(text):
                wrong.append(f"{path}: {said} runs {direction_of(element)}: {text[:60]}")
    assert sorted(set(wrong)) == []


def is_english(text: str) -> bool:
    return len(WORDS_OF_ENGLISH.findall(NAMES.sub("", text))) >= 2


def is_neutral(text: str) -> bool:
    """Numbers and names in Latin letters are set from left to right inside any language."""
    return not any(script.search(text) for script in SCRIPTS.values()) and len(text) < 60


@pytest.mark.slow
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_page_uses_an_id_twice_or_skips_a_heading(client: Client, demo_site: HomePage, language: str) -> None:
    for path in [*reading_paths(), "search/?q=knee", "display/", "sign-in/"]:
        soup = BeautifulSoup(client.get(f"/{language}/{path}").content, "html.parser")
        ids = [each["id"] for each in soup.select("[id]")]
        assert sorted(ids) == sorted(set(ids)), path
        levels = [int(each.name[1]) for each in soup.main.find_all(re.compile(r"h[1-6]"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), (path, levels)


def test_latin_names_are_known(demo_site: HomePage) -> None:
    assert not is_english("NHS 111")
    assert is_english("Ask for the pain to be looked at when you are here")
