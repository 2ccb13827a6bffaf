"""What is said of a file, line by line, to the person who brought it."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import pgettext

MOST_LINES = 200


class Severity(StrEnum):
    """ERROR: the file cannot be used. WARNING: something is lost or needs a decision. INFO: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """As it is shown."""
        return {
            Severity.ERROR: pgettext("instrument file", "Must be put right"),
            Severity.WARNING: pgettext("instrument file", "Please check"),
            Severity.INFO: pgettext("instrument file", "Good to know"),
        }[self]


@dataclass(frozen=True)
class Line:
    """One thing. where: the place in the file, as a path in its JSON with the link id behind it."""

    where: str
    severity: Severity
    words: str


@dataclass
class Report:
    """What was found, in the order of the file. The first MOST_LINES lines are kept; ``left_out`` counts the rest."""

    lines: list[Line] = field(default_factory=list)
    left_out: int = 0
    errors: int = 0

    def error(self, where: str, words: str) -> None:
        """Say why the file cannot be used."""
        self.errors += 1
        self._add(Line(where, Severity.ERROR, words))

    def warning(self, where: str, words: str) -> None:
        """Say what is lost, or wants a decision."""
        self._add(Line(where, Severity.WARNING, words))

    def info(self, where: str, words: str) -> None:
        """Say what is worth knowing."""
        self._add(Line(where, Severity.INFO, words))

    @property
    def can_be_used(self) -> bool:
        """Whether nothing stands in the way."""
        return self.errors == 0

    def _add(self, line: Line) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)
        else:
            self.left_out += 1
