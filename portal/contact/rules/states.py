"""How a request may move, as a table, and who moves it."""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    NEW = "new"
    CLAIMED = "claimed"
    TRIED = "tried"
    DONE = "done"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What moves a request."""

    CLAIM = "claim"
    RELEASE = "release"
    TRY = "try"
    FINISH = "finish"
    CANCEL = "cancel"


class Outcome(StrEnum):
    """How a request ended."""

    SPOKE = "spoke"
    ANSWERED = "answered"
    SENT = "sent"
    ARRANGED = "arranged"
    NOT_REACHED = "not-reached"
    PASSED_ON = "passed-on"


OPEN = (State.NEW, State.CLAIMED, State.TRIED)
"""The states in which somebody still has to do something."""

MOVES = {
    Act.CLAIM: {State.NEW: State.CLAIMED, State.TRIED: State.CLAIMED},
    Act.RELEASE: {State.CLAIMED: State.NEW},
    Act.TRY: {State.CLAIMED: State.TRIED, State.TRIED: State.TRIED},
    Act.FINISH: {State.CLAIMED: State.DONE, State.TRIED: State.DONE},
    Act.CANCEL: {State.NEW: State.CANCELLED, State.CLAIMED: State.CANCELLED, State.TRIED: State.CANCELLED},
}
"""What each act makes of each state. What is not here cannot be done."""


class NoSuchMoveError(ValueError):
    """The act cannot be done from where the request stands."""


def moved(state: State, act: Act) -> State:
    """The state after an act. Raises NoSuchMoveError for a move that is not in the table."""
    try:
        return MOVES[act][state]
    except KeyError:
        raise NoSuchMoveError(f"{act} from {state}") from None


def possible(state: State) -> tuple[Act, ...]:
    """The acts that can be done from a state, in the order in which they are defined."""
    return tuple(act for act in Act if state in MOVES[act])
