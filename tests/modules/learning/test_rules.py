"""What is done, what comes next, what is new, and how two sets of marks become one."""

import datetime
import uuid
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.learning.rules import (
    Mark,
    adds,
    finished_on,
    joined,
    minutes_left,
    new_parts,
    next_part,
    place,
    with_marks,
)
from modules.learning.rules.phone import MOST_BYTES, packed, unpacked
from modules.learning.rules.work import work_note, work_tasks

NOW = datetime.datetime(2026, 11, 22, 9, 10, tzinfo=datetime.UTC)
LESSON = uuid.UUID(int=1)
PARTS = [uuid.UUID(int=number) for number in range(10, 15)]


def mark(
    part: uuid.UUID, *, done: bool = True, answer: uuid.UUID | None = None, minutes: int = 0, revision: int = 7
) -> Mark:
    return Mark(LESSON, part, revision, answer, done, NOW + datetime.timedelta(minutes=minutes))


def kept(*numbers: int, finished: bool = False) -> dict:
    marks = [mark(PARTS[number]) for number in numbers]
    return with_marks({}, [*marks, mark(LESSON)] if finished else marks)


def test_somebody_new_begins_at_the_beginning() -> None:
    assert next_part(LESSON, PARTS, {}) == PARTS[0]


@pytest.mark.parametrize(
    ("done", "following"),
    [([0], 1), ([0, 1, 2], 3), ([1], 2), ([0, 2], 3), ([1, 4], 0), ([0, 1, 4], 2), ([4], 0)],
)
def test_what_was_skipped_comes_after_what_lies_ahead(done: list[int], following: int) -> None:
    assert next_part(LESSON, PARTS, kept(*done)) == PARTS[following]


def test_nothing_is_left_when_every_step_is_done() -> None:
    assert next_part(LESSON, PARTS, kept(0, 1, 2, 3, 4)) is None


def test_a_step_added_to_a_finished_lesson_is_new_and_undoes_nothing() -> None:
    marks = kept(0, 1, 2, 3, finished=True)
    assert finished_on(LESSON, marks) == NOW
    assert new_parts(LESSON, PARTS, marks) == [PARTS[4]]
    assert next_part(LESSON, PARTS, marks) == PARTS[4]


def test_a_step_that_was_only_seen_is_not_new() -> None:
    marks = with_marks(kept(0, 1, 2, 3, finished=True), [mark(PARTS[4], done=False)])
    assert new_parts(LESSON, PARTS, marks) == []
    assert next_part(LESSON, PARTS, marks) is None


def test_nothing_is_new_in_a_lesson_that_was_not_finished() -> None:
    assert new_parts(LESSON, PARTS, kept(0, 1)) == []


def test_marks_of_another_lesson_with_the_same_steps_do_not_count() -> None:
    assert next_part(uuid.UUID(int=2), PARTS, kept(0, 1, 2)) == PARTS[0]


ANSWERS = st.sampled_from([None, uuid.UUID(int=100), uuid.UUID(int=101)])
MARKS = st.builds(
    lambda done, answer, minutes, revision: mark(
        PARTS[0], done=done, answer=answer, minutes=minutes, revision=revision
    ),
    st.booleans(),
    ANSWERS,
    st.integers(0, 5),
    st.integers(7, 9),
)


@given(st.lists(MARKS, min_size=1, max_size=4))
def test_marks_join_in_any_order_and_as_often_as_they_like(marks: list[Mark]) -> None:
    outcomes = {
        (one.is_done, one.answer_key, one.revision_id)
        for order in permutations([*marks, marks[0]])
        for one in with_marks({}, order).values()
    }
    assert len(outcomes) == 1
    (outcome,) = outcomes
    assert outcome[0] == any(each.is_done for each in marks)
    given_answers = {each.answer_key for each in marks} - {None}
    assert outcome[1] in given_answers if given_answers else outcome[1] is None
    joined_all = with_marks({}, marks)
    assert not any(adds(each, joined_all[each.place]) for each in marks), "what is in it adds nothing"


def test_the_later_answer_counts() -> None:
    early, late = mark(PARTS[0], answer=uuid.UUID(int=100)), mark(PARTS[0], answer=uuid.UUID(int=101), minutes=1)
    assert joined(early, late).answer_key == joined(late, early).answer_key == uuid.UUID(int=101)


