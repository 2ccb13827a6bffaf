"""The frame around every page: who we are, the open areas, the languages, how the page looks."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import pgettext_lazy

from pages.editions.models import Edition, gate
from pages.models import ServiceSettings
from pages.rules import darker
from pages.rules.holidays import bank_holidays
from pages.rules.hours import Hours, opening_hours
from portal import display
from portal.display import Display

KEPT_ON_LANGUAGE_SWITCH = ("q", "page", "need", "who", "spoken", "step-free", "together")
"""Query parameters that go along when a person changes the language: what was searched for, in words or by what was
chosen, and how far they had read."""

LONGEST_KEPT = 200
"""Characters of each of them: every language's link repeats it."""

NAVIGATION = {
    "back-now": ("hurts-now", pgettext_lazy("navigation", "It hurts now")),
    "body": ("body", pgettext_lazy("navigation", "Body")),
    "learn": ("learn", pgettext_lazy("navigation", "Learn")),
    "read": ("read", pgettext_lazy("navigation", "Read")),
}
"""The areas below home with a place in the navigation, by slug: picture and a word or two. Those that are live show."""

FIND = ("find", pgettext_lazy("navigation", "Find support"))
"""The last place in the navigation: the directory is no page that editors publish, and there as soon as others are."""

FOOTER = ("leaflets", "words", "about", "privacy", "accessibility")
"""The pages below home that have a place in the footer, by slug."""

_CHILD_OF_HOME = 3  # depth in the tree: the root is 1, home is 2
_LANGUAGES_IN_HEADER = 6
_PREFIX = re.compile(r"^/([a-z]{2,3}(?:-[a-z0-9]+)*)(?=/|$)")


@dataclass(frozen=True)
class NavItem:
    """A link in the navigation or the footer. current: ``"page"`` on that very page, ``"true"`` below it, else blank.
    language: that of the label, blank when it is the page's own."""

    url: str
    label: str
    picture: str = ""
    current: str = ""
    language: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language. available: it has an edition there, so search engines may be told of it.
    url: with what was typed; path: without."""

    code: str
    name: str
    direction: str
    url: str
    current: bool
    available: bool
    path: str = ""


@dataclass(frozen=True)
class Service:
    """Who runs this deployment. phone: as people write it, blank when none is set; phone_href: its ``tel:`` address,
    blank when there is none to call."""

    name: str
    phone: str = ""
    phone_href: str = ""
    opening_hours: str = ""
    logo_url: str = ""
    stylesheet_url: str = ""


@dataclass(frozen=True)
class Frame:
    """Everything around a page's own words. direction: ``ltr`` or ``rtl``. origin: scheme and host, for canonical
    links. language_form: the id of the form that takes what was ticked along to another language; blank where links
    lead there."""

    language: str
    direction: str
    path: str
    origin: str
    display: Display
    languages: tuple[LanguageLink, ...]
    navigation: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    is_signed_in: bool = False
    language_form: str = ""

    @property
    def stylesheet(self) -> str:
        """The style sheet of this direction."""
        return "strides.rtl.css" if self.direction == "rtl" else "strides.css"

    @property
    def languages_in_header(self) -> bool:
        """Few enough languages to name each in the header of a wide screen. Where a form changes the language they
        stand below it alone: the first button of a form is the one that Enter presses."""
        return not self.language_form and 1 < len(self.languages) <= _LANGUAGES_IN_HEADER

    @property
    def alternates(self) -> list[LanguageLink]:
        """The languages that this page can be read in, for hreflang."""
        return [link for link in self.languages if link.available]

    @property
    def source_path(self) -> str:
        """This page in the source language, which every page has."""
        return next(link.path for link in self.languages if link.code == settings.LANGUAGE_CODE)

    @property
    def home_url(self) -> str:
        """Home in this language."""
        return f"/{self.language}/"

    @property
    def help_url(self) -> str:
        """Get help now."""
        return f"/{self.language}/help-now/"

    @property
    def ask_url(self) -> str:
        """Ask us to call."""
        return f"/{self.language}/ask/call/"

    @property
    def me_url(self) -> str:
        """A person's own page; a stranger is led from there to sign in."""
        return f"/{self.language}/me/"

    @property
    def carry_on_url(self) -> str:
        """Where somebody goes on with a short lesson; blank while the site has none."""
        learn = self._in_navigation("learn")
        return f"{learn}carry-on/" if learn else ""

    @property
    def body_url(self) -> str:
        """The parts of the body to tap; blank while the site has none."""
        return self._in_navigation("body")

    def _in_navigation(self, slug: str) -> str:
        address = f"/{self.language}/{slug}/"
        return address if any(item.url == address for item in self.navigation) else ""

    @property
    def clear_url(self) -> str:
        """Finish, and clear this phone."""
        return f"/{self.language}/learn/clear/"

    @property
    def search_url(self) -> str:
        """Search."""
        return f"/{self.language}/search/"

    @property
    def display_path(self) -> str:
        """Text and colours."""
        return f"/{self.language}/display/"

    @property
    def display_url(self) -> str:
        """Text and colours, with the way back to this page."""
        back = "" if self.path == self.display_path else f"?{urlencode({'next': self.path})}"
        return f"{self.display_path}{back}"


