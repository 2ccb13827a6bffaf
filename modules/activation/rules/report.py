"""From what people answered to figures that may be shown: first score against latest, by group, no small counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from modules.activation.rules.trend import Change
from portal.reports.rules import (
    FEWEST,
    Hidden,
    SafeRow,
    Shown,
    first_safe_merge,
    joined_neighbours,
    merged,
    safe_rows,
)

CHANGES: Final = (Change.BETTER, Change.SAME, Change.LOWER)
MERGES: Final = (((0,), (1,), (2,)), ((0,), (1, 2)), ((0, 1), (2,)))
"""The classes of change as they are, and the two ways of laying neighbours together."""

LANGUAGE, ROUTE = "language", "route"
EVERYBODY: Final = ""


class Route(StrEnum):
    """How somebody came to their scores."""

    ALONE = "alone"
    WITH_HELP = "with-help"


@dataclass(frozen=True)
class Pair:
    """The first and the latest score of one person. groups: by the name of a grouping, the groups that they are in.

    first_band, latest_band: how many bands lie below, from 0. is_plain: nobody says how large a change must be to mean
    anything, so every difference counts."""

    change: Change
    first_band: int
    latest_band: int
    groups: Mapping[str, Sequence[str]]
    is_plain: bool = False


@dataclass(frozen=True)
class Bands:
    """How many people stood between which bounds. bounds: each the lower one of a row, in order; the first row has
    everybody below the second bound. people: of each row, FEWEST or more."""

    bounds: tuple[Decimal, ...]
    people: tuple[int, ...]


@dataclass(frozen=True)
class Figures:
    """What may be shown of one closed month.

    people: who rated themselves again, FEWEST or more. merge: which changes are told apart, by their places in
    CHANGES; empty when none may be. totals: people by change. by: rows by grouping and group; a grouping that may not
    be shown is not in it. bands: first and latest, by route, or of everybody. is_plain: of somebody every difference
    counts as a change.
    """

    people: int
    merge: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    by: Mapping[str, Mapping[str, SafeRow]]
    bands: Mapping[str, tuple[Bands, Bands]]
    is_plain: bool = False

    def as_json(self) -> dict[str, Any]:
        """As plain values, to be stored. Rows are lists: not every database keeps the order of an object's names."""
        return {
            "people": self.people,
            "merge": self.merge,
            "totals": self.totals,
            "by": {
                name: [[group, [row.people, *row.counts]] for group, row in rows.items()]
                for name, rows in self.by.items()
            },
            "bands": [
                [route, [[[str(bound) for bound in one.bounds], one.people] for one in both]]
                for route, both in self.bands.items()
            ],
            "is_plain": self.is_plain,
        }


def figures_of(stored: Mapping[str, Any]) -> Figures | None:
    """Figures from what ``as_json`` gave; None for a month that waits."""
    if not stored:
        return None
    return Figures(
        people=stored["people"],
        merge=tuple(map(tuple, stored["merge"])),
        totals=tuple(stored["totals"]),
        by={
            name: {group: SafeRow(_shown(people), tuple(map(_shown, counts))) for group, (people, *counts) in rows}
            for name, rows in stored["by"].items()
        },
        bands={route: (_bands(first), _bands(latest)) for route, (first, latest) in stored["bands"]},
        is_plain=stored["is_plain"],
    )


def _shown(stored: int | str) -> Shown:
    return stored if isinstance(stored, int) else Hidden(stored)


def _bands(stored: Any) -> Bands:
    bounds, people = stored
    return Bands(tuple(map(Decimal, bounds)), tuple(people))


@dataclass
class Tally:
    """Counts people one by one; how much it holds depends on the groups, never on the people.

    bounds: the lower bounds of the bands, in order; empty when there are none or the wording changed."""

    bounds: tuple[Decimal, ...] = ()
    _counts: Counter[tuple[str, str, Change]] = field(default_factory=Counter)
    _bands: Counter[tuple[str, bool, int]] = field(default_factory=Counter)
    _is_plain: bool = False

    def add(self, pair: Pair) -> None:
        """Count one person."""
        self._is_plain |= pair.is_plain
        self._counts[EVERYBODY, EVERYBODY, pair.change] += 1
        for name, groups in pair.groups.items():
            for group in groups:
                self._counts[name, group, pair.change] += 1
        for route in (EVERYBODY, *pair.groups[ROUTE]):
            self._bands[route, False, pair.first_band] += 1
            self._bands[route, True, pair.latest_band] += 1

    def figures(self, groups: Mapping[str, Sequence[str]]) -> Figures | None:
        """What may be shown; None while there are too few people.

        groups: for each grouping the groups that are listed, whether or not anybody is in them: that a group is listed
        tells nothing. In ``language`` and ``route`` everybody is in one group; elsewhere people may be in several.
        """
        totals = self._by_change(EVERYBODY, EVERYBODY)
        people = sum(totals)
        if people < FEWEST:
            return None
        merge = first_safe_merge(totals, MERGES)
        by = {name: self._rows(name, listed, merge or (tuple(range(len(CHANGES))),)) for name, listed in groups.items()}
        shown = {name: rows for name, rows in by.items() if rows is not None}
        return Figures(
            people=people,
            merge=merge or (),
            totals=merged(totals, merge) if merge else (),
            by=shown if merge else {name: _without_counts(rows) for name, rows in shown.items()},
            bands=self._bands_of(shown.get(ROUTE)),
            is_plain=self._is_plain,
        )

    def _by_change(self, name: str, group: str) -> tuple[int, ...]:
        return tuple(self._counts[name, group, change] for change in CHANGES)

    def _rows(self, name: str, listed: Sequence[str], merge: tuple[tuple[int, ...], ...]) -> dict[str, SafeRow] | None:
        totals = merged(self._by_change(EVERYBODY, EVERYBODY), merge)
        met = {group for each, group, _change in self._counts if each == name}
        rows = {group: merged(self._by_change(name, group), merge) for group in [*listed, *sorted(met - {*listed})]}
        if name in {LANGUAGE, ROUTE}:
            return safe_rows(totals, rows, is_whole=True)
        alone = [safe_rows(totals, {group: counts}, is_whole=False) for group, counts in rows.items()]
        return {group: row for table in alone if table is not None for group, row in table.items()}

    def _bands_of(self, routes: Mapping[str, SafeRow] | None) -> dict[str, tuple[Bands, Bands]]:
        """By route where the people of each are known, else of everybody: never both, one would tell of the other."""
        if not self.bounds:
            return {}
        apart = [route for route, row in (routes or {}).items() if isinstance(row.people, int)]
        return {
            route: (self._joined(route, is_latest=False), self._joined(route, is_latest=True))
            for route in apart or [EVERYBODY]
        }

    def _joined(self, route: str, *, is_latest: bool) -> Bands:
        counts = [self._bands[route, is_latest, place] for place in range(len(self.bounds))]
        merge = joined_neighbours(counts)
        return Bands(tuple(self.bounds[places[0]] for places in merge), merged(counts, merge))


def _without_counts(rows: Mapping[str, SafeRow]) -> dict[str, SafeRow]:
    return {group: SafeRow(row.people, ()) for group, row in rows.items()}
