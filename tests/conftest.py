"""The frame of every test (no network, one migration, nothing left behind) and the cast: one person per role."""

import datetime
import gc
from collections.abc import Generator, Iterator

import pytest
from django.core.cache import caches
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from pages.formats.actions import building
from tests.databases import DEMO, EMPTY, InMemory, OnServer, test_database
from tests.factories.people import PersonFactory
from tests.selection import is_same_on_any_server

COMMITTING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
DATABASE = pytest.StashKey[InMemory | OnServer]()
WANTED = pytest.StashKey[str]()

# Seconds are measured by the bench, never by a test. The same examples every time: what must pass before anything lands
# cannot hang on chance. `pytest --hypothesis-profile exploring` looks for new ones.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.register_profile("exploring", deadline=None)
hypothesis_settings.load_profile("steady")

pytest_plugins = ["tests.demo_site", "tests.browsing", "tests.moving"]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A copy of the migrated template, in place of a migration in every process."""
    database = request.config.stash[DATABASE] = test_database()
    with django_db_blocker.unblock():
        database.create()
        database.lay(request.config.stash[WANTED])
    yield
    with django_db_blocker.unblock():
        database.drop()


def wanted_by(item: pytest.Item) -> str:
    """The template that a test works on a copy of."""
    return DEMO if "demo_site" in getattr(item, "fixturenames", ()) else EMPTY


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what asks for the database: that runs once more on PostgreSQL; the rest would be the very same there."""
    if wants_database(item) and not is_same_on_any_server(item.nodeid.partition("[")[0]):
        item.add_marker(pytest.mark.database)


def wants_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one template come together, shuffled among themselves: another template costs a copy each time.

    First those that ask for no database: one process has them to do while the other makes the templates.
    """
    items.sort(key=lambda item: (wants_database(item), wanted_by(item) == DEMO, commits(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Lay the database that this test wants, before anything opens a transaction on it."""
    wanted = item.config.stash[WANTED] = wanted_by(item)
    database = item.config.stash.get(DATABASE, None)
    if database:
        with item.config.stash[BLOCKER].unblock():
            database.lay(wanted)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: the collector of garbage need not look through it ever again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_table_is_emptied() -> Iterator[None]:
    """Django empties every table after a test that committed for good, and lays permissions and roles anew, which
    takes seconds. The next test gets a fresh copy instead (``pytest_runtest_teardown``)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_process_of_tests_is_no_worker() -> Iterator[None]:
    """A worker that holds much memory looks through all of it after each format that it made. A process of many tests
    always holds much, and would do so after each of a thousand little files. Nor is its turn up on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "EASY_KIB", 10**8)
        patch.setattr(building, "LONGEST_TURN", datetime.timedelta(days=1))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """What a test committed for good is nothing to the next one: that gets a fresh copy."""
    try:
        yield
    finally:
        database = item.config.stash.get(DATABASE, None)
        if database and commits(item):
            database.laid = ""


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for good, in transactions that are its own."""
    marker = item.get_closest_marker("django_db")
    asked = COMMITTING_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


BLOCKER = pytest.StashKey[DjangoDbBlocker]()


@pytest.fixture(scope="session", autouse=True)
def _keep_blocker(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    request.config.stash[BLOCKER] = django_db_blocker


@pytest.fixture(autouse=True)
def _fresh_process_state(settings: object, tmp_path: object) -> Iterator[None]:
    """Each test begins with an empty cache and in the source language, and leaves files to nobody."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    for store in caches.all(initialized_only=True):
        store.clear()
    with translation.override("en"):
        yield


# The cast


@pytest.fixture
def amira(db: None) -> object:
    """A patient."""
    return PersonFactory(name="Amira")


@pytest.fixture
def ben(db: None) -> object:
    """Another patient, who must see nothing of Amira's."""
    return PersonFactory(name="Ben")


@pytest.fixture
def carys(db: None) -> object:
    """A facilitator of groups."""
    return PersonFactory(name="Carys", facilitator=True)


@pytest.fixture
def dai(db: None) -> object:
    """An editor."""
    return PersonFactory(name="Dai", editor=True)


@pytest.fixture
def esi(db: None) -> object:
    """An adviser, who calls people back."""
    return PersonFactory(name="Esi", adviser=True)


@pytest.fixture
def farid(db: None) -> object:
    """A translator."""
    return PersonFactory(name="Farid", translator=True)


@pytest.fixture
def gwen(db: None) -> object:
    """A clinical reviewer."""
    return PersonFactory(name="Gwen", clinical_reviewer=True)


@pytest.fixture
def hana(db: None) -> object:
    """A moderator."""
    return PersonFactory(name="Hana", moderator=True)


@pytest.fixture
def idris(db: None) -> object:
    """The safeguarding lead."""
    return PersonFactory(name="Idris", safeguarding_lead=True)


@pytest.fixture
def jola(db: None) -> object:
    """A manager, who sees counts and no names."""
    return PersonFactory(name="Jola", manager=True)


@pytest.fixture
def kwame(db: None) -> object:
    """An admin, who mends other people's sign-in."""
    return PersonFactory(name="Kwame", admin=True)
