"""An instrument as a plain value: what files are read into, what is stored from, and what files are written from.

Words are by language code; a language that is not in them has none. Codes are used once in their parent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from modules.activation.rules.scoring import Fill, Method
from modules.activation.rules.states import ItemKind, Licence

type Words = Mapping[str, str]


@dataclass(frozen=True)
class OptionDefinition:
    """One answer to choose. value: its points, None when it counts for nothing."""

    code: str
    text: Words
    value: Decimal | None = None
    is_red_flag: bool = False


@dataclass(frozen=True)
class Condition:
    """When an item is shown (FHIR ``enableWhen``). question: a link id. operator: ``exists = != > < >= <=``. answer:
    a boolean, a number, a date as ISO text, or the code of an option."""

    question: str
    operator: str
    answer: Any


@dataclass(frozen=True)
class ItemDefinition:
    """One item. group: the code of the group that it stands in, blank for none; items stand in reading order, a group
    before what stands in it. next_address: a page to read when the answer is low, as a path without the language."""

    code: str
    link_id: str
    kind: ItemKind
    text: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    topic: Words = field(default_factory=dict)
    options: tuple[OptionDefinition, ...] = ()
    group: str = ""
    is_required: bool = False
    repeats: bool = False
    is_scored: bool = True
    weight: Decimal = Decimal(1)
    low: Decimal | None = None
    high: Decimal | None = None
    low_label: Words = field(default_factory=dict)
    high_label: Words = field(default_factory=dict)
    unit: str = ""
    is_slider: bool = False
    enable_when: tuple[Condition, ...] = ()
    enable_all: bool = False
    next_address: str = ""
    offer: str = ""


@dataclass(frozen=True)
class BandDefinition:
    """What is said of scores from ``low`` up to the next band."""

    low: Decimal
    words: Words
    advice: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """A whole instrument. languages_allowed: empty for every language."""

    code: str
    version: int
    name: Words
    intro: Words = field(default_factory=dict)
    recall: Words = field(default_factory=dict)
    owner: str = ""
    licence: Licence = Licence.CONFIRM
    licence_text: str = ""
    languages_allowed: tuple[str, ...] = ()
    wording_locked: bool = False
    is_validated: bool = False
    source: str = ""
    method: Method = Method.NONE
    missing_most: int = 0
    fill: Fill = Fill.LEAVE_OUT
    scale_low: Decimal | None = None
    scale_high: Decimal | None = None
    higher_is_better: bool = True
    smallest_change: Decimal | None = None
    expression: str = ""
    score_note: str = ""
    items: tuple[ItemDefinition, ...] = ()
    bands: tuple[BandDefinition, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a name, in the order of the name."""
        return tuple(self.name)
