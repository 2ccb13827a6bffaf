"""Every cookie that this site keeps on a phone stands on the privacy page, in every language of the demo."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, code

NAME = re.compile(r'"(strides_[a-z_]+)"')
PAGES = sorted(ROOT.glob("pages/fixtures/demo/*/site.toml"))


def cookies() -> set[str]:
    """The names of ours, as the code says them."""
    return {name for _path, file in code() for name in NAME.findall(file.read_text())}


def test_there_are_cookies_to_look_for() -> None:
    assert {"strides_language", "strides_lessons", "strides_asked"} <= cookies()
    assert len(PAGES) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_the_privacy_page_names_every_cookie_and_no_other(page: Path) -> None:
    words = tomllib.loads(page.read_text())["pages"]["privacy"]["blocks"]["cookies"]["html"]
    assert set(re.findall(r"<strong>(strides_\w+)</strong>", words)) == cookies()
