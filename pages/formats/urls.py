"""Every format of a page has the page's own address, with the name of the format at its end."""

import re

from django.urls import re_path

from pages.formats import views
from pages.formats.rules import Format
from pages.formats.rules.kinds import ALSO_CALLED

NAMES = "|".join(re.escape(name) for name in (*Format, *ALSO_CALLED))

urlpatterns = [re_path(rf"^(?P<path>(?:[\w-]+/){{1,6}})(?P<name>{NAMES})$", views.file, name="format")]
"""Under each language."""
