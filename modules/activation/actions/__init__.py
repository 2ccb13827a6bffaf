"""Every write of instruments, ratings and invitations."""

from modules.activation.actions.invitations import invite, invite_after_joining, put_off, settle, sweep
from modules.activation.actions.ratings import (
    RatingClosedError,
    begin_rating,
    delete_rating,
    finish_rating,
    forget,
    keep_answer,
    pass_over,
)

__all__ = [
    "RatingClosedError",
    "begin_rating",
    "delete_rating",
    "finish_rating",
    "forget",
    "invite",
    "invite_after_joining",
    "keep_answer",
    "pass_over",
    "put_off",
    "settle",
    "sweep",
]
