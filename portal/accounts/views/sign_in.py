"""The way in and out. Each view: read the form, make one call down, answer."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal import clock
from portal.accounts import queries
from portal.accounts.actions import devices
from portal.accounts.actions import sign_in as coming_in
from portal.accounts.exchange import authenticator_app
from portal.accounts.forms import AddressForm, CodeForm, SecondStepForm, SetUpForm
from portal.accounts.gate import safe_next
from portal.accounts.queries import cards as card_queries
from portal.accounts.rules import CODE_LIVES, SECOND_STEP_AT, Purpose
from portal.accounts.views.answers import (
    code_page,
    language,
    me,
    mistakes_in,
    network,
    page,
    query,
    role_name,
    see,
    start,
    too_often,
)
from portal.accounts.views.entering import (
    DEVICE,
    ENTERED_BY,
    KNOWN,
    KNOWN_SECONDS,
    STATE,
    enter,
    know_again,
    sign_in_here,
)
from portal.http import ANYONE, STAFF, open_to


@open_to(ANYONE)
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """First page: the address. The answer is the same for an address that nobody has."""
    after = safe_next(request.POST.get("next", "") or request.GET.get("next", ""))
    if is_all_the_way_in(request):
        return see(after or start(request.user))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return ask_for_code(request, form.cleaned_data["email"], purpose=Purpose.SIGN_IN, after=after)
        except coming_in.TooOftenError as error:
            too_often(form, error)
    return page(
        request,
        "sign_in",
        form,
        next=after,
        query=query(next=after),
        knows_this_phone=card_queries.person_of_device(request.COOKIES.get(DEVICE, ""), now=clock.now()),
        demo_card=queries.DEMO_CARD,
        demo_people=[(person, role_name(person.role)) for person in queries.demo_people()],
    )


def is_all_the_way_in(request: HttpRequest) -> bool:
    """Signed in with all it takes: somebody who was given work here since has a second step still to do."""
    person = me(request)
    return bool(person.is_authenticated and (not person.is_staff or SECOND_STEP_AT in request.session))


def ask_for_code(request: HttpRequest, email: str, *, purpose: Purpose, after: str) -> HttpResponse:
    """Have a code mailed, and on to the page where it is typed. Raises TooOftenError."""
    attempt = coming_in.ask_for_code(
        email=email,
        network=network(request),
        language=language(),
        purpose=purpose,
        known_as=request.get_signed_cookie(KNOWN, "", max_age=KNOWN_SECONDS) or "",
        now=clock.now(),
    )
    request.session[STATE] = {"attempt": str(attempt), "email": email, "next": after, "purpose": purpose}
    request.session.set_expiry(int(CODE_LIVES.total_seconds()) * 3)
    return see(reverse("sign-in-code"))


@open_to(ANYONE)
@never_cache
def on_this_phone(request: HttpRequest) -> HttpResponse:
    """One tap on a phone that is known."""
    after = safe_next(request.POST.get("next", ""))
    person = card_queries.person_of_device(request.COOKIES.get(DEVICE, ""), now=clock.now())
    if request.method != "POST" or person is None:
        return see(reverse("sign-in") + query(next=after))
    return enter(request, person, how="device", after=after)


@open_to(ANYONE)
@never_cache
def lost(request: HttpRequest) -> HttpResponse:
    """What to do without the PIN, the card, the phone or the e-mail address."""
    return render(request, "accounts/lost.html")


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Second page: the code from the e-mail."""
    state = request.session.get(STATE, {})
    if "attempt" not in state:
        return see(reverse("sign-in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with mistakes_in(form):
            person = coming_in.answer_code(
                attempt_id=state["attempt"],
                code=form.cleaned_data["code"],
                network=network(request),
                now=clock.now(),
            )
            return enter(request, queries.account(person), how="email", after=state["next"])
    again = reverse("join-email" if state.get("purpose") == Purpose.JOIN else "sign-in")
    if is_all_the_way_in(request):
        again = reverse("once-more") + query(next=state["next"])
    return code_page(request, form, email=state["email"], again=again)


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Third page: the code of the authenticator app, or a recovery code."""
    state = request.session.get(STATE, {})
    person = queries.person_by_id(state["person"]) if "person" in state else None
    if person is None:
        return see(reverse("sign-in"))
    if not queries.has_second_step(person):
        return see(reverse("second-step-set-up"))
    form = SecondStepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.answer_second_step(person=person, code=form.cleaned_data["code"], now=clock.now())
        except coming_in.TooOftenError as error:
            too_often(form, error)
        except coming_in.WrongCodeError:
            form.add_error("code", gettext("This code is not right. Wait for the next one in your app and enter that."))
        else:
            return _let_in(request, person, after=state["next"])
    return page(request, "second_step", form, demo_code=queries.demo_code(person, now=clock.now()))


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def second_step_set_up(request: HttpRequest) -> HttpResponse:
    """Third page the first time: scan the picture or type the key, then show a code made with it."""
    state = request.session.get(STATE, {})
    person = queries.person_by_id(state["person"]) if "person" in state else None
    if person is None:
        return see(reverse("sign-in"))
    if queries.has_second_step(person):
        return see(reverse("second-step"))
    secret = state.get("secret") or authenticator_app.new_secret()
    request.session[STATE] = state | {"secret": secret}
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.set_up_second_step(person=person, secret=secret, code=form.cleaned_data["code"], now=clock.now())
        except coming_in.TooOftenError as error:
            too_often(form, error)
        except coming_in.StaleCodeError:
            return see(reverse("second-step"))
        except coming_in.WrongCodeError:
            form.add_error("code", gettext("This code is not right. Wait for the next one in your app and enter that."))
        else:
            return _let_in(request, person, after=reverse("recovery-codes") + query(next=state["next"]))
    return page(
        request,
        "second_step_set_up",
        form,
        picture=authenticator_app.picture(secret, email=person.email or ""),
        key=authenticator_app.spaced(secret),
    )


def _let_in(request: HttpRequest, person: Any, *, after: str) -> HttpResponse:
    """Both steps are done: a session with a new id, and on to where the person was going."""
    sign_in_here(request, person, second_step=True)
    request.session[ENTERED_BY] = "second-step"
    request.session.set_expiry(settings.STAFF_LONGEST_HOURS * 3600)
    return know_again(see(after or start(person)), person)


@open_to(STAFF)
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that help when the phone is lost: the ones not used yet, to be printed or written down."""
    after = safe_next(request.GET.get("next", "")) or start(request.user)
    return render(
        request, "accounts/recovery_codes.html", {"codes": queries.recovery_codes(me(request)), "after": after}
    )


@open_to(ANYONE)
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a sent form signs out; an address that is merely opened asks first."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    if DEVICE in request.COOKIES:
        devices.forget_this_device(cookie=request.COOKIES[DEVICE], now=clock.now())
    logout(request)
    response = render(request, "accounts/signed_out.html")
    response.delete_cookie(DEVICE, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to(ANYONE)
def elsewhere(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """Stands where Django and Wagtail have sign-in and password pages of their own: there is one way in."""
    return see(reverse("sign-in") + query(next=safe_next(request.GET.get("next", ""))))
