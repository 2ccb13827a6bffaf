"""Addresses of sign-in and of the staff's own pages."""

from django.urls import path, re_path

from portal.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.code, name="sign-in-code"),
    path("sign-in/second-step/", views.second_step, name="second-step"),
    path("sign-in/second-step/set-up/", views.second_step_set_up, name="second-step-set-up"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("staff/", views.staff_home, name="staff-home"),
    path("staff/recovery-codes/", views.recovery_codes, name="recovery-codes"),
    path("staff/people/", views.staff_list, name="staff-list"),
    path("staff/people/<uuid:person_id>/", views.staff_member, name="staff-member"),
    path("_util/login/", views.elsewhere),
]
"""Under each language."""

without_language = [
    path("cms/account/", views.cms_account),
    path("cms/logout/", views.sign_out),
    path("django-admin/logout/", views.sign_out),
    path("cms/login/", views.elsewhere),
    path("django-admin/login/", views.elsewhere),
    re_path(r"^cms/password_reset/", views.elsewhere),
    re_path(r"^django-admin/password_change/", views.elsewhere),
    # Accounts and their roles are made by invitation, where it is written down.
    re_path(r"^cms/(?:users|groups)/", views.instead_of_cms_users),
]
"""Before Wagtail's and Django's own: their pages for the same things are never reached."""
