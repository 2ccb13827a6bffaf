"""Entries of the directory as cards and pages show them: what nobody found out is said to be unknown."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext, pgettext_lazy

from pages.editions.models import Edition
from pages.library.models import Entry
from pages.library.rules import Audience, Contact, Known, Reach
from pages.queries.reading import Listed, url_of
from pages.rules.sessions import Occurrence, Session, next_occurrence
from portal.accounts.rules.preferences import INTERPRETED
from portal.lists import in_a_row
from portal.settings.languages import SOURCE_LANGUAGE

LABELS: Final[dict[str, str | Promise]] = {
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "getting_there": gettext_lazy("Getting there"),
    "parking": gettext_lazy("Parking"),
    "bring": gettext_lazy("What to bring"),
    "person": gettext_lazy("Who you will meet"),
    "audience": gettext_lazy("Who it is for"),
    "cost": gettext_lazy("Cost"),
}
FAR: Final[dict[str, str | Promise]] = {
    Reach.NATIONAL: pgettext_lazy("where something is", "Anywhere in the country"),
    Reach.ONLINE: pgettext_lazy("where something is", "Online"),
}
"""Where an entry is that has no place of its own."""

ON_CARDS: Final = ("when", "where", "person")
ON_PAGES: Final = ("when", "where", "getting_there", "parking", "bring", "person", "audience", "cost")

OWN_NAMES: Final = {"en": "English", **{code: name for code, (_english, name) in INTERPRETED.items()}}
"""The languages that may be spoken somewhere, each by the name that its own speakers give it."""

_NOON, _MIDNIGHT = datetime.time(12), datetime.time(0)


@dataclass(frozen=True)
class Fact:
    """One thing to know of an entry. text: blank when it is unknown; language: that of the text."""

    label: str
    text: str
    language: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry as readers see it. language: of its name and line; facts: in the order to be read.

    can_come_with: that somebody can go along, in words, blank when nobody can or it is not known. next: the time that
    is on or comes next, None where no times are known or none comes. is_near: there is somewhere to go. phone, website:
    blank while nobody has checked them.
    """

    code: str
    url: str
    picture: str
    is_demo: bool
    name: str
    line: str
    happens: str
    language: str
    facts: tuple[Fact, ...]
    can_come_with: str
    is_contact_checked: bool
    checked_on: datetime.date | None
    next: Occurrence | None = None
    is_near: bool = True
    phone: str = ""
    website: str = ""

    @property
    def unknown(self) -> str:
        """What nobody has found out, in one line; blank when everything is known."""
        return in_a_row(fact.label[:1].lower() + fact.label[1:] for fact in self.facts if not fact.text)

    @property
    def phone_href(self) -> str:
        """The ``tel:`` address; blank when there is none to call."""
        return f"tel:{self.phone.replace(' ', '')}" if self.phone else ""


def readable_entries() -> QuerySet[Entry]:
    """The entries that readers may see: their English words are live."""
    known = Edition.objects.readable().filter(page=None, language=SOURCE_LANGUAGE).values("key")
    return Entry.objects.filter(live=True, key__in=known)


def entry_cards(entries: Iterable[Entry]) -> tuple[ShownEntry, ...]:
    """The entries that readers may see, in the given order, each with the facts that a card has room for."""
    listed = list(entries)
    keys = [entry.key for entry in listed]
    readable = frozenset(readable_entries().filter(key__in=keys).values_list("key", flat=True)) if keys else frozenset()
    return tuple(_card(entry) for entry in listed if entry.key in readable)


def need_cards(need: str, most: int) -> tuple[ShownEntry, ...]:
    """At most so many of the entries that help with a need and are not for staff alone: near ones first, of these the
    ones in the reader's language, then by code. One query."""
    fitting = readable_entries().filter(needs__contains=f" {need} ").exclude(audiences=f" {Audience.STAFF} ")
    nearness = Case(*(When(reach=reach, then=Value(place)) for place, reach in enumerate(Reach)), default=Value(9))
    here = (get_language() or SOURCE_LANGUAGE).replace("-", "_")
    in_english = When(Q(**{f"name_{here}": ""}) | Q(**{f"name_{here}": None}), then=Value(1))
    found = fitting.order_by(nearness, Case(in_english, default=Value(0)), "code")
    return tuple(_card(entry) for entry in found[:most])


