"""Rows of several tables as plain values, asked for at once: one query, however many kinds of row there are.

Who gives out a person's data says which columns; whoever gathers from all apps has them fetched together.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

from django.db import models
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject

type Row = dict[str, Any]


def plain(value: Any) -> Any:
    """A value as JSON has it: times and days in ISO form, ids as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def plainly(row: Row) -> Row:
    """A row with its columns by their own names."""
    return {name: plain(value) for name, value in row.items()}


class Rows(Sequence[Row]):
    """Rows of one table that are fetched when somebody looks, or before that together with others.

    columns: of the table itself, none of them sealed. told: makes the row that is given out from the values of
    the columns. Ordered by ``by``, which may be left out of ``columns``, and then by key.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        columns: Sequence[str],
        *,
        by: str = "pk",
        is_newest_first: bool = False,
        told: Callable[[Row], Row] = plainly,
    ) -> None:
        self.model: type[models.Model] = rows.model
        self._columns, self._told, self._rows = tuple(columns), told, rows
        self._by = (self._field(by).name, self._field("pk").name)
        self._is_newest_first = is_newest_first
        self._found: list[Row] | None = None

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == other

    __hash__ = None  # type: ignore[assignment]  # as with a list

    def _all(self) -> list[Row]:
        if self._found is None:
            fetch_together([self])
        return self._found or []

    def _field(self, name: str) -> Any:
        return self.model._meta.pk if name == "pk" else self.model._meta.get_field(name)

    def asked(self, number: int) -> QuerySet[Any, tuple[int, Row]]:
        """The query whose rows carry this number."""
        columns = {name: F(name) for name in {*self._columns, *self._by}}
        row: Any = JSONObject(**columns)
        return self._rows.order_by().values_list(Value(number, output_field=IntegerField()), row)

    def take(self, found: Iterable[Row]) -> None:
        """Keep what was found."""
        rows = [{name: self._value(name, value) for name, value in row.items()} for row in found]
        rows.sort(key=lambda row: tuple(row[name] for name in self._by), reverse=self._is_newest_first)
        self._found = [self._told({name: row[name] for name in self._columns}) for row in rows]

    def _value(self, name: str, value: Any) -> Any:
        """A value as the model has it: databases write times and yes or no into JSON each in their own way."""
        field = self._field(name)
        if isinstance(field, models.JSONField) and isinstance(value, str):  # as SQLite keeps it
            return json.loads(value)
        found = field.to_python(value)
        if isinstance(found, datetime.datetime) and found.tzinfo is None:
            return found.replace(tzinfo=datetime.UTC)
        return found


def fetch_together(kinds: Sequence[Rows]) -> None:
    """Fetch the rows of all these, in one query."""
    first, *others = [rows.asked(number) for number, rows in enumerate(kinds)]
    found: list[list[Row]] = [[] for _rows in kinds]
    for number, row in first.union(*others, all=True) if others else first:
        found[number].append(row)
    for rows, those in zip(kinds, found, strict=True):
        rows.take(those)
