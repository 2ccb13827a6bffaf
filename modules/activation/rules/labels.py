"""What an editor reads for the kinds, states and ways that an instrument is made of."""

from enum import StrEnum

from modules.activation.rules.scoring import Fill, Method
from modules.activation.rules.states import ItemKind, Licence, Offer

LABELS: dict[type[StrEnum], dict[str, str]] = {
    Licence: {
        Licence.OURS: "Ours: nobody needs to be asked",
        Licence.FREE: "Free to use, as its terms say",
        Licence.CONFIRM: "A named person must confirm that we may use it",
    },
    Method: {
        Method.NONE: "No score",
        Method.SUM: "The sum of the points",
        Method.MEAN: "The mean of the points",
        Method.MEDIAN: "The median of the points",
        Method.EXPRESSION: "As its own expression says (FHIRPath)",
    },
    Fill: {
        Fill.LEAVE_OUT: "Are left out",
        Fill.MEAN: "Count as the mean of the person's other answers",
    },
    ItemKind: {
        ItemKind.GROUP: "Group: a heading over other items",
        ItemKind.DISPLAY: "Words to read, nothing to answer",
        ItemKind.BOOLEAN: "Yes or no",
        ItemKind.CHOICE: "Choose one answer",
        ItemKind.OPEN_CHOICE: "Choose one answer, or write another",
        ItemKind.INTEGER: "Whole number",
        ItemKind.DECIMAL: "Number, with a decimal point",
        ItemKind.STRING: "A few words",
        ItemKind.TEXT: "Longer text",
        ItemKind.DATE: "Date",
        ItemKind.QUANTITY: "Number with a unit",
    },
    Offer: {
        Offer.CALL: "Offer a call",
        Offer.QUESTION: "Offer to send us a question",
        Offer.HELP_READING: "Offer help with reading",
    },
}
"""By what they are labels of: the same code may stand for two things."""


def label(kind: StrEnum) -> str:
    """What an editor reads for one of them. Raises KeyError for what has no label."""
    return LABELS[type(kind)][kind]


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """Each of a kind with its label, as a model field wants them. Raises KeyError for what has no label."""
    return [(kind.value, label(kind)) for kind in kinds]
