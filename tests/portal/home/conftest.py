import pytest

from portal import timeline


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site in which no app offers anything yet."""
    monkeypatch.setattr(timeline, "_offers", {})
