"""What reports leave out, so that nobody can be found in them."""

from hypothesis import given
from hypothesis import strategies as st

from portal.reports.rules import FEWEST, is_enough, suppressed


def test_a_count_below_five_is_left_out_and_zero_too() -> None:
    assert suppressed([0, 1, 4, 5, 12]) == (None, None, None, 5, 12)


@given(st.lists(st.integers(0, 50), max_size=5))
def test_what_is_shown_is_true_and_never_of_few(counts: list[int]) -> None:
    shown = suppressed(counts)
    assert len(shown) == len(counts)
    assert all(said is None or (said == count >= FEWEST) for said, count in zip(shown, counts, strict=True))
    assert is_enough(counts) == (sum(counts) >= FEWEST)
