"""Addresses of the saved shelf, under each language."""

from django.urls import path

from pages.leaflets import views

urlpatterns = [
    path("leaflets/<slug:slug>/keep/", views.keep, name="leaflet-keep"),
    path("me/shelf/", views.shelf, name="shelf"),
]
