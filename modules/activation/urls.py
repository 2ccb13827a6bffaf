"""How people rate themselves and see their own path, and what services see of all of them together."""

from django.urls import path

from modules.activation import views

urlpatterns = [
    path("me/confidence/", views.confidence, name="confidence"),
    path("me/confidence/not-now/", views.not_now, name="confidence-not-now"),
    path("me/confidence/rating/<uuid:rating_id>/", views.rating, name="rating"),
    path("me/confidence/rating/<uuid:rating_id>/finish/", views.finish, name="rating-finish"),
    path("me/confidence/rating/<uuid:rating_id>/delete/", views.delete, name="rating-delete"),
    path("me/confidence/rating/<uuid:rating_id>/<slug:code>/", views.item, name="rating-item"),
    path("me/confidence/rating/<uuid:rating_id>/<slug:code>/help/", views.item_help, name="rating-help"),
    path("me/confidence/<slug:code>/", views.confidence_of, name="confidence-of"),
    path("me/confidence/<slug:code>/begin/", views.begin, name="confidence-begin"),
    path("me/confidence/<slug:code>/print/", views.print_confidence, name="confidence-print"),
]
