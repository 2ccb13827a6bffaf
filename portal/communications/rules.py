"""Which letters there are."""

from enum import StrEnum


class Letter(StrEnum):
    """The value is the name of the template under ``templates/email/``."""

    SIGN_IN_CODE = "sign_in_code"
    INVITATION = "invitation"
    SECOND_STEP_RESET = "second_step_reset"
