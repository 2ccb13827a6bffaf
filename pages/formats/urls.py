"""Every format of a page has the page's own address, with the name of the format at its end."""

import re

from django.urls import re_path

from pages.formats import views
from pages.formats.rules import Format

NAMES = "|".join(re.escape(each.value) for each in Format)

urlpatterns = [re_path(rf"^(?P<path>(?:[\w-]+/){{1,6}})(?P<name>{NAMES})$", views.file, name="format")]
"""Under each language."""