def test_the_words_that_were_seen_are_those_of_the_answer_that_counts() -> None:
    early = mark(PARTS[0], answer=uuid.UUID(int=100), revision=7)
    late = mark(PARTS[0], answer=uuid.UUID(int=101), minutes=1, revision=9)
    assert joined(early, late).revision_id == joined(late, early).revision_id == 9
    seen_later = mark(PARTS[0], done=False, minutes=5, revision=11)
    assert joined(early, seen_later).revision_id == 7
    assert joined(mark(PARTS[0], revision=7), seen_later).revision_id == 7, "it was done before, and only passed now"


def test_a_mark_adds_what_is_not_kept_yet() -> None:
    first, second = uuid.UUID(int=100), uuid.UUID(int=101)
    kept_mark = mark(PARTS[0], answer=first, minutes=5)
    assert adds(kept_mark, None)
    assert not adds(kept_mark, kept_mark)
    assert not adds(mark(PARTS[0], answer=second, minutes=4), kept_mark), "the later answer is kept already"
    assert adds(mark(PARTS[0], answer=second, minutes=6), kept_mark)
    assert adds(mark(PARTS[0], answer=first, minutes=6, revision=8), kept_mark), "the same answer to other words"
    assert not adds(mark(PARTS[0], answer=first, minutes=6), kept_mark), "a double tap"


def test_minutes_left_count_down_and_never_say_none() -> None:
    assert [minutes_left(7, steps=5, number=number) for number in range(1, 6)] == [7, 6, 5, 3, 2]
    assert minutes_left(1, steps=8, number=8) == 1


WHOLE_MINUTES = st.integers(0, 60 * 24 * 365 * 10).map(
    lambda minutes: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
)
ANY_MARK = st.builds(
    Mark,
    st.sampled_from([uuid.UUID(int=number) for number in range(4)]),
    st.uuids(),
    st.integers(0, 2**32 - 1),
    st.none() | st.uuids(),
    st.booleans(),
    WHOLE_MINUTES,
)


@given(st.lists(ANY_MARK, max_size=30, unique_by=lambda each: each.place))
def test_a_phone_gives_back_what_it_was_given(marks: list[Mark]) -> None:
    assert with_marks({}, unpacked(packed(marks))) == with_marks({}, marks)


@given(st.binary(max_size=200))
def test_bytes_that_we_did_not_write_are_refused_and_never_break(data: bytes) -> None:
    try:
        unpacked(data)
    except ValueError:
        return
    assert data[0] == 1


def test_marks_cut_short_are_refused() -> None:
    data = packed([mark(part, answer=uuid.UUID(int=100)) for part in PARTS])
    for length in range(2, len(data), 7):
        with pytest.raises(ValueError, match=r"cut short|version|bytes"):
            unpacked(data[:length])


def test_when_a_phone_is_full_the_oldest_marks_go_first() -> None:
    many = [Mark(LESSON, uuid.uuid4(), 7, uuid.uuid4(), True, NOW + datetime.timedelta(minutes=n)) for n in range(200)]
    data = packed(many)
    assert len(data) <= MOST_BYTES
    left = {each.part_key for each in unpacked(data)}
    assert len(left) > 50
    assert left == {each.part_key for each in many[-len(left) :]}


def test_where_a_mark_stands() -> None:
    assert place(LESSON) == (LESSON, LESSON)
    assert mark(PARTS[0]).place == place(LESSON, PARTS[0])


def test_tasks_are_lines_and_what_stands_after_the_bar_makes_them_lighter() -> None:
    tasks = work_tasks("Lifting | A trolley | or a hoist\n\n Driving ")
    assert [(task.text, task.lighter) for task in tasks] == [("Lifting", "A trolley | or a hoist"), ("Driving", "")]
    note = work_note(tasks, {tasks[0].name: "cannot", tasks[1].name: "maybe", "task-9": "can"})
    assert note.cannot == (tasks[0],)
    assert note.can == ()
    assert not note.is_empty
    assert work_note(tasks, {}).is_empty
    assert work_tasks(None) == []
