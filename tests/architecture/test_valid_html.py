"""What readers are sent is valid HTML, by a validator that is not ours."""

import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from pages.models import HomePage
from tests.addresses import EVERY_TEMPLATE

ROOT = Path(settings.BASE_DIR)
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
LANGUAGES = ["en", "ur"]


def faults(*files: Path) -> dict[str, set[str]]:
    """The rules that files break: by file name, each with the validator's own words."""
    command = [VALIDATOR, "--config", ROOT / ".htmlvalidate.json", "--formatter", "json", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return {
        Path(found["filePath"]).name: {f"{m['ruleId']}: {m['message']} (line {m['line']})" for m in found["messages"]}
        for found in json.loads(run.stdout)
    }


@pytest.mark.slow
def test_every_template_gives_valid_html(client: Client, demo_site: HomePage, tmp_path: Path) -> None:
    files = []
    for template, path in EVERY_TEMPLATE.items():
        for language in LANGUAGES:
            file = tmp_path / f"{language}-{template.replace('/', '-')}"
            file.write_bytes(client.get(f"/{language}/{path}").content)
            files.append(file)
    assert faults(*files) == {}


@pytest.mark.slow
def test_the_validator_finds_what_is_not_valid(tmp_path: Path) -> None:
    file = tmp_path / "not-valid.html"
    file.write_text("<!DOCTYPE html><html lang='en'><title>x</title><p><div id='a'></div><b id='a'></p></html>")
    assert faults(file)["not-valid.html"]
