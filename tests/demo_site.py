"""The demo content for tests: loaded once for each state of its files, copied for whoever asks."""

import pytest

from pages.models import HomePage


@pytest.fixture
def demo_site(db: None, settings: object) -> HomePage:
    """The home page of a site with the demo content in every language, the demo switch on.

    What a test changes is undone after it; asking for this fixture is what lays the content under the test.
    """
    settings.DEMO = True
    return HomePage.objects.get()
