"""Every read that serves a page: frozen values, never lazy querysets.

``addresses`` serves search engines and the service worker, ``frame`` the frame around every page, ``reading`` the pages
themselves, ``gallery`` the components at /design/.
"""

from pages.queries.addresses import Address, MappedPage, kept_offline, path_of_code, site_map
from pages.queries.entries import ShownEntry, access_entry, entry_at, entry_cards, whole_entry
from pages.queries.frame import (
    Frame,
    LanguageLink,
    NavItem,
    Service,
    frame,
    language_codes,
    service,
    service_hours,
    service_style,
    still_frame,
)
from pages.queries.gallery import components, gallery
from pages.queries.leaflets import access_leaflet, leaflet_offers, page_offers
from pages.queries.offers import for_needs
from pages.queries.outline import find_page
from pages.queries.reading import (
    breadcrumb,
    doors,
    evidence,
    glossary,
    governance,
    help_now_places,
    help_now_signs,
    help_now_url,
    home_tasks,
    listed_at,
    listed_by_code,
    listed_by_id,
    listed_children,
    pages_for_area,
    standing,
    url_of,
)
from pages.safety.queries import safety_signs

__all__ = [
    "Address",
    "Frame",
    "LanguageLink",
    "MappedPage",
    "NavItem",
    "Service",
    "ShownEntry",
    "access_entry",
    "access_leaflet",
    "breadcrumb",
    "components",
    "doors",
    "entry_at",
    "entry_cards",
    "evidence",
    "find_page",
    "for_needs",
    "frame",
    "gallery",
    "glossary",
    "governance",
    "help_now_places",
    "help_now_signs",
    "help_now_url",
    "home_tasks",
    "kept_offline",
    "language_codes",
    "leaflet_offers",
    "listed_at",
    "listed_by_code",
    "listed_by_id",
    "listed_children",
    "page_offers",
    "pages_for_area",
    "path_of_code",
    "safety_signs",
    "service",
    "service_hours",
    "service_style",
    "site_map",
    "standing",
    "still_frame",
    "url_of",
    "whole_entry",
]
