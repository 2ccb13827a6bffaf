"""A reader who wants to find somebody: knows the rules, the words in hidden cells and every table, and calculates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from portal.reports.rules import FEWEST, Hidden, SafeRow, Shown

type Cell = tuple[str, ...]


@dataclass
class Knowledge:
    """What was seen. seen: cells by their names. sums: cells that together make up another one.

    Cells that stand in a sum and were not seen are unknown, zero or more."""

    seen: dict[Cell, Shown] = field(default_factory=dict)
    sums: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)

    def add_table(
        self, name: str, totals: Mapping[str, Shown], people: Shown, rows: Mapping[str, SafeRow], *, is_whole: bool
    ) -> None:
        """One table under shared totals by class, which other tables of the same name's beginning share."""
        month = name.split("/", maxsplit=1)[0]
        for one, total in totals.items():
            self.seen[(month, one)] = total
        self.seen[(month, "people")] = people
        groups = [*rows, *([] if is_whole else ["the rest"])]
        for group, row in rows.items():
            self.seen[(name, group, "people")] = row.people
            for one, count in zip(totals, row.counts, strict=True):
                self.seen[(name, group, one)] = count
        for one in [*totals, "people"]:
            self.sums.append(((month, one), tuple((name, group, one) for group in groups)))
        if totals:
            self.sums.append(((month, "people"), tuple((month, one) for one in totals)))
            for group in groups:
                self.sums.append(((name, group, "people"), tuple((name, group, one) for one in totals)))

    @property
    def unknown(self) -> list[Cell]:
        cells = {cell for total, parts in self.sums for cell in (total, *parts)}
        return sorted(cell for cell in cells if not isinstance(self.seen.get(cell), int))

    def solved(self) -> dict[Cell, Fraction]:
        """The unknown cells that have one solution, by exact elimination."""
        place = {cell: number for number, cell in enumerate(self.unknown)}
        rows = []
        for total, parts in self.sums:
            row = [Fraction(0)] * (len(place) + 1)
            for cell, sign in [(total, -1), *((part, 1) for part in parts)]:
                value = self.seen.get(cell)
                if isinstance(value, int):
                    row[-1] -= sign * value
                else:
                    row[place[cell]] += sign
            rows.append(row)
        return {self.unknown[pivot]: row[-1] for pivot, row in eliminated(rows) if sum(map(bool, row[:-1])) == 1}


def eliminated(rows: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    """The reduced rows with the place of the leading one of each."""
    found: list[tuple[int, list[Fraction]]] = []
    width = len(rows[0]) - 1 if rows else 0
    for place in range(width):
        row = next((row for row in rows if row[place]), None)
        if row is None:
            continue
        rows.remove(row)
        row = [value / row[place] for value in row]
        rows = [without(each, row, place) for each in rows]
        found = [(pivot, without(each, row, place)) for pivot, each in found]
        found.append((place, row))
    assert not any(row[-1] for row in rows), "the tables contradict each other"
    return found


def without(row: list[Fraction], pivot: list[Fraction], place: int) -> list[Fraction]:
    factor = row[place]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)] if factor else row


def limits(shown: Shown | None, most: int) -> tuple[int, int]:
    """Between what a count must lie, by its word."""
    if isinstance(shown, int):
        return shown, shown
    return {Hidden.FEW: (0, FEWEST - 1), Hidden.LEFT_OUT: (FEWEST, most), None: (0, most)}[shown]


def can_be(totals: Sequence[int], rows: Sequence[SafeRow | None], *, group: int, place: int | None, value: int) -> bool:
    """Whether some table fits all that is shown, with this value in one cell; place None: all people of the group.

    A row that is None is one of which nothing is shown. Tries every table, smallest first."""
    most = sum(totals)
    boxes = [[limits(row.counts[each] if row else None, most) for each in range(len(totals))] for row in rows]
    people = [limits(row.people if row else None, most) for row in rows]
    if place is None:
        people[group] = (max(value, people[group][0]), min(value, people[group][1]))
    else:
        low, high = boxes[group][place]
        boxes[group][place] = (max(value, low), min(value, high))
    return _fits(list(totals), boxes, people, 0, 0, 0)


def _fits(left: list[int], boxes: list, people: list, row: int, place: int, so_far: int) -> bool:  # noqa: PLR0917  it calls itself

    if row == len(boxes):
        return not any(left)
    if place == len(left):
        return people[row][0] <= so_far <= people[row][1] and _fits(left, boxes, people, row + 1, 0, 0)
    later_low = sum(boxes[each][place][0] for each in range(row + 1, len(boxes)))
    later_high = sum(boxes[each][place][1] for each in range(row + 1, len(boxes)))
    low = max(boxes[row][place][0], left[place] - later_high)
    high = min(boxes[row][place][1], left[place] - later_low, people[row][1] - so_far)
    for value in range(low, high + 1):
        left[place] -= value
        fits = _fits(left, boxes, people, row, place + 1, so_far + value)
        left[place] += value
        if fits:
            return True
    return False
