"""The staff's own pages, and what an admin does for the others."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel

from portal import clock
from portal.accounts import queries
from portal.accounts.actions import staff as staff_actions
from portal.accounts.rules import Role
from portal.accounts.views.answers import me, query, role_name, see
from portal.http import STAFF, open_to


class CmsAccount(AccountView):
    """The CMS's page of somebody's own settings, without what is settled by invitation or kept by no one."""

    def get_panels(self) -> list[Any]:
        elsewhere_or_nowhere = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere_or_nowhere)]


cms_account = open_to(STAFF)(require_admin_access(CmsAccount.as_view()))


@open_to(Role.ADMIN)
def instead_of_cms_users(request: HttpRequest) -> HttpResponse:
    """Where the CMS's menu leads for people and groups: to our own list."""
    return see(reverse("staff-list"))


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
        acts[request.POST["act"]](person=queries.account(person_id), by=me(request), now=clock.now())
        return see(request.path + query(done=request.POST["act"]))
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
