"""The directory: a list to look through, what is open today, and one place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages import queries
from pages.find.exchange.calendar import Place, calendar_file
from pages.find.queries import (
    audience_options,
    find_places,
    freshness,
    keyed_sessions,
    language_options,
    need_label,
    need_links,
    open_today,
    poster_entry,
    without_need,
)
from pages.find.rules import Wanted, page_number, wanted
from pages.queries.entries import OWN_NAMES
from pages.search.actions import count_choices
from pages.search.queries.gaps import REPORT_DAYS, gap_tables
from portal import clock
from portal.accounts.exchange.qr_code import picture
from portal.accounts.rules import Role
from portal.http import ANYONE, open_to, same_for_everyone
from portal.reports.rules import FEWEST
from portal.settings.languages import SOURCE_LANGUAGE


@open_to(ANYONE)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Places and groups, by need, audience, language and what else matters. Whatever is asked gives a page."""
    asked = wanted(request.GET, languages=OWN_NAMES)
    found = find_places(asked, page=page_number(request.GET.get("page", "")), now=clock.now())
    context = {"wanted": asked, "found": found, **_choices(asked), **_turning(asked, found.page, found.pages)}
    response = render(request, "pages/find/places.html", context)
    if found.count:
        return same_for_everyone(response, until=found.fresh_until)
    if request.method == "GET":
        _count_gap(asked)
    response.headers["Cache-Control"] = "private, no-cache"  # each time that nothing is found is counted
    return response


def _count_gap(asked: Wanted) -> None:
    language = get_language() or SOURCE_LANGUAGE
    count_choices(query=asked.query, language=language, need=asked.need, spoken=asked.spoken, now=clock.now())


@open_to(Role.EDITOR, Role.MANAGER, Role.ADMIN)
@never_cache
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What people looked for in vain, by words and by choices, and never what only a few did."""
    called = {door.picture: door.heading for door in queries.doors()}
    tables = gap_tables(
        today=clock.today(),
        need_words=need_label,
        area_words=lambda code: called.get(code, code),
        language_words=lambda code: OWN_NAMES.get(code, code),
    )
    return render(request, "pages/find/gaps.html", {"tables": tables, "days": REPORT_DAYS, "fewest": FEWEST})


def _choices(asked: Wanted) -> dict[str, Any]:
    address = reverse("find")
    return {
        "address": address,
        "needs": need_links(asked, address),
        "every_need": without_need(asked, address),
        "audiences": audience_options(),
        "languages": language_options(),
    }


def _turning(asked: Wanted, page: int, pages: int) -> dict[str, str]:
    """The addresses of the pages before and after; blank where there is none."""
    address = reverse("find")
    return {
        "before": f"{address}{asked.query_with(page=page - 1)}" if page > 1 else "",
        "after": f"{address}{asked.query_with(page=page + 1)}" if page < pages else "",
    }


@open_to(ANYONE)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Where somebody can go today without an appointment. When there is nowhere, we call them."""
    found = open_today(now=clock.now())
    return same_for_everyone(render(request, "pages/find/today.html", {"found": found}), until=found.fresh_until)


@open_to(ANYONE)
@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """A place or a group that people can go to, with everything we know of it and what we do not know."""
    now, found = clock.now(), queries.access_entry(code)
    shown = queries.whole_entry(found, now=now)
    live = request.live_languages = found.live_languages()  # type: ignore[attr-defined]  # our own attribute, read by the frame
    response = render(request, "pages/entry.html", {"entry": shown, "is_fallback": get_language() not in live})
    return same_for_everyone(response, until=freshness([shown.next] if shown.next else [], now=now))


@open_to(ANYONE)
@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The times of an entry for the calendar of a phone. Not there while no time is known."""
    now, found = clock.now(), queries.access_entry(code)
    shown = queries.whole_entry(found, now=now)
    if shown.next is None:
        raise Http404
    told = [shown.line, *_warnings(shown), f"{shown.name}: {request.build_absolute_uri(shown.url)}"]
    place = Place(
        name=shown.name,
        text="\n".join(told),
        where=found.where,
        url=request.build_absolute_uri(shown.url),
        language=shown.language,
        text_language=shown.language if shown.language == get_language() else "",
    )
    file = calendar_file(place, keyed_sessions(found), now=now)
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}.ics"'
    return same_for_everyone(response)


def _warnings(shown: queries.ShownEntry) -> list[str]:
    """What somebody should know who reads the times without the page around them."""
    demo = gettext("This is a demo entry. It is not a real place, and nobody there is a real person.")
    unchecked = gettext("We have not checked this with them yet. Ask us before you go.")
    return [*([demo] if shown.is_demo else []), *([] if shown.is_contact_checked else [unchecked])]


@open_to(ANYONE)
@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """An entry on one sheet, in big letters, to hang up; phones read the square and open the entry's page."""
    found = queries.access_entry(code)
    live = request.live_languages = found.live_languages()  # type: ignore[attr-defined]  # our own attribute, read by the frame
    url = request.build_absolute_uri(reverse("entry", args=[code]))
    shown = {"entry": poster_entry(found), "square": picture(url), "address": url.partition("://")[2]}
    response = render(request, "pages/find/poster.html", {**shown, "is_fallback": get_language() not in live})
    return same_for_everyone(response)
