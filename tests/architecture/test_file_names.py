"""Each app has the same rooms under the same names, so that a stranger knows where to look."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, code, plant

ROOMS = {"rules", "models", "queries", "actions", "forms", "views", "tasks", "privacy", "urls", "exchange"}
ROOMS |= {"signals", "checks", "__init__"}
FRAMEWORK = {"apps", "admin", "translation", "wagtail_hooks", "context", "panels", "middleware"}
"""Names that Django, modeltranslation and Wagtail look for, or that every Django project gives to these things."""
GROWING = {"rules", "models", "queries", "actions", "views", "exchange", "commands", "templatetags", "settings"}
GROWING |= {"blocks", "builders"}
"""Folders in which files are named after a word of the glossary."""
BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "core", "service_layer", "services", "manager"}
BANNED |= {"managers", "handler", "handlers"}

ALLOWED = {
    "portal/catalogues.py": "compiles message catalogues before Django can start",
    "portal/celery.py": "the composition root of the worker",
    "portal/logs.py": "is named by the settings, before any app is there",
    "portal/clock.py": "the one place that asks the time",
    "portal/display.py": "what every page shows and no app owns: size, contrast, theme, data saver",
    "portal/fields.py": "model fields used by every storey",
    "portal/lists.py": "how a list stands in a line, for every storey",
    "portal/memory.py": "what a process holds, for whoever must stay small",
    "portal/http.py": "what every view needs of HTTP",
    "portal/rows.py": "rows of several tables as plain values, for everybody who gives out a person's data",
    "portal/timeline.py": "what every app may offer for a person's own page",
    "portal/sealing/fields.py": "the model field that seals, used by every storey above",
    "portal/supervision.py": "what the command serve turns into",
    "portal/wsgi.py": "the composition root of the web server",
    "portal/accounts/gate.py": "the middleware and backend that stand between a stranger and the staff pages",
    "portal/communications/mail.py": "the mail backend that Django loads by its path",
    "portal/outbox/bell.py": "the doorbell: the one place where the outbox touches Celery",
    "pages/formats/sources.py": "what every app may offer to be made into formats",
    "pages/editions/gate.py": "the gate that Django loads by its path: which edition a reader may see",
}


def out_of_place(root: Path) -> list[str]:
    return [path for path, _file in code(root) if not stands_well(path)]


def stands_well(path: str) -> bool:
    *folders, file = path.removesuffix(".py").split("/")
    return bool(GROWING & set(folders[1:])) or file in ROOMS | FRAMEWORK


def banned(root: Path) -> list[str]:
    return [path for path, _file in code(root) if BANNED & set(path.removesuffix(".py").split("/"))]


def banned_classes(root: Path) -> list[str]:
    """Classes called by what they do to things instead of what they are, where Django does not ask for the word."""
    word = re.compile(r"^class (\w*(?:Helper|Util|Utils|Handler))\b", re.MULTILINE)
    return [f"{path}: {name}" for path, file in code(root) for name in word.findall(file.read_text())]


def test_every_file_has_a_name_of_the_house_or_a_reason() -> None:
    assert [path for path in out_of_place(ROOT) if path not in ALLOWED] == []


def test_every_reason_is_still_needed() -> None:
    assert sorted(ALLOWED) == sorted(path for path in out_of_place(ROOT) if path in ALLOWED)


def test_no_file_has_a_name_that_could_hold_anything() -> None:
    assert banned(ROOT) == []
    assert banned_classes(ROOT) == []


def test_a_file_out_of_place_would_be_found(tmp_path: Path) -> None:
    plant(tmp_path, "community/moderation.py")
    plant(tmp_path, "community/rules/moderation.py")
    plant(tmp_path, "pages/library/views.py")
    assert out_of_place(tmp_path) == ["community/moderation.py"]


def test_a_banned_name_would_be_found(tmp_path: Path) -> None:
    plant(tmp_path, "pages/actions/helpers.py", "class MailHandler:\n    pass\n")
    plant(tmp_path, "modules/core/rules.py")
    assert banned(tmp_path) == ["modules/core/rules.py", "pages/actions/helpers.py"]
    assert banned_classes(tmp_path) == ["pages/actions/helpers.py: MailHandler"]
