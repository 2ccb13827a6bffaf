"""The Listen control of a page that has audio of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pages.formats.rules import Format
from pages.queries.offers import Made, audio_label, size_in_words, voice_of

type Part = tuple[str, int, int]

_TENTH: Final = 100  # of a second, in milliseconds


@dataclass(frozen=True)
class Listening:
    """A whole sound of the text as it is now. label: what the file is; size, voice: in words. parts: for each element
    of the screen that can be heard alone, in the order of the document, when it is said: see ``times``. is_part: the
    screen shows a part of what the sound says: only that is to be heard."""

    url: str
    label: str
    size: str
    voice: str
    parts: str = ""
    is_part: bool = False


def listening(made: Iterable[Made], shown: Sequence[Collection[str]], *, is_part: bool = False) -> Listening | None:
    """What the Listen control of a screen is given; None without audio of the page as it is now, or of this part of it
    (a person's recording has no parts): it then uses the phone's own voice.

    made: the formats of the page in the language that is read. shown: for each element, in the order of the document,
    the ids of the blocks that it shows.
    """
    sound = next((each for each in made if each.format == Format.AUDIO and each.url and not each.is_older), None)
    said = times(sound.parts, shown) if sound else ""
    if sound is None or (is_part and not said):
        return None
    words = (sound.url, audio_label(sound), size_in_words(sound.size_bytes), voice_of(sound))
    return Listening(*words, parts=said, is_part=is_part)


def times(parts: Sequence[Part], shown: Sequence[Collection[str]]) -> str:
    """When each element is said, with a space between elements: how long it is said, in tenths of a second, when it
    begins where the one before it ended (the first: at the beginning); else ``from-to``, several with commas between;
    ``-`` for one that is not said. "" when none is.

    parts: id, begin and end in milliseconds, in order.
    """
    written, at = [], 0
    for ids in shown:
        runs = _runs([part for part in parts if part[0] in ids])
        follows = len(runs) == 1 and runs[0][0] == at
        written.append(str(runs[0][1] - at) if follows else ",".join(f"{one}-{other}" for one, other in runs) or "-")
        at = runs[-1][1] if runs else at
    return " ".join(written) if {*written} - {"-"} else ""


def _runs(parts: Iterable[Part]) -> list[list[int]]:
    """Begins and ends, in tenths of a second; what follows at once is one."""
    runs: list[list[int]] = []
    for _part, began, ended in parts:
        first, last = began // _TENTH, ended // _TENTH
        if runs and runs[-1][1] == first:
            runs[-1][1] = last
        else:
            runs.append([first, last])
    return runs
