"""Nothing gates care: pages and the asking of help know no lesson, and page types do not ask who is reading."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, code, plant, trees

BLIND = ("pages/", "portal/contact/")
"""Packages that may not know what a person has learned, answered or done."""
TELLING = re.compile(r"^modules(\.|$)|progress|activation|completed", re.IGNORECASE)
PERSON = re.compile(r"\brequest\.user\b")
IN_TEMPLATE = re.compile(r"{[{%][^}]*\b(?:request\.)?user\b[^}]*[%}]}")


def imports(tree: ast.Module) -> list[str]:
    """Every module and name that a file imports, as dotted paths."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module or ''}.{alias.name}" for alias in node.names]
    return found


def knowing(root: Path) -> list[str]:
    return [
        f"{path}: {name}"
        for path, tree in trees(root)
        if path.startswith(BLIND)
        for name in imports(tree)
        if TELLING.search(name)
    ]


def asking_who_reads(root: Path) -> list[str]:
    """Page types, blocks and their templates that look at the reader: they would differ from person to person."""
    rooms = ("pages/models/", "pages/blocks/", "pages/library/", "pages/safety/")
    types = [path for path, file in code(root) if path.startswith(rooms) and PERSON.search(file.read_text())]
    drawn = [file for folder in ("pages", "blocks") for file in sorted((root / "templates" / folder).rglob("*.html"))]
    return types + [file.relative_to(root).as_posix() for file in drawn if IN_TEMPLATE.search(file.read_text())]


def test_pages_know_nothing_of_what_a_person_has_done() -> None:
    assert knowing(ROOT) == []


def test_pages_are_the_same_for_everyone() -> None:
    assert asking_who_reads(ROOT) == []


def test_a_gate_would_be_found(tmp_path: Path) -> None:
    plant(tmp_path, "pages/models/plan.py", "from modules.learning.queries import next_lesson\n")
    plant(tmp_path, "pages/queries.py", "from portal.timeline import lesson_progress\n")
    plant(tmp_path, "portal/home/queries.py", "from modules.learning.queries import next_lesson\n")
    assert knowing(tmp_path) == [
        "pages/models/plan.py: modules.learning.queries.next_lesson",
        "pages/queries.py: portal.timeline.lesson_progress",
    ]


def test_a_page_that_looks_at_its_reader_would_be_found(tmp_path: Path) -> None:
    plant(tmp_path, "pages/models/plan.py", "def serve(self, request):\n    return request.user.is_authenticated\n")
    plant(tmp_path, "templates/pages/plan.html", "{% if user.is_authenticated %}plan{% endif %}")
    plant(tmp_path, "templates/pages/word.html", "{{ user_words }} for the user")
    assert asking_who_reads(tmp_path) == ["pages/models/plan.py", "templates/pages/plan.html"]
