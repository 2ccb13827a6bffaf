"""What holds for instruments, scores, change and invitations, without a database."""

from modules.activation.rules.scoring import Fill, Method, Point, Rule, ScoreRange, score, score_range
from modules.activation.rules.states import AnswerState, ItemKind, Licence, Mode, Occasion, Offer

__all__ = [
    "AnswerState",
    "Fill",
    "ItemKind",
    "Licence",
    "Method",
    "Mode",
    "Occasion",
    "Offer",
    "Point",
    "Rule",
    "ScoreRange",
    "score",
    "score_range",
]
