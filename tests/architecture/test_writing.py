"""How the code is written: files that fit in a head, exceptions with reasons, no loose ends, plain words."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import ROOT, kept_files, plant

LONGEST_FILE = 400
LONGEST_TEMPLATE = 120
CODE = (".py", ".js", ".mjs", ".scss", ".html", ".sh")
TEXT = (*CODE, ".md", ".toml", ".po", ".json", ".yml")
NOT_WRITTEN_HERE = ("package-lock.json", "uv.lock", "LICENSE")
"""Files that a tool writes, or that are law as they stand."""

SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pyright|pragma)\b.*", re.IGNORECASE)
SILENCED_WITH_REASON = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*|type: ignore\[[a-z, -]+\])\s+(?:#\s+)?\w.{7,}"
)
LOOSE_END = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|lorem ipsum", re.IGNORECASE)
SKIPPED = re.compile(r"pytest\.mark\.(?:skip|skipif|xfail)|pytest\.(?:skip|xfail|importorskip)\(|assert True\b")
MAY_SKIP = {"tests/pages/formats/test_full_disk.py"}
"""Needs a file system of its own, which some machines lend to nobody; it says so. The same is tried elsewhere with a
disk that only seems full."""
AMERICAN = re.compile(
    r"\b(?:behavior|color-blind|favorite|organization|analyze|catalog|fulfill|program for)\b", re.IGNORECASE
)
UNKIND = re.compile(
    r"don.t worry|wear and tear|bone on bone|crumbling|degenerative|non-complian|\boverdue\b|high demand"
    r"|kill (?:the )?pain|telephone|\bsimply\b|sufferer|victim|please note|click here|\bshould\b",
    re.IGNORECASE,
)
"""What a frightened or tired person should not read: blame, alarm, false ease, words of the office."""

WRONG_DAY = re.compile(r"""["'][^"']*\bj [FMbN]\b|\|date(?!:)\b|DATE(?:TIME)?_FORMAT""")
"""A day whose month has the form in which it stands alone: Polish says “3 stycznia”, not “3 styczeń”. Also Django's own
formats, which in English are those of another country."""

TOO_LONG: dict[str, str] = {}


def written(root: Path, endings: tuple[str, ...], paths: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Path and text of each file of ours with one of the endings."""
    paths = kept_files(root) if paths is None else paths
    chosen = [path for path in paths if path.endswith(endings) and not path.endswith(NOT_WRITTEN_HERE)]
    return [(path, (root / path).read_text()) for path in sorted(chosen)]


def lines_that(pattern: re.Pattern[str], files: list[tuple[str, str]]) -> list[str]:
    this_file = "tests/architecture/test_writing.py"
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in files
        if path != this_file
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def without_comments(template: str) -> str:
    """A template with its comments emptied, each line where it was."""
    comment = re.compile(r"{% comment.*?endcomment %}|{#.*?#}", re.DOTALL)
    return comment.sub(lambda found: "\n" * found[0].count("\n"), template)


def too_long(files: list[tuple[str, str]]) -> dict[str, int]:
    lengths = {path: text.count("\n") for path, text in files if "/migrations/" not in path}
    return {
        path: length
        for path, length in lengths.items()
        if length > (LONGEST_TEMPLATE if path.startswith("templates/") else LONGEST_FILE)
    }


def silenced_without_reason(files: list[tuple[str, str]]) -> list[str]:
    return [line for line in lines_that(SILENCED, files) if not SILENCED_WITH_REASON.search(line)]


def test_no_file_is_longer_than_one_reads_at_a_sitting() -> None:
    assert {path: n for path, n in too_long(written(ROOT, CODE)).items() if path not in TOO_LONG} == {}


def test_every_long_file_with_a_reason_is_still_long() -> None:
    assert set(TOO_LONG) <= set(too_long(written(ROOT, CODE)))


def test_every_silenced_warning_says_why() -> None:
    assert silenced_without_reason(written(ROOT, (".py",))) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_that(LOOSE_END, written(ROOT, CODE)) == []


def test_no_test_is_skipped() -> None:
    tests = [path for path in kept_files() if path.startswith("tests/") and path not in MAY_SKIP]
    assert lines_that(SKIPPED, written(ROOT, (".py",), tests)) == []


def test_spelling_is_british() -> None:
    assert lines_that(AMERICAN, written(ROOT, (".md", ".html", ".toml"))) == []


def test_words_for_readers_are_plain_and_kind() -> None:
    shown = [path for path in kept_files() if path.startswith(("templates/", "pages/fixtures/demo/en/"))]
    found = lines_that(UNKIND, [(path, without_comments(text)) for path, text in written(ROOT, CODE + TEXT, shown)])
    assert [line for line in found if ": typed = " not in line] == []  # synonyms are what readers type, not what we say


def test_a_day_has_its_month_in_the_form_that_follows_a_number() -> None:
    shown = [path for path in kept_files() if path.startswith(("templates/", "portal/", "pages/", "modules/"))]
    assert lines_that(WRONG_DAY, written(ROOT, (".py", ".html"), shown)) == []


def test_each_fault_would_be_found(tmp_path: Path) -> None:
    bad = ["x = 1  # noqa", "y = 2  # noqa: S105", "z = 3  # type: ignore[misc]", "# TODO later", "pytest.skip()"]
    good = ["a = 1  # noqa: S105  the reason stands here", "b = 2  # type: ignore[misc]  # the reason stands here"]
    plant(tmp_path, "pages/rules.py", "\n".join([*bad, *good]) + "\n" * 400)
    files = written(tmp_path, CODE, ["pages/rules.py"])
    assert [line.split(":")[1] for line in silenced_without_reason(files)] == ["1", "2", "3"]
    assert [line.split(":")[1] for line in lines_that(LOOSE_END, files)] == ["4"]
    assert [line.split(":")[1] for line in lines_that(SKIPPED, files)] == ["5"]
    assert list(too_long(files)) == ["pages/rules.py"]
    assert lines_that(UNKIND, [("a.html", "You should rest.\nRest a while.\n")]) == ["a.html:1: You should rest."]
    assert lines_that(AMERICAN, [("docs/a.md", "Our favorite behavior\n")]) == ["docs/a.md:1: Our favorite behavior"]
    days = ['{{ day|date:"l j F" }}', "{{ day|date }}", '"DATE_FORMAT"', '{{ day|date:"j E Y" }}, {{ day|date:"F Y" }}']
    assert [line[:8] for line in lines_that(WRONG_DAY, [("a.html", "\n".join(days))])] == [
        "a.html:1",
        "a.html:2",
        "a.html:3",
    ]
