"""The hazard log is true: each hazard has controls, each control a test that is there, each risk is worked out."""

import re
from pathlib import Path

import pytest

from tests.named_tests import NAME, ROOT, all_tests

LOG = (ROOT / "docs" / "safety" / "hazard-log.md").read_text(encoding="utf-8")
PURPOSE = (ROOT / "docs" / "safety" / "intended-purpose.md").read_text(encoding="utf-8")
HAZARDS = {section.split("\n", 1)[0]: section for section in LOG.split("\n## ")[1:] if re.match(r"H\d+\. ", section)}
RISK = re.compile(r"- (Before|After): severity ([1-5]) x likelihood ([1-5]) = (\d+)")
CONTROL = re.compile(r"^\d+\. .+$", re.MULTILINE)
HIGHEST_LEFT = 12


def missing(text: str) -> set[str]:
    """The tests that a text names and that are not there."""
    return set(NAME.findall(text)) - all_tests()


def controls(section: str) -> list[str]:
    """Each control of a hazard with the lines under it."""
    starts = [match.start() for match in CONTROL.finditer(section)]
    return [section[start:end] for start, end in zip(starts, [*starts[1:], len(section)], strict=True)]


def test_every_test_that_the_log_names_is_there() -> None:
    assert missing(LOG + PURPOSE) == set()


def test_a_name_that_is_gone_would_be_noticed() -> None:
    gone = "tests/journeys/test_help_now.py::test_something_else"
    assert missing(f"- `{gone}`") == {gone}


def test_hazards_are_numbered_without_a_gap() -> None:
    assert [int(name.split(".")[0][1:]) for name in HAZARDS] == list(range(1, len(HAZARDS) + 1))
    assert len(HAZARDS) >= 8


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_says_everything_that_is_asked(name: str) -> None:
    section = HAZARDS[name]
    for part in ("- Cause: ", "- Effect: ", "- Owner: ", "\nControls\n", "\nLeft over: "):
        assert part in section, part
    risks = {
        when: (int(severity), int(likelihood), int(risk)) for when, severity, likelihood, risk in RISK.findall(section)
    }
    assert set(risks) == {"Before", "After"}
    assert all(severity * likelihood == risk for severity, likelihood, risk in risks.values())
    assert risks["After"][2] < risks["Before"][2]
    assert risks["After"][2] <= HIGHEST_LEFT


@pytest.mark.parametrize("name", HAZARDS)
def test_every_control_names_a_test_that_proves_it(name: str) -> None:
    found = controls(HAZARDS[name])
    assert found
    assert [control.split("\n")[0] for control in found if not NAME.search(control)] == []


def test_documents_name_no_test_in_another_form() -> None:
    """A name that the pattern does not read would never be missed."""
    for file in Path(ROOT / "docs" / "safety").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert text.count("::test_") == len(NAME.findall(text))
