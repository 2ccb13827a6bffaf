"""The portal's clock, moved by hand: for the tests in which days go by."""

import datetime

import pytest

from portal import clock


class Time:
    """The instant that the portal takes for now."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 11, 22, 9, 0, 5, tzinfo=datetime.UTC)

    def pass_(self, **period: float) -> None:
        self.now += datetime.timedelta(**period)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(clock, "now", lambda: time.now)
    return time
