"""What set-up says on a machine that lacks something: one sentence, and on with what works."""

import os
import runpy
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / ".ci"
type Tool = Callable[[str, str], None]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Lay a program on a PATH that holds nothing else: its name, and the shell line that it runs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    def lay(name: str, line: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)

    return lay


@pytest.fixture
def setup() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(FOLDER / "setup.py")))


def find_python(where: Path) -> str:
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]}
    command = ["/bin/sh", FOLDER / "python"]
    return subprocess.run(command, env=kept, cwd=where, capture_output=True, text=True, check=False).stdout.strip()


def test_a_python_that_is_too_old_is_passed_by(tool: Tool, tmp_path: Path) -> None:
    tool("python3", "exit 1")  # what the question about its version gives
    tool("python3.12", "exit 0")
    assert find_python(tmp_path) == str(tmp_path / "python3.12")


@pytest.mark.parametrize(("answer", "taken"), [("exit 0", ".venv/bin/python"), ("exit 1", "python3.12")])
def test_the_environment_made_before_is_taken_while_it_works(
    tool: Tool, tmp_path: Path, answer: str, taken: str
) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    tool("python3.12", "exit 0")
    tool(".venv/bin/python", answer)
    assert find_python(tmp_path).endswith(taken)


@pytest.mark.parametrize("version", ["", "v18.20.1", "unknown"])
def test_without_a_node_that_is_new_enough_it_says_so_in_a_sentence(
    tool: Tool, setup: SimpleNamespace, version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if version:
        tool("node", f"echo {version}")
        tool("npm", "exit 0")
    with pytest.raises(SystemExit) as stopped:
        setup.require_node()
    said = f"{stopped.value} {capsys.readouterr()}"
    assert "Node 20 or newer" in said
    assert "install it and run this again" in said


def test_a_newer_node_is_taken(tool: Tool, setup: SimpleNamespace) -> None:
    tool("node", "echo v24.1.0")
    tool("npm", "exit 0")
    setup.require_node()


def test_without_root_missing_packages_are_named_and_set_up_goes_on(
    setup: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: asked.append(words))
    setup.install_debian_packages([("/nowhere/at/all", "some-package", "sound"), ("/bin/sh", "dash", "shell")])
    said = capsys.readouterr().out
    assert "The Debian package some-package could not be installed, so no sound." in said
    assert "apt install some-package" in said
    assert "dash" not in said
    assert asked == []
