"""Rows are written by actions, and by models on themselves; nobody else touches the database but to read."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, plant, trees

WRITES_A_ROW = {"save", "delete", "save_revision", "publish", "unpublish", "move"}
WRITES_A_ROW |= {"add_child", "add_root", "add_sibling"}
WRITES_ROWS = {"create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
SET_OF_ROWS = ("objects", "_manager", "filter(", "exclude(", "all(", "_set")
MAY_WRITE = {"actions", "models"}

ALLOWED = {
    "pages/formats/builders/audio.py": "writes the tags of an MP3, not rows",
    "pages/formats/builders/pdf_pictures.py": "draws a QR code into memory, not rows",
}


def writes(root: Path) -> dict[str, list[str]]:
    """The calls that write, by file, outside the rooms that may."""
    found: dict[str, list[str]] = {}
    for path, tree in trees(root):
        if not MAY_WRITE & set(path.removesuffix(".py").split("/")):
            calls = [f"{node.lineno}: {ast.unparse(node.func)}" for node in ast.walk(tree) if is_write(node)]
            if calls:
                found[path] = calls
    return found


def is_write(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    on = ast.unparse(node.func.value)
    return node.func.attr in WRITES_A_ROW or (node.func.attr in WRITES_ROWS and any(sign in on for sign in SET_OF_ROWS))


def test_rows_are_written_in_actions_only() -> None:
    assert {path: calls for path, calls in writes(ROOT).items() if path not in ALLOWED} == {}


def test_every_reason_is_still_needed() -> None:
    assert set(ALLOWED) <= set(writes(ROOT))


def test_a_write_in_a_view_would_be_found(tmp_path: Path) -> None:
    plant(
        tmp_path, "community/views.py", "Post.objects.filter(pk=1).update(hidden=True)\npost.save()\nkept.update(a=1)\n"
    )
    plant(tmp_path, "community/actions.py", "post.save()\n")
    assert writes(tmp_path) == {"community/views.py": ["1: Post.objects.filter(pk=1).update", "2: post.save"]}