def _card(entry: Entry) -> ShownEntry:
    return shown_entry(entry, facts_of(entry, ON_CARDS))


def access_entry(code: str) -> Entry:
    """The entry with this code. Raises Http404 when there is none that readers may see."""
    entry = readable_entries().filter(code=code).prefetch_related("sessions").first()
    if entry is None:
        raise Http404
    return entry


def entry_at(path: str) -> Listed | None:
    """The entry whose page is at an address of this site (``/ur/find/pram-walk/``); None when none is there. One query,
    none where the address can be no entry's."""
    found = re.fullmatch(r"/[a-z-]+/find/([a-z0-9-]+)/", path.partition("?")[0])
    entry = readable_entries().filter(code=found[1]).first() if found else None
    return Listed(url_of(f"find/{entry.code}/"), entry.name, entry.line, entry.reading_language()) if entry else None


def whole_entry(entry: Entry, *, now: datetime.datetime) -> ShownEntry:
    """An entry with everything that is known of it, and what is not."""
    following = next_of(entry, now=now)
    begins = (_next_fact(following, now=now),) if following else ()
    return shown_entry(entry, (*begins, *facts_of(entry, ON_PAGES), *_known_facts(entry)), following)


def listed_entry(entry: Entry, *, now: datetime.datetime) -> ShownEntry:
    """An entry as a list has it: when next, where, cost, languages, step-free, and who checked it.

    Its sessions should be fetched with it: otherwise it costs a query.
    """
    following = next_of(entry, now=now)
    when = _next_fact(following, now=now) if following else facts_of(entry, ["when"])[0]
    return shown_entry(entry, (when, *facts_of(entry, ["where", "cost"]), *_known_facts(entry)[:2]), following)


def drop_in_entry(entry: Entry, occurrence: Occurrence, *, now: datetime.datetime) -> ShownEntry:
    """An entry as somebody wants it who goes there today: until when, how to get there, what to bring."""
    names = ("where", "getting_there", "parking", "bring", "cost", "person")
    return shown_entry(entry, (_next_fact(occurrence, now=now), *facts_of(entry, names)), occurrence)


def sessions_of(entry: Entry) -> list[Session]:
    """The times of the week at which people can come, as the rules know them."""
    return [session.as_session() for session in entry.sessions.all()]


def zone() -> ZoneInfo:
    """Where the service is: the times of entries are by its clocks."""
    return ZoneInfo(settings.TIME_ZONE)


def next_of(entry: Entry, *, now: datetime.datetime) -> Occurrence | None:
    """The time that is on or comes next; None when none is known."""
    return next_occurrence(sessions_of(entry), since=now, zone=zone())


def when_words(occurrence: Occurrence, *, now: datetime.datetime) -> str:
    """A time that is on or to come, in words: "Today 1pm to 4pm, no appointment"."""
    return in_a_row([_day_and_hours(occurrence, now=now), _appointment(occurrence)])


def _day_and_hours(occurrence: Occurrence, *, now: datetime.datetime) -> str:
    opens, closes = occurrence.opens.astimezone(zone()), occurrence.closes.astimezone(zone())
    hours = {"opens": clock_words(opens.time()), "closes": clock_words(closes.time())}
    today = now.astimezone(zone()).date()
    if occurrence.opens <= now:
        return gettext("Open now, until %(closes)s") % hours
    if occurrence.day == today:
        return gettext("Today %(opens)s to %(closes)s") % hours
    if occurrence.day == today + datetime.timedelta(days=1):
        return gettext("Tomorrow %(opens)s to %(closes)s") % hours
    return gettext("%(day)s, %(opens)s to %(closes)s") % {**hours, "day": day_words(occurrence.day)}


