"""``manage.py instrument``: a report on standard output, and a status that says whether the file can be used."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from modules.activation.exchange.fhir.reading import read
from modules.activation.models import Instrument

FILES = Path(__file__).parents[1] / "files"


def run(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("instrument", *words, stdout=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue()
    return 0, said.getvalue()


def test_a_file_is_stored_as_a_draft_once(db: None) -> None:
    path = str(FILES / "walk-iif.json")
    assert run("import", path)[0] == 0
    status, said = run("import", path)
    assert (status, said.splitlines()[-1]) == (0, "It is here already: sure-on-a-walk, version 2. Nothing was stored.")
    assert not Instrument.objects.get().live


def test_a_dry_run_says_the_same_and_stores_nothing(db: None) -> None:
    status, said = run("import", str(FILES / "walk-iif.json"), "--dry-run")
    assert (status, said.splitlines()[-1]) == (0, "The file can be used. Nothing was stored.")
    assert "Please check: item[3] (total): It would count missing answers" in said
    assert not Instrument.objects.exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize("name", ["broken-links.json", "broken-shape.json", "release-five.json"])
def test_a_broken_file_ends_with_status_one(db: None, name: str, dry: tuple[str, ...]) -> None:
    status, said = run("import", str(FILES / name), *dry)
    assert (status, said.splitlines()[-1]) == (1, "The file cannot be used. Nothing was stored.")
    assert not Instrument.objects.exists()


def test_five_thousand_items_give_one_line_and_nothing_is_stored(db: None, tmp_path: Path) -> None:
    items = [{"linkId": str(number), "type": "boolean", "text": "Is it so?"} for number in range(5000)]
    file = tmp_path / "long.json"
    file.write_text(json.dumps({"resourceType": "Questionnaire", "status": "active", "title": "Long", "item": items}))
    status, said = run("import", str(file))
    assert status == 1
    assert "There are 5000 items. With one on each screen, 300 is the limit." in said
    assert len(said.splitlines()) < 5
    assert not Instrument.objects.exists()


def test_who_finds_the_version_taken_each_time_is_told_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("modules.activation.actions.importing.store_instrument", taken)
    status, said = run("import", str(FILES / "walk-iif.json"))
    assert (status, said.splitlines()[-1]) == (
        1,
        "Others are adding this instrument now. Nothing was stored. Try again.",
    )


@pytest.mark.parametrize("path", ["nowhere.json", ".", "a\0b", "/dev/null"])
def test_what_cannot_be_read_is_said(db: None, path: str) -> None:
    status, said = run("import", path)
    assert status == 1
    assert said.count("\n") in {1, 2}
    assert "cannot be" in said


def test_what_is_exported_reads_back_equal(db: None) -> None:
    path = FILES / "stairs-ordinal.json"
    run("import", str(path))
    status, said = run("export", "sure-on-the-stairs")
    assert status == 0
    assert read(said.encode()).definition == read(path.read_bytes()).definition
    assert run("export", "sure-on-the-stairs", "--version", "2") == (status, said)


@pytest.mark.parametrize(
    "words", [("nowhere",), ("sure-on-a-walk", "--version", "9"), ("sure-on-a-walk", "--version", "-1")]
)
def test_an_instrument_that_is_not_here_is_said_to_be_so(db: None, words: tuple[str, ...]) -> None:
    run("import", str(FILES / "walk-iif.json"))
    assert run("export", *words) == (1, "There is no such instrument here.\n")


def test_a_command_line_that_makes_no_sense_is_refused(db: None) -> None:
    for words in ((), ("lend", "x"), ("import",), ("export", "x", "--version", "two")):
        with pytest.raises(CommandError):
            call_command("instrument", *words)


SHELL = [
    ("{python} manage.py instrument import {file} --dry-run", 0),
    ("{python} manage.py instrument import {file} --dry-run >&-", 1),
    ("{python} manage.py instrument import {file} --dry-run > /dev/full", 1),
    ("{python} manage.py instrument import /dev/zero", 1),
    ("PYTHONIOENCODING=ascii LC_ALL=C {python} manage.py instrument import {file} --dry-run", 0),
    ("{python} manage.py instrument export anything", 1),
]


@pytest.mark.slow
@pytest.mark.parametrize(("line", "wanted"), SHELL)
def test_no_way_to_call_it_ends_in_a_traceback(tmp_path: Path, line: str, wanted: int) -> None:
    command = line.format(python=sys.executable, file=FILES / "stairs-ordinal.json")
    place = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.dev", "STRIDES_VAR": str(tmp_path)}
    ended = subprocess.run(
        ["/bin/sh", "-c", command], cwd=settings.BASE_DIR, env=place, capture_output=True, check=False
    )
    assert (ended.returncode, b"Traceback" in ended.stderr, b"Exception" in ended.stderr) == (wanted, False, False)
