"""Addresses of a person's own data, under each language."""

from django.urls import path

from portal.privacy import views

urlpatterns = [
    path("me/data/", views.my_data, name="my-data"),
    path("me/data/everything/", views.everything, name="my-data-everything"),
    path("me/data/download/", views.download, name="my-data-download"),
    path("me/data/delete/", views.delete, name="my-data-delete"),
    path("me/data/keep/", views.keep, name="my-data-keep"),
]