def day_words(day: datetime.date) -> str:
    """A day with its weekday, as it stands within a sentence: "Monday 23 November". Django's Polish names begin with a
    capital letter, which Polish has at the beginning of a sentence alone."""
    said = date_format(day, "l j E")
    return said[:1].lower() + said[1:] if get_language() == "pl" else said


def _appointment(occurrence: Occurrence) -> str:
    match occurrence.session.needs_appointment:
        case False:
            return pgettext("after a time", "no appointment")
        case True:
            return pgettext("after a time", "you need an appointment")
    return pgettext("after a time", "ask if you need an appointment")


def clock_words(time: datetime.time, *, by_name: bool = True) -> str:
    """A time of day as people say it: "1pm" in English, "13:00" where that is the custom; noon and midnight by name.

    by_name: False within a sentence, where other languages than English would bend the name.
    """
    is_english = (get_language() or SOURCE_LANGUAGE) == SOURCE_LANGUAGE
    if time in {_NOON, _MIDNIGHT} and (by_name or is_english):
        return pgettext("time of day", "midday") if time == _NOON else pgettext("time of day", "midnight")
    if not is_english:
        return f"{time:%H:%M}"
    minutes = f":{time:%M}" if time.minute else ""
    return f"{(time.hour - 1) % 12 + 1}{minutes}{'am' if time.hour < _NOON.hour else 'pm'}"


def _next_fact(occurrence: Occurrence, *, now: datetime.datetime) -> Fact:
    return Fact(str(NEXT), when_words(occurrence, now=now), get_language() or SOURCE_LANGUAGE)


NEXT: Final = pgettext_lazy("of a time at which people can come", "Next time")


def facts_of(entry: Entry, names: Iterable[str]) -> tuple[Fact, ...]:
    """What is written of these things, in this order, each in the language that could be read."""
    return tuple(_far(entry) if name == "where" and _is_far(entry) else _fact(entry, name) for name in names)


def _fact(entry: Entry, name: str) -> Fact:
    return Fact(str(LABELS[name]), getattr(entry, name) or "", entry.reading_language(name))


def _is_far(entry: Entry) -> bool:
    return entry.reach in FAR and not entry.where


def _far(entry: Entry) -> Fact:
    return Fact(str(LABELS["where"]), str(FAR[entry.reach]), get_language() or SOURCE_LANGUAGE)


def _known_facts(entry: Entry) -> tuple[Fact, ...]:
    here = get_language() or SOURCE_LANGUAGE
    return (
        Fact(pgettext("heading", "Languages"), in_a_row(OWN_NAMES[code] for code in entry.languages.split()), here),
        Fact(gettext("Step-free"), _said(entry.is_step_free), here),
        Fact(gettext("Someone can go with you the first time"), _said(entry.can_come_with), here),
    )


def shown_entry(entry: Entry, facts: tuple[Fact, ...], following: Occurrence | None = None) -> ShownEntry:
    """The entry with these facts of it."""
    comes, is_checked = entry.can_come_with == Known.YES, entry.contact_state == Contact.CHECKED
    return ShownEntry(
        code=entry.code,
        url=url_of(f"find/{entry.code}/"),
        picture=entry.picture,
        is_demo=entry.is_demo,
        name=entry.name,
        line=entry.line,
        happens=entry.happens,
        language=entry.reading_language(),
        facts=facts,
        can_come_with=gettext("Someone can come with you the first time.") if comes else "",
        is_contact_checked=is_checked,
        checked_on=entry.checked_on,
        next=following,
        is_near=entry.reach == Reach.LOCAL,
        phone=entry.phone if is_checked else "",
        website=entry.website if is_checked else "",
    )


def _said(known: str) -> str:
    """Yes or no in words; blank for what is not known."""
    return {Known.YES: gettext("Yes"), Known.NO: gettext("No")}.get(Known(known), "")
