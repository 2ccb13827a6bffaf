"""Addresses of images, the same in every language."""

from django.urls import path

from pages.library import views

urlpatterns = [path("media/images/<str:name>", views.rendition, name="rendition")]
