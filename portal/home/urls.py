"""Addresses of the first pages, under each language."""

from django.urls import path

from portal.home.views import first

urlpatterns = [
    path("me/", first.me, name="me"),
    path("staff/", first.staff, name="staff-home"),
]
