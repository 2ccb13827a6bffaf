"""Addresses of sign-in and of the staff's own pages."""

from django.urls import path, re_path

from portal.accounts.views import devices, join, once_more, people, sign_in, staff

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/second-step/", sign_in.second_step, name="second-step"),
    path("sign-in/second-step/set-up/", sign_in.second_step_set_up, name="second-step-set-up"),
    path("sign-in/here/", sign_in.on_this_phone, name="sign-in-here"),
    path("sign-in/passkey/", devices.use_passkey, name="sign-in-passkey"),
    path("sign-in/lost/", sign_in.lost, name="sign-in-lost"),
    path("join/", join.join, name="join"),
    path("join/email/", join.email, name="join-email"),
    path("join/card/", join.card, name="join-card"),
    path("join/card/pin/", join.pin, name="join-card-pin"),
    path("join/card/<str:token>/", join.scanned, name="join-card-scanned"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("staff/recovery-codes/", sign_in.recovery_codes, name="recovery-codes"),
    path("me/devices/", devices.devices, name="devices"),
    path("me/devices/passkey/", devices.add_passkey, name="passkey-add"),
    path("me/devices/email/", devices.address, name="address"),
    path("me/devices/email/code/", devices.address_code, name="address-code"),
    path("me/once-more/", once_more.once_more, name="once-more"),
    path("staff/people/", people.people, name="people"),
    path("staff/people/<uuid:person_id>/", people.person, name="person"),
    path("staff/people/<uuid:person_id>/card/", people.card, name="person-card"),
    path("staff/team/", staff.staff_list, name="staff-list"),
    path("staff/team/<uuid:person_id>/", staff.staff_member, name="staff-member"),
    path("_util/login/", sign_in.elsewhere),
]
"""Under each language."""

without_language = [
    path("cms/account/", staff.cms_account),
    path("cms/logout/", sign_in.sign_out),
    path("django-admin/logout/", sign_in.sign_out),
    path("cms/login/", sign_in.elsewhere),
    path("django-admin/login/", sign_in.elsewhere),
    re_path(r"^cms/password_reset/", sign_in.elsewhere),
    re_path(r"^django-admin/password_change/", sign_in.elsewhere),
    # Accounts and their roles are made by invitation, where it is written down.
    re_path(r"^cms/(?:users|groups)/", staff.instead_of_cms_users),
]
"""Before Wagtail's and Django's own: their pages for the same things are never reached."""
