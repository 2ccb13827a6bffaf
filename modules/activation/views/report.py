"""What services see of how sure people feel: counts of closed months, and nobody."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.activation.queries.report import Report, confidence_report
from portal import clock
from portal.accounts.rules import Role
from portal.http import open_to
from portal.reports.exchange.sheets import csv_response
from portal.reports.queries.tables import plain_rows


@open_to(Role.MANAGER, Role.ADMIN)
@never_cache
@require_safe
def confidence_figures(request: HttpRequest) -> HttpResponse:
    """First rating against the latest, by one thing at a time."""
    report = _report(request)
    file_url = f"{reverse('confidence-report-file')}?{urlencode(report.chosen)}"
    return render(request, "modules/activation/report.html", {"report": report, "file_url": file_url})


@open_to(Role.MANAGER, Role.ADMIN)
@never_cache
@require_safe
def confidence_figures_file(request: HttpRequest) -> HttpResponse:
    """The same figures as a file, and no others."""
    report = _report(request)
    return csv_response(report.file_name, plain_rows(report.tables))


def _report(request: HttpRequest) -> Report:
    chosen = {name: request.GET.get(name, "") for name in ("by", "month", "instrument")}
    return confidence_report(**chosen, now=clock.now())
