"""What a build may take, what it needs, and what is made for one person alone."""

import signal

import pytest

from pages.formats import builders, tasks
from pages.formats.actions import limits, rendering
from pages.formats.checks import check_tools
from pages.formats.exchange import store
from pages.formats.rules import Format, Unavailable, Unfit
from portal.celery import set_alarm, stop_alarm
from tests.pages.formats.conftest import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf", "mood")]


def test_what_concerns_one_person_is_made_and_kept_nowhere(mood, shelf) -> None:
    made = rendering.render_to_bytes(shelf.source(KEY, "en"), Format.PRINT)
    assert made == b"Knee pain  leaflet.pdf"
    assert not any(store.folder().iterdir())
    response = rendering.for_one_person(made, Format.PRINT, name="my-plan")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="my-plan.pdf"'
    mood.unfit = "Too wide."
    with pytest.raises(Unfit):
        rendering.render_to_bytes(shelf.source(KEY, "en"), Format.PRINT)
    mood.lacks = "no-tool"
    with pytest.raises(Unavailable):
        rendering.render_to_bytes(shelf.source(KEY, "en"), Format.PRINT)


def test_a_missing_tool_is_one_warning_that_names_the_formats(mood, monkeypatch) -> None:
    assert check_tools() == []
    monkeypatch.setitem(builders.MODULES, Format.BRF, "pages.formats.builders.not_there")
    monkeypatch.setitem(builders.MODULES, Format.PEF, "pages.formats.builders.not_there")
    (warning,) = check_tools()
    assert "leaflet.brf, leaflet.pef" in warning.msg
    mood.lacks = "no-tool"
    assert len(check_tools()) == 2


def test_a_task_alone_has_the_time_that_it_says_itself() -> None:
    set_alarm(task=tasks.build_due)
    assert 200 < signal.getitimer(signal.ITIMER_REAL)[0] <= 240
    stop_alarm()


def test_an_alarm_that_was_set_before_goes_on() -> None:
    signal.alarm(50)
    with limits.within(3):
        assert signal.getitimer(signal.ITIMER_REAL)[0] <= 3
    left = signal.alarm(0)
    assert 45 <= left <= 50
