"""How people rate themselves and see their own path, and what services see of all of them together."""

from django.urls import path

from modules.activation.views import own, report

urlpatterns = [
    path("me/confidence/", own.confidence, name="confidence"),
    path("me/confidence/not-now/", own.not_now, name="confidence-not-now"),
    path("me/confidence/rating/<uuid:rating_id>/", own.rating, name="rating"),
    path("me/confidence/rating/<uuid:rating_id>/finish/", own.finish, name="rating-finish"),
    path("me/confidence/rating/<uuid:rating_id>/delete/", own.delete, name="rating-delete"),
    path("me/confidence/rating/<uuid:rating_id>/<slug:code>/", own.item, name="rating-item"),
    path("me/confidence/rating/<uuid:rating_id>/<slug:code>/help/", own.item_help, name="rating-help"),
    path("me/confidence/<slug:code>/", own.confidence_of, name="confidence-of"),
    path("me/confidence/<slug:code>/begin/", own.begin, name="confidence-begin"),
    path("me/confidence/<slug:code>/print/", own.print_confidence, name="confidence-print"),
    path("me/confidence/<slug:code>/file/", own.confidence_file, name="confidence-file"),
    path("staff/reports/confidence/", report.confidence_figures, name="confidence-report"),
    path("staff/reports/confidence/file/", report.confidence_figures_file, name="confidence-report-file"),
]
