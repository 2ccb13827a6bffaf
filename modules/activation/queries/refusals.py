"""Why an instrument may not change, go live or be deleted, each in words that an editor can act on.

The CMS form asks first and shows them at their fields; ``refuse_release`` and ``refuse_deletion`` hear of every other
road and stop it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import get_language_info, pgettext, pgettext_lazy
from wagtail.log_actions import registry as log_registry

from modules.activation.models import Instrument, Rating
from modules.activation.rules import Licence
from modules.activation.rules.checking import Content, Fault, FaultKind, Place, faults
from modules.activation.rules.keeping import Change, frozen_changes, locked_changes

SOURCE: str = settings.LANGUAGE_CODE
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Refusal:
    """One thing that cannot be, where it stands, and what can be done."""

    place: Place
    words: str


def is_answered(key: uuid.UUID) -> bool:
    """Whether anybody began to answer this version. From then on it is frozen."""
    return Rating.objects.filter(instrument_key=key).exists()


def changes_refused(content: Content, pk: Any) -> list[Refusal]:
    """What a frozen version or a locked wording does not let through. pk: of the row, None for a new one. At most six
    queries."""
    row = Instrument.objects.filter(pk=pk).prefetch_related("items__options", "bands").first() if pk else None
    if row is None:
        return []
    before, given = row.serializable_data(), _given_wording(row)
    locked = locked_changes(given, content, LANGUAGES) if given else []
    refused = [_said(change, before, content, _LOCKED) for change in locked]
    if is_answered(uuid.UUID(str(before["key"]))):
        places = {change.place for change in locked}
        frozen = [change for change in frozen_changes(before, content, LANGUAGES) if change.place not in places]
        refused += [_said(change, before, content, _FROZEN) for change in frozen]
    return refused


def publication_refused(content: Content) -> list[Refusal]:
    """What keeps a whole instrument from going live: its parts, its rule, its licence."""
    found = [Refusal(fault.place, _fault_words(fault, content)) for fault in faults(content, SOURCE)]
    if Licence(content["licence"]).needs_confirming and not content["licence_confirmed_by"]:
        found.append(Refusal(Place(column="licence"), str(_LICENCE)))
    return found


def _given_wording(row: Instrument) -> Content | None:
    """The wording that a lock holds fast: what was published last; before that, what came from a file. What is being
    typed into slots, or into a form that began empty, may be put right until it is published."""
    if row.first_published_at:
        return row.serializable_data()
    is_typed = log_registry.get_logs_for_instance(row).filter(action="wagtail.create").exists()
    first = None if is_typed else row.revisions.order_by("created_at", "pk").first()
    return first.as_object().serializable_data() if first else None


def refuse_release(sender: type, content: Any, language: str, **kwargs: Any) -> None:
    """Hears ``editions.release_asked``. Raises ValidationError with everything that stands against these words."""
    draft = content.serializable_data()
    refused = [
        refusal.words
        for refusal in changes_refused(draft, content.pk)
        if _language_of(refusal.place.column) in {language, "" if language == SOURCE else language}
    ]
    if language == SOURCE:
        refused += [refusal.words for refusal in publication_refused(draft)]
    elif not _allows(draft, language):
        name = get_language_info(language)["name_translated"]
        refused.append(_LANGUAGE % {"language": name})
    if refused:
        raise ValidationError(list(dict.fromkeys(refused)))


def refuse_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """Hears ``pre_delete``. Raises ProtectedError while anybody's answers name this version."""
    if is_answered(instance.key):
        raise ProtectedError(deletion_words([instance]), {instance})


def answered_among(instruments: Iterable[Any]) -> list[Any]:
    """Those that cannot be deleted, because people answered them. One query."""
    listed = list(instruments)
    rows = Rating.objects.filter(instrument_key__in=[each.key for each in listed])
    keys = set(rows.values_list("instrument_key", flat=True).distinct())
    return [each for each in listed if each.key in keys]


def deletion_words(instruments: Iterable[Any]) -> str:
    """What an editor reads who wanted to delete what people answered."""
    names = ", ".join(str(each) for each in instruments)
    return _DELETION % {"names": names}


def allowed_languages(content: Content) -> tuple[str, ...]:
    """The languages that the terms allow, in the order of the site's."""
    return tuple(language for language in LANGUAGES if _allows(content, language))


def _allows(content: Content, language: str) -> bool:
    allowed = content["languages_allowed"].split()
    return not allowed or language in allowed


def _language_of(column: str) -> str:
    found = column.rpartition("_")[2]
    return found if found in LANGUAGES else ""


_LOCKED = pgettext_lazy(
    "an instrument",
    "%(what)s: its owner allows no change of the wording, so it stays as it was stored. What you typed is still here. "
    "You can fill what is empty.",
)
_FROZEN = pgettext_lazy(
    "an instrument",
    "%(what)s: people have answered this version, so it stays as they saw it. What you typed is still here. "
    "To change it, use “Make a new version” at the top.",
)
_LICENCE = pgettext_lazy(
    "an instrument",
    "This cannot go live yet: nobody has confirmed that this service may use it. Save it, then use "
    "“Confirm the licence” at the top.",
)
_LANGUAGE = pgettext_lazy(
    "an instrument", "The owner’s terms do not allow this in %(language)s. Nothing was published."
)
_DELETION = pgettext_lazy(
    "an instrument",
    "People have answered this, so it cannot be deleted: %(names)s. To stop it from being offered, unpublish it. "
    "Nothing was changed.",
)


def _said(change: Change, before: Content, after: Content, words: Any) -> Refusal:
    return Refusal(change.place, words % {"what": _what(change, before, after)})


