"""Showing once more who one is, before what would give an account away or take it away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal import clock
from portal.accounts import rules
from portal.accounts.actions import cards
from portal.accounts.actions.sign_in import TooOftenError
from portal.accounts.forms import PinForm
from portal.accounts.gate import safe_next
from portal.accounts.queries.cards import NO_CARD, key_of_person, pin_of_person
from portal.accounts.queries.devices import passkeys
from portal.accounts.rules import SIGNED_IN_AT, Purpose
from portal.accounts.rules.cards import WRONG_PINS_ONCE_MORE, ByPin
from portal.accounts.views.answers import me, network, page, query, see, too_often
from portal.accounts.views.entering import ENTERED_BY, enter
from portal.accounts.views.sign_in import ask_for_code
from portal.http import SIGNED_IN, open_to

TYPED = "typed_before"  # what a session holds of a form that waits until somebody has shown who they are


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever asks came in within the last ten minutes, and by more than a phone that is known."""
    session = request.session
    return rules.is_fresh(
        signed_in_at=session.get(SIGNED_IN_AT, 0), entered_by=session.get(ENTERED_BY, ""), now=clock.now()
    )


def ask_once_more(request: HttpRequest, after: str, **typed: str) -> HttpResponse:
    """To the page below, and from there to ``after``. typed: what that page is to show again."""
    if any(typed.values()):
        request.session[TYPED] = {"at": after, **typed}
    return see(reverse("once-more") + query(next=after))


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was typed on this page before it asked once more; given once."""
    if request.session.get(TYPED, {}).get("at") != request.path:
        return {}
    return dict(request.session.pop(TYPED))


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("pin")
def once_more(request: HttpRequest) -> HttpResponse:
    """By PIN, by a mailed code, by a passkey or with the card; afterwards back to where it was asked."""
    after = safe_next(request.POST.get("next", "") or request.GET.get("next", "")) or reverse("me")
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = PinForm(request.POST if act == "pin" else None)
    wait = 0
    if act == "pin" and form.is_valid() and (entered := _by_pin(request, form, after=after)):
        return entered
    if act == "code" and me(request).email:
        try:
            return _by_code(request, after=after)
        except TooOftenError as error:
            wait = error.minutes
    by_pin = pin_of_person(me(request))
    nothing_to_mend: dict[str, list[str]] = {} if by_pin in {ByPin.ALONE, ByPin.NO_CARD} else {"errors": []}
    shown = page(
        request,
        "once_more",
        form,
        next=after,
        query=query(next=after),
        by_pin=by_pin,
        has_email=bool(me(request).email),
        has_passkey=bool(passkeys(me(request))),
        wait=wait,
        **nothing_to_mend,
    )
    if wait:
        shown.status_code = 429
        shown["Retry-After"] = str(wait * 60)
    return shown


def _by_pin(request: HttpRequest, form: PinForm, *, after: str) -> HttpResponse | None:
    """In again with the PIN of one's own card; None when it was not right, with the reason in the form."""
    key = key_of_person(me(request)) or NO_CARD
    try:
        person: Any = cards.open_with_pin(
            key=key,
            pin=form.cleaned_data["pin"],
            network=network(request),
            most_wrong=WRONG_PINS_ONCE_MORE,
            now=clock.now(),
        )
    except TooOftenError as error:
        too_often(form, error)
    except cards.WrongPinError:
        form.add_error("pin", gettext("This card and this PIN did not work together. Check both, or we can help."))
    else:
        return enter(request, person, how="card", after=after)
    return None


def _by_code(request: HttpRequest, *, after: str) -> HttpResponse:
    """On to the mailed code. Who gives it up stays signed in for as long as before. Raises TooOftenError."""
    left = request.session.get_expiry_age()
    response = ask_for_code(request, me(request).email, purpose=Purpose.SIGN_IN, after=after)
    request.session.set_expiry(left)
    return response
