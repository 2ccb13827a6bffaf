"""Tests by name, for documents and lists that lean on them: a name that is gone must be noticed."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = re.compile(r"tests/[\w/]+\.py::(?:\w+::)?test_\w+")


@cache
def all_tests() -> frozenset[str]:
    """Every test as ``tests/path.py::test_name``, those in classes as ``tests/path.py::TestName::test_name``."""
    return frozenset(name for file in (ROOT / "tests").rglob("test_*.py") for name in tests_in(file))


def tests_in(file: Path) -> list[str]:
    path = file.relative_to(ROOT).as_posix()
    found = []
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found += [f"{path}::{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)]
        elif isinstance(node, ast.FunctionDef):
            found.append(f"{path}::{node.name}")
    return [name for name in found if "::test_" in name]
