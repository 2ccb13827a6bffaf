"""The CMS screens of editions, under the CMS's own address and behind its door."""

from django.urls import path

from pages.editions import views

app_name = "editions"
urlpatterns = [
    path("<uuid:key>/<slug:language>/publish/", views.publish, name="publish"),
    path("<uuid:key>/<slug:language>/withdraw/", views.withdraw, name="withdraw"),
    path("report/", views.report, name="report"),
]
