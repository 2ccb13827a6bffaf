"""What browsers fetch: small, and mirrored where reading runs from right to left."""

import gzip
import re

import pytest
from django.conf import settings

DIST = settings.BASE_DIR / "static" / "dist"


def sheet(name: str) -> str:
    return (DIST / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["strides.css", "strides.rtl.css"])
def test_the_style_sheet_fits_its_budget(name: str) -> None:
    assert len(gzip.compress(sheet(name).encode(), 9)) <= 14 * 1024


def test_the_help_now_sheet_is_8_kilobytes_as_it_stands() -> None:
    assert len(sheet("help-now.css").encode()) <= 8 * 1024


def test_a_reading_page_s_own_script_is_two_kilobytes() -> None:
    assert len(sheet("strides.js").encode()) <= 2 * 1024


def test_the_mirrored_sheet_has_the_same_rules_with_sides_and_shapes_turned() -> None:
    plain, mirrored = sheet("strides.css"), sheet("strides.rtl.css")
    assert plain.count("{") == mirrored.count("{")
    sides = re.compile(r"(?:margin|padding|border)-(left|right)\b|[;{](left|right):")
    turned = {"left": "right", "right": "left"}
    assert [turned[a or b] for a, b in sides.findall(plain)] == [a or b for a, b in sides.findall(mirrored)]
    assert "polygon(0% 0%, 100% 50%, 0% 100%)" in plain
    assert "polygon(100% 0%, 0% 50%, 100% 100%)" in mirrored


@pytest.mark.parametrize("name", ["strides.css", "strides.rtl.css", "help-now.css"])
def test_no_sheet_fetches_anything_or_moves_anything_by_itself(name: str) -> None:
    text = sheet(name)
    assert "url(" not in text
    assert "@import" not in text
    assert "@keyframes" not in text
    assert "position:sticky" not in text
    assert "position:fixed" not in text
    assert "frutiger" not in text.lower()