def _what(change: Change, before: Content, after: Content) -> str:
    """The thing that changed, as the form calls it, and whose it is."""
    names = {"items": pgettext("an instrument", "the items"), "options": pgettext("an instrument", "the options")}
    names["bands"] = pgettext("an instrument", "the bands")
    if change.is_gone:
        what = pgettext("an instrument", "taking away “%(name)s”") % {"name": change.name}
    elif change.is_new:
        what = pgettext("an instrument", "adding “%(name)s”") % {"name": change.name}
    elif change.is_moved:
        what = pgettext("an instrument", "the order of %(parts)s") % {"parts": names[change.name]}
    else:
        what = _field_name(change.name)
    whose = _whose(change.place, before) or _whose(change.place, after)
    return f"{whose}, {what}" if whose else what[:1].upper() + what[1:]


def _field_name(column: str) -> str:
    language = _language_of(column)
    if not language:
        return column.replace("_", " ")
    name = column.removesuffix(f"_{language}").replace("_", " ")
    return f"{name} ({get_language_info(language)['name_translated']})"


def _whose(place: Place, content: Content) -> str:
    """The item, option or band in question, by its words or its code."""
    items = {str(item["key"]): item for item in content.get("items", ())}
    bands = {str(band["key"]): band for band in content.get("bands", ())}
    if place.band in bands:
        return pgettext("an instrument", "Band from %(low)s") % {"low": bands[place.band]["low"]}
    if place.item not in items:
        return ""
    item = items[place.item]
    named = pgettext("an instrument", "Item “%(code)s”") % {"code": item["code"]}
    options = {str(option["key"]): option for option in item.get("options", ())}
    if place.option not in options:
        return named
    code = options[place.option]["code"]
    return pgettext("an instrument", "%(item)s, option “%(code)s”") % {"item": named, "code": code}


def _fault_words(fault: Fault, content: Content) -> str:
    words = _FAULTS[fault.kind] % {"detail": fault.detail}
    whose = _whose(fault.place, content)
    return f"{whose}: {words}" if whose else words


_FAULTS = {
    FaultKind.NOTHING_ASKED: pgettext_lazy("an instrument", "Add an item that asks for something."),
    FaultKind.ITEM_CODE_TWICE: pgettext_lazy(
        "an instrument", "Two items have the code “%(detail)s”. Give each a code of its own."
    ),
    FaultKind.OPTION_CODE_TWICE: pgettext_lazy(
        "an instrument", "Two options have the code “%(detail)s”. Give each a code of its own."
    ),
    FaultKind.NO_OPTIONS: pgettext_lazy("an instrument", "Add the options to choose from."),
    FaultKind.NO_TEXT: pgettext_lazy("an instrument", "Write the statement or question."),
    FaultKind.NO_OPTION_TEXT: pgettext_lazy("an instrument", "Write the words of the option “%(detail)s”."),
    FaultKind.NO_VALUES: pgettext_lazy("an instrument", "Give the options their points, or untick “is scored”."),
    FaultKind.NO_ENDS: pgettext_lazy("an instrument", "Give the least and the most that can be answered."),
    FaultKind.ENDS_REVERSED: pgettext_lazy("an instrument", "The most must be above the least."),
    FaultKind.GROUP_UNKNOWN: pgettext_lazy("an instrument", "No group before this item has the code “%(detail)s”."),
    FaultKind.CONDITION_MALFORMED: pgettext_lazy(
        "an instrument", "Write each condition as question, operator and answer, as in FHIR."
    ),
    FaultKind.CONDITION_UNKNOWN: pgettext_lazy(
        "an instrument", "The condition names “%(detail)s”, and no item before this one has that link id."
    ),
    FaultKind.NOTHING_SCORED: pgettext_lazy(
        "an instrument", "No item gives points, so there can be no score. Tick “is scored” and give points."
    ),
    FaultKind.TOO_MANY_MISSING: pgettext_lazy(
        "an instrument", "Only %(detail)s items are scored, so fewer than that may be missing."
    ),
    FaultKind.GAPS_UNEVEN: pgettext_lazy(
        "an instrument",
        "With answers missing, the score would lie on another range. Fill them with the mean, give a scale, or let "
        "none be missing.",
    ),
    FaultKind.WEIGHT_NOT_ABOVE_NOTHING: pgettext_lazy(
        "an instrument", "Enter a weight above 0, or untick “is scored”."
    ),
    FaultKind.NO_EXPRESSION: pgettext_lazy("an instrument", "Enter the expression, or choose another way of scoring."),
    FaultKind.EXPRESSION_UNUSED: pgettext_lazy(
        "an instrument", "There is an expression that is not used. Choose “by expression”, or empty it."
    ),
    FaultKind.CHANGE_NOT_ABOVE_NOTHING: pgettext_lazy("an instrument", "Enter a number above 0, or leave it blank."),
    FaultKind.BANDS_WITHOUT_SCORE: pgettext_lazy(
        "an instrument", "There are bands, but no way of scoring. Choose one, or take the bands away."
    ),
    FaultKind.BAND_ORDER: pgettext_lazy("an instrument", "Bands go upwards: this one must begin above %(detail)s."),
    FaultKind.BAND_RANGE: pgettext_lazy("an instrument", "This lies outside the range of the score, %(detail)s."),
    FaultKind.NO_BAND_WORDS: pgettext_lazy("an instrument", "Write what is said of these scores."),
    FaultKind.SOURCE_NOT_ALLOWED: pgettext_lazy(
        "an instrument", "English goes live first on this site. Tick English, or tick no language."
    ),
}
