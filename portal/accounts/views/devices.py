"""A person's own phones, sign-ins, passkeys and e-mail address."""

import uuid
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal import clock
from portal.accounts.actions import devices as actions
from portal.accounts.actions import sign_in as coming_in
from portal.accounts.exchange import passkey as passkeys
from portal.accounts.forms import LONGEST_NAME, AddressForm, CodeForm, PasskeyForm
from portal.accounts.gate import safe_next
from portal.accounts.queries import devices as queries
from portal.accounts.rules import LONGEST_ADDRESS, Purpose
from portal.accounts.rules.cards import PASSKEY_PAGES_PER_NETWORK, PASSKEYS_PER_NETWORK
from portal.accounts.rules.devices import DeviceKind
from portal.accounts.views.answers import code_page, language, me, mistakes_in, network, page, query, see, too_often
from portal.accounts.views.entering import DEVICE, enter
from portal.accounts.views.once_more import ask_once_more, is_fresh, typed_before
from portal.http import ANYONE, SIGNED_IN, open_to

CHANGE = "changing_address"  # the attempt a session holds while the code is on its way
PASSKEY_WAITS_SECONDS = 10 * 60
DONE = ("elsewhere", "forget", "passkey", "remove", "address", "first-address")


@open_to(SIGNED_IN)
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, which phones know me, and how to end that."""
    person, now = me(request), clock.now()
    cookie = request.COOKIES.get(DEVICE, "")
    if request.method == "POST":
        return _act(request, person, cookie) if is_fresh(request) else ask_once_more(request, request.path)
    done = request.GET.get("done", "")
    return page(
        request,
        "devices",
        AddressForm(),
        person=person,
        sessions=[
            (line, kind_name(line.kind))
            for line in queries.sessions(person, here=request.session.session_key or "", now=now)
        ],
        devices=[(line, kind_name(line.kind)) for line in queries.devices(person, cookie=cookie, now=now)],
        passkeys=queries.passkeys(person),
        done=done if done in DONE else "",
    )


def _act(request: HttpRequest, person: Any, cookie: str) -> HttpResponse:
    """One of the buttons. What is not this person's is not there."""
    act, now = request.POST.get("act", ""), clock.now()
    try:
        if act == "elsewhere":
            _sign_out_elsewhere(request, person, cookie)
        elif act == "forget":
            actions.forget_device(by=person, device_id=uuid.UUID(request.POST.get("device", "")), now=now)
        elif act == "remove":
            actions.remove_passkey(by=person, passkey=int(request.POST.get("passkey", "")), now=now)
        else:
            raise Http404
    except (LookupError, ValueError, OverflowError):
        raise Http404 from None
    return see(reverse("devices") + query(done=act))


def _sign_out_elsewhere(request: HttpRequest, person: Any, cookie: str) -> None:
    kept = request.session.session_key or ""
    actions.sign_out_elsewhere(person=person, by=person, keep_session=kept, keep_cookie=cookie, now=clock.now())
    update_session_auth_hash(request, person)
    actions.note_new_key(before=kept, after=request.session.session_key or "")


@open_to(SIGNED_IN)
@never_cache
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this phone: the script asks the phone, the form brings what it says."""
    if not is_fresh(request):
        return ask_once_more(request, request.path, name=request.POST.get("name", "")[:LONGEST_NAME])
    form = PasskeyForm(request.POST if request.method == "POST" else None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            credential = passkeys.check_new(form.cleaned_data["credential"])
        except passkeys.WrongPasskeyError:
            form.add_error("credential", gettext("Your phone did not make a passkey. Try again, or leave it for now."))
        else:
            actions.keep_passkey(
                by=me(request),
                name=form.cleaned_data["name"],
                credential=credential,
                language=language(),
                now=clock.now(),
            )
            return see(reverse("devices") + query(done="passkey"))
    return page(request, "passkey_add", form, options=passkeys.ask_for_new(me(request)))


@open_to(ANYONE)
@never_cache
def use_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey of this phone."""
    after = safe_next(request.POST.get("next", "") or request.GET.get("next", ""))
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.take_turn(PASSKEYS_PER_NETWORK, network(request), now=clock.now())
            found = passkeys.check_known(form.cleaned_data["credential"])
            person = actions.use_passkey(passkey=found.pk, now=clock.now())
        except coming_in.TooOftenError as error:
            too_often(form, error)
        except (passkeys.WrongPasskeyError, coming_in.RefusedError):
            message = gettext("This passkey did not work here. Try again, or sign in another way.")
            form.add_error("credential", message)
        else:
            return enter(request, person, how="passkey", after=after)
    try:
        options = _asked_here(request)
    except coming_in.TooOftenError as error:
        form, options = too_often(PasskeyForm({"credential": "none yet"}), error), {}
    return page(request, "passkey_use", form, next=after, options=options)


def _asked_here(request: HttpRequest) -> dict[str, Any]:
    """What to ask the phone. A session that begins here is of use for minutes; how many begin, a limit says."""
    if request.session.session_key is None:
        coming_in.take_turn(PASSKEY_PAGES_PER_NETWORK, network(request), now=clock.now())
        request.session.set_expiry(PASSKEY_WAITS_SECONDS)
    return passkeys.ask_for_known()


@open_to(SIGNED_IN)
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """Give an e-mail address, or another one. It counts when the code that is sent to it was typed."""
    _refuse_staff(request)
    if not is_fresh(request):
        return ask_once_more(request, request.path, email=request.POST.get("email", "")[:LONGEST_ADDRESS])
    form = AddressForm(request.POST if request.method == "POST" else None, initial=typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            attempt = coming_in.ask_for_code(
                email=form.cleaned_data["email"],
                network=network(request),
                language=language(),
                purpose=Purpose.CHANGE,
                by=me(request),
                now=clock.now(),
            )
        except coming_in.TooOftenError as error:
            too_often(form, error)
        else:
            request.session[CHANGE] = {"attempt": str(attempt), "email": form.cleaned_data["email"]}
            return see(reverse("address-code"))
    return page(request, "address", form, old=me(request).email or "")


@open_to(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code")
def address_code(request: HttpRequest) -> HttpResponse:
    """The code from the new address."""
    _refuse_staff(request)
    state = request.session.get(CHANGE)
    if not state:
        return see(reverse("address"))
    if not is_fresh(request):
        return ask_once_more(request, request.path)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = "address" if me(request).email else "first-address"
        with mistakes_in(form):
            coming_in.change_address(
                by=me(request),
                attempt_id=state["attempt"],
                code=form.cleaned_data["code"],
                network=network(request),
                now=clock.now(),
            )
            del request.session[CHANGE]
            return see(reverse("devices") + query(done=done))
    return code_page(request, form, email=state["email"], again=reverse("address"))


def _refuse_staff(request: HttpRequest) -> None:
    """The address of somebody who works here is the first step of their sign-in: it changes by invitation only."""
    if me(request).is_staff:
        raise Http404


def kind_name(kind: DeviceKind) -> str:
    """What a phone or computer is called on screen."""
    return {
        DeviceKind.IPHONE: gettext("iPhone"),
        DeviceKind.IPAD: gettext("iPad"),
        DeviceKind.ANDROID: gettext("Android phone or tablet"),
        DeviceKind.WINDOWS: gettext("Windows computer"),
        DeviceKind.MAC: gettext("Mac computer"),
        DeviceKind.LINUX: gettext("Linux computer"),
        DeviceKind.OTHER: gettext("Another phone or computer"),
    }[kind]
