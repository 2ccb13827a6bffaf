"""Addresses of images and recordings, the same in every language."""

from django.urls import path

from pages.library import views

urlpatterns = [
    path("media/images/<str:name>", views.rendition, name="rendition"),
    path("media/recordings/<uuid:name>.vtt", views.captions, name="captions"),
    path("media/recordings/<uuid:name>.<slug:ending>", views.recording, name="recording"),
]
