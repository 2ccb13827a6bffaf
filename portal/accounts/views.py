"""The way in and out, and the staff's own pages. Each view: read the form, make one call down, answer."""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import login, logout
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel

from portal import clock
from portal.accounts import queries
from portal.accounts.actions import sign_in as coming_in
from portal.accounts.actions import staff as staff_actions
from portal.accounts.exchange import authenticator_app
from portal.accounts.forms import AddressForm, CodeForm, SecondStepForm, SetUpForm
from portal.accounts.gate import safe_next
from portal.accounts.rules import CODE_LENGTH, CODE_LIVES, Role, session_marks
from portal.http import ANYONE, STAFF, open_to

KNOWN = "strides_known"  # whose browser this is, for the limits alone: it opens nothing
KNOWN_SECONDS = 60 * 60 * 24 * 90
STATE = "coming_in"  # what a session holds of somebody between the first page and the last


@open_to(ANYONE)
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """First page: the address. The answer is the same for an address that nobody has."""
    after = safe_next(request.POST.get("next", "") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return _see(after or _start(request.user))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = coming_in.ask_for_code(
                email=form.cleaned_data["email"],
                network=_network(request),
                language=_language(),
                known_as=request.get_signed_cookie(KNOWN, "", max_age=KNOWN_SECONDS) or "",
                now=clock.now(),
            )
        except coming_in.TooOftenError as error:
            return _page(request, "sign_in", _too_often(form, error), next=after)
        request.session[STATE] = {"attempt": str(attempt), "email": form.cleaned_data["email"], "next": after}
        request.session.set_expiry(int(CODE_LIVES.total_seconds()) * 3)
        return _see(reverse("sign-in-code"))
    demo_people = [(person, role_name(person.role)) for person in queries.demo_people()]
    return _page(request, "sign_in", form, next=after, demo_people=demo_people)


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Second page: the code from the e-mail."""
    state = request.session.get(STATE, {})
    if "attempt" not in state:
        return _see(reverse("sign-in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            person = coming_in.answer_code(
                attempt_id=state["attempt"],
                code=form.cleaned_data["code"],
                network=_network(request),
                now=clock.now(),
            )
        except coming_in.TooOftenError as error:
            _too_often(form, error)
        except coming_in.WrongCodeError:
            form.add_error("code", gettext("This is not the code in our latest email. Check it and try again."))
        except coming_in.StaleCodeError:
            stale = True
            form.add_error("code", gettext("This code no longer works. Ask for a new one."))
        else:
            request.session[STATE] = {"person": str(person), "next": state["next"]}
            return _see(reverse("second-step"))
    demo = any(person.email == state["email"].lower() for person in queries.demo_people())
    return _page(request, "code", form, email=state["email"], stale=stale, demo=demo, length=CODE_LENGTH)


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Third page: the code of the authenticator app, or a recovery code."""
    state = request.session.get(STATE, {})
    person = queries.person_by_id(state["person"]) if "person" in state else None
    if person is None:
        return _see(reverse("sign-in"))
    if not queries.has_second_step(person):
        return _see(reverse("second-step-set-up"))
    form = SecondStepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.answer_second_step(person=person, code=form.cleaned_data["code"], now=clock.now())
        except coming_in.TooOftenError as error:
            _too_often(form, error)
        except coming_in.WrongCodeError:
            form.add_error("code", gettext("This code is not right. Wait for the next one in your app and enter that."))
        else:
            return _let_in(request, person, after=state["next"])
    return _page(request, "second_step", form, demo_code=queries.demo_code(person, now=clock.now()))


@open_to(ANYONE)
@never_cache
@sensitive_post_parameters("code")
def second_step_set_up(request: HttpRequest) -> HttpResponse:
    """Third page the first time: scan the picture or type the key, then show a code made with it."""
    state = request.session.get(STATE, {})
    person = queries.person_by_id(state["person"]) if "person" in state else None
    if person is None:
        return _see(reverse("sign-in"))
    if queries.has_second_step(person):
        return _see(reverse("second-step"))
    secret = state.get("secret") or authenticator_app.new_secret()
    request.session[STATE] = state | {"secret": secret}
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            coming_in.set_up_second_step(person=person, secret=secret, code=form.cleaned_data["code"], now=clock.now())
        except coming_in.TooOftenError as error:
            _too_often(form, error)
        except coming_in.StaleCodeError:
            return _see(reverse("second-step"))
        except coming_in.WrongCodeError:
            form.add_error("code", gettext("This code is not right. Wait for the next one in your app and enter that."))
        else:
            return _let_in(request, person, after=reverse("recovery-codes") + _query(next=state["next"]))
    return _page(
        request,
        "second_step_set_up",
        form,
        picture=authenticator_app.picture(secret, email=person.email or ""),
        key=authenticator_app.spaced(secret),
    )


def _let_in(request: HttpRequest, person: Any, *, after: str) -> HttpResponse:
    """Both steps are done: a session with a new id, and on to where the person was going."""
    del request.session[STATE]
    login(request, person)
    request.session.update(session_marks(now=clock.now(), second_step=True))
    request.session.set_expiry(settings.STAFF_LONGEST_HOURS * 3600)
    response = _see(after or _start(person))
    response.set_signed_cookie(
        KNOWN,
        str(person.pk),
        max_age=KNOWN_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@open_to(STAFF)
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that help when the phone is lost: the ones not used yet, to be printed or written down."""
    after = safe_next(request.GET.get("next", "")) or _start(request.user)
    return render(
        request, "accounts/recovery_codes.html", {"codes": queries.recovery_codes(_me(request)), "after": after}
    )


@open_to(ANYONE)
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a sent form signs out; an address that is merely opened asks first."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    logout(request)
    response = render(request, "accounts/signed_out.html")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@open_to(ANYONE)
def elsewhere(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """Stands where Django and Wagtail have sign-in and password pages of their own: there is one way in."""
    return _see(reverse("sign-in") + _query(next=safe_next(request.GET.get("next", ""))))


class CmsAccount(AccountView):
    """The CMS's page of somebody's own settings, without what is settled by invitation or kept by no one."""

    def get_panels(self) -> list[Any]:
        elsewhere_or_nowhere = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere_or_nowhere)]


cms_account = open_to(STAFF)(require_admin_access(CmsAccount.as_view()))


@open_to(STAFF)
@never_cache
def staff_home(request: HttpRequest) -> HttpResponse:
    """Where somebody without a place in the CMS arrives, and where everybody finds the way out."""
    person = _me(request)
    return render(
        request,
        "accounts/staff_home.html",
        {
            "person": person,
            "roles": [role_name(role) for role in sorted(queries.roles(person))],
            "opens_cms": person.has_perm("wagtailadmin.access_admin"),
            "is_admin": Role.ADMIN in queries.roles(person),
        },
    )


@open_to(Role.ADMIN)
def instead_of_cms_users(request: HttpRequest) -> HttpResponse:
    """Where the CMS's menu leads for people and groups: to our own list."""
    return _see(reverse("staff-list"))


@open_to(Role.ADMIN)
@never_cache
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everybody who works here."""
    people = [(person, [role_name(Role(role)) for role in person.roles]) for person in queries.staff()]
    return render(request, "accounts/staff_list.html", {"people": people})


@open_to(Role.ADMIN)
@never_cache
def staff_member(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One of them, with what an admin may do: reset the second step, close or open the account."""
    found = queries.staff(only=person_id)
    if not found:
        raise Http404
    if request.method == "POST":
        acts = {
            "reset": staff_actions.reset_second_step,
            "deactivate": staff_actions.deactivate,
            "reactivate": staff_actions.reactivate,
        }
        if person_id == request.user.pk or request.POST.get("act") not in acts:
            raise Http404
        acts[request.POST["act"]](person=queries.account(person_id), by=_me(request), now=clock.now())
        return _see(request.path + _query(done=request.POST["act"]))
    return render(
        request,
        "accounts/staff_member.html",
        {
            "member": found[0],
            "roles": [role_name(Role(role)) for role in found[0].roles],
            "is_me": person_id == request.user.pk,
            "done": request.GET.get("done", ""),
        },
    )


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


def _page(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    """The page with its form. With a mistake in it: 422, or 429 with the wait when a limit was reached."""
    status = 200
    wait = getattr(form, "wait_minutes", 0)
    if form.is_bound and form.errors:
        status = 429 if wait else 422
    errors = [{"text": text, "field": form[name].id_for_label} for name in form.errors for text in form.errors[name]]
    response = render(request, f"accounts/{template}.html", {"form": form, "errors": errors, **context}, status=status)
    if wait:
        response["Retry-After"] = str(wait * 60)
    return response


def _too_often[SomeForm: Form](form: SomeForm, error: coming_in.TooOftenError) -> SomeForm:
    message = ngettext(
        "There were too many tries. Wait %(minutes)d minute, then try again.",
        "There were too many tries. Wait %(minutes)d minutes, then try again.",
        error.minutes,
    )
    form.add_error(next(iter(form.fields)), message % {"minutes": error.minutes})
    form.wait_minutes = error.minutes  # type: ignore[attr-defined]  # read by _page, a few lines up
    return form


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _query(**values: str) -> str:
    return "?" + urlencode(values) if any(values.values()) else ""


def _start(person: Any) -> str:
    """Where somebody arrives who was not on the way to a page."""
    return reverse("wagtailadmin_home" if person.has_perm("wagtailadmin.access_admin") else "staff-home")


def _me(request: HttpRequest) -> Any:
    return request.user


def _network(request: HttpRequest) -> str:
    """The visitor's address as the trusted proxies tell it. Raises PermissionDenied when there is none."""
    address: str = get_adapter().get_client_ip(request)
    return address


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
