"""What people do in lessons. The list of lessons and the start of each are pages that editors publish."""

from django.urls import path

from modules.learning import views

urlpatterns = [
    path("learn/carry-on/", views.carry_on, name="carry-on"),
    path("learn/carry-on/part/", views.carry_on_part, name="carry-on-part"),
    path("learn/this-phone/", views.this_phone, name="this-phone"),
    path("learn/clear/", views.clear, name="clear-phone"),
    path("learn/<slug:lesson>/done/", views.done, name="lesson-done"),
    path("learn/<slug:lesson>/print/", views.print_lesson, name="lesson-print"),
    path("learn/<slug:lesson>/<slug:step>/", views.step, name="lesson-step"),
    path("learn/<slug:lesson>/<slug:step>/note/", views.work_note, name="work-note"),
]
