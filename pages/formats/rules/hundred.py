"""The picture of 100 people as an SVG: ten rows of ten, the first filled, from the side on which reading begins."""

from urllib.parse import quote

ROW = 10
FILLED, EMPTY = "#0a544b", "#ffffff"


def dots_svg(count: int, *, is_rtl: bool) -> str:
    """``count`` of 100 dots filled, row by row. count: 0-100."""
    on, off = "", ""
    for place in range(ROW * ROW):
        row, column = divmod(place, ROW)
        across = ROW - 1 - column if is_rtl else column
        dot = f"M{across * 10 + 1.2:g} {row * 10 + 5}a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0z"
        on, off = (on + dot, off) if place < count else (on, off + dot)
    paths = f'<path class="on" d="{on}" fill="{FILLED}"/><path class="off" d="{off}" fill="{EMPTY}" stroke="{FILLED}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">{paths}</svg>'


def dots(count: int, *, is_rtl: bool) -> str:
    """The picture as a ``data:`` address."""
    return "data:image/svg+xml," + quote(dots_svg(count, is_rtl=is_rtl))
