"""Writing instruments as an editor does: through the forms of the CMS."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from modules.activation.models import Instrument
from tests.pages.editions.posting import posted

ADD = "/cms/snippets/activation/instrument/add/"
PUBLISH = {"action-publish": "1"}

type Fields = dict[str, Any]


def option(code: str, value: str, **words: str) -> Fields:
    """The row of one option; words by column: ``text_en``."""
    return {"code": code, "value": value, "key": "", "is_red_flag": "", **words}


def item(code: str, options: list[Fields], **fields: Any) -> Fields:
    """The row of one item that asks to choose."""
    blank = {"kind": "choice", "group": "", "is_scored": "on", "weight": "1", "enable_when": "[]", "key": ""}
    blank |= {"low": "", "high": "", "unit": "", "next_page": "", "offer": "", "topic_en": "", "hint_en": ""}
    return {"code": code, **blank, **fields, "options": inline_formset(options)}


def band(low: str, **words: str) -> Fields:
    """The row of one band."""
    return {"low": low, "key": "", **words}


def create(desk: Client, languages: str, fields: Fields, items: list[Fields], bands: list[Fields]) -> Any:
    """Send the empty form, filled in; gives the response."""
    data = sent(desk.get(f"{ADD}?langs={languages}"))
    data |= nested_form_data({"items": inline_formset(items), "bands": inline_formset(bands)})
    return desk.post(ADD, data | fields)


def sent(response: Any) -> Fields:
    """What a browser would send from the form in a response; a tick without a value of its own is sent as ``on``."""
    page = BeautifulSoup(response.content, "html.parser")
    ticks = page.select("input[type=checkbox][checked]:not([value])")
    return posted(response) | {str(tick["name"]): "on" for tick in ticks if tick.get("name")}


def edit_address(instrument: Instrument) -> str:
    return f"/cms/snippets/activation/instrument/edit/{instrument.pk}/"


def edit(desk: Client, instrument: Instrument, changes: Fields, *, languages: str = "") -> Any:
    """Open the form with these languages, change some fields, send it; gives the response."""
    address = edit_address(instrument)
    data = sent(desk.get(f"{address}?langs={languages}"))
    unknown = [name for name in changes if name not in data and not name.startswith("action-")]
    assert not [name for name in unknown if not name.endswith(TICKS)], unknown
    return desk.post(address, {name: value for name, value in (data | changes).items() if value is not None})


TICKS = ("DELETE", "wording_locked", "is_red_flag", "is_scored", "languages_allowed", "higher_is_better")
TICKS += ("clinical_change",)
"""Fields that a browser sends only when they are ticked or chosen."""


def faults_of(response: Any) -> list[str]:
    """Everything that the form in a response says is wrong, in reading order."""
    return _errors(response.context["form"])


def _errors(form: Any) -> list[str]:
    found = [str(words) for words in form.errors.get("__all__", [])]
    found += [f"{name}: {words}" for name, errors in form.errors.items() if name != "__all__" for words in errors]
    for formset in getattr(form, "formsets", {}).values():
        found += [str(words) for words in formset.non_form_errors()]
        for part in formset.forms:
            found += _errors(part)
    return found
