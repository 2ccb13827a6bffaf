"""A body that holds one of each block, each with its preview."""

import json
from typing import Any

from wagtail.blocks import StreamValue

from pages.blocks import ReadingStream

BEFORE_ALL = {"type": "heading", "value": {"level": "2", "text": "One of each"}}
URDU: dict[str, Any] = {
    "heading": {"level": "2", "text": "ابھی کیا مدد کرتا ہے"},
    "quote": {"text": "میں نے دروازے تک چلنے سے شروع کیا۔", "who": "نسرین، 58", "consent_kept": "Made up"},
    "contact": {"text": "یقین نہیں؟ ہم سے بات کریں۔"},
    "table": {
        "has_row_headers": True,
        "table": {
            "caption": "شروع کرنے کے دو طریقے",
            "columns": [{"type": "words", "heading": name} for name in ("کیا", "پہلا ہفتہ", "بعد میں")],
            "rows": [{"values": ["چلنا", "5 منٹ", "20 منٹ"]}, {"values": ["بیٹھ کر اٹھنا", "3 بار", "10 بار"]}],
        },
    },
}
"""Words for those whose looks depend on the direction of writing."""


def one_of_each(language: str = "en") -> str:
    """The body as a stream field stores it."""
    stream = ReadingStream()
    shown: list[Any] = [BEFORE_ALL]
    for name, block in stream.child_blocks.items():
        value = URDU.get(name) if language == "ur" else None
        stored = value or block.get_prep_value(block.normalize(block.get_preview_value()))
        shown.append({"type": name, "value": stored})
    value: StreamValue = stream.to_python([{**block, "id": str(at)} for at, block in enumerate(shown)])
    return json.dumps(stream.get_prep_value(value), ensure_ascii=False)
