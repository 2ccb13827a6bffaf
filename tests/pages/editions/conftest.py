import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.cast import sign_in
from tests.pages.editions.desk import make_lesson, make_signs, publish
from tests.pages.editions.sample.models import FolderPage


@pytest.fixture
def editor(db):
    """Somebody who may do everything in the CMS."""
    return get_user_model().objects.create_superuser("editor@example.org")


@pytest.fixture
def desk(client, editor):
    """The editor's browser, signed in."""
    return sign_in(client, editor)


@pytest.fixture
def home(editor):
    page = FolderPage(heading_en="Home", slug="knees")
    with disable_reference_index_auto_update():
        Page.objects.get(depth=1).add_child(instance=page)
        publish(editor, page, "en")
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def lesson(home, editor):
    """Make a lesson whose English and Urdu are live and whose Polish is finished but not approved."""

    def made(live=("en", "ur"), **options):
        with disable_reference_index_auto_update():  # a third of the time it takes
            return publish(editor, make_lesson(home, **options), *live)

    return made


@pytest.fixture
def signs(editor):
    """Make a set of signs whose English and Urdu are live and whose Polish is finished but not approved."""

    def made(live=("en", "ur"), **options):
        return publish(editor, make_signs(**options), *live)

    return made
