"""How the pages of accounts answer: a page with its form, the way on, and the words for a limit that was reached."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext

from portal.accounts.actions.sign_in import StaleCodeError, TooOftenError, WrongCodeError
from portal.accounts.queries import demo_allowed
from portal.accounts.rules import Role


def page(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page with its form. With a mistake in it: 422, or 429 with the wait when a limit was reached."""
    status = 200
    wait = getattr(form, "wait_minutes", 0)
    if form.is_bound and form.errors:
        status = 429 if wait else 422
    shown = {"form": form, "errors": errors_of(form), **context}
    response = render(request, f"accounts/{template}.html", shown, status=status)
    if wait:
        response["Retry-After"] = str(wait * 60)
    return response


def errors_of(form: Any) -> list[dict[str, str]]:
    """The mistakes in a form that was sent, as the error summary takes them."""
    if form is None or not form.is_bound:
        return []
    return [{"text": text, "field": form[name].id_for_label} for name in form.errors for text in form.errors[name]]


def wait_words(minutes: int) -> str:
    """What somebody reads who reached a limit."""
    message = ngettext(
        "There were too many tries. Wait %(minutes)d minute, then try again.",
        "There were too many tries. Wait %(minutes)d minutes, then try again.",
        minutes,
    )
    return message % {"minutes": minutes}


def too_often[SomeForm: Form](form: SomeForm, error: TooOftenError) -> SomeForm:
    form.add_error(next(iter(form.fields)), wait_words(error.minutes))
    form.wait_minutes = error.minutes  # type: ignore[attr-defined]  # read by _page, a few lines up
    return form


STALE: Final = "stale"
"""The code of the mistake that a new code alone puts right."""


@contextmanager
def mistakes_in(form: Form) -> Iterator[None]:
    """What is wrong with a mailed code that is answered inside stands in its form afterwards."""
    try:
        yield
    except TooOftenError as error:
        too_often(form, error)
    except WrongCodeError:
        form.add_error("code", gettext("This is not the code in our latest email. Check it and try again."))
    except StaleCodeError:
        form.add_error("code", ValidationError(gettext("This code no longer works. Ask for a new one."), code=STALE))


def code_page(request: HttpRequest, form: Form, *, email: str, again: str) -> HttpResponse:
    """Where a mailed code is typed. again: where a new one is asked for."""
    stale = form.has_error("code", code=STALE)
    return page(request, "code", form, email=email, stale=stale, demo=demo_allowed(), again=again)


def see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def query(**values: str) -> str:
    return "?" + urlencode(values) if any(values.values()) else ""


def start(person: Any) -> str:
    """Where somebody arrives who was not on the way to a page."""
    if not person.is_staff:
        return reverse("me")
    return reverse("wagtailadmin_home" if person.has_perm("wagtailadmin.access_admin") else "staff-home")


def me(request: HttpRequest) -> Any:
    return request.user


def person_of(request: HttpRequest) -> Any:
    """Who is signed in; None for everybody else."""
    return request.user if request.user.is_authenticated else None


def network(request: HttpRequest) -> str:
    """Where limits see a visitor come from, as the trusted proxies tell it: an IPv4 address, or the first 64 bits of an
    IPv6 one, since one household or phone has all the rest. Raises PermissionDenied when there is none."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def role_name(role: Role) -> str:
    """What a role is called on screen."""
    return {
        Role.PATIENT: gettext("Patient"),
        Role.ADVISER: gettext("Adviser"),
        Role.FACILITATOR: gettext("Facilitator"),
        Role.MODERATOR: gettext("Moderator"),
        Role.SAFEGUARDING_LEAD: gettext("Safeguarding lead"),
        Role.EDITOR: gettext("Editor"),
        Role.TRANSLATOR: gettext("Translator"),
        Role.CLINICAL_REVIEWER: gettext("Clinical reviewer"),
        Role.MANAGER: gettext("Manager"),
        Role.ADMIN: gettext("Admin"),
    }[role]
