"""Addresses of the directory and of the report on what is missing in it, under each language."""

from django.urls import path

from pages.find import views

urlpatterns = [
    path("find/", views.places, name="find"),
    path("find/today/", views.today, name="find-today"),
    path("staff/reports/gaps/", views.gaps, name="gaps-report"),
    path("find/<slug:code>/", views.entry, name="entry"),
    path("find/<slug:code>/calendar.ics", views.calendar, name="entry-calendar"),
    path("find/<slug:code>/poster/", views.poster, name="entry-poster"),
]
