"""Dai writes a page about tennis elbow in English and Polish, through the CMS's own forms, and publishes it language by
language; what readers get changes only when he says so, and only in that language."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from pages.editions.models import Edition
from pages.models import ArticlePage, HomePage, SectionPage
from pages.safety.models import RedFlagSet
from portal.accounts.models import User
from tests.cast import sign_in
from tests.pages.editions.posting import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, dai: User, demo_site: HomePage) -> Client:
    return sign_in(client, dai)


def body(words: str) -> dict[str, str]:
    return streamfield([("text", rich_text(f"<p>{words}</p>"))])


def write(desk: Client, **words: object) -> ArticlePage:
    """A new article, saved as a draft from the empty form."""
    address = f"/cms/pages/add/pages/articlepage/{SectionPage.objects.get(slug='read').pk}/"
    form = desk.get(f"{address}?langs=pl")
    data = posted(form) | {
        "slug": "tennis-elbow",
        "areas": "hand",
        "red_flag_set": str(RedFlagSet.objects.get(code="hot-joint").pk),
        "clinical_risk": "low",
        "review_by": "2027-11-22",
        **nested_form_data({"body_en": body("Most elbows ease."), "body_pl": body("Większość łokci.")}),
        **words,
    }
    response = desk.post(address, data)
    if response.status_code != 302:
        form = response.context["form"]
        raise AssertionError((form.errors, {name: found.errors for name, found in form.formsets.items()}))
    return ArticlePage.objects.get(slug="tennis-elbow")


def edit(desk: Client, page: ArticlePage, languages: str, **changes: object) -> None:
    address = f"/cms/pages/{page.pk}/edit/"
    response = desk.post(address, posted(desk.get(f"{address}?langs={languages}")) | changes)
    assert response.status_code == 302, response.context["form"].errors


def publish_translation(desk: Client, page: ArticlePage, language: str, **answers: str) -> None:
    response = desk.post(f"/cms/editions/{page.key}/{language}/publish/", answers)
    assert response.status_code == 302, response.content.decode()


def read(language: str) -> tuple[int, BeautifulSoup]:
    response = Client().get(f"/{language}/read/tennis-elbow/")
    return response.status_code, BeautifulSoup(response.content, "html.parser")


def heading(language: str) -> str:
    status, page = read(language)
    assert status == 200
    return page.h1.get_text(strip=True)


def notices(language: str) -> str:
    return " ".join(notice.get_text(" ", strip=True) for notice in read(language)[1].select(".notice"))


WORDS = {
    "heading_en": "Tennis elbow",
    "summary_en": "What can help a sore elbow.",
    "heading_pl": "Łokieć tenisisty",
    "summary_pl": "Co może pomóc na bolący łokieć.",
}


@pytest.mark.slow
def test_from_an_empty_form_to_two_languages_that_stand_on_their_own(desk: Client, dai: User) -> None:
    page = write(desk, **WORDS)
    assert read("en")[0] == 404
    assert not page.live

    # Dai looks at the Polish draft as a reader would see it.
    preview = f"/cms/pages/{page.pk}/edit/preview/?mode=pl"
    assert desk.post(preview, posted(desk.get(f"/cms/pages/{page.pk}/edit/?langs=pl"))).json()["is_valid"]
    shown = BeautifulSoup(desk.get(preview).content, "html.parser")
    assert shown.html["lang"] == "pl"
    assert shown.h1.get_text(strip=True) == "Łokieć tenisisty"

    # English goes out alone; Polish readers get it, and are told so.
    edit(desk, page, "pl", **{"action-publish": "1"})
    assert heading("en") == heading("pl") == "Tennis elbow"
    assert read("pl")[1].main["lang"] == "en"
    assert read("pl")[1].select(".notice--not-translated")

    # Polish goes out.
    publish_translation(desk, page, "pl")
    assert heading("pl") == "Łokieć tenisisty"
    assert not read("pl")[1].select(".notice--not-translated")
    assert Edition.objects.get(key=page.key, language="pl").reviewer == dai

    # The English changes its advice: Polish readers see the dated banner until the Polish follows.
    edit(desk, page, "pl", summary_en="New advice.", clinical_change="yes", **{"action-publish": "1"})
    with translation.override("pl"):
        assert str(date.today().year) in notices("pl")  # noqa: DTZ011  the day as a reader sees it
    assert read("pl")[1].select(".notice--behind")
    assert not read("en")[1].select(".notice--behind")
    edit(desk, page, "pl", summary_pl="Nowa rada.")
    publish_translation(desk, page, "pl")
    assert not read("pl")[1].select(".notice--behind")


def test_a_polish_speaking_editor_who_corrects_the_english_changes_the_english_alone(
    desk: Client, dai: User, settings: object
) -> None:
    page = write(desk, **WORDS)
    edit(desk, page, "pl", **{"action-publish": "1"})
    publish_translation(desk, page, "pl")
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("pl", "Polski")]
    profile = UserProfile.get_for_user(dai)
    profile.preferred_language = "pl"
    profile.save()
    edit(desk, page, "", heading_en="Tennis elbow, mended", clinical_change="no", **{"action-publish": "1"})
    page.refresh_from_db()
    assert (page.heading_en, page.heading_pl, page.title) == (
        "Tennis elbow, mended",
        "Łokieć tenisisty",
        "Tennis elbow, mended",
    )
    assert (heading("en"), heading("pl")) == ("Tennis elbow, mended", "Łokieć tenisisty")


def test_bringing_back_an_old_revision_without_polish_leaves_polish_as_it_was(desk: Client) -> None:
    page = write(desk, **WORDS)
    old = page.get_latest_revision()
    old.content = {name: value for name, value in old.content.items() if not name.endswith("_pl")}
    old.save(update_fields=["content"])
    edit(desk, page, "pl", heading_pl="Łokieć tenisisty", summary_pl="Pomoc.", **{"action-publish": "1"})
    edit(desk, page, "pl", **nested_form_data({"body_pl": body("Większość łokci.")}))
    publish_translation(desk, page, "pl")
    edit(desk, page, "", heading_en="Another name", clinical_change="no", **{"action-publish": "1"})
    revert = desk.get(f"/cms/pages/{page.pk}/revisions/{old.pk}/revert/?langs=")
    data = posted(revert) | {"revision": old.pk, "clinical_change": "no", "action-publish": "1"}
    assert desk.post(f"/cms/pages/{page.pk}/edit/", data).status_code == 302
    assert (heading("en"), heading("pl")) == ("Tennis elbow", "Łokieć tenisisty")
