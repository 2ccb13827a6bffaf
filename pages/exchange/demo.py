"""The demo content as it lies in ``pages/fixtures/demo``: one file of structure, one folder of words per language."""

import json
import tomllib
import uuid
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "demo"
NAMESPACE = uuid.UUID("7a1d0a0e-6f3f-5b1e-9a57-5d0f0a3c9b11")

type Words = dict[str, Any]


def lasting_key(*parts: str) -> uuid.UUID:
    """The same UUID for the same names, on every machine and every run."""
    return uuid.uuid5(NAMESPACE, "/".join(parts))


@dataclass(frozen=True)
class DemoContent:
    """Structure and words. ``words["pl"]["plan"]`` is the parsed ``pl/plan.toml``; a missing file is an empty table."""

    folder: Path = FOLDER

    @cached_property
    def structure(self) -> Words:
        return tomllib.loads((self.folder / "structure.toml").read_text("utf-8"))

    @cached_property
    def entries(self) -> list[Words]:
        """The entries of the directory, in their order: made-up places first, then organisations."""
        return [*self.structure["entries"], *self._read("directory.toml").get("entries", [])]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """English first; then the others that have a folder."""
        return tuple(code for code in self.structure["languages"] if (self.folder / code).is_dir())

    @cached_property
    def words(self) -> dict[str, dict[str, Words]]:
        names = ("site", "help_now", "plan", "library", "entries", "directory")
        return {code: {name: self._read(f"{code}/{name}.toml") for name in names} for code in self.languages}

    def article(self, language: str, slug: str) -> Words:
        """The words of an article; empty when the language has none."""
        return self._read(f"{language}/articles/{slug}.toml")

    @cached_property
    def leaflets(self) -> tuple[Words, ...]:
        """What is the same in every language of each leaflet, by slug."""
        files = sorted((self.folder / "leaflets").glob("*.toml"))
        return tuple(tomllib.loads(file.read_text("utf-8")) for file in files)

    def leaflet(self, language: str, slug: str) -> Words:
        """The words of a leaflet; empty when the language has none."""
        return self._read(f"{language}/leaflets/{slug}.toml")

    @cached_property
    def recordings(self) -> list[Words]:
        """Films and sounds: each in one language, with its file, its words, and who made it."""
        return list(self._read("recordings/recordings.toml").get("recordings", []))

    def _read(self, name: str) -> Words:
        path = self.folder / name
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def item_list(scope: str, items: list[Any]) -> list[dict[str, Any]]:
    """Items in the form in which a list block is stored, with lasting ids."""
    return [
        {"type": "item", "value": item, "id": str(lasting_key(scope, "item", str(n)))} for n, item in enumerate(items)
    ]


def small_table(words: Words) -> Words:
    """A table of words in the form in which it is stored: its caption, the names of its columns, and its rows."""
    columns = [{"type": "words", "heading": name} for name in words["columns"]]
    return {"caption": words["caption"], "columns": columns, "rows": [{"values": row} for row in words["rows"]]}


def block_value(  # noqa: C901, PLR0911, PLR0912  one for each block type
    scope: str, block: Words, words: Words, chosen: dict[str, dict[str, int]]
) -> Any:
    """The stored value of one block: its neutral parts from ``block``, its text from ``words``.

    ``chosen`` gives the primary keys of figures and glossary terms by code.
    """
    match block["type"]:
        case "heading":
            return {"level": str(block["level"]), "text": words["text"]}
        case "text" | "inset":
            return words["html"]
        case "key_points" | "steps":
            return {"items": item_list(scope, words["items"])}
        case "do_dont":
            return {name: item_list(f"{scope}/{name}", words[name]) for name in ("do", "dont")}
        case "details":
            return {"summary": words["summary"], "text": words["html"]}
        case "care_card":
            return {"level": block["level"], "heading": words["heading"], "items": item_list(scope, words["items"])}
        case "figure":
            return {"heading": words.get("heading", ""), "figure": chosen["figures"][block["figure"]]}
        case "glossary":
            return {"terms": item_list(scope, [chosen["terms"][code] for code in block["terms"]])}
        case "picture_words":
            picture = {"picture": block["picture"], "image": None, "alternative": "", "is_decorative": True}
            return {**picture, "text": words["text"]}
        case "find_support":
            return {"heading": words.get("heading", ""), "entries": [], "need": block["need"]}
        case "table":
            return {"has_row_headers": True, "table": small_table(words)}
        case "quote":
            return {name: words[name] for name in ("text", "who", "consent_kept")}
        case "video":
            return {"recording": chosen["recordings"][block["recording"]], "signed": None, "says_the_same": True}
        case "audio":
            return {"recording": chosen["recordings"][block["recording"]]}
        case "contact":
            return {"text": words.get("text", "")}
        case unknown:
            raise ValueError(f"structure.toml names a block type that does not exist: {unknown}")


def stream(scope: str, body: list[Words], words: dict[str, Words], chosen: dict[str, dict[str, int]]) -> str:
    """A whole body as the JSON that a stream field stores."""
    return json.dumps(
        [
            {
                "type": block["type"],
                "id": str(lasting_key(scope, block["id"])),
                "value": block_value(f"{scope}/{block['id']}", block, words.get(block["id"], {}), chosen),
            }
            for block in body
        ],
        ensure_ascii=False,
    )
