"""What every view needs of HTTP: who may open it, declared where the view is written."""

import datetime
import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

type View = Callable[..., HttpResponseBase]

ANYONE: Final = "anyone"
SIGNED_IN: Final = "signed-in"
STAFF: Final = "staff"


CLEARED: Final = "strides_cleared"
"""A cookie drawn by chance, until the browser is closed: this phone was cleared, and going back does not bring back
what was typed before. It says nothing of anybody."""

EDITORS_PATHS: Final = ("/cms/", "/django-admin/")


def wider_policy_for_editors(get_response: View) -> View:
    """Middleware: the CMS and the Django admin draw with inline scripts and styles, so their addresses alone have a
    policy of their own; nothing that the public opens is loosened."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith(EDITORS_PATHS):
            response._csp_config = settings.EDITORS_CSP  # type: ignore[attr-defined]  # noqa: SLF001  what Django's own decorator sets
        return response

    return middleware


def open_to(*who: str) -> Callable[[View], View]:
    """Say who may open a view, and hold to it.

    who: ``"anyone"`` alone, ``"signed-in"`` alone, ``"staff"`` alone, or the names of the roles (groups) that may,
    any of which is enough. A stranger is sent to sign in; a person who may not gets the same 404 as for a page that
    is not there. What is declared is what ``manage.py routes`` lists, as the attribute ``open_to``; a route that
    declares nothing fails a test. Raises ValueError when nobody is named, or one of the three words stands beside
    another.
    """
    if not who or (len(who) > 1 and {ANYONE, SIGNED_IN, STAFF} & set(who)):
        raise ValueError(f"open_to takes one of 'anyone', 'signed-in', 'staff', or role names; not {who!r}.")

    def declare(view: View) -> View:
        if who == (ANYONE,):
            guarded = view
        else:

            @functools.wraps(view)
            def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if not _may_open(request.user, who):
                    raise Http404
                return view(request, *args, **kwargs)

        guarded.open_to = who  # type: ignore[attr-defined]  # functions carry attributes; types do not say which
        return guarded

    return declare


def posted_from(screen: str, *keeps: str) -> Callable[[View], View]:
    """Say that a view is for POST alone, and on which screen its button stands.

    Whoever comes to its address otherwise (after a reload, in another language, after signing in in between) is led to
    that screen, and nothing is done. screen: the name of its route. keeps: the arguments of the address that it takes.
    """

    def declare(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            address = reverse(screen, kwargs={name: kwargs[name] for name in keeps})
            return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)

        return guarded

    return declare


def same_for_everyone[R: HttpResponseBase](response: R, *, until: datetime.datetime | None = None) -> R:
    """Say that nothing in a response depends on who asks: the page cache may keep it and give it to others.

    until: the instant from which it is wrong, for a page that says "today"; None for one that time does not change.
    """
    response.is_same_for_everyone = True  # type: ignore[attr-defined]  # our own mark, read by the page cache
    response.same_until = until  # type: ignore[attr-defined]  # likewise
    return response


def is_same_for_everyone(response: HttpResponseBase) -> bool:
    """Whether the view said so."""
    return getattr(response, "is_same_for_everyone", False)


def same_until(response: HttpResponseBase) -> datetime.datetime | None:
    """The instant from which a response that is the same for everyone is wrong; None when time does not change it."""
    until: datetime.datetime | None = getattr(response, "same_until", None)
    return until


def _may_open(user: Any, who: tuple[str, ...]) -> bool:
    if who == (SIGNED_IN,):
        return True
    if who == (STAFF,):
        return bool(user.is_staff)
    return bool(user.groups.filter(name__in=who).exists())
