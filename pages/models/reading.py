"""Pages to read: sections, articles, plain pages and the list of words."""

from typing import TYPE_CHECKING, Any, ClassVar

from pages.blocks import ReadingStream
from pages.models.base import ReadingPage
from pages.models.governed import GovernedPage
from portal.fields import LeanStreamField


class LockedSlugPage(ReadingPage):
    """An index page: the address is part of the site, so its slug never changes once the page exists."""

    if TYPE_CHECKING:
        slug: Any  # Wagtail's column; Wagtail carries no types

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self.slug = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first() or self.slug
        super().full_clean(*args, **kwargs)


class SectionPage(LockedSlugPage):
    """A list of what stands under it, with one line of welcome."""

    template = "pages/section.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["pages.ArticlePage", "pages.PlainPage"]


class ArticlePage(GovernedPage):
    """One subject, explained: what it is, what helps now, what we know and do not know."""

    body = LeanStreamField(ReadingStream(), blank=True)

    template = "pages/article.html"
    parent_page_types: ClassVar[list[str]] = ["pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    leans_on_sources: ClassVar[bool] = True


class PlainPage(ReadingPage):
    """About, privacy, accessibility: a page about the site itself."""

    body = LeanStreamField(ReadingStream(), blank=True)

    template = "pages/plain.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar[list[str]] = []


class WordsPage(LockedSlugPage):
    """Every glossary term that is live, in order."""

    template = "pages/words.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
