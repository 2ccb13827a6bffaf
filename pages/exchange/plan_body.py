"""The closing part of the express plan (medicine, work, help, family) as blocks, from ``plan.toml``."""

from typing import Any

from pages.exchange.demo import Words

BODY: list[Words] = [
    {"id": "medicine-heading", "type": "heading", "level": 2},
    {"id": "medicine", "type": "text"},
    {"id": "work-heading", "type": "heading", "level": 2},
    {"id": "work", "type": "text"},
    {"id": "help-heading", "type": "heading", "level": 2},
    {"id": "help", "type": "text"},
    {"id": "family-heading", "type": "heading", "level": 2},
    {"id": "family", "type": "text"},
]


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def plan_words(plan: Words) -> dict[str, dict[str, Any]]:
    """The text of each block of ``BODY``, from the ``[plan]`` table of one language."""
    medicine, work, aid, family = plan["medicine"], plan["work_line"], plan["help"], plan["family"]
    ask = _paragraphs(medicine["intro"], medicine["leaflet"], medicine["ask"]) + _list(medicine["ask_items"])
    return {
        "medicine-heading": {"text": medicine["heading"]},
        "medicine": {"html": ask + _paragraphs(medicine["others"])},
        "work-heading": {"text": work["heading"]},
        "work": {"html": _list(work["items"])},
        "help-heading": {"text": aid["heading"]},
        "help": {"html": _list([aid["emergency"], aid["see_someone"], aid["phone"], aid["mind"]])},
        "family-heading": {"text": family["heading"]},
        "family": {"html": _paragraphs(family["text"])},
    }
