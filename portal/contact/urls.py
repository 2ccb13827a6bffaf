"""Addresses of asking and of the staff's queue."""

from django.urls import path

from portal.contact import views
from portal.contact.rules import Kind
from portal.contact.views import texts

urlpatterns = [
    path("ask/", views.choose, name="ask"),
    *(path(f"ask/{kind}/", views.ask, {"kind": kind}, name=f"ask-{kind}") for kind in Kind),
    path("ask/sent/<str:token>/", views.sent, name="ask-sent"),
    path("ask/clear/", views.clear, name="ask-clear"),
    path("ask/text/<slug:code>/", texts.text_link, name="text-link"),
    path("ask/text/<slug:code>/sent/", texts.link_texted, name="link-texted"),
    path("me/requests/", views.mine, name="my-requests"),
    path("staff/reports/clear/", views.clear_report, name="clear-report"),
    path("staff/requests/", views.queue, name="staff-requests"),
    path("staff/requests/<uuid:request_id>/", views.opened, name="staff-request"),
]
"""Under each language."""
