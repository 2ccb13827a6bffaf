"""Captions of films (WebVTT): read strictly, written anew as times and plain words, so that nothing else is kept.

Source: WebVTT, W3C Candidate Recommendation, 4 April 2019.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_CUES: Final = 5000
LONGEST: Final = 400_000
"""Characters of a whole file: about ten hours of talk."""

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_MARK = re.compile(r"<[^>]*>")
_NOT_CUES = re.compile(r"(NOTE|STYLE|REGION)([ \t:].*)?")


class BrokenCaptionsError(ValueError):
    """The file is not what a player can show. ``line`` counts from 1; 0 means the file as a whole. ``fault``: one of
    ``header``, ``long``, ``times``, ``backwards``, ``empty``."""

    def __init__(self, fault: str, line: int = 0) -> None:
        super().__init__(f"{fault} in line {line}")
        self.fault, self.line = fault, line


@dataclass(frozen=True)
class Cue:
    """Words on the screen from one time to another, in thousandths of a second."""

    begins: int
    ends: int
    text: str


def read_captions(source: str) -> tuple[Cue, ...]:
    """The cues in the order of the file. Raises BrokenCaptionsError."""
    if len(source) > LONGEST:
        raise BrokenCaptionsError("long")
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise BrokenCaptionsError("header", 1)
    cues = tuple(_cues(lines))
    if not cues:
        raise BrokenCaptionsError("empty")
    if len(cues) > MOST_CUES:
        raise BrokenCaptionsError("long")
    return cues


def written(cues: tuple[Cue, ...]) -> str:
    """A WebVTT file of times and plain words, and nothing else."""
    shown = (f"{_told(cue.begins)} --> {_told(cue.ends)}\n{html.escape(cue.text, quote=False)}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(shown)


def _cues(lines: list[str]) -> Iterator[Cue]:
    last = 0
    for first, block in _blocks(lines):
        if _NOT_CUES.fullmatch(block[0]):
            continue
        at = 0 if "-->" in block[0] else 1  # a cue may have a name before its times
        times = _TIMES.fullmatch(block[at].strip()) if at < len(block) else None
        if times is None:
            raise BrokenCaptionsError("times", first + at)
        parts = times.groups()
        cue = Cue(_thousandths(parts[:4]), _thousandths(parts[4:]), _plain(block[at + 1 :]))
        if cue.ends <= cue.begins or cue.begins < last:
            raise BrokenCaptionsError("backwards", first + at)
        last = cue.begins
        if cue.text:
            yield cue


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines after the first block, which is the header; each with the number of its line."""
    block: list[str] = []
    is_header = True
    for number, text in enumerate([*lines, ""], start=1):
        if text.strip():
            block.append(text)
        elif block:
            if not is_header:
                yield number - len(block), block
            block, is_header = [], False


def _plain(lines: list[str]) -> str:
    named = (_VOICE.sub(r"\1: ", line) for line in lines)
    return "\n".join(words for line in named if (words := html.unescape(_MARK.sub("", line)).strip()))


def _thousandths(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _told(thousandths: int) -> str:
    seconds, rest = divmod(thousandths, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
