"""Text to braille cells by liblouis, in a process of its own."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence

from pages.formats.rules import Unavailable, Unfit

PROGRAM = "lou_translate"
DISPLAY = "en-us-brf.dis"
LONGEST_LINE = 1000  # the program breaks longer lines wherever its buffer ends
TIME_OUT_SECONDS = 60
INSTEAD = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-", "\u2010": "-", "\u2028": " "})
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f]")
UNDEFINED = re.compile(r"'?[\\/]?[XYZ][0-9A-J]{4,8}'")
"""How the program says that it does not know a sign: its number in cells, between quotes as the table has them."""


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


def cells(lines: Sequence[str], table: str) -> list[str]:
    """Each line in ASCII braille.

    Raises Unfit, naming the sign, when one is not in the table: what the program then prints is no braille.
    Raises Unavailable without the program.
    """
    plain = [_plain(line) for line in lines]
    signs = sorted(set("".join(plain)) - {" "})
    for sign, cell in zip(signs, _run(signs, table), strict=True):
        if UNDEFINED.fullmatch(cell.strip()):
            raise Unfit(f"The braille table does not know {sign} ({unicodedata.name(sign, f'U+{ord(sign):04X}')}).")
    parts = [_parts(line) for line in plain]
    done = iter(_run([part for each in parts for part in each], table))
    return [" ".join(next(done).strip() for _part in each) for each in parts]


def _plain(line: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFC", line).translate(INSTEAD)).strip()


def _parts(line: str) -> list[str]:
    """The line in parts that the program takes whole, broken between words where it can be."""
    parts = [""]
    for word in line.split():
        for start in range(0, len(word), LONGEST_LINE):
            piece = word[start : start + LONGEST_LINE]
            if len(parts[-1]) + 1 + len(piece) > LONGEST_LINE:
                parts.append(piece)
            else:
                parts[-1] = f"{parts[-1]} {piece}".strip()
    return parts


def _run(lines: Sequence[str], table: str) -> list[str]:
    if not lines:
        return []
    if (program := shutil.which(PROGRAM)) is None:
        raise Unavailable("no-tool")
    text = "\n".join(line.replace("\\", "\\\\") for line in lines) + "\n"
    command = [program, "--forward", f"{DISPLAY},{table}"]
    try:
        ran = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=TIME_OUT_SECONDS)  # noqa: S603  a fixed program and tables of our own
    except subprocess.TimeoutExpired as fault:
        raise Unfit("The braille program took too long.") from fault
    found = ran.stdout.decode("ascii", errors="replace").split("\n")
    if ran.returncode or ran.stderr.strip() or len(found) != len(lines) + 1:
        raise Unfit(f"The braille program failed: {ran.stderr.decode(errors='replace')[:60]}")
    return found[:-1]
