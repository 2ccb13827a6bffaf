"""Places for tests: published, with times."""

import datetime
from typing import Any

from pages.editions.actions import publish_edition
from pages.library.models import Entry, EntrySession


def add_place(code: str, *times: tuple[str, str, str], **facts: Any) -> Entry:
    """A live entry. times: weekday, from and to, such as ``("thu", "13:00", "16:00")``, no appointment needed."""
    told = {"name_en": code, "line_en": "A place.", "is_demo": True, **facts}
    if isinstance(told.get("checked_on"), str):
        told["checked_on"] = datetime.date.fromisoformat(told["checked_on"])
    entry = Entry(code=code, **told)
    for place, (weekday, opens, closes) in enumerate(times):
        hours = {"opens": datetime.time.fromisoformat(opens), "closes": datetime.time.fromisoformat(closes)}
        entry.sessions.add(EntrySession(sort_order=place, weekday=weekday, needs_appointment="no", **hours))
    entry.save()
    entry.save_revision()
    publish_edition(by=None, content=entry, language="en", origin="demo")
    entry.refresh_from_db()
    return entry
