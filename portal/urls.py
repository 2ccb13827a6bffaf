"""Every address of the site. Doing-addresses come before Wagtail's reading-addresses."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from modules.activation import urls as activation_urls
from modules.learning import urls as learning_urls
from pages import urls as pages_urls
from portal import views
from portal.accounts import urls as accounts_urls
from portal.contact import urls as contact_urls
from portal.home import urls as home_urls
from portal.privacy import urls as privacy_urls

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    *accounts_urls.without_language,
    path("cms/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    *pages_urls.without_language,
    *i18n_patterns(
        path("", include(home_urls)),
        path("", include(privacy_urls)),
        path("", include(contact_urls)),
        path("", include(accounts_urls)),
        path("", include(activation_urls)),
        path("", include(learning_urls)),
        path("", include(pages_urls)),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"
