"""Joining: with a card, with an e-mail address, or not now. Nobody is asked for a name, a password or a puzzle."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal import clock
from portal.accounts.actions import cards
from portal.accounts.actions.sign_in import TooOftenError
from portal.accounts.forms import AddressForm, NewPinForm, NumberForm, PinForm
from portal.accounts.gate import safe_next
from portal.accounts.queries import cards as queries
from portal.accounts.queries.cards import CardKey
from portal.accounts.rules import Purpose
from portal.accounts.views.answers import network, page, query, see, too_often
from portal.accounts.views.entering import CARD, DEVICE, enter
from portal.accounts.views.sign_in import ask_for_code
from portal.http import ANYONE, open_to

CARD_HELD_SECONDS = 30 * 60


@open_to(ANYONE)
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """The choices, and that none is needed to read or listen."""
    after = _after(request)
    return render(request, "accounts/join.html", {"next": after, "query": query(next=after)})


@open_to(ANYONE)
@never_cache
def email(request: HttpRequest) -> HttpResponse:
    """Join by a mailed code. The answer is the same for an address that is known."""
    after = _after(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return ask_for_code(request, form.cleaned_data["email"], purpose=Purpose.JOIN, after=after)
        except TooOftenError as error:
            too_often(form, error)
    return page(request, "join_email", form, next=after)


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("number")
def card(request: HttpRequest) -> HttpResponse:
    """The number on a card. What it opens is told by the next page, and only with the PIN."""
    after = _after(request)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key, counted = cards.try_number(
                number=form.cleaned_data["number"], network=network(request), now=clock.now()
            )
        except TooOftenError as error:
            too_often(form, error)
        else:
            return _hold(request, key, after=after, counted=counted)
    return page(request, "join_card", form, next=after)


@open_to(ANYONE)
@never_cache
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """The address in a card's picture: one page for every card, whatever it opens, and one tap to go on."""
    after = _after(request)
    if request.method != "POST":
        return render(request, "accounts/join_card_scanned.html", {"next": after})
    key = queries.key_of_token(token)
    person = queries.person_with_both(key, request.COOKIES.get(DEVICE, ""), now=clock.now())
    if person:
        return enter(request, person, how="device", after=after)
    return _hold(request, key, after=after)


def _hold(request: HttpRequest, key: CardKey, *, after: str, counted: cards.Counted | None = None) -> HttpResponse:
    count = {"at": counted.at.isoformat(), "network": counted.network} if counted else None
    request.session[CARD] = {"kind": key.kind, "hash": key.hash, "next": after, "counted": count}
    if not request.user.is_authenticated:  # a card that was shown and left is not kept for the next hand
        request.session.set_expiry(CARD_HELD_SECONDS)
    return see(reverse("join-card-pin"))


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("pin", "again")
def pin(request: HttpRequest) -> HttpResponse:
    """A PIN of one's own for a new card, or the PIN of a card that was opened before."""
    held = request.session.get(CARD)
    if not held:
        return see(reverse("join-card"))
    key = CardKey(held["kind"], held["hash"])
    if queries.is_fresh(key, now=clock.now()):
        return _choose_pin(request, key, held)
    return _give_pin(request, key, held)


def _choose_pin(request: HttpRequest, key: CardKey, held: dict[str, Any]) -> HttpResponse:
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = cards.join_with_card(key=key, pin=form.cleaned_data["pin"], now=clock.now())
        except cards.StaleCardError:  # another finger was quicker: with the same PIN it opens all the same
            return _give_pin(request, key, held)
        return enter(request, person, how="card", after=held["next"])
    return page(request, "choose_pin", form)


def _give_pin(request: HttpRequest, key: CardKey, held: dict[str, Any]) -> HttpResponse:
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = cards.open_with_pin(
                key=key,
                pin=form.cleaned_data["pin"],
                network=network(request),
                counted=_counted(held),
                now=clock.now(),
            )
        except TooOftenError as error:
            too_often(form, error)
        except cards.WrongPinError:
            form.add_error("pin", gettext("This card and this PIN did not work together. Check both, or we can help."))
        else:
            return enter(request, person, how="card", after=held["next"])
    return page(request, "give_pin", form)


def _counted(held: dict[str, Any]) -> cards.Counted | None:
    count = held.get("counted")
    return cards.Counted(datetime.datetime.fromisoformat(count["at"]), count["network"]) if count else None


def _after(request: HttpRequest) -> str:
    return safe_next(request.POST.get("next", "") or request.GET.get("next", ""))
