"""How long each kind of row about people is kept, why, and what ends it. Plain Python: models by their label.

Source of the periods: the service's own proposal; whoever runs it compares them with the policy of their organisation.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.contact.rules import KEPT_WHEN_CLOSED

LEAST_ROWS: Final = 20
MOST_PERCENT: Final = 2
BATCH: Final = 500


class Ends(StrEnum):
    """What ends the keeping of a row."""

    SWEPT = "swept"  # by the sweep here, with its brake
    OWN_TASK = "own task"  # by a task of its app, which is named: rows that come and go within days
    WITH_PERSON = "with the person"  # when the account is erased
    STANDS = "stands"  # names nobody who can still be found


@dataclass(frozen=True)
class Keep:
    """One kind of row. days: counted from the instant in column ``since``; both only where rows are swept here.

    task: the task that ends it, where that is its app's own. of_nobody: only the rows whose ``person`` is empty.
    """

    model: str
    why: str
    ends: Ends
    days: int = 0
    since: str = ""
    task: str = ""
    of_nobody: bool = False


YEAR: Final = 365
REGISTRY: Final = (
    Keep("accounts.User", "who somebody is", Ends.WITH_PERSON),
    Keep("accounts.Card", "which cards a person was given", Ends.SWEPT, 2 * YEAR, "stopped_at"),
    Keep("accounts.KnownDevice", "to open a known phone", Ends.OWN_TASK, task="portal.accounts.forget_old"),
    Keep("accounts.SignInAttempt", "to sign in", Ends.OWN_TASK, task="portal.accounts.forget_old"),
    Keep("accounts.AddressChange", "to tell the old address", Ends.OWN_TASK, task="portal.accounts.forget_old"),
    Keep("accounts.Turns", "to limit tries", Ends.OWN_TASK, task="portal.accounts.forget_old"),
    Keep("accounts.Consent", "to show what was agreed", Ends.WITH_PERSON),
    Keep("accounts.Need", "to be served as needed", Ends.WITH_PERSON),
    Keep("accounts.Preferences", "to be served as wished", Ends.WITH_PERSON),
    Keep("accounts.SavedPage", "to read again what one kept", Ends.WITH_PERSON),
    Keep("audit.AuditEntry", "to answer who did what; ids only", Ends.STANDS),
    Keep("outbox.OutboxItem", "to do what was promised", Ends.OWN_TASK, task="portal.outbox.forget_done"),
    Keep("sealing.DataKey", "to read what it seals", Ends.WITH_PERSON),
    Keep("communications.StoppedNumber", "never to text again; a keyed hash", Ends.STANDS),
    Keep(
        "contact.Request",
        "asked signed out: to answer, and to answer for it",
        Ends.SWEPT,
        KEPT_WHEN_CLOSED.days,
        "closed_at",
        of_nobody=True,
    ),
    Keep("contact.Request", "asked signed in: part of a person's own record", Ends.WITH_PERSON),
    Keep(
        "contact.ClearAnswer",
        "said without an account: to write pages better",
        Ends.SWEPT,
        2 * YEAR,
        "said_at",
        of_nobody=True,
    ),
    Keep("contact.ClearAnswer", "said signed in: part of a person's own record", Ends.WITH_PERSON),
    Keep("contact.Line", "belongs to its request", Ends.WITH_PERSON),
    Keep(
        "contact.LinkText",
        "to text a link once; the number goes with the text",
        Ends.OWN_TASK,
        task="portal.contact.forget_old_links",
    ),
    Keep("activation.Rating", "a person's own path", Ends.WITH_PERSON),
    Keep("activation.Answer", "belongs to its rating", Ends.WITH_PERSON),
    Keep("activation.Invitation", "to ask once and no more", Ends.WITH_PERSON),
    Keep("learning.StepProgress", "to carry on where one was", Ends.WITH_PERSON),
    Keep("privacy.Deletion", "to give time to think", Ends.WITH_PERSON),
    Keep("privacy.Erasure", "to erase again after a restore; a keyed hash", Ends.STANDS),
)


def must_stop(*, due: int, total: int) -> bool:
    """Whether a sweep wants to delete so much of a table that a person has to look first.

    A clock that jumped, or a wrong period, would otherwise empty it. More than 2 in 100 rows, and more than 20.
    """
    return due > LEAST_ROWS and due * 100 > total * MOST_PERCENT
