"""Ways of grouping people that an app offers to reports of apps below it: they count, and know none of its rows.

An app registers in the ``ready()`` of its ``apps.py``. Groups may overlap: somebody can be in several, or in none.
"""

import datetime
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class GroupName:
    """What a group is called. language: of the words, for the ``lang`` attribute."""

    words: str
    language: str


type Names = Callable[[str], Mapping[str, GroupName]]
type Members = Callable[[Sequence[uuid.UUID], datetime.datetime], Mapping[uuid.UUID, Collection[str]]]


@dataclass(frozen=True)
class Grouping:
    """One way of grouping. label: the words of the choice, as in “By language”. heading: over the names of the groups.
    meaning: who is counted in a group.

    names: the groups there are now, by key, in their order, in the language given. members: for people by id and an
    instant, the keys of the groups that each was in by then; who was in none may be left out. Both ask the database a
    constant number of times.
    """

    name: str
    label: str | Promise
    heading: str | Promise
    meaning: str | Promise
    names: Names
    members: Members


class TakenError(ValueError):
    """Two apps registered under one name: one of them would go unheard."""


_groupings: dict[str, Grouping] = {}


def register_grouping(grouping: Grouping) -> None:
    """Offer a way of grouping. Raises TakenError when its name is in use."""
    if grouping.name in _groupings:
        raise TakenError(grouping.name)
    _groupings[grouping.name] = grouping


def groupings() -> dict[str, Grouping]:
    """Every way of grouping that is offered, by name, in alphabetical order."""
    return dict(sorted(_groupings.items()))
