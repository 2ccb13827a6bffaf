"""The words of the interface: each language says all that our templates and code ask for, and nothing else."""

import contextlib
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils.translation import to_locale

from portal.catalogues import LOCALES
from portal.settings.languages import LANGUAGES, SOURCE_LANGUAGE
from tests.architecture.tree import PACKAGES, ROOT, plant

TRANSLATED = [code for code, _name in LANGUAGES if code != SOURCE_LANGUAGE]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
MARKUP = re.compile(r"<[^>]*>|&#?\w+;|\"")
"""Tags, entities and straight quotes: templates put words into pages, and into attributes, as they stand."""

NO_XGETTEXT = "xgettext is missing: install Debian's package gettext, then run this test again."


def asked_for(root: Path, work: Path) -> polib.POFile:
    """The messages of templates and code, read from a copy: makemessages writes beside what it reads."""
    assert shutil.which("xgettext"), NO_XGETTEXT
    not_source = shutil.ignore_patterns("locale", "__pycache__", "fixtures")
    for folder in (*PACKAGES, "templates"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, work / folder, ignore=not_source)
    found = work / "found"
    with contextlib.chdir(work), override_settings(LOCALE_PATHS=[found]):
        call_command("makemessages", all=True, keep_pot=True, no_location=True, verbosity=0)
    return polib.pofile(str(found / "django.pot"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def name(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}: {entry.msgid}" if entry.msgctxt else entry.msgid


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def faults_of(entry: polib.POEntry, forms: int) -> list[str]:
    """What is wrong with one message; forms: how many plural forms the language has."""
    source = entry.msgid_plural or entry.msgid
    places, markup = set(PLACEHOLDER.findall(source)), sorted(MARKUP.findall(source))
    checks = {
        "fuzzy": entry.fuzzy,
        "empty": not all(text.strip() for text in texts(entry)),
        "plural forms": bool(entry.msgid_plural) and sorted(entry.msgstr_plural) != list(range(forms)),
        "placeholders": any(set(PLACEHOLDER.findall(text)) != places for text in texts(entry)),
        "markup": any(sorted(MARKUP.findall(text)) != markup for text in texts(entry)),
    }
    return [f"{fault}: {name(entry)}" for fault, is_so in checks.items() if is_so]


def faults(catalogue: polib.POFile, asked: polib.POFile) -> list[str]:
    """What is missing from a catalogue, what nobody asks for, and what is wrong with the rest."""
    forms = int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[1])
    wanted, said = ({key(each): each for each in file} for file in (asked, catalogue))
    return [
        *(f"missing: {name(each)}" for each in asked if key(each) not in said),
        *(f"not asked for: {name(each)}" for each in catalogue if key(each) not in wanted or each.obsolete),
        *(f"twice: {name(each)}" for each in catalogue if said[key(each)] is not each),
        *(fault for entry in catalogue for fault in faults_of(entry, forms)),
    ]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    return asked_for(ROOT, tmp_path_factory.mktemp("messages"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_says_what_templates_and_code_ask_for(language: str, asked: polib.POFile) -> None:
    source = LOCALES / to_locale(language) / "LC_MESSAGES" / "django.po"
    assert source.exists(), f"There is no {source.relative_to(ROOT)}: see docs/adding-a-language.md, step 3."
    found = faults(polib.pofile(str(source)), asked)
    assert not found, "\n".join(found)


def test_messages_of_templates_and_of_code_are_found(tmp_path: Path) -> None:
    root = plant(tmp_path / "tree", "templates/door.html", '{% load i18n %}{% translate "Back" context "door" %}')
    plant(root, "templates/email/code.txt", "{% load i18n %}{% blocktranslate %}Hi {{ you }}{% endblocktranslate %}")
    plant(root, "pages/words.py", 'from django.utils.translation import gettext as _\n\nKNEE = _("Knee")\n')
    (tmp_path / "work").mkdir()
    found = asked_for(root, tmp_path / "work")
    assert sorted(map(name, found)) == ["Hi %(you)s", "Knee", "door: Back"]


def test_without_xgettext_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AssertionError, match="Debian's package gettext"):
        asked_for(ROOT, tmp_path)


def test_each_fault_of_a_catalogue_is_found() -> None:
    entry, heading = polib.POEntry, 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);"\n'
    pages = {"msgid": "%(n)s page", "msgid_plural": "%(n)s pages"}
    good = [entry(msgid="Knee", msgstr="Kolano"), entry(**pages, msgstr_plural={0: "%(n)s strona", 1: "%(n)s strony"})]
    asked, said = polib.pofile(heading), polib.pofile(heading)
    said.extend(good)
    asked.extend(good)
    asked.extend(entry(msgid=text) for text in ("Hip", "Neck", "Call {number}", "<b>Now</b>", "Save", "Back"))
    said.append(entry(msgid="Neck", msgstr="Szyja", flags=["fuzzy"]))
    said.append(entry(msgid="Call {number}", msgstr="Zadzwoń {numer}"))
    said.append(entry(msgid="<b>Now</b>", msgstr="<b>Teraz"))
    said.append(entry(msgid="Save", msgstr=" "))
    said.append(entry(msgid="Back", msgstr='Do "tyłu"'))
    said.append(entry(msgid="Back", msgctxt="door", msgstr="Plecy"))
    assert faults(said, asked) == [
        "missing: Hip",
        "not asked for: door: Back",
        "fuzzy: Neck",
        "placeholders: Call {number}",
        "markup: <b>Now</b>",
        "empty: Save",
        "markup: Back",
    ]
    good[1].msgstr_plural = {0: "%(n)s strona"}
    said.append(entry(msgid="Knee", msgstr="Kolanko"))
    said.append(entry(msgid="Hip", msgstr="Biodro", obsolete=True))
    assert {"plural forms: %(n)s page", "twice: Knee", "not asked for: Hip"} <= set(faults(said, asked))