def direction(language: str) -> str:
    """``"rtl"`` for languages written from right to left, else ``"ltr"``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in settings.LANGUAGES_BIDI else "ltr"


def language_codes() -> list[str]:
    """The codes of the site's languages, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def language_links(
    path: str,
    *,
    language: str,
    query: dict[str, str] | None = None,
    live: frozenset[str] | None = None,
    inner: str = "",
) -> tuple[LanguageLink, ...]:
    """Every language of the site, in its own script and in the order of the settings, each on the same page.

    path: as requested, with its language prefix; without one the links lead to the home pages. live: the languages
    this page has an edition in; None means all (pages that are the same everywhere). inner: the end of an address that
    only those languages have; the others lead to the page above it.
    """
    prefix = _PREFIX.match(path)
    rest = path[prefix.end() :] if prefix and prefix[1] in language_codes() else "/"
    kept = {name: value[:LONGEST_KEPT] for name, value in (query or {}).items() if name in KEPT_ON_LANGUAGE_SWITCH}
    tail = f"?{urlencode(kept)}" if kept else ""

    def place(code: str) -> str:
        here = rest if live is None or code in live else rest.removesuffix(inner)
        return f"/{code}{here or '/'}"

    return tuple(
        LanguageLink(
            code=code,
            name=str(name),
            direction=direction(code),
            url=f"{place(code)}{tail}",
            current=code == language,
            available=live is None or code in live,
            path=place(code),
        )
        for code, name in settings.LANGUAGES
    )


def service(request: HttpRequest | None = None) -> Service:
    """Who runs this deployment, as set in the CMS; the project's own name until then. One query, none when finding
    the page has asked already."""
    chosen = getattr(request, "service_settings", None)
    if chosen is None:
        chosen = ServiceSettings.objects.filter(site__is_default_site=True).select_related("logo").first()
    if chosen is None:
        return Service(name=settings.WAGTAIL_SITE_NAME)
    return Service(
        name=chosen.name,
        phone=chosen.phone,
        phone_href=chosen.phone_href,
        opening_hours=chosen.opening_hours,
        stylesheet_url=f"/service.css?{chosen.main_colour.removeprefix('#')}" if chosen.main_colour else "",
        logo_url=chosen.logo.get_rendition("max-400x88|format-webp").url if chosen.logo else "",
    )


def service_hours() -> Hours:
    """When the service is open, as set in the CMS; what a new one is set to until then. One query."""
    chosen = ServiceSettings.objects.filter(site__is_default_site=True).first() or ServiceSettings()
    hours = opening_hours(chosen.open_times, settings.TIME_ZONE)
    return hours.on_days_off(bank_holidays(settings.BANK_HOLIDAYS))


