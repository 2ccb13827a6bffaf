"""Counts made safe to show: not the small ones alone, but all from which a small one could be worked out.

A report shows tables that share one row of totals, each total of FEWEST people or more (``first_safe_merge``). Within
each table cells are hidden until no count below FEWEST can be told from what is shown. Whoever reads is taken to know
the totals, the rule that hides, and which of the two words stands in a hidden cell. As every table is safe to somebody
who knows all totals for certain, all tables together are: what a change in one of them could hide needs no change in
another. Source: complementary cell suppression, as in Fischetti and Salazar (1999), "Models and algorithms for the
2-dimensional cell suppression problem in statistical disclosure control"; docs/adr/0010-counts-of-people.md.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

FEWEST: Final = 5
"""Of fewer people than this no count is shown."""


class Hidden(StrEnum):
    """Why a count is not shown. FEW: it is below FEWEST; zero is too. LEFT_OUT: it is not, but would give away one
    that is."""

    FEW = "few"
    LEFT_OUT = "left-out"


type Shown = int | Hidden
"""What may be shown of a count."""


@dataclass(frozen=True)
class SafeRow:
    """What may be shown of one group. people: of them all. counts: by class, in the order of the classes."""

    people: Shown
    counts: tuple[Shown, ...]


type Merge = tuple[tuple[int, ...], ...]
"""Classes laid together: for each new class the places of the old ones."""


def merged(counts: Sequence[int], merge: Merge) -> tuple[int, ...]:
    """The counts of the new classes."""
    return tuple(sum(counts[place] for place in places) for places in merge)


def first_safe_merge(totals: Sequence[int], merges: Iterable[Merge]) -> Merge | None:
    """The first way of laying classes together by which every class has FEWEST people; None when there is none."""
    return next((merge for merge in merges if min(merged(totals, merge)) >= FEWEST), None)


def joined_neighbours(counts: Sequence[int]) -> Merge:
    """Bands laid together with their neighbours until each has FEWEST people; one band when they are fewer in all."""
    found: list[list[int]] = [[]]
    for place in range(len(counts)):
        if sum(counts[each] for each in found[-1]) >= FEWEST:
            found.append([])
        found[-1].append(place)
    if len(found) > 1 and sum(counts[each] for each in found[-1]) < FEWEST:
        last = found.pop()
        found[-1] += last
    return tuple(tuple(places) for places in found)


def safe_rows(totals: Sequence[int], rows: Mapping[str, Sequence[int]], *, is_whole: bool) -> dict[str, SafeRow] | None:
    """What may be shown of a table; None when nothing of it may.

    totals: people by class, each FEWEST or more, all shown elsewhere. rows: by group, people by class in the same
    order. is_whole: whether everybody is in exactly one of the groups. Otherwise those in none of them are a group
    that is not shown and no less protected: how many did *not* do something can be told from how many did.
    A group has a name that is not blank. Raises ValueError for totals below FEWEST, or for rows that do not fit them.
    """
    rest = [total - sum(column) for total, *column in zip(totals, *rows.values(), strict=True)]
    if min(totals) < FEWEST or min(rest) < 0 or (is_whole and any(rest)):
        raise ValueError("The rows do not add up to totals that may be shown.")
    table = _Table.of(totals, rows, () if is_whole else rest)
    if not table.protect():
        return None
    return {name: SafeRow(table.people[name].shown, tuple(cell.shown for cell in table.cells[name])) for name in rows}


UNNAMED: Final = ""
"""The group of those who are in no other."""


@dataclass
class _Cell:
    """One count, and the two places between which it flows: the middle and a group, or a group and a class.

    is_published: False for what no table shows. cost: how much it would be missed.
    """

    start: str
    end: str
    count: int
    cost: int
    is_published: bool = True
    is_hidden: bool = False
    is_sensitive: bool = False

    @property
    def shown(self) -> Shown:
        if not self.is_hidden:
            return self.count
        return Hidden.FEW if self.count < FEWEST else Hidden.LEFT_OUT

    @property
    def can_rise(self) -> bool:
        """Whether it could be one more, for all that its word says."""
        return not self.is_published or self.count != FEWEST - 1

    @property
    def can_fall(self) -> bool:
        return self.count > 0 if not self.is_published or self.count < FEWEST else self.count > FEWEST


@dataclass
class _Table:
    """Groups by classes as a network: people flow from the middle to their group, and on to their class. Whatever
    circle of hidden cells people could be moved along leaves all that is shown as it is."""

    people: dict[str, _Cell] = field(default_factory=dict)
    cells: dict[str, list[_Cell]] = field(default_factory=dict)

    @classmethod
    def of(cls, totals: Sequence[int], rows: Mapping[str, Sequence[int]], rest: Sequence[int]) -> "_Table":
        table = cls()
        everybody = sum(totals)
        for name, counts in {**rows, **({UNNAMED: rest} if rest else {})}.items():
            people = sum(counts)
            known, node = name != UNNAMED, f"group {name}"
            table.people[name] = _Cell("middle", node, people, 4 * everybody + people, known)
            table.cells[name] = [
                _Cell(node, f"class {place}", count, everybody + count, known) for place, count in enumerate(counts)
            ]
            is_all_of_a_kind = people >= FEWEST and max(counts) == people
            for cell in (table.people[name], *table.cells[name]):
                cell.is_hidden = not known or cell.count < FEWEST
                cell.is_sensitive = 0 < cell.count < FEWEST or (is_all_of_a_kind and cell.count == 0)
        return table

    def every_cell(self) -> Iterator[_Cell]:
        for name, person in self.people.items():
            yield person
            yield from self.cells[name]

    def protect(self) -> bool:
        """Hide what must be hidden. False when that is not enough: then nothing of the table may be shown."""
        while True:
            before = sum(cell.is_hidden for cell in self.every_cell())
            self.widen_lines()
            for cell in self.every_cell():
                if cell.is_sensitive and not self.cover(cell):
                    return False
            if sum(cell.is_hidden for cell in self.every_cell()) == before:
                return True

    def widen_lines(self) -> None:
        """What is hidden of one line is told together by its total: that sum is no small count either."""
        for line in self.lines():
            if 0 < sum(cell.count for cell in line if cell.is_hidden) < FEWEST:
                least = min((cell for cell in line if not cell.is_hidden), key=lambda cell: cell.cost)
                least.is_hidden = True

    def lines(self) -> Iterator[list[_Cell]]:
        """The lines whose total is known: all groups, each class, each group whose people are shown."""
        yield list(self.people.values())
        yield from (list(column) for column in zip(*self.cells.values(), strict=True))
        yield from (row for name, row in self.cells.items() if not self.people[name].is_hidden)

    def cover(self, cell: _Cell) -> bool:
        """Hide the circle that is missed least, along which one person more or less could be in this cell."""
        circles = [
            self.way(cell.end, cell.start, past=cell) if cell.can_rise else None,
            self.way(cell.start, cell.end, past=cell) if cell.can_fall else None,
        ]
        found = [circle for circle in circles if circle is not None]
        if not found:
            return False
        for each in min(found, key=lambda circle: circle[0])[1]:
            each.is_hidden = True
        return True

    def way(self, start: str, end: str, *, past: _Cell) -> tuple[int, list[_Cell]] | None:
        """The cheapest way along which one person can be moved, without one cell; its cost and its cells."""
        steps: dict[str, list[tuple[str, _Cell]]] = {}
        for cell in self.every_cell():
            if cell is not past and cell.can_rise:
                steps.setdefault(cell.start, []).append((cell.end, cell))
            if cell is not past and cell.can_fall:
                steps.setdefault(cell.end, []).append((cell.start, cell))
        waiting: list[tuple[int, int, str, list[_Cell]]] = [(0, 0, start, [])]
        seen: set[str] = set()
        turn = 0
        while waiting:
            cost, _turn, here, taken = heapq.heappop(waiting)
            if here == end:
                return cost, taken
            if here in seen:
                continue
            seen.add(here)
            for there, cell in steps.get(here, ()):
                turn += 1
                heapq.heappush(waiting, (cost + (0 if cell.is_hidden else cell.cost), turn, there, [*taken, cell]))
        return None
