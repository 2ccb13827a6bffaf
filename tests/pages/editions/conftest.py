import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from tests.pages.editions.desk import make_lesson, make_signs, publish
from tests.pages.editions.sample.models import FolderPage


@pytest.fixture
def editor(db):
    """Somebody who may do everything in the CMS."""
    return get_user_model().objects.create_superuser("editor@example.org")


@pytest.fixture
def desk(client, editor):
    """The editor's browser, signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def home(editor):
    page = FolderPage(heading_en="Home", slug="knees")
    Page.objects.get(depth=1).add_child(instance=page)
    publish(editor, page, "en")
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def lesson(home, editor):
    """Make a lesson whose English and Urdu are live and whose Polish is finished but not approved."""

    def made(live=("en", "ur"), **options):
        return publish(editor, make_lesson(home, **options), *live)

    return made


@pytest.fixture
def signs(editor):
    """Make a set of signs whose English and Urdu are live and whose Polish is finished but not approved."""

    def made(live=("en", "ur"), **options):
        return publish(editor, make_signs(**options), *live)

    return made
