"""The CMS's own lists as files for a spreadsheet: what an editor named is words there too."""

import csv
import io

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import HomePage
from portal.accounts.models import User
from tests.cast import sign_in

TITLE = '=HYPERLINK("https://example.org","Open")'


@pytest.mark.parametrize("report", ["site-history", "aging-pages", "locked"])
def test_a_name_in_a_list_of_the_cms_is_never_a_formula(
    client: Client, demo_site: HomePage, kwame: User, report: str
) -> None:
    page = demo_site.get_children().type(Page).last().specific
    page.heading_en = TITLE
    page.save_revision(user=kwame).publish(user=kwame)
    Page.objects.filter(pk=page.pk).update(title=TITLE, locked=True)
    file = sign_in(client, kwame).get(f"/cms/reports/{report}/?export=csv").getvalue().decode()
    cells = [cell for row in csv.reader(io.StringIO(file, newline="")) for cell in row]
    assert f"'{TITLE}" in cells
    assert TITLE not in cells
