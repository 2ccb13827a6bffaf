"""Every kind of work that is written in the outbox is a task that a worker knows."""

import ast
from pathlib import Path

from portal.celery import app

ROOT = Path(__file__).resolve().parents[2]


def kinds_sent() -> dict[str, str]:
    """Each ``kind=`` of a ``send_after_commit`` call in our code, with the file it stands in."""
    found = {}
    for package in ("portal", "modules", "community", "pages"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("send_after_commit"):
                    kind = next(word.value for word in node.keywords if word.arg == "kind")
                    assert isinstance(kind, ast.Constant), (
                        f"{file}: write the task's name out, so that it can be checked."
                    )
                    found[kind.value] = str(file.relative_to(ROOT))
    return found


def test_every_kind_that_is_sent_is_registered():
    app.autodiscover_tasks(force=True)
    assert {kind: file for kind, file in kinds_sent().items() if kind not in app.tasks} == {}


def test_every_entry_of_the_beat_table_is_registered():
    app.autodiscover_tasks(force=True)
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_our_tasks_are_named_by_their_path():
    app.autodiscover_tasks(force=True)
    wrong = [
        name
        for name, task in app.tasks.items()
        if not name.startswith("celery.") and name != f"{task.__module__.removesuffix('.tasks')}.{task.__name__}"
    ]
    assert wrong == []
