"""The CMS screens for one language: publish it, withdraw it, and see how all languages stand."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from pages.editions.actions import publish_edition, withdraw_edition
from pages.editions.forms import PublishTranslation
from pages.editions.queries import (
    EditionStanding,
    access_content,
    editions_of,
    has_other_source,
    is_locked_for,
    language_matrix,
)
from portal.http import STAFF, open_to

AFTER_PUBLISH: Final = "after_publish_edition"
"""The hook of the CMS for what is to be said or done once a translation is live: it is given the request and the page
or snippet, as Wagtail's own ``after_publish_page`` is for the source."""


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: uuid.UUID, language: str) -> HttpResponse:
    """Ask, then publish one translation of the newest draft."""
    content, standing = _translation(request, key, language)
    form = PublishTranslation(request.POST or None, asks=has_other_source(content))
    error = ""
    if request.method == "POST":
        form = PublishTranslation(request.POST, asks=has_other_source(content))
        error = _refusal(request, content)
        if not error and form.is_valid():
            try:
                publish_edition(
                    by=request.user, content=content, language=language, made_from_draft=form.made_from_draft
                )
            except ValidationError as refused:
                error = " ".join(refused.messages)
            except OperationalError:  # the row is held by another publication for longer than we wait
                error = _("Somebody else is publishing this at the moment. Nothing was changed; try again in a minute.")
            else:
                messages.success(request, _("%(language)s is live now.") % {"language": standing.name})
                for follow in hooks.get_hooks(AFTER_PUBLISH):
                    follow(request, content)
                return _back_to(request, content)
    shown = {"content": content, "standing": standing, "form": form, "error": error}
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/editions/publish.html", shown | _frame(request, content), status=status)


@open_to(STAFF)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: uuid.UUID, language: str) -> HttpResponse:
    """Ask, then take one translation from readers."""
    content, standing = _translation(request, key, language)
    if request.method == "POST":
        if error := _refusal(request, content):
            messages.error(request, error)
            return _back_to(request, content)
        withdraw_edition(by=request.user, content=content, language=language)
        messages.success(request, _("%(language)s is withdrawn. Readers get English.") % {"language": standing.name})
        return _back_to(request, content)
    shown = {"content": content, "standing": standing} | _frame(request, content)
    return render(request, "pages/editions/withdraw.html", shown)


@open_to(STAFF)
@require_http_methods(["GET"])
def report(request: HttpRequest) -> HttpResponse:
    """The matrix of pages and languages."""
    names = [get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES]
    shown = {"rows": language_matrix(by=request.user), "names": names, "page_title": _("Languages")}
    return render(request, "pages/editions/report.html", shown | {"header_icon": "globe"})


def _translation(request: HttpRequest, key: uuid.UUID, language: str) -> tuple[Any, EditionStanding]:
    """The content and the standing of a language other than the source; 404 for whoever may not publish it."""
    content = access_content(by=request.user, key=key)
    found = [each for each in editions_of(content) if each.language == language and not each.is_source]
    if not found:
        raise Http404
    return content, found[0]


def _refusal(request: HttpRequest, content: Any) -> str:
    return _("Somebody has locked this. Nothing was changed.") if is_locked_for(request.user, content) else ""


def _back_to(request: HttpRequest, content: Any) -> HttpResponse:
    return redirect(AdminURLFinder(request.user).get_edit_url(content))


def _frame(request: HttpRequest, content: Any) -> dict[str, Any]:
    return {"page_title": str(content), "edit_url": AdminURLFinder(request.user).get_edit_url(content)}
