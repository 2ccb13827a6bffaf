"""The demo lessons as they lie in ``modules/learning/fixtures/demo``: one file of structure, one file a lesson and
language. ``structure.toml`` says how they fit together."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.html import format_html_join

from pages.exchange.demo import Words, lasting_key, stream

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "demo"


@dataclass(frozen=True)
class DemoLessons:
    """Structure and words of the lessons. Nothing at all when there is no file of structure."""

    folder: Path = FOLDER

    @cached_property
    def structure(self) -> dict[str, Words]:
        """The table of each lesson by its slug, in the order in which lessons are listed."""
        file = self.folder / "structure.toml"
        tables: dict[str, Words] = tomllib.loads(file.read_text("utf-8"))["lessons"] if file.exists() else {}
        return dict(sorted(tables.items(), key=lambda item: item[1]["order"]))

    @cached_property
    def index(self) -> dict[str, Words]:
        """The words of the list of lessons, by language."""
        file = self.folder / "index.toml"
        return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}

    def words(self, slug: str) -> dict[str, Words]:
        """The words of a lesson by language; a language without a file is not in it."""
        files = {code: self.folder / code / f"{slug}.toml" for code in self.structure[slug]["languages"]}
        return {code: tomllib.loads(file.read_text("utf-8")) for code, file in files.items() if file.exists()}


def body(scope: str, blocks: list[Words], figures: dict[str, int]) -> str:
    """The body of a step as the JSON that a stream field stores. figures: primary keys by code."""
    named = [{**block, "id": f"{number}-{block['kind']}", "type": block["kind"]} for number, block in enumerate(blocks)]
    words = {block["id"]: _block_words(block) for block in named}
    return stream(scope, named, words, {"figures": figures})


def _block_words(block: Words) -> Words:
    match block["kind"]:
        case "text":
            return {"html": str(format_html_join("", "<p>{}</p>", ((line,) for line in block["paragraphs"])))}
        case "inset":
            return {"html": str(format_html_join("", "<p>{}</p>", [(block["text"],)]))}
        case "picture_words":
            return {"text": block["words"]}
        case "key_points":
            return {"items": block["items"]}
        case _:
            return {}


def key_of(*names: str) -> Any:
    """The lasting key of a lesson or of a part of one."""
    return lasting_key("lesson", *names)
