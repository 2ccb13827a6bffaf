"""What a process holds, and that it gives back what nobody needs any more."""

import os

from portal.memory import give_back, held_kib


def test_memory_is_what_this_process_holds_now() -> None:
    before = held_kib()
    held = bytearray(os.urandom(1)) * (64 << 20)
    assert held_kib() - before > 50_000
    del held
    assert 10_000 < held_kib() < before + 50_000


class Knot:
    """Holds a piece of memory, and itself."""

    def __init__(self) -> None:
        self.words = os.urandom(1) * 50_000
        self.itself = self


def test_what_nobody_refers_to_is_given_back_also_where_it_refers_to_itself() -> None:
    give_back()
    knots = [Knot() for _ in range(1_500)]
    grown = held_kib()
    del knots
    give_back()
    assert held_kib() < grown - 50_000
