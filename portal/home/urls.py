"""Addresses of the first pages, under each language."""

from django.urls import path

from portal.home.views import first, needs, settings

urlpatterns = [
    path("me/", first.me, name="me"),
    path("me/settings/", settings.settings_page, name="settings"),
    path("staff/people/<uuid:person_id>/needs/", needs.person_needs, name="person-needs"),
    path("staff/", first.staff, name="staff-home"),
]
