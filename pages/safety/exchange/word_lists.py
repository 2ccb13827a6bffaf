"""The words that sound like warning signs, read once from ``pages/safety/fixtures/words/<language>.toml``.

Each file names who answers for it and when it was checked last; nobody has checked them yet.
"""

import functools
import tomllib
from pathlib import Path
from typing import Final

from pages.safety.rules.words import WordList, word_list

FOLDER: Final = Path(__file__).resolve().parents[1] / "fixtures" / "words"


@functools.cache
def word_lists() -> dict[str, WordList]:
    """The word list of each language that has one, by its code. Raises WrongPhraseError."""
    files = sorted(FOLDER.glob("*.toml"))
    return {file.stem: word_list(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files}
