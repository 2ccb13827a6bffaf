"""The picture of 100 people: ten rows of ten dots, the first of them filled, from the side on which reading begins."""

from typing import Final

PEOPLE: Final = 100
ROW: Final = 10


def centres(count: int, direction: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the dots stand on a ground of 100 by 100: the filled ones, then the others; together always a hundred.

    count: 0-100. direction: ``ltr`` or ``rtl``, which fills each row from the right. Raises ValueError outside 0-100:
    a picture must never show another number than its sentence.
    """
    if not 0 <= count <= PEOPLE:
        raise ValueError(f"{count} is not a number of 100 people.")
    columns = range(ROW - 1, -1, -1) if direction == "rtl" else range(ROW)
    every = [(column * 10 + 5, row * 10 + 5) for row in range(ROW) for column in columns]
    return every[:count], every[count:]


def drawn(count: int, direction: str, *, ink: str) -> str:
    """The picture as SVG: a filled circle for each person counted, a hollow one for each other."""
    on, off = centres(count, direction)
    filled = "".join(f'<circle cx="{x}" cy="{y}" r="3.8" fill="{ink}"/>' for x, y in on)
    hollow = "".join(
        f'<circle cx="{x}" cy="{y}" r="3.4" fill="none" stroke="{ink}" stroke-width=".8"/>' for x, y in off
    )
    size = 'width="100" height="100" viewBox="0 0 100 100"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{filled}{hollow}</svg>'
