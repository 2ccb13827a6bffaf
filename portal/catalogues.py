"""Message catalogues: ``python -m portal.catalogues`` compiles those that changed, without Debian's gettext."""

from pathlib import Path

import polib

LOCALES = Path(__file__).parent / "locale"


def compile_catalogues(folder: Path = LOCALES) -> list[Path]:
    """Compile each catalogue newer than its compiled form, fuzzy entries left out; gives the files written."""
    compiled = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            unfinished = source.with_suffix(".mo.unfinished")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(target)  # a process that reads it meanwhile sees the old one whole
            compiled.append(target)
    return compiled


if __name__ == "__main__":
    compile_catalogues()
