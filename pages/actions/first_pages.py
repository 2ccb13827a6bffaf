"""The pages that a site cannot do without, where nobody wrote any yet: drafts at their addresses, for editors to write.

Without them a new site shows the page that the CMS puts there itself, and what is asked for under ``help-now`` or
``leaflets`` is not there even once somebody has written it under another address.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Revision, Site

from pages.models import BodyIndex, HelpNowIndex, HomePage, LeafletIndex, SectionPage, ServiceSettings, WordsPage
from pages.models.base import ReadingPage
from portal.settings.languages import SOURCE_LANGUAGE


def lay_first_pages(*, more: Sequence[ReadingPage] = ()) -> bool:
    """Lay the home page and the lists below it as drafts; whether that was needed. more: lists of apps above this one.

    A site that has a home page is left as it is.
    """
    if HomePage.objects.exists():
        return False
    with transaction.atomic(), translation.override(SOURCE_LANGUAGE):
        take_empty_pages_away()
        home = _draft(Page.objects.get(depth=1), HomePage(slug="home", heading_en="Home"))
        begun = {"root_page": home}
        site, _ = Site.objects.update_or_create(
            is_default_site=True, defaults=begun, create_defaults={**begun, "hostname": "localhost"}
        )
        ServiceSettings.objects.get_or_create(site=site)
        for page in (*_lists(), *more):
            _draft(home, page)
    return True


def take_empty_pages_away() -> None:
    """Take away what nobody wrote: the page that the CMS puts there itself, and what ``lay_first_pages`` laid. What was
    set for the site, its telephone and opening hours among them, hangs on its first page and is kept for the next."""
    Site.objects.filter(root_page__depth=2).update(root_page=Page.objects.get(depth=1))
    for page in Page.objects.filter(depth=2):
        page.specific.delete()


def is_unwritten() -> bool:
    """Whether nobody has written a page here, and none has been published in any language, ever."""
    by_somebody = Revision.objects.filter(user__isnull=False, base_content_type__app_label=Page._meta.app_label)
    return not (Page.objects.filter(first_published_at__isnull=False).exists() or by_somebody.exists())


def _lists() -> list[ReadingPage]:
    return [
        HelpNowIndex(slug="help-now", heading_en="Get help now"),
        BodyIndex(slug="body", heading_en="Where does it hurt?"),
        SectionPage(slug="read", heading_en="Read"),
        LeafletIndex(slug="leaflets", heading_en="Leaflets"),
        WordsPage(slug="words", heading_en="Words"),
    ]


def _draft[P: ReadingPage](parent: Page, page: P) -> P:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision()
    return page
