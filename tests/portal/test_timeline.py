"""What apps offer for a person's own page."""

import datetime

import pytest

from portal import timeline
from portal.timeline import Event, Tile

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def nobody_offers_yet(monkeypatch):
    monkeypatch.setattr(timeline, "_offers", {})


def tile(key, order=50):
    return Tile(key=key, title=key, line="", href="/", order=order)


def test_tiles_of_all_apps_come_in_one_order(amira):
    timeline.register("later", tiles=lambda person, now: [tile("b"), tile("last", order=90)])
    timeline.register("sooner", tiles=lambda person, now: [tile("a"), tile("first", order=1)])
    assert [found.key for found in timeline.tiles_for(amira, NOW)] == ["first", "a", "b", "last"]


def test_an_app_is_told_who_asks_and_when(amira):
    asked = []
    timeline.register("lessons", tiles=lambda person, now: asked.append((person, now)) or [])
    assert timeline.tiles_for(amira, NOW) == []
    assert asked == [(amira, NOW)]


def test_events_come_latest_first(amira):
    hour = datetime.timedelta(hours=1)
    timeline.register("one", events=lambda person, now: [Event(now - hour, "before", ""), Event(now, "b", "")])
    timeline.register("two", events=lambda person, now: [Event(now + hour, "to come", ""), Event(now, "a", "")])
    assert [event.title for event in timeline.events_for(amira, NOW)] == ["to come", "a", "b", "before"]


def test_regions_get_the_request(amira, rf):
    request = rf.get("/en/me/")
    timeline.register("phone", regions=lambda asked, person, now: [tile(asked.path)])
    assert [found.key for found in timeline.regions_for(request, amira, NOW)] == ["/en/me/"]
    assert timeline.tiles_for(amira, NOW) == []
    assert timeline.events_for(amira, NOW) == []


def test_a_name_is_given_once():
    timeline.register("lessons")
    with pytest.raises(timeline.TakenError):
        timeline.register("lessons")
