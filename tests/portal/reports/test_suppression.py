"""Tables that hide: no count below five can be told from what they show, by whoever calculates."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.reports.rules import FEWEST, Hidden, SafeRow, first_safe_merge, joined_neighbours, merged, safe_rows
from tests.portal.reports.solving import Knowledge, can_be

FEW, LEFT_OUT = Hidden.FEW, Hidden.LEFT_OUT
MERGES = (((0,), (1,), (2,)), ((0,), (1, 2)), ((0, 1), (2,)))


def totals_of(rows: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows.values(), strict=True)))


def shown(rows: dict[str, tuple[int, ...]]) -> dict[str, tuple[object, ...]]:
    safe = safe_rows(totals_of(rows), rows, is_whole=True)
    return {name: (row.people, *row.counts) for name, row in safe.items()}


def test_a_table_without_small_counts_is_shown_whole() -> None:
    rows = {"en": (30, 12, 9), "cy": (8, 6, 5)}
    assert shown(rows) == {"en": (51, 30, 12, 9), "cy": (19, 8, 6, 5)}


def test_beside_a_small_group_the_next_one_is_left_out_too() -> None:
    safe = shown({"alone": (40, 20, 10), "with help": (2, 1, 1)})
    assert safe["with help"] == (FEW, FEW, FEW, FEW)
    assert safe["alone"] == (LEFT_OUT, LEFT_OUT, LEFT_OUT, LEFT_OUT)


def test_a_small_class_hides_a_rectangle_and_the_people_of_each_group_stay() -> None:
    safe = shown({"en": (30, 12, 9), "cy": (8, 6, 3), "ur": (20, 20, 20)})
    assert [row[0] for row in safe.values()] == [51, 17, 60]
    assert safe["cy"] == (17, 8, LEFT_OUT, FEW)
    assert safe["en"] == (51, 30, LEFT_OUT, LEFT_OUT)
    assert safe["ur"] == (60, 20, 20, 20)


def test_languages_that_nobody_uses_hide_nothing_else() -> None:
    assert shown({"en": (30, 12, 9), "pl": (0, 0, 0)}) == {"en": (51, 30, 12, 9), "pl": (FEW, FEW, FEW, FEW)}


def test_what_two_small_groups_make_together_is_not_told_either() -> None:
    safe = shown({"en": (30, 12, 9), "pl": (2, 0, 0), "cy": (1, 0, 0), "ur": (8, 8, 8)})
    assert LEFT_OUT in {safe["en"][0], safe["ur"][0]}


def test_that_all_of_a_group_are_of_one_kind_is_not_told() -> None:
    safe = shown({"en": (30, 12, 9), "ur": (0, 0, 9)})
    assert safe["ur"] == (9, FEW, FEW, LEFT_OUT) or safe["ur"][0] is LEFT_OUT
    assert safe["ur"][3] is LEFT_OUT


def test_how_many_did_not_finish_a_lesson_cannot_be_told_from_how_many_did() -> None:
    """J10.5: of 51 people 49 finished it. The 49 would say that two did not."""
    safe = safe_rows((30, 12, 9), {"a lesson": (30, 11, 8)}, is_whole=False)
    assert safe == {"a lesson": SafeRow(LEFT_OUT, (30, LEFT_OUT, LEFT_OUT))}


def test_a_table_that_cannot_be_made_safe_is_not_shown() -> None:
    assert safe_rows((8,), {"a": (4,), "b": (4,)}, is_whole=True) is None


def test_rows_that_do_not_fit_are_refused() -> None:
    for totals, rows in (((4, 9), {"a": (4, 9)}), ((9, 9), {"a": (9, 8)}), ((9, 9), {"a": (9, 10)})):
        with pytest.raises(ValueError, match="do not add up"):
            safe_rows(totals, rows, is_whole=True)


def test_classes_are_laid_together_until_none_is_small() -> None:
    assert first_safe_merge((9, 8, 7), MERGES) == MERGES[0]
    assert first_safe_merge((9, 8, 2), MERGES) == MERGES[1]
    assert first_safe_merge((3, 8, 9), MERGES) == MERGES[2]
    assert first_safe_merge((9, 0, 4), MERGES) is None
    assert merged((9, 8, 2), MERGES[1]) == (9, 10)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_bands_are_joined_with_neighbours_until_none_is_small(counts: list[int]) -> None:
    joined = joined_neighbours(counts)
    assert [place for places in joined for place in places] == list(range(len(counts)))
    assert len(joined) == 1 or min(merged(counts, joined)) >= FEWEST


COUNTS = st.one_of(st.integers(0, 7), st.integers(0, 15))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], bool]:
    """Groups by classes, and whether everybody is in one of the groups shown; the last group is not, otherwise."""
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.tuples(*[COUNTS] * width), min_size=2, max_size=4))
    assume(min(map(sum, zip(*rows, strict=True))) >= FEWEST)
    return rows, draw(st.booleans())


@given(tables())
def test_nobody_who_calculates_finds_a_small_count(table: tuple[list[tuple[int, ...]], bool]) -> None:
    rows, is_whole = table
    totals = tuple(map(sum, zip(*rows, strict=True)))
    named = {str(number): row for number, row in enumerate(rows if is_whole else rows[:-1])}
    safe = safe_rows(totals, named, is_whole=is_whole)
    if safe is None:
        return
    said = [safe[name] for name in named]
    for row, true in zip(said, rows, strict=False):
        for cell, count in zip((row.people, *row.counts), (sum(true), *true), strict=True):
            assert cell == count >= FEWEST or cell is (FEW if count < FEWEST else LEFT_OUT)
    knowledge = Knowledge()
    classes = {f"class {place}": total for place, total in enumerate(totals)}
    knowledge.add_table("month/table", classes, sum(totals), safe, is_whole=is_whole)
    assert [cell for cell, value in knowledge.solved().items() if 0 < value < FEWEST] == []
    readable = [*said, *([] if is_whole else [None])]
    for group, true in enumerate(rows):
        for place, count in [(None, sum(true)), *enumerate(true)]:
            if 0 < count < FEWEST:
                others = [value for value in range(sum(totals) + 1) if value != count]
                assert any(can_be(totals, readable, group=group, place=place, value=value) for value in others), (
                    group,
                    place,
                    said,
                )
