"""Message catalogues are compiled without Debian's gettext, and only when they changed."""

import gettext
import os
from pathlib import Path

from portal.catalogues import compile_catalogues

POLISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "door"
msgid "Back"
msgstr "Plecy"

#, fuzzy
msgid "Knee"
msgstr "Kolanko"
"""


def catalogue(folder: Path) -> Path:
    source = folder / "pl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(POLISH)
    return source


def test_compile_catalogues_keeps_contexts_and_leaves_out_what_is_fuzzy(tmp_path: Path) -> None:
    target = catalogue(tmp_path).with_suffix(".mo")
    assert compile_catalogues(tmp_path) == [target]
    with target.open("rb") as file:
        polish = gettext.GNUTranslations(file)
    assert polish.pgettext("door", "Back") == "Plecy"
    assert polish.gettext("Knee") == "Knee"


def test_compile_catalogues_does_only_what_changed(tmp_path: Path) -> None:
    source = catalogue(tmp_path)
    assert compile_catalogues(tmp_path) != []
    assert compile_catalogues(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == [source.with_suffix(".mo")]
