"""What blocks choose from: the house family of pictures, editors' images, figures, as their pieces say them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override, pgettext
from wagtail.images.models import SourceImageIOError

from pages.library.models import Figure, LibraryRecording
from pages.library.models.images import IMAGE_BYTES
from pages.library.rules import Certainty
from pages.rules.pieces import Count, Fact, Hundred
from portal.settings.languages import SOURCE_LANGUAGE

FOLDER = Path(settings.BASE_DIR) / "static" / "icons"


@cache
def picture_names() -> tuple[str, ...]:
    """The names of all pictures, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


def picture_choices() -> list[tuple[str, str]]:
    """Names for an editor's list: ``("short-walk", "Short walk")``."""
    return [(name, name.replace("-", " ").capitalize()) for name in picture_names()]


def picture_file(name: str) -> str:
    """Where the drawing of a house picture is on disk."""
    return str(FOLDER / f"{name}.svg")


def print_file(image: Any) -> str:
    """Where an image is on disk in a size and a format that every maker can read: PNG where it may have see-through
    parts, else JPEG. Made the first time it is asked for; "" when its file is gone, or is not on a disk of ours."""
    kind = "png" if image.file.name.lower().endswith((".png", ".gif")) else "jpeg"
    try:
        return str(image.get_rendition(f"max-1000x1000|format-{kind}").file.path)
    except (SourceImageIOError, NotImplementedError):
        return ""


def other_language(content: Any) -> str:
    """The language of an entry of the library when readers get it in another one than they asked for; else ""."""
    language = content.reading_language()
    return "" if language == get_language() else str(language)


def hundred(figure: Figure, heading: str = "") -> Hundred:
    """A figure in words and counts, as ``components/hundred`` shows it: the frame's words in its own language."""
    language = other_language(figure)
    with override(language or get_language()):
        return Hundred(
            heading=heading,
            sentence=figure.sentence_text,
            counts=tuple(_counts(figure)),
            label_with=figure.label_with,
            label_without=figure.label_without,
            facts=tuple(fact for fact in _facts(figure) if fact.value),
            note=figure.note or "",
            language=language,
        )


def _counts(figure: Figure) -> Iterator[Count]:
    yield Count(count=figure.count, caption=figure.caption or gettext("Of 100 people"))
    if figure.compare_count is not None and figure.compare_caption:
        yield Count(count=figure.compare_count, caption=figure.compare_caption)


def _facts(figure: Figure) -> Iterator[Fact]:
    """What stands under “Where this number comes from”, in its order. Who was counted, when, and by whom is written in
    the words of the source: in English."""
    english = "" if get_language() == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    yield Fact(gettext("Who was counted"), figure.who, english)
    yield Fact(gettext("Over what time"), figure.over_what_time, english)
    yield Fact(gettext("Compared with"), figure.compared_with, english)
    yield Fact(gettext("How sure we are"), _certainty(figure.certainty))
    yield Fact(pgettext("of a number", "Source"), figure.source.citation, english)
    yield Fact(gettext("Written down on"), date_format(figure.dated, "j E Y"))
    yield Fact(gettext("To be checked again by"), date_format(figure.recheck_by, "j E Y"))


def _certainty(code: str) -> str:
    match code:
        case Certainty.GOOD:
            return pgettext("certainty of a number", "Quite sure")
        case Certainty.SOME:
            return pgettext("certainty of a number", "Fairly sure")
        case Certainty.WEAK:
            return pgettext("certainty of a number", "Not very sure")
        case _:
            return pgettext("certainty of a number", "We do not know")


def recording_file(name: str, ending: str) -> str:
    """The stored name of a recording's file; "" when no recording has it (any more)."""
    stored = f"recordings/{name}.{ending}"
    return stored if LibraryRecording.objects.filter(file=stored).exists() else ""


def captions_of(name: str) -> str:
    """The captions of the recording whose file has this name without its ending; "" when there are none."""
    row = LibraryRecording.objects.filter(file__startswith=f"recordings/{name}.").only("captions").first()
    return row.captions if row else ""


@dataclass(frozen=True)
class Drawn:
    """An image as one format offers it: ``srcset`` as in HTML, type of the files."""

    srcset: str
    media_type: str


@dataclass(frozen=True)
class DrawnImage:
    """The sizes of an image for a page: modern formats first. ``small`` and the like are renditions."""

    sources: tuple[Drawn, ...]
    small: Any
    middle: Any


def drawn(image: Any) -> DrawnImage | None:
    """An image in its three widths, made the first time that they are asked for; None when its file is gone."""
    names = {(width, kind): f"width-{width}|format-{kind}" for kind in ("avif", "webp") for width in IMAGE_BYTES}
    try:
        found = image.get_renditions(*names.values())
    except SourceImageIOError:
        return None
    webp = [found[names[width, "webp"]] for width in IMAGE_BYTES]
    return DrawnImage(
        sources=tuple(
            Drawn(_srcset(found[names[width, kind]] for width in IMAGE_BYTES), f"image/{kind}")
            for kind in ("avif", "webp")
        ),
        small=webp[0],
        middle=webp[1],
    )


def _srcset(renditions: Iterable[Any]) -> str:
    """Each width once: an image that is narrower than a width is not made larger."""
    return ", ".join(f"{address} {width}w" for width, address in {each.width: each.url for each in renditions}.items())
