"""Pictures for paper: editors' files made safe and small, and the few that we draw ourselves.

Drawings are data addresses. Photographs wait on the disk until the sheet is written: two hundred of them in a document
that is copied again and again took nearly a gigabyte.
"""

import base64
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import segno
from PIL import Image

from pages.formats.rules.hundred import drawn

INK, PINE, SUN, CLAY = "#10243a", "#0a544b", "#f2b33d", "#9c2f16"
MOST_SVG_BYTES = 300_000
MOST_PIXELS = 40_000_000
MOST_SIDE = 700
"""Pixels of the longer side: the widest place is 60 mm, which a good printer draws with 300 an inch."""
LOOKS = f".b{{stroke:{PINE}}}.bf{{fill:{PINE};stroke:none}}.glow{{fill:{SUN};opacity:.45}}.spot{{fill:{CLAY}}}"
"""The inks of our own pictures, by class (static/icons/README.md)."""

SHAPES = {
    "emergency": '<path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" fill="#fff"/>'
    '<path d="M12 5.5v8" stroke="{ink}" stroke-width="2.8" stroke-linecap="round"/>'
    '<circle cx="12" cy="17.8" r="1.7" fill="{ink}"/>',
    "urgent": '<path d="M12 1.5 23.5 22H.5z" fill="#fff" stroke="{ink}" stroke-width="1.4" stroke-linejoin="round"/>'
    '<path d="M12 8.5v6" stroke="{ink}" stroke-width="2.4" stroke-linecap="round"/>'
    '<circle cx="12" cy="18.2" r="1.4" fill="{ink}"/>',
    "soon": '<circle cx="12" cy="12" r="10.8" fill="#fff" stroke="{ink}" stroke-width="1.8"/>'
    '<path d="M12 6v6.4l4 2.6" stroke="{ink}" stroke-width="2.2" stroke-linecap="round" fill="none"/>',
    "do": '<path d="M3 13l6 6.5L21 5" stroke="{ink}" stroke-width="4" fill="none"/>',
    "dont": '<path d="M4.5 4.5l15 15M19.5 4.5l-15 15" stroke="{ink}" stroke-width="4" fill="none"/>',
}
"""Level of help and kind of advice by shape, apart without colour: an octagon, a triangle, a clock."""
SHAPE_INK = {"emergency": CLAY, "do": PINE, "dont": CLAY}


_waiting: ContextVar[Path] = ContextVar("waiting", default=Path(os.devnull))
"""Where the photographs of the sheet that is being made are."""


@contextmanager
def folder() -> Iterator[None]:
    """Keep the photographs of one sheet until it is written."""
    with tempfile.TemporaryDirectory(prefix="strides-pictures-") as made:
        before = _waiting.set(Path(made))
        try:
            yield
        finally:
            _waiting.reset(before)


def is_waiting(address: str) -> bool:
    """Whether the address is that of a photograph of the sheet that is being made."""
    return address.startswith(f"{_waiting.get().as_uri()}/")


class Unreadable(Exception):  # noqa: N818  said of a file
    """A picture that is not there, or that no program of ours can read."""


@cache
def shape(name: str) -> str:
    """One of SHAPES."""
    path = SHAPES[name].format(ink=SHAPE_INK.get(name, INK))
    return _svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{path}</svg>')


@cache
def dots(count: int, direction: str) -> str:
    """A hundred people. Raises ValueError outside 0-100."""
    return _svg(drawn(count, direction, ink=PINE))


@cache
def code(address: str) -> str:
    """The QR code of an address."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, dark=INK, light="#fff", omitsize=True)
    return _svg(out.getvalue().decode())


@cache
def mark() -> str:
    """The mark of the house."""
    from django.conf import settings  # noqa: PLC0415  a path alone

    return of_file(str(settings.BASE_DIR / "static" / "icons" / "mark.svg"), ink=PINE)[0]


def of_file(path: str, *, ink: str = INK) -> tuple[str, float]:
    """The picture of a file, and how many times wider than high it is. Raises Unreadable."""
    file = Path(path)
    try:
        data = file.read_bytes()
        if b"<svg" in data[:2000]:
            return _vector(data, ink)
        small = _raster(data)
    except (OSError, ValueError, SyntaxError, ET.ParseError, Image.DecompressionBombError) as error:
        raise Unreadable(file.name) from error
    return _kept(small), small.width / small.height


def _vector(data: bytes, ink: str) -> tuple[str, float]:
    """An SVG in our inks. One that asks for other files gets none: nothing here fetches them."""
    if len(data) > MOST_SVG_BYTES or b"<!ENTITY" in data:
        raise ValueError("too large, or with entities")
    root = ET.fromstring(data)  # noqa: S314  entities are refused above
    box = [float(number) for number in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    text = data.decode().replace("currentColor", ink)
    text = re.sub(r"(<svg\b[^>]*>)", rf"\1<style>{LOOKS}</style>", text, count=1)
    is_whole = len(box) == 4 and box[2] > 0 and box[3] > 0  # noqa: PLR2004  left, top, width, height
    return _svg(text), box[2] / box[3] if is_whole else 1.0


def _raster(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
        has_holes = picture.mode in {"RGBA", "LA", "P", "PA"}
        small = picture.convert("RGBA" if has_holes else "RGB")
    small.thumbnail((MOST_SIDE, MOST_SIDE))
    if has_holes:  # on white, as paper is
        ground = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(ground, small).convert("RGB")
    return small


def _kept(picture: Image.Image) -> str:
    """The address of a photograph on the disk; of two that are the same there is one. Raises OSError."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    file = _waiting.get() / f"{hashlib.sha256(out.getvalue()).hexdigest()}.jpg"
    file.write_bytes(out.getvalue())
    return file.as_uri()


def _svg(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
