"""What somebody looks for in the directory, as it stands in an address. Plain Python."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from pages.library.rules import Audience, Need

PAGE_SIZE: Final = 12
MOST_PAGES: Final = 99
"""As many as an address may ask for; a list that is longer wants another filter."""

YES: Final = "yes"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is blank or False they leave open. spoken: the code of a language."""

    need: str = ""
    who: str = ""
    spoken: str = ""
    step_free: bool = False
    together: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for."""
        return self == Wanted()

    @property
    def query(self) -> str:
        """The query string of an address, ``?need=pain``; blank when nothing is asked for."""
        return self.query_with()

    def query_with(self, *, page: int = 1) -> str:
        """The query string with a page of the list."""
        told = {"need": self.need, "who": self.who, "spoken": self.spoken}
        told |= {"step-free": YES if self.step_free else "", "together": YES if self.together else ""}
        told |= {"page": str(page) if page > 1 else ""}
        pairs = [(name, value) for name, value in told.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""

    def wider(self) -> Iterator["Wanted"]:
        """The same with less asked for, step by step, down to the need alone and then to nothing."""
        steps = (
            replace(self, together=False),
            replace(self, together=False, spoken=""),
            replace(self, together=False, spoken="", step_free=False),
            Wanted(need=self.need),
            Wanted(),
        )
        known = {self}
        for step in steps:
            if step not in known:
                known.add(step)
                yield step


def wanted(asked: Mapping[str, str], *, languages: Collection[str]) -> Wanted:
    """Read what an address asks for. What is no choice of ours is left open, whatever it is: nobody is turned away
    for a letter too many."""

    def one_of(name: str, choices: Collection[str]) -> str:
        value = asked.get(name, "")
        return value if value in choices else ""

    return Wanted(
        need=one_of("need", {need.value for need in Need}),
        who=one_of("who", {audience.value for audience in Audience}),
        spoken=one_of("spoken", languages),
        step_free=asked.get("step-free") == YES,
        together=asked.get("together") == YES,
    )


def page_number(text: str) -> int:
    """Which page of a list an address asks for: 1 for anything that is no page."""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= MOST_PAGES else 1
