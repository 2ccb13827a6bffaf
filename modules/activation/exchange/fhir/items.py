"""The items of a questionnaire, nested groups and all, as the flat list that an instrument keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.conditions import with_conditions
from modules.activation.exchange.fhir.languages import Languages
from modules.activation.exchange.fhir.limits import code_of, is_code, number_of, room
from modules.activation.exchange.fhir.options import Lists, options_of, points_of
from modules.activation.exchange.fhir.report import Report
from modules.activation.models import Item
from modules.activation.rules import ItemKind, Offer
from modules.activation.rules.definition import ItemDefinition

CONTEXT = "instrument file"
DEEPEST = 8
NOT_HERE = {"dateTime", "time", "url", "attachment", "reference"}
"""Types of FHIR R4 that a person cannot be asked for here."""
YES_OR_NO = {"required", "repeats", "readOnly"}
"""The package that knows the shapes would take words for these."""
NOT_READ = {"initial", "maxLength", "prefix", "definition"}


@dataclass(frozen=True)
class Calculated:
    """An item that nobody is asked: it holds a score. around: the groups that it stands in, from the outermost."""

    element: Mapping[str, Any]
    around: tuple[Mapping[str, Any], ...]
    where: str


@dataclass
class Items:
    """What was read. elements: the item as the file has it, by link id. is_slot: the file is our own, and may hold
    places that are to be filled: no items yet, or no answers yet."""

    languages: Languages
    lists: Lists
    is_slot: bool = False
    found: list[ItemDefinition] = field(default_factory=list)
    calculated: list[Calculated] = field(default_factory=list)
    elements: dict[str, tuple[Mapping[str, Any], str]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    @property
    def report(self) -> Report:
        """Where faults are written down."""
        return self.languages.report

    def read(self, resource: Mapping[str, Any], where: str) -> tuple[ItemDefinition, ...]:
        """All items, a group before what stands in it."""
        self._read_below(resource, where, "", ())
        if not self.found:
            self._say_empty(where, pgettext(CONTEXT, "There are no questions in it."))
        return with_conditions(tuple(self.found), self.elements, self.report)

    def _read_below(
        self, parent: Mapping[str, Any], where: str, group: str, around: tuple[Mapping[str, Any], ...]
    ) -> None:
        for number, element in enumerate(parent.get("item") or []):
            place = f"{where}.item[{number}]".lstrip(".")
            self._read_one(element, f"{place} ({str(element.get('linkId'))[:60]})", group, around)
            if len(around) >= DEEPEST and element.get("item"):
                self.report.error(place, pgettext(CONTEXT, "Groups are nested too deep."))
                continue
            inner = self.found[-1].code if self._is_group(element) else group
            self._read_below(element, place, inner, (*around, element))

    def _say_empty(self, where: str, words: str) -> None:
        if self.is_slot:
            self.report.warning(where, words)
        else:
            self.report.error(where, words)

    def _is_group(self, element: Mapping[str, Any]) -> bool:
        last = self.found[-1] if self.found else None
        return last is not None and last.kind is ItemKind.GROUP and last.link_id == element.get("linkId")

    def _read_one(
        self, element: Mapping[str, Any], where: str, group: str, around: tuple[Mapping[str, Any], ...]
    ) -> None:
        link_id = str(element["linkId"])
        if fhir.first_value(element, fhir.CALCULATED) is not None:
            self.calculated.append(Calculated(element, around, where))
            return
        if fhir.first_value(element, fhir.HIDDEN) is True:
            self.report.warning(where, pgettext(CONTEXT, "This item is hidden in the file. It is left out."))
            return
        if link_id in self.elements:
            self.report.error(where, pgettext(CONTEXT, "Another item has the same linkId."))
            return
        if len(link_id) > room(Item, "link_id"):
            self.report.error(where, pgettext(CONTEXT, "The linkId is too long."))
            return
        self.elements[link_id] = (element, where)
        kind = self._kind(element, where)
        if kind is not None:
            self._check_structure(element, kind, where)
            self.found.append(self._item(element, kind, where, group))

    def _kind(self, element: Mapping[str, Any], where: str) -> ItemKind | None:
        said = str(element.get("type"))
        if said in {kind.value for kind in ItemKind}:
            return ItemKind(said)
        if said in NOT_HERE:
            message = pgettext(CONTEXT, "An item of type “%(type)s” cannot be asked here.")
        else:
            message = pgettext(CONTEXT, "“%(type)s” is no type of item in FHIR R4.")
        self.report.error(where, message % {"type": said[:60]})
        return None

    def _check_structure(self, element: Mapping[str, Any], kind: ItemKind, where: str) -> None:
        report, below = self.report, element.get("item") or []
        if kind is ItemKind.GROUP and not below:
            report.warning(where, pgettext(CONTEXT, "There is nothing in this group."))
        if kind is ItemKind.DISPLAY and below:
            report.error(where, pgettext(CONTEXT, "Words to be shown cannot hold other items."))
        if kind.is_asked and below:
            report.warning(where, pgettext(CONTEXT, "The items below this question are asked after it, beside it."))
        if not kind.has_options and (element.get("answerOption") or element.get("answerValueSet")):
            report.warning(where, pgettext(CONTEXT, "The list of answers is left out: this type is not chosen from."))
        if left := sorted(NOT_READ & set(element)):
            report.info(where, pgettext(CONTEXT, "Not taken over: %(names)s.") % {"names": ", ".join(left)})
        if fhir.first_value(element, fhir.SHOWN_BY_EXPRESSION) is not None:
            report.warning(where, pgettext(CONTEXT, "When it is shown stands in an expression. It is always shown."))
        for name in sorted(YES_OR_NO & set(element)):
            if not isinstance(element[name], bool):
                report.error(where, pgettext(CONTEXT, "“%(name)s” must be true or false.") % {"name": name})
        if element.get("modifierExtension"):
            report.error(where, pgettext(CONTEXT, "An extension changes its meaning in a way that we do not know."))

    def _item(self, element: Mapping[str, Any], kind: ItemKind, where: str, group: str) -> ItemDefinition:
        own = fhir.own_fields(element, fhir.ITEM) or {}
        link_id = str(element["linkId"])
        options = options_of(element, where, self.languages, self.lists) if kind.has_options else ()
        if kind.has_options and not options:
            self._say_empty(where, pgettext(CONTEXT, "There are no answers to choose from."))
        text = self.languages.words(element, "text", ("item", link_id), where=where, most=room(Item, "text"))
        if not text and kind is not ItemKind.GROUP:
            self.report.warning(where, pgettext(CONTEXT, "There are no words yet: it is a place for an item."))
        low, high = self._bounds(element, where)
        return ItemDefinition(
            code=self._code(own.get("code"), link_id),
            link_id=link_id,
            kind=kind,
            text=text,
            options=options,
            group=group,
            is_required=element.get("required") is True,
            repeats=element.get("repeats") is True,
            is_scored=own.get("is_scored") is not False,
            weight=self._weight(element, where),
            low=low,
            high=high,
            unit=self._unit(element, where),
            is_slider=_is_slider(element),
            enable_all=element.get("enableBehavior") == "all" or own.get("enable_all") is True,
            next_address=str(own.get("next_address") or ""),
            offer=self._offer(own.get("offer"), where),
            **self._own_words(own, where),
        )

    def _own_words(self, own: Mapping[str, Any], where: str) -> dict[str, Any]:
        rooms = {"hint": 0, **{name: room(Item, name) for name in ("topic", "low_label", "high_label")}}
        return {name: self.languages.own_words(own.get(name), where=where, most=most) for name, most in rooms.items()}

    def _code(self, own: Any, link_id: str) -> str:
        """The item's own lasting name: as our file says, else made of the link id."""
        most = room(Item, "code")
        code = first = str(own) if is_code(own, most) else code_of(link_id, most - 4) or "item"
        count = 1
        while code in self.codes:
            count += 1
            code = f"{first}-{count}"
        self.codes.add(code)
        return code

    def _bounds(self, element: Mapping[str, Any], where: str) -> tuple[Decimal | None, Decimal | None]:
        said = [fhir.first_value(element, url) for url in (fhir.LEAST, fhir.MOST)]
        low, high = (
            None if isinstance(one, str) else number_of(one, where, self.report) for one in said
        )  # a date has bounds of text, which are not kept
        if low is not None and high is not None and low > high:
            self.report.error(where, pgettext(CONTEXT, "The least is more than the most."))
        return low, high

    def _weight(self, element: Mapping[str, Any], where: str) -> Decimal:
        weight = points_of((element,), where, self.languages)
        return Decimal(1) if weight is None else weight

    def _unit(self, element: Mapping[str, Any], where: str) -> str:
        coding = fhir.first_value(element, fhir.UNIT)
        unit = str(coding.get("display") or coding.get("code") or "") if isinstance(coding, dict) else ""
        if len(unit) > room(Item, "unit"):
            self.report.error(where, pgettext(CONTEXT, "The unit is too long."))
        return unit

    def _offer(self, said: Any, where: str) -> str:
        if said and str(said) not in {offer.value for offer in Offer}:
            self.report.warning(where, pgettext(CONTEXT, "What is offered with it is not known here."))
            return ""
        return str(said or "")


def _is_slider(element: Mapping[str, Any]) -> bool:
    control = fhir.first_value(element, fhir.CONTROL)
    codings = control.get("coding") if isinstance(control, dict) else None
    return any(one.get("code") == "slider" for one in codings or [] if isinstance(one, dict))
