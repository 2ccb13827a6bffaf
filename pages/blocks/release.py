"""What keeps a body from being published, whichever way it comes: found in the editor's form and again at release."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField

from pages.editions.models.merging import keyed_relations
from pages.editions.signals import release_asked
from pages.rules.phones import phone_numbers

CHOSEN: Final = frozenset({"audio", "contact", "figure", "find_support", "glossary", "video"})
"""The blocks whose words come from somewhere else and change there."""

UNSEEN: Final = frozenset({"id", "type", "consent_kept"})
MARKUP: Final = re.compile(r'<a [^>]*href="(tel:[^"]*)"[^>]*>|<[^>]*>')
"""A number that only a link dials is typed, too, and stays."""


class GuardedStream(blocks.StreamBlock):
    """A stream that says, block by block, what is still to do. A draft may stay so; what is published may not."""

    def unready(self, value: StreamValue) -> Mapping[int, list[str]]:
        """The faults by the place of their block."""
        faults = {
            place: [*child.block.unready(child.value), *_typed_numbers(child)] for place, child in enumerate(value)
        }
        return {place: found for place, found in faults.items() if found}

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned: StreamValue = super().clean(value)
        faults = {} if self.is_deferred_validation else self.unready(cleaned)
        if faults:
            raise StreamBlockValidationError(
                block_errors={place: ValidationError(found) for place, found in faults.items()}
            )
        return cleaned


class HeadedStream(GuardedStream):
    """The body of a page: its headings come in order."""

    def unready(self, value: StreamValue) -> Mapping[int, list[str]]:
        faults = dict(super().unready(value))
        place = _heading_out_of_order(value)
        if place is not None:
            told = _("Put a main heading before this, or make this one a main heading: levels come in order.")
            faults[place] = [*faults.get(place, []), told]
        return faults


def _typed_numbers(child: Any) -> list[str]:
    told = _(
        "Take the number %(number)s out of the text, and use the block “Contact us” or “Find support”: when a number "
        "changes, it is changed there once, for every page."
    )
    texts = () if child.block_type in CHOSEN else _typed(child.block.get_prep_value(child.value))
    return [told % {"number": number} for text in texts for number in phone_numbers(text)]


def _typed(value: Any) -> Iterator[str]:
    """Every text in what a block stores, without markup; what readers never see is left out."""
    match value:
        case str():
            yield html.unescape(MARKUP.sub(r"\1 ", value))
        case list():
            yield from (text for each in value for text in _typed(each))
        case dict():
            yield from (text for name, each in value.items() if name not in UNSEEN for text in _typed(each))


def _heading_out_of_order(value: StreamValue) -> int | None:
    """The place of a lower heading that stands before any main heading; None when headings are in order."""
    for place, child in enumerate(value):
        level = _level(child)
        if level:
            return None if level == "2" else place
    return None


def _level(child: Any) -> str:
    """The level of the first heading that a block shows; "" when it shows none."""
    match child.block_type:
        case "heading":
            return str(child.value["level"])
        case "key_points" | "care_card" | "find_support":
            return "2"
        case "do_dont":
            return "3"
        case "figure" if child.value["heading"]:
            return "3"
        case _:
            return ""


@receiver(release_asked, dispatch_uid="bodies are ready")
def refuse_unready(sender: type, content: Any, language: str, **kwargs: Any) -> None:
    """Stop what cannot be published. Raises ValidationError that says what is to do."""
    faults = list(dict.fromkeys(_faults(content, language)))
    if faults:
        raise ValidationError(faults)


def _faults(content: Any, language: str) -> Iterator[str]:
    for field in content._meta.get_fields():
        if isinstance(field, StreamField) and getattr(field, "language", "") == language:
            body = getattr(content, field.name)
            block = field.stream_block
            if isinstance(block, GuardedStream) and body:
                yield from (fault for found in block.unready(body).values() for fault in found)
    for relation, _model in keyed_relations(type(content)):
        for part in getattr(content, relation).all():
            yield from _faults(part, language)
