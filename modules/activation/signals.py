"""What this app hears from below."""

from typing import Any

from modules.activation import actions
from portal import clock


def hear_of_joining(sender: Any, *, person: Any, **_more: Any) -> None:
    """Whoever opened their account is invited to rate themselves; nothing waits for it."""
    actions.invite_after_joining(by=person, now=clock.now())
