"""How people rate themselves and see their own path, and what services see of all of them together."""

from django.urls import path

from modules.activation import views

urlpatterns = [
    path("staff/reports/confidence/", views.confidence_figures, name="confidence-report"),
    path("staff/reports/confidence/file/", views.confidence_figures_file, name="confidence-report-file"),
]
