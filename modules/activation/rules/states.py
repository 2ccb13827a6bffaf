"""The closed lists of this app: what is stored is the value, what is shown are words."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What an item asks for; the values are those of HL7 FHIR R4 ``Questionnaire.item.type``."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    STRING = "string"
    TEXT = "text"
    DATE = "date"
    QUANTITY = "quantity"

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it; the others only hold or say something."""
        return self not in {ItemKind.GROUP, ItemKind.DISPLAY}

    @property
    def has_options(self) -> bool:
        """Whether the answers are chosen from a list."""
        return self in {ItemKind.CHOICE, ItemKind.OPEN_CHOICE}

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number."""
        return self in {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.QUANTITY}

    @property
    def is_words(self) -> bool:
        """Whether the answer is in the person's own words, which are kept sealed."""
        return self in {ItemKind.STRING, ItemKind.TEXT}


class Licence(StrEnum):
    """What an instrument's terms allow us."""

    OURS = "ours"
    FREE = "free"
    CONFIRM = "confirm"

    @property
    def needs_confirming(self) -> bool:
        """Whether a named person must say that this service may use it before anybody is asked."""
        return self is Licence.CONFIRM


class AnswerState(StrEnum):
    """How a person met a question. Only ``answered`` carries a value; no state counts against anybody."""

    ANSWERED = "answered"
    NOT_SURE = "not-sure"
    NOT_SAID = "not-said"
    SKIPPED = "skipped"


class Mode(StrEnum):
    """Who had the questions in hand."""

    SELF = "self"
    ASSISTED = "assisted"


class Occasion(StrEnum):
    """What an invitation follows. Each comes once at most."""

    JOINED = "joined"
    FIRST_LESSON = "first-lesson"
    SIX_WEEKS = "six-weeks"
    TWELVE_WEEKS = "twelve-weeks"


class Offer(StrEnum):
    """What a person can be offered by a person."""

    CALL = "call"
    QUESTION = "question"
    HELP_READING = "help-reading"
