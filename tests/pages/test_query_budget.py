"""How often a page asks the database when it is made anew: at most 8 times, in any language; what has files once more,
once more where it leads to places, where a film or sound stands, and where warning signs stand beside a plan."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.addresses import reading_paths

MOST_QUERIES = 8
WITH_FILES = ("leaflets/", "learn/")
"""Which files there are of a page, and where in its audio each block is said."""

WITH_PLACES = tuple(
    f"leaflets/{slug}/" for slug in ("carpal-tunnel", "hip-osteoarthritis", "joint-replacement", "knee-osteoarthritis")
)
"""Those of the leaflets with places that have figures as well."""

WITH_A_RECORDING = ("leaflets/hip-osteoarthritis/", "leaflets/shoulder-pain/")
"""A film or a sound stands in them."""

WITH_A_PLAN = ("back-now/plan/",)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.usefixtures("demo_site")
def test_no_page_asks_more_than_eight_times(language: str) -> None:
    asked = {}
    for path in reading_paths():
        for store in caches.all():
            store.clear()
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(f"/{language}/{path}").status_code == 200
        asked[path] = len(captured)
    more = (WITH_FILES, WITH_PLACES, WITH_A_RECORDING, WITH_A_PLAN)
    most = {path: MOST_QUERIES + sum(path.startswith(each) for each in more) for path in asked}
    assert {path: count for path, count in asked.items() if count > most[path]} == {}
    assert asked[""] > 1, "the pages were made anew"
