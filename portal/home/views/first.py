"""The first pages of people who are signed in: their own, and that of those who work here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts import queries as accounts
from portal.accounts.views import answers
from portal.home import queries
from portal.http import SIGNED_IN, STAFF, open_to

WHATEVER_ITS_DIRECTION = "\u2068{}\u2069"
"""Keeps a name of any script in one piece inside a sentence (Unicode's first strong isolate)."""


@open_to(SIGNED_IN)
@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My page: a greeting, one next thing, the rest, and what happened."""
    page = queries.my_page(request, person=answers.me(request), now=clock.now())
    return render(request, "home/me.html", {"page": page, "greeting": greeting(page.name)})


@open_to(STAFF)
@never_cache
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Where somebody without a place in the CMS arrives, and where everybody finds the way out."""
    person = answers.me(request)
    shown = {
        "person": person,
        "roles": [answers.role_name(role) for role in sorted(accounts.roles(person))],
        "doors": queries.staff_doors(person),
        "acts": queries.staff_acts(person),
    }
    return render(request, "home/staff.html", shown)


def greeting(name: str) -> str:
    """Hello, with the name the person chose, or with none."""
    if not name:
        return gettext("Hello")
    return gettext("Hello, %(name)s") % {"name": WHATEVER_ITS_DIRECTION.format(name)}
