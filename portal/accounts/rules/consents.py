"""What a person can say yes to, and which wording of it is in use. Plain Python."""

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """The words of each stand in ``templates/accounts/consents/<value>-<version>.txt``."""

    REMINDERS = "reminders"
    NEEDS = "needs"


VERSIONS: Final = {Purpose.REMINDERS: 1, Purpose.NEEDS: 1}
"""The wording shown now. A change of meaning is a new version in a new file: the old one stays, for whoever said yes
to it."""
