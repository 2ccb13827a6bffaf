"""The directory as a list, by what somebody looks for; and what is open today."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from wagtail.permissions import policy_registry

from pages.find.rules import MOST_PAGES, PAGE_SIZE, Wanted
from pages.library.models import Entry, EntrySession
from pages.library.rules import Audience, Known, Need, Reach
from pages.queries.entries import (
    OWN_NAMES,
    ShownEntry,
    drop_in_entry,
    facts_of,
    listed_entry,
    readable_entries,
    shown_entry,
    zone,
)
from pages.rules.sessions import Occurrence, Session, next_midnight, occurrences
from portal.settings.languages import SOURCE_LANGUAGE

NEEDS: Final[dict[Need, tuple[str, str | Promise]]] = {
    Need.PAIN: ("hurts-now", pgettext_lazy("need", "Living with pain")),
    Need.PEOPLE: ("groups", pgettext_lazy("need", "Being with people")),
    Need.MOVING: ("short-walk", pgettext_lazy("need", "Keeping active")),
    Need.MIND: ("mind-talk", pgettext_lazy("need", "Feeling low or worried")),
    Need.MONEY: ("money", pgettext_lazy("need", "Money and benefits")),
    Need.WORK: ("work", pgettext_lazy("need", "Work and pay")),
    Need.FOOD: ("food", pgettext_lazy("need", "Food")),
    Need.FORMS: ("read", pgettext_lazy("need", "Reading and forms")),
    Need.CARERS: ("carers", pgettext_lazy("need", "Caring for somebody")),
    Need.FAMILY: ("family", pgettext_lazy("need", "Children and family")),
}
"""What people look for: a picture and a few words."""

AUDIENCES: Final[dict[Audience, str | Promise]] = {
    Audience.ADULTS: pgettext_lazy("for whom", "Adults"),
    Audience.OLDER: pgettext_lazy("for whom", "Older people"),
    Audience.YOUNG: pgettext_lazy("for whom", "Children and young people"),
    Audience.PARENTS: pgettext_lazy("for whom", "Parents"),
    Audience.CARERS: pgettext_lazy("for whom", "Carers"),
    Audience.WOMEN: pgettext_lazy("for whom", "Women"),
    Audience.MEN: pgettext_lazy("for whom", "Men"),
    Audience.STAFF: pgettext_lazy("for whom", "People who work in health"),
}

TO_SEE_SOMEBODY: Final = frozenset({Need.PAIN, Need.MIND})
"""Whoever wants to see somebody today is shown these first; places for other needs follow."""

DAYS_AHEAD: Final = 7
MOST_A_PART: Final = 12
_AT_ONCE: Final = 500
_FOR_STAFF_ALONE: Final = f" {Audience.STAFF} "


@dataclass(frozen=True)
class NeedLink:
    """A need to tap. url: of the list with it and with everything else that is asked for."""

    code: str
    picture: str
    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Places:
    """One page of the list. count: of all that fit. wider: other places, when none fits. fresh_until: the instant from
    which its words about today or now are wrong."""

    cards: tuple[ShownEntry, ...]
    count: int
    page: int
    pages: int
    wider: tuple[ShownEntry, ...]
    fresh_until: datetime.datetime


@dataclass(frozen=True)
class Today:
    """What is open without an appointment. to_see: where somebody helps with pain, today; others: other places, today.
    tomorrow, later: from tomorrow on, each place once, by next opening. fresh_until: as of Places."""

    to_see: tuple[ShownEntry, ...]
    others: tuple[ShownEntry, ...]
    tomorrow: tuple[ShownEntry, ...]
    later: tuple[ShownEntry, ...]
    fresh_until: datetime.datetime


def need_links(wanted: Wanted, address: str) -> tuple[NeedLink, ...]:
    """Every need with its picture, in its order."""
    return tuple(
        NeedLink(
            code=need.value,
            picture=picture,
            label=str(label),
            url=f"{address}{_with_need(wanted, need.value).query}",
            is_chosen=wanted.need == need,
        )
        for need, (picture, label) in NEEDS.items()
    )


def without_need(wanted: Wanted, address: str) -> str:
    """The address of the list for every need."""
    return f"{address}{_with_need(wanted, '').query}"


def _with_need(wanted: Wanted, need: str) -> Wanted:
    return Wanted(need, wanted.who, wanted.spoken, wanted.step_free, wanted.together)


def audience_options() -> list[dict[str, str]]:
    """For whom, as the select component takes them."""
    return [{"value": code.value, "label": str(label)} for code, label in AUDIENCES.items()]


def language_options() -> list[dict[str, str]]:
    """Languages that may be spoken somewhere, each by its own name."""
    return [{"value": code, "label": name, "language": code} for code, name in OWN_NAMES.items()]


def find_places(wanted: Wanted, *, page: int, now: datetime.datetime) -> Places:
    """The places that fit, near ones first, each kind by name. A page beyond the last one is the last one.

    When nothing fits there is a wider list: less and less is asked for until something does.
    """
    found = _fitting(wanted)
    count = found.count()
    pages = max(1, min(MOST_PAGES, -(-count // PAGE_SIZE)))
    page = min(page, pages)
    cards = _cards(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], now=now)
    wider = () if count else _wider(wanted, now=now)
    return Places(cards, count, page, pages, wider, fresh_until=_fresh_until([*cards, *wider], now=now))


def _wider(wanted: Wanted, *, now: datetime.datetime) -> tuple[ShownEntry, ...]:
    tries = (_cards(_fitting(each)[:PAGE_SIZE], now=now) for each in wanted.wider())
    return next(filter(None, tries), ())


def _fitting(wanted: Wanted) -> QuerySet[Entry]:
    found = readable_entries()
    if wanted.need:
        found = found.filter(needs__contains=f" {wanted.need} ")
    if wanted.who:
        found = found.filter(Q(audiences__contains=f" {wanted.who} ") | Q(audiences=""))
    if wanted.who != Audience.STAFF:
        found = found.exclude(audiences=_FOR_STAFF_ALONE)
    if wanted.spoken:
        found = found.filter(languages__contains=f" {wanted.spoken} ")
    if wanted.step_free:
        found = found.filter(is_step_free=Known.YES)
    if wanted.together:
        found = found.filter(can_come_with=Known.YES)
    named = When(audiences__contains=f" {wanted.who or '-'} ", then=Value(0))
    nearness = [When(reach=reach, then=Value(place)) for place, reach in enumerate(Reach)]
    return found.order_by(
        Case(named, default=Value(1), output_field=IntegerField()),
        Case(*nearness, default=Value(len(nearness)), output_field=IntegerField()),
        Lower(Coalesce(NullIf(F(f"name_{_language()}"), Value("")), F("name_en"))),
        "pk",
    )


def _language() -> str:
    return (get_language() or SOURCE_LANGUAGE).replace("-", "_")


def _cards(found: QuerySet[Entry], *, now: datetime.datetime) -> tuple[ShownEntry, ...]:
    return tuple(listed_entry(entry, now=now) for entry in found.prefetch_related("sessions"))


def _fresh_until(shown: Iterable[ShownEntry], *, now: datetime.datetime) -> datetime.datetime:
    """The next midnight, or before it the next time that something opens or closes."""
    following = [each.next for each in shown if each.next]
    return freshness(following, now=now)


def freshness(following: Iterable[Occurrence], *, now: datetime.datetime) -> datetime.datetime:
    """The instant from which words about these times are wrong: one opens or closes, or the day ends."""
    changes = (instant for each in following for instant in (each.opens, each.closes) if instant > now)
    return min([next_midnight(now, zone()), *changes])


def open_today(*, now: datetime.datetime) -> Today:
    """What is open without an appointment, today and in the days to come, by next opening."""
    firsts = _drop_ins(now=now)
    entries = {entry.pk: entry for entry in readable_entries().filter(pk__in=firsts).prefetch_related("sessions")}
    known = sorted(
        ((occurrence, entries[key]) for key, occurrence in firsts.items() if key in entries),
        key=lambda each: (each[0].opens, each[0].closes, each[1].code),
    )
    today = now.astimezone(zone()).date()
    on_today = [each for each in known if each[0].day <= today]
    on_tomorrow = [each for each in known if each[0].day == today + datetime.timedelta(days=1)]
    after = [each for each in known if each[0].day > today + datetime.timedelta(days=1)]
    to_see = [each for each in on_today if TO_SEE_SOMEBODY & set(each[1].needs.split())]
    others = [each for each in on_today if each not in to_see]
    return Today(
        to_see=_opening(to_see, now=now),
        others=_opening(others, now=now),
        tomorrow=_opening(on_tomorrow, now=now),
        later=_opening(after, now=now),
        fresh_until=freshness([occurrence for occurrence, _entry in on_today], now=now),
    )


def _drop_ins(*, now: datetime.datetime) -> dict[int, Occurrence]:
    """By entry, the next time within a week at which anybody may come."""
    today = now.astimezone(zone()).date()
    last = today + datetime.timedelta(days=DAYS_AHEAD)
    rows = EntrySession.objects.filter(needs_appointment=Known.NO, entry__live=True)
    rows = rows.exclude(last_on__lt=today - datetime.timedelta(days=1)).exclude(first_on__gt=last)
    firsts: dict[int, Occurrence] = {}
    for row in rows.exclude(entry__audiences=_FOR_STAFF_ALONE):
        occurrence = next(occurrences(row.as_session(), since=now, zone=zone()), None)
        known = firsts.get(row.entry_id)
        if occurrence and occurrence.day <= last and (known is None or occurrence.opens < known.opens):
            firsts[row.entry_id] = occurrence
    return firsts


def _opening(found: list[tuple[Occurrence, Entry]], *, now: datetime.datetime) -> tuple[ShownEntry, ...]:
    return tuple(drop_in_entry(entry, occurrence, now=now) for occurrence, entry in found[:MOST_A_PART])


def keyed_sessions(entry: Entry) -> list[tuple[UUID, Session]]:
    """The times of an entry, each with the key that it keeps."""
    return [(session.key, session.as_session()) for session in entry.sessions.all()]


def poster_entry(entry: Entry) -> ShownEntry:
    """An entry as a sheet on a wall has it: what is known and will still be true next month."""
    names = ("when", "where", "getting_there", "bring", "cost")
    return shown_entry(entry, tuple(fact for fact in facts_of(entry, names) if fact.text))


def need_label(code: str) -> str:
    """The words for a need; those of every need for a blank code."""
    return str(NEEDS[Need(code)][1]) if code else pgettext("need", "Every need")


def known_codes(codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes that an entry has already, live or not."""
    asked = list(codes)
    parts = (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))
    return frozenset(
        code for part in parts for code in Entry.objects.filter(code__in=part).values_list("code", flat=True)
    )


def all_entries() -> Iterator[Entry]:
    """Every entry as it is published, or as a draft while it is not, by code."""
    for entry in Entry.objects.prefetch_related("sessions").order_by("code"):
        yield entry if entry.live else entry.get_latest_revision_as_object()


def may_import(person: Any) -> bool:
    """Whether the person may add entries."""
    return bool(policy_registry.get_by_type(Entry).user_has_permission(person, "add"))