def service_style() -> str:
    """The style sheet of a service with a colour of its own: light pages take it, the other palettes stay as they are,
    for they were measured. Blank when the service has none."""
    chosen = ServiceSettings.objects.filter(site__is_default_site=True).exclude(main_colour="").first()
    if chosen is None:
        return ""
    own, deep = chosen.main_colour, darker(chosen.main_colour)
    colours = f"--pine:{own};--pine-dark:{deep};--lead:{own};--lead-deep:{deep};--ground:{deep}"
    light = ':root[data-theme="light"]:not([data-contrast])'
    by_device = ':root[data-theme="auto"]:not([data-contrast])'
    return (
        f"@media not (prefers-contrast: more){{{light}{{{colours}}}"
        f"@media not (prefers-color-scheme: dark){{{by_device}{{{colours}}}}}}}"
    )


def frame(request: HttpRequest) -> Frame:
    """The frame of this request's page, in one query, none when finding the page has asked already. A page sets
    ``request.live_languages`` when not every language has it, and ``request.language_form`` when a form of its own
    changes the language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    items = _children_of_home(language, request.path)
    areas = tuple(_in_navigation(slug, item) for slug, item in items.items() if slug in NAVIGATION)
    return replace(
        still_frame(request, language),
        navigation=(*areas, _find(language, request.path)) if areas else (),
        footer=tuple(item for slug, item in items.items() if slug in FOOTER),
        is_signed_in=_is_signed_in(request),
    )


def _find(language: str, path: str) -> NavItem:
    picture, label = FIND
    return replace(_item(f"/{language}/find/", path, str(label), ""), picture=picture)


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether this page is made for somebody signed in. Nothing is asked, and nothing told, without a session: that is
    whose pages the whole-page cache keeps."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and hasattr(request, "user") and request.user.is_authenticated


def _in_navigation(slug: str, item: NavItem) -> NavItem:
    picture, label = NAVIGATION[slug]
    return replace(item, picture=picture, label=str(label), language="")


def _children_of_home(language: str, path: str) -> dict[str, NavItem]:
    """Links to the live children of home, by slug, in tree order; in English where the language has no edition."""
    source = settings.LANGUAGE_CODE
    slugs = (*NAVIGATION, *FOOTER)
    closed = gate()
    if closed is not None and closed.outline:
        wanted = [row for row in closed.outline if row.depth == _CHILD_OF_HOME and row.slug in slugs]
        rows = [(row.slug, row.language, row.heading) for row in wanted if not row.is_restricted]
    else:
        shown = Edition.objects.readable().public().filter(page__depth=_CHILD_OF_HOME, page__slug__in=slugs)
        in_tree = shown.filter(language__in={language, source}).order_by("page__path")
        rows = list(in_tree.values_list("page__slug", "language", "heading"))
    headings: dict[str, dict[str, str]] = {}
    for slug, code, heading in rows:
        headings.setdefault(slug, {})[code] = heading
    return {
        slug: _item(
            f"/{language}/{slug}/", path, found.get(language) or found[source], "" if language in found else source
        )
        for slug, found in headings.items()
        if source in found
    }


def _item(url: str, path: str, label: str, language: str) -> NavItem:
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return NavItem(url=url, label=label, current=current, language=language)


def still_frame(request: HttpRequest, language: str) -> Frame:
    """The frame without a word from the database, for when it is down."""
    return Frame(
        language=language,
        direction=direction(language),
        path=request.path,
        origin=_origin(request),
        display=getattr(request, "display", None) or display.of(request),
        language_form=getattr(request, "language_form", ""),
        languages=language_links(
            request.path,
            language=language,
            query=request.GET.dict(),
            live=getattr(request, "live_languages", None),
            inner=getattr(request, "inner_address", ""),
        ),
    )


def _origin(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the page that refuses such a request needs no canonical address
        return ""
