"""The project's own files, as the tests of the house look at them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "modules", "community", "pages")


def code(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Each Python file of our packages, with its path from the root; migrations are not looked at."""
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(root).as_posix(), file


def trees(root: Path = ROOT) -> Iterator[tuple[str, ast.Module]]:
    for path, file in code(root):
        yield path, ast.parse(file.read_text())


def kept_files(root: Path = ROOT) -> list[str]:
    """The path of every file under version control, or about to be."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in found if (root / path).is_file()]


def plant(root: Path, path: str, text: str = "") -> Path:
    """Put a file into a tree of make-believe, to show that a test would find it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root
