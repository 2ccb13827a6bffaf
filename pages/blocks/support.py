"""People and places: what somebody said, where to find support, how to reach the service."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks import told
from pages.blocks.reading import ReadingBlock
from pages.library.models import Entry
from pages.library.models.entries import NEEDS
from pages.rules.pieces import Heading, Inset, Line, Piece, Quote, Run, line

if TYPE_CHECKING:
    from pages.queries import Service, ShownEntry

MOST: Final = 6
"""As many places as help without having to search among them."""

MOST_OF_A_NEED: Final = 3
"""As many of those that nobody chose; a link leads to the others."""


class QuoteBlock(ReadingBlock, blocks.StructBlock):
    """What somebody said of their own life. Where their consent is kept stands beside it, and readers never see it."""

    text = blocks.CharBlock(max_length=500, help_text="Their own words, without quotation marks.")
    who = blocks.CharBlock(max_length=120, help_text="As they agreed to be named: “Jean, 67”, or “A patient”.")
    consent_kept = blocks.CharBlock(max_length=160, help_text="Where their consent is kept. Readers do not see this.")

    class Meta:
        icon = "openquote"
        label = "Quote"
        group = "People and help"
        template = "blocks/quote.html"
        preview_value = {
            "text": "I started with the walk to the gate.",
            "who": "Jean, 67",
            "consent_kept": "Made up for this preview",
        }

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        return (Quote(text=value["text"].strip(), who=value["who"].strip()),)


class FindSupportBlock(ReadingBlock, blocks.StructBlock):
    """Places and groups of the directory that people can go to: chosen one by one, or all that help with a need, as the
    directory stands when the page is read."""

    heading = blocks.CharBlock(max_length=160, required=False, help_text="Blank says “Places and people near you”.")
    entries = blocks.ListBlock(SnippetChooserBlock(Entry), min_num=0, max_num=MOST, default=[])
    need = blocks.ChoiceBlock(
        choices=NEEDS,
        required=False,
        help_text="Shows what the directory has for this need, near places first, after those that are chosen above.",
    )

    class Meta:
        icon = "site"
        label = "Find support"
        group = "People and help"
        template = "blocks/find_support.html"

    def get_preview_value(self) -> Any:
        """Two live entries of this deployment."""
        return self.to_python({"entries": list(Entry.objects.filter(live=True).values_list("pk", flat=True)[:2])})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        need = value.get("need") or ""
        shown = {
            "heading": self._heading(value),
            "cards": self._cards(value),
            "language": get_language(),
            "find_url": told.find_url(need) if need else "",
            "ask_url": told.ask_url(),
        }
        return {**super().get_context(value, parent_context=parent_context), **shown}

    def clean(self, value: Any) -> Any:
        """Raises a validation error when neither a place nor a need is chosen: the block would show nothing. A draft
        may keep it so."""
        cleaned = super().clean(value)
        if self.unready(cleaned) and not self.is_deferred_validation:
            raise StructBlockValidationError({"need": ValidationError(gettext("Choose places, or a need."))})
        return cleaned

    def unready(self, value: Any) -> list[str]:
        return [] if any(value["entries"]) or value["need"] else [gettext("Choose places, or a need.")]

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        cards, need = self._cards(value), value.get("need") or ""
        if not cards and not need:
            return ()
        heading = Heading(level=2, text=self._heading(value))
        if not cards:
            asking: Line = (Run(gettext("Ask us to call you"), address=told.ask_url()),)
            said = gettext("We found no place that fits. We can call you, and look for one together.")
            return (heading, Inset(lines=(line(said), asking)))
        return (heading, *map(_entry_piece, cards))

    def _heading(self, value: Any) -> str:
        return value["heading"] or gettext("Places and people near you")

    def _cards(self, value: Any) -> "tuple[ShownEntry, ...]":
        chosen = tuple(told.entry_cards(entry for entry in value["entries"] if entry))
        need = value.get("need") or ""
        if not need:
            return chosen
        known = {card.code for card in chosen}
        more = tuple(card for card in told.need_cards(need, MOST_OF_A_NEED) if card.code not in known)
        return (*chosen, *more)[:MOST]


def _entry_piece(card: "ShownEntry") -> Inset:
    language = "" if card.language == get_language() else card.language
    return Inset(heading=card.name, lines=tuple(map(line, _entry_lines(card))), language=language)


def _entry_lines(card: "ShownEntry") -> Iterator[str]:
    if card.is_demo:
        yield gettext("A demo entry, not a real place.")
    yield card.line
    yield from (f"{fact.label}: {fact.text}" for fact in card.facts if fact.text)
    if card.unknown:
        yield f"{gettext('Not known')}: {card.unknown}"
    if card.can_come_with:
        yield card.can_come_with


class ContactBlock(ReadingBlock, blocks.StructBlock):
    """How to reach the service. The number is that of the settings: nobody types it here."""

    text = blocks.CharBlock(max_length=300, required=False, help_text="A sentence before the ways to reach us.")

    class Meta:
        icon = "mobile-alt"
        label = "Contact us"
        group = "People and help"
        template = "blocks/contact.html"
        preview_value = {"text": "Not sure? Talk to us."}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "service": context.get("service") or told.service(), "ask_url": told.ask_url()}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        first = (line(value["text"]),) if value["text"] else ()
        asking: Line = (Run(gettext("Ask us to call you"), address=told.ask_url()),)
        return (Inset(lines=(*first, asking, _calling(told.service()))),)


def _calling(service: "Service") -> Line:
    if not service.phone:
        return line(gettext("Call us: see the number on your letter"))
    return (Run(gettext("Call us: %(number)s") % {"number": service.phone}, address=service.phone_href),)
