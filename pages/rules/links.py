"""When the words of a link, heard alone, say where it leads."""

import re
from typing import Final

BARE: Final = frozenset(
    """
    click here|here|read more|more|link|this link|this page|this|learn more|find out more|click|press here|tap here
    cliciwch yma|yma|mwy|darllen mwy|dolen
    kliknij tutaj|kliknij|tutaj|tu|więcej|czytaj więcej|link|ta strona
    یہاں|یہاں کلک کریں|مزید|مزید پڑھیں|لنک
    এখানে|এখানে ক্লিক করুন|আরও|আরও পড়ুন|লিংক
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}
"""In the languages of the site, in small letters."""

_ADDRESS = re.compile(r"(https?://|www\.)\S*|\S+\.(com|org|net|uk|gov|info)(/\S*)?")


def is_bare(words: str) -> bool:
    """Whether a link's words are no name: empty, “click here” and the like, or an address."""
    said = words.strip().strip(".,:;!?…»>→۔।").strip().casefold()
    return not has_words(said) or said in BARE or bool(_ADDRESS.fullmatch(said))


def has_words(text: str) -> bool:
    """Whether a text has a letter or a digit in any script: signs and pictures alone name nothing."""
    return any(sign.isalnum() for sign in text)
