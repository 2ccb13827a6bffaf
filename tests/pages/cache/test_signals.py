"""Never a stale page: each kind of change is seen by the next reader, through the cache."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction, Site

from pages.cache.queries import content_version
from pages.editions.actions import withdraw_demo_editions, withdraw_edition
from pages.library.models import EvidenceSource, Figure, GlossaryTerm
from pages.models import ArticlePage, HomePage, ServiceSettings
from pages.safety.models import RedFlagSet
from pages.search.models import Synonym

KNEE = "/read/knee-pain/"

pytestmark = pytest.mark.usefixtures("demo_site")


@pytest.fixture
def knee() -> ArticlePage:
    return ArticlePage.objects.get(slug="knee-pain")


def words(path: str) -> str:
    """The whole page as a new visitor gets it; asked twice, so that the second comes from the cache."""
    answers = [Client().get(path).content.decode() for _ in range(2)]
    assert answers[0] == answers[1]
    return answers[1]


def test_publishing_english_shows_at_once(knee: ArticlePage, republish: Callable[..., None]) -> None:
    assert "Sore knees" not in words(f"/en{KNEE}") + words("/en/read/")
    republish(knee, heading_en="Sore knees")
    assert "Sore knees" in words(f"/en{KNEE}")
    assert "Sore knees" in words("/en/read/")


def test_publishing_urdu_shows_at_once(knee: ArticlePage, republish: Callable[..., None]) -> None:
    words(f"/ur{KNEE}")
    republish(knee, heading_ur="گھٹنے کی نئی بات")
    assert "گھٹنے کی نئی بات" in words(f"/ur{KNEE}")


def test_withdrawing_one_language_takes_it_away_at_once(knee: ArticlePage, dai: object) -> None:
    before = words(f"/ur{KNEE}")
    withdraw_edition(by=dai, content=knee, language="ur")
    after = words(f"/ur{KNEE}")
    assert knee.heading_ur in before
    assert knee.heading_ur not in after
    assert knee.heading_en in after


def test_unpublishing_takes_the_page_away_at_once(knee: ArticlePage) -> None:
    words(f"/en{KNEE}")
    words("/en/read/")
    knee.unpublish()
    assert Client().get(f"/en{KNEE}").status_code == 404
    assert knee.heading_en not in words("/en/read/")


def test_deleting_takes_the_page_away_at_once(knee: ArticlePage) -> None:
    words(f"/en{KNEE}")
    knee.delete()
    assert Client().get(f"/en{KNEE}").status_code == 404


def test_moving_changes_the_address_at_once(knee: ArticlePage) -> None:
    words(f"/en{KNEE}")
    Page.objects.get(pk=knee.pk).move(HomePage.objects.get(), pos="last-child")
    assert Client().get(f"/en{KNEE}").headers["Location"] == "/en/knee-pain/"
    assert Client().get("/en/knee-pain/").status_code == 200


def test_reordering_shows_at_once(knee: ArticlePage) -> None:
    before = words("/en/read/")
    Page.objects.get(pk=knee.pk).move(knee.get_siblings().last(), pos="right")
    after = words("/en/read/")
    assert before.index(knee.heading_en) != after.index(knee.heading_en)


def test_closing_a_page_to_strangers_shows_at_once(knee: ArticlePage) -> None:
    words(f"/en{KNEE}")
    PageViewRestriction.objects.create(page=knee, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get(f"/en{KNEE}").status_code == 302
    assert knee.heading_en not in words("/en/read/")
    PageViewRestriction.objects.get().delete()
    assert knee.heading_en in words(f"/en{KNEE}")


def test_a_changed_warning_sign_shows_at_once(republish: Callable[..., None]) -> None:
    back = RedFlagSet.objects.get(code="back")
    words("/en/help-now/back/")
    republish(back, emergency_heading_en="Call 999 this minute")
    assert "Call 999 this minute" in words("/en/help-now/back/")
    assert "Call 999 this minute" in words("/en/back-now/")


def test_a_changed_setting_shows_on_every_page() -> None:
    words("/en/")
    words(f"/ur{KNEE}")
    settings = ServiceSettings.objects.get()
    settings.phone = "01632 960999"
    settings.save()
    assert "01632 960999" in words("/en/")
    assert "01632 960999" in words(f"/ur{KNEE}")


@pytest.mark.slow
def test_withdrawing_the_demo_takes_every_page_away_at_once() -> None:
    words("/en/")
    withdraw_demo_editions(by=None)
    assert Client().get("/en/").status_code == 404


def test_turning_the_demo_off_takes_every_page_away_at_once(settings: object) -> None:
    words("/en/")
    settings.DEMO = False
    assert Client().get("/en/").status_code == 404


CHANGES = {
    "figure": lambda: Figure.objects.first().save(),
    "term": lambda: GlossaryTerm.objects.first().delete(),
    "source": lambda: EvidenceSource.objects.first().save(),
    "synonym": lambda: Synonym.objects.first().save(),
    "site": lambda: Site.objects.get().save(),
    "redirect": lambda: Redirect.objects.create(old_path="/old", redirect_link="/en/"),
    "image": lambda: Image.objects.create(title="Knee", file="knee.png", width=1, height=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_anything_else_that_a_page_may_show_gives_a_new_version(change: Callable[[], object]) -> None:
    before = content_version()
    change()
    assert content_version() != before


def test_a_draft_changes_nothing_for_readers(knee: ArticlePage, dai: object) -> None:
    before = content_version()
    knee.heading_en = "Not yet"
    knee.save_revision(user=dai)
    assert content_version() == before


def test_a_change_that_is_rolled_back_gives_the_version_back(knee: ArticlePage) -> None:
    before = content_version()
    with transaction.atomic():
        knee.unpublish()
        within = content_version()
        transaction.set_rollback(True)
    assert content_version() == before
    ArticlePage.objects.get(pk=knee.pk).unpublish()
    assert content_version() not in (before, within)
