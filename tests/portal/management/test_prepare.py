"""``manage.py prepare`` does what is needed, and nothing twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from modules.learning.models import LessonIndex
from pages.actions import clear_demo_content
from pages.models import HomePage
from portal.management.commands import prepare
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

type Done = Callable[[], list[str]]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Done:
    """Run the command; gives the names of the commands that it called, which leave their traces but do no work."""
    settings.STATIC_ROOT = tmp_path / "static"
    called: list[str] = []

    def note(name: str, **_options: Any) -> None:
        called.append(name)
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(prepare, "call_command", note)

    def run() -> list[str]:
        called.clear()
        call_command("prepare")
        return list(called)

    return run


def test_prepare_does_everything_on_a_new_machine_and_nothing_the_second_time(done: Done) -> None:
    assert done() == ["migrate", "collectstatic"]
    assert done() == []


def test_prepare_migrates_again_when_a_migration_is_not_applied(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    done()
    monkeypatch.setattr(prepare, "migrations_are_applied", lambda: False)
    assert done() == ["migrate"]


def test_prepare_migrates_again_when_our_code_changed(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    done()
    monkeypatch.setattr(prepare, "code_print", lambda: "another state of the code")
    assert done() == ["migrate"]


def test_prepare_collects_again_when_a_static_file_changed_or_what_was_collected_is_gone(
    done: Done, settings: Any, tmp_path: Path
) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    settings.STATICFILES_DIRS = [("icons", icons)]
    done()
    (icons / "knee.svg").write_text("<svg/>")
    assert done() == ["collectstatic"]
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert done() == ["collectstatic"]


def test_prepare_believes_no_broken_record(done: Done, settings: Any) -> None:
    done()
    (settings.VAR_DIR / "prepared.json").write_text('{"tables": ')
    assert done() == ["migrate", "collectstatic"]


def test_prepare_loads_the_demo_only_where_nobody_lives_and_it_is_switched_on(done: Done, settings: Any) -> None:
    settings.DEMO = True
    assert done()[-1] == "load_demo"
    PersonFactory(is_demo=True)
    assert "load_demo" not in done()


def test_prepare_says_when_the_database_does_not_answer(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(prepare.connection, "ensure_connection", away)
    with pytest.raises(CommandError, match=r"does not answer: connection refused\. Look at STRIDES_"):
        done()


def test_prepare_lays_the_first_pages_as_drafts_without_the_switch(
    done: Done, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    clear_demo_content()
    settings.DEMO = False
    assert "load_demo" not in done()
    assert "laid as drafts" in capsys.readouterr().out
    home = HomePage.objects.get()
    assert (home.live, LessonIndex.objects.get().get_parent().pk) == (False, home.pk)
    done()
    assert "laid as drafts" not in capsys.readouterr().out


def test_prepare_leaves_the_place_to_the_demo_where_it_is_switched_on(done: Done, settings: Any) -> None:
    clear_demo_content()
    settings.DEMO = True
    done()
    assert not HomePage.objects.exists()


def test_prepare_takes_the_demo_away_when_it_is_switched_off(done: Done, settings: Any) -> None:
    person = PersonFactory(is_demo=True)
    settings.DEMO = False
    assert done()[-1] == "demo_off"
    person.delete()
    assert "demo_off" not in done()
